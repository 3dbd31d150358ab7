"""“This is wrong”: kept with the answer as it was, and a draft that becomes an evaluation question."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering import answer
from assistant.answers import Question, Turn
from assistant.links import link
from assistant.records import Exchange, recorded
from eval.sets.check import check, load
from index.errors import UsageError
from index.store import Index, open_index
from ui.keeping import Store
from ui.keeping.feedback import MOST_WORDS, drafts_of, feedback, report

QUESTION = "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟"


@pytest.fixture(scope="module")
def index(two_resolutions: Path) -> Iterator[Index]:
    with open_index(two_resolutions / "index") as opened:
        yield opened


@pytest.fixture(scope="module")
def said(index: Index) -> Exchange:
    return Exchange(
        QUESTION, recorded(index, answer(index, Question(QUESTION))), "2026-01-01T00:00:00Z"
    )


def test_it_is_kept_with_the_question_and_the_answer(store: Store, said: Exchange) -> None:
    report(store, "سعاد", said, "الرقم غير صحيح", trace="t1")
    report(store, "", said)
    newest, oldest = feedback(store)
    assert (newest.user, newest.words, newest.draft) == ("", "", "q-0002")
    assert (oldest.user, oldest.words, oldest.trace) == ("سعاد", "الرقم غير صحيح", "t1")
    assert oldest.exchange == said
    assert oldest.at.endswith("+00:00")


def test_the_draft_is_read_by_the_evaluation_once_it_is_curated(
    store: Store, index: Index, said: Exchange
) -> None:
    report(store, "", said, "It is paragraph 2.", "the second one", index=index)
    path = drafts_of(store)
    found = check(path, index)
    assert [fault.kind for fault in found.faults] == ["only drafts"]
    assert found.drafts == (1,)

    line = json.loads(path.read_text(encoding="utf-8"))
    assert line["question"] == QUESTION
    assert line["lang"] == "ar"
    assert line["note"] == "It is paragraph 2.\nthe second one"
    assert line["_answer"] == said.answer.text
    source = index.source("r2.txt").text
    assert [source[each["start"] : each["end"]] for each in line["wrong"]] == [
        each["text"] for each in line["wrong"]
    ]
    assert line["wrong"]

    del line["draft"]
    line["evidence"] = [{"doc": "r2.txt", "label": "op. para. 2"}]
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    (asked,) = load(path, index)
    assert asked.question == QUESTION


@pytest.mark.parametrize("address", ["{}", "https://fiqra.example/x/?paragraph={}#top"])
def test_the_paragraph_that_was_marked_as_right_is_the_evidence(
    store: Store, index: Index, said: Exchange, address: str
) -> None:
    right = index.outline("r1.txt")[-1]
    place = address.format(link(index.documents["r1.txt"], right))
    report(
        store,
        "",
        said,
        "wrong one",
        place,
        index=index,
        history=[Turn("user", "قبل"), Turn("assistant", "نعم")],
        scope=["r1.txt"],
    )
    line = json.loads(drafts_of(store).read_text(encoding="utf-8"))
    assert [(each["doc"], each["start"]) for each in line["evidence"]] == [
        ("r1.txt", right.spans[0].start)
    ]
    assert line["note"] == "wrong one"
    assert line["type"] == "followup"
    assert line["scope"] == ["r1.txt"]
    assert [turn["text"] for turn in line["history"]] == ["قبل", "نعم"]
    assert [fault.kind for fault in check(drafts_of(store), index).faults] == ["only drafts"]
    assert feedback(store)[0].right == place


def test_a_dead_link_and_too_many_words_keep_nothing(
    store: Store, index: Index, said: Exchange
) -> None:
    with pytest.raises(UsageError, match="not in the index any more"):
        report(store, "", said, "x", "gone.txt/1-0123456789", index=index)
    with pytest.raises(UsageError, match="at most 4,000"):
        report(store, "", said, "x" * (MOST_WORDS + 1))
    assert feedback(store) == []
    assert not drafts_of(store).exists()


def test_half_a_character_is_no_fault(store: Store, said: Exchange) -> None:
    broken = Exchange("a\ud800", said.answer, said.asked_at)
    report(store, "", broken, "b\ud800")
    assert feedback(store)[0].exchange == broken
