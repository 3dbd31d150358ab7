"""Scores: what each answer of a run is worth, and how sure the mean of many is."""
