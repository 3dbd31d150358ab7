"""A conversation as Markdown: footnotes through the document, and nothing of a text is markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.exporting import exported
from assistant.exporting.markdown import plain
from tests.assistant.exporting.made import exchange, in_own_words, of_a_model

READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
HOSTILE = [
    "<script>alert(1)</script>",
    "<b>x</b> &amp; &lt; <!-- x -->",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "[x]: http://example.org",
    "http://example.org www.example.org a@example.org",
    "<http://example.org>",
    "*x* **y** _z_ __w__ ~~v~~ `u` ``` t",
    "^[note] [^1] [^1]: x",
    "| a | b |",
    "a | b\n--|--\n1 | 2",
    "# x",
    "- x",
    "+ x",
    "1. x",
    "12) x",
    "(a) x",
    "---",
    "===",
    "> x",
    "    x",
    "```\nx\n```",
    "x\\",
    "$x$ \\(y\\)",
    "x\n\n<div>\ny",
]


class _Shown(HTMLParser):
    """The tags and the words of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def markdown(*answers: object) -> str:
    return exported(".md", "Wells", [exchange(each) for each in answers], "en").decode()  # type: ignore[arg-type]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_text_has_of_markup_is_shown_as_text(text: str) -> None:
    shown = _Shown(READER.render(plain(text)))
    assert shown.tags == ["p"]
    assert shown.words.split() == text.split()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_document_can_bring_no_markup_into_an_answer(text: str) -> None:
    harmless = _Shown(READER.render(markdown(in_own_words("x"))))
    line = " ".join(text.split("\n"))
    shown = _Shown(READER.render(markdown(in_own_words(line))))
    assert shown.tags == harmless.tags
    assert " ".join(line.split()) in " ".join(shown.words.split())


def test_nor_can_a_question_a_title_or_a_models_sentence() -> None:
    harmless = _Shown(READER.render(markdown(of_a_model("x"))))
    for text in HOSTILE:
        hostile = exported(".md", text, [exchange(of_a_model(f"x {text}"), text)], "en").decode()
        tags = _Shown(READER.render(hostile)).tags
        assert [t for t in tags if t != "hr"] == harmless.tags, text


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab1٢ا *_`~[]()<>!#+-=.:|\\^$&@/\n\t\"'\u200f😀"), max_size=30))
def test_any_text_is_shown_to_the_letter(text: str) -> None:
    shown = _Shown(READER.render(plain(text)))
    assert set(shown.tags) <= {"p"}
    assert shown.words.split() == text.split()


def test_footnotes_are_numbered_through_the_document() -> None:
    text = markdown(in_own_words(), of_a_model(), in_own_words())
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert defined == ["1", "2", "3", "4"]
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(defined)


def test_a_note_has_its_words_in_paragraphs_of_its_own() -> None:
    text = markdown(of_a_model())
    assert "[^1]: WC/RES/2030/1, para. 4:\n\n    «يقرر" in text
    assert "~~Peru has dams.~~" in text
    assert "rely on dams and wells.[^1][^2]" in text
