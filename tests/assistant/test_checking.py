"""Statements of anyone's text over the corpus that ships: what carries them, what does not, and where."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from assistant.answers import Question
from assistant.checking.verdicts import (
    Verdict,
    check_cited,
    check_sentence,
    check_source,
    check_words,
    overall,
)
from assistant.extractive import answer
from assistant.terminal_answer import print_answer
from eval.support.calibration import pairs
from index.errors import UsageError
from index.ingest import ingest
from index.store import Index, open_index
from index.values import Source
from tests.assistant.conftest import SAMPLE

WELLS = "The network is to grow to 165 observation wells by 30 June 2024"


@pytest.fixture(scope="module")
def index(sample: Path) -> Index:
    return open_index(sample)


def verdicts(index: Index, text: str) -> tuple[Verdict, ...]:
    return check_source(index, Source("x.txt", "text", text)).verdicts


def one(index: Index, text: str) -> Verdict:
    (verdict,) = verdicts(index, text)
    return verdict


@pytest.mark.parametrize(
    "reference",
    [
        "(RCW/RES/2022/3, OP 2)",
        "(see RCW/RES/2022/3, operative paragraph 2)",
        "[القرار 2022/3، الفقرة 2]",
        "(rcw-res-2022-3.ar.txt, paragraph 2)",
        "(resolution 2022/3, para. 2)",
    ],
)
def test_a_statement_is_held_against_the_paragraph_that_it_cites(
    index: Index, reference: str
) -> None:
    verdict = one(index, f"{WELLS} {reference}.")
    assert verdict.support == "supported"
    assert [each.label for each in verdict.cited] == ["RCW/RES/2022/3, op. para. 2"]
    assert not verdict.reasons


def test_an_arabic_statement_is_carried_by_the_same_paragraph(index: Index) -> None:
    verdict = one(index, "تتألف الشبكة من مائة وخمس وستين بئرا للمراقبة [القرار 2022/3، الفقرة 2].")
    assert verdict.support == "supported"
    assert verdict.language == "ar"
    assert verdict.cited[0].label == "الوثيقة RCW/RES/2022/3، الفقرة 2 من المنطوق"


def test_a_wrong_number_is_refused_and_named(index: Index) -> None:
    verdict = one(index, "The network grows to 185 observation wells (RCW/RES/2022/3, OP 2).")
    assert verdict.support == "unsupported"
    assert any("185" in reason for reason in verdict.reasons)


def test_words_that_stand_elsewhere_are_sent_there(index: Index) -> None:
    verdict = one(index, f"{WELLS} (RCW/RES/2022/3, OP 5).")
    assert verdict.support == "elsewhere"
    assert verdict.found is not None
    assert verdict.found.label == "RCW/RES/2022/3, op. para. 2"
    assert "RCW/RES/2022/3, op. para. 2" in verdict.reasons[0]
    text = index.source(verdict.found.document.name).text
    assert "165" in text[verdict.found.paragraph.start : verdict.found.paragraph.end]


@pytest.mark.parametrize(
    ("reference", "why"),
    [
        ("(RCW/RES/2022/3, OP 40)", "there is no paragraph 40"),
        ("(S/RES/9999 (2030), OP 1)", "S/RES/9999 (2030) is not among the indexed documents"),
        ("(RCW/RES/2022/3, OP 2 (z))", "(z)"),
    ],
)
def test_a_reference_that_leads_nowhere_is_certain(index: Index, reference: str, why: str) -> None:
    verdict = one(index, f"{WELLS} {reference}.")
    assert verdict.support == "unsupported"
    assert why in verdict.reasons[0]


def test_the_sentence_on_what_is_missing_is_in_the_language_of_the_statement(index: Index) -> None:
    verdict = one(index, "تتألف الشبكة من 165 بئرا للمراقبة [القرار 2022/3، الفقرة 40].")
    assert verdict.support == "unsupported"
    assert "ولا توجد فيها الفقرة 40" in verdict.reasons[0]


def test_one_wrong_reference_of_two_leaves_it_supported_in_part(index: Index) -> None:
    verdict = one(index, f"{WELLS} (RCW/RES/2022/3, OP 2) (RCW/RES/2022/3, OP 40).")
    assert verdict.support == "partly"
    assert "there is no paragraph 40" in verdict.reasons[0]


def test_a_mark_that_leads_to_no_note_is_a_wrong_reference(index: Index) -> None:
    text = f"{WELLS} [3].\n\n{WELLS} [1].\n\n[1] RCW/RES/2022/3, op. para. 2\n"
    first, second = verdicts(index, text)
    assert (first.support, second.support) == ("unsupported", "supported")
    assert "[3]" in first.reasons[0]


def test_without_a_reference_the_index_is_asked(index: Index) -> None:
    found = one(index, f"{WELLS}.")
    assert found.support == "supported"
    assert found.found is not None
    assert found.found.label == "RCW/RES/2022/3, op. para. 2"
    wrong = one(index, "The Council of Europe bought 17 submarines in 2019.")
    assert wrong.support == "unsupported"
    assert wrong.found is not None
    assert wrong.found.label in wrong.reasons[0]


def test_a_document_that_is_named_is_looked_into_first(index: Index) -> None:
    text = "Resolution 2021/4 establishes a Joint Technical Group of eight experts."
    verdict = one(index, text)
    assert verdict.support == "supported"
    assert verdict.found is not None
    assert verdict.found.document.symbol == "RCW/RES/2021/4"


def test_a_document_in_brackets_may_be_a_part_of_what_is_said(index: Index) -> None:
    fall = "The water level fell by 1.4 metres a year between 2012 and 2020"
    named = f"{fall}, according to the report of the Executive Secretary (RCW/2021/9)."
    assert one(index, named).support == "supported"
    assert one(index, f"{fall} (RCW/RES/2021/4).").support == "supported"
    assert one(index, f"{fall} (RCW/2021/9) (RCW/RES/2021/4, PP 4).").support == "supported"
    wrong = one(index, f"{fall.replace('1.4', '1.9')} (RCW/2021/9).")
    assert wrong.support == "unsupported"
    assert "RCW/2021/9 is not among the indexed documents" in wrong.reasons[0]


def test_a_reference_without_a_document_is_to_the_one_cited_before(index: Index) -> None:
    first, second = verdicts(index, f"{WELLS} (RCW/RES/2022/3, OP 2). {WELLS} (OP 40).")
    assert first.support == "supported"
    assert "there is no paragraph 40" in second.reasons[0]


def test_a_point_is_read_with_the_words_that_it_hangs_on(index: Index) -> None:
    text = (
        "The Council invites Member States to provide incentives such as a reduction of at least"
        " 20 per cent in fishing licence fees (RCW/RES/2022/8, OP 5 (b))."
    )
    assert one(index, text).support == "supported"


def test_quotations_are_held_to_the_letter(index: Index) -> None:
    right = one(index, "“fishing licence fees” are reduced (RCW/RES/2022/8, OP 5 (b)).")
    wrong = one(index, "“fishing permit fees” are reduced (RCW/RES/2022/8, OP 5 (b)).")
    (quote,) = [item for item in right.items if item.kind == "quote"]
    assert quote.held
    assert not quote.normalised
    assert wrong.support == "unsupported"
    assert "fishing permit fees" in wrong.reasons[0]


@pytest.mark.parametrize(
    "citation",
    [
        "RCW/RES/2022/3, para 2",
        "RCW/RES/2022/3, 2",
        "القرار 2022/3، الفقرة 2",
        {"symbol": "RCW/RES/2022/3", "number": "2"},
        {"symbol": "RCW/RES/2022/3", "number": 2, "kind": "operative"},
        {"source": "rcw-res-2022-3.ar.txt", "paragraph": "op. para. 2"},
        {"source": "rcw-res-2022-3.en.txt", "number": "2"},
        {"label": "RCW/RES/2022/3, op. para. 2"},
    ],
)
def test_citations_come_as_words_or_as_objects(
    index: Index, citation: str | dict[str, object]
) -> None:
    verdict = check_cited(index, f"{WELLS}.", citation)
    assert verdict.support == "supported"
    assert [each.paragraph.number for each in verdict.cited] == ["2"]
    assert check_cited(index, f"{WELLS.replace('165', '185')}.", citation).support == "unsupported"


def test_a_citation_may_be_the_characters_of_a_paragraph(index: Index) -> None:
    paragraph = next(
        p
        for p in index.outline("rcw-res-2022-3.ar.txt")
        if p.kind == "operative" and p.number == "2"
    )
    for start, end in (
        (paragraph.start, paragraph.end),
        (paragraph.start + 10, paragraph.end - 10),
    ):
        cited = {"source": "rcw-res-2022-3.ar.txt", "start": start, "end": end}
        verdict = check_cited(index, WELLS, cited)
        assert verdict.support == "supported"
        assert [each.paragraph.order for each in verdict.cited] == [paragraph.order]


@pytest.mark.parametrize(
    "citation",
    [
        "",
        "somewhere",
        "para. 7",
        {},
        {"number": "2"},
        {"symbol": "RCW/RES/2022/3"},
        {"symbol": "RCW/RES/2022/3", "number": []},
        {"symbol": "RCW/RES/2022/3", "number": "the best"},
    ],
)
def test_a_citation_that_says_too_little_is_refused_in_one_sentence(
    index: Index, citation: str | dict[str, object]
) -> None:
    with pytest.raises(UsageError) as fault:
        check_cited(index, WELLS, citation)
    assert str(fault.value).endswith((".", '".'))


def test_a_paragraph_may_be_given_by_its_words() -> None:
    words = "Decides to expand the network to 165 observation wells by 30 June 2024;"
    assert check_words(WELLS, words).support == "supported"
    assert check_words(WELLS.replace("165", "156"), words).support == "unsupported"
    assert check_words("توسع الشبكة لتضم 165 بئرا للمراقبة", words).support == "supported"


def test_a_document_without_a_symbol_is_cited_by_its_label(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(
        "حماية السدود القديمة في المنطقة\n\n"
        "1 - تضم المنطقة 14 سدا قديما.\n\n2 - يتولى المركز صيانتها مرتين في السنة.\n",
        encoding="utf-8",
    )
    ingest(tmp_path / "index", [paper])
    opened = open_index(tmp_path / "index")
    (document,) = opened.documents.values()
    assert document.symbol is None
    paragraph = next(p for p in opened.outline("paper.txt") if p.number == "2")
    for label in (opened.label(document, paragraph, "ar"), opened.label(document, paragraph, "en")):
        verdict = check_cited(opened, "تصان السدود مرتين في السنة، ويتولى المركز صيانتها.", label)
        assert [each.paragraph.number for each in verdict.cited] == ["2"]
        assert verdict.support == "supported"


def test_what_only_the_reading_of_a_damaged_text_says_is_supported_in_part(tmp_path: Path) -> None:
    from tests.assistant.test_damaged_documents import damaged

    text = (SAMPLE / "rcw-res-2022-3.ar.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(damaged(text), encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / "a.txt"])
    opened = open_index(tmp_path / "index")
    seen = set()
    for paragraph in opened.outline("a.txt"):
        if not paragraph.repairs or len(paragraph.clean.text.split()) < 12:
            continue
        place = {"source": "a.txt", "start": paragraph.start, "end": paragraph.end}
        words = " ".join(paragraph.clean.text.split()[2:12])
        verdict = check_cited(opened, f"«{words}»", place)
        assert verdict.support in ("supported", "partly")
        seen.add(verdict.support)
        if verdict.support == "partly":
            assert "متضرر" in verdict.reasons[0]
    assert "partly" in seen


def test_what_fiqra_answers_is_carried_by_what_it_cites(
    index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    """An answer is pasted as it is printed: its frame, its quotations and the list of its citations."""
    questions = Path(__file__).resolve().parents[2] / "eval" / "sample" / "sets" / "dev.jsonl"
    lines = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    checked = 0
    for question in lines[:40]:
        given = answer(index, Question(question["question"]))
        if given.abstained or not given.claims:
            continue
        capsys.readouterr()
        print_answer(given)
        found = verdicts(index, capsys.readouterr().out)
        carried = [verdict for verdict in found if ">" in verdict.text]
        checked += len(carried)
        assert len(carried) == len(given.claims)
        assert [v for v in carried if v.support != "supported"] == []
    assert checked > 10


def test_labelled_pairs_are_judged_by_their_citation_as_by_the_ruler(index: Index) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    chosen = pairs("test")[::4]
    for each in chosen:
        document = index.documents[each.doc]
        verdict = check_cited(index, each.statement, f"{document.symbol}, {each.label}")
        counts[each.truth, verdict.support] += 1
    true = sum(n for (truth, _), n in counts.items() if truth == "supported")
    false = len(chosen) - true
    assert counts["supported", "supported"] >= 0.90 * true
    assert counts["unsupported", "supported"] <= 0.15 * false


def test_a_draft_of_sixty_statements_takes_seconds(index: Index) -> None:
    """Under 1 s on a quiet machine; here with room for a busy one."""
    text = "\n".join(f"{WELLS} (RCW/RES/2022/3, OP {1 + i % 2})." for i in range(60))
    one(index, f"{WELLS} (RCW/RES/2022/3, OP 5).")
    began = time.perf_counter()
    assert len(verdicts(index, text)) == 60
    assert time.perf_counter() - began < 6.0


def test_a_whole_text_is_worth_what_all_of_it_is(index: Index) -> None:
    right, wrong = f"{WELLS} (RCW/RES/2022/3, OP 2).", "It bought 17 submarines in the year 2019."
    assert overall(verdicts(index, right)) == "supported"
    assert overall(verdicts(index, f"{right} {wrong}")) == "partly"
    for nothing in ("?", "x x x", "The Council says so."):
        assert check_sentence(index, nothing).support == "unsupported"


@pytest.mark.parametrize(
    "place",
    ["clause 4", "#4", "OP IV", "ف 4", "ف. ٤", "operative clause 4", "para IV", "paragraph #4"],
)
def test_a_paragraph_may_be_named_in_other_words(index: Index, place: str) -> None:
    cited = check_cited(index, WELLS, f"RCW/RES/2022/3, {place}")
    for verdict in (cited, one(index, f"{WELLS} (RCW/RES/2022/3, {place}).")):
        assert verdict.support == "elsewhere"
        assert [each.label for each in verdict.cited] == ["RCW/RES/2022/3, op. para. 4"]


@pytest.mark.parametrize(
    "place", ["الفقرة 8 ج", "الفقرة 8/ج", "8/ج", "para 8 c", "para. 8/c", "clause 8 c"]
)
def test_a_point_may_be_named_without_brackets(index: Index, place: str) -> None:
    text = "Advice is provided within 48 hours in cases of accidental pollution"
    for reference in (f"RCW/RES/2022/3, {place}", f"القرار 2022/3، {place}"):
        cited = check_cited(index, text, reference)
        assert cited.support == "supported"
        assert [each.label for each in cited.cited] == ["RCW/RES/2022/3, op. para. 8 (c)"]


@pytest.mark.parametrize(
    "place", ["op. para. 2 and 3", "para. 2 & 3", "الفقرة 2 و3", "الفقرة 2 و 3"]
)
def test_a_singular_may_be_said_of_several(index: Index, place: str) -> None:
    cited = check_cited(index, WELLS, f"RCW/RES/2022/3, {place}")
    assert [each.paragraph.number for each in cited.cited] == ["2", "3"]
    assert cited.support == "supported"


@pytest.mark.parametrize(
    "place",
    [
        "item 4",
        "art. 4",
        "section 4",
        "section IV",
        "item four",
        "p. 4",
        "annex II",
        "para. 2 bis",
        "البند 4",
        "المادة 4",
        "الصفحة 4",
        "البند الرابع",
    ],
)
def test_a_place_that_is_not_understood_is_never_the_whole_document(
    index: Index, place: str
) -> None:
    for reference in (f"RCW/RES/2022/3, {place}", f"rcw-res-2022-3.en.txt, {place}"):
        with pytest.raises(UsageError, match="is not understood"):
            check_cited(index, WELLS, reference)
        verdict = one(index, f"{WELLS} ({reference}).")
        assert verdict.support == "partly"
        assert "is not understood" in verdict.reasons[0]
        wrong = one(index, f"The network grows to 185 observation wells ({reference}).")
        assert wrong.support == "unsupported"


@pytest.mark.parametrize(
    "reference",
    [
        "resolution 2022/3 of 16 June 2022",
        "resolution 2022/3 of 16 June 2022, op. para. 2",
        "RCW/RES/2022/3, OP 2, p. 3",
        "RCW/RES/2022/3, OP 2, p 3",
        "RCW/RES/2022/3, para. 2, 16 June 2022",
        "RCW/RES/2022/3",
    ],
)
def test_dates_and_pages_beside_a_reference_are_no_other_place(
    index: Index, reference: str
) -> None:
    assert check_cited(index, WELLS, reference).support == "supported"


def test_an_object_with_a_number_that_is_not_understood_is_refused(index: Index) -> None:
    for number, label in (("IV", "4"), ("8 c", "8 (c)")):
        found = check_cited(index, WELLS, {"symbol": "RCW/RES/2022/3", "number": number})
        assert [each.label for each in found.cited] == [f"RCW/RES/2022/3, op. para. {label}"]
    with pytest.raises(UsageError, match="for a paragraph"):
        check_cited(index, WELLS, {"symbol": "RCW/RES/2022/3", "number": "2 bis"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WELLS, "Nor are there paragraphs 15–99."),
        ("تتألف الشبكة من 165 بئرا", "وكذلك الفقرات 15–99."),
    ],
)
def test_a_range_that_leads_nowhere_is_said_once(index: Index, text: str, said: str) -> None:
    found = check_cited(index, text, "RCW/RES/2022/3, paras. 2-99")
    assert found.support == "partly"
    assert len(found.reasons) == 2
    assert found.reasons[1] == said


@pytest.mark.parametrize(
    "text", ["See RCW/RES/2022/3.", "انظر القرار 2022/3.", "RCW/RES/2022/3, OP 2"]
)
def test_a_reference_alone_is_no_statement(index: Index, text: str) -> None:
    assert verdicts(index, text) == ()
    assert check_sentence(index, text).support == "unsupported"


@pytest.mark.parametrize(
    "text",
    [
        "The Aquifer States shall increase their annual abstraction by 15 per cent by 2027"
        " (RCW/RES/2022/3, OP 3).",
        "Advice is provided within 48 days in cases of accidental pollution"
        " (RCW/RES/2022/3, OP 8 (c)).",
        "The Aquifer States must install meters on all wells with a capacity exceeding 50 cubic"
        " metres a day (RCW/RES/2021/4, OP 4).",
        "Wells are fully operational no earlier than 30 June 2024 (RCW/RES/2022/3, OP 2).",
    ],
)
def test_the_opposite_another_unit_another_force_and_bound_are_not_carried(
    index: Index, text: str
) -> None:
    assert one(index, text).support != "supported"


def test_a_mission_that_the_document_never_names_is_another_one(tmp_path: Path) -> None:
    text = (
        "Water Council\n\nWC/RES/2021/{number}\n\nResolution 2021/{number}\n\nThe Water Council,\n\n"
        "Recalling its resolutions on {country},\n\n"
        "1. Extends the mandate of the Mission until 31 March 2022;\n\n"
        "2. Requests a report on the wells of the region.\n"
    )
    (tmp_path / "documents").mkdir()
    countries = ("the Water Mission", "the United Nations Mission in South Sudan")
    for number, country in enumerate(countries, 1):
        path = tmp_path / "documents" / f"r{number}.txt"
        path.write_text(text.format(number=number, country=country), encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / "documents"])
    index = open_index(tmp_path / "index")
    said = "The mandate of UNMISS is extended until 31 March 2022"
    first = check_cited(index, said, "WC/RES/2021/1, OP 1")
    assert first.support != "supported"
    assert any("UNMISS" in reason or "South Sudan" in reason for reason in first.reasons)
    plain = "The mandate of the Mission is extended until 31 March 2022"
    assert check_cited(index, plain, "WC/RES/2021/1, OP 1").support == "supported"
