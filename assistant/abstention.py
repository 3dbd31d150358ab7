"""Do the documents answer this at all? A probability, and whether it is enough to answer.

Near paragraphs are found for any question, so nearness alone does not tell. The signs, each for a
kind of question that the documents do not answer:

- `lacking`: a detail that is not there. No paragraph holds the type of thing that is asked for.
- `contradicted`: a wrong premise. The paragraph has the opposite of what the question says.
- `beyond`: the wrong document. Others than the one that the question names match it much better.
- `nearness`: another matter. The best paragraphs are no nearer to it than to neutral questions.
- `wording`: the same, by single words; only where the index keeps token vectors.

A State, mission or year that no passage names is certainly not answered for, unless something else
that the question names stands in the best paragraphs. The weights
stand in `data/abstention.json`, fitted and written by `python -m eval.fit_abstention`; what they are
worth stands in `docs/abstention.md`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from assistant.answers import Found
from assistant.asked_type import asked_type, holds
from assistant.premises import contradicted
from assistant.retrieval import Retrieval
from index import lexical
from index.arabic.digits import european
from index.arabic.normalise import fold_text
from index.centre import LANGUAGES
from index.glossary import Term, entities
from index.late import question_scores
from index.search import LONGEST, passages_naming
from index.store import Index
from index.values import Language

FEW = 3
"""Telling paragraphs in which what is asked for may stand."""

NEAREST = 5
"""Hits of which the nearest counts, beside the first."""

MASTHEAD_LINE = 60
"""Characters. A title paragraph up to this long is no answer: a session, a date, a distribution."""

# Who speaks or has put a text forward is no part of what is asked. On folded text.
_BEHIND = (
    r"(?:\bdelegat(?:e|es|ion|ions) (?:of|from)|\bas (?:a |the )?representative of"
    r"|\b(?:drafted|tabled|sponsored|proposed|submitted) by"
    r"|(?<!\w)(?:مندوبه?|وفد|بمبادره من|بنا علي مشروع|اقترحته?ا?|قدمته?ا?|رياسه))"
    r"(?:\W+(?!(?:on|about|in|for|with|بشان|عن|في|حول|علي)\b)\w+){0,3}?\W+(?:[وفبل]?(?:ال|ل)?)?"
)
_BEFORE = r"(?:['’]s (?:presidency|delegat\w+|draft|proposal|initiative)\b)"

_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against the documents' answering a question."""

    lacking: float
    """The type asked for is absent from all of the best few paragraphs (1.0), from the best one
    (0.5) or not, or no such type is asked for (0.0)."""
    contradicted: float
    beyond: float
    nearness: float
    """Of the best paragraphs, in standard deviations above that of neutral questions."""
    wording: float | None
    """How near the best paragraph comes to each word of the question (`index.late`), less what is
    usual for questions in its language; None without token vectors."""


NAMES = tuple(field.name for field in fields(Signs))
WORDLESS = NAMES[:-1]
"""The signs that there are without token vectors."""


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model of signs, and the probability from which on an answer is given."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def probability(self, signs: Signs) -> float:
        """How probable it is that the documents answer, above 0.0 and below 1.0."""
        logit = self.bias + sum(w * getattr(signs, name) for name, w in self.weights.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def confidence(index: Index, question: str, retrieval: Retrieval) -> float:
    """How probable it is that the documents answer, 0.0 to 1.0.

    1.0 where the question refers to a paragraph exactly. A clause that a drafter pastes asks for
    what is nearest to it, which there always is.
    """
    if retrieval.located:
        return 1.0
    if not retrieval.found or _names_nothing(index, retrieval):
        return 0.0
    model = model_for(index)
    sure = model.probability(signs(index, question, retrieval))
    return max(sure, model.threshold) if retrieval.clause else sure


def enough(index: Index, sure: float) -> bool:
    """Whether an answer is given at that confidence."""
    return sure >= model_for(index).threshold


def signs(index: Index, question: str, retrieval: Retrieval) -> Signs:
    """The signs for a question, in the words it was put in, that something was found for."""
    best = [list(_versions(index, each)) for each in telling(retrieval.found[:NEAREST])[:FEW]]
    return Signs(
        _lacking(question, best, retrieval.found),
        float(any(contradicted(question, text) for _, text in best[0])),
        retrieval.beyond,
        _nearness(index, retrieval),
        _wording(index, retrieval),
    )


def telling(found: Sequence[Found]) -> Sequence[Found]:
    """The paragraphs that say anything, or all where none does: headings, names of the document and
    a masthead's lines (session, date, distribution) are near to everything and say nothing.
    """
    return [each for each in found if _tells(each)] or found


def _tells(found: Found) -> bool:
    document, text = found.document, fold_text(found.paragraph.clean.text)
    names = {fold_text(name) for name in (document.symbol, document.title) if name}
    if found.paragraph.kind == "title":
        return len(text) > MASTHEAD_LINE and text not in names
    return found.paragraph.kind != "heading"


def _versions(index: Index, found: Found) -> Iterator[tuple[Language, str]]:
    """The paragraph's words, those that a point hangs on, and the official version's in the other
    language.
    """
    yield found.document.language, found.text
    if found.paragraph.kind == "point" and found.paragraph.parent is not None:
        above = index.paragraph(found.document.name, found.paragraph.parent)
        yield found.document.language, above.clean.text
    other = index.counterpart(found.document.name, found.paragraph)
    if other is not None:
        yield other[0].language, other[1].clean.text


def _lacking(
    question: str, best: Sequence[Sequence[tuple[Language, str]]], found: Sequence[Found]
) -> float:
    asked = asked_type(question)
    if asked is None:
        return 0.0
    if asked == "country" and not any(holds(asked, f.text, f.document.language) for f in found):
        return 0.0  # these documents may speak of States that the glossary does not know
    held = [any(holds(asked, text, of, question) for of, text in each) for each in best]
    return (float(not held[0]) + float(not any(held))) / 2


def _nearness(index: Index, retrieval: Retrieval) -> float:
    usual, spread = index.background[LANGUAGES.index(retrieval.asked_in)]
    cosines = [hit.cosine for hit in retrieval.hits[:NEAREST]]
    return float(((cosines[0] + max(cosines)) / 2 - usual) / max(spread, 1e-3))


def _wording(index: Index, retrieval: Retrieval) -> float | None:
    best = [retrieval.hits[0].row]
    scores = question_scores(index, retrieval.searched[:LONGEST], best, retrieval.asked_in)
    return None if scores is None else float(scores[0]) - shipped().usual[retrieval.asked_in]


def _names_nothing(index: Index, retrieval: Retrieval) -> bool:
    if retrieval.clause:
        return False
    best = telling(retrieval.found[:NEAREST])[:FEW]
    texts = (version for each in best for version in _versions(index, each))
    return named_nowhere(index, retrieval.asked, retrieval.asked_in, texts)


def named_nowhere(
    index: Index, asked: str, asked_in: Language, best: Iterable[tuple[Language, str]] = ()
) -> bool:
    """Whether the question names a State or mission that no passage names, and nothing else that
    stands in the `best` paragraphs, or a year that no passage names.

    Who has drafted a text or puts the question does not count, nor does a place: that is often said
    in other words.
    """
    named = entities(asked, asked_in)
    absent = [
        e
        for e in named
        if e.kind != "place" and not _in_passing(e, asked) and not len(passages_naming(index, e))
    ]
    if absent and not any(e in named for of, text in best for e in entities(text, of)):
        return True
    words = index.lexical.words
    years = _YEAR.findall(european(asked))
    mastheads = frozenset().union(*index.numbers.values())
    return any(y not in mastheads and not len(lexical.rows_with_all(words, y)) for y in years)


def _in_passing(entity: Term, asked: str) -> bool:
    forms = "|".join(re.escape(fold_text(form)) for form in (*entity.ar, *entity.en))
    behind = rf"{_BEHIND}(?:{forms})(?!\w)|(?<!\w)(?:{forms}){_BEFORE}"
    return bool(re.search(behind, fold_text(asked)))


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the package comes with: the models for indexes with token vectors and without, and the
    usual `wording` of questions by language."""

    late: Model
    plain: Model
    usual: Mapping[Language, float]


def model_for(index: Index) -> Model:
    """The model for the signs that an index gives."""
    return shipped().plain if index.late is None else shipped().late


@cache
def shipped() -> Shipped:
    """What stands in `data/abstention.json`."""
    value = json.loads(files("assistant").joinpath("data/abstention.json").read_text("utf-8"))
    return Shipped(Model(**value["late"]), Model(**value["plain"]), value["usual"])
