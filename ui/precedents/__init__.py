"""The Precedents tab: a clause or a draft in, the agreed language nearest to it and what differs out."""
