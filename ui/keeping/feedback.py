"""“This is wrong”: what people said of answers, each the draft of an evaluation question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from assistant.answers import Turn
from assistant.links import followed
from assistant.records import Cited, Exchange, to_json
from index.errors import FiqraError, UsageError
from index.store import Index
from ui.keeping.conversations import as_json, exchange_of
from ui.keeping.store import Store, now, reading, writing

if TYPE_CHECKING:
    from eval.sets.questions import Evidence
    from eval.sets.writing import Draft

DRAFTS = "drafts.jsonl"
"""Beside the store's file: a question set of drafts, which no run asks until somebody finishes them."""

MOST_WORDS = 4000
"""Characters that can be said of an answer."""

_LINK = re.compile(r"\S+/\d{1,7}-[0-9a-f]{6,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said of an answer."""

    id: int
    user: str
    """"" where there was no login, and for a user who has been deleted."""
    at: str
    """ISO 8601, UTC."""
    words: str
    exchange: Exchange
    """The question and the answer, as they were."""
    right: str
    """What was said to be right: a paragraph's link, or words."""
    trace: str | None
    """The id of the answer's trace, where a model wrote it and traces are kept."""
    draft: str
    """The id of the drafted question in the file of drafts."""


def report(
    store: Store,
    user: str,
    exchange: Exchange,
    words: str = "",
    right: str = "",
    *,
    index: Index | None = None,
    history: Sequence[Turn] = (),
    scope: Sequence[str] = (),
    trace: str | None = None,
) -> Feedback:
    """Keeps that an answer is wrong, and drafts an evaluation question of it.

    `right` is what the person says is right: where it is a link to a paragraph (`assistant.links`,
    alone or as an address with `?paragraph=`) and `index` is given, the paragraph becomes the
    draft's evidence; anything else joins the note. `history` and `scope` are what the question was
    asked with. Raises UsageError for too many words and for a link that leads nowhere any more, and
    FiqraError where it cannot be kept.
    """
    from eval.sets.writing import append

    words, right = _storable(words.strip()), _storable(right.strip())
    if len(words) + len(right) > MOST_WORDS:
        raise UsageError(f"Say what is wrong in at most {MOST_WORDS:,} characters.")
    draft = _draft(index, exchange, words, right, history, scope)
    made = append(drafts_of(store), draft).asked.id
    value, moment = as_json(to_json(exchange)), now()
    with writing(store) as connection:
        added = connection.execute(
            "INSERT INTO feedback VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
            (user, moment, words, value, right, trace, made),
        )
    return Feedback(int(added.lastrowid or 0), user, moment, words, exchange, right, trace, made)


def feedback(store: Store) -> list[Feedback]:
    """All that was said of answers, by anybody, the newest first. One with an exchange that cannot be
    read any more is left out: it is not to hide the others.
    """
    with reading(store) as connection:
        rows = connection.execute(
            "SELECT id, user, at, words, exchange, correct, trace, draft FROM feedback "
            "ORDER BY id DESC"
        ).fetchall()
    found = []
    for number, user, at, words, value, right, trace, draft in rows:
        with suppress(FiqraError):
            exchange = exchange_of(store, value)
            found.append(Feedback(number, user, at, words, exchange, right, trace, draft))
    return found


def drafts_of(store: Store) -> Path:
    """The question set of drafts: `fiqra eval check` reads it, `fiqra eval run` what is finished."""
    return store.path.with_name(DRAFTS)


def _draft(
    index: Index | None,
    exchange: Exchange,
    words: str,
    right: str,
    history: Sequence[Turn],
    scope: Sequence[str],
) -> Draft:
    from eval.sets.questions import Asked
    from eval.sets.writing import Draft, new_question

    question, language = _storable(exchange.question), exchange.answer.language
    linked = _link_in(right) if index is not None else ""
    if index is not None and linked:
        document, paragraph = followed(index, linked)
        places = [(document.name, paragraph)]
        asked = new_question(index, places, question, type="lookup", lang=language)
        note = words
    else:
        # whether anything answers it is for whoever finishes the draft
        asked = Asked("", language, "lookup", "medium", question, answerable=True)
        note = "\n".join(filter(None, (words, right)))
    asked = replace(
        asked,
        type="followup" if history else "lookup",
        history=tuple(Turn(turn.role, _storable(turn.text)) for turn in history),
        scope=tuple(scope),
    )
    wrong = tuple(piece for cited in exchange.answer.citations for piece in _cited(index, cited))
    return Draft(asked, wrong, note, _storable(exchange.answer.text))


def _link_in(text: str) -> str:
    """The paragraph's link that a text is, or is the address of; "" for other words."""
    if "paragraph=" in text:
        text = parse_qs(urlsplit(text).query).get("paragraph", [""])[0]
    return text if _LINK.fullmatch(text) else ""


def _cited(index: Index | None, cited: Cited) -> Iterator[Evidence]:
    from eval.sets.questions import Evidence

    name, spans = cited.place.document, cited.quote_spans
    known = index.source(name).text if index is not None and name in index.documents else ""
    texts = [known[span.start : span.end] for span in spans]
    # a document that was read again since may have other words there
    same = " ".join(" ".join(texts).split()) == " ".join(" ".join(cited.lines).split())
    for span, text in zip(spans, texts, strict=True):
        yield Evidence(name, span.start, span.end, cited.place.label, text if same else "")


def _storable(text: str) -> str:
    """The text without lone surrogates, which neither SQLite nor a question set takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
