"""Differences as marked text for a terminal or a plain file, and as HTML.

Plain marks need no colour: `[-missing-]`, `{+added+}`, a changed word as both, `[-*15*-]{+*20*+}`
where it is a figure, `[~words~ moved 1]` where words stood and `{~words~ moved 1}` where they stand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from assistant.differences.values import Piece, Range
from index.arabic.normalise import INVISIBLE, LINE_BREAK, arabic_share
from index.values import Language

_LIKE_A_MARK = re.compile(r"\\|[\[{](?=[-+~]|$)|(?<=[-+~*\d])[\]}]|^[\]}]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile(LINE_BREAK)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of what follows, to the end of the block if nothing ends them."""
# Pages that are made by filling in templates give these characters a meaning.
_TEMPLATE = {ord(character): f"&#{ord(character)};" for character in "{}$`"}
_MOVED = {"en": "moved", "ar": "نُقل"}


def marked_text(pieces: Sequence[Piece], language: Language = "en") -> str:
    """Both texts in one, what differs marked by signs; `language` is that of the word `moved`.

    What the texts have of these signs themselves gets a backslash before it, and characters that
    would steer a terminal or turn the direction of text are left out. White space at the end of a
    piece stands outside its mark.
    """
    return "".join(
        f"{_signs(piece, language)}{_plain(space)}" for piece, space in _with_space(pieces)
    )


def _with_space(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """The pieces, each with the white space that is to stand behind it: the first text's before
    something that only the first text has.
    """
    for piece, after in zip_longest(pieces, pieces[1:]):
        before_missing = after is not None and not after.after and piece.before
        text = piece.before if before_missing or not piece.after else piece.after
        yield piece, text[len(text.rstrip()) :]


def _signs(piece: Piece, language: Language) -> str:
    before, after = _guarded(piece.before.rstrip()), _guarded(piece.after.rstrip())
    if piece.kind == "same":
        return after or before
    if piece.kind == "moved":
        moved = f"{_MOVED[language]} {piece.move}"
        return f"[~{before}~ {moved}]" if piece.before else f"{{~{after}~ {moved}}}"
    star = "*" if piece.figure else ""
    marked = f"[-{star}{before}{star}-]" if piece.before else ""
    return marked + (f"{{+{star}{after}{star}+}}" if piece.after else "")


def _guarded(text: str) -> str:
    return _LIKE_A_MARK.sub(lambda m: f"\\{m[0]}", _plain(text))


def _plain(text: str) -> str:
    """Text that does not steer a terminal."""
    return _CONTROLS.sub("", INVISIBLE.sub("", _LINE_BREAK.sub("\n", text)))


def marked_html(pieces: Sequence[Piece]) -> str:
    """The differences as one block of HTML, both texts in it, in the direction of most letters.

    `del` and `ins` with the classes `missing`, `added`, `changed`, `moved` and `figure`; letters that
    differ inside a changed word in `mark`; figures in `bdi`; the two places of what moved have the
    same `data-move`. Nothing of the texts is markup, nor turns the direction of what follows.
    """
    text = "".join(piece.before + piece.after for piece in pieces)
    way = "rtl" if arabic_share(text) >= 0.5 else "ltr"
    body = "".join(f"{_elements(piece)}{_escaped(space)}" for piece, space in _with_space(pieces))
    return f'<div class="differences" dir="{way}">{body}</div>'


def _elements(piece: Piece) -> str:
    before, after = piece.before.rstrip(), piece.after.rstrip()
    if piece.kind == "same":
        return _escaped(after or before)
    found = []
    if piece.before:
        found.append(_element("del", piece, before, [each.before for each in piece.letters]))
    if piece.after:
        found.append(_element("ins", piece, after, [each.after for each in piece.letters]))
    return "".join(found)


def _element(tag: str, piece: Piece, text: str, ranges: Iterable[Range]) -> str:
    classes = f"{piece.kind} figure" if piece.figure else piece.kind
    move = f' data-move="{piece.move}"' if piece.move is not None else ""
    parts, at = [], 0
    for start, end in ranges:
        if start < end:
            parts += [_escaped(text[at:start]), f"<mark>{_escaped(text[start:end])}</mark>"]
            at = end
    inside = "".join([*parts, _escaped(text[at:])])
    if piece.figure:
        inside = f"<bdi>{inside}</bdi>"
    return f'<{tag} class="{classes}"{move}>{inside}</{tag}>'


def _escaped(text: str) -> str:
    plain = _CONTROLS.sub("", _TURNS.sub("", _LINE_BREAK.sub("\n", text)))
    return html.escape(plain).translate(_TEMPLATE)
