"""The page: one question box, the answer with its citations, the sources in their context."""
