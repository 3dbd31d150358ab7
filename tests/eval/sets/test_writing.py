"""Questions are written with their evidence, and a set is never left half written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answers import Question, Turn
from assistant.extractive import answer
from eval.runs.lines import Line, Place
from eval.sets.check import check, load
from eval.sets.reading import read_asked, read_set
from eval.sets.writing import append, asked_json, draft_from_answer, new_question
from index.errors import FiqraError, UsageError
from index.store import Index
from index.values import Span
from tests.eval.sets.conftest import ARABIC, ENGLISH, Write, line


def test_a_new_question_has_its_paragraph_and_the_official_counterpart(index: Index) -> None:
    asked = new_question(index, [("wells.ar.txt", "op. para. 1")], "كم نسبة الخفض؟", type="number")
    ((ours,), (theirs,)) = asked.evidence_sets
    assert ours.text == ARABIC[ours.start : ours.end]
    assert ours.text.startswith("1 - يقرر")
    assert theirs.doc == "wells.en.txt"
    assert theirs.text == ENGLISH[theirs.start : theirs.end]
    assert theirs.text.startswith("1. Decides")
    assert asked.lang == "ar"
    assert ours.label == "الفقرة 1 من المنطوق"


def test_a_document_may_be_named_by_its_symbol_and_points_taken_with_it(index: Index) -> None:
    asked = new_question(
        index, [("WC/RES/2021/7", "2")], "What must the report cover?", type="list", points=True
    )
    assert [each.label for each in asked.evidence] == [
        "op. para. 2",
        "op. para. 2 (a)",
        "op. para. 2 (b)",
    ]
    assert [len(places) for places in asked.alternatives] == [3]
    assert asked.lang == "en"


def test_a_paragraph_that_was_picked_is_a_place_too(index: Index) -> None:
    for paragraph in index.outline("wells.ar.txt"):
        asked = new_question(index, [("wells.ar.txt", paragraph)], "ما هذا؟", type="lookup")
        assert [each.text for each in asked.evidence] == [paragraph.raw]


def test_a_question_without_a_place_is_unanswerable(index: Index) -> None:
    asked = new_question(index, [], "من رئيس المجلس؟", type="unanswerable", slice="absent")
    assert (asked.answerable, asked.evidence, asked.alternatives) == (False, (), ())


def test_a_place_that_is_not_there_is_refused(index: Index) -> None:
    with pytest.raises(UsageError, match=r"no document missing\.txt"):
        new_question(index, [("missing.txt", "1")], "?", type="lookup")
    with pytest.raises(UsageError, match=r"wells\.ar\.txt has no paragraph 12"):
        new_question(index, [("wells.ar.txt", "12")], "?", type="lookup")


def test_appended_questions_get_ids_and_are_asked(tmp_path: Path, index: Index) -> None:
    path = tmp_path / "set.jsonl"
    made = new_question(
        index, [("wells.ar.txt", "1")], "كم؟", type="number", answers={"ar": ["12"]}
    )
    given = [append(path, made).id for _ in range(2)]
    given.append(append(path, replace(made, id="mine")).id)
    given.append(append(path, made).id)
    assert given == ["q-0001", "q-0002", "mine", "q-0003"]
    assert [asked.id for asked in load(path, index)] == given
    checked = check(path, index)
    assert (checked.faults, checked.warnings) == ((), ())


def test_a_duplicate_id_is_refused_and_the_set_stays(write: Write, index: Index) -> None:
    path = write(line(id="b"), line())
    before = path.read_bytes()
    asked = next(read_asked(path))
    with pytest.raises(UsageError, match=r"already has a question b on line 1"):
        append(path, asked)
    assert path.read_bytes() == before


def test_what_no_set_may_hold_is_refused_and_the_set_stays(write: Write) -> None:
    path = write(line())
    before = path.read_bytes()
    asked = replace(next(read_asked(path)), id="")
    for wrong in (replace(asked, answerable=False), replace(asked, question=" ")):
        with pytest.raises(FiqraError, match="cannot be added"):
            append(path, wrong)
    with pytest.raises(FiqraError, match="half of a character"):
        append(path, replace(asked, question="\ud800"))
    assert path.read_bytes() == before


def test_lines_that_were_there_stay_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    old = b'\xef\xbb\xbf{"broken\r\n\n' + json.dumps(line(id="q-0007")).encode()  # no newline
    path.write_bytes(old)
    path.chmod(0o640)
    added = append(path, next(read_asked(_one(tmp_path))))
    assert path.read_bytes().startswith(old + b"\n{")
    assert added.id == "one"
    assert append(path, replace(added, id="")).id == "q-0008"
    assert path.stat().st_mode & 0o777 == 0o640


def _one(folder: Path) -> Path:
    path = folder / "one.jsonl"
    path.write_text(json.dumps(line()))
    return path


def test_a_set_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    asked = next(read_asked(_one(tmp_path)))
    with pytest.raises(FiqraError, match="name another file"):
        append(tmp_path / "one.jsonl" / "set.jsonl", asked)


def test_questions_added_at_once_are_all_there(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    asked = replace(next(read_asked(_one(tmp_path))), id="")
    threads = [threading.Thread(target=append, args=(path, asked)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.id for each in read_asked(path)) == [f"q-{n:04d}" for n in range(1, 13)]


ADD_FOR_EVER = """
import sys
from dataclasses import replace
from pathlib import Path
from eval.sets.reading import read_asked
from eval.sets.writing import append
asked = replace(next(read_asked(Path(sys.argv[1]))), id="")
print("ready", flush=True)
while True:
    append(Path(sys.argv[2]), asked)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("seconds", [0.02, 0.07, 0.15])
def test_a_kill_leaves_whole_lines_only(tmp_path: Path, seconds: float) -> None:
    path = tmp_path / "set.jsonl"
    program = [sys.executable, "-c", ADD_FOR_EVER, str(_one(tmp_path)), str(path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as running:
        assert running.stdout
        running.stdout.readline()
        threading.Event().wait(seconds)
        running.send_signal(signal.SIGKILL)
    known = [asked.id for asked in read_asked(path)] if path.exists() else []
    assert known == [f"q-{n:04d}" for n in range(1, len(known) + 1)]
    added = append(path, replace(next(read_asked(_one(tmp_path))), id=""))
    assert added.id == f"q-{len(known) + 1:04d}"


def test_a_wrong_answer_becomes_a_draft_with_what_it_cited(tmp_path: Path, index: Index) -> None:
    path = tmp_path / "set.jsonl"
    question = "ما نسبة خفض ما تستخرجه الدول بحلول عام 2026؟"
    history = (Turn("user", "ماذا يقرر المجلس؟"),)
    given = answer(index, Question(question, history))
    assert given.citations

    draft = append(path, draft_from_answer(question, given, "the year is wrong", history=history))

    (entry,) = read_set(path)
    assert (entry.draft, entry.note, entry.asked.id) == (True, "the year is wrong", "q-0001")
    assert entry.asked.question == question
    assert entry.asked.history == history
    assert entry.evidence == ()
    assert entry.wrong == draft.wrong
    for wrong in draft.wrong:
        assert wrong.text == index.source(wrong.doc).text[wrong.start : wrong.end]
    assert json.loads(path.read_text(encoding="utf-8"))["_answer"] == given.text


def test_a_line_of_a_run_becomes_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    place = Place("wells.en.txt", (Span(3, 9), Span(12, 20)), label="op. para. 1")
    run = Line("x", language="en", answer="By 2030.", citations=(place,))
    append(path, draft_from_answer("By when?", run))
    (entry,) = read_set(path)
    assert [(each.start, each.end) for each in entry.wrong if hasattr(each, "start")] == [
        (3, 9),
        (12, 20),
    ]
    assert entry.asked.lang == "en"


def test_a_draft_is_finished_by_evidence_and_no_draft_key(tmp_path: Path, index: Index) -> None:
    path = tmp_path / "set.jsonl"
    append(path, draft_from_answer("By when?", Line("x", language="en"), "missing"))
    value = json.loads(path.read_text(encoding="utf-8"))
    del value["draft"]
    path.write_text(json.dumps(value))
    with pytest.raises(FiqraError, match="has no evidence"):
        list(load(path, index))
    value["evidence"] = [{"doc": "wells.en.txt", "label": "op 1"}]
    path.write_text(json.dumps(value))
    (asked,) = load(path, index)
    assert asked.evidence[0].text.startswith("1. Decides")


def test_the_json_has_the_keys_that_outside_programs_read(write: Write) -> None:
    made = asked_json(next(read_asked(write(line()))))
    assert {"id", "lang", "type", "difficulty", "history", "question", "answerable"} <= set(made)
    assert set(made["evidence"][0]) == {"doc", "start", "end", "text"}
    assert isinstance(made["alternatives"][0], list)
