"""The tables of verbs, adverbs and hedges, and the patterns made of them.

In the tables `*` stands for up to three words (`expresses * concern`), and adverbs may stand between
any two words of a form (`يعرب كذلك عن قلقه`). Words are compared folded (`index.arabic.normalise`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import cast

from assistant.strength.values import Place, Row, Scale
from assistant.word_lists import rows
from index.arabic.normalise import fold_text
from index.errors import FiqraError
from index.values import Language

_BOUND = "(?:that|for|of|to|on|at|over|about|by|with|in|ان|في|علي|الي|من|ما)"
_GAP = rf"((?:(?!{_BOUND} )[^\W_]+ ){{0,3}}?)"
_PASTS = frozenset("took bore kept paid drew held set was were".split())


@cache
def ladder() -> tuple[Row, ...]:
    """The rows of the ladder, lowest first within each scale. Raises FiqraError for a broken row."""
    found = []
    for number, cells in enumerate(rows("ladder.tsv"), start=2):
        if len(cells) != 9 or not cells[1].isdigit():
            raise FiqraError(
                f"Line {number} of assistant/data/ladder.tsv is broken: write nine columns with tabs"
                " between them, a whole number in the second."
            )
        scale, rung, also, ar, ar_preambular, en, en_preambular, seen, note = cells
        found.append(
            Row(
                cast(Scale, scale),
                int(rung),
                tuple(map(int, _cell(also))),
                _cell(ar),
                _cell(ar_preambular),
                _cell(en),
                _cell(en_preambular),
                seen,
                note,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb: the pattern that finds it in a folded text."""

    row: Row
    place: Place
    words: int
    """Of these the form with most counts."""
    bare: bool
    """An infinitive, which may as well be a noun (`request`)."""
    source: str
    """The pattern's source: it is compiled when a clause first begins with the form's first word."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the form at a place of a folded text."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def key(words: Sequence[str]) -> str:
    """What a form is looked up by: its first word, or two where the first one is `إذ`."""
    return " ".join(words[:2] if words[0] == "اذ" else words[:1])


@cache
def forms(language: Language) -> dict[str, list[Form]]:
    """Every form of the ladder's verbs by its `key`. Of a form in two rows the first counts."""
    found: dict[str, list[Form]] = {}
    seen: set[str] = set()
    for row in ladder():
        if row.scale == "modal":
            continue
        columns: tuple[tuple[Place, tuple[str, ...]], ...] = (
            ("operative", row.ar if language == "ar" else row.en),
            ("preambular", row.ar_preambular if language == "ar" else row.en_preambular),
        )
        for place, forms in columns:
            for printed in forms:
                words = fold_text(printed).split()
                if " ".join(words) in seen:
                    continue
                seen.add(" ".join(words))
                fixed = sum(word != "*" for word in words)
                source = _form_pattern(words, language) + r"(?!\w)"
                form = Form(row, place, fixed, _is_bare(words[0], language, place), source)
                found.setdefault(key(words), []).append(form)
    return found


def _form_pattern(words: list[str], language: Language) -> str:
    pieces = [re.escape(words[0])]
    between = f"((?:(?:{_alternatives(language, '')}) )*)"
    for before, word in pairwise(words):
        if word == "*":
            pieces.append(f" {_GAP}")
        elif before == "*":
            pieces.append(re.escape(word))
        else:
            pieces.append(f" {between}{re.escape(word)}")
    return "".join(pieces)


def _is_bare(word: str, language: Language, place: Place) -> bool:
    if language == "ar" or place == "preambular" or word in _PASTS:
        return False
    return re.search(r"(?<!s)s$|ed$", word) is None


@cache
def _marks(name: str, language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The rows of a table of adverbs or hedges: what they mean, their folded forms."""
    column = 1 if language == "ar" else 2
    return tuple((c[0], tuple(map(fold_text, _cell(c[column])))) for c in rows(name))


@cache
def _alternatives(language: Language, name: str) -> str:
    """A pattern of every form of a table, the longest first; of `adverbs.tsv` for no name."""
    forms = {f for _, each in _marks(name or "adverbs.tsv", language) for f in each}
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))


@cache
def finder(name: str, language: Language) -> re.Pattern[str]:
    """Finds every form of the adverbs or hedges in a folded text, as group `form`."""
    before = "(?<![^\\W_])[وف]?" if language == "ar" else r"(?<!\w)"
    # a form that ends in a preposition is written onto the next word (`دون المساس ب…`)
    forms = re.sub(r"\\ ب(?=\||$)", r"\\ ب(?=\\w)", _alternatives(language, name))
    return re.compile(rf"{before}(?P<form>{forms})(?:(?<= ب)|(?!\w))")


@cache
def meanings(name: str, language: Language) -> dict[str, str]:
    """What each folded form of the adverbs or hedges means."""
    return {form: means for means, forms in _marks(name, language) for form in forms}


@cache
def adverb_run(language: Language, other: str) -> re.Pattern[str]:
    """A run of adverbs with the commas between them; `other` is a pattern of more of them."""
    conjunction = "[وف]?" if language == "ar" else ""
    return re.compile(
        rf"(?:[,،]? ?{conjunction}(?:{_alternatives(language, '')}{other})(?!\w)[,،]? ?(?:and )?){{0,8}}"
    )


@cache
def modals(language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    """Finds modal verbs in a folded text, as group 1; the rung of each."""
    found = {
        fold_text(form): str(row.rung)
        for row in ladder()
        if row.scale == "modal"
        for form in (row.ar if language == "ar" else row.en)
    }
    forms = "|".join(sorted(map(re.escape, found), key=len, reverse=True))
    clitic = "[وف]?" if language == "ar" else ""
    return re.compile(rf"(?<!\w){clitic}({forms})(?!\w)"), found


def _cell(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
