"""A broken line names the file, the line and the mend, in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.sets.faults import Fault
from eval.sets.reading import read_asked, read_lines, read_set
from index.errors import FiqraError, UsageError
from tests.eval.sets.conftest import Line, Write, line, paragraph

PLACE = paragraph("1 - يقرر")
UNANSWERABLE = {"type": "unanswerable", "answerable": False, "alternatives": []}

BROKEN: dict[str, tuple[Line | str, list[str]]] = {
    "wrong JSON": ('{"id": "one",', ["not JSON", "character 14", "one whole JSON object on one line"]),
    "two objects": ('{"id": "a"} {"id": "b"}', ["not JSON", "one whole JSON object"]),
    "too deep": ("[" * 100_000, ["too deep", "write it anew"]),
    "not an object": ("[1, 2]", ["not a JSON object", 'write {"id": …}']),
    "a key twice": ('{"id": "a", "id": "b"}', ["`id` stands twice", "keep one"]),
    "no id": (line(id=...), ["no `id`", "add it: a string without blanks"]),
    "no question": (line(question=...), ["no `question`", "add it"]),
    "no difficulty": (line(difficulty=...), ["no `difficulty`", "easy, medium or hard"]),
    "id a number": (line(id=7), ["`id` is 7", "must be a string"]),
    "id with blanks": (line(id="a b"), ['`id` is "a b"', "without blanks"]),
    "blank question": (line(question=" "), ["`question`", "not blank"]),
    "answerable a word": (line(answerable="yes"), ['`answerable` is "yes"', "true or false"]),
    "unknown type": (line(type="lokup"), ['question type "lokup"', "`lookup`", "unanswerable"]),
    "type of no likeness": (line(type="zzz"), ["write lookup, number", "or unanswerable"]),
    "unknown difficulty": (line(difficulty="Hard"), ["`hard` is nearest", "easy, medium or hard"]),
    "unknown language": (line(lang="fr"), ['lang "fr"', "ar or en"]),
    "misspelt key": (line(evidense=[]), ["`evidense`", "write `evidence`", "begin it with `_`"]),
    "misspelt inner key": (
        line(evidence=[{**PLACE, "lable": "op. para. 1"}]),
        ["`lable` of evidence 1", "write `label`"],
    ),
    "misspelt key of an alternative": (
        line(alternatives=[[PLACE], [PLACE, {**PLACE, "ends": 3}]]),
        ["`ends` of alternative 2, place 2", "write `end`"],
    ),
    "evidence not a list": (line(evidence=PLACE), ["`evidence` is", "a list of places"]),
    "evidence not objects": (line(evidence=["op. para. 1"]), ["evidence 1 is", "an object"]),
    "start a string": (line(evidence=[{**PLACE, "start": "3"}]), ["`start` of evidence 1", "a whole number"]),
    "start below zero": (line(evidence=[{**PLACE, "start": -3}]), ["is -3", "a whole number from 0"]),
    "start without end": (line(evidence=[{"doc": "a", "start": 1}]), ["`start` without `end`", "add it"]),
    "no place": (line(evidence=[{"doc": "a"}]), ["names no paragraph", "add `label`"]),
    "empty span": (
        line(evidence=[{"doc": "a", "start": 4, "end": 4}]),
        ["evidence 1 is empty", "the character after the last"],
    ),
    "span reversed": (
        line(evidence=[{"doc": "a", "start": 9, "end": 4}]),
        ["ends at 4 before it starts at 9", "swap"],
    ),
    "answerable without evidence": (
        line(evidence=[], alternatives=[]),
        ["has no evidence", "set `answerable` to false"],
    ),
    "unanswerable with evidence": (
        line(**UNANSWERABLE),
        ["unanswerable and has evidence", "remove `evidence`"],
    ),
    "answerable of type unanswerable": (line(type="unanswerable"), ["of type unanswerable", "set `answerable`"]),
    "empty alternative": (line(alternatives=[[]]), ["alternative 1 has no place", "remove"]),
    "unknown role": (
        line(history=[{"role": "system", "text": "x"}]),
        ['role "system" of turn 1', "user or assistant"],
    ),
    "turn without text": (line(history=[{"role": "user"}]), ["no `text` of turn 1", "add it"]),
    "nugget without vital": (line(nuggets=[{"text": "x"}]), ["no `vital` of nugget 1", "true or false"]),
    "answers in French": (line(answers={"fr": ["x"]}), ['language "fr"', "`ar` or `en`"]),
    "answers not lists": (line(answers={"ar": "x"}), ["`answers`", "lists of strings by language"]),
    "half a character": (json.dumps(line(question="\ud800")), ["`question`", "\\ud800"]),
}  # fmt: skip


def only_fault(path: Path) -> Fault:
    (fault,) = [each for each in read_lines(path) if isinstance(each, Fault)]
    return fault


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_line_names_file_line_and_mend(name: str, write: Write) -> None:
    broken, words = BROKEN[name]
    path = write(line(id="sound"), broken)

    fault = only_fault(path)

    said = str(fault)
    assert said.startswith(f"{path}, line 2: "), said
    assert said.endswith("."), said
    assert "\n" not in said
    for word in words:
        assert word in said, said
    with pytest.raises(FiqraError) as raised:
        list(read_set(path))
    assert str(raised.value) == said


def test_a_duplicate_id_names_the_first_line(write: Write) -> None:
    fault = only_fault(write(line(), line(id="two"), line()))
    assert fault.line == 3
    assert "the id one is already that of line 1; give one of the two another id" in str(fault)


def test_all_faults_of_a_line_are_said_at_once(write: Write) -> None:
    path = write(line(type="x", difficulty="y", lang=..., tpye="z"))
    kinds = {each.kind for each in read_lines(path) if isinstance(each, Fault)}
    assert kinds == {"unknown type", "unknown difficulty", "missing key", "unknown key"}


def test_a_set_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    sound = json.dumps(line()).encode()
    path.write_bytes(
        sound + b"\n" + json.dumps(line(id="two"), ensure_ascii=False).encode("cp1256")
    )
    fault = only_fault(path)
    assert fault.line == 2
    assert "save the file as UTF-8" in str(fault)


def test_an_empty_set_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n\n")
    with pytest.raises(FiqraError, match=r"empty\.jsonl: the set holds no question; write"):
        list(read_set(tmp_path / "empty.jsonl"))
    with pytest.raises(UsageError, match=r"missing\.jsonl cannot be read"):
        list(read_set(tmp_path / "missing.jsonl"))


@pytest.mark.parametrize("key", ["_checked", "comment", "source", "author"])
def test_keys_of_the_author_are_ignored_everywhere(key: str, write: Write) -> None:
    own: dict[str, Any] = {key: {"by": "me"}}
    made = line(
        **own,
        evidence=[PLACE | own],
        nuggets=[{"text": "x", "vital": True} | own],
        history=[{"role": "user", "text": "x"} | own],
    )
    (asked,) = read_asked(write(made))
    assert asked.id == "one"


def test_lines_end_with_either_kind_of_newline_and_a_mark_may_begin_them(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf"
        + json.dumps(line()).encode()
        + b"\r\n\r\n"
        + json.dumps(line(id="two")).encode()
    )
    assert [(entry.line, entry.asked.id) for entry in read_set(path)] == [(1, "one"), (3, "two")]


def test_a_separator_inside_a_string_ends_no_line(write: Write) -> None:
    made = json.dumps(line(question="ما\u2028هو؟"), ensure_ascii=False)
    (asked,) = read_asked(write(made))
    assert asked.question == "ما\u2028هو؟"


def test_evidence_by_label_needs_an_index_to_be_asked(write: Write) -> None:
    path = write(line(evidence=[{"doc": "wells.ar.txt", "label": "op. para. 1"}]))
    with pytest.raises(
        FiqraError, match=r"line 1: evidence 1 names op\. para\. 1 .* with its index"
    ):
        list(read_asked(path))


def test_the_set_is_read_one_line_at_a_time(write: Write) -> None:
    entries = read_set(write(line(), "not JSON"))
    assert next(entries).asked.id == "one"
    with pytest.raises(FiqraError):
        next(entries)
