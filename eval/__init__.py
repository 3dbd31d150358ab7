"""Question sets, metrics and the documents that ship."""
