"""Words that a translation would hold: a statement has them, its paragraph in the other language has
nothing that renders them.

How surely each word's rendering is found in an official translation is learned from parallel documents
by `python -m eval.learn_rendered` (`data/rendered.tsv`): a word that was found in all of its hundred
paragraphs says much where it is missing, one that is often put in other words says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.support import matching
from assistant.support.matching import Text, content
from assistant.support.stances import parts
from assistant.word_lists import rows
from index.arabic.normalise import fold_text
from index.glossary import terms_in
from index.lexicon import stem
from index.values import Language

ENOUGH = 8.5
"""Surprise (natural logarithms, summed) at missing words from which on a statement is refused. Chosen
on the development half of `eval/support/pairs.jsonl`."""

LETTERS = 3.0
"""What is to be added where the paragraph has bodies by their letters, which may stand for any words."""

_GENERAL = frozenset(
    fold_text(word)
    for word in (
        "un united nations security council secretary general resolution resolutions work works act acts"
        " support respect progress use used using include includes including included without delay needed"
        " necessary need needs important importance implement implementation implementing key element"
        " appropriate improve along basis capacity conduct based measure measures operation operations"
        " step steps take taken takes set carry carried way ways part parts matter order purpose aim aims"
        " reached reach result level issue issues issued address manner account regard respectively"
        " الأمن مجلس الأمم المتحدة العام ضرورة أهمية تطبيق تنفيذ جميع كافة بما ولا سيما خاصة موعد أقصاه"
        " عمل أعمال إطار سبيل مجال صعيد أساس جانب شأن حالة وضع أجل غرض هدف مراعاة تعرب يعرب تولي جزء"
        " عام سنة يوم شهر أقل أكثر خلال مستوى تسهيل تيسير"
    ).split()
)
"""Words that are put in many ways, and who may speak in any document."""

_LETTERS = re.compile(r"(?<!\w)[A-Z]{3,}(?!\w)")


def missing(statement: Text, texts: Sequence[Text], reporting: frozenset[str]) -> list[str]:
    """The words of a statement that the paragraphs would hold if they said it; none where they are
    too few to tell, or a paragraph is in the statement's language.
    """
    if any(text.language == statement.language for text in texts):
        return []
    known = _surprises(statement.language)
    verbs = {word for part in parts(statement) for word in part.verb.split()}
    by_term = _held_by_terms(statement, texts)
    passed = verbs | reporting | by_term | _GENERAL
    found: dict[str, float] = {}
    for word in content(statement.words):
        surprise = known.get(key(word.text, statement.language), 0.0)
        if not surprise or word.text in passed or matching.light(word.text) in passed:
            continue
        if not any(text.places(word.text, statement.language) for text in texts):
            found[word.text] = surprise
    enough = ENOUGH + LETTERS * any(_LETTERS.search(text.printed) for text in texts)
    return list(found) if sum(found.values()) >= enough else []


def key(word: str, language: Language) -> str:
    """The form of a word by which its surprise is kept."""
    return stem(word) if language == "en" else matching.light(word)


def _held_by_terms(statement: Text, texts: Sequence[Text]) -> frozenset[str]:
    """Words of the glossary's terms in the statement that the paragraphs have in any form."""
    held = {term for text in texts for term in terms_in(text.printed, text.language)}
    own = [term for term in terms_in(statement.printed, statement.language) if term in held]
    keys = {
        key(word.text, statement.language)
        for term in own
        for form in (term.en if statement.language == "en" else term.ar)
        for word in matching.read(form).words
    }
    return frozenset(w.text for w in statement.words if key(w.text, statement.language) in keys)


@cache
def _surprises(language: Language) -> dict[str, float]:
    return {word: float(value) for of, word, value in rows("rendered.tsv") if of == language}
