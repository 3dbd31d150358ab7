"""The source's own letters are found for words that a writer set down in another way."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.citations import quoted
from assistant.support.quoted_words import find_quotation
from eval.benchmarks.quotation_faults import Text, stands
from eval.benchmarks.quotation_variants import VARIANTS
from eval.benchmarks.quotations import sample_texts, stretch
from index.arabic.normalise import fold_text
from index.documents import read_bytes
from index.paragraphs import outline
from index.values import Paragraph, Source


@cache
def paragraphs() -> list[Text]:
    return [text for text in sample_texts() if len(text.words) > 4]


def last(text: str, name: str = "document.txt") -> tuple[Source, Paragraph]:
    source = read_bytes(text.encode(), name)
    return source, outline(source)[-1]


def own_words(quotation: str, text: str, name: str = "document.txt") -> str | None:
    source, paragraph = last(text, name)
    spans = find_quotation(quotation, paragraph, source)
    return None if spans is None else quoted(source, spans)


@pytest.mark.parametrize(
    ("quotation", "own"),
    [
        ("يُقرِّر حماية", "يقـــرر حمايةَ"),
        ("الآبار ال١٥", "الآبار\u200f ال15"),
        ("حماية […] ال15", "حمايةَ ال15"),
        ("حماية … الآبار", "حمايةَ الآبار"),
        ("حماية الآبار ال15؛", "حمايةَ الآبار\u200f ال15"),
        ("الآبار […] حماية", None),
        ("حمايه الآبار", None),
        ("الآبا", None),
        ("آبار", None),
        ("", None),
        ("[…]", None),
    ],
)
def test_the_sources_own_letters_are_given(quotation: str, own: str | None) -> None:
    assert own_words(quotation, "7 - يقـــرر حمايةَ الآبار\u200f ال15؛\n") == own


def test_markup_is_not_quoted() -> None:
    text = "# عنوان\n\n1. يقرر **حماية** الآبار *كلها* في المنطقة؛\n"
    found = own_words("يقرر\nحماية\u00a0الآبار كلها", text, "d.md")
    assert found is not None
    assert " ".join(found.split()) == "يقرر حماية الآبار كلها"


def test_a_footnote_mark_that_the_quotation_leaves_out_is_inside_the_place() -> None:
    assert own_words("the wells of all", "1. Protects the wells(3) of all;\n") in (
        "the wells(3) of all",
        "the wells of all",
    )


def test_whole_words_only_and_a_particle_belongs_to_its_word() -> None:
    assert own_words("مجلس الأمن", "1 - يوجه رسالة لمجلس الأمن؛\n") is None


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(sorted(set(VARIANTS) - {"words left out"})))
def test_every_stretch_of_words_leads_to_the_same_words(seed: int, variant: str) -> None:
    chance = random.Random(seed)
    text = chance.choice(paragraphs())
    words = " ".join(stretch(text.words, chance))
    source = text.source()
    spans = find_quotation(VARIANTS[variant](words, chance), text.paragraph, source)
    assert spans is not None
    assert _letters(quoted(source, spans)) == _letters(words)
    assert all(
        any(own.start <= s.start and s.end <= own.end for own in text.paragraph.spans)
        for s in spans
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(sorted(VARIANTS)))
def test_words_are_never_found_in_a_paragraph_that_does_not_hold_them(
    seed: int, variant: str
) -> None:
    chance = random.Random(seed)
    text, other = chance.sample(paragraphs(), 2)
    words = " ".join(stretch(text.words, chance))
    quotation = VARIANTS[variant](words, chance)
    if variant == "words left out":
        words = "[…]".join(
            quotation.replace("(…)", "…").replace("[…]", "…").replace("...", "…").split("…")
        )
    assume(not stands(words, other))
    assert find_quotation(quotation, other.paragraph, other.source()) is None


def _letters(text: str) -> str:
    return "".join(c for c in fold_text(text) if c.isalnum())
