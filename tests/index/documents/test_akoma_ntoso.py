"""The United Nations' Akoma Ntoso: what a reader of the page sees is what the blocks say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.documents.akoma_ntoso import read_akoma_ntoso
from index.documents.akoma_ntoso.numbers import Nesting, parse_number, split_number
from index.errors import FiqraError
from index.paragraphs import outline
from index.values import Paragraph, Source

SHARED = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "sc"

META = """<meta><identification source="#x"><FRBRWork>
<FRBRdate date="{date}" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="ara"/></FRBRExpression></identification>
<classification source="u"><keyword showAs="WATER_RIGHTS" dictionary="UNBIS"/>
<keyword showAs="Water rights" dictionary="UNBIS Thesaurus"/>
<keyword showAs="River basins" dictionary="DHLAUTH"/>
<keyword showAs="sdg_6" dictionary="SDGO"/></classification></meta>"""

COVER = """<coverPage><p><docNumber refersTo="#symbol">S/RES/2999(2029)</docNumber></p>
<p><docAuthority refersTo="#issuingBody">مجلس الأمن</docAuthority></p>
<p><docTitle refersTo="#resolutionNumber">\t\tالقرار 2999 (2029)</docTitle></p>
<p><docTitle refersTo="#adoption">الذي اتخذه مجلس الأمن في
<docDate date="0001-01-01" refersTo="#adoptionDate">9 كانون الثاني/يناير 2029</docDate></docTitle></p>
</coverPage>"""

PREAMBLE = """<preamble><formula name="enactingFormula"><p>إن مجلس الأمن،</p></formula>
<container name="x"><p xml:space="preserve">\t<span>إذ يشير</span> إلى قراره
<a href="u">2998 (2028)</a>،</p></container></preamble>"""


def _read(
    body: str, preamble: str = PREAMBLE, rest: str = "", date: str = "0001-01-01"
) -> tuple[Source, tuple[Paragraph, ...]]:
    xml = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" '
        'xmlns:akn4un="http://un.org/akn4un"><!-- copy --><statement name="resolution">'
        f"{META.format(date=date)}{COVER}{preamble}<mainBody>{body}</mainBody>{rest}"
        "</statement></akomaNtoso>"
    )
    source = read_akoma_ntoso(xml.encode(), "r.xml")
    return source, outline(source)


def _op(number: int, text: str) -> str:
    return f"<paragraph><num>{number} -</num><content><p>\t{text}</p></content></paragraph>"


def _seen(paragraphs: tuple[Paragraph, ...]) -> list[tuple[str, tuple[str, ...], str]]:
    return [(p.kind, p.path, p.clean.text) for p in paragraphs if p.kind != "title"]


def test_a_plain_resolution_reads_as_printed() -> None:
    source, paragraphs = _read(_op(1, "يقرر أن ينشئ لجنة؛") + _op(2, "يحث الدول."))
    assert source.text.split("\n\n") == [
        "S/RES/2999(2029)",
        "مجلس الأمن",
        "القرار 2999 (2029)",
        "الذي اتخذه مجلس الأمن في 9 كانون الثاني/يناير 2029",
        "إن مجلس الأمن،",
        "إذ يشير إلى قراره 2998 (2028)،",
        "1 - يقرر أن ينشئ لجنة؛",
        "2 - يحث الدول.",
    ]
    assert [p.kind for p in paragraphs[:5]] == ["title"] * 5
    assert _seen(paragraphs) == [
        ("preambular", (), "إذ يشير إلى قراره 2998 (2028)،"),
        ("operative", ("1",), "يقرر أن ينشئ لجنة؛"),
        ("operative", ("2",), "يحث الدول."),
    ]
    assert paragraphs[6].verb == "يقرر"


def test_metadata_is_stated_and_no_text() -> None:
    source, _ = _read(_op(1, "يقرر."))
    stated = source.stated
    assert "River" not in source.text
    assert stated.symbol == "S/RES/2999 (2029)"
    assert stated.title == "القرار 2999 (2029)"
    assert stated.body == "مجلس الأمن"
    assert stated.status == "adopted"
    assert stated.language == "ar"
    assert stated.keywords == ("WATER RIGHTS", "River basins")


@pytest.mark.parametrize(
    ("meta", "date"),
    [("0001-01-01", "2029-01-09"), ("2029-01-10", "2029-01-10"), ("2021-01-10", "2029-01-09")],
)
def test_the_date_is_the_metadata_s_unless_it_cannot_be(meta: str, date: str) -> None:
    assert _read(_op(1, "يقرر."), date=meta)[0].stated.date == date


def test_without_any_date_there_is_none() -> None:
    xml = (
        "<akomaNtoso><statement name='resolution'><mainBody><paragraph><content><p>يقرر."
        "</p></content></paragraph></mainBody></statement></akomaNtoso>"
    )
    assert read_akoma_ntoso(xml.encode(), "r.xml").stated.date is None


def test_numbers_in_the_text_before_a_tab_count_as_numbers() -> None:
    flat = "<paragraph><content><p>\t{}\t{}</p></content></paragraph>"
    _, paragraphs = _read(
        flat.format("1 -", "يقرر ما يلي:")
        + flat.format("أ -", "الأول؛")
        + flat.format("‘1’", "فرع؛")
        + flat.format("‘2’", "فرع؛")
        + flat.format("(ب)", "الثاني؛")
        + flat.format("2 –", "يحث.")
    )
    assert [p.path for p in paragraphs if p.kind in ("operative", "point")] == [
        ("1",),
        ("1", "أ"),
        ("1", "أ", "1"),
        ("1", "أ", "2"),
        ("1", "ب"),
        ("2",),
    ]


def test_points_of_lists_nest_and_the_words_after_them_belong_to_the_paragraph() -> None:
    source, paragraphs = _read(
        """<paragraph><num>7.</num><list><intro><p>\tيقرر:</p></intro>
        <point><num>(أ)</num><content><p>\tالأول:</p></content></point>
        <sublist><point><num>’1‘</num><content><p>\tفرع؛</p></content></point>
        <point><num>•</num><content><p>\tنقطة؛</p></content></point></sublist>
        <point><num>(ب)</num><content><p>\tالثاني؛</p></content></point>
        <wrapUp><p>ويطلب تقريرا؛</p></wrapUp></list></paragraph>"""
        + _op(8, "يحث.")
    )
    seven, a, one, bullet, b, eight = [p for p in paragraphs if p.kind in ("operative", "point")]
    assert seven.raw == "7. يقرر: ويطلب تقريرا؛"
    assert seven.clean.text == "يقرر: ويطلب تقريرا؛"
    assert [source.text[s.start : s.end] for s in seven.spans] == ["7. يقرر:", "ويطلب تقريرا؛"]
    assert (a.path, one.path, b.path) == (("7", "أ"), ("7", "أ", "1"), ("7", "ب"))
    assert bullet.number is None
    assert bullet.clean.text == "نقطة؛"
    assert bullet.parent == one.order
    assert eight.path == ("8",)


def test_a_paragraph_without_words_of_its_own_stands_before_its_first_point() -> None:
    source, paragraphs = _read(
        """<paragraph><num>11 -</num><list><intro><p/></intro>
        <point><num>(أ)</num><content><p>\tيقرر؛</p></content></point>
        <point><num>(ب)</num><content><p>\tيحث؛</p></content></point></list></paragraph>"""
    )
    assert "11 - (أ) يقرر؛\n\n(ب) يحث؛" in source.text
    assert [p.path for p in paragraphs[-3:]] == [("11",), ("11", "أ"), ("11", "ب")]


def test_preambular_paragraphs_in_the_body_are_known_by_their_words() -> None:
    _, paragraphs = _read(
        "<paragraph><content><p>\tوإذ ينوه بالآراء،</p></content></paragraph>"
        "<paragraph><content><p>\tوقد نظر في التقرير،</p></content></paragraph>" + _op(1, "يقرر؛")
    )
    assert [p.kind for p in paragraphs if p.kind != "title"] == [
        "preambular",
        "preambular",
        "preambular",
        "operative",
    ]


def test_points_of_the_preamble_belong_to_their_paragraph() -> None:
    preamble = """<preamble><container><blockList><listIntroduction>إذ يشير إلى:</listIntroduction>
    <item><num>(أ)</num><p>قراره؛</p></item><item><num>(ب)</num><p>بيانه،</p></item>
    </blockList></container></preamble>"""
    _, paragraphs = _read(_op(1, "يقرر."), preamble=preamble)
    first, a, b = [p for p in paragraphs if p.kind in ("preambular", "point")]
    assert (a.parent, b.parent) == (first.order, first.order)
    assert a.path == ("أ",)


def test_two_operative_paragraphs_in_one_element_are_two() -> None:
    _, paragraphs = _read(_op(24, "يؤكد الأول؛\t25 -\tيؤكد الثاني؛") + _op(26, "يحث."))
    assert _seen(paragraphs)[1:] == [
        ("operative", ("24",), "يؤكد الأول؛"),
        ("operative", ("25",), "يؤكد الثاني؛"),
        ("operative", ("26",), "يحث."),
    ]


def test_an_operative_paragraph_inside_a_list_is_operative() -> None:
    _, paragraphs = _read(
        """<paragraph><num>3 -</num><list><intro><p>يقرر:</p></intro>
        <point><num>(أ)</num><content><p>الأول؛</p></content></point>
        <point><num>4 -</num><content><p>يحث الدول؛</p></content></point></list></paragraph>"""
    )
    assert [(p.kind, p.path) for p in paragraphs[-3:]] == [
        ("operative", ("3",)),
        ("point", ("3", "أ")),
        ("operative", ("4",)),
    ]


def test_wrong_numbers_stay_as_printed_and_lost_ones_are_not_invented() -> None:
    _, paragraphs = _read(_op(44, "يقرر؛") + _op(45, "يحث؛") + _op(45, "يدعو؛") + _op(61, "يطلب."))
    assert [p.number for p in paragraphs if p.kind == "operative"] == ["44", "45", "45", "61"]


def test_a_resolution_of_one_unnumbered_paragraph_has_one_operative() -> None:
    _, paragraphs = _read("<paragraph><content><p>\tيوصي بالتعيين.</p></content></paragraph>")
    assert _seen(paragraphs)[-1] == ("operative", (), "يوصي بالتعيين.")


def test_headings_are_kept_and_those_among_points_end_with_their_paragraph() -> None:
    _, paragraphs = _read(
        "<paragraph><subheading>\t\tحظر الأسلحة</subheading></paragraph>"
        """<paragraph><num>1 -</num><list><intro><p>يقرر:</p></intro>
        <point><num>(أ)</num><subheading>سيادة القانون:</subheading><content><p>نص؛</p></content></point>
        </list></paragraph>"""
        + _op(2, "يحث؛")
        + "<paragraph><content><p>\t\tالإبلاغ</p></content></paragraph>"
        + _op(3, "يطلب.")
    )
    by_path = {p.path: p for p in paragraphs}
    assert by_path[("1",)].headings == ("حظر الأسلحة",)
    assert by_path[("1", "أ")].clean.text == "نص؛"
    assert by_path[("2",)].headings == ("حظر الأسلحة",)
    assert by_path[("3",)].headings == ("الإبلاغ",)


@pytest.mark.parametrize("attached", [True, False])
def test_an_annex_begins_its_own_numbering(attached: bool) -> None:
    annex = (
        "<paragraph><heading>المرفق الأول</heading></paragraph>"
        + _op(1, "قائمة؛")
        + "<paragraph><content><p>ملاحظة: تشمل السفن.</p></content></paragraph>"
        + "<paragraph><heading>المرفق الثاني</heading></paragraph>"
        + _op(1, "أخرى.")
    )
    rest = f"<attachments><attachment><doc name='annex'><meta><x>words</x></meta><mainBody>{annex}</mainBody></doc></attachment></attachments>"
    _, paragraphs = _read(
        _op(1, "يقرر؛") + _op(2, "يحث.") + ("" if attached else annex),
        rest=rest if attached else "",
    )
    found = [(p.kind, p.part, p.annex, p.number) for p in paragraphs if p.kind != "title"]
    assert found[1:] == [
        ("operative", "main", None, "1"),
        ("operative", "main", None, "2"),
        ("heading", "annex", "الأول", None),
        ("paragraph", "annex", "الأول", "1"),
        ("paragraph", "annex", "الأول", None),
        ("heading", "annex", "الثاني", None),
        ("paragraph", "annex", "الثاني", "1"),
    ]


def test_footnotes_stand_at_the_end_and_their_marks_in_the_text() -> None:
    source, paragraphs = _read(
        _op(
            1,
            "يرحب بالتقرير<sup>(</sup><authorialNote marker='1'><p>\t()\t<a>A/74/999</a>.</p>"
            "</authorialNote><sup>)</sup>، وبالرسالة<authorialNote marker='2'><p>رسالة.</p>"
            "</authorialNote>؛",
        )
        + _op(2, "يحث().")
    )
    first = next(p for p in paragraphs if p.number == "1")
    assert first.clean.text == "يرحب بالتقرير(1)، وبالرسالة(2)؛"
    assert first.notes == ("1", "2")
    assert source.text.endswith("2 - يحث().\n\n(1) A/74/999.\n\n(2) رسالة.")
    assert [(p.kind, p.number, p.clean.text) for p in paragraphs[-2:]] == [
        ("footnote", "1", "A/74/999."),
        ("footnote", "2", "رسالة."),
    ]


def test_quoted_amendments_stay_in_their_paragraph() -> None:
    _, paragraphs = _read(
        _op(
            1,
            "يقرر الاستعاضة بما يلي: <mod><quotedStructure><p>”نص</p><point><num>(أ)</num>"
            "<content><p>فرع“</p></content></point></quotedStructure></mod>",
        )
    )
    assert _seen(paragraphs)[-1][2] == "يقرر الاستعاضة بما يلي: ”نص (أ) فرع“"


def test_a_number_alone_in_its_element_goes_with_the_next_words() -> None:
    alone = "<paragraph><content><p>{}</p></content></paragraph>"
    _, paragraphs = _read(_op(1, "يقرر:") + alone.format("(1)") + alone.format("إزالة المخزون؛"))
    assert _seen(paragraphs)[-1] == ("point", ("1", "1"), "إزالة المخزون؛")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<akomaNtoso><statement>", "not well-formed"),
        (b"", "not well-formed"),
        (b"<html/>", "not Akoma Ntoso"),
        (b"<akomaNtoso><statement><meta/></statement></akomaNtoso>", "no text"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><akomaNtoso>&x;</akomaNtoso>', "DOCTYPE"),
        (
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso>&x;</akomaNtoso>',
            "DOCTYPE",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, why: str) -> None:
    with pytest.raises(FiqraError, match=why) as refused:
        read_akoma_ntoso(data, "r.xml")
    assert str(refused.value).startswith("r.xml ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "inner", "rest"),
    [
        ("\t1 -\tنص", "1", "نص"),
        ("33 – نص", "33", "نص"),
        ("59. نص", "59", "نص"),
        ("(أ) نص", "أ", "نص"),
        ("(هـ)\tنص", "ه", "نص"),
        ("(أ أ) نص", "أ أ", "نص"),
        ("ح -\tنص", "ح", "نص"),
        ("’1‘ نص", "1", "نص"),
        ("\t(2)\tنص", "2", "نص"),
        ("(iv) text", "iv", "text"),
        (" -تقديم", None, "تقديم"),
        ("(2011) نص", None, "(2011) نص"),
        ("000 17 فرد", None, "000 17 فرد"),
    ],
)
def test_numbers_are_told_from_words(text: str, inner: str | None, rest: str) -> None:
    number, words = split_number(text)
    assert words == rest
    assert (number.inner if number else None) == inner


@pytest.mark.parametrize(
    ("printed", "levels"),
    [
        ("(a) (i) (ii) (b) – –", (1, 2, 2, 1, 2, 2)),
        ("(g) (h) (i) (j)", (1, 1, 1, 1)),
        ("(i) a. b. (ii) a.", (1, 2, 2, 1, 2)),
        ("(أ) (ب) ’1‘ ’2‘ (ج)", (1, 1, 2, 2, 1)),
        ("(y) (z) (aa) (bb)", (1, 1, 1, 1)),
        ("(أ) (ج) (د)", (1, 1, 1)),
    ],
)
def test_levels_follow_the_numbers(printed: str, levels: tuple[int, ...]) -> None:
    nesting = Nesting()
    found = tuple(nesting.level(parse_number(each), 0, i) for i, each in enumerate(printed.split()))
    assert found == levels


_WORDS = st.text("ابيقرر إ1(2).؛\t\n-", max_size=25)


@given(
    st.lists(st.tuples(st.none() | st.sampled_from(("1 -", "(أ)", "’2‘", "•")), _WORDS), max_size=6)
)
@example([(None, "1."), (None, "1.")])
@example([(None, "1."), ("(أ)", "ق"), (None, "ي")])
def test_every_word_stands_in_exactly_one_block(items: list[tuple[str | None, str]]) -> None:
    body = "".join(
        f"<paragraph>{f'<num>{n}</num>' if n else ''}<content><p>{t}</p></content></paragraph>"
        for n, t in items
    )
    source, _ = _read(body)
    _assert_covered(source)
    words = "".join(f"{n or ''}{t}" for n, t in items if n or any(c.isalnum() for c in t))
    assert sorted("".join(words.split())) == sorted(
        "".join(source.text.partition("2998 (2028)،")[2].split())
    )


def _assert_covered(source: Source) -> None:
    times = [0] * len(source.text)
    for block in source.blocks:
        for span in block.spans:
            for i in range(span.start, span.end):
                times[i] += 1
    assert all(times[i] == 1 or c.isspace() for i, c in enumerate(source.text))
    assert max(times) <= 1


@pytest.mark.skipif(not SHARED.exists(), reason="the corpus beside the repository is absent")
def test_real_files_are_covered_and_state_their_symbols() -> None:
    files = sorted(SHARED.glob("*/*.xml"))[::40]
    for file in files:
        source = read_akoma_ntoso(file.read_bytes(), file.name)
        _assert_covered(source)
        assert source.stated.symbol
        assert source.stated.date
        assert any(p.kind == "operative" for p in outline(source))
