"""The whole page in a real browser."""
