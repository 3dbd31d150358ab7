"""A conversation as DOCX: real footnotes, every letter of what is quoted, each run in its direction."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering import answer
from assistant.answers import Question
from assistant.exporting import exported, write
from assistant.ooxml.characters import kept
from assistant.records import Exchange, recorded
from index.store import Index, open_index
from tests.assistant.exporting.made import (
    DAMS,
    MARKS,
    WELLS,
    WHEN,
    W,
    exchange,
    footnotes,
    in_own_words,
    of_a_model,
    paragraphs,
    part,
)
from tests.assistant.precedents import office

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def index(two_resolutions: Path) -> Iterator[Index]:
    with open_index(two_resolutions / "index") as opened:
        yield opened


@pytest.fixture(scope="module")
def asked(index: Index) -> list[Exchange]:
    """Answers in the documents' own words, in both languages, and that there is none."""
    questions = (
        "ماذا تقول الفقرة 1 من القرار WC/RES/2021/2؟",
        "What does paragraph 2 of WC/RES/2021/1 say?",
        "What is the capital of Peru?",
    )
    return [Exchange(q, recorded(index, answer(index, Question(q))), WHEN) for q in questions]


def references(data: bytes) -> list[str]:
    found = part(data, "word/document.xml").iter(f"{W}footnoteReference")
    return [each.get(f"{W}id") or "" for each in found]


def test_every_citation_has_its_footnote_in_the_form_of_un_editing(asked: list[Exchange]) -> None:
    data = exported(".docx", "Wells", asked, "en")
    cited = [(each.answer.language, c) for each in asked for c in each.answer.citations]
    assert cited
    assert len(footnotes(data)) == len(references(data)) == len(cited)
    for lines, (language, citation) in zip(footnotes(data), cited, strict=True):
        form = citation.place.forms.of(language)
        assert lines[0] == (form if form.endswith(".") else f"{form}.")


def test_all_letters_of_all_quotations_are_in_it(asked: list[Exchange]) -> None:
    shown = list(paragraphs(part(exported(".docx", "", asked, "ar"), "word/document.xml")))
    quoted = [text for style, text in shown if style == "Quote"]
    for each in asked:
        for citation in each.answer.citations:
            assert all(line in quoted for line in citation.lines)
        for near in each.answer.nearest:
            assert all(line in quoted for line in near.lines)


def test_questions_answers_and_abstentions_are_told_apart_by_style(asked: list[Exchange]) -> None:
    shown = list(paragraphs(part(exported(".docx", "Wells", asked, "en"), "word/document.xml")))
    assert [text for style, text in shown if style == "Question"] == [e.question for e in asked]
    assert ("Title", "Wells") in shown
    assert [text for style, text in shown if style == "Abstention"] == [
        asked[2].answer.text.split("\n")[0]
    ]
    assert ("Heading1", "Sources") in shown


def test_a_models_sentences_have_the_words_that_they_rest_on_below() -> None:
    data = exported(".docx", "", [exchange(of_a_model())], "en")
    notes = footnotes(data)
    # the mark of each sentence has a footnote of its own
    assert references(data) == ["1", "2", "3", "4", "5"]
    assert notes[0] == notes[1] == notes[4]
    assert notes[0][:3] == [
        "WC/RES/2030/1, para. 4:",
        f"«{WELLS.lines[0]}",
        f"{WELLS.lines[1]}»",
    ]
    assert "translation" in notes[0][3]
    assert notes[2] == [
        "WC/78/12, para. 7:",
        f"«{DAMS.lines[0]}»",
        "Read, after repair, as (not the source's own characters):",
        DAMS.reading[0],
        "Official English text:",
        "“15 States rely on dams”",
        "In nearly the same words: WC/77/3, para. 9.",
    ]


def test_what_is_not_the_answer_is_said_in_words() -> None:
    shown = list(
        paragraphs(part(exported(".docx", "", [exchange(of_a_model())], "en"), "word/document.xml"))
    )
    assert ("Remark", "Beware.") in shown
    assert ("Withdrawn", "Peru has dams.") in shown
    assert ("Reason", "It cites no paragraph.") in shown
    assert any("a-model" in text for style, text in shown if style == "Fact")
    assert any("translation" in text for style, text in shown if style == "Remark")
    assert ("AnswerItem", "–\tdams;") in shown
    assert ("Answer", "50,000 dollars were set aside. 15 States rely on dams and wells.,") in shown


def test_the_documents_are_listed_the_versions_of_one_together() -> None:
    shown = list(
        paragraphs(part(exported(".docx", "", [exchange(of_a_model())], "en"), "word/document.xml"))
    )
    listed = [text for style, text in shown if style in ("Source", "SourceFact")]
    assert listed == [
        "WC/RES/2030/1",
        "تقرير عن الآبار",
        "5 April 2030",
        "File: wells.ar.txt",
        "WC/78/12",
        "Report on wells",
        "5 April 2030",
        "File: dams.ar.txt",
        "File: dams.en.txt",
    ]


def test_arabic_runs_from_right_to_left_and_latin_and_numbers_in_it_do_not() -> None:
    data = exported(".docx", "", [exchange(in_own_words(WELLS.lines[0]), "ما المبلغ؟")], "ar")
    body = part(data, "word/document.xml")
    for paragraph in body.iter(f"{W}p"):
        assert paragraph.find(f"{W}pPr/{W}bidi") is not None
        for run in paragraph.findall(f"{W}r"):
            text = "".join(each.text or "" for each in run.findall(f"{W}t"))
            right = run.find(f"{W}rPr/{W}rtl") is not None
            if any("\u0621" <= c <= "\u064a" for c in text):
                assert right, text
            if any(c.isascii() and c.isalnum() for c in text):
                assert not right, text
    assert body.find(f"{W}body/{W}sectPr/{W}bidi") is not None
    language = part(data, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert language is not None
    assert language.get(f"{W}bidi") == "ar-SA"
    assert all(
        each.find(f"{W}p/{W}pPr/{W}bidi") is not None
        for each in part(data, "word/footnotes.xml").iter(f"{W}footnote")
    )
    # `50 000` is one number, not two that stand the other way round
    assert any(each.text == "\u200e50 000" for each in body.iter(f"{W}t"))


def test_the_same_conversation_gives_the_same_bytes(asked: list[Exchange]) -> None:
    assert exported(".docx", "x", asked, "en") == exported(".docx", "x", asked, "en")


ANY = st.text(
    st.one_of(
        st.sampled_from("ابتثةىئ ،؛؟«»٠٩ـَّabcXYZ0189 50 000 ()[]<>&'\"/.-\t\n\r"),
        st.sampled_from(
            "\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2069\u061c\u200d\ufeff\u2028\x85"
        ),
        st.characters(max_codepoint=0x1F),
        st.characters(min_codepoint=0x10000),
        st.characters(),
        st.characters(categories=["Cs"]),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(title=ANY, question=ANY, said=ANY, quoted=ANY)
def test_any_text_gives_a_document_that_opens_and_has_its_words(
    title: str, question: str, said: str, quoted: str
) -> None:
    line = " ".join(quoted.split("\n"))
    conversation = [
        exchange(of_a_model(f"So {said}"), question),
        exchange(in_own_words(line), question),
    ]
    data = exported(".docx", title, conversation, "ar")
    opened = python_docx.Document(BytesIO(data))
    shown = [MARKS.sub("", each.text) for each in opened.paragraphs]
    for text in (question.strip(), line, f"So {said}"):
        expected = MARKS.sub("", kept(text)).rstrip(" ")
        assert any(expected in each for each in shown), (expected, shown)
    assert len(footnotes(data)) == len(references(data)) == 6


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_its_footnotes(asked: list[Exchange], tmp_path: Path) -> None:
    conversation = [*asked, exchange(of_a_model())]
    write(tmp_path / "a.docx", "Wells", conversation, "en")
    profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    for target in ("txt:Text (encoded):UTF8", "fodt", "pdf"):
        words = ["--convert-to", target, "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
        subprocess.run(
            [str(SOFFICE), "--headless", profile, *words],
            check=True,
            capture_output=True,
            timeout=180,
        )
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    text = MARKS.sub("", (tmp_path / "a.txt").read_text(encoding="utf-8-sig"))
    for citation in [cited for each in asked for cited in each.answer.citations]:
        assert all(line in text for line in citation.lines)
    assert "Peru has dams." in text
    notes = [
        MARKS.sub("", each) for each in office.footnotes(ET.parse(tmp_path / "a.fodt").getroot())
    ]
    made = footnotes((tmp_path / "a.docx").read_bytes())
    assert notes == ["".join(lines) for lines in made]
    assert len(notes) == sum(len(each.answer.citations) for each in asked) + 5
