"""Two versions of a small resolution, indexed, to point questions at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.ingest import ingest
from index.store import Index, open_index

ARABIC = """مجلس المياه

WC/RES/2021/7

القرار 2021/7

إن مجلس المياه،

إذ يشير إلى قراراته السابقة بشأن الآبار العميقة،

وإذ يلاحظ مع القلق هبوط منسوب المياه في السهل،

1 - يقرر أن تخفض الدول ما تستخرجه بنسبة 12 في المائة بحلول عام 2026؛

2 - يطلب إلى الأمين التنفيذي أن يقدم قبل 31 آذار/مارس 2022 تقريرا:

(أ) عن حالة الآبار؛

(ب) عن تكاليف الحماية.
"""
ENGLISH = """Council for Water

WC/RES/2021/7

Resolution 2021/7

The Council for Water,

Recalling its previous resolutions on deep wells,

Noting with concern the falling water level in the plain,

1. Decides that States shall reduce their abstraction by 12 per cent by 2026;

2. Requests the Executive Secretary to submit before 31 March 2022 a report:

(a) On the state of the wells;

(b) On the costs of protection.
"""
TEXTS = {"wells.ar.txt": ARABIC, "wells.en.txt": ENGLISH}

Line = dict[str, Any]
Write = Callable[..., Path]


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("wells")
    (folder / "documents").mkdir()
    for name, text in TEXTS.items():
        (folder / "documents" / name).write_bytes(text.encode())
    ingest(folder / "index", [folder / "documents"])
    with open_index(folder / "index") as opened:
        yield opened


def span(words: str, doc: str = "wells.ar.txt") -> dict[str, Any]:
    """Evidence of these words in a document."""
    start = TEXTS[doc].index(words)
    return {"doc": doc, "start": start, "end": start + len(words), "text": words}


def paragraph(first_words: str, doc: str = "wells.ar.txt") -> dict[str, Any]:
    """Evidence of the line that begins with these words."""
    start = TEXTS[doc].index(first_words)
    return span(TEXTS[doc][start : TEXTS[doc].index("\n", start)], doc)


def line(**changed: Any) -> Line:
    """A sound question; a value of `...` takes its key away."""
    sound: Line = {
        "id": "one",
        "lang": "ar",
        "type": "number",
        "difficulty": "easy",
        "history": [],
        "question": "بكم تخفض الدول ما تستخرجه؟",
        "answerable": True,
        "evidence": [paragraph("1 - يقرر")],
        "alternatives": [[paragraph("1. Decides", "wells.en.txt")]],
        "answers": {"ar": ["12 في المائة"], "en": ["12 per cent"]},
        "nuggets": [{"text": "12 في المائة", "vital": True}],
    } | changed
    return {key: value for key, value in sound.items() if value is not ...}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes lines, given as values or as they stand, to a set."""

    def written(*lines: Line | str) -> Path:
        path = tmp_path / "set.jsonl"
        texts = [one if isinstance(one, str) else json.dumps(one) for one in lines]
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return path

    return written
