"""References are read off a question."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.locators import (
    LAST,
    find_locators,
    matching,
)
from index.labels import label
from index.values import Language
from tests.assistant.locator_documents import (
    ASSEMBLY,
    COUNCIL,
    ask,
    described,
    document,
    named,
    resolution_outline,
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("ماذا تقول الفقرة ٧ من القرار 2650 (2022)؟", ("2650", None, None, ("7",), None)),
        ("ما نص الفقرة 9 من منطوق القرار 1325؟", ("1325", "operative", None, ("9",), None)),
        ("third preambular paragraph of S/RES/2650", ("2650", "preambular", None, (), 3)),
        ("الفقرة الثالثة من ديباجة القرار", (None, "preambular", None, (), 3)),
        ("S/RES/2650 OP 7", ("2650", "operative", None, ("7",), None)),
        (
            "operative paragraph 7(a) of resolution 2650",
            ("2650", "operative", None, ("7", "a"), None),
        ),
        ("PP3", (None, "preambular", None, (), 3)),
        ("para. 38 of the annex to A/RES/64/293", ("64/293", None, "annex", ("38",), None)),
        ("الفقرة 5 (أ) من المنطوق", (None, "operative", None, ("5", "أ"), None)),
        ("الفقرة الفرعية (ب) من الفقرة 4", (None, None, None, ("4", "ب"), None)),
        ("footnote 4", (None, "footnote", None, ("4",), None)),
        ("الحاشية ٤", (None, "footnote", None, ("4",), None)),
        ("annex, paragraph 12", (None, None, "annex", ("12",), None)),
        ("المرفق، الفقرة ١٢", (None, None, "annex", ("12",), None)),
        ("الفقرة 12 من القرار ٢٠/٢٠١٩", ("20/2019", None, None, ("12",), None)),
        ("resolution 1325", ("1325", None, None, (), None)),
        ("القرار 2231 (2015)", ("2231", None, None, (), None)),
        ("the last operative paragraph", (None, "operative", None, (), LAST)),
        ("الفقرة الأخيرة من المنطوق", (None, "operative", None, (), LAST)),
        ("الفقرة )٧( من القرار )2022( 2650", ("2650", None, None, ("7",), None)),
        ("الفقرة (7) من القرار 2231 (2015)", ("2231", None, None, ("7",), None)),
        ("آخر فقرة في ديباجة القرار 2650", ("2650", "preambular", None, (), LAST)),
        ("ثالث فقرة في ديباجة القرار 2650", ("2650", "preambular", None, (), 3)),
        ("الفقرة العاملة 7 من القرار 2650", ("2650", "operative", None, ("7",), None)),
        ("Resolution 2650, ¶6 please", ("2650", None, None, ("6",), None)),
        ("paragraph twenty-one of SCR 2650", ("2650", None, None, ("21",), None)),
        ("para 3 of 2650", ("2650", None, None, ("3",), None)),
        (
            "subparagraph (iv) of paragraph 2 of resolution 1540",
            ("1540", None, None, ("2", "iv"), None),
        ),
        ("S/RES/2650(2022) para. 12(b)(ii)", ("2650", None, None, ("12", "b", "ii"), None)),
        (
            "الفقرة الحادية والعشرون من ديباجة القرار ٢٩٣/٦٤",
            ("293/64", "preambular", None, (), 21),
        ),
        ("الفقرة 30 من الوثيقة A/CONF.234/11", ("A/CONF.234/11", None, None, ("30",), None)),
        ("https://undocs.org/ar/S/RES/2140(2014)", ("2140", None, None, (), None)),
    ],
)
def test_one_reference(question: str, expected: tuple[object, ...]) -> None:
    (locator,) = find_locators(question)
    assert described(locator) == expected


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("paragraphs 3–5 of S/RES/2650 (2022)", [("3",), ("4",), ("5",)]),
        ("الفقرتان 3 و 4", [("3",), ("4",)]),
        ("الفقرات من 3 إلى 5 من القرار 2650", [("3",), ("4",), ("5",)]),
        ("الفقرات ٥-٣", [("3",), ("4",), ("5",)]),
        ("من الفقرة 3 إلى الفقرة 5", [("3",), ("4",), ("5",)]),
        ("paras. 3, 4 and 7 of SCR 2650", [("3",), ("4",), ("7",)]),
        ("paragraph 5 (a) and (c)", [("5", "a"), ("5", "c")]),
        ("الفقرة 3 (أ) إلى (ج)", [("3", "أ"), ("3", "ب"), ("3", "ج")]),
        ("sub-paragraphs (a) and (c) of paragraph 5", [("5", "a"), ("5", "c")]),
        ("the first two paragraphs", [("1",), ("2",)]),
        ("paragraph 3, 12 months later", [("3",)]),
    ],
)
def test_lists_and_ranges_give_a_locator_each(question: str, paths: list[tuple[str, ...]]) -> None:
    assert [locator.path for locator in find_locators(question)] == paths


def test_a_range_says_how_far_it_goes() -> None:
    assert {locator.upto for locator in find_locators("paragraphs 3–5")} == {"5"}
    assert {locator.upto for locator in find_locators("paragraphs 3 and 5")} == {None}


def test_each_paragraph_goes_with_its_own_document() -> None:
    question = "قارن بين الفقرة 3 من القرار 2650 والفقرة 5 من القرار 2591"
    assert [described(one)[0::3] for one in find_locators(question)] == [
        ("2650", ("3",)),
        ("2591", ("5",)),
    ]


def test_a_paragraph_of_this_resolution_is_not_one_of_another() -> None:
    own, other = find_locators(
        "Does paragraph 4 of this resolution refer to resolution 1701 (2006)?"
    )
    assert own.document is None
    assert not other.names_paragraph


@pytest.mark.parametrize(
    "question",
    [
        "what does resolution 2650 say about the rules of engagement?",
        "In which paragraph of resolution 2650 is the mandate extended?",
        "في أي فقرة من القرار 2650 تُمدد الولاية؟",
    ],
)
def test_a_question_about_a_resolution_names_only_the_document(question: str) -> None:
    (locator,) = find_locators(question)
    assert not locator.names_paragraph
    assert ask(question).documents == (COUNCIL.name,)
    assert not ask(question).found


@pytest.mark.parametrize(
    "question",
    [
        "",
        "paragraph 3 of article 27 of the Convention",
        "Article 27, paragraph 3",
        "الفقرة 2 من المادة 18 من الاتفاقية",
        "الفقرة 2 من البروتوكول",
        "ماذا جرى بعد قرار ٢٠٢٢؟",
        "the 2030 Agenda, 24/7 and 9/11",
        "item 6 of the agenda",
        "see pp. 12-14 of the book",
        "which 3 paragraphs mention women in 2023?",
        "وما سبب ذلك؟",
    ],
)
def test_what_is_no_reference_to_our_documents(question: str) -> None:
    assert find_locators(question) == ()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_our_own_labels_lead_back_to_their_paragraphs(language: Language) -> None:
    for document_ in (COUNCIL, ASSEMBLY):
        for paragraph in resolution_outline():
            if paragraph.kind == "title":
                continue
            written = label(document_, paragraph, language)
            assert [one.paragraph.order for one in named(ask(written))] == [paragraph.order]


def test_the_span_is_the_reference_in_the_question() -> None:
    question = "ماذا تقول الفقرة ٧ من القرارِ 2650 (2022)؟"
    (locator,) = find_locators(question)
    assert question[locator.start : locator.end] == "الفقرة ٧ من القرارِ 2650 (2022)"


@given(st.text(alphabet="الفقرةمن القرار٧ 2650()/-–,،paragraphOPS/RES and to annex.", max_size=80))
@settings(max_examples=300, deadline=None)
def test_spans_lie_inside_any_question(question: str) -> None:
    for locator in find_locators(question):
        assert 0 <= locator.start < locator.end <= len(question)


@given(st.integers(1, 199), st.sampled_from(["S/RES/2650 OP {}", "الفقرة {} من القرار 2650"]))
def test_digits_of_every_system_mean_the_same(number: int, pattern: str) -> None:
    question = pattern.format(number)
    arabic = question.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert [described(one) for one in find_locators(question)] == [
        described(one) for one in find_locators(arabic)
    ]
    assert find_locators(question)[0].path == (str(number),)


def test_long_pasted_text_is_read_in_time() -> None:
    before = time.perf_counter()
    for text in ("(" * 20000, "a/a/" * 5000, "a.b." * 5000, "الفقرة 1، 2 و 3 " * 500):
        find_locators(text)
    assert time.perf_counter() - before < 5


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("resolutions 1267 and 1989", [("1267", None), ("1989", None)]),
        ("القرارين 1267 و1989", [("1267", None), ("1989", None)]),
        ("resolutions 1267 (1999) and 1989 (2011)", [("1267", 1999), ("1989", 2011)]),
        ("القرار 2650 لعام 2022 والقرار 2020", [("2650", 2022), ("2020", None)]),
        ("ما الفرق بين قراري 2021 و2022؟", []),
    ],
)
def test_a_second_number_is_not_the_year_of_the_first(
    question: str, numbers: list[tuple[str, int | None]]
) -> None:
    refs = [one.document for one in find_locators(question) if one.document]
    assert [(ref.number[0], ref.year) for ref in refs] == numbers


@pytest.mark.parametrize(
    ("question", "symbol"),
    [
        ("para 2 of A/CONF. 234/11", "A/CONF.234/11"),
        ("S / RES / 2650 (2022) para 2", "S/RES/2650 (2022)"),
        ("A/ RES/76/186 para 2", "A/RES/76/186"),
        ("E/CN.15/2018/L.6/Rev. 1, para 2", "E/CN.15/2018/L.6/Rev.1"),
    ],
)
def test_spaces_inside_a_symbol_do_not_matter(question: str, symbol: str) -> None:
    (locator,) = find_locators(question)
    assert locator.document is not None
    assert locator.path == ("2",)
    assert [d.name for d in matching(locator.document, [document("d", symbol)])] == ["d"]


def test_a_stroke_between_letters_and_figures_is_no_symbol() -> None:
    assert find_locators("a / 2 and b / 3") == ()


@pytest.mark.parametrize("question", ["القرار 2650/2022", "القرار 2022/2650"])
def test_a_serial_number_may_be_joined_to_its_year(question: str) -> None:
    (locator,) = find_locators(question)
    assert locator.document is not None
    later = document("later", "S/RES/2650 (2023)")
    assert matching(locator.document, [COUNCIL, later]) == [COUNCIL]


@pytest.mark.parametrize(
    ("question", "path", "ordinal"),
    [
        ("tenth preambular paragraph, subparagraph (e)", ("e",), 10),
        ("paragraph 82, sub-paragraph (c)", ("82", "c"), None),
        ("الفقرة 82، الفقرة الفرعية (ج)", ("82", "ج"), None),
    ],
)
def test_a_point_may_be_named_after_its_paragraph(
    question: str, path: tuple[str, ...], ordinal: int | None
) -> None:
    (locator,) = find_locators(question)
    assert (locator.path, locator.ordinal) == (path, ordinal)


@pytest.mark.parametrize(
    ("question", "annex"),
    [
        ("the annex of S/RES/2650 (2022), paragraph 2", None),
        ("annex II to resolution 64/293, para. 2", "ii"),
        ("مرفق القرار 64/293، الفقرة 2", None),
        ("المرفق الثاني للقرار 64/293، الفقرة 2", "الثاني"),
    ],
)
def test_the_annex_may_be_named_before_its_document(question: str, annex: str | None) -> None:
    (locator,) = find_locators(question)
    assert (locator.part, locator.annex, locator.path) == ("annex", annex, ("2",))
