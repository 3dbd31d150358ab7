"""SQuAD and what is built like it (XQuAD, ARCD, MLQA): articles become documents.

An article is one text file, each of its contexts a paragraph. The evidence of a question is its
whole context, as a reader is shown whole paragraphs; its answers are accepted short answers.
Source of the format: Rajpurkar et al. 2016 and 2018 (`is_impossible`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from eval.sets.importing.documents import Documents
from eval.sets.importing.lines import as_id
from eval.sets.questions import Asked, Evidence
from index.errors import FiqraError, UsageError
from index.values import Language


class _Answer(BaseModel):
    text: str


class _Question(BaseModel):
    id: str | int
    question: str
    answers: list[_Answer] = []
    is_impossible: bool = False


class _Context(BaseModel):
    context: str
    qas: list[_Question] = []


class _Article(BaseModel):
    title: str = ""
    paragraphs: list[_Context]


class _File(BaseModel):
    data: list[_Article] = Field(min_length=1)


def questions(
    source: Path, documents: Documents, lang: Language, leave_out: Callable[[str], None]
) -> Iterator[Asked]:
    """The questions of a SQuAD-like JSON file, one document written for each article.

    Raises UsageError where the file cannot be read, FiqraError where it is not of that form.
    """
    for number, article in enumerate(_read(source).data, 1):
        title = article.title or f"{source.stem} {number}"
        places = documents.add(title, [paragraph.context for paragraph in article.paragraphs])
        for paragraph, place in zip(article.paragraphs, places, strict=True):
            for each in paragraph.qas:
                if place is None:
                    leave_out("questions with a blank context")
                elif not each.question.strip():
                    leave_out("blank questions")
                elif not str(each.id).strip():
                    leave_out("questions with a blank id")
                else:
                    yield _asked(each, place, lang)


def _asked(question: _Question, place: Evidence, lang: Language) -> Asked:
    texts = [" ".join(answer.text.split()) for answer in question.answers]
    accepted = tuple(dict.fromkeys(text for text in texts if text))
    possible = not question.is_impossible
    return Asked(
        id=as_id(str(question.id)),
        lang=lang,
        type="lookup" if possible else "unanswerable",
        difficulty="medium",
        question=" ".join(question.question.split()),
        answerable=possible,
        evidence=(place,) if possible else (),
        answers={lang: accepted} if possible and accepted else {},
        slice="" if possible else "absent",
    )


def _read(source: Path) -> _File:
    try:
        return _File.model_validate_json(source.read_bytes())
    except OSError as fault:
        raise UsageError(
            f"{source} cannot be read: {fault.strerror or fault}; name a SQuAD-like JSON file."
        ) from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in first["loc"])
        where = f"at `{place.lstrip('.')}` " if place else ""
        raise FiqraError(
            f"{source} is not a SQuAD-like JSON file {where}({first['msg']}); it must have "
            "`data`, articles with `paragraphs`, each with `context` and `qas`."
        ) from fault
