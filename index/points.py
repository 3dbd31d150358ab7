"""The letters of sub-paragraphs in both scripts: (أ) is (a), (ع) is (p), ’4‘ is (iv).

Arabic UN texts letter their points in the abjad order, English ones in the Latin order; where
English counts a second level in Roman numerals, Arabic prints figures between inverted commas.
"""

from __future__ import annotations

from index.arabic.normalise import fold_text

ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
"""The order of Arabic points; the first 26 answer to a…z."""
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_FOLDED = {fold_text(letter): index for index, letter in enumerate(ABJAD)}
_ROMAN = (
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
    *((50, "l"), (40, "xl")),
)


def roman(number: int) -> str:
    """A number from 1 to 89 as a small Roman numeral."""
    text = ""
    for value, sign in sorted(_ROMAN, reverse=True):
        while number >= value:
            text += sign
            number -= value
    return text


_FROM_ROMAN = {roman(number): number for number in range(1, 60)}


def from_roman(text: str) -> int | None:
    """The number that a Roman numeral up to 59 stands for, either case; None if it is not one."""
    return _FROM_ROMAN.get(text.lower())


def is_arabic_letter(number: str) -> bool:
    """Whether a point's printed number is an Arabic letter (stretched, `هـ`, or doubled, `أ أ`)."""
    return _index(number) is not None


def _index(number: str) -> int | None:
    """The place of an Arabic point letter; a doubled one comes after the 26 that answer to a…z."""
    folded = fold_text(number).replace(" ", "")
    if len(folded) == 2 and folded[0] == folded[1] and folded[0] in _FOLDED:
        return len(_LATIN) + _FOLDED[folded[0]]
    return _FOLDED.get(folded)


def latin(number: str) -> str | None:
    """The Latin letter that answers to an Arabic point letter: `ج` → `c`; None if there is none.

    After 26 letters both languages double them: `أ أ` → `aa`.
    """
    index = _index(number)
    if index is None:
        return None
    times, place = divmod(index, len(_LATIN))
    return _LATIN[place] * (times + 1)


def arabic(letter: str) -> str | None:
    """The Arabic point letter that answers to a Latin one: `c` → `ج`; None if there is none."""
    letter = letter.lower()
    if len(letter) == 1 and letter in _LATIN:
        return ABJAD[_LATIN.index(letter)]
    if len(letter) == 2 and letter[0] == letter[1] and letter[0] in _LATIN:
        return f"{ABJAD[_LATIN.index(letter[0])]} {ABJAD[_LATIN.index(letter[0])]}"
    return None


def shown(number: str, language: str, level: int, source: str) -> str:
    """A point's number with its brackets, as a text in `language` prints it.

    `level` is 1 for a point right under its paragraph; `source` the language of the document.
    An `i` on the first level, which may be a letter or a Roman numeral, stays as printed.
    """
    if language == "en":
        if is_arabic_letter(number):
            return f"({latin(number)})"
        if number.isdecimal() and source == "ar" and int(number) < 60:
            return f"({roman(int(number))})"
        return f"({number})"
    if not number.isascii() or number.isdecimal():
        return f"’{number}‘" if number.isdecimal() and source == "ar" else f"({number})"
    if number.lower() == "i" and level == 1:
        return f"({number})"
    numeral = from_roman(number)
    if numeral is not None and (level > 1 or len(number) > 1 or number.lower() in "vx"):
        return f"’{numeral}‘"
    return f"({arabic(number) or number})"


def keys(number: str) -> frozenset[str]:
    """Everything that a point's number, asked or printed, may equal: letters by place, numerals by value.

    Two numbers name the same point when their sets meet: `ط` and `i`, `4` and `iv`.
    """
    found = {fold_text(number)}
    # "ii" and "xx" are numerals before they are doubled letters
    doubled = len(number) > 1 and from_roman(number) is not None
    letter = arabic(number) if number.isascii() and not doubled else None
    index = _index(letter or number)
    if index is not None:
        found.add(f"letter {index}")
    value = int(number) if number.isdecimal() else from_roman(number)
    if value is not None:
        found.add(f"numeral {value}")
    return frozenset(found)
