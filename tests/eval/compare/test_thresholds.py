from __future__ import annotations

from pathlib import Path

import pytest

from eval.compare.comparing import compare
from eval.compare.thresholds import Outcome, Threshold, check, read_thresholds
from eval.scores.store import read_scores
from index.errors import UsageError
from tests.eval.compare.folders import write_rows


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """B loses one of 20 in hit@1 (noise), ten in hit@5, gains in mrr@10, and is slower by 20 ms."""
    was = [{"hit@1": 1.0, "hit@5": 1.0, "mrr@10": 0.5, "total_ms": 100.0 + i} for i in range(20)]
    now = [
        {
            "hit@1": float(i > 0),
            "hit@5": float(i >= 10),
            "mrr@10": 0.75,
            "total_ms": 120.0 + i,
        }
        for i in range(20)
    ]
    return write_rows(tmp_path / "a", was), write_rows(tmp_path / "b", now)


def outcome(runs: tuple[Path, Path], tmp_path: Path, text: str, alone: bool = False) -> Outcome:
    path = tmp_path / "thresholds.toml"
    path.write_text(text, encoding="utf-8")
    comparison = None if alone else compare(*runs, rounds=1000)
    return check(read_thresholds(path), path, read_scores(runs[1]), comparison)


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        ('[figures."hit@1"]\nminimum = 0.95', 0, ()),
        ('[figures."hit@1"]\nminimum = 0.96', 1, ("hit@1 is 0.950", "below the minimum of 0.960")),
        ('[figures."hit@1"]\nmost_loss = 0.05', 0, ()),
        ('[figures."hit@1"]\nmost_loss = 0.04', 1, ("a loss of 0.050", "within noise, but more")),
        (
            '[figures."hit@1"]\nmost_loss = 0.04\nsignificant = true',
            0,
            ("within noise, and so let",),
        ),
        ('[figures."hit@5"]\nmost_loss = 0.1', 1, ("from 1.000 to 0.500", "more than noise")),
        ('[figures."hit@5"]\nmost_loss = 0.1\nsignificant = true', 1, ("more than noise",)),
        ('[figures."hit@5"]\nmost_loss = 0.5', 0, ()),
        ('[figures."mrr@10"]\nmost_loss = 0', 0, ()),
        ("[figures.total_ms]\nmaximum = 130", 0, ()),
        ("[figures.total_ms]\nmaximum = 129", 1, ("129.5", "above the maximum of 129.0")),
        ("[figures.total_ms]\nmost_loss = 10", 1, ("a loss of 20.0 where 10.0 is allowed",)),
        ("[figures.total_ms]\nmost_loss = 21", 0, ()),
        ('[figures."hit@5"]\nminimum = 0.6\ngroup = "lang=en"', 1, ("hit@5 (lang=en) is 0.500",)),
        ("[figures.flip]\nminimum = 0.1", 1, ("flip was not measured",)),
        ("[figures.flip]\nmost_loss = 0.1", 1, ("flip was not measured in both runs",)),
    ],
)
def test_thresholds_are_kept_or_broken(
    runs: tuple[Path, Path], tmp_path: Path, table: str, code: int, words: tuple[str, ...]
) -> None:
    found = outcome(runs, tmp_path, table)
    assert found.exit_code == code
    assert len(found.breaches) == code
    said = " ".join((*found.breaches, *found.remarks))
    assert all(word in said for word in words), said
    assert bool(said) == bool(words)
    for sentence in (*found.breaches, *found.remarks):
        assert sentence.endswith(".")


def test_every_threshold_of_a_file_is_checked(runs: tuple[Path, Path], tmp_path: Path) -> None:
    text = """
        [[figures."hit@5"]]
        minimum = 0.6
        [[figures."hit@5"]]
        minimum = 0.7
        group = "type=lookup"
        most_loss = 0.2
        [figures."hit@1"]
        minimum = 0.5
    """
    found = outcome(runs, tmp_path, text)
    assert found.checked == 3
    assert len(found.breaches) == 3


def test_without_another_run_losses_are_named_as_unchecked(
    runs: tuple[Path, Path], tmp_path: Path
) -> None:
    found = outcome(runs, tmp_path, '[figures."hit@5"]\nminimum = 0.5\nmost_loss = 0.0', alone=True)
    assert found.exit_code == 0
    assert found.remarks == ("hit@5: its loss was not checked, for there is no other run.",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[figures.hit@5]\nminimum = 1", ("is not TOML", "put a figure's name in quotes")),
        (
            '[figures."hit@6"]\nminimum = 1',
            ('figures."hit@6" is not a figure', "did you mean hit@"),
        ),
        ('[figure."hit@5"]\nminimum = 1', ("the key figure", "write tables such as")),
        ("", ("no figures", "write tables such as")),
        ('figures = "hit@5"', ("no figures",)),
        ('figures."hit@5" = 0.7', ('figures."hit@5" is not a table',)),
        ('figures."hit@5" = []', ('figures."hit@5" is not a table',)),
        ('[figures."hit@5"]', ("asks for nothing", "add minimum")),
        ('[figures."hit@5"]\nminimum = "0.7"', ("\"hit@5\".minimum is '0.7', not a number",)),
        ('[figures."hit@5"]\nminimum = true', ("minimum is True, not a number",)),
        ('[figures."hit@5"]\nminimum = 70', ("minimum is 70; shares go from 0 to 1",)),
        ('[figures."hit@5"]\nmost_loss = -0.1', ("most_loss is -0.1; write a number that is not",)),
        ('[figures."hit@5"]\nmost_loss = nan', ("most_loss is nan; write a number",)),
        ('[figures."hit@5"]\nminimun = 0.7', ("minimun is not known; write one of minimum",)),
        ('[figures."hit@5"]\nminimum = 0.7\nsignificant = true', ("about a loss; add most_loss",)),
        (
            '[figures."hit@5"]\nmost_loss = 0.7\nsignificant = "yes"',
            ("significant is 'yes'; write true or false",),
        ),
        ('[figures."hit@5"]\nminimum = 0.7\ngroup = 3', ("group is 3; write a group in quotes",)),
        (
            '[figures."hit@5"]\nminimum = 0.7\ngroup = "lang=eng"',
            ('group is "lang=eng", which no question', "did you mean lang=en?"),
        ),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(
    runs: tuple[Path, Path], tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError) as told:
        outcome(runs, tmp_path, text)
    sentence = str(told.value)
    assert "thresholds.toml" in sentence
    assert all(word in sentence for word in words), sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be read: No such file"):
        read_thresholds(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe[")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_thresholds(tmp_path / "bytes.toml")


def test_whole_numbers_are_numbers(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text('[figures."answered"]\nminimum = 1\n[figures.total_ms]\nmaximum = 900')
    assert read_thresholds(path) == (
        Threshold("answered", minimum=1),
        Threshold("total_ms", maximum=900),
    )
