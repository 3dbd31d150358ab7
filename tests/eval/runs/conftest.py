"""A small index in two languages, questions about it, and systems that answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.sets.questions import Asked, Evidence
from index.store import Index, open_index

ARABIC = """مجلس المياه

WC/RES/2021/1

القرار 2021/1

إن مجلس المياه،

إذ يشير إلى قراراته السابقة بشأن الآبار،

1 - يقرر حفر ٢٤٠ بئرا جديدة في المنطقة خلال 36 شهرا؛

2 - يطلب إلى الأمين التنفيذي أن يقدم تقريرا عن السدود:

(أ) عن حالة 17 سدا في الشمال؛

(ب) عن تكاليف الصيانة.

3 - يدعو الدول إلى تمويل خمس محطات لتنقية المياه.
"""

ENGLISH = """Water Council

WC/RES/2021/1

Resolution 2021/1

The Water Council,

Recalling its previous resolutions on wells,

1. Decides to drill 240 new wells in the region within 36 months;

2. Requests the Executive Secretary to submit a report on the dams:

(a) On the state of 17 dams in the north;

(b) On the costs of maintenance.

3. Invites States to finance five plants for the treatment of water.
"""

OTHER = """Water Council

WC/RES/2022/4

Resolution 2022/4

The Water Council,

1. Decides to plant 5300 trees along the canals;

2. Requests the Executive Secretary to publish the accounts of the canals each year.
"""


@pytest.fixture(scope="session")
def water(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of three documents; two are versions of one resolution."""
    from index.ingest import ingest

    home = tmp_path_factory.mktemp("water")
    for name, text in (("r1.ar.txt", ARABIC), ("r1.en.txt", ENGLISH), ("r4.en.txt", OTHER)):
        (home / name).write_text(text, encoding="utf-8")
    ingest(home / "index", [home / "r1.ar.txt", home / "r1.en.txt", home / "r4.en.txt"])
    return home / "index"


@pytest.fixture
def index(water: Path) -> Iterator[Index]:
    with open_index(water) as opened:
        yield opened


@pytest.fixture
def set_path(tmp_path: Path) -> Path:
    """The file that the questions are said to come from; runs in these tests are given them."""
    path = tmp_path / "set.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    return path


def asked(
    identifier: str,
    question: str = "How many new wells are drilled?",
    *,
    evidence: tuple[Evidence, ...] = (Evidence("r4.en.txt", 0, 13, text="Water Council"),),
    **more: object,
) -> Asked:
    """A question of a set; an answerable one has some evidence."""
    return Asked(
        id=identifier,
        lang=more.pop("lang", "en"),  # type: ignore[arg-type]
        type="number",
        difficulty="easy",
        question=question,
        answerable=bool(evidence),
        evidence=evidence,
        **more,  # type: ignore[arg-type]
    )


def several(count: int) -> list[Asked]:
    """That many questions, with ids q0, q1, …"""
    return [asked(f"q{i}", f"What does paragraph {i} say of the water?") for i in range(count)]
