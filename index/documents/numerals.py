"""Numbers as lists print them: 3, iii, C, ج, ٣. Shared by the readers of Word and HTML lists."""

from __future__ import annotations

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
HIJAI = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
"""The alphabet's order in dictionaries: أ ب ت ث."""
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
"""The order that UN documents number by: أ ب ج د."""

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """Lower-case Roman numerals from 1 to 3999; other numbers in digits."""
    if not 1 <= number < 4000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out


def arabic_indic(number: int) -> str:
    """٣ for 3."""
    return str(number).translate(_ARABIC_INDIC)


def repeated(number: int, letters: str) -> str:
    """Letters as Word goes on after the last one: z, aa, bb. Out of all reason: digits."""
    if not 1 <= number <= 10 * len(letters):
        return str(number)
    turns, at = divmod(number - 1, len(letters))
    return letters[at] * (turns + 1)


def counted(number: int, letters: str) -> str:
    """Letters as browsers go on after the last one: z, aa, ab. Zero and below: digits."""
    if number < 1:
        return str(number)
    out = ""
    while number:
        number, at = divmod(number - 1, len(letters))
        out = letters[at] + out
    return out


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
