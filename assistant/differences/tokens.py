"""A text cut into what is compared: words, numbers, dates, document numbers, punctuation marks.

The tokens of a text, joined, are the text: each has the white space (and whatever is invisible)
behind it. What is compared is `key`, in which stretching, vowel marks, presentation forms,
invisible characters, the kind of digits, of white space and of quote marks are no difference;
hamzas, case and spelling are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.differences.figures import Figure, TokenKind, find_figures
from assistant.support.number_tokens import CLITICS
from index.arabic import normalise
from index.arabic.digits import DIGITS
from index.arabic.mapping import Mapped, identity, rewrite
from index.lexicon import stop_words

# Each character becomes one, so that places in the text stay what they are.
_SPACES = "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_ALIKE = (
    (_SPACES, " "),
    ("’‘‚‛ʼ′‹›`´", "'"),
    ("“”„‟«»″", '"'),
    ("‐‑", "-"),
    ("٪", "%"),
    ("٬", ","),
    ("٫", "."),
    ("ک", "ك"),
    ("ی", "ي"),
)
_KEYS = {ord(c): ord(one) for many, one in _ALIKE for c in many} | DIGITS
_FOLDS = str.maketrans("أإآٱىئؤة", "ااااييوه")
_LIGATURES = {chr(0xFB00 + i): x for i, x in enumerate("ff fi fl ffi ffl st st".split())}
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LETTER = "[^\\W_][\u0300-\u036f]*"
_STROKE = re.compile(" ?/ ?")
_PART = re.compile(
    rf"(?P<word>(?:[^\W\d_]\.){{2,}}|(?:{_LETTER})+(?:['-](?:{_LETTER})+)*)"
    r"|(?P<mark>\.+|-+|_+|\*+|\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or mark of a text."""

    start: int
    """Its first character in the source; that of the first token is 0."""
    end: int
    """Where the next token begins, or the end of the source."""
    range: tuple[int, int]
    """Its characters in the text that is compared (`Cut.compared`)."""
    key: str
    """What it is compared by."""
    folded: str
    """The same without case and hamzas."""
    kind: TokenKind
    values: frozenset[Hashable] = frozenset()
    """What a figure means."""
    content: bool = False
    """Whether it says what a text is about."""

    @property
    def figure(self) -> bool:
        """Whether it is a number, a date or a document's number."""
        return self.kind in ("number", "date", "symbol")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text and its tokens."""

    text: str
    tokens: tuple[Token, ...]
    compared: Mapped = field(repr=False)


@lru_cache(maxsize=50_000)
def is_function(word: str) -> bool:
    """Whether a folded word, with what is written onto it, says nothing of a text's matter."""
    known = stop_words()
    return word in known or (
        len(word) <= 6
        and not word.isascii()
        and any(word.startswith(c) and word[len(c) :] in known for c in CLITICS)
    )


@lru_cache(maxsize=64)
def cut(text: str) -> Cut:
    """The tokens of a text, in its order; none for a text that shows nothing."""
    compared = _compared(text)
    lower = compared.text.lower()
    if len(lower) != len(compared.text):  # İ, which is two characters small
        lower = "".join(c.lower()[0] for c in compared.text)
    folded = lower.translate(_FOLDS)
    parts: list[tuple[int, int, int, Figure | None]] = []
    for start, end, figure in _parts(compared.text, find_figures(compared.text, folded)):
        at = compared.starts[start]
        if parts and at <= parts[-1][0]:
            # both out of one character (a ligature of several words), or turned round: one token
            parts[-1] = (parts[-1][0], parts[-1][1], max(end, parts[-1][2]), None)
        else:
            parts.append((at if parts else 0, start, end, figure))
    ends = [part[0] for part in parts[1:]] + [len(text)]
    tokens = (
        tuple(
            _token(compared.text, folded, part, end) for part, end in zip(parts, ends, strict=True)
        )
        if parts
        else ()
    )
    return Cut(text, tokens, compared)


def _compared(text: str) -> Mapped:
    mapped = identity(text)
    for step in (
        normalise.strip_invisible,
        normalise.compose,
        normalise.strip_kashida,
        normalise.strip_marks,
    ):
        mapped = step(mapped)
    if _LIGATURE.search(mapped.text):
        letters = ((_LIGATURES.get(c, c), i, i + 1) for i, c in enumerate(mapped.text))
        mapped = rewrite(mapped, letters)
    mapped = Mapped(mapped.text.translate(_KEYS), mapped.starts, mapped.ends)
    mapped = normalise.turn_brackets(mapped)
    return normalise.collapse_spaces(mapped) if "  " in mapped.text else mapped


def _parts(text: str, figures: Sequence[Figure]) -> Iterator[tuple[int, int, Figure | None]]:
    at = 0
    for figure in figures:
        for match in _PART.finditer(text, at, figure.start):
            yield *match.span(), None
        yield figure.start, figure.end, figure
        at = figure.end
    for match in _PART.finditer(text, at):
        yield *match.span(), None


def _token(text: str, folded: str, part: tuple[int, int, int, Figure | None], end: int) -> Token:
    at, low, high, figure = part
    key = unicodedata.normalize("NFC", text[low:high])
    if figure:
        own = folded[low:high].replace("ء", "")
        if figure.kind != "number":  # `حزيران / يونيه`
            key = _STROKE.sub("/", key)
        return Token(at, end, (low, high), key, own, figure.kind, figure.values, content=True)
    if _PART.fullmatch(key) and key[0].isalnum():
        own = folded[low:high].replace("ء", "")
        return Token(at, end, (low, high), key, own, "word", content=not is_function(own))
    key = '"' if key in ("'", '"') else key
    return Token(at, end, (low, high), key, key, "mark")


def joined_like(cut: Cut, other: Cut) -> Cut:
    """With two words as one token where the other text writes them as one: `per cent`, `percent`."""
    ones = {_bare(token.folded) for token in other.tokens if token.kind == "word"}
    pairs = {(a.folded, b.folded) for a, b in zip(other.tokens, other.tokens[1:], strict=False)}
    tokens: list[Token] = []
    for token in cut.tokens:
        before = tokens[-1] if tokens else None
        if (
            before
            and before.kind == token.kind == "word"
            and _bare(before.folded + token.folded) in ones
            and (before.folded, token.folded) not in pairs
        ):
            low, high = before.range[0], token.range[1]
            tokens[-1] = replace(
                before,
                end=token.end,
                range=(low, high),
                key=cut.compared.text[low:high],
                folded=f"{before.folded} {token.folded}",
                content=before.content or token.content,
            )
        else:
            tokens.append(token)
    return replace(cut, tokens=tuple(tokens))


def _bare(folded: str) -> str:
    return folded.replace("-", "").replace(" ", "")
