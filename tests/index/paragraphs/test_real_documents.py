"""The outlines of real documents, where the private corpus is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.documents import read
from index.paragraphs.from_text import text_blocks
from index.values import Block

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "crime"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus ../shared/corpus/crime is not here"
)


def blocks_of(prefix: str) -> tuple[str, tuple[Block, ...]]:
    """A document's text and its blocks, by the beginning of its file's name."""
    found = sorted(CORPUS.glob(f"{prefix}_*"))
    if not found:
        pytest.skip(f"no document {prefix} in the corpus")
    source = read(found[0])
    return source.text, text_blocks(source)


def numbers(blocks: tuple[Block, ...], kind: str, part: str = "main") -> list[str | None]:
    return [b.number for b in blocks if b.kind == kind and b.part == part]


def counted(last: int) -> list[str]:
    return [str(n) for n in range(1, last + 1)]


@pytest.mark.parametrize(
    ("prefix", "preambular", "operative", "footnotes"),
    [("000", 18, 13, 7), ("001", 16, 7, 18), ("003", 19, 21, 8), ("004", 43, 28, 22)],
)
def test_every_paragraph_of_a_resolution_once_and_in_order(
    prefix: str, preambular: int, operative: int, footnotes: int
) -> None:
    _, blocks = blocks_of(prefix)
    assert len(numbers(blocks, "preambular")) == preambular
    assert numbers(blocks, "operative") == counted(operative)
    assert numbers(blocks, "footnote") + numbers(blocks, "footnote", "annex") == counted(footnotes)


def test_the_annex_of_a_resolution_counts_for_itself() -> None:
    _, blocks = blocks_of("001")
    assert [n for n in numbers(blocks, "paragraph", "annex") if n] == counted(61)
    assert numbers(blocks, "point", "annex") == ["أ", "ب", "ج"]


def test_points_under_a_preambular_paragraph_are_no_preambular_paragraphs() -> None:
    for prefix in ("001", "004"):
        _, blocks = blocks_of(prefix)
        letters = [str(n).replace("\u0640", "") for n in numbers(blocks, "point")]
        assert letters == ["أ", "ب", "ج", "د", "ه", "و"]


def test_a_paper_with_its_headings_points_and_footnotes() -> None:
    _, blocks = blocks_of("002")
    assert [n for n in numbers(blocks, "paragraph") if n] == counted(82)
    at = next(i for i, b in enumerate(blocks) if b.kind == "paragraph" and b.number == "82")
    points = [str(b.number) for b in blocks[at + 1 :] if b.kind == "point"]
    assert points == ["أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي", "ك", "ل"]
    assert numbers(blocks, "footnote") == ["*", "**", *counted(95)]
    assert sum(b.kind == "heading" and b.level == 3 for b in blocks) == 5
    assert sum(b.kind == "heading" and b.level == 2 for b in blocks) == 9


def test_no_paragraph_has_swallowed_a_footnote_or_furniture() -> None:
    for prefix in ("000", "001", "002", "003", "004"):
        text, blocks = blocks_of(prefix)
        for block in blocks:
            said = "\n".join(text[s.start : s.end] for s in block.spans)
            assert "____" not in said
            assert "https://undocs.org/ar/" not in said
            if block.kind == "footnote":
                assert block.number_span
                assert len(said) < 1500


def test_a_footnote_and_a_paragraph_may_go_on_behind_a_page_end() -> None:
    _, blocks = blocks_of("002")
    cut = {b.number: len(b.spans) for b in blocks if len(b.spans) > 1 and b.kind == "paragraph"}
    assert cut.keys() >= {"5", "7", "11", "16", "23", "36", "60", "73", "76", "81"}
    assert next(len(b.spans) for b in blocks if b.kind == "footnote" and b.number == "60") == 2
