"""Whether two runs were asked the same: numbers of different questions are never set side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from eval.runs import folder
from eval.sets.questions import Asked, Evidence
from index.errors import UsageError


def common_questions(a_dir: Path, b_dir: Path, *, common: bool = False) -> tuple[list[str], str]:
    """The ids that both runs were asked, in A's order, and a sentence about those left out ("" if none).

    Raises UsageError, one sentence, where a question stands in both with different words or
    evidence, and where one run was asked questions that the other was not: unless `common` is set
    and one run's questions are all among the other's.
    """
    a = _fingerprints(folder.questions(a_dir))
    b = _fingerprints(folder.questions(b_dir))
    for id, fingerprint in a.items():
        if b.get(id, fingerprint) != fingerprint:
            raise UsageError(
                f"Question {id} is not the same in {a_dir} and {b_dir} (its words, its history or its "
                "evidence); run both with one set file."
            )
    shared = [id for id in a if id in b]
    if len(shared) == len(a) == len(b):
        return shared, ""
    which = f"{a_dir} was asked {len(a):,} questions and {b_dir} {len(b):,}, {len(shared):,} of them the same"
    if not shared or len(shared) < min(len(a), len(b)):
        raise UsageError(f"{which}; compare runs over one set.")
    if not common:
        raise UsageError(f"{which}; run both with one set, or compare those alone with --common.")
    a_name, b_name = a_dir.resolve().name, b_dir.resolve().name
    return shared, (
        f"Only the {len(shared):,} common questions are compared: {a_name} was asked {len(a):,} and "
        f"{b_name} {len(b):,}."
    )


def _fingerprints(questions: Iterable[Asked]) -> dict[str, bytes]:
    return {each.id: fingerprint(each) for each in questions}


def fingerprint(asked: Asked) -> bytes:
    """What a question asks and what answers it, as a hash.

    Evidence counts by document and label, by its characters only where it has no label: an index
    of another version may have extracted a file's text anew.
    """
    parts = (
        asked.question,
        asked.lang,
        asked.answerable,
        [(turn.role, turn.text) for turn in asked.history],
        [_place(each) for each in asked.evidence],
        [[_place(each) for each in others] for others in asked.alternatives],
        sorted((lang, list(answers)) for lang, answers in asked.answers.items()),
        [(each.text, each.vital, each.forms) for each in asked.nuggets],
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).digest()


def _place(evidence: Evidence) -> tuple[str, str | tuple[int, int]]:
    return evidence.doc, evidence.label or (evidence.start, evidence.end)
