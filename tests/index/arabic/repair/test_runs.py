"""Reversed runs are put in order; lines that are in order stay."""

from __future__ import annotations

import json
import random
import re
import time
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.benchmarks.reversed_runs import in_order, measure
from index.arabic.repair.runs import LONGEST, read_runs, reorder_runs
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.repair.values import Reading
from index.arabic.words import WordModel, word_model

ROOT = Path(__file__).parents[4]
SAMPLE = ROOT / "eval" / "sample" / "documents"
SHARED = ROOT.parent / "shared"

NUMBER = re.compile("[0-9\u0660-\u0669]+")
SCRAPS = [
    "وإذ",
    " تشير",
    "الدول ",
    "الأعضاء",
    "،",
    " ",
    "  ",
    "ـ",
    "ـ ",
    "٢٠",
    "-",
    ")",
    "(١)",
    "َ",
    "a",
]
LINES = st.one_of(
    st.lists(st.sampled_from(SCRAPS), max_size=24).map("".join),
    st.text(max_size=80),
)


@pytest.fixture(scope="module")
def model() -> WordModel:
    return word_model()


def line(text: str) -> Reading:
    return marked(text, 0, len(text))


def shown(reading: Reading) -> str:
    return unstretched(reading).text.text


def reversed_runs(text: str, cuts: list[int]) -> str:
    """The text as a layer in drawing order has it; numbers are runs of their own."""
    borders = {0, len(text), *cuts}
    for number in NUMBER.finditer(text):
        borders.update(number.span())
        borders -= set(range(number.start() + 1, number.end()))
    return "".join(text[a:b] for a, b in reversed(list(pairwise(sorted(borders)))))


def sample_lines(count: int) -> list[str]:
    lines = [
        part
        for path in sorted(SAMPLE.glob("*.ar.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n")
        for part in wrap(paragraph.strip(), 90)
        if len(part) > 60
    ]
    return random.Random(1).sample(lines, count)


@pytest.mark.parametrize(
    ("stands", "true"),
    [
        (
            "ضاء أن تعزز التعاون الدولي تهيب بالدول الأع",
            "تهيب بالدول الأعضاء أن تعزز التعاون الدولي",
        ),
        ("الإنسانوحقوق ", "وحقوق الإنسان"),
        (
            "٢٠١٩ ديسمبر/كانون الأول ١٨ وقرارها المؤرخ",
            "وقرارها المؤرخ ١٨ كانون الأول/ديسمبر ٢٠١٩",
        ),
        (
            "ـة المـستدامة وإذ تـشير إلى أهـداف التنمي ـ   ",
            "وإذ تشير إلى أهداف التنمية المستدامة",
        ),
    ],
)
def test_a_line_reads_as_its_author_wrote_it(model: WordModel, stands: str, true: str) -> None:
    assert shown(reorder_runs(line(stands), model)) == true


def test_every_word_of_a_moved_line_is_marked_with_a_confidence(model: WordModel) -> None:
    read = reorder_runs(line("ضاء أن تعزز التعاون الدولي تهيب بالدول الأع"), model)
    assert [read.text.text[r.start : r.end] for r in read.repairs] == read.text.text.split()
    assert {r.kind for r in read.repairs} == {"runs"}
    assert all(0.5 < r.confidence < 1 for r in read.repairs)


def test_a_word_put_together_is_less_sure_than_one_that_stood_whole(model: WordModel) -> None:
    read = reorder_runs(line("ضاء أن تعزز التعاون الدولي تهيب بالدول الأع"), model)
    sure = {read.text.text[r.start : r.end]: r.confidence for r in read.repairs}
    assert sure["الأعضاء"] < sure["التعاون"] == sure["تهيب"]


def test_a_moved_word_points_at_its_pieces_in_the_source(model: WordModel) -> None:
    raw = "ضاء أن تعزز التعاون الدولي تهيب بالدول الأع"
    read = reorder_runs(marked("xx" + raw, 2, 2 + len(raw)), model).text
    for character, start, end in zip(read.text, read.starts, read.ends, strict=True):
        assert ("xx" + raw)[start:end] == character or (character == " " and start == end)


def test_lines_in_order_stay(model: WordModel) -> None:
    for text in sample_lines(30):
        assert shown(reorder_runs(line(text), model)) == text


def test_a_paragraph_on_one_line_stays(model: WordModel) -> None:
    text = "الدولي تهيب بالدول الأع" * 20
    assert len(text) > LONGEST
    assert reorder_runs(line(text), model).text.text == text


def test_most_of_what_was_reversed_is_read_in_order(model: WordModel) -> None:
    rng = random.Random(3)
    words = before = after = worse = 0
    for i, text in enumerate(sample_lines(24)):
        cuts = rng.sample(range(2, len(text) - 2), 2 + i % 3)
        damaged = line(reversed_runs(text, cuts))
        stood, stands = shown(damaged), shown(reorder_runs(damaged, model))
        words += len(text.split())
        before += in_order(text, stood)
        after += in_order(text, stands)
        worse += in_order(text, stands) < in_order(text, stood)
    assert after / words > before / words + 0.15
    assert worse <= 1


def test_a_documents_own_formulas_help(model: WordModel) -> None:
    formula = "وإذ ترحب بانضمام تمرانة وهدرانة إلى اتفاقية رأس المنارة بشأن السواحل"
    cut = reversed_runs(formula, [12, 24, 36, 50])
    alone = shown(read_runs([line(cut)], model)[0])
    among = shown(read_runs([line(t) for t in [formula, cut, formula + "،", "فصل"]], model)[1])
    assert in_order(formula, among) >= in_order(formula, alone)
    assert SequenceMatcher(None, formula, among, False).ratio() > 0.9


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_nothing_is_lost_and_a_second_reading_changes_nothing(text: str) -> None:
    before = line(text)
    after = reorder_runs(before, word_model())
    assert sorted("".join(after.text.text.split())) == sorted("".join(before.text.text.split()))
    assert len(after.text.starts) == len(after.text.ends) == len(after.text)
    for start, end in zip(after.text.starts, after.text.ends, strict=True):
        assert 0 <= start <= end <= len(text)
    assert reorder_runs(after, word_model()).text == after.text


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 39), st.lists(st.integers(3, 55), max_size=5))
def test_a_repaired_line_stays_as_it_is(which: int, cuts: list[int]) -> None:
    damaged = line(reversed_runs(sample_lines(40)[which], cuts))
    once = reorder_runs(damaged, word_model())
    assert reorder_runs(line(once.text.text), word_model()).text.text == once.text.text


@pytest.mark.parametrize(
    "text", ["\x00" * 1000, "\ud800ا" * 500, "ا" * 1_000_000, "ـ " * 50_000, "و" * 119, "ا ب " * 29]
)
def test_no_line_takes_long(model: WordModel, text: str) -> None:
    began = time.perf_counter()
    reorder_runs(line(text), model)
    assert time.perf_counter() - began < 10


def test_true_lines_of_a_real_document() -> None:
    gold, corpus = SHARED / "gold" / "order-lines.jsonl", SHARED / "corpus" / "crime"
    if not gold.exists() or not corpus.exists():
        pytest.skip("the real documents are not here")
    entries = gold.read_text(encoding="utf-8").splitlines()
    first = json.loads(entries[0])["doc"]
    measured = list(measure(gold, corpus, only=first))
    words = sum(one.words for one in measured)
    assert sum(one.after for one in measured) / words >= 0.65
    assert not [one for one in measured if one.after < one.before]
