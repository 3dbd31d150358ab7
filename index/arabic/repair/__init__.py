"""Damaged Arabic text as its author wrote it: one layer a file, nothing overwritten (`layers`)."""
