"""Evidence is looked up in the index: what it says must stand where it says so."""

from __future__ import annotations

from typing import Any

import pytest

from eval.sets.check import check, faults, load
from eval.sets.evidence import resolve
from eval.sets.reading import read_set
from index.errors import FiqraError
from index.store import Index
from tests.eval.sets.conftest import ARABIC, TEXTS, Write, line, paragraph, span

UNRESOLVED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "unknown document": (
        {"evidence": [{"doc": "well.ar.txt", "label": "op. para. 1"}]},
        ["evidence 1 is of well.ar.txt, which is not indexed", "the nearest name is wells.ar.txt"],
    ),
    "document like no other": (
        {"evidence": [{"doc": "zzzz", "label": "1"}]},
        ["zzzz, which is not indexed", "`fiqra documents` lists"],
    ),
    "symbol for a file": (
        {"evidence": [{"doc": "WC/RES/2021/7", "label": "1"}]},
        ["write its file name, wells.ar.txt"],
    ),
    "unknown label": (
        {"evidence": [{"doc": "wells.ar.txt", "label": "op. para. 9"}]},
        ["evidence 1 names op. para. 9", "`fiqra show wells.ar.txt`"],
    ),
    "words that another paragraph has": (
        {"evidence": [{"doc": "wells.en.txt", "label": "op. para. 2", "text": "Decides"}]},
        ["does not stand in op. para. 2", "“2. Requests", "correct `label` or `text`"],
    ),
    "span outside": (
        {"evidence": [{"doc": "wells.ar.txt", "start": 0, "end": 99_999}]},
        ["characters 0 to 99999", f"which has {len(ARABIC)}", "fiqra show wells.ar.txt --raw"],
    ),
    "words that stand elsewhere": (
        {"evidence": [paragraph("1 - يقرر") | {"start": 0, "end": 11}]},
        ["characters 0 to 11", "“مجلس المياه” stands", "that text stands at"],
    ),
    "words that stand nowhere": (
        {"evidence": [paragraph("1 - يقرر") | {"text": "غير ذلك"}]},
        ["does not stand at", "“1 - يقرر أن", "correct `start` and `end`, or `text`"],
    ),
    "an alternative": (
        {"alternatives": [[paragraph("(أ)")], [{"doc": "wells.en.txt", "label": "footnote 3"}]]},
        ["alternative 2, place 1 names footnote 3"],
    ),
    "scope": ({"scope": ["wells.ar.text"]}, ["name 1 of `scope`", "wells.ar.txt"]),
}


@pytest.mark.parametrize("name", UNRESOLVED)
def test_what_is_not_there_names_file_line_and_mend(name: str, write: Write, index: Index) -> None:
    changed, words = UNRESOLVED[name]
    path = write(line(), "", line(id="two", **changed))

    (fault,) = faults(path, index)

    assert str(fault).startswith(f"{path}, line 3: ")
    assert str(fault).endswith(".")
    for word in words:
        assert word in str(fault)
    loaded = load(path, index)
    assert next(loaded).id == "one"
    with pytest.raises(FiqraError) as raised:
        next(loaded)
    assert str(raised.value) == str(fault)


@pytest.mark.parametrize(
    ("doc", "label", "begins"),
    [
        ("wells.en.txt", "op. para. 1", "1. Decides"),
        ("wells.en.txt", "op 2", "2. Requests"),
        ("wells.en.txt", "op. para. 2 (b)", "(b) On the costs"),
        ("wells.en.txt", "para 2(a)", "(a) On the state"),
        ("wells.en.txt", "pp 2", "Noting with"),
        ("wells.en.txt", "preambular para 1", "Recalling"),
        ("wells.en.txt", "preamble para 1", "Recalling"),
        ("wells.en.txt", "preamble, para. 2", "Noting"),
        ("wells.ar.txt", "الفقرة ٢ من المنطوق", "2 - يطلب"),
        ("wells.ar.txt", "الفقرة الثانية من الديباجة", "وإذ يلاحظ"),
        ("wells.ar.txt", "op. para. 2 (b)", "(ب) عن تكاليف"),
    ],
)
def test_a_label_becomes_the_characters_of_its_paragraph_alone(
    doc: str, label: str, begins: str, write: Write, index: Index
) -> None:
    (entry,) = read_set(write(line(evidence=[{"doc": doc, "label": label}])))
    (evidence,) = resolve(entry, index).evidence
    assert evidence.text.startswith(begins)
    assert "\n" not in evidence.text
    assert TEXTS[doc][evidence.start : evidence.end] == evidence.text
    assert evidence.label == label


def test_a_label_of_an_unnumbered_point_is_not_taken_for_its_paragraph(
    write: Write, index: Index
) -> None:
    place = {"doc": "wells.en.txt", "label": "op. para. 2, unnumbered sub-para."}
    (fault,) = faults(write(line(evidence=[place])), index)
    assert "or give `start` and `end`" in str(fault)


def test_stated_words_may_be_a_part_of_the_labelled_paragraph(write: Write, index: Index) -> None:
    place = {"doc": "wells.en.txt", "label": "op 1", "text": "12 per\ncent"}
    (entry,) = read_set(write(line(evidence=[place])))
    assert resolve(entry, index).evidence[0].text.startswith("1. Decides")


def test_every_fault_of_a_set_is_found_in_one_pass(write: Write, index: Index) -> None:
    path = write(
        "not JSON",
        line(id="a", evidence=[{"doc": "x", "label": "1"}, {"doc": "wells.ar.txt", "label": "77"}]),
        line(id="b"),
        line(id="c", type="x"),
        line(id="b"),
    )
    checked = check(path, index)
    assert [fault.line for fault in checked.faults] == [1, 2, 2, 4, 5]
    assert checked.questions == 1


def test_drafts_are_left_out_and_counted(write: Write, index: Index) -> None:
    unfinished = line(id="two", draft=True, evidence=[], alternatives=[], note="wrong year")
    left_out = []
    path = write(line(), unfinished)
    assert [asked.id for asked in load(path, index, left_out.append)] == ["one"]
    assert [(entry.line, entry.note) for entry in left_out] == [(2, "wrong year")]
    assert check(path, index).drafts == (2,)


def test_a_set_of_drafts_alone_is_refused(write: Write, index: Index) -> None:
    path = write(line(draft=True))
    with pytest.raises(FiqraError, match="no finished question; finish one by removing `draft`"):
        list(load(path, index))
    assert [fault.kind for fault in check(path, index).faults] == ["only drafts"]


def warned(write: Write, index: Index, **changed: Any) -> list[str]:
    checked = check(write(line(**changed)), index)
    assert not checked.faults
    return [fault.sentence for fault in checked.warnings]


def test_a_sound_question_warns_of_nothing(write: Write, index: Index) -> None:
    assert warned(write, index) == []


def test_evidence_that_is_no_paragraph_warns_and_names_the_nearest(
    write: Write, index: Index
) -> None:
    whole = paragraph("1 - يقرر")
    (sentence,) = warned(write, index, evidence=[span("12 في المائة")], nuggets=[])
    assert "is not a paragraph of the index; the nearest is op. para. 1" in sentence
    assert f"{whole['start']} to {whole['end']}" in sentence
    with_points = span(ARABIC[ARABIC.index("2 - ") : ARABIC.rindex("\n")])
    assert warned(write, index, evidence=[with_points]) == []


def test_a_label_that_names_another_paragraph_warns(write: Write, index: Index) -> None:
    place = paragraph("1 - يقرر")
    (sentence,) = warned(write, index, evidence=[place | {"label": "op 2"}])
    assert "is called op 2, which is at" in sentence
    for free in ("header – sponsors", "op 1", "para 1", "الفقرة 1 من المنطوق"):
        assert warned(write, index, evidence=[place | {"label": free}]) == []


def test_a_question_that_no_answer_can_be_scored_by_warns(write: Write, index: Index) -> None:
    (sentence,) = warned(write, index, nuggets=[], answers={})
    assert "neither `nuggets` nor `answers`" in sentence
    assert warned(write, index, nuggets=[]) == []


def test_evidence_outside_the_scope_warns(write: Write, index: Index) -> None:
    (sentence,) = warned(write, index, scope=["wells.ar.txt"])
    assert "wells.en.txt, which is not in the question's `scope`" in sentence


def test_questions_are_counted_by_stratum_and_language(write: Write, index: Index) -> None:
    absent = {"type": "unanswerable", "answerable": False, "evidence": [], "alternatives": []}
    path = write(line(), line(id="b", lang="en"), line(id="c", lang="en", slice="absent", **absent))
    counts = check(path, index).counts
    assert counts["type", "number", "ar"] == counts["type", "number", "en"] == 1
    assert counts["type", "unanswerable", "en"] == counts["slice", "absent", "en"] == 1
    assert counts["answerable", "no", "en"] == 1
    assert counts["difficulty", "easy", "en"] == 2
