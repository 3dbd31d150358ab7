"""Correctness without a judge: accepted short answers, and the facts that a right answer states.

Vital facts count only when stated in full, all of them half when stated in part, as AutoNuggetizer
scores nuggets (TREC 2024 RAG track; castorini/nuggetizer, `strict_vital` and `all`). Which are
stated is found without a language model: everything that a fact counts or dates must be said, and
most of its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.support import dates, numbers, symbols, wording
from eval.runs.lines import Line
from eval.scores.figures import Row
from eval.sets.questions import Asked, Nugget
from index.arabic.normalise import fold_text
from index.values import Language

STATED = 0.75
"""Share of a fact's words that an answer must have to state a fact that counts and dates nothing."""

STATED_COUNTED = 0.5
"""The same beside numbers, dates and symbols, which all have to be there."""

IN_PART = 0.4
"""Share from which on an answer states in part a fact that counts and dates nothing."""

_WORD = re.compile(r"[^\W_]+")
_MARKERS = re.compile(r"\[\s*[\d٠-٩]{1,3}(?:\s*[,،]\s*[\d٠-٩]{1,3})*\s*\]")
_YES_OR_NO = frozenset({"yes", "no", "نعم", "لا", "كلا"})
_DENIES = frozenset({"not", "no", "never", "لا", "ليس", "ليست", "لم", "لن", "غير", "وليس", "ولا"})
_BEFORE, _BEHIND = 3, 3
"""Words before and behind a number among which its unit stands."""
_ARTICLES = frozenset({"a", "an", "the"})


def correctness_figures(asked: Asked, line: Line) -> tuple[Row, tuple[str, ...]]:
    """The correctness figures of one answer, and sentences on what is missing.

    A question that the documents do not answer has none; one on which it was silent (or failed)
    although they do has 0. Figures that the set says nothing for are absent.
    """
    if not asked.answerable or not line.answered:
        return {}, ()
    accepted = [form for forms in asked.answers.values() for form in forms if form.strip()]
    vital = [nugget for nugget in asked.nuggets if nugget.vital]
    silent = line.abstained or line.error is not None
    row: Row = {}
    notes: list[str] = []
    text = "" if silent else _MARKERS.sub("", line.answer)
    said = _Said(text)
    if accepted:
        found = any(states_answer(text, form, said) for form in accepted)
        row["accepted_answer"] = float(found)
        if not found and not silent:
            notes.append(f"No accepted answer is in it: {' · '.join(accepted)}.")
    grades = {nugget: 0.0 if silent else nugget_stated(nugget, said) for nugget in asked.nuggets}
    if vital:
        row["vital_nuggets"] = sum(grades[each] == 1.0 for each in vital) / len(vital)
    if asked.nuggets:
        row["all_nuggets"] = sum(grades.values()) / len(grades)
    if not silent:
        for nugget, grade in grades.items():
            if grade < 1.0:
                kind = "vital fact" if nugget.vital else "fact"
                state = "is stated only in part" if grade else "is missing"
                notes.append(f"A {kind} {state}: {nugget.text}.")
    return row, tuple(notes)


class _Said:
    """An answer's text, read once: its words, numbers and dates."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.in_language = _by_language(text)
        self.folded = fold_text(text)
        self.dates = dates.find_dates(self.folded)
        self.numbers = numbers.find_numbers(_without(self.folded, self.dates))
        self.all_numbers = numbers.find_numbers(self.folded)
        self.symbols = symbols.find_symbols(self.folded)


def states_answer(text: str, accepted: str, said: _Said | None = None) -> bool:
    """Whether an accepted short answer stands in a text.

    Letters are folded (hamza, vowel marks, case), words compared at their borders; numbers by value
    (either digits, any grouping, words), per cent in any writing, dates in any system of months.
    """
    said = said or _Said(text)
    folded = fold_text(accepted)
    if (plain := _words(folded)) and len(plain) == 1 and plain[0] in _YES_OR_NO:
        return _words(said.folded)[:1] == plain  # anywhere else it answers something else
    there, left = _looked_up(folded, said)
    if not all(there):
        return False
    if not there:
        words = _words(left)
        return bool(words) and _row_of_words(words, said.folded)
    windows = _beside_numbers(folded, said)
    if windows is None:
        return True
    # a unit beside the number ("165 wells"): some of its words, in any of their forms
    return any(
        not wording.content_words(left) or wording.compare(left, [window]).share >= STATED_COUNTED
        for window in windows
    )


def _beside_numbers(accepted: str, said: _Said) -> list[str] | None:
    """The words about each place of a text that has a number of the accepted answer, places left out
    that deny it (`not 15 per cent but 20`); None where the answer holds no number outside dates
    and symbols.
    """
    left = _without(accepted, symbols.find_symbols(accepted))
    left = _without(left, dates.find_dates(left))
    counted = [each for each in numbers.find_numbers(left) if each.sure]
    if not counted:
        return None
    windows = []
    for place in said.all_numbers:
        if not any(numbers.holds([place], each) for each in counted):
            continue
        before = _words(said.folded[: place.start])[-_BEFORE:]
        if before and before[-1] in _DENIES:
            continue
        behind = _words(said.folded[place.end :])[:_BEHIND]
        windows.append(" ".join([*before, said.folded[place.start : place.end], *behind]))
    return windows


def nugget_stated(nugget: Nugget, said: _Said) -> float:
    """1.0 where a fact is stated in full in any of its forms, 0.5 in part, else 0.0.

    A form is compared with what the answer says in its own language. Across languages words are
    rendered one by one, which finds too much in a short fact; so it is done only where the fact has
    no form in a language of the answer.
    """
    forms = (nugget.text, *nugget.forms)
    written = {wording.language_of(form) for form in forms}
    across = not written.intersection(said.in_language)
    return max(_stated(form, said, across=across) for form in forms)


def _stated(form: str, said: _Said, *, across: bool) -> float:
    there, left = _looked_up(fold_text(form), said)
    own = said.text if across else said.in_language.get(wording.language_of(form), "")
    share = wording.compare(left, [own]).share if own else 0.0
    if not wording.content_words(left):
        return float(bool(there) and all(there))
    if there:
        # a fact whose figure is wrong is not stated in part by its words alone
        if not all(there):
            return 0.5 if any(there) and share >= IN_PART else 0.0
        return 1.0 if share >= STATED_COUNTED else 0.5
    return 1.0 if share >= STATED else 0.5 if share >= IN_PART else 0.0


def _looked_up(folded: str, said: _Said) -> tuple[list[bool], str]:
    """Whether each symbol, date and number of a folded text is said, and its words without them."""
    named = symbols.find_symbols(folded)
    left = _without(folded, named)
    dated = dates.find_dates(left)
    left = _without(left, dated)
    counted = [each for each in numbers.find_numbers(left) if each.sure]
    there = [any(symbols.one_document(n.ref, s.ref) for s in said.symbols) for n in named]
    there += [dates.holds(said.dates, date) for date in dated]
    there += [_says(said, number) for number in counted]
    return there, " ".join(_words(_without(left, counted)))


def _says(said: _Said, number: numbers.Number) -> bool:
    return numbers.holds(said.numbers, number) or numbers.holds(said.all_numbers, number)


def _by_language(text: str) -> dict[Language, str]:
    """The lines of a text that are in Arabic, and those in English."""
    lines: dict[Language, list[str]] = {}
    for line in text.splitlines():
        if re.search(r"[^\W\d_]", line):
            lines.setdefault(wording.language_of(line), []).append(line)
    return {language: "\n".join(found) for language, found in lines.items()}


def _without(folded: str, found: Sequence[dates.Date | numbers.Number | symbols.Named]) -> str:
    for each in found:
        folded = folded[: each.start] + "|" * (each.end - each.start) + folded[each.end :]
    return folded


def _words(folded: str) -> list[str]:
    return [word for word in _WORD.findall(folded) if word not in _ARTICLES]


def _row_of_words(words: Sequence[str], folded: str) -> bool:
    """Whether the words stand in a row, at word borders; Arabic particles may be written onto the
    first one: بدلمارة.
    """
    pattern = r"\s".join(map(re.escape, words))
    particles = "" if words[0].isascii() else r"[وف]?(?:[بلك]|لل)?(?:ال)?"
    return bool(re.search(rf"(?<!\w){particles}{pattern}(?!\w)", " ".join(_words(folded))))
