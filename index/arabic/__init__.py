"""Arabic text as its author wrote it: every step keeps the map back to the source."""
