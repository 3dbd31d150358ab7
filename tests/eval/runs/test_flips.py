"""A number in a cited paragraph is changed: who reads the paragraph says the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.runs import asking, folder
from eval.runs.altered import view
from eval.runs.flips import alterations, altered_index, chosen, flipped
from eval.runs.lines import Flip, Line, Place, Statement
from eval.runs.systems import System, open_system
from eval.sets.questions import Asked, Evidence
from index.arabic.digits import european
from index.store import Index, open_index
from index.values import Span
from tests.eval.runs.conftest import ARABIC, ENGLISH, asked, several

WELLS = asked("wells", "How many new wells are drilled in the region?", answers={"en": ("240",)})


@pytest.fixture
def extractive(index: Index) -> System:
    return open_system("extractive", index, 5)


def flip_of(system: System, question: Asked) -> Flip | None:
    return flipped(system, question, system(question)).flip


def reciting(index: Index, *, cited: str = "r1.en.txt") -> System:
    """Says what it once learnt and cites a paragraph for it without reading it."""
    text = index.source(cited).text
    start = text.index("1. Decides") if cited == "r1.en.txt" else text.index("1 - يقرر")
    place = Place(cited, (Span(start, text.index("\n", start)),))

    def reply(index: Index, asked: Asked) -> Line:
        said = f"{len(asked.question)} people asked; 240 new wells are drilled."
        return Line(
            asked.id, "en", answer=said, statements=(Statement(said, (0,)),), citations=(place,)
        )

    return System("reciting", index, reply, 1)


@pytest.mark.parametrize(
    ("lang", "question"),
    [("en", WELLS.question), ("ar", "كم بئرا جديدة تحفر في المنطقة؟")],
)
def test_an_answer_in_the_documents_own_words_changes_with_the_number(
    extractive: System, lang: str, question: str
) -> None:
    flip = flip_of(extractive, asked("q", question, lang=lang, answers={"en": ("240",)}))
    assert flip is not None
    assert (flip.source, flip.was, flip.became, flip.changed) == ("r1.ar.txt", "٢٤٠", "٢٣٩", True)
    assert ARABIC[flip.start : flip.end] == "٢٤٠"


def test_an_answer_that_is_recited_does_not_change(index: Index) -> None:
    flip = flip_of(reciting(index), WELLS)
    assert flip is not None
    assert (flip.was, flip.became, flip.changed) == ("240", "239", False)


def test_another_wording_of_the_old_number_is_no_change(index: Index) -> None:
    system, calls = reciting(index), iter(["240 wells.", "They drill 240 of them."])
    line = system(WELLS)

    def reply(index: Index, asked: Asked) -> Line:
        said = next(calls)
        return replace(line, answer=said, statements=(Statement(said, (0,)),))

    flip = flip_of(replace(system, reply=reply), WELLS)
    assert flip is not None
    assert not flip.changed


def test_the_old_number_may_be_taken_from_another_paragraph_that_has_it(index: Index) -> None:
    """After the change it cites the resolution on trees, which does say 5300."""
    text = index.source("r4.en.txt").text
    trees = Place("r4.en.txt", (Span(text.index("1. Decides"), text.index("2. Requests")),))
    wells = reciting(index)(WELLS).citations[0]
    answers = iter([("240 wells.", wells), ("5300 trees, not 240 wells.", trees), ("5300.", trees)])

    def reply(index: Index, asked: Asked) -> Line:
        said, place = next(answers)
        return Line("q", "en", answer=said, statements=(Statement(said, (0,)),), citations=(place,))

    flip = flip_of(System("x", index, reply, 1), WELLS)
    assert flip is not None
    assert not flip.changed  # 240 is not in what it cites


def test_silence_after_the_change_is_a_change(index: Index) -> None:
    system = reciting(index)

    def reply(seen: Index, asked: Asked) -> Line:
        line = system(asked)
        return line if seen is index else replace(line, answer="Nothing.", abstained=True)

    flip = flip_of(replace(system, reply=reply), WELLS)
    assert flip is not None
    assert flip.changed


def test_where_no_number_can_be_changed_there_is_no_flip(extractive: System) -> None:
    line = extractive(WELLS)
    questions = [
        asked("q", "When are 240 new wells drilled within 36 months?"),  # the question says both
        asked("q", "Which penguins live in Antarctica?"),
        asked("q", "Who finances plants for the treatment of water?"),  # "five"
    ]
    assert [flip_of(extractive, each) for each in questions] == [None, None, None]
    for silent in (
        replace(line, error="x"),
        replace(line, abstained=True),
        replace(line, answered=False),
    ):
        assert flipped(extractive, WELLS, silent) == silent
    uncited = replace(line, statements=(Statement("240 wells, 36 months", ()),))
    assert flipped(extractive, WELLS, uncited).flip is None


def test_a_citation_of_nothing_is_passed_over(index: Index) -> None:
    system = reciting(index)
    line = system(WELLS)
    for place in (Place("none.txt", (Span(0, 5),)), Place("r1.en.txt", (Span(0, 99_999),))):
        odd = replace(
            line, citations=(place, *line.citations), statements=(Statement("240", (0, 1, 9)),)
        )
        given = flipped(system, WELLS, odd)
        assert given.flip is not None
        assert given.flip.source == "r1.en.txt"


def test_a_fault_in_the_second_answer_leaves_the_first_as_it_was(index: Index) -> None:
    system = reciting(index)
    line = system(WELLS)

    def reply(seen: Index, asked: Asked) -> Line:
        raise RuntimeError("no")

    assert flipped(replace(system, reply=reply), WELLS, line) == line


def test_the_number_that_the_set_expects_is_changed_first(extractive: System) -> None:
    months = replace(WELLS, answers={"en": ("36 months",)})
    assert [
        flip.was for flip in (flip_of(extractive, months), flip_of(extractive, WELLS)) if flip
    ] == [
        "36",
        "٢٤٠",
    ]


def everything(index: Index) -> Iterator[str]:
    """All words of the first resolution's versions, by every way that an index gives them."""
    for name in [name for name in index.documents if name.startswith("r1")]:
        source = index.source(name)
        yield source.text
        for paragraph in index.outline(name):
            assert paragraph == index.paragraph(name, paragraph.order)
            assert paragraph.raw == " ".join(source.text[s.start : s.end] for s in paragraph.spans)
            yield from (paragraph.raw, paragraph.clean.text, paragraph.sure)
            yield from (point.raw for point in index.points(name, paragraph))
            other = index.counterpart(name, paragraph)
            if other:
                yield from (other[1].raw, other[1].clean.text)
    for row in range(index.manifest.passages):
        passage = index.passage(row)
        if passage.document.startswith("r1"):
            yield from (passage.context, passage.text)


@pytest.mark.parametrize("cited", ["r1.en.txt", "r1.ar.txt"])
def test_the_old_number_is_nowhere_to_be_read_in_either_language(index: Index, cited: str) -> None:
    assert any("240" in european(text) for text in everything(index))
    system = reciting(index, cited=cited)
    alteration = next(alterations(index, WELLS, system(WELLS)))
    seen = altered_index(index, alteration)
    texts = [european(text) for text in everything(seen)]
    assert not any("240" in text for text in texts)
    assert any("239" in text for text in texts)
    assert "٢٣٩" in seen.source("r1.ar.txt").text  # in the digits that were there
    # nothing else is different, and everything stands where it stood
    for name in index.documents:
        before, after = index.source(name).text, seen.source(name).text
        assert european(after).replace("239", "240") == european(before)
        for a, b in zip(index.outline(name), seen.outline(name), strict=True):
            assert (a.spans, a.clean.starts, a.clean.ends) == (
                b.spans,
                b.clean.starts,
                b.clean.ends,
            )
            assert (a == b) == ("240" not in european(a.raw))
    assert any("240" in european(text) for text in everything(index))
    seen.close()
    assert index.documents  # the index is still open


def test_a_copy_of_the_document_is_changed_alike(tmp_path: Path) -> None:
    from index.ingest import ingest

    for name, text in (("r1.en.txt", ENGLISH), ("r1.copy.txt", ENGLISH + "\nEnd of the record.\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / "r1.en.txt", tmp_path / "r1.copy.txt"])
    with open_index(tmp_path / "index") as index:
        assert len(index.documents) == 2
        flip = flip_of(open_system("extractive", index, 5), WELLS)
        assert flip is not None
        assert flip.changed
        seen = altered_index(index, next(alterations(index, WELLS, reciting(index)(WELLS))))
        assert not any("240" in text for text in everything(seen))


def test_a_version_that_has_the_number_in_words_is_hidden(tmp_path: Path) -> None:
    from index.ingest import ingest

    english = ENGLISH.replace("240 new wells", "two hundred and forty new wells")
    for name, text in (("r1.ar.txt", ARABIC), ("r1.en.txt", english)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / "r1.ar.txt", tmp_path / "r1.en.txt"])
    with open_index(tmp_path / "index") as index:
        system = open_system("extractive", index, 5)
        line = system(WELLS)
        assert "two hundred and forty" in line.answer
        alteration = next(alterations(index, WELLS, line))
        seen = altered_index(index, alteration)
        again = replace(system, index=seen)(WELLS)
        assert "two hundred and forty" not in again.answer
        assert "٢٣٩" in again.answer


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_whatever_characters_are_changed_paragraphs_and_source_agree(
    index: Index, data: st.DataObject
) -> None:
    length = len(index.source("r1.en.txt").text)
    changes = data.draw(
        st.dictionaries(st.integers(0, length - 1), st.sampled_from("0789"), max_size=40)
    )
    seen = view(index, {"r1.en.txt": changes})
    text = seen.source("r1.en.txt").text
    assert len(text) == length
    for paragraph in seen.outline("r1.en.txt"):
        assert paragraph.raw == " ".join(text[s.start : s.end] for s in paragraph.spans)
        for character, start, end in zip(
            paragraph.clean.text, paragraph.clean.starts, paragraph.clean.ends, strict=True
        ):
            if start in changes and end == start + 1:
                assert character == text[start]


def test_the_same_questions_are_chosen_whatever_their_order() -> None:
    questions = several(50)
    some = chosen(iter(questions), 7)
    assert len(some) == 7
    assert chosen(reversed(questions), 7) == some
    assert some < chosen(questions, 20)
    assert chosen(questions, 0) == frozenset()
    assert len(chosen(questions, 99)) == 50


def test_questions_about_numbers_are_chosen_first_and_unanswerable_ones_never() -> None:
    plain = several(20)
    numbers = [
        replace(each, id=f"n{i}", answers={"ar": ("٣٦ شهرا",)}) for i, each in enumerate(several(3))
    ]
    dated = replace(
        plain[0], id="e", evidence=(Evidence("r1.en.txt", 0, 9, text="within 36 months"),)
    )
    without = replace(numbers[0], id="u", evidence=(), answerable=False)
    assert chosen([*plain, without, dated, *numbers], 3) == {"n0", "n1", "n2"}
    assert chosen([*plain, without, dated, *numbers], 4) == {"n0", "n1", "n2", "e"}


def test_a_run_records_its_flips_and_a_system_of_its_own_store_has_none(
    index: Index, set_path: Path, tmp_path: Path
) -> None:
    questions = [WELLS, *several(2)]
    system = open_system("extractive", index, 5)
    asking.run(set_path, tmp_path / "a", system, flips=1, questions=questions)
    lines = list(folder.read_lines(tmp_path / "a"))
    assert [each.flip is not None for each in lines] == [True, False, False]
    own = replace(reciting(index), rereads=False)
    asking.run(set_path, tmp_path / "b", own, flips=9, questions=questions)
    assert [each.flip for each in folder.read_lines(tmp_path / "b")] == [None] * 3
