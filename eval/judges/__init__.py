"""Checkers of statements by name; those that need a model are plugins, off unless named."""
