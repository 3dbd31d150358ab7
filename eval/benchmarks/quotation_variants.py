"""A true quotation as others write it: the same letters, set down in another way."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from index.arabic.normalise import KASHIDA, MARKS


def _each_letter(text: str, share: float, chance: random.Random, marks: Sequence[str]) -> str:
    return re.sub(
        "[\u0621-\u064a](?![\u064b-\u0652])",
        lambda m: m[0] + (chance.choice(marks) if chance.random() < share else ""),
        text,
    )


def _with_kashidas(text: str, chance: random.Random) -> str:
    return re.sub(
        "(?<=[بتثجحخسشصضطظعغفقكلمنهيئ])(?=[\u0621-\u064a])",
        lambda _: KASHIDA * chance.choice((0, 0, 1, 3)),
        text,
    )


@cache
def _shapes() -> dict[tuple[str, str], str]:
    """Letters, and lam with alef, by form (`initial`, `medial`, `final`, `isolated`)."""
    table = {}
    for code in range(0xFE80, 0xFEFD):
        form, *letters = unicodedata.decomposition(chr(code)).split()
        table["".join(chr(int(c, 16)) for c in letters), form.strip("<>")] = chr(code)
    return table


def shaped(text: str) -> str:
    """Arabic letters as presentation forms, as some text layers have them."""
    shapes = _shapes()
    units = re.findall("ل[اأإآ]|.", text, re.DOTALL)
    joins = [(unit, "initial") in shapes for unit in units]
    letters = [(unit, "isolated") in shapes for unit in units]
    written = []
    for i, unit in enumerate(units):
        before = i > 0 and joins[i - 1] and (unit, "final") in shapes
        after = joins[i] and i + 1 < len(units) and letters[i + 1]
        after = after and (units[i + 1], "final") in shapes
        form = ("isolated", "initial", "final", "medial")[2 * before + after]
        written.append(shapes.get((unit, form), unit))
    return "".join(written)


def _other_digits(text: str, chance: random.Random) -> str:
    zero = 0x6F0 if chance.random() < 0.2 else 0x660
    european = any(c in "0123456789" for c in text)
    return re.sub(r"\d", lambda m: chr((zero if european else 0x30) + int(m[0])), text)


def _other_spaces(text: str, chance: random.Random) -> str:
    spaces = (" ", "\n", "\r\n", "\u00a0", "  ", "\u202f", " \n ", "\u2009")
    return re.sub(" ", lambda _: chance.choice(spaces), text)


def _other_apostrophes(text: str, chance: random.Random) -> str:
    new = chance.choice("'’")
    text = re.sub("['’]", new, text)
    return re.sub('[“”"]', '"', text) if new == "'" else text


def _invisible(text: str, chance: random.Random) -> str:
    marks = "\u200e\u200f\u202a\u202b\u202c\u2066\u2069\u061c\u200b\u200d"
    return re.sub("", lambda _: chance.choice(marks) if chance.random() < 0.15 else "", text)


def _left_out(text: str, chance: random.Random) -> str:
    words = text.split()
    places = [
        i for i in range(1, len(words) - 1) if not re.search(r"\d", "".join(words[i - 1 : i + 2]))
    ]
    if not places:
        return text
    at = chance.choice(places)
    return " ".join((*words[:at], chance.choice(("[…]", "...", "…", "(…)")), *words[at + 1 :]))


_HARAKAT = ("\u064e", "\u064f", "\u0650", "\u0652", "\u0651\u064e", "\u064b", "\u0670")
VARIANTS: dict[str, Callable[[str, random.Random], str]] = {
    "as it stands": lambda text, _: text,
    "some vowel marks": lambda text, chance: _each_letter(text, 0.3, chance, _HARAKAT),
    "all vowel marks": lambda text, chance: _each_letter(text, 1.0, chance, _HARAKAT),
    "no vowel marks": lambda text, _: MARKS.sub("", text),
    "kashidas": _with_kashidas,
    "presentation forms": lambda text, _: shaped(text),
    "hamzas and accents apart": lambda text, _: unicodedata.normalize("NFD", text),
    "other digits": _other_digits,
    "other white space": _other_spaces,
    "other apostrophes": _other_apostrophes,
    "invisible marks": _invisible,
    "words left out": _left_out,
}
