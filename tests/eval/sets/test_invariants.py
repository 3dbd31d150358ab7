"""What holds for any question: writing and reading give it back, evidence is what stands there."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answers import Turn
from eval.sets.check import faults, load
from eval.sets.evidence import labelled, resolve, short_label
from eval.sets.faults import Fault
from eval.sets.questions import Asked, Evidence, Nugget
from eval.sets.reading import read_asked, read_lines, read_set
from eval.sets.writing import append, asked_json, new_question
from index.errors import UsageError
from index.store import Index
from tests.eval.sets.conftest import TEXTS, Write, line

TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(lambda t: t.strip())
ID = st.text(st.sampled_from("abz019-_.أب"), min_size=1, max_size=8)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    start = draw(st.integers(0, 10**9))
    end = start + draw(st.integers(1, 10**6))
    free = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
    return Evidence(draw(TEXT), start, end, draw(free), draw(free))


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    places = st.lists(evidences(), min_size=1, max_size=3).map(tuple)
    answerable = draw(st.booleans())
    kind = st.sampled_from(["lookup", "multi", "followup"])
    return Asked(
        id=draw(ID),
        lang=draw(st.sampled_from(["ar", "en"])),
        type=draw(kind) if answerable else "unanswerable",
        difficulty=draw(st.sampled_from(["easy", "medium", "hard"])),
        question=draw(TEXT),
        answerable=answerable,
        history=draw(
            st.lists(st.builds(Turn, st.sampled_from(["user", "assistant"]), TEXT), max_size=2).map(
                tuple
            )
        ),
        evidence=draw(places) if answerable else (),
        alternatives=draw(st.lists(places, max_size=2).map(tuple)) if answerable else (),
        answers=draw(
            st.dictionaries(st.sampled_from(["ar", "en"]), st.lists(TEXT, max_size=2).map(tuple))
        ),
        answer_points=draw(st.lists(TEXT, max_size=2).map(tuple)),
        reference_answer=draw(TEXT),
        nuggets=draw(
            st.lists(
                st.builds(Nugget, TEXT, st.booleans(), st.lists(TEXT, max_size=2).map(tuple)),
                max_size=2,
            ).map(tuple)
        ),
        slice=draw(st.sampled_from(["", "twin"])),
        scope=draw(st.lists(TEXT, max_size=2).map(tuple)),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=3, unique_by=lambda asked: asked.id))
def test_questions_written_are_the_questions_read(
    tmp_path_factory: pytest.TempPathFactory, asked: list[Asked]
) -> None:
    path = tmp_path_factory.mktemp("written") / "set.jsonl"
    lines = [json.dumps(asked_json(each), ensure_ascii=False) for each in asked]
    path.write_bytes("\n".join(lines).encode())
    assert list(read_asked(path)) == asked


@settings(max_examples=15, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=3, unique_by=lambda asked: asked.id))
def test_questions_appended_are_the_questions_read(
    tmp_path_factory: pytest.TempPathFactory, asked: list[Asked]
) -> None:
    path = tmp_path_factory.mktemp("appended") / "set.jsonl"
    for each in asked:
        append(path, each)
    assert list(read_asked(path)) == asked


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_entries_or_faults_with_their_line(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.jsonl"
    path.write_bytes(data)
    found = list(read_lines(path))
    assert found
    for each in found:
        assert isinstance(each, Fault)
        assert each.line <= data.count(b"\n") + 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([*line(), "scope", "slice", "draft", "wrong", "note"]), JSON)
def test_any_value_of_any_key_is_taken_or_is_a_fault_with_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    path = tmp_path_factory.getbasetemp() / "value.jsonl"
    path.write_text(json.dumps(line(**{key: value})), encoding="utf-8")
    for each in read_lines(path):
        if isinstance(each, Fault):
            assert each.sentence.endswith(".")
            assert "\n" not in str(each)
            str(each).encode()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_every_resolved_place_points_at_the_words_it_quotes(
    write: Write, index: Index, data: st.DataObject
) -> None:
    doc = data.draw(st.sampled_from(sorted(TEXTS)))
    labels = ["1", "2", "pp 1", "pp 2", "op 2 (a)", "الفقرة 2 (ب) من المنطوق", "9", "title", "x"]
    by_label = st.sampled_from(labels).map(lambda label: {"doc": doc, "label": label})
    by_span = st.tuples(st.integers(0, 600), st.integers(1, 300)).map(
        lambda at: {"doc": doc, "start": at[0], "end": at[0] + at[1]}
    )
    with_text = by_span.map(lambda e: e | {"text": TEXTS[doc][e["start"] : e["end"]]})
    places = data.draw(st.lists(by_label | by_span | with_text, min_size=1, max_size=3))
    path = write(line(evidence=places))
    if found := faults(path, index):
        assert all(f"{path}, line 1: " in str(fault) for fault in found)
        return
    (asked,) = load(path, index)
    for evidence in (each for one in asked.evidence_sets for each in one):
        stands = index.source(evidence.doc).text[evidence.start : evidence.end]
        assert stands
        assert evidence.text in (stands, "")


def test_a_label_that_is_written_names_its_paragraph_again(index: Index) -> None:
    for document in index.documents.values():
        for language in ("ar", "en"):
            for each in index.outline(document.name):
                if each.kind not in ("preambular", "operative", "point"):
                    continue
                label = short_label(index, document, each, language)
                assert [p.order for p in labelled(index, document, label)] == [each.order], label


def test_a_new_question_for_any_paragraph_stands_where_it_says(index: Index) -> None:
    for document in index.documents.values():
        for label in ("pp 1", "pp 2", "1", "2", "2 (a)", "2 (b)"):
            asked = new_question(index, [(document.name, label)], "?", type="lookup", lang="en")
            ((ours,), (theirs,)) = asked.evidence_sets
            for each in (ours, theirs):
                assert TEXTS[each.doc][each.start : each.end] == each.text
            assert {ours.doc, theirs.doc} == set(TEXTS)


def test_ten_thousand_questions_are_read_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"

    def peak(count: int) -> int:
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                file.write(json.dumps(line(id=f"q-{number:05d}", comment="x" * 500)) + "\n")
        tracemalloc.start()
        try:
            assert sum(1 for _ in read_asked(path)) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    small, large = peak(500), peak(5000)
    assert large - small < 4500 * 300  # an id and its line; the questions would be ten times that


def test_every_paragraph_of_another_set_resolves_by_its_own_spans(
    index: Index, write: Write
) -> None:
    lines = [
        line(
            id=f"{document.name}-{each.order}",
            alternatives=[],
            evidence=[
                {"doc": document.name, "start": s.start, "end": s.end, "text": each.raw}
                for s in each.spans
            ],
        )
        for document in index.documents.values()
        for each in index.outline(document.name)
    ]
    entries = list(read_set(write(*lines)))
    assert [resolve(entry, index).id for entry in entries] == [one["id"] for one in lines]
    with pytest.raises(UsageError):
        labelled(index, index.documents["wells.ar.txt"], "header – sponsors")
