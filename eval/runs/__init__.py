"""Runs: a question set asked of a system, line by line, into a folder."""
