"""Outlines that must not depend on how lines were set, and what holds for any text whatever."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.paragraphs.from_text import text_blocks
from index.paragraphs.lines import read_lines
from index.values import Block, Source


def source(text: str) -> Source:
    return Source("x.txt", "text", text)


def words(text: str, block: Block) -> str:
    """The block's text on one line."""
    return " ".join(" ".join(text[span.start : span.end] for span in block.spans).split())


def numbers(blocks: tuple[Block, ...], kind: str) -> list[str | None]:
    return [b.number for b in blocks if b.kind == kind]


VERBS = ("تقرر", "تحث", "تدعو", "تشجع", "تطلب", "ترحب", "تؤكد", "تهيب", "تلاحظ")
FILL = (
    "الدول الأعضاء على مواصلة العمل من أجل حماية مياه الأنهار والبحيرات من التلوث وعلى التعاون مع "
    "المنظمات المعنية بجمع البيانات ونشرها في جميع المناطق وعلى موافاة الأمانة بما لديها من معلومات"
)


def mirrored(count: int, width: int = 70) -> str:
    """Operative paragraphs as PDFBox writes them: number and verb at the first line's end,
    the full stop at the head of the last, white space in front of it."""
    out = ["  ،إن الجمعية العامة  "]
    for opening in ("إذ تشير", "وإذ تؤكد", "وإذ تلاحظ"):
        lines = textwrap.wrap(FILL, width)
        out += [f"{lines[0]} {opening}  ", *lines[1:-1], f"  ،{lines[-1]}"]
    for n in range(1, count + 1):
        lines = textwrap.wrap(FILL, width)
        out += [f"{lines[0]}  {VERBS[n % len(VERBS)]}  - {n}  ", *lines[1:-1], f"  ؛{lines[-1]}"]
        if n % 2:
            out.append("")
    return "\n".join(out)


@pytest.mark.parametrize("count", [3, 12, 40])
def test_numbers_at_the_end_of_mirrored_lines(count: int) -> None:
    text = mirrored(count)
    blocks = text_blocks(source(text))
    assert numbers(blocks, "operative") == [str(n) for n in range(1, count + 1)]
    assert len(numbers(blocks, "preambular")) == 3
    for block in blocks:
        if block.kind == "operative":
            assert block.number_span
            assert text[block.number_span.start : block.number_span.end] == f"- {block.number}"
            assert words(text, block).count("الدول الأعضاء") == 1


def test_a_stray_number_at_a_mirrored_lines_end_is_no_paragraph() -> None:
    text = mirrored(12).replace("\n  ؛", " - 40\n  ؛", 1)
    assert numbers(text_blocks(source(text)), "operative") == [str(n) for n in range(1, 13)]


@settings(max_examples=25, deadline=None)
@given(st.integers(50, 110), st.booleans(), st.sampled_from(["", "   "]))
def test_wrapping_a_resolution_does_not_change_its_outline(
    width: int, gaps: bool, indent: str
) -> None:
    paragraphs = ["The General Assembly,"]
    paragraphs += [
        f"{verb} its work on the rivers and lakes of all regions, on which the welfare of so many people depends,"
        for verb in ("Recalling", "Noting", "Welcoming")
    ]
    paragraphs += [
        f"{n}. Requests all States to report on their rivers, lakes and wells every year, and invites organizations to do so too;"
        for n in range(1, 12)
    ]
    lines = [
        line
        for p in paragraphs
        for line in [*textwrap.wrap(p, width, initial_indent=indent)] + [""] * gaps
    ]
    text = "\n".join(lines)
    assert [words(text, b) for b in text_blocks(source(text))] == paragraphs


FRAGMENTS = st.sampled_from(
    [
        "إن الجمعية العامة،",
        "وإذ تشير إلى",
        "1 - ",
        "٢ - ",
        "- ٣",
        "(أ) ",
        "(ب)",
        "’1‘ ",
        ")١(",
        "(1) ",
        "(2) ",
        "*",
        "____________",
        "\n",
        "\n\n",
        "  ",
        "،",
        "؛",
        ".",
        ":",
        "نص طويل يصف الموضوع وصفا كافيا حتى يملأ السطر كله تقريبا ",
        "Recalling its resolution",
        "Decides to act;",
        "الجلسة العامة ١٠",
        "المرفق",
        "Annex II",
        "V.30-01234 3/9",
        "A/CONF.999/7",
        "\x0c",
        "https://undocs.org/x",
        "أولاً- مقدمة",
        "- أولا",
        "\u200f",
        "\ufeff",
        "  -٢",
        "[^1]: note",
        "[^1]",
        "                                ",
        "# H",
        "**x**",
        "ــــ",
        "اتخاذ",
        " وإذ ",
        "\r\n",
        "\u2028",
        "-",
        "•",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60).map("".join) | st.text(max_size=300))
def test_any_text_gives_blocks_that_cover_it_once(text: str) -> None:
    held = [0] * len(text)
    for block in text_blocks(source(text)):
        assert block.kind
        assert block.spans
        at = 0
        for span in block.spans:
            assert at <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == text[span.start : span.end].strip()
            at = span.end
            for i in range(span.start, span.end):
                held[i] += 1
        if block.number_span:
            assert any(
                s.start <= block.number_span.start < block.number_span.end <= s.end
                for s in block.spans
            )
    for line in read_lines(text):
        for i in range(line.start, line.end):
            assert held[i] <= 1
            if not text[i].isspace():
                assert held[i] == (0 if line.furniture else 1)


@pytest.mark.parametrize(
    "text", ["كلمة " * 200_000, "(" * 1_000_000, "1." * 500_000, " " * 10**6 + "x"]
)
def test_a_line_of_a_megabyte_is_no_burden(text: str) -> None:
    started = time.monotonic()
    assert len(text_blocks(source(text))) == 1
    assert time.monotonic() - started < 20
