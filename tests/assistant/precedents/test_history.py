"""What changed when, in words, on the terminal's lines and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.differences import differences
from assistant.precedents.changes import (
    bodies_line,
    changes,
    history_json,
    last_change,
    own_changes,
    years,
)
from assistant.precedents.finding import Precedent, precedents
from assistant.precedents.history import SHOWN, History
from assistant.precedents.lines import precedent_json
from index.store import Index, open_index
from tests.assistant.precedents.lines_of_use import HARBOUR, MONTHLY, PLAIN, two_lines


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(two_lines(tmp_path_factory.mktemp("history")))


def nearest(index: Index, clause: str) -> Precedent:
    return precedents(index, clause, 1)[0]


def test_the_last_change_is_that_of_the_shown_paragraphs_own_line(index: Index) -> None:
    told = last_change(index, nearest(index, MONTHLY), "en")
    assert told is not None
    assert told.words == (
        "3 wordings; last changed in S/RES/2720 (2024), compared with S/RES/2680 (2023):"
    )
    assert told.marked("en").endswith("[-Urges-] {+Requests+} the Secretary-General to report to …")


def test_a_line_that_never_changed_tells_of_another_wording(index: Index) -> None:
    told = last_change(index, nearest(index, HARBOUR), "en")
    assert told is not None
    assert "3 wordings" in told.words


def test_words_that_never_changed_are_said_to_be_the_same(index: Index) -> None:
    told = last_change(index, nearest(index, "Decides to remain seized."), "en")
    assert told is not None
    assert told.words == "The same words every time, figures and dates aside."
    assert changes(index, nearest(index, "Decides to remain seized."), "en") == []


def test_the_own_line_comes_before_the_others_the_newest_first(index: Index) -> None:
    lines = [told.marked("en") for told in changes(index, nearest(index, MONTHLY), "en")]
    assert lines[0].startswith("Changed in S/RES/2720 (2024), compared with S/RES/2680 (2023):")
    assert lines[1].startswith("Changed in S/RES/2680 (2023), compared with S/RES/2640 (2022):")
    assert lines[2] == "In other lines of documents:"
    assert lines[3].startswith(
        "Worded otherwise in S/RES/2602 (2021) (3 documents, last S/RES/2681 (2023)), compared with"
    )
    assert "{+and on the harbour+}" in lines[3]


def test_what_is_left_out_is_counted(index: Index) -> None:
    precedent = nearest(index, MONTHLY)
    first, last = changes(index, precedent, "en", 1)
    assert "2720" in first.words
    assert last.words == "More changes: 2."
    assert [told.words for told in own_changes(index, precedent, "ar", 1, 20)][-1] == (
        "تغييرات أخرى: 2."
    )


def test_json_has_every_wording_and_can_be_written(index: Index) -> None:
    precedent = nearest(index, PLAIN)
    found = history_json(index, precedent)
    assert found is not None
    assert json.loads(json.dumps(found)) == found
    assert found["wordings"] == 3
    runs = found["runs"]
    assert [run["first"][6:10] for run in runs] == ["2601", "2602", "2680", "2720"]
    assert runs[0]["by_year"] == {"2021": 1, "2022": 1}
    assert runs[2]["bodies"] == {"Security Council": 1}
    *others, last = runs  # the last change alone is compared: the words of the others are there
    assert [run["differences"] for run in others] == [None] * 3
    before = "".join(piece["before"] for piece in last["differences"])
    assert before == runs[last["came_of"]]["text"]
    assert "".join(piece["after"] for piece in last["differences"]) == last["text"]


def test_only_what_is_shown_is_compared(index: Index) -> None:
    assert SHOWN >= 3
    family = nearest(index, PLAIN).family
    assert family is not None
    history = History(index, family)
    assert history.line("nothing.txt", 0) == frozenset()
    assert history.pieces(history.wordings[0]) == ()
    assert history.pieces(history.wordings[2]) == differences(PLAIN, MONTHLY)


def test_json_of_a_precedent_has_citation_bodies_and_history(index: Index) -> None:
    precedent = nearest(index, MONTHLY)
    found = precedent_json(index, precedent)
    assert found["citation"] == "S/RES/2680 (2023), para. 1"
    assert "quotation" not in found
    assert found["bodies"] == {"Security Council": 7}
    assert found["history"]["wordings"] == 3
    quoted = precedent_json(index, precedent, quoted=True)["quotation"]
    assert quoted == f"“{MONTHLY.rstrip(';')}” (S/RES/2680 (2023), para. 1)"


def test_bodies_are_named_where_there_are_several(
    index: Index, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert bodies_line(nearest(index, PLAIN).family, "en") is None
    assert bodies_line(None, "en") is None
    home = tmp_path_factory.mktemp("bodies")
    two_lines(home / "council")
    other = _of_two_bodies(home)
    line = bodies_line(nearest(other, "Decides to remain seized.").family, "en")
    assert line in (
        "Used by: Security Council ×7, Economic and Social Council ×7.",
        "Used by: Economic and Social Council ×7, Security Council ×7.",
    )


def _of_two_bodies(home: Path) -> Index:
    from index.ingest import ingest

    two_lines(home / "social", body="Economic and Social Council", series="E/RES")
    for file in (home / "social").glob("*.txt"):
        file.rename(file.with_name(f"e{file.name}"))
    files = [*(home / "council").glob("*.txt"), *(home / "social").glob("*.txt")]
    ingest(home / "both", sorted(files))
    return open_index(home / "both")


def test_years_keep_their_order_in_a_line_from_right_to_left() -> None:
    assert years({2020: 2, 2021: 1}, "en") == "2020 ×2, 2021"
    assert years({2020: 2, 2021: 1}, "ar") == "2020: 2، 2021: 1"
    assert years({2020: 1, 2021: 1}, "ar") == "2020، 2021"
