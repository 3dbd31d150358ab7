"""Does a reply say that the paragraphs do not answer?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from assistant.generative.values import Sentence
from index.arabic.normalise import fold_text
from index.values import Language
from prompts import render

_SILENT = re.compile(
    r"(?:documents?|paragraphs?|texts?|context|sources?|information)\b.{0,40}"
    r"(?:(?:do|does|did|is|are) not|don't|doesn't|no)\b.{0,30}"
    r"(?:answer|contain|mention|provide|specif|say|state|include|address|available|information)"
    r"|(?:could not|cannot|couldn't|can't|unable to) (?:find|answer|determine|locate)\b"
    r"|\bno (?:information|mention|answer)\b|\b(?:answer|information) (?:is|was) not\b"
    r"|لم (?:اجد|اعثر)|لا (?:توجد|يوجد|تتوافر|تتوفر) (?:اي )?(?:معلومات|اجابه|جواب)"
    r"|(?:لا|لم) (?:تجيب|تجب|تتضمن|تذكر|تحتوي|تشر|تشير|ترد|تقدم|تحدد|تتناول|يرد|يتضمن|يذكر)"
)
"""How models say it who do not keep to the sentence that they were given; on folded text."""

_LONGEST = 200


def is_silence(text: str) -> bool:
    """Whether a sentence is the fixed one of the prompt, in either language."""
    return _bare(text) in {_bare(render("not_answered", each)) for each in get_args(Language)}


def says_silent(sentences: Sequence[Sentence]) -> bool:
    """Whether the reply is that the paragraphs do not answer: by the fixed sentence before any that
    is kept, or, where nothing is kept, in other words.
    """
    for each in sentences:
        if each.kept:
            return False
        if is_silence(each.statement.text):
            return True
    return any(
        len(each.statement.text) <= _LONGEST and _SILENT.search(fold_text(each.statement.text))
        for each in sentences
    )


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold_text(text)).strip()
