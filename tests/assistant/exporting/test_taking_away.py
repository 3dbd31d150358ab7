"""An answer copied, and a conversation written to a file that its name decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.exporting import Form, copied, exported, write
from assistant.exporting.laying import day, moment
from index.errors import FiqraError, UsageError
from tests.assistant.exporting.made import exchange, in_own_words, of_a_model


def test_a_plain_copy_has_numbers_and_the_list_of_what_is_cited() -> None:
    text = copied(exchange(of_a_model()), "plain")
    assert "15 States rely on dams and wells.[1][2]" in text
    assert "\n[1] WC/RES/2030/1, para. 4:\n«يقرر" in text
    assert "How much" not in text


@pytest.mark.parametrize("form", ["plain", "markdown", "footnotes"])
def test_a_sentence_that_was_withdrawn_is_not_copied(form: Form) -> None:
    assert "Peru" not in copied(exchange(of_a_model()), form)


def test_a_copy_with_footnotes_has_raised_numbers_and_notes_below_a_line() -> None:
    above, below = copied(exchange(of_a_model()), "footnotes").split("——————————")
    assert "15 States rely on dams and wells.¹,²" in above
    assert below.startswith("\n¹ WC/RES/2030/1, para. 4:")


def test_what_is_quoted_in_the_answer_is_not_said_again_below() -> None:
    text = copied(exchange(in_own_words()), "plain")
    assert text == (
        "الفقرة 1:\n«يقرر حماية الآبار؛»[1]\n"
        "القراءة بعد الإصلاح، وليست حروف المصدر:\nيقرر حماية الآبار؛\n\n"
        "[1] own.ar.txt، الفقرة 1.\n"
    )


def test_citations_are_named_in_the_language_that_is_wanted() -> None:
    assert "[1] own.ar.txt, para. 1." in copied(exchange(in_own_words()), "plain", "en")


def test_markdown_is_copied_with_its_own_footnotes() -> None:
    text = copied(exchange(in_own_words()), "markdown")
    assert "> يقرر حماية الآبار؛[^1]" in text
    assert "[^1]: own.ar.txt، الفقرة 1." in text


def test_another_form_is_refused() -> None:
    with pytest.raises(UsageError, match="plain, markdown, footnotes"):
        copied(exchange(in_own_words()), "html")  # type: ignore[arg-type]


def test_the_files_name_decides(tmp_path: Path) -> None:
    write(tmp_path / "a.DOCX", "", [exchange(in_own_words())], "ar")
    write(tmp_path / "a.md", "", [exchange(in_own_words())], "ar")
    assert (tmp_path / "a.DOCX").read_bytes().startswith(b"PK")
    assert "[^1]" in (tmp_path / "a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.docx.txt"])
def test_another_ending_is_one_sentence_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"ends in \.docx or \.md, not a"):
        write(tmp_path / name, "", [exchange(in_own_words())], "ar")
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none" / "a.docx", tmp_path / "a\0.md"):
        with pytest.raises(FiqraError, match="cannot be written"):
            write(path, "", [exchange(in_own_words())], "ar")


def test_a_conversation_without_an_answer_is_refused() -> None:
    with pytest.raises(UsageError, match="no answer yet"):
        exported(".md", "Wells", [], "en")


@pytest.mark.parametrize(
    ("date", "english", "arabic"),
    [
        ("2020-01-30", "30 January 2020", "30 كانون الثاني/يناير 2020"),
        ("2020-12", "December 2020", "كانون الأول/ديسمبر 2020"),
        ("2020", "2020", "2020"),
        ("2020-13-01", "2020-13-01", "2020-13-01"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_are_as_un_documents_print_them(date: str, english: str, arabic: str) -> None:
    assert day(date, "en") == english
    assert day(date, "ar") == arabic


def test_the_time_of_a_question_is_in_utc() -> None:
    assert moment("2031-05-06T01:08:09+02:00", "en") == "5 May 2031, 23:08 UTC"
    assert moment("once", "en") == "once"
