"""What differs between a clause and its precedent, word by word, in Arabic and English.

`differences` compares, `summary` counts, `marked_text` and `marked_html` show.
"""

from assistant.differences.compare import differences, summary
from assistant.differences.rendering import marked_html, marked_text
from assistant.differences.values import Kind, Letters, Piece, Summary

__all__ = [
    "Kind",
    "Letters",
    "Piece",
    "Summary",
    "differences",
    "marked_html",
    "marked_text",
    "summary",
]
