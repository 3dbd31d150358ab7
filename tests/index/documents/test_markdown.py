from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import read, read_bytes
from index.documents.markdown import looks_like_markdown, read_markdown
from index.values import Source
from tests.index.documents.builders import assert_well_formed, block_texts

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"

RESOLUTION = """# قرار بشأن المياه

إذ تلاحظ التقرير^(١) و[الموقع](https://example.org/a),

- ١ - **تحث** الدول على *العمل*؛
- ٢ - **تقرر أيضاً** ما يلي:

## المرفق ##
"""


def without_markup(source: Source) -> str:
    text, at = "", 0
    for span in source.markup:
        text += source.text[at : span.start]
        at = span.end
    return text + source.text[at:]


def test_markup_is_marked_and_words_are_left() -> None:
    source = read_bytes(RESOLUTION.encode(), "a.txt")
    assert source.format == "markdown"
    assert source.text == RESOLUTION
    assert without_markup(source) == (
        "قرار بشأن المياه\n\nإذ تلاحظ التقرير(١) والموقع,\n\n"
        "١ - تحث الدول على العمل؛\n٢ - تقرر أيضاً ما يلي:\n\nالمرفق\n"
    )
    assert_well_formed(source)


def test_only_headings_are_blocks() -> None:
    source = read_bytes(RESOLUTION.encode(), "a.md")
    assert block_texts(source) == ["قرار بشأن المياه", "المرفق"]
    assert [(b.kind, b.level) for b in source.blocks] == [("heading", 1), ("heading", 2)]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("> quoted\n> twice", "quoted\ntwice"),
        ("a <!-- hidden\nnote --> b", "a  b"),
        ("Title\n=====\ntext", "Title\n\ntext"),
        ("1\\. not a list \\*", "1. not a list *"),
        ("a ^{(3)} b", "a (3) b"),
        ("note[^1]", "note[1]"),
        ("x<sup>2</sup><br>", "x2"),
        ("snake_case_name and __init__.py", "snake_case_name and init.py"),
        ("---\ntext\n***", "\ntext\n"),
        ("- (أ) نص", "(أ) نص"),
        ("- نص", "- نص"),
        ("المؤقت* ثم\n\n* حاشية", "المؤقت* ثم\n\n* حاشية"),
        ("***كلاهما*** و~~حذف~~", "كلاهما وحذف"),
        ("`code` and ``more``", "code and more"),
        ("<https://example.org>", "https://example.org"),
        ("![خريطة](map.png)", "خريطة"),
        ("line ______ to fill", "line ______ to fill"),
    ],
)
def test_each_kind_of_markup(marked: str, plain: str) -> None:
    assert without_markup(read_markdown(marked.encode(), "a.md")) == plain


def test_nothing_inside_code_is_markup() -> None:
    source = read_markdown(b"```text\n# no heading **here**\n```\n# Heading\n", "a.md")
    assert without_markup(source) == "\n# no heading **here**\n\nHeading\n"
    assert block_texts(source) == ["Heading"]


@pytest.mark.parametrize(
    "text",
    [
        "من جدول الأعمال المؤقت*\n\n*  A/CONF.1/1.\n** تود الأمانة أن تشكر **  \n",
        "الجزء الأول*\nعنوان الورقة**\n\n- بند\n- بند آخر\n",
        "________\n(١) انظر القرار 1/2.\n[بناء على التقرير (A/1/2)]\n",
        "Item 5* of the agenda**\n\n* A/1.\n** A/2.\n1. Decides\n",
        "[القرار](A/RES/1/2) و[الثاني](A/RES/1/3)\n",
        "> وارد\n> هنا\n",
        "الرقم # 5 في القائمة\n#5\n",
    ],
)
def test_plain_documents_with_stars_and_dashes_stay_text(text: str) -> None:
    assert read_bytes(text.encode(), "a.md").format == "text"


@pytest.mark.parametrize(
    "text",
    [
        "# عنوان\n\nنص",
        "مقدمة\n\n### عنوان\n\nنص",
        "١ - **تحث** الدول\n٢ - **تقرر** ذلك\n",
        "نص^(١) ونص^(٢)\n",
        "| a | b |\n|---|---|\n| **x** | y |\n",
        "```\ncode\n```\n",
    ],
)
def test_markdown_is_known_by_its_signs_whatever_the_name(text: str) -> None:
    assert read_bytes(text.encode(), "a.txt").format == "markdown"


@given(st.text(st.sampled_from("*_#>-`[](){}^\\<>!|~= \n\tab١ابrhttp:/.3"), max_size=80))
def test_any_markup_points_into_the_text(text: str) -> None:
    source = read_markdown(("x" + text).encode(), "a.md")
    assert source.text == "x" + text
    assert_well_formed(source)
    assert all(b.kind == "heading" and 1 <= b.level <= 6 for b in source.blocks)
    looks_like_markdown(text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not here")
def test_the_corpus_is_told_apart() -> None:
    paths = [*CORPUS.glob("crime/*.txt"), *sorted(CORPUS.glob("sc/txt/*.txt"))[:40]]
    found = {path.name: read(path) for path in paths}
    assert [n for n, s in found.items() if s.format == "markdown"] == ["003_3b67e52e25d718f8.txt"]
    for path in paths:
        assert found[path.name].text == path.read_bytes().decode("utf-8")
