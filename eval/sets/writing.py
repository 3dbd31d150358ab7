"""Questions written: a new one from a paragraph, a draft from a wrong answer, a line added to a set."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from assistant.answers import Answer, Turn
from assistant.language import asked_language
from assistant.showing import find_document
from eval.runs.lines import Line
from eval.sets.evidence import evidence_of, labelled, short_label
from eval.sets.line import BadLine, read_entry
from eval.sets.questions import Asked, Difficulty, Evidence, Nugget, Type
from index.errors import FiqraError, UsageError
from index.store import Index
from index.values import Document, Language, Paragraph

SECONDS_TO_WAIT = 10.0
"""For another process that is adding to the same set."""

_MADE = re.compile(r"q-(\d+)")


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that is not finished, because a reader found its answer wrong; no run asks it."""

    asked: Asked
    wrong: tuple[Evidence, ...] = ()
    """What the wrong answer cited."""
    note: str = ""
    """What the reader said of it."""
    answer: str = ""
    """The wrong answer."""


Made = TypeVar("Made", Asked, Draft)


def new_question(
    index: Index,
    places: Sequence[tuple[str, str | Paragraph]],
    question: str,
    *,
    type: Type,
    difficulty: Difficulty = "medium",
    lang: Language | None = None,
    id: str = "",
    history: Sequence[Turn] = (),
    answers: Mapping[Language, Sequence[str]] | None = None,
    nuggets: Sequence[Nugget] = (),
    reference_answer: str = "",
    slice: str = "",
    points: bool = False,
) -> Asked:
    """A question with the paragraphs that answer it as evidence.

    `places` are pairs of a document (its file name or symbol) and a paragraph as `fiqra show` takes
    it (`op. para. 5 (a)`, `annex 12`, `38`), or the paragraph itself; none makes an unanswerable
    question. With `points` the
    points that hang on a paragraph are evidence too. Where every paragraph has its official
    counterpart in the other language indexed, those are an alternative. `lang` None is the
    question's own language; an empty `id` is made when the question is added to a set (`append`).
    Raises UsageError for a document or paragraph that is not there.
    """
    language = lang or asked_language(question, [turn.text for turn in history])
    found = list(_paragraphs(index, places, points))
    others = [index.counterpart(document.name, paragraph) for document, paragraph in found]
    known = [other for other in others if other is not None]
    whole = bool(known) and len(known) == len(found)
    return Asked(
        id=id,
        lang=language,
        type=type,
        difficulty=difficulty,
        question=question,
        answerable=bool(places),
        history=tuple(history),
        evidence=_evidence(index, found, language),
        alternatives=(_evidence(index, known, language),) if whole else (),
        answers={key: tuple(texts) for key, texts in (answers or {}).items()},
        nuggets=tuple(nuggets),
        reference_answer=reference_answer,
        slice=slice,
    )


def _paragraphs(
    index: Index, places: Sequence[tuple[str, str | Paragraph]], points: bool
) -> Iterator[tuple[Document, Paragraph]]:
    for name, place in places:
        document = find_document(index, name)
        named = labelled(index, document, place) if isinstance(place, str) else [place]
        for paragraph in named:
            yield document, paragraph
            if points:
                yield from ((document, each) for each in index.points(document.name, paragraph))


def _evidence(
    index: Index, found: Sequence[tuple[Document, Paragraph]], language: Language
) -> tuple[Evidence, ...]:
    return tuple(
        piece
        for document, paragraph in found
        for piece in evidence_of(
            index,
            document,
            paragraph,
            label=short_label(index, document, paragraph, language),
        )
    )


def draft_from_answer(
    question: str,
    answer: Answer | Line,
    note: str = "",
    *,
    history: Sequence[Turn] = (),
    lang: Language | None = None,
) -> Draft:
    """An answer that a reader marked as wrong, as a draft question.

    It has no evidence yet; what the answer cited is `wrong`, the reader's words are the note. The
    type and difficulty are a guess (`lookup`, `medium`): whoever finishes the draft sets them.
    """
    language = lang or answer.language or asked_language(question, [t.text for t in history])
    asked = Asked(
        id="",
        lang=language,
        type="lookup",
        difficulty="medium",
        question=question,
        answerable=True,
        history=tuple(history),
    )
    if isinstance(answer, Line):
        return Draft(asked, tuple(_cited_in_run(answer)), note, answer.answer)
    return Draft(asked, tuple(_cited(answer)), note, answer.text)


def _cited(answer: Answer) -> Iterator[Evidence]:
    for citation in answer.citations:
        found = citation.found
        for paragraph in (found.paragraph, *found.points):
            for span in paragraph.spans:
                words = paragraph.raw_between(span.start, span.end)
                yield Evidence(found.document.name, span.start, span.end, found.label, words)


def _cited_in_run(line: Line) -> Iterator[Evidence]:
    for place in line.citations:
        for span in place.spans:
            yield Evidence(place.source, span.start, span.end, place.label)


def asked_json(asked: Asked) -> dict[str, Any]:
    """A question as JSON-ready values; `reading.read_asked` gives it back as it was."""
    made: dict[str, Any] = {
        "id": asked.id,
        "lang": asked.lang,
        "type": asked.type,
        "difficulty": asked.difficulty,
        "history": [asdict(turn) for turn in asked.history],
        "question": asked.question,
        "answerable": asked.answerable,
        "evidence": [_evidence_json(each) for each in asked.evidence],
        "alternatives": [[_evidence_json(each) for each in one] for one in asked.alternatives],
    }
    if asked.answers:
        made["answers"] = {language: list(texts) for language, texts in asked.answers.items()}
    made["answer_points"] = list(asked.answer_points)
    made["reference_answer"] = asked.reference_answer
    if asked.nuggets:
        made["nuggets"] = [_nugget_json(each) for each in asked.nuggets]
    if asked.slice:
        made["slice"] = asked.slice
    if asked.scope:
        made["scope"] = list(asked.scope)
    return made


def draft_json(draft: Draft) -> dict[str, Any]:
    """A draft as JSON-ready values: a question's keys with `draft`, `wrong`, `note`, `_answer`."""
    return {
        **asked_json(draft.asked),
        "draft": True,
        "wrong": [_evidence_json(each) for each in draft.wrong],
        "note": draft.note,
        "_answer": draft.answer,
    }


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    made: dict[str, Any] = {
        "doc": evidence.doc,
        "start": evidence.start,
        "end": evidence.end,
    }
    if evidence.label:
        made["label"] = evidence.label
    if evidence.text:
        made["text"] = evidence.text
    return made


def _nugget_json(nugget: Nugget) -> dict[str, Any]:
    made: dict[str, Any] = {"text": nugget.text, "vital": nugget.vital}
    if nugget.forms:
        made["forms"] = list(nugget.forms)
    return made


def append(path: Path, made: Made) -> Made:
    """Adds a question or a draft to a set, made if it is not there; returns it with its id.

    Where it has no id, the next of `q-0001`, `q-0002` … is given. The set is written anew beside
    itself and put in place, so that a kill at any moment leaves the old file whole or the new one;
    every line that was there stays as it was, broken ones too. Raises UsageError for an id that the
    set already has, and FiqraError for a question that no set may hold (unanswerable with
    evidence), and where the file cannot be written.
    """
    from filelock import FileLock, Timeout

    target = path.resolve()
    aside = target.with_name(f".{target.name}.part")
    try:
        with FileLock(target.with_name(f".{target.name}.lock"), timeout=SECONDS_TO_WAIT):
            numbered, line = _numbered(path, made)
            with aside.open("wb") as file:
                if target.exists():
                    shutil.copymode(target, aside)
                    with target.open("rb") as old:
                        shutil.copyfileobj(old, file)
                    if not _ends_in_newline(target):
                        file.write(b"\n")
                file.write(line.encode("utf-8") + b"\n")
                file.flush()
                os.fsync(file.fileno())
            aside.replace(target)
    except Timeout:
        raise FiqraError(
            f"Another fiqra is adding to {path}; wait until it is done, then try again."
        ) from None
    except OSError as fault:
        raise FiqraError(
            f"The question cannot be added to {path}: {fault.strerror or fault}; name another file."
        ) from fault
    return numbered


def _numbered(path: Path, made: Made) -> tuple[Made, str]:
    """The question or draft with its id, and its line; nothing that `reading` would refuse."""
    asked = made.asked if isinstance(made, Draft) else made
    highest = 0
    for number, known in _ids(path):
        if known == asked.id:
            raise UsageError(
                f"{path} already has a question {known} on line {number}; give this one another id."
            )
        if counted := _MADE.fullmatch(known):
            highest = max(highest, int(counted[1]))
    if not asked.id:
        asked = replace(asked, id=f"q-{highest + 1:04d}")
    numbered = replace(made, asked=asked) if isinstance(made, Draft) else asked
    value = draft_json(numbered) if isinstance(numbered, Draft) else asked_json(numbered)
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode("utf-8")
        read_entry(line, path, 0)
    except UnicodeEncodeError:
        raise FiqraError(
            "The question holds half of a character (a lone surrogate); write it anew."
        ) from None
    except BadLine as bad:
        raise FiqraError(f"The question cannot be added to {path}: {bad.faults[0][1]}") from bad
    return numbered, line


def _ids(path: Path) -> Iterator[tuple[int, str]]:
    """The ids of a set with their lines, as far as its lines can be read."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                value = json.loads(raw.decode("utf-8-sig"))
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                yield number, value["id"]


def _ends_in_newline(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
