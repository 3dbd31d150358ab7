"""Quotations: «…», “…”, "…" and lines that begin with `>` are the source's own words, letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answers import QuoteMatch
from index.arabic.normalise import fold_text

_LINE = re.compile(r"^[ \t]*>[ \t]?(?P<line>.*)$", re.MULTILINE)
_MARKED = re.compile(r"«(?P<a>[^«»]+)»|[“”„](?P<b>[^“”„]+)[“”]|\"(?P<c>[^\"\n]+)\"")
_LEFT_OUT = re.compile(r"\s*(?:[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.)\s*")
_POINT = re.compile(r"^(?:[(]\s?\w{1,3}\s?[)]|[-–—•*]|’\d{1,2}‘)\s+")
_NOTE = re.compile(r"(?<=\S)\s?\(\d{1,3}\)(?!\w)")
_MARKUP = re.compile(r"[*#>^]+|(?<!\w)_+|_+(?!\w)")
_EDGES = " \t\n.,;:،؛"
_CLITIC = re.compile(r"(?<![\u0621-\u064a])[وف]?[بلك]?(?:ال)?$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a text gives as another's, and where they stand with their marks."""

    text: str
    start: int
    end: int


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a text, in its order; those inside a quoted line are a part of it."""
    lines = [
        Quotation(m["line"].strip(), *m.span()) for m in _LINE.finditer(text) if m["line"].strip()
    ]
    own = list(text)
    for line in lines:
        own[line.start : line.end] = " " * (line.end - line.start)
    marked = [
        Quotation(words, *m.span())
        for m in _MARKED.finditer("".join(own))
        if (words := (m["a"] or m["b"] or m["c"]).strip())
    ]
    return sorted([*lines, *marked], key=lambda quotation: quotation.start)


def quote_match(quotation: str, texts: Iterable[str]) -> QuoteMatch:
    """How the words stand in one of the texts: to the letter (but for white space and line breaks),
    `normalised` (but for vowel marks, kashidas, presentation forms, kind of digits, footnote marks),
    or not at all.

    A quotation may leave words out where it says so (`[…]`); it never begins or ends inside a word,
    but for the particles that Arabic writes onto words.
    """
    best: QuoteMatch = "none"
    for text in texts:
        # what a format's markup takes off or sets apart is white space to a reader
        forms = {_plain(form) for form in (text, _MARKUP.sub("", text), _MARKUP.sub(" ", text))}
        for words in {quotation, _POINT.sub("", quotation)}:
            if any(_stands(_plain(words), form) for form in forms):
                return "exact"
            if best == "none" and _stands(_normalised(words), _normalised(text)):
                best = "normalised"
    return best


def _plain(text: str) -> str:
    return " ".join(text.split())


def _normalised(text: str) -> str:
    return fold_text(_NOTE.sub("", _MARKUP.sub("", text)))


def _stands(quotation: str, text: str) -> bool:
    at = 0
    pieces = [piece.strip(_EDGES) for piece in _LEFT_OUT.split(quotation)]
    pieces = [piece for piece in pieces if piece]
    for piece in pieces:
        at = _place(piece, text, at)
        if at < 0:
            return False
    return bool(pieces)


def _place(piece: str, text: str, start: int) -> int:
    """The end of the first place of `piece` in `text` that no word runs across; -1 if there is none."""
    while (at := text.find(piece, start)) >= 0:
        end = at + len(piece)
        before, after = text[at - 1 : at], text[end : end + 1]
        opens = not (before.isalnum() and piece[0].isalnum())
        if not opens and not piece[0].isdecimal():
            opens = _CLITIC.search(text[max(0, at - 5) : at]) is not None and not before.isascii()
        if (
            opens
            and not (after.isalnum() and piece[-1].isalnum())
            and not _cuts_number(text, at, end)
        ):
            return end
        start = at + 1
    return -1


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Whether a figure goes on beyond the words: `250 000` inside `1 250 000`."""
    head, tail = text[max(0, start - 2) : start + 1], text[end - 1 : end + 2]
    return bool(
        re.fullmatch(r"\d[.,٬٫  ]\d", head)
        or re.fullmatch(r"\d[.,٬٫]\d", tail)
        or (re.fullmatch(r"\d \d", tail) and re.match(r" \d{3}(?!\d)", text[end:]))
    )
