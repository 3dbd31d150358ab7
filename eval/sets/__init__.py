"""Question sets: their values, reading, checking, writing and import."""
