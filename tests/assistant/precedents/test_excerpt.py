"""What differs, with a few words around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.differences import differences, marked_text
from assistant.precedents.excerpt import excerpt

LONG = " ".join(f"word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(60))


def shown(before: str, after: str, most: int = 90) -> str:
    return marked_text(excerpt(differences(before, after), most)).strip()


def test_words_far_from_a_change_are_left_out() -> None:
    found = shown(f"{LONG} Urges States. {LONG}", f"{LONG} Urges all States. {LONG}")
    assert "Urges {+all+} States." in found
    assert found.startswith("… ")
    assert found.endswith("…")
    assert len(found.split()) < 20


def test_words_between_changes_that_are_near_stay_whole() -> None:
    found = shown("Urges States to report", "Urges all States to report early")
    assert found == "Urges {+all+} States to report {+early+}"


def test_a_figure_is_no_change_of_its_own_where_words_changed() -> None:
    before = f"Decides by 30 June 2022 {LONG} to urge States"
    after = f"Decides by 30 June 2023 {LONG} to urge all States"
    assert "2023" not in shown(before, after)
    assert "2023" in shown("Decides by 30 June 2022", "Decides by 30 June 2023")


def test_a_long_insertion_is_shown_by_its_ends() -> None:
    found = shown("Urges States.", f"Urges States. {LONG}")
    assert "wordaa" in found
    assert "wordhc" in found
    assert len(found.split()) < 30


def test_it_ends_once_it_is_long_enough() -> None:
    before = " ".join(f"same{chr(97 + i)} {LONG}" for i in range(20))
    after = " ".join(f"same{chr(97 + i)} extra {LONG}" for i in range(20))
    found = shown(before, after, 30)
    assert len(found.split()) < 60
    assert found.endswith("…")


def test_nothing_is_shown_of_equal_texts() -> None:
    assert excerpt(differences(LONG, LONG)) == ()
    assert excerpt(()) == ()


@given(st.text("ab c.12\n", max_size=60), st.text("ab c.12\n", max_size=60))
def test_it_is_empty_only_where_nothing_differs_and_makes_nothing_up(one: str, two: str) -> None:
    pieces = differences(one, two)
    found = excerpt(pieces)
    assert bool(found) == any(piece.kind != "same" for piece in pieces)
    for piece in found:
        assert piece.before.replace("…", "").strip() in one or piece.kind == "same"
        assert piece.after.replace("…", "").strip() in two or piece.kind == "same"
