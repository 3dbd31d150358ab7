from __future__ import annotations

import pytest

from eval.peers.markers import is_silent, statements


@pytest.mark.parametrize(
    ("answer", "expected", "used"),
    [
        ("It drills wells [1].", [("It drills wells.", (0,))], (1,)),
        (
            "It drills wells. [2] It stops [1].",
            [("It drills wells.", (0,)), ("It stops.", (1,))],
            (2, 1),
        ),
        ("Wells [2], in the evening [1].", [("Wells, in the evening.", (0, 1))], (2, 1)),
        ("Wells [1, 3].", [("Wells.", (0, 1))], (1, 3)),
        ("Wells [1][1].", [("Wells.", (0, 0))], (1,)),
        ("Wells [Source 2].", [("Wells.", (0,))], (2,)),
        ("Wells [Source 1 and Source 2].", [("Wells.", (0, 1))], (1, 2)),
        ("Wells [9]. Dams [3].", [("Wells.", (1 + 9,)), ("Dams.", (0,))], (3,)),
        ("Wells [0].", [("Wells.", (0,))], ()),
        ("No marker. None.", [("No marker.", ()), ("None.", ())], ()),
        ("Wells.\n[1]", [("Wells.", (0,))], (1,)),
        ("- One [1]\n- Two [2]", [("- One", (0,)), ("- Two", (1,))], (1, 2)),
        (
            "حُفرت ٢٤٠ بئرا [١]. هل انتهت؟ نعم [٢، ٣].",
            [("حُفرت ٢٤٠ بئرا.", (0,)), ("هل انتهت؟", ()), ("نعم.", (1, 2))],
            (1, 2, 3),
        ),
        ("حفر الآبار 【2】؛ ثم السدود [1].", [("حفر الآبار؛", (0,)), ("ثم السدود.", (1,))], (2, 1)),
        ("In 2.5 years [1].", [("In 2.5 years.", (0,))], (1,)),
        ("See paragraph [a] [1].", [("See paragraph [a].", (0,))], (1,)),
        ("", [], ()),
        ("[1]", [], ()),
    ],
)
def test_markers_become_citations(
    answer: str, expected: list[tuple[str, tuple[int, ...]]], used: tuple[int, ...]
) -> None:
    said, numbers = statements(answer, 3)
    assert [(each.text, each.citations) for each in said] == expected
    assert numbers == used


def test_a_marker_beyond_the_sources_is_out_of_range() -> None:
    said, used = statements("Wells [7]. Dams [2]. Roads [0].", 3)
    assert used == (2,)
    assert said[1].citations == (0,)
    for each in (said[0], said[2]):
        assert all(position >= len(used) for position in each.citations)


@pytest.mark.parametrize(
    ("answer", "silent"),
    [
        ("The provided sources do not mention the price.", True),
        ("I cannot answer this from the given context.", True),
        ("None of the sources is helpful.", True),
        ("لا تتضمن المصادر المقدمة أي معلومات عن ذلك.", True),
        ("لم أجد إجابة.", True),
        ("Empty Response", True),
        ("", True),
        ("The sources do not say when, but 240 wells are drilled [1].", False),
        ("240 wells are drilled.", False),
        ("لاحظت اللجنة أن الآبار حفرت.", False),
    ],
)
def test_an_answer_that_finds_nothing_says_so(answer: str, silent: bool) -> None:
    assert is_silent(answer, statements(answer, 3)[0]) == silent
