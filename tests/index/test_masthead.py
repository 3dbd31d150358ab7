"""What a document is called: its own symbol, or none."""

from __future__ import annotations

import pytest

from index.masthead import describe
from index.paragraphs.build import build
from index.values import Block, Kind, Source, Span, Stated


def _describe(
    *titles: str, body: str = "يقرر أن يبقي المسألة قيد النظر.", head: str = ""
) -> Stated:
    parts: list[tuple[Kind, str]] = [("title", t) for t in titles] + [("operative", body)]
    text, blocks = head, []
    for kind, words in parts:
        blocks.append(Block((Span(len(text), len(text) + len(words)),), kind))
        text += words + "\n\n"
    source = Source("d.txt", "text", text)
    return describe(source, build(source, blocks))


ASSEMBLY = "قرار اتخذته الجمعية العامة في 16 كانون الأول/ديسمبر 2021"


@pytest.mark.parametrize(
    ("lines", "symbol"),
    [
        (("الأمم المتحدة S/RES/2999(2029)", "مجلس الأمن"), "S/RES/2999 (2029)"),
        (("A/RES/64/999",), "A/RES/64/999"),
        (("E/CN.15/2018/L.99/Rev.1", "مشروع قرار"), "E/CN.15/2018/L.99/Rev.1"),
        (("A/CONF.234/99",), "A/CONF.234/99"),
        (("UNEP/EA.5/Res.14",), "UNEP/EA.5/Res.14"),
        (("المجلس الأعلى للمياه", "HMC/RES/12/4"), "HMC/RES/12/4"),
        ((ASSEMBLY, "76/999 - حماية الأنهار"), "A/RES/76/999"),
        ((ASSEMBLY, "999/76 - حماية الأنهار"), "A/RES/76/999"),
        ((ASSEMBLY, "٧٦/٨٥ - حماية الأنهار"), "A/RES/76/85"),
        ((ASSEMBLY, "٨٥/٧٦ - حماية الأنهار"), "A/RES/76/85"),
        ((ASSEMBLY, "حماية الأنهار -  76/999"), "A/RES/76/999"),
        (
            ("Resolution adopted by the General Assembly on 16 December 2021", "76/999. Rivers"),
            "A/RES/76/999",
        ),
        (
            ("قرار اتخذه المجلس الاقتصادي والاجتماعي", "٩٩/٢٠١٩ - حماية الأنهار"),
            "E/RES/2019/99",
        ),
        (("القرار 2999 (2029)", "الذي اتخذه مجلس الأمن في جلسته 9999"), "S/RES/2999 (2029)"),
        (("الذي اتخذه مجلس الأمن", "القرار ٢٩٩٩ )٢٠٢٩("), "S/RES/2999 (2029)"),
    ],
)
def test_the_symbol_is_the_printed_one_or_formed_from_body_and_number(
    lines: tuple[str, ...], symbol: str
) -> None:
    assert _describe(*lines).symbol == symbol


@pytest.mark.parametrize(
    "lines",
    [
        (ASSEMBLY, "[بناء على تقرير اللجنة الثالثة (A/76/999، الفقرة 26)]"),
        (ASSEMBLY, "])A/64/L.999( الإحالة إلى لجنة رئيسية دون["),
        (ASSEMBLY, "[ ( 26، الفقرة  A/76/999تقرير اللجنة الثالثة ) ]بناء على"),
        (ASSEMBLY, "بناء على توصية A/76/999"),
        ("تنفيذ القرار 2999 (2029) في تقرير الأمين العام",),
        ("حماية الأنهار", "76/999 - بلا هيئة"),
        (ASSEMBLY, "12/999 - دورة لا تناسب السنة"),
        ("قرار اتخذته الجمعية العامة", "76/85 - أي العددين دورة؟"),
    ],
)
def test_a_symbol_of_another_document_or_a_doubtful_one_is_not_taken(
    lines: tuple[str, ...],
) -> None:
    assert _describe(*lines).symbol is None


def test_references_in_the_body_and_in_footnotes_give_no_symbol() -> None:
    assert (
        _describe("حماية الأنهار", body="إذ تشير إلى A/RES/64/999\nS/RES/2999 (2029)").symbol
        is None
    )


def test_a_running_head_beside_the_job_number_is_the_symbol() -> None:
    head = "A/CONF.234/99 \n\nV.20-00999 15/22 \n\n"
    assert _describe("حماية الأنهار", head=head).symbol == "A/CONF.234/99"
    assert _describe("حماية الأنهار", head="A/CONF.234/99\n\n").symbol is None
    two = "A/CONF.234/99\nV.20-00999 15/22\nA/CONF.234/7\nV.20-00999 16/22\n\n"
    assert _describe("حماية الأنهار", head=two).symbol is None


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ((ASSEMBLY,), "adopted"),
        (("S/RES/2999 (2029)",), "adopted"),
        (("أرمينيا وإريتريا: مشروع قرار",), "draft"),
        (("A/C.3/76/L.99",), "draft"),
        (("أرمينيا: مشروع قرار منقَّح",), "revised"),
        (("حمنقَّ : مشروع قرار",), "revised"),
        (("A/C.3/76/L.99/Rev.2",), "revised"),
        (("Chad: draft resolution",), "draft"),
        (("ورقة معلومات أساسية",), None),
    ],
)
def test_a_draft_is_called_a_draft(lines: tuple[str, ...], status: str | None) -> None:
    assert _describe(*lines).status == status


def test_a_draft_has_no_formed_symbol() -> None:
    assert _describe("الجمعية العامة", "مشروع قرار", "76/999 - حماية الأنهار").symbol is None


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ((ASSEMBLY,), "2021-12-16"),
        (("2021ديسمبر / كانون الأول   16  قرار اتخذته الجمعية العامة في",), "2021-12-16"),
        (("Distr.: General 10 January 2020", "حماية الأنهار"), "2020-01-10"),
        (("S/RES/2999 (2029)",), "2029"),
        (("E/CN.15/2018/L.99",), "2018"),
        (("فيينا، ١٤-١٨ أيار/مايو ٢٠١٨", "مشروع قرار"), None),
        (("٢٠١٨ مايو/أيار ١٨-١٤ فيينا،", "مشروع قرار"), None),
    ],
)
def test_the_date_is_that_of_adoption_and_never_the_session_s(
    lines: tuple[str, ...], date: str | None
) -> None:
    assert _describe(*lines).date == date


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        ((ASSEMBLY,), "الجمعية العامة"),
        (("الأمم المتحدة", "مجلس الأمن"), "مجلس الأمن"),
        (("إن المجلس الأعلى للمياه،",), "المجلس الأعلى للمياه"),
        (("لجنة منع الجريمة والعدالة الجنائية، إنَّ",), "لجنة منع الجريمة والعدالة الجنائية"),
        (("ورقة معلومات أساسية",), None),
    ],
)
def test_the_body_is_who_adopts_or_speaks(lines: tuple[str, ...], body: str | None) -> None:
    assert _describe(*lines).body == body


def test_the_title_is_the_words_beside_the_number() -> None:
    assert _describe(ASSEMBLY, "76/999 - حماية الأنهار").title == "حماية الأنهار"
    assert _describe("القرار 2999 (2029)", "الذي اتخذه مجلس الأمن").title == "القرار 2999 (2029)"
    draft = _describe("لجنة المخدرات", "الدورة الستون", "تشاد: مشروع قرار", "حماية الأنهار")
    assert draft.title == "حماية الأنهار"


def test_an_english_document_names_its_body_in_english() -> None:
    described = _describe(
        "Resolution adopted by the General Assembly on 16 December 2021",
        "76/999. Protection of rivers",
        body="Decides to remain seized of the matter.",
    )
    assert described.language == "en"
    assert described.body == "General Assembly"
    assert described.title == "Protection of rivers"
    assert described.date == "2021-12-16"


def test_what_the_format_states_comes_first() -> None:
    text = "S/RES/2999 (2029)"
    stated = Stated(symbol="HMC/RES/1", date="2001-02-03", status="draft", keywords=("water",))
    source = Source("d.xml", "akoma_ntoso", text, stated=stated)
    described = describe(source, build(source, [Block((Span(0, len(text)),), "title")]))
    assert described.symbol == "HMC/RES/1"
    assert described.date == "2001-02-03"
    assert described.status == "draft"
    assert described.keywords == ("water",)


def test_nothing_known_leaves_everything_open() -> None:
    source = Source("d.txt", "text", "نص")
    described = describe(source, build(source, [Block((Span(0, 2),), "paragraph")]))
    assert described == Stated(language="ar")
