"""The assistant's own words, by language."""
