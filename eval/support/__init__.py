"""What the checkers are worth: statements whose truth is known, and how well they are judged."""
