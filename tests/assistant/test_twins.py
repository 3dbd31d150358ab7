"""Twins: of paragraphs that several documents have in nearly the same words, the one that is meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answers import Found, Question, answer_json
from assistant.extractive import answer
from assistant.retrieval import retrieve
from assistant.twins import folded
from index.ingest import ingest
from index.store import Index, open_index

YEARLY = """مجلس البحار

SC/RES/{year}/{number}

{draft}القرار {year}/{number}

اتخذه مجلس البحار في 30 حزيران/يونيه {year}

إن مجلس البحار،

إذ يشير إلى قراراته السابقة بشأن حماية الموانئ،

1 - يقرر تمديد ولاية فريق رصد الموانئ لمدة سنة واحدة تنتهي في 30 حزيران/يونيه {next}، ويطلب إليه أن يقدم تقريرا قبل ذلك بستين يوما؛

2 - يحث سلطات {state} على أن {matter}.
"""
MATTERS = {
    2020: ("لبنان", "تنظف قاع الميناء من الحطام"),
    2021: ("ليبيا", "تخفض رسوم العبور للسفن الصغيرة"),
    2022: ("قبرص", "تدرب حراس الشواطئ على الإنقاذ"),
    2023: ("مالطة", "تنشر خرائط التيارات البحرية"),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    home = tmp_path_factory.mktemp("twins")
    folder = home / "documents"
    folder.mkdir()
    for number, (year, (state, matter)) in enumerate(MATTERS.items(), 1):
        draft = "مشروع قرار\n\n" if year == 2023 else ""
        text = YEARLY.format(
            year=year, next=year + 1, number=number, state=state, matter=matter, draft=draft
        )
        (folder / f"r{year}.txt").write_text(text, encoding="utf-8")
    ingest(home / "index", [folder])
    with open_index(home / "index") as opened:
        yield opened


MANDATE = "حتى متى تمتد ولاية فريق رصد الموانئ؟"


def best(index: Index, question: str) -> Found:
    return folded(index, retrieve(index, Question(question), 10))[0]


def names(found: Found) -> list[str]:
    return [each.document.name for each in found.twins]


def test_the_newest_adopted_one_stands_for_its_twins(index: Index) -> None:
    found = best(index, MANDATE)
    assert (found.document.name, found.paragraph.number) == ("r2022.txt", "1")
    assert names(found) == ["r2023.txt", "r2021.txt", "r2020.txt"]


@pytest.mark.parametrize(
    "question",
    [
        "حتى متى تمتد ولاية فريق رصد الموانئ بموجب قرار عام 2021؟",
        "Until when is the mandate of the port monitoring team extended in the 2021 resolution?",
    ],
)
def test_the_year_that_is_named_wins(index: Index, question: str) -> None:
    assert best(index, question).document.name == "r2021.txt"


def test_what_only_one_document_says_has_no_twins(index: Index) -> None:
    found = best(index, "من يدرب حراس الشواطئ على الإنقاذ؟")
    assert (found.document.name, found.twins) == ("r2022.txt", ())


def test_no_paragraph_is_both_given_and_a_twin(index: Index) -> None:
    retrieval = retrieve(index, Question(MANDATE), 20)
    given = folded(index, retrieval)
    keys = [
        (each.document.name, each.paragraph.order)
        for found in given
        for each in (found, *found.twins)
    ]
    assert len(keys) == len(set(keys))
    before = {(each.document.name, each.paragraph.order) for each in retrieval.found}
    assert before <= set(keys)


def test_exact_references_are_left_as_they_are(index: Index) -> None:
    retrieval = retrieve(index, Question("الفقرة 1 من القرار SC/RES/2020/1"), 10)
    assert folded(index, retrieval) == retrieval.found


def test_an_answer_lists_the_twins_of_what_it_cites(index: Index) -> None:
    given = answer_json(answer(index, Question(MANDATE)))
    shown = given["citations"] or given["nearest"]
    assert len({(each["source"], each["number"]) for each in shown}) == len(shown)
    for citation in given["citations"]:
        for twin in citation["twins"]:
            text = index.source(twin["source"]).text
            assert "يقرر تمديد ولاية فريق رصد الموانئ" in text[twin["start"] : twin["end"]]
            assert twin["label"]
            assert twin["date"]
