"""Known answers: a perfect run, an empty one, a random one, and single injected faults, each of
which moves exactly the figures that it should and no other."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from eval.runs.lines import Flip, Line, Place, Statement
from eval.scores.figures import FIGURES
from eval.scores.retrieval import retrieval_figures
from eval.scores.summary import summarise
from eval.scores.values import Scored, Scores
from eval.sets.questions import Asked, Evidence
from index.values import Span
from tests.eval.scores.known import (
    ENGLISH,
    FIRST,
    REPORT,
    SECOND,
    TEXTS,
    Known,
    paragraph,
    perfect,
    scored,
)

LOWER = {name for name, figure in FIGURES.items() if not figure.higher_is_better}


def summary(known: list[Known], missing: frozenset[str] = frozenset()) -> Scores:
    return summarise("run", scored(known, missing))


def test_a_perfect_run_scores_one_everywhere_and_nothing_where_less_is_better() -> None:
    found = summary(perfect())
    for group, figures in found.groups.items():
        for name, estimate in figures.items():
            if name != "total_ms":
                assert estimate.mean == float(name not in LOWER), (group, name)
    assert set(found.groups["all"]) == set(FIGURES), "some figure is never seen"
    assert found.curve is not None
    assert found.curve.excess == 0.0
    assert found.missing == 0


def test_an_empty_run_fails_every_question() -> None:
    known = perfect()
    found = summary(known, frozenset(each.asked.id for each in known))
    everywhere = {name: each.mean for name, each in found.groups["all"].items()}
    retrieval = {name for name, figure in FIGURES.items() if figure.room == "retrieval"}
    assert everywhere == {
        **dict.fromkeys(retrieval, 0.0),
        **dict.fromkeys(["evidence_recall", "evidence_f1", "answered", "abstain_recall"], 0.0),
        **dict.fromkeys(["accepted_answer", "vital_nuggets", "all_nuggets"], 0.0),
        "error_rate": 1.0,
        "failed": 1.0,
        # nobody was told anything wrong
        "hallucination_rate": 0.0,
    }
    assert found.missing == len(known)
    assert found.curve is None


def test_a_run_of_errors_fails_every_question_too() -> None:
    known = [replace(each, line=Line(each.asked.id, error="broken")) for each in perfect()]
    found = summary(known).groups["all"]
    assert (found["failed"].mean, found["error_rate"].mean) == (1.0, 1.0)
    assert {found[name].mean for name in ("evidence_f1", "hit@10", "abstain_recall")} == {0.0}


def test_a_silent_run_has_no_figures_of_answers_and_no_credit() -> None:
    known = [
        replace(each, line=Line(each.asked.id, language="ar", abstained=True)) for each in perfect()
    ]
    found = summary(known).groups["all"]
    assert not {"citation_recall", "citation_precision", "support_recall", "language"} & set(found)
    assert (found["answered"].mean, found["error_rate"].mean) == (0.0, 1.0)
    assert (found["abstain_recall"].mean, found["hallucination_rate"].mean) == (1.0, 0.0)
    assert {found[name].mean for name in ("evidence_f1", "accepted_answer")} == {0.0}


def test_a_random_retrieval_run_gets_what_chance_gives() -> None:
    count, length, questions = 40, 100, 1500
    draw = random.Random(11)
    places = [Place("x.txt", (Span(i * length, (i + 1) * length),)) for i in range(count)]
    rows = []
    for number in range(questions):
        at = draw.randrange(count)
        wanted = Evidence("x.txt", at * length, (at + 1) * length)
        asked = Asked(str(number), "ar", "lookup", "easy", "?", True, evidence=(wanted,))
        passages = draw.sample(places, count)
        row = retrieval_figures(asked, passages)
        rows.append(Scored(asked.id, "ar", "lookup", "easy", "", ("x.txt",), row))
    found = summarise("random", rows).groups["all"]
    theory = {
        **{f"{name}@{k}": k / count for name in ("hit", "recall", "full") for k in (1, 3, 5, 10)},
        "mrr@10": sum(1 / rank for rank in range(1, 11)) / count,
        "ndcg@10": sum(1 / math.log2(1 + rank) for rank in range(1, 11)) / count,
        "budget@3000": 3000 / (count * length),
    }
    assert set(theory) == {name for name, figure in FIGURES.items() if figure.room == "retrieval"}
    for name, expected in theory.items():
        estimate = found[name]
        assert estimate.low <= expected <= estimate.high, (name, expected, estimate)


RETRIEVAL = frozenset(name for name, figure in FIGURES.items() if figure.room == "retrieval")
AT_1 = {"hit@1", "recall@1", "full@1", "mrr@10", "ndcg@10"}
TO_5 = {f"{name}@{k}" for name in ("hit", "recall", "full") for k in (1, 3, 5)} | {
    "mrr@10",
    "ndcg@10",
}
HALF = {f"{name}@{k}" for name in ("recall", "full") for k in (1, 3, 5, 10)} | {
    "ndcg@10",
    "budget@3000",
}
EVIDENCE = {"evidence_precision", "evidence_recall", "evidence_f1", "exact_paragraph"}
EXTRA_CITATION = {"evidence_precision", "evidence_f1", "exact_paragraph", "citation_precision"}
SUPPORT = {"citation_recall", "citation_precision", "support_recall", "support_precision"}
NO_ANSWER = {"answered", "error_rate", "evidence_recall", "evidence_f1", "accepted_answer"}
CURVE = "risk–coverage"
"""Not a figure of a question: the area under the run's curve."""


@dataclass(frozen=True)
class Fault:
    what: str
    question: str
    inject: Callable[[Line], Line]
    moves: set[str]


def said(old: str, new: str) -> Callable[[Line], Line]:
    """Other words in the answer and in its statements."""

    def inject(line: Line) -> Line:
        assert old in line.answer
        statements = tuple(replace(s, text=s.text.replace(old, new)) for s in line.statements)
        return replace(line, answer=line.answer.replace(old, new), statements=statements)

    return inject


def cited(*places: Place) -> Callable[[Line], Line]:
    """Other citations at the same positions."""
    return lambda line: replace(line, citations=places)


def cited_too(place: Place, *, used: bool = True) -> Callable[[Line], Line]:
    """One more citation, given by the first statement unless it is not used."""

    def inject(line: Line) -> Line:
        first, *rest = line.statements
        more = (len(line.citations),) if used else ()
        statements = (replace(first, citations=(*first.citations, *more)), *rest)
        return replace(line, citations=(*line.citations, place), statements=statements)

    return inject


def positions(*given: tuple[int, ...]) -> Callable[[Line], Line]:
    """Other positions of citations, statement by statement."""

    def inject(line: Line) -> Line:
        pairs = zip(line.statements, given, strict=True)
        return replace(line, statements=tuple(replace(s, citations=p) for s, p in pairs))

    return inject


def quoted(**changes: Any) -> Callable[[Line], Line]:
    return lambda line: replace(line, citations=(replace(line.citations[0], **changes),))


def moved_quote(by: int) -> Callable[[Line], Line]:
    def inject(line: Line) -> Line:
        (span,) = line.citations[0].quote_spans
        return quoted(quote_spans=(Span(span.start + by, span.end + by),))(line)

    return inject


def first_passages(*places: Place, without: bool = True) -> Callable[[Line], Line]:
    """Other passages first; the one that holds all evidence goes away or behind them."""

    def inject(line: Line) -> Line:
        rest = line.passages[1:] if without else line.passages
        return replace(line, passages=(*places, *rest))

    return inject


def told(*statements: tuple[str, tuple[int, ...]]) -> Callable[[Line], Line]:
    """Another answer altogether."""
    return lambda line: replace(
        line,
        abstained=False,
        answer="\n\n".join(text for text, _ in statements),
        statements=tuple(Statement(*each) for each in statements),
    )


def late(rank: int) -> Callable[[Line], Line]:
    """The passage that holds the evidence at that rank."""

    def inject(line: Line) -> Line:
        right, *rest = line.passages
        return replace(line, passages=(*rest[: rank - 1], right, *rest[rank - 1 :]))

    return inject


LETTER = "نشر قوة قوامها 1200 فرد كحد أقصي"
"""A quotation with another last letter."""

OTHER = paragraph(REPORT, 1)
PAGE = Place(FIRST, (Span(0, 1501),))
NOWHERE = Place("nowhere.txt", (Span(0, 50),))
OUTSIDE = Place(FIRST, (Span(len(TEXTS[FIRST]), len(TEXTS[FIRST]) + 60),))

FAULTS = [
    # what was retrieved
    Fault("wrong paragraph at rank 1", "date", first_passages(OTHER, without=False), AT_1),
    Fault("evidence at rank 6", "date", late(6), TO_5),
    Fault("evidence at rank 11", "date", late(11), RETRIEVAL - {"budget@3000"}),
    Fault("evidence not retrieved", "date", first_passages(), set(RETRIEVAL)),
    Fault("half of the evidence not retrieved", "list", first_passages(paragraph(FIRST, 4)), HALF),
    Fault("evidence in two passages", "list", first_passages(paragraph(FIRST, 4), paragraph(FIRST, 5)), {"recall@1", "full@1"}),
    Fault("a page instead of a paragraph", "date", first_passages(PAGE), RETRIEVAL - {"budget@3000"}),
    # what is cited
    Fault("wrong paragraph cited", "date", cited(OTHER), EVIDENCE | SUPPORT | {"dates_grounded"}),
    Fault("wrong paragraph cited too", "date", cited_too(OTHER), EXTRA_CITATION),
    Fault("twin of another year cited", "date", cited(paragraph(SECOND, 1)), EVIDENCE | SUPPORT | {"dates_grounded", "twin_error"}),
    Fault("twin with the very same words cited", "list", cited(paragraph(SECOND, 4), paragraph(FIRST, 5)), EVIDENCE | {"twin_error"}),
    Fault("twin cited too", "date", cited_too(paragraph(SECOND, 1)), EXTRA_CITATION | {"twin_error"}),
    Fault("page cited", "date", cited(PAGE), EVIDENCE),
    Fault("stretch around the paragraph cited", "date", cited(Place(FIRST, (Span(0, 200),))), {"exact_paragraph"}),
    Fault("statement without its citation", "list", positions((0,), ()), {"citation_recall", "citation_precision", "support_recall"}),
    Fault("statement without a citation, none given", "list", lambda line: replace(positions((0,), ())(line), citations=line.citations[:1]), {"evidence_recall", "evidence_f1", "citation_recall", "support_recall"}),
    Fault("no citation at all", "list", lambda line: replace(positions((), ())(line), citations=()), EVIDENCE | SUPPORT | {CURVE}),
    Fault("citations of two statements swapped", "list", positions((1,), (0,)), SUPPORT),
    Fault("sentence in no statement", "date", lambda line: replace(line, answer=line.answer + "\n\nورحبت الوفود بهذا القرار ترحيبا حارا."), {"citation_recall", "support_recall"}),
    Fault("statement half of which nobody says", "list", said("فتح المعابر الحدودية أمام قوافل الإغاثة", "فتح المعابر الحدودية أمام قوافل الإغاثة وإلغاء الرسوم الجمركية وتخفيض أسعار الوقود وصيانة الجسور القديمة والسكك الحديدية"), SUPPORT),
    Fault("invented position", "date", positions((0, 9)), {"citation_precision", "invented_citations"}),
    Fault("negative position", "date", positions((0, -1)), {"citation_precision", "invented_citations"}),
    Fault("unknown document cited too", "date", cited_too(NOWHERE), EXTRA_CITATION | {"invented_citations"}),
    Fault("characters outside the text cited too", "date", cited_too(OUTSIDE), EXTRA_CITATION | {"invented_citations"}),
    Fault("citation given twice", "date", positions((0, 0)), {"citation_precision", "repeated_citations"}),
    Fault("paragraph listed twice", "date", cited_too(paragraph(FIRST, 1)), {"citation_precision", "repeated_citations"}),
    Fault("citation that no statement uses", "date", cited_too(paragraph(FIRST, 1), used=False), {"citation_precision"}),
    # what is quoted and named
    Fault("letter of a quotation changed", "number", quoted(quote=LETTER), {"quotes_verified"}),
    Fault("letter changed in the answer too", "number", lambda line: quoted(quote=LETTER)(said("أقصى»", "أقصد»")(line)), SUPPORT | {"quotes_verified"}),
    Fault("quotation said to stand a letter on", "number", moved_quote(1), {"quotes_verified"}),
    Fault("quotation from outside its paragraph", "number", lambda line: replace(line, citations=(replace(paragraph(FIRST, 2), quote=(q := paragraph(FIRST, 3, "تقريرا خطيا")).quote, quote_spans=q.quote_spans),)), {"quotes_verified"}),
    Fault("number changed", "number", said("بقوة قوامها 1200", "بقوة قوامها 1300"), SUPPORT | {"numbers_grounded"}),
    Fault("date changed", "date", said("31 آذار", "30 آذار"), SUPPORT | {"dates_grounded", "accepted_answer", CURVE}),
    Fault("wrong symbol", "number", said("A/RES/95/41", "A/RES/94/41"), SUPPORT | {"symbols_grounded"}),
    Fault("wrong paragraph named", "number", said("الفقرة 2", "الفقرة 3"), SUPPORT),
    Fault("answer not moved by a changed number", "number", lambda line: replace(line, flip=Flip(FIRST, 0, 4, "1200", "1300", changed=False)), {"flip"}),
    # what is said
    Fault("vital fact absent", "list", said("ضمان وصول المساعدة الإنسانية إلى المحتاجين دون عوائق", "جميع الأطراف المحتاجين"), {"vital_nuggets", "all_nuggets"}),
    Fault("minor fact absent", "number", said(" في المنطقة الجنوبية", ""), {"all_nuggets"}),
    Fault("accepted answer absent", "english", said("A/RES/88/5 and ", ""), {"accepted_answer", CURVE}),
    Fault("answer in the other language", "date", told(("The mandate of the Mission is extended until 31 March 2041 [1].", (0,))), {"language"}),
    Fault("wrong language stated", "date", lambda line: replace(line, language="en"), {"language"}),
    Fault("nothing said, no refusal", "english", lambda line: replace(told()(line), citations=()), EVIDENCE | SUPPORT | {"accepted_answer", CURVE}),
    # silence, errors, time
    Fault("refusal of an answerable question", "english", lambda line: replace(told()(line), abstained=True, citations=()), NO_ANSWER),
    Fault("answer to an unanswerable question", "absent", lambda line: replace(told(("أنشأت الأمانة لجنة لمتابعة مشاريع المياه [1].", (0,)))(line), citations=(paragraph(REPORT, 2),)), {"abstain_recall", "hallucination_rate"}),
    Fault("error", "english", lambda line: Line(line.id, error="broken", confidence=0.9), RETRIEVAL | EVIDENCE | {"accepted_answer", "error_rate", "failed", "language", CURVE}),
    Fault("error on an unanswerable question", "absent", lambda line: Line(line.id, error="broken", confidence=0.05), {"abstain_recall", "failed"}),
    Fault("slow answer", "date", lambda line: replace(line, total_ms=9000.0), {"total_ms"}),
    Fault("little confidence in a right answer", "date", lambda line: replace(line, confidence=0.01), {CURVE}),
    Fault("much confidence in what is not there", "absent", lambda line: replace(line, confidence=0.99), {CURVE}),
]  # fmt: skip


def means(found: Scores) -> dict[str, float]:
    assert found.curve is not None
    return {
        **{name: each.mean for name, each in found.groups["all"].items()},
        CURVE: found.curve.area,
    }


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_a_fault_moves_exactly_its_figures_and_for_the_worse(fault: Fault) -> None:
    known = perfect()
    faulty = [
        replace(each, line=fault.inject(each.line)) if each.asked.id == fault.question else each
        for each in known
    ]
    assert faulty != known
    before, after = means(summary(known)), means(summary(faulty))
    moved = {name for name in before if after.get(name) != pytest.approx(before[name])}
    assert moved == fault.moves
    for name in moved:
        up = name in LOWER or name == CURVE
        assert (after[name] > before[name]) is up, name


def test_a_missing_line_moves_what_a_failure_should() -> None:
    known = perfect()
    before, found = means(summary(known)), summary(known, frozenset({"english"}))
    after = means(found)
    moved = {name for name in before if after.get(name) != pytest.approx(before[name])}
    assert moved == RETRIEVAL | NO_ANSWER | {"failed", CURVE}
    assert found.missing == 1


def test_the_table_has_at_least_25_faults_and_leaves_no_figure_unmoved() -> None:
    assert len(FAULTS) >= 25
    assert set().union(*(fault.moves for fault in FAULTS)) >= set(FIGURES)


def test_the_english_version_of_a_paragraph_is_no_twin() -> None:
    known = [
        replace(each, line=cited(paragraph(ENGLISH, 1))(each.line))
        for each in perfect()
        if each.asked.id == "date"
    ]
    assert summary(known).groups["all"]["twin_error"].mean == 0.0


def test_a_first_passage_as_long_as_a_chapter_is_told_as_too_long() -> None:
    known = perfect()[0]
    start = known.asked.evidence[0].start

    def first(length: int) -> Known:
        place = Place(known.asked.evidence[0].doc, (Span(start, start + length),))
        return replace(known, line=replace(known.line, passages=(place,)))

    long, short = scored([first(1501), first(1500)])
    assert (long.too_long, short.too_long) == (True, False)
    assert (long.row["hit@1"], short.row["budget@3000"]) == (0.0, 1.0)
    assert long.row["budget@3000"] == 1.0
