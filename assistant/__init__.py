"""A question and an index in, a cited and checked answer out. Nothing here knows of screens."""
