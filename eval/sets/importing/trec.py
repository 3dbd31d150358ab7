"""TREC collections: topics, qrels and documents, in the forms that are handed around.

Every document becomes a text file, its blank lines the borders of paragraphs. All that is judged
relevant to a topic is its evidence, together, so that recall is TREC's; grades above the lowest
relevant one are not kept. A topic that was judged and has nothing relevant is unanswerable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from eval.sets.importing.documents import Documents
from eval.sets.importing.lines import as_id, bad, json_lines, text_lines, word
from eval.sets.questions import Asked, Evidence
from index.errors import UsageError
from index.values import Language

RELEVANT = 1
"""The lowest grade of the qrels that counts as relevant."""

_IDS = ("_id", "id", "qid", "query_id", "docid", "docno", "doc_id")
_TEXTS = ("text", "query", "question", "contents", "body", "title")
_TOP = re.compile(r"<top>(.*?)(?:</top>|(?=<top>)|\Z)", re.DOTALL | re.IGNORECASE)
_NUM = re.compile(r"<num>\s*(?:Number:)?\s*([^\s<]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title>\s*(?:Topic:)?\s*([^<]+)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n\s*\n")


def questions(
    source: Path, documents: Documents, lang: Language, leave_out: Callable[[str], None]
) -> Iterator[Asked]:
    """The topics of a folder as questions, its documents written one by one.

    The folder holds one file each whose name begins with `topics` or `queries` (JSON lines, TSV, or
    `<top>` with `<num>` and `<title>`), with `qrels` (topic, iteration, document, grade; or three
    columns; or in a folder `qrels`), and with `docs`, `documents`, `corpus` or `collection` (JSON
    lines or TSV). Raises UsageError where one is missing or there are several, FiqraError for a
    line that cannot be read.
    """
    topics = dict(_topics(_file(source, ("topics", "queries"))))
    judged = _judged(_file(source, ("qrels",)))
    wanted = {doc for topic in topics for doc in judged.get(topic, ())}
    places = _documents(
        _file(source, ("docs", "documents", "corpus", "collection")), documents, wanted
    )
    for topic, text in topics.items():
        relevant = judged.get(topic)
        found = [places[doc] for doc in relevant or () if doc in places]
        for _ in range(len(relevant or ()) - len(found)):
            leave_out("judgments of documents that are not there or blank")
        if relevant is None:
            leave_out("topics without a judgment")
        elif not text:
            leave_out("blank topics")
        elif relevant and not found:
            leave_out("topics whose relevant documents are not there")
        else:
            yield Asked(
                id=as_id(topic),
                lang=lang,
                type="lookup" if found else "unanswerable",
                difficulty="medium",
                question=text,
                answerable=bool(found),
                evidence=tuple(found),
                slice="" if found else "absent",
            )


def _file(folder: Path, stems: Sequence[str]) -> Path:
    """The one file in `folder`, or in a folder of that name inside it, that begins with a stem."""
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is not a folder; name one that holds topics, qrels and documents."
        )
    found = [
        inner
        for path in sorted(folder.iterdir())
        if any(path.name.lower().startswith(stem) for stem in stems)
        for inner in (sorted(path.iterdir()) if path.is_dir() else [path])
        if inner.is_file()
    ]
    if len(found) == 1:
        return found[0]
    names = " or ".join(f"{stem}.*" for stem in stems)
    if not found:
        raise UsageError(f"{folder} holds no {names}; put it there under that name.")
    several = ", ".join(str(path.relative_to(folder)) for path in found)
    raise UsageError(f"{folder} holds {several}; leave one {names} there.")


def _topics(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix in (".jsonl", ".json"):
        for number, value in json_lines(path):
            yield (
                word(value, _IDS, path, number),
                " ".join(word(value, _TEXTS, path, number).split()),
            )
        return
    whole = "\n".join(line for _, line in text_lines(path))
    if "<top>" not in whole.lower():
        yield from ((name, " ".join(text.split())) for name, text in _columns(path))
        return
    for number, top in enumerate(_TOP.findall(whole), 1):
        name, title = _NUM.search(top), _TITLE.search(top)
        if name is None or title is None:
            raise UsageError(f"Topic {number} of {path} has no <num> or no <title>; add it.")
        yield name[1], " ".join(title[1].split())


def _columns(path: Path) -> Iterator[tuple[str, str]]:
    """Identifier and text of each line: the first column, and the others joined."""
    for number, line in text_lines(path):
        name, tab, text = line.partition("\t")
        if not tab:
            raise bad(path, number, "has no tab between identifier and text.")
        yield name.strip(), " ".join(text.split("\t"))


def _judged(path: Path) -> dict[str, list[str]]:
    """The relevant documents of every topic that was judged, in the order of the file."""
    judged: dict[str, dict[str, None]] = {}
    for number, line in text_lines(path):
        columns = line.split()
        if len(columns) not in (3, 4):
            raise bad(path, number, "has not the columns topic, iteration, document and grade.")
        topic, doc, grade = columns[0], columns[-2], columns[-1]
        try:
            relevant = float(grade) >= RELEVANT
        except ValueError:
            if number == 1:  # a line of headings
                continue
            raise bad(path, number, f"has {grade} where the grade must be a number.") from None
        found = judged.setdefault(topic, {})
        if relevant:
            found[doc] = None
    return {topic: list(found) for topic, found in judged.items()}


def _documents(path: Path, documents: Documents, wanted: set[str]) -> dict[str, Evidence]:
    """Writes every document; where the wanted ones stand, from first to last character."""
    places: dict[str, Evidence] = {}
    for name, title, text in _texts(path):
        paragraphs = [title, *_BLANK_LINE.split(text)] if title else _BLANK_LINE.split(text)
        found = [place for place in documents.add(name, paragraphs) if place is not None]
        if name in wanted and found:
            places[name] = replace(found[0], end=found[-1].end, text="")
    return places


def _texts(path: Path) -> Iterator[tuple[str, str, str]]:
    if path.suffix in (".jsonl", ".json"):
        for number, value in json_lines(path):
            title = word(value, ("title",), path, number, needed=False)
            text = word(value, ("text", "contents", "body"), path, number)
            yield word(value, _IDS, path, number), title, text
        return
    for name, text in _columns(path):
        yield name, "", text
