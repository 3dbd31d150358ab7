"""The stored PDFs and short ways to read them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.documents.pdf import read_pdf
from index.values import Source

FILES = Path(__file__).parent / "files"
SHARED = Path(__file__).parents[5] / "shared" / "data" / "arabic_pdf_fixtures"


def stored(name: str) -> Path:
    """A PDF of `files` by its name without the ending."""
    return FILES / f"{name}.pdf"


@cache
def read(name: str) -> Source:
    """The source of a stored PDF."""
    return read_pdf(stored(name).read_bytes(), f"{name}.pdf")


def bodies(source: Source) -> list[str]:
    """The texts of the blocks that are no footnotes, pieces and lines joined by spaces."""
    return [text for kind, text in _blocks(source) if kind != "footnote"]


def notes(source: Source) -> list[str]:
    """The texts of the footnotes."""
    return [text for kind, text in _blocks(source) if kind == "footnote"]


def _blocks(source: Source) -> list[tuple[str | None, str]]:
    return [
        (b.kind, " ".join(" ".join(source.text[s.start : s.end] for s in b.spans).split()))
        for b in source.blocks
    ]
