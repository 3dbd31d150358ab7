"""Dropped since: said of the document that goes on from the last user, not of another country's."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.families import Member, dropped_in, families
from index.ingest import ingest
from index.store import Index, open_index

HEAD = """Security Council

S/RES/{number} ({year})

Resolution {number} ({year})

Adopted by the Security Council at its 8500th meeting, on {day} {year}

The Security Council,

"""

STOCK = (
    "Requests the Secretary-General to report to the Council every ninety days on what was done",
    "Calls upon all parties to cooperate fully with the mission and to let its convoys pass freely",
    "Stresses that those who attack convoys or warehouses have to answer for it before a court",
)
"""What the resolutions on both countries say."""

ISLANDS = (
    "Urges the island authorities to repair the lighthouses along the northern reefs before winter",
    "Welcomes the ferry timetable that fishing villages agreed upon with the harbour masters",
    "Encourages shipyards to train apprentices in the building of wooden boats and nets",
)
MINES = (
    "Urges the mining companies to close abandoned shafts and to fence the slag heaps around them",
    "Welcomes the registry of copper and cobalt that provincial assessors drew up last spring",
    "Encourages smelters to filter their smoke and to publish the readings of their chimneys",
)
OLD = "Invites divers to survey the sunken wrecks that block the channel to the southern lagoon"


def resolution(number: int, day: str, year: int, *paragraphs: str) -> str:
    lines = "\n\n".join(f"{n}. {text};" for n, text in enumerate(paragraphs, 1))
    return HEAD.format(number=number, day=day, year=year) + lines + "\n"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("succession")
    texts = {
        "mines2020.txt": resolution(2510, "3 March", 2020, *MINES, *STOCK),
        "islands2020.txt": resolution(2520, "5 May", 2020, *ISLANDS, OLD, *STOCK),
        "mines2021.txt": resolution(2580, "3 March", 2021, *MINES, *STOCK),
        "islands2021.txt": resolution(2590, "5 May", 2021, *ISLANDS, *STOCK),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    ingest(folder / "index", [folder / name for name in texts])
    return open_index(folder / "index")


def dropped(index: Index, opening: str) -> Member | None:
    for family in families(index).all:
        member = family.members[-1]
        if index.paragraph(member.document, member.paragraph).clean.text.startswith(opening):
            return dropped_in(index, family)
    raise AssertionError(opening)


def test_the_next_document_on_the_same_matter_is_the_one_that_dropped_it(index: Index) -> None:
    """The mines' resolution of 2021 comes first and has the stock formulas too."""
    found = dropped(index, OLD[:20])
    assert found is not None
    assert found.symbol == "S/RES/2590 (2021)"


def test_what_the_last_document_of_its_matter_has_is_not_dropped(index: Index) -> None:
    """A later resolution on another matter goes without it, which says nothing."""
    assert dropped(index, MINES[0][:30]) is None
    assert dropped(index, ISLANDS[0][:30]) is None
    assert dropped(index, STOCK[0][:30]) is None


def test_a_page_that_extends_a_mandate_drops_nothing_of_it(tmp_path: Path) -> None:
    whole = (*ISLANDS, *MINES, OLD, *STOCK)
    for name, text in (
        ("whole.txt", resolution(2520, "5 May", 2020, *whole)),
        ("page.txt", resolution(2590, "5 May", 2021, *STOCK)),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / "whole.txt", tmp_path / "page.txt"])
    with open_index(tmp_path / "index") as index:
        assert dropped(index, OLD[:20]) is None
