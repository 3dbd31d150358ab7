"""Other collections as question sets: a folder of documents and a set of questions over them."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

from eval.sets.faults import known_words, nearest
from eval.sets.importing.documents import Documents
from eval.sets.importing.nomiracl import questions as nomiracl_questions
from eval.sets.importing.squad import questions as squad_questions
from eval.sets.importing.trec import questions as trec_questions
from eval.sets.importing.values import Imported, Importer
from eval.sets.writing import asked_json
from index.errors import FiqraError, UsageError
from index.values import Language

KINDS: dict[str, Importer] = {
    "squad": squad_questions,
    "nomiracl": nomiracl_questions,
    "trec": trec_questions,
}
"""The kinds of source that `import_set` reads."""

__all__ = ["KINDS", "Imported", "import_set"]


def import_set(kind: str, source: Path, out: Path, lang: Language) -> Imported:
    """Makes the folder `out` with `documents/` and `questions.jsonl` of a source in `lang`.

    `kind` is one of KINDS: `squad` (a JSON file: SQuAD, XQuAD, ARCD), `nomiracl` (a file of JSON
    lines) or `trec` (a folder of topics, qrels and documents). The folder appears whole or not at
    all. Raises UsageError for an unknown kind, a source that cannot be read and a folder that is
    not empty; FiqraError for a source that is not of its kind, and for one without a question.
    """
    if kind not in KINDS:
        like = nearest(kind, KINDS)
        mend = (
            f"{like} is nearest of {known_words(KINDS)}" if like else f"write {known_words(KINDS)}"
        )
        raise UsageError(f"{kind} is not a kind of set that can be imported; {mend}.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} is there already; name a folder that is new or empty.")
    aside = out.with_name(f".{out.name}.part")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        made = _import(KINDS[kind], source, aside, lang)
        if out.exists():
            out.rmdir()
        aside.replace(out)
    except OSError as fault:
        raise FiqraError(
            f"The set cannot be written to {out}: {fault.strerror or fault}; name another folder."
        ) from fault
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Imported(out, out / "questions.jsonl", out / "documents", *made)


def _import(
    importer: Importer, source: Path, folder: Path, lang: Language
) -> tuple[int, int, int, tuple[str, ...]]:
    documents = Documents(folder / "documents")
    left_out: Counter[str] = Counter()
    ids: set[str] = set()
    questions = unanswerable = 0

    def leave_out(why: str) -> None:
        left_out[why] += 1

    with (folder / "questions.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for asked in importer(source, documents, lang, leave_out):
            if asked.id in ids:
                leave_out("questions with the id of an earlier one")
                continue
            ids.add(asked.id)
            file.write(json.dumps(asked_json(asked), ensure_ascii=False) + "\n")
            questions += 1
            unanswerable += not asked.answerable
    if not questions:
        raise FiqraError(f"{source} holds no question that can be imported; check its kind.")
    said = tuple(f"{why}: {number:,}" for why, number in left_out.items())
    return len(documents), questions, unanswerable, said
