"""A peer by adapter: a command's lines become a run, or one sentence says what is wrong with them."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from assistant.answers import Turn
from eval.runs import command, folder
from index.errors import FiqraError
from index.store import Index
from tests.eval.runs.conftest import asked, several

PEER = """
import json, sys
read = open(sys.argv[1], encoding="utf-8") if len(sys.argv) > 1 else sys.stdin
write = open(sys.argv[2], "w", encoding="utf-8") if len(sys.argv) > 2 else sys.stdout
lines = []
for text in read:
    asked = json.loads(text)
    assert set(asked) == {"id", "question", "history", "lang", "scope"}, asked
    lines.append({
        "id": asked["id"], "answer": str(asked["history"] + asked["scope"]), "abstained": False,
        "claims": [{"text": asked["question"], "citations": [0, 5]}],
        "citations": [{"source": "r1.en.txt", "start": 0, "end": 13}],
        "passages": [], "confidence": 0.25, "timings": {"total_ms": 3.5},
    })
for line in reversed(lines):
    print(json.dumps(line), file=write)
"""


def script(tmp_path: Path, text: str, arguments: str = "") -> str:
    path = tmp_path / "peer program.py"
    path.write_text(text, encoding="utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(path))} {arguments}"


@pytest.mark.parametrize("arguments", ["", "{questions} {out}"])
def test_a_commands_lines_become_a_run_in_the_questions_order(
    index: Index, set_path: Path, tmp_path: Path, arguments: str
) -> None:
    out, told = tmp_path / "a run", script(tmp_path, PEER, arguments)
    questions = [
        *several(3),
        asked("last", "And then?", history=(Turn("user", "First?"),), scope=("r1.ar.txt",)),
    ]
    ran = command.run(set_path, out, told, index=index, questions=questions)
    assert (ran.questions, ran.failed) == (4, 0)
    lines = list(folder.read_lines(out))
    assert [each.id for each in lines] == ["q0", "q1", "q2", "last"]
    assert lines[0].statements[0].citations == (0, 5)
    assert (lines[0].confidence, lines[0].total_ms, lines[0].language) == (0.25, 3.5, "en")
    assert "First?" in lines[3].answer
    assert "r1.ar.txt" in lines[3].answer
    assert folder.read_config(out).options["command"] == told
    assert (out / "trec_rag.jsonl").is_file()
    assert command.run(set_path, out, told, index=index).questions == 4  # not called again


def line(**change: object) -> dict[str, object]:
    made: dict[str, object] = {
        "id": "q0",
        "answer": "Wells.",
        "claims": [{"text": "Wells.", "citations": [0]}],
        "citations": [{"source": "r1.en.txt", "start": 0, "end": 13}],
    }
    return {name: each for name, each in {**made, **change}.items() if each is not None}


RAG: dict[str, object] = {
    "run_id": "theirs",
    "topic_id": "q0",
    "topic": "Wells?",
    "references": ["r1.en.txt#0-13", "r1.en.txt#20-40"],
    "response_length": 1,
    "answer": [{"text": "آبار.", "citations": [1]}],
}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{", "it is not JSON"),
        ("[1]", "it is not a JSON object"),
        (line(id=None), "it has no `id`; add it"),
        (line(id="q77"), "no question of the set has the id 'q77'"),
        (line(answer=None), "it has none of `answer`, `passages` and `error`"),
        (line(claims=None), "it has an `answer` and no `claims`"),
        (line(answer=7), "`answer`: input should be a valid string"),
        (line(language="fr"), "`language`: input should be 'ar' or 'en'"),
        (line(abstained="no"), "`abstained`: input should be a valid boolean"),
        (line(confidence=1.5), "`confidence`: input should be less than or equal to 1"),
        (line(claims=[{"text": "x", "citations": ["1"]}]), "`claims.0.citations.0`"),
        (line(claims=[{"text": "x"}]), "it has no `claims.0.citations`"),
        (line(citations=[{"start": 0, "end": 5}]), "it has no `citations.0.source`"),
        (line(citations=[{"source": "a.txt"}]), "`citations.0` has neither `start` and `end`"),
        (line(citations=[{"source": "a", "start": 9, "end": 5}]), "ends at 5, not behind"),
        (line(citations=[{"source": "a", "start": -1, "end": 5}]), "`citations.0.start`"),
        (line(passages=[{"source": "a", "spans": [{"start": 4, "end": 4}]}]), "ends at 4"),
        ({**RAG, "topic_id": "q9"}, "no question of the set has the id 'q9'"),
        ({**RAG, "references": ["r1.en.txt"]}, "`references.0`: 'r1.en.txt' is not of the form"),
        (
            {**RAG, "answer": [{"text": "x", "citations": [2]}]},
            "`answer.0.citations` names reference 2 of 2; positions count from 0",
        ),
        ({**RAG, "answer": "x"}, "`answer`: input should be a valid list"),
    ],
)
def test_a_line_that_is_none_is_named_with_its_mend(
    index: Index, set_path: Path, tmp_path: Path, written: object, said: str
) -> None:
    text = written if isinstance(written, str) else json.dumps(written)
    (tmp_path / "lines").write_text(json.dumps(line(id="q1")) + "\n\n" + text + "\n")
    out = tmp_path / "run"
    with pytest.raises(FiqraError) as raised:
        command.run(set_path, out, f"cat {tmp_path / 'lines'}", index=index, questions=several(2))
    assert str(raised.value).startswith(f"{out / 'peer-answers.jsonl'}, line 3: ")
    assert said in str(raised.value)
    assert not (out / folder.ANSWERS).exists()


def test_lines_in_trecs_form_are_taken(index: Index, set_path: Path, tmp_path: Path) -> None:
    silent = {**RAG, "topic_id": "q1", "answer": []}
    (tmp_path / "lines").write_text(json.dumps(RAG) + "\n" + json.dumps(silent) + "\n")
    out, told = tmp_path / "run", f"cat {tmp_path / 'lines'}"
    command.run(set_path, out, told, index=index, questions=several(2))
    first, second = folder.read_lines(out)
    assert (first.answer, first.language, first.abstained) == ("آبار.", "ar", False)
    assert [each.spans[0].start for each in first.citations] == [20]
    assert [each.spans[0].start for each in first.passages] == [0, 20]
    assert first.statements[0].citations == (0,)
    assert second.abstained


def test_a_question_answered_twice_and_one_not_answered(
    index: Index, set_path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines, out = tmp_path / "lines", tmp_path / "run"
    lines.write_text(json.dumps(line()) + "\n" + json.dumps(line()) + "\n")
    told = f"cat {lines}"
    with pytest.raises(FiqraError, match="line 2: the id 'q0' has a line already"):
        command.run(set_path, out, told, index=index, questions=several(3))
    lines.write_text(json.dumps(line()) + "\n")
    assert command.run(set_path, out, told, index=index).failed == 2
    assert "2 of 3 questions have no line; they count as failed." in capfd.readouterr().err


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("exit 7", r"ended with exit code 7 \(exit 7\); run it by itself"),
        ("true {out}", "The command wrote no "),
    ],
)
def test_a_command_that_fails_is_one_sentence(
    index: Index, set_path: Path, tmp_path: Path, told: str, said: str
) -> None:
    with pytest.raises(FiqraError, match=said):
        command.run(set_path, tmp_path / "run", told, index=index, questions=several(1))
