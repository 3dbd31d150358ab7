"""Filters in words: a year or a body restricts a search where it is said of documents, only there."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.worded import worded, worded_rows
from index.filters import Years
from index.ingest import ingest
from index.store import Index, open_index
from tests.conftest import SAMPLE


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("worded") / "index"
    ingest(folder, sorted(SAMPLE.glob("rcw-res-202[123]*.txt")))
    return open_index(folder)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What do resolutions adopted in 2021 say about wells?", 2021, 2021),
        ("What did the 2022 resolution decide?", 2022, 2022),
        ("Which limits are set in decisions adopted between 2021 and 2022?", 2021, 2022),
        ("What have resolutions since 2022 said of storms?", 2022, None),
        ("documents before 2022 on the aquifer", None, 2021),
        ("resolutions from 2022", 2022, 2022),
        ("resolutions from 2022 on the aquifer", 2022, 2022),
        ("resolutions from 2022 onwards", 2022, None),
        ("القرارات الصادرة من عام 2022 فصاعدا", 2022, None),
        ("قرارات المجلس الإقليمي للمياه والسواحل الصادرة ٢٠٢٢", 2022, 2022),
        ("القرارات المتخذة 2021", 2021, 2021),
        ("ما الذي ورد في قرارات عام ٢٠٢١ عن الآبار؟", 2021, 2021),
        ("القرارات المتخذة بين عامي 2021 و2022", 2021, 2022),
        ("القرارات الصادرة منذ عام 2022", 2022, None),
        ("ما الموعد بحسب قرار صيف ٢٠٢٣؟", 2023, 2023),
        ("ماذا قرر القرار المعتمد في حزيران/يونيه 2022؟", 2022, 2022),
    ],
)
def test_a_year_said_of_documents_is_understood(
    sample: Index, question: str, first: int | None, last: int | None
) -> None:
    assert worded(sample, question).years == Years(first, last)


@pytest.mark.parametrize(
    "question",
    [
        "How many people died in 2021?",
        "What must be done by 2030?",
        "What does resolution 2022/3 say?",
        "What happens before the 2022 review conference?",
        "كم عدد الوفيات في عام ٢٠٢١؟",
        "ما الذي يجب إنجازه بحلول عام 2030؟",
        "ماذا يقول القرار 2022/3؟",
        "ماذا يقول القرار 2022؟",
    ],
)
def test_a_year_that_is_part_of_the_matter_restricts_nothing(sample: Index, question: str) -> None:
    assert not worded(sample, question)


@pytest.mark.parametrize(
    "question",
    [
        "What is said in Regional Council for Water and Coasts resolutions about storms?",
        "ما الذي ورد في قرارات المجلس الإقليمي للمياه والسواحل عن العواصف؟",
    ],
)
def test_a_body_said_of_documents_is_understood(sample: Index, question: str) -> None:
    assert worded(sample, question).bodies


@pytest.mark.parametrize(
    "question",
    [
        "Who reports to the Regional Council for Water and Coasts?",
        "ما الذي طُلب إلى المجلس الإقليمي للمياه والسواحل؟",
    ],
)
def test_a_body_that_acts_restricts_nothing(sample: Index, question: str) -> None:
    assert not worded(sample, question)


def test_the_preamble_is_a_place(sample: Index) -> None:
    assert worded(sample, "What is recalled in the preamble?").kinds == ("preambular",)
    assert worded(sample, "ما الذي يشار إليه في الديباجة؟").kinds == ("preambular",)


def test_what_would_leave_nothing_restricts_nothing(sample: Index) -> None:
    assert worded_rows(sample, "What do resolutions adopted in 1999 say?", None) is None
    mask = worded_rows(sample, "What do resolutions adopted in 2021 say?", None)
    assert mask is not None
    there = {sample.layout.names[place] for place in sample.layout.document[mask]}
    assert there == {"rcw-res-2021-4.ar.txt", "rcw-res-2021-4.en.txt"}
    nothing_but = np.zeros_like(mask)
    nothing_but[0] = True
    both = worded_rows(sample, "What do resolutions adopted in 1999 say?", nothing_but)
    assert both is nothing_but


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("ما قرارات الجمعية العامة لعام 2021؟", "الجمعيه العامه"),
        ("List General Assembly resolutions from 2021", "general assembly"),
        ("How many resolutions did the Security Council adopt?", "security council"),
        ("ما القرارات التي اتخذها مجلس الأمن؟", "مجلس الامن"),
    ],
)
def test_a_body_that_is_not_indexed_is_a_body(sample: Index, question: str, body: str) -> None:
    assert worded(sample, question).bodies == (body,)
    assert worded_rows(sample, question.replace("2021", ""), None) is None
