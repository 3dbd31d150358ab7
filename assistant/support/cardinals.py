"""A cardinal number, as long as its words and figures go on: `three thousand four hundred and twelve`,
`3 ملايين و 400 ألف`, `مليونان ونصف المليون`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from assistant.support import number_words as table
from assistant.support.number_tokens import (
    Number,
    Token,
    bare,
    figure_values,
    is_per_cent,
    stands_alone,
)
from index.arabic.normalise import fold_text

_HALF = fold_text("نصف")
_SHORT_SCALES = ("m", "mn", "bn")
_BEYOND = 10**15
_CURRENCY_SIGNS = ("$", "€", "£", "usd", "eur", "gbp")
_BEHIND_METRES = frozenset(
    "a an per each every deep high long wide thick tall above below under over in from between and or"
    " away apart annually yearly on of to by at since during".split()
)
"""Words behind `1.6 m` that leave it metres."""


def read_cardinal(folded: str, tokens: Sequence[Token], at: int) -> tuple[Number, int] | None:
    """The number that opens at token `at` and the place behind its last token; None if none does."""
    reading = _Reading(folded, tokens, at)
    while reading.goes_on():
        pass
    end = reading.end
    if end == at or (end == at + 1 and tokens[at].text.removeprefix("ال") in table.WEEKDAYS):
        return _fraction(tokens, at)
    return reading.number()


class _Reading:
    """What is read so far: millions and thousands in `total`, what is below them in `current`."""

    def __init__(self, folded: str, tokens: Sequence[Token], at: int) -> None:
        self.folded, self.tokens, self.at, self.end = folded, tokens, at, at
        self.total = Fraction(0)
        self.current: Fraction | None = None
        self.figures: frozenset[Fraction] = frozenset()
        """What the figure read last may mean, if it may mean several things."""
        self.values: frozenset[Fraction] | None = None
        self.scale = _BEYOND
        self.figured = self.in_words = self.bare_scale = self.done = False

    def goes_on(self) -> bool:
        """Reads the next token, with what joins it; whether it belongs to the number."""
        step, joined = self.end, False
        if self.done or step >= len(self.tokens):
            return False
        hyphen = step > self.at and self.tokens[step].text == "-"
        if hyphen and self.tokens[step - 1].kind != "latin":
            return False
        if step > self.at and (
            (hyphen and self.tokens[step - 1].end == self.tokens[step].start)
            or self.tokens[step].text in ("and", "و")
        ):
            step, joined = step + 1, True
            if step >= len(self.tokens):
                return False
        token = self.tokens[step]
        joined = joined or (step > self.at and token.kind == "arabic" and token.text[0] == "و")
        if token.kind == "figure":
            taken = not token.ordinal and self._figure(token, step, joined and not hyphen)
        else:
            taken = (
                self._scale(token, step, joined)
                or self._twice(token, joined)
                or self._hundred(token, joined)
                or self._unit(token, step, joined)
            )
        if taken:
            self.end = step + 1
            return True
        return self._half(token, step, joined)

    def _figure(self, token: Token, step: int, joined: bool) -> bool:
        if self.end > self.at:
            after = self.tokens[step + 1].text if step + 1 < len(self.tokens) else ""
            smaller = table.SCALES.get(after, _BEYOND) < self.scale
            if not (joined and self.current is None and self.total and smaller):
                return False
        found = figure_values(token.text)
        if not found or not stands_alone(self.folded, token):
            return False
        self.figures, self.current, self.figured = found, max(found), True
        return True

    def _scale(self, token: Token, step: int, joined: bool) -> bool:
        word = bare(token, table.SCALES)
        if word is None:
            return False
        scale, opening = table.SCALES[word], self.current is None and not self.total
        if scale >= self.scale or (joined and self.current is not None):
            return False
        if opening and (word in table.PLURAL_SCALES or word in _SHORT_SCALES):
            return False
        if self.current is None and not opening:
            return False
        if word in _SHORT_SCALES and self.tokens[step - 1].kind != "figure":
            return False
        if word == "m" and self._in_metres(step):
            return False
        multiples = self.figures or frozenset({self.current or Fraction(1)})
        self.values = frozenset(self.total + each * scale for each in multiples)
        self.total += (self.current or 1) * scale
        self.current, self.figures, self.scale = None, frozenset(), scale
        self.in_words = self.in_words or opening
        self.bare_scale = self.bare_scale or opening
        return True

    def _in_metres(self, step: int) -> bool:
        """Whether the `m` at this token is metres: `1.6 m a year`, but `$1.6 m` and `3.4 m people`."""
        first, figure, m = self.tokens[self.at], self.tokens[step - 1], self.tokens[step]
        ahead = self.tokens[step + 1] if step + 1 < len(self.tokens) else None
        if self.at and self.tokens[self.at - 1].text in _CURRENCY_SIGNS and first is figure:
            return False
        if ahead is None or ahead.kind != "latin":
            # "$" and "€" may as well stand behind
            return figure.end < m.start and (ahead is None or ahead.text not in _CURRENCY_SIGNS)
        return ahead.text in _BEHIND_METRES

    def _twice(self, token: Token, joined: bool) -> bool:
        word = bare(token, table.TWICE_SCALES)
        if word is None or self.current is not None or (self.total and not joined):
            return False
        if table.TWICE_SCALES[word] // 2 >= self.scale:
            return False
        self.total += table.TWICE_SCALES[word]
        self.scale, self.in_words = table.TWICE_SCALES[word] // 2, True
        return True

    def _hundred(self, token: Token, joined: bool) -> bool:
        word = bare(token, table.hundreds())
        if word is None:
            return False
        value = table.hundreds()[word]
        if self.current is not None and value == 100 and 1 <= self.current <= 9 and not joined:
            self.current *= 100
        elif self.current is None and (not self.total or joined or word == "hundred"):
            if is_per_cent(self.folded, token):
                return False
            self.current = Fraction(value)
        else:
            return False
        self.figures, self.in_words = frozenset(), True
        return True

    def _unit(self, token: Token, step: int, joined: bool) -> bool:
        word = bare(token, table.units())
        # "from 4.1 million ten years earlier"
        if word is None or (self.figured and self.total and not joined):
            return False
        after = self.tokens[step + 1].text if step + 1 < len(self.tokens) else ""
        if word in table.BEFORE_TEN and after not in table.TEEN:
            return False
        added = _added(self.current, self.total, table.units()[word], word, joined)
        if added is None:
            return False
        self.current, self.figures, self.in_words = added, frozenset(), True
        return True

    def _half(self, token: Token, step: int, joined: bool) -> bool:
        """`ثلاثة ونصف`, `مليونان ونصف المليون`, `two and a half`."""
        if not joined or (self.current is None and not self.total):
            return False
        after = self.tokens[step + 1].text if step + 1 < len(self.tokens) else ""
        if token.text == "a" and after == "half" and self.current is not None:
            self.current, self.figures, self.end = (
                self.current + Fraction(1, 2),
                frozenset(),
                step + 2,
            )
            return True
        if bare(token, table.FRACTIONS) != _HALF:
            return False
        if self.current is None:
            self.total += Fraction(self.scale, 2)
        else:
            self.current += Fraction(1, 2)
            self.figures = frozenset()
        self.done = True
        self.end = step + (2 if after.removeprefix("ال") in table.SCALES else 1)
        return False

    def number(self) -> tuple[Number, int]:
        """The number, and the place of the token behind it."""
        start, end = self.tokens[self.at].start, self.end
        whole = self.total + (self.current or 0)
        if end < len(self.tokens) and self.tokens[end].text in table.PARTS and whole < 20:
            part, last = whole * table.PARTS[self.tokens[end].text], end
            if scaled := _scaled(self.tokens, end + 1):
                part, last = part * scaled[0], scaled[1]
            return Number(start, self.tokens[last].end, frozenset({part})), last + 1
        values = frozenset({whole})
        if self.figures and not self.total:
            values = self.figures
        elif self.current is None and self.values and self.total in self.values:
            values = self.values
        sure = not (self.in_words and whole <= 1) and not (self.bare_scale and whole == 1_000)
        scale = 1 if self.scale == _BEYOND else self.scale
        return Number(start, self.tokens[end - 1].end, values, sure=sure, scale=scale), end


def _added(
    current: Fraction | None, total: Fraction, value: int, word: str, joined: bool
) -> Fraction | None:
    """What is counted so far with one more word; None where the word begins another number."""
    if current is None:
        return Fraction(value) if not total or joined or word.isascii() else None
    if current.denominator != 1:
        return None
    if word in table.TEEN and not joined and 1 <= current <= 9:
        return current + 10
    arabic = not word.isascii()
    if current % 100 == 0 and current and value < 100 and (joined or not arabic):
        return current + value
    low = current % 100
    if arabic and joined and 1 <= low <= 9 and 20 <= value <= 90:
        return current + value
    if not arabic and 20 <= low <= 90 and low % 10 == 0 and 1 <= value <= 9:
        return current + value
    return None


def _fraction(tokens: Sequence[Token], at: int) -> tuple[Number, int] | None:
    word = bare(tokens[at], table.FRACTIONS)
    if word is None:
        return None
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    # "نصف سنوي" and "half-yearly" say how often, not how much
    sure = not after.startswith(("سنوي", "-"))
    value = table.FRACTIONS[word]
    if scaled := _scaled(tokens, at + 1):
        scale, last = scaled
        whole = frozenset({value * scale})
        return Number(tokens[at].start, tokens[last].end, whole), last + 1
    return Number(tokens[at].start, tokens[at].end, frozenset({value}), sure=sure), at + 1


def _scaled(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The scale that a fraction is of and the place of its token: half `a million`, a quarter
    `of a million`.
    """
    if at < len(tokens) and tokens[at].text in ("of", "من"):
        at += 1
    if at < len(tokens) and tokens[at].text in ("a", "one"):
        at += 1
    word = tokens[at].text.removeprefix("ال") if at < len(tokens) else ""
    return (table.SCALES[word], at) if word in table.SCALES and len(word) > 2 else None
