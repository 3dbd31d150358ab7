"""The Evaluation tab's routes over real runs of the sample corpus."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.answers import Question
from assistant.extractive import answer
from assistant.links import link
from assistant.records import Exchange, recorded
from assistant.settings import Settings
from eval.scores import store as scores
from index.holding import Holder
from ui.evaluation.routes import routes
from ui.evaluation.tab import shell
from ui.evaluation.words import WORDS
from ui.keeping.feedback import report
from ui.keeping.store import Store, close, open_store
from ui.served import Served

FEW = 12
"""Questions of a run: enough for figures, few enough to be asked at once."""


@pytest.fixture(scope="module")
def home(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index, and beside it the runs that the tests begin."""
    folder = tmp_path_factory.mktemp("evaluation")
    shutil.copytree(sample, folder / "index")
    return folder


@pytest.fixture(scope="module")
def store(home: Path) -> Iterator[Store]:
    opened = open_store(home / "index")
    yield opened
    close(opened)


@pytest.fixture(scope="module")
def served(home: Path) -> Served:
    return Served(Holder(home / "index"), Settings(index=home / "index"))


@pytest.fixture(scope="module")
def page(served: Served, store: Store) -> TestClient:
    app = FastAPI()
    app.include_router(routes(served, store), prefix="/fiqra")
    return TestClient(app, cookies={"fiqra_language": "en"})


@pytest.fixture(scope="module")
def questions() -> bytes:
    sets = Path(__file__).resolve().parents[3] / "eval" / "sample" / "sets" / "dev.jsonl"
    return b"".join(sets.read_bytes().splitlines(keepends=True)[:FEW])


def begin(page: TestClient, **wanted: str) -> Any:
    content = wanted.pop("content", "").encode()
    return page.post("/fiqra/evaluation/begin", params=wanted, content=content)


def ended(page: TestClient) -> str:
    """The words for how the run ended."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        job = page.get("/fiqra/evaluation/job").json()
        if not job["active"]:
            return str(job["said"])
        time.sleep(0.2)
    raise AssertionError("it did not end")


@pytest.fixture(scope="module")
def runs(page: TestClient, questions: bytes, home: Path) -> tuple[str, str]:
    """A finished run over a set that was sent, and its like of another system."""
    sent = {"set": "file:", "file": "my set.jsonl", "content": questions.decode()}
    assert begin(page, system="extractive", run="first", **sent).json()["active"]
    assert ended(page) == f"first: {WORDS['en'].state_done}"
    second = home / "runs" / "second"
    shutil.copytree(home / "runs" / "first", second)
    config = second / "config.json"
    made = config.read_text(encoding="utf-8").replace('"extractive"', '"retrieval"')
    config.write_text(made, encoding="utf-8")
    return "first", "second"


def test_without_runs_it_says_so(page: TestClient) -> None:
    told = page.get("/fiqra/evaluation").json()
    assert WORDS["en"].no_runs in told["runs"]
    assert [name for name, _ in told["systems"]] == ["extractive", "retrieval"]
    assert {"dev", "heldout", "file:"} <= {value for value, _ in told["sets"]}


def test_the_list_has_the_figures_of_the_runs_own_files(
    page: TestClient, runs: tuple[str, str], home: Path
) -> None:
    told = page.get("/fiqra/evaluation").json()
    assert sorted(told["comparable"]) == sorted(runs)
    html = told["runs"]
    assert "my-set.jsonl" in html
    assert "my-set.jsonl" in {value for value, _ in told["sets"]}
    for name in runs:
        estimate = scores.read_scores(home / "runs" / name).groups["all"]["hit@5"]
        of_it = html[html.index(f'data-run="{name}"') :]
        assert f"{estimate.mean:.3f}" in of_it
        assert f"{estimate.low:.3f} – {estimate.high:.3f}, n = {estimate.n}" in of_it
        assert WORDS["en"].few in of_it  # of so few questions


def test_it_is_told_in_arabic_as_well(page: TestClient, runs: tuple[str, str]) -> None:
    arabic = TestClient(page.app, cookies={"fiqra_language": "ar"})
    told = arabic.get("/fiqra/evaluation").json()
    assert WORDS["ar"].figures["hit@5"] in told["runs"]
    assert WORDS["en"].report not in re.sub("<[^>]*>", "", told["runs"])


def test_a_report_is_closed_to_the_network_and_to_the_page(
    page: TestClient, runs: tuple[str, str]
) -> None:
    shown = page.get("/fiqra/evaluation/report", params={"run": "first"})
    assert "Fiqra evaluation" in shown.text
    policy = shown.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-scripts;" in policy
    assert "allow-same-origin" not in policy
    kept = page.get("/fiqra/evaluation/report", params={"run": "first", "download": "1"})
    assert 'attachment; filename="fiqra-first.html"' in kept.headers["content-disposition"]


@pytest.mark.parametrize(
    "name", ["..", "../index", "", ".hidden", "none", "first/../first", "sets"]
)
def test_only_runs_of_the_folder_are_given(
    page: TestClient, runs: tuple[str, str], name: str
) -> None:
    assert page.get("/fiqra/evaluation/report", params={"run": name}).status_code == 404


def test_two_runs_are_compared_with_verdicts(page: TestClient, runs: tuple[str, str]) -> None:
    told = page.get("/fiqra/evaluation/compare", params={"a": "second", "b": "first"}).json()
    assert "hit@5" in told["html"]
    assert WORDS["en"].verdicts["same"] in told["html"]
    assert "Other system: retrieval in A, extractive in B." in re.sub("<[^>]*>", "", told["html"])
    whole = page.get("/fiqra/evaluation/comparison.html", params={"a": "second", "b": "first"})
    assert whole.text.startswith("<!doctype html>")
    assert "sandbox allow-scripts;" in whole.headers["content-security-policy"]


def test_what_cannot_be_compared_is_one_sentence(page: TestClient, runs: tuple[str, str]) -> None:
    same = page.get("/fiqra/evaluation/compare", params={"a": "first", "b": "first"})
    assert same.status_code == 400
    assert "different runs" in same.json()["sentence"]
    assert page.get("/fiqra/evaluation/compare", params={"a": "x", "b": "first"}).status_code == 400


def test_what_is_wrong_is_said_in_the_language_of_the_page(
    page: TestClient, runs: tuple[str, str]
) -> None:
    page.cookies.set("fiqra_language", "ar")
    same = page.get("/fiqra/evaluation/compare", params={"a": "first", "b": "first"})
    gone = page.get("/fiqra/evaluation/compare", params={"a": "x", "b": "first"})
    named = begin(page, set="dev", system="retrieval", run="../up")
    empty = begin(page, set="file:", system="retrieval", file="e.jsonl", content=" ")
    page.cookies.set("fiqra_language", "en")
    words = WORDS["ar"]
    assert same.json()["sentence"] == words.same_runs
    assert gone.json()["sentence"] == words.unknown_run.format(run="x")
    assert named.json()["sentence"] == words.bad_name.format(name="../up")
    assert empty.json()["sentence"] == words.no_set.format(name="e.jsonl")


def test_one_run_at_a_time_and_it_can_be_stopped_and_gone_on_with(
    page: TestClient, runs: tuple[str, str], home: Path
) -> None:
    assert begin(page, set="dev", system="extractive", run="long").json()["active"]
    refused = begin(page, set="dev", system="extractive", run="other")
    assert refused.status_code == 400
    assert "(long)" in refused.json()["sentence"]
    until = time.monotonic() + 60
    answers = home / "runs" / "long" / "answers.jsonl"
    while not (answers.is_file() and answers.read_bytes().count(b"\n") > 1):
        assert time.monotonic() < until
        time.sleep(0.05)
    job = page.get("/fiqra/evaluation/job").json()
    assert '<progress aria-label="long" value="' in job["html"]
    page.post("/fiqra/evaluation/stop")
    assert ended(page) == f"long: {WORDS['en'].state_stopped}"
    before = answers.read_bytes()
    listed = page.get("/fiqra/evaluation").json()["runs"]
    assert 'data-eval="go-on"' in listed
    assert page.post("/fiqra/evaluation/go-on", params={"run": "long"}).json()["active"]
    page.post("/fiqra/evaluation/stop")
    ended(page)
    assert answers.read_bytes().startswith(before)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"set": "file:", "system": "extractive", "file": "", "content": ""}, "Choose a file"),
        ({"set": "../../x.jsonl", "system": "extractive"}, "not there any more"),
        ({"set": "dev", "system": "os:system"}, "not to be had"),
        ({"set": "dev", "system": "model"}, "not to be had"),
        ({"set": "dev", "system": "retrieval", "run": "../up"}, "cannot be called"),
        ({"set": "dev", "system": "retrieval", "run": "sets"}, "cannot be called"),
    ],
)
def test_what_cannot_be_begun_is_one_sentence(
    page: TestClient, runs: tuple[str, str], wanted: dict[str, str], said: str
) -> None:
    refused = begin(page, **wanted)
    assert refused.status_code == 400
    assert said in refused.json()["sentence"]


def test_a_set_that_is_none_ends_with_its_fault(page: TestClient, runs: tuple[str, str]) -> None:
    sent = {"set": "file:", "file": "bad.jsonl", "content": '{"id": 1}\n'}
    begin(page, system="retrieval", run="bad", **sent)
    assert ended(page) == f"bad: {WORDS['en'].state_failed}"
    job = page.get("/fiqra/evaluation/job").json()
    assert "bad.jsonl" in job["html"]
    assert "Traceback" not in job["html"]


def test_a_set_that_is_too_large_is_refused(page: TestClient) -> None:
    sent = {"set": "file:", "file": "big.jsonl", "content": " " * (20 * 2**20 + 1)}
    assert begin(page, system="retrieval", **sent).status_code == 413


def test_what_was_said_to_be_wrong_is_listed_and_its_drafts_taken_away(
    page: TestClient, served: Served, store: Store
) -> None:
    assert WORDS["en"].no_feedback in page.get("/fiqra/evaluation").json()["feedback"]
    assert page.get("/fiqra/evaluation/drafts.jsonl").status_code == 404
    index = served.index
    asked = "What does RCW/RES/2021/4 decide in paragraph 2?"
    found = answer(index, Question(asked))
    exchange = Exchange(asked, recorded(index, found), "2026-11-22T10:00:00+00:00")
    cited = found.citations[0].found
    right = link(cited.document, cited.paragraph)
    report(store, "", exchange, "<b>Not</b> this one", right, index=index)
    report(store, "", exchange, right="Paragraph 3 <i>is</i>", index=index)
    html = page.get("/fiqra/evaluation").json()["feedback"]
    assert "&lt;b&gt;Not&lt;/b&gt; this one" in html
    assert html.count('class="to-source" href="?paragraph=') == 1
    assert "Paragraph 3 &lt;i&gt;is&lt;/i&gt;" in html
    drafts = page.get("/fiqra/evaluation/drafts.jsonl")
    assert "RCW/RES/2021/4" in drafts.text
    assert "fiqra-drafts.jsonl" in drafts.headers["content-disposition"]


def test_every_word_of_the_tab_stands_there_in_both_languages() -> None:
    html = shell()
    for words in WORDS.values():
        assert words.heading in html
        assert words.begin_button in html
    assert set(WORDS["ar"].figures) == set(WORDS["en"].figures)
