"""The verb that leads a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.strength.tables import adverb_run, forms, key
from assistant.strength.values import Place, Row
from index.arabic.normalise import fold_text
from index.glossary import operative_verb
from index.values import Language


@dataclass(frozen=True, slots=True)
class Found:
    """A verb of the ladder in a folded text; all offsets are into that."""

    row: Row
    place: Place
    """What the form of the verb says of its paragraph."""
    start: int
    end: int
    before: tuple[int, int]
    """Where the adverbs before the verb stand."""
    gaps: tuple[tuple[int, int], ...] = ()
    """Where others stand between its words."""


_NUMBER = re.compile(
    r"[\W_]*(?:(?:(?:[op]p|(?:operative |preambular )?para(?:graph)?s?|no|الفقره)[. ]*)?\d+[a-z]?"
    r"|(?<=\()(?:[a-z]{1,4}|[ا-ي]{1,2})(?=\)))?[\W_]*"
)
_BODY = re.compile(
    r"(?:(?:the|this) )?(?:[\w'’-]+ ){0,6}?(?P<many>we|they|states|parties|members|ministers)?"
    r"(?(many)|(?:council|assembly|committee|commission|conference|congress|board|meeting|forum|summit|it))(?!\w)"
    r"|[وف]?(?:ان )?(?:ال\w+ ){0,2}?(?:(?:ال)?مجلس|الجمعيه|(?:ال)?لجنه|(?:ال)?موتمر|(?:ال)?هييه|الدول|الاطراف"
    r"|(?:ال)?اجتماع|نحن|وزراء|(?:ال)?منتدي)(?!\w)"
)
_OPENER = re.compile(
    r"(?:while|in|with|on|as|for|at|to|pursuant|under|following|given|without|until|upon|having|by)(?!\w)"
    r"|[وف]?(?:في|اذ|بعد|من|علي|وفقا|عملا|بغيه|مع|بينما|ب\w+|ل\w+|بموجب|وقد|سعيا|تحقيقا)(?!\w)"
)
_COMMA = re.compile(r"[,،;؛] ?(?:\d+ ?[.)–-] ?)?(?:and |و(?= ))?")
"""Behind it another verb may stand, in a draft pasted whole behind a number of its own."""
_NOUN = re.compile(r" (?:by|of|for|from)(?!\w)")


def leading(text: str, language: Language, kind: Place | None) -> Found | None:
    """The verb that leads a folded text: behind its number, the body's name or an opening phrase.

    A participle leads a preambular paragraph; elsewhere only where no operative verb follows it.
    """
    numbered = _NUMBER.match(text)
    start = numbered.end() if numbered else 0
    found = _at(text, start, language, bare=True)
    body = None if found else _BODY.match(text, start)
    if body is not None:
        found = _after_body(text, body, language)
    if found is None and (body or _OPENER.match(text, start)):
        # `وإذ` without a verb of the ladder: the next participle is another paragraph's
        unknown = re.compile("[وف]? ?اذ ").match(text, start) is not None
        found = _later(text, start, language, kind == "preambular" and not unknown)
    if found is None or found.place == "operative" or kind == "preambular":
        return found
    counted = numbered is not None and re.search(r"\d", numbered[0]) is not None
    if body is not None or kind == "operative" or counted or found.row.scale == "basis":
        return _later(text, found.end, language, participle=False) or found
    return found


def _after_body(text: str, body: re.Match[str], language: Language) -> Found | None:
    """The first verb behind the body's name, before a second comma."""
    stop = _COMMA.search(text, body.end())
    stop = (_COMMA.search(text, stop.end()) if stop else None) or stop
    end = stop.start() if stop else len(text)
    for word in re.finditer(r"(?<![\w'’])[^\W_]+", text[body.end() : end]):
        place = body.end() + word.start()
        if found := _at(text, place, language, bare=bool(body["many"])):
            return found
    return None


def _later(text: str, start: int, language: Language, participle: bool) -> Found | None:
    """The first verb behind a comma; a participle only if asked for."""
    for comma in _COMMA.finditer(text, start):
        found = _at(text, comma.end(), language, bare=False)
        if found and (participle or found.place == "operative"):
            return found
    return None


def _at(text: str, start: int, language: Language, bare: bool) -> Found | None:
    """The verb that stands at `start`, adverbs before it skipped; `bare` forms (`request`) count
    only where no noun can stand.
    """
    joined = re.compile(r"(?:and |but |و )?").match(text, start)
    start = joined.end() if joined else start
    at = skip_adverbs(text, start, language, unknown=True)
    for place in dict.fromkeys((at, start)):
        best: tuple[tuple[int, int], Found] | None = None
        for offset, found in _keys(text, place, language):
            for form in forms(language).get(found, ()):
                match = form.pattern.match(text, place + offset)
                if match is None or (form.bare and (not bare or _NOUN.match(text, match.end()))):
                    continue
                gaps = tuple(span for span in match.regs[1:] if span[0] < span[1])
                each = Found(
                    form.row, form.place, place + offset, match.end(), (start, place), gaps
                )
                rank = (form.words, -match.end())
                if best is None or rank > best[0]:
                    best = rank, each
        if best is not None:
            return best[1]
    return None


_TWO_WORDS = re.compile(r"([^\W_]+)(?: ([^\W_]+))?")


def _keys(text: str, at: int, language: Language) -> Iterator[tuple[int, str]]:
    """What to look the word at `at` up by, with و or ف before it and without."""
    words = _TWO_WORDS.match(text, at)
    if words is None:
        return
    first, second = words[1], words[2] or ""
    yield 0, key((first, second))
    if language == "ar" and first[0] in "وف" and len(first) > 2:
        yield 1, key((first[1:], second))


def by_glossary(text: str, language: Language) -> Found | None:
    """A verb that only the glossary knows has the rung of its counterpart in the other language."""
    numbered = _NUMBER.match(text)
    start = numbered.end() if numbered else 0
    pair = operative_verb(text[start:])
    if pair is None:
        return None
    own, other = pair if language == "ar" else pair[::-1]
    counterpart = _at(fold_text(other), 0, "en" if language == "ar" else "ar", bare=True)
    words = list(re.finditer(r"[^\W_]+", text[start : start + 200]))[: len(own.split())]
    if counterpart is None or not words:
        return None
    begin, end = start + words[0].start(), start + words[-1].end()
    return Found(counterpart.row, counterpart.place, begin, end, (start, start))


def clause_end(text: str, start: int, language: Language) -> int:
    """Where the next verb of the ladder takes over (`…, and urges`, `…، ويحث`)."""
    for comma in _COMMA.finditer(text, start):
        if _at(text, comma.end(), language, bare=False):
            return comma.start()
    return len(text)


def skip_adverbs(text: str, at: int, language: Language, unknown: bool) -> int:
    """The end of the adverbs at `at`, with the commas and spaces behind them."""
    other = r"|[a-z]+ly" if unknown and language == "en" else ""
    pattern = adverb_run(language, other)
    match = pattern.match(text, at)
    return match.end() if match else at
