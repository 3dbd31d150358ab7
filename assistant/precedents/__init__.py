"""Nearest agreed language for a clause: found, grouped, compared, taken away."""
