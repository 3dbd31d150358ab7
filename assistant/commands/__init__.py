"""Verbs of the `fiqra` command that do not fit into `cli.py`, one a file."""
