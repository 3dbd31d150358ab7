"""NoMIRACL: is a question answered by the ten passages given with it? For measuring abstention.

Every passage becomes a document; the ten of a question are its `scope`. Questions of the
non-relevant subset are unanswerable. Where the file says which passages are relevant
(`positive_passages`), each is a place that answers by itself; where it only says that one of the
ten is, each of the ten counts, so that figures of retrieval say nothing and those of abstention all.
Source of the format: Thakur et al., "Knowing When You Don't Know", Findings of EMNLP 2024.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.sets.importing.documents import Documents, clean
from eval.sets.importing.lines import as_id, bad, json_lines, word
from eval.sets.questions import Asked, Evidence
from index.values import Language

_Known = dict[tuple[str, int], Evidence]


def questions(
    source: Path, documents: Documents, lang: Language, leave_out: Callable[[str], None]
) -> Iterator[Asked]:
    """The questions of a file of JSON lines, one document written for each passage.

    Keys: `query_id`, `question` or `query`; `passages` with `answerable` or `subset`, or
    `positive_passages` and `negative_passages`; passages have `docid`, `text` and perhaps `title`.
    Raises FiqraError for a line that is not of that form, with file and line.
    """
    known: _Known = {}
    for number, value in json_lines(source):
        relevant, others = _passages(value, source, number)
        answers = [_place(each, documents, known, source, number) for each in relevant]
        rest = [_place(each, documents, known, source, number) for each in others]
        sets = [(place,) for place in answers if place is not None]
        scope = [place.doc for place in (*answers, *rest) if place is not None]
        question = " ".join(word(value, ("question", "query"), source, number).split())
        if not question:
            leave_out("blank questions")
            continue
        if relevant and not sets:
            leave_out("questions whose relevant passages are blank")
            continue
        yield Asked(
            id=as_id(word(value, ("query_id", "id"), source, number)),
            lang=lang,
            type="lookup" if sets else "unanswerable",
            difficulty="medium",
            question=question,
            answerable=bool(sets),
            evidence=sets[0] if sets else (),
            alternatives=tuple(sets[1:]),
            slice="" if sets else "absent",
            scope=tuple(dict.fromkeys(scope)),
        )


def _passages(
    value: Mapping[str, Any], source: Path, number: int
) -> tuple[Sequence[Any], Sequence[Any]]:
    """The passages that may answer, and the others."""
    if "positive_passages" in value or "negative_passages" in value:
        return (
            _list(value, "positive_passages", source, number),
            _list(value, "negative_passages", source, number),
        )
    passages = _list(value, "passages", source, number)
    if not passages:
        raise bad(source, number, "has no `passages`.")
    answerable = value.get("answerable", value.get("subset"))
    if answerable in (True, "relevant"):
        return passages, ()
    if answerable in (False, "non_relevant"):
        return (), passages
    raise bad(
        source, number, "says neither by `answerable` nor by `subset` whether it is answered."
    )


def _list(value: Mapping[str, Any], key: str, source: Path, number: int) -> Sequence[Any]:
    found = value.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise bad(source, number, f"has `{key}` that are not a list of objects.")
    return found


def _place(
    passage: Mapping[str, Any], documents: Documents, known: _Known, source: Path, number: int
) -> Evidence | None:
    """Where a passage stands; it is written once, however many questions have it."""
    name = word(passage, ("docid", "_id", "id"), source, number)
    title = word(passage, ("title",), source, number, needed=False)
    text = word(passage, ("text",), source, number)
    whole = clean(f"{title}: {text}" if title and not text.startswith(title) else text)
    key = (name, hash(whole))
    if key not in known:
        (place,) = documents.add(name, [whole])
        if place is None:
            return None
        known[key] = replace(place, text="")  # ten times a question, the words would be a copy
    return known[key]
