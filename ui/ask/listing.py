"""The list of conversations and the questions to begin with, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from index.generations import Manifest
from index.values import Language
from ui.ask.words import WORDS, Words
from ui.keeping.conversations import Conversation
from ui.markup import direction, escaped, isolated


def list_html(found: Sequence[Conversation], current: str, language: Language) -> str:
    """A person's conversations, the one that is open named as such."""
    words = WORDS[language]
    if not found:
        return f'<p class="fq-none">{escaped(words.none_yet)}</p>'
    items = "".join(_item(each, each.id == current, words) for each in found)
    return f'<ul class="fq-list">{items}</ul>'


def _item(each: Conversation, is_current: bool, words: Words) -> str:
    title = each.title or words.conversation
    here = ' aria-current="true"' if is_current else ""
    options = escaped(words.more.format(title=title))
    downloads = "".join(
        f'<a href="fiqra/conversations/{escaped(each.id)}/fiqra.{kind}" download>{escaped(name)}</a>'
        for kind, name in (("docx", words.take_docx), ("md", words.take_markdown))
    )
    return (
        f'<li data-conversation="{escaped(each.id)}" data-title="{escaped(title)}">'
        f'<button type="button" class="fq-open" data-do="open" dir="{direction(title)}"{here}>'
        f"<span>{isolated(title)}</span></button>"
        f'<details class="fq-menu"><summary class="fq-button fq-bare" aria-label="{options}">'
        f"</summary><div>"
        f'<button type="button" data-do="rename">{escaped(words.rename)}</button>{downloads}'
        f'<button type="button" data-do="delete" data-sure='
        f'"{escaped(words.delete_sure.format(title=title))}">{escaped(words.delete)}</button>'
        "</div></details></li>"
    )


def examples_html(questions: Sequence[str], language: Language) -> str:
    """Questions that the documents answer, each a button that asks it."""
    words = WORDS[language]
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" class="fq-example" data-do="example" dir="{direction(each)}">'
        f"{isolated(each) if direction(each) == 'rtl' else escaped(each)}</button></li>"
        for each in questions
    )
    return f'<h4>{escaped(words.examples)}</h4><ul class="fq-list">{buttons}</ul>'


def holdings_html(manifest: Manifest) -> str:
    """How many documents and paragraphs there are, in both languages."""
    return "".join(
        f'<span data-in="{language}" lang="{language}">'
        + escaped(
            words.holdings.format(
                documents=f"{manifest.documents:,}", paragraphs=f"{manifest.paragraphs:,}"
            )
        )
        + "</span>"
        for language, words in WORDS.items()
    )
