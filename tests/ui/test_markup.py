"""Text as HTML: no markup of a document comes through, each block goes its own way."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.elements import Elements
from ui.markup import block, direction, escaped, isolated, prose, quotation

HOSTILE = '<script>alert("x")</script> <img src=x onerror=alert(1)> ${1+1} {{value}} `x`'


@pytest.mark.parametrize("shown", [escaped, isolated, prose])
def test_nothing_of_a_document_is_markup_or_a_template(shown) -> None:  # type: ignore[no-untyped-def]
    page = shown(HOSTILE)
    assert not set("{}$`") & set(page)
    elements = Elements(f"<p>{page}</p>")
    assert {tag for tag, _, _ in elements.seen} <= {"p", "bdi"}
    assert elements.texts("p") == [HOSTILE]


@given(st.text())
def test_every_text_is_shown_as_it_is(text: str) -> None:
    for shown in (escaped, isolated, prose):
        assert html.unescape(re.sub(r"</?bdi[^>]*>", "", shown(text))) == text


def test_words_without_letters_take_the_direction_of_the_language() -> None:
    assert direction("2 - 5", "ar") == "rtl"
    assert direction("2 - 5", "en") == "ltr"
    assert direction("يقرر A/RES/55/25", "en") == "rtl"
    assert direction("Decides", "ar") == "ltr"


def test_symbols_and_numbers_are_isolated_whole() -> None:
    label = isolated("الوثيقة A/CONF.234/L.6، الفقرة 12 (أ)")
    assert re.findall("<bdi[^>]*>(.*?)</bdi>", label) == ["A/CONF.234/L.6", "12"]
    assert isolated("<b>") == '&lt;<bdi dir="ltr">b</bdi>&gt;'


def test_thousands_with_a_space_are_kept_together_between_arabic_words() -> None:
    assert prose("قدرتها 50 000 متر") == 'قدرتها <bdi dir="ltr">50 000</bdi> متر'
    assert prose("<b> ٥٠٠ ٠٠٠") == '&lt;b&gt; <bdi dir="ltr">٥٠٠ ٠٠٠</bdi>'


def test_a_block_and_its_lines_go_their_own_ways() -> None:
    assert Elements(block("p", "Decides", "ar")).values("p", "dir") == ["ltr"]
    mixed = Elements(quotation(["يقرر حماية الآبار في المنطقة كلها؛", "Wells"], "ar"))
    assert mixed.values("blockquote", "dir") == ["rtl"]
    assert mixed.values("p", "dir") == ["rtl", "ltr"]
