"""Numbers that stand reversed, put right where only one order makes sense.

Text layers of Arabic print what stands left to right in a line of right to left in pieces: 73/154
comes out as `154/73`, 14 400 as `400 14`, 2010-2014 as `2014-2010`. Which order is meant shows in
what the numbers can be: a session that sat in the year printed beside it, a year, thousands in
groups of three. What both orders allow stays as it is.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.arabic.dates import find_date
from index.arabic.digits import european
from index.arabic.mapping import Mapped
from index.arabic.normalise import fold_text
from index.arabic.repair.values import Change, Reading, substitute

_D = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_REFERENCE = re.compile(
    rf"(?<![\w/.,:\-–](?<![\u0621-\u064a]))(?P<a>{_D}{{1,4}}) ?/ ?(?P<b>{_D}{{1,4}})"
    rf"(?![A-Za-z/]|{_D}|[.,\-–:]{_D})"
)
_SYMBOL = re.compile(
    rf"(?<![A-Za-z/])(?P<body>A|E)/RES/(?P<a>{_D}{{1,4}})/(?P<b>{_D}{{1,4}})(?![A-Za-z/]|{_D})"
)
_GAP = "[ \u00a0\u202f]"
_GROUPS = re.compile(
    rf"(?<![\w/.,:\-–](?<![\u0621-\u064a]))(?<!{_D}{_GAP}){_D}{{3}}(?:{_GAP}{_D}{{3}})*"
    rf"{_GAP}{_D}{{1,3}}"
    rf"(?![A-Za-z/%٪]|{_D}|[.,:\-–]{_D}|{_GAP}?[/%٪\-–]|{_GAP}{_D})"
)
_RANGE = re.compile(
    rf"(?<![\w/.,:\-–](?<![\u0621-\u064a]))(?P<a>{_D}{{1,4}}) ?(?P<dash>[-–—]) ?(?P<b>{_D}{{1,4}})"
    rf"(?![A-Za-z/]|{_D}|[.,:\-–/]{_D})"
)
_DATED = re.compile(
    r"م?ورخ\D{0,4}(?:\d{1,2} )?[^\d/]{0,25}(?:/ ?[^\d/]{0,15})?(?P<year>\d{4})(?!\d)"
)
_IN_BRACKETS = re.compile(r" ?\((?P<year>\d{4})\)")

_TITLE_WITHIN = 12
_PERHAPS_RESOLUTION = re.compile("ق[\u064b-\u0652]*ر")
_RESOLUTION = re.compile(r"قرار|مقرر")
_NATIONAL = re.compile(r"قانون|مرسوم|\bل?لامر\b|الامر|قضيه|دعوي|وزاري|وزراء|اتفاق رقم|محكم")
_NOT_A_COUNT = re.compile(
    r"(?<!\w)(?:[وفبل]?ال|لل|[وفبل])?(?:رقم|قرار\w*|مقرر\w*|فقره|فقرات|فقرتين|ماده|مواد|صفحه|صفحات|مجلد|عدد خاص|عام|سنه|بند|فصل"
    r"|هاتف|فاكس|غرفه|ص|ملحق|حاشيه|no|vol|pp?)[ .:]*$"
)
_PAGES = re.compile(r"(?:فقرات|صفحات|pp)[ .:]*\(?$")
_SPAN_OF_YEARS = 60
_FIRST_YEAR, _LAST_YEAR = 1946, 2099
_FIRST_SESSION, _LAST_SESSION = 31, 90
"""Sessions of the General Assembly whose resolutions bear the session before a stroke (since 1976),
and some to come."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A number of two parts and what its neighbours say of its order."""

    line: int
    start: int
    end: int
    new: str
    order: str
    """straight, reversed or open."""
    confidence: float = 0.0


def read_numbers(lines: Sequence[Reading]) -> list[Reading]:
    """The lines with the numbers that stand reversed in their true order.

    No digit is lost or made; each changed number maps as a whole to where it stood. A number that
    both orders allow is turned only with at least three others of its kind in the document that
    are certain, none of them standing right.
    """
    about = _about(lines)
    found = [f for i, reading in enumerate(lines) for f in _in_line(i, reading.text.text, about)]
    turned = sum(f.order == "reversed" for f in found)
    upright = sum(f.order == "straight" for f in found)
    changes: dict[int, list[_Found]] = {}
    for one in found:
        if one.order == "open" and turned >= _LEAST_TURNED and not upright:
            one = replace(one, order="reversed", confidence=0.85)
        if one.order == "reversed":
            changes.setdefault(one.line, []).append(one)
    grouped = [
        (i, m) for i, reading in enumerate(lines) for m in _GROUPS.finditer(reading.text.text)
    ]
    surely = any(_begins_with_zero(match) for _, match in grouped)
    for i, match in grouped:
        thousand = _thousands(i, match, surely)
        if thousand is not None:
            changes.setdefault(i, []).append(thousand)
    for i, reading in enumerate(lines):
        for one in _ranges(i, reading.text.text):
            changes.setdefault(i, []).append(one)
    return [_turned(r, changes[i]) if i in changes else r for i, r in enumerate(lines)]


_LEAST_TURNED = 3


def _turned(reading: Reading, found: Sequence[_Found]) -> Reading:
    """The reading with the new numbers, every digit of one mapped to the whole of the old one."""
    changes: list[Change] = []
    for one in sorted(found, key=lambda f: f.start):
        if not changes or changes[-1].end <= one.start:
            changes.append(Change(one.start, one.end, one.new, "number", one.confidence))
    new = substitute(reading, changes)
    starts, ends = array("I", new.text.starts), array("I", new.text.ends)
    shift = 0
    for change in changes:
        low, high = reading.text.source_range(change.start, change.end)
        at, many = change.start + shift, len(change.new)
        starts[at : at + many] = array("I", [low] * many)
        ends[at : at + many] = array("I", [high] * many)
        shift += many - (change.end - change.start)
    return replace(new, text=Mapped(new.text.text, starts, ends))


# Numbers of resolutions


@dataclass(frozen=True, slots=True)
class _About:
    """What the whole document says that its numbers need."""

    assembly: bool
    council: bool


def _about(lines: Sequence[Reading]) -> _About:
    text = "\n".join(reading.text.text for reading in lines)
    return _About(
        assembly="الجمعية العامة" in text,
        council="المجلس الاقتصادي والاجتماعي" in text,
    )


def _annual(base: int) -> Callable[[int, int], bool]:
    return lambda session, year: session == year - base


def _assembly(session: int, year: int) -> bool:
    return year - session in (1945, 1946)


def _three_a_year(session: int, year: int) -> bool:
    return 1 <= session - 3 * (year - 2006) <= 3


_YEARS = "years"
_BODIES: tuple[tuple[re.Pattern[str], Callable[[int, int], bool] | str], ...] = tuple(
    (re.compile(name), fits)
    for name, fits in (
        (r"جمعيه العامه|قرار(?:ات|ي)?ها\b|مقرر(?:ات|ي)?ها\b", _assembly),
        (r"مجلس حقوق الانسان", _three_a_year),
        (r"مجلس الاقتصادي|لجنه حقوق الانسان|قرار(?:ات|ي)?ه\b", _YEARS),
        (r"لجنه منع الجريمه", _annual(1991)),
        (r"لجنه المخدرات", _annual(1957)),
        (r"لجنه وضع المراه", _annual(1956)),
        (r"لجنه التنميه الاجتماعيه", _annual(1962)),
        (r"لجنه السكان والتنميه", _annual(1967)),
        (r"اللجنه الاحصائيه", _annual(1969)),
    )
)
"""Bodies, by folded names, and which of their sessions sat in which year; or that they number their
resolutions by years. The last one named before a number is the one it belongs to."""


def _in_line(line: int, text: str, about: _About) -> Iterator[_Found]:
    for match in _SYMBOL.finditer(text):
        a, b = int(european(match["a"])), int(european(match["b"]))
        new = f"{match['body']}/RES/{match['b']}/{match['a']}"
        of_assembly = match["body"] == "A" and a > _LAST_SESSION and _is_session(b)
        of_council = match["body"] == "E" and _is_year(b) and not _is_year(a)
        if of_assembly or of_council:
            yield _Found(line, *match.span(), new, "reversed", 0.97)
    for match in _REFERENCE.finditer(text):
        order, confidence = _order(match, text, about)
        if order:
            new = f"{match['b']}/{match['a']}"
            yield _Found(line, *match.span(), new, order, confidence)


def _order(match: re.Match[str], text: str, about: _About) -> tuple[str, float]:
    """Which way a number with a stroke stands, and how sure that is; empty if it is none of a
    resolution.
    """
    start, end = match.span()
    a, b = int(european(match["a"])), int(european(match["b"]))
    window = text[max(0, start - 160) : start]
    if start >= _TITLE_WITHIN and not _PERHAPS_RESOLUTION.search(window):
        return "", 0.0
    before = _last_sentence(fold_text(window))
    after = fold_text(text[end : end + 80])
    if _is_year(b) and not _is_year(a) and _is_title(before, after, start) and about.council:
        return "reversed", 0.95
    if not _RESOLUTION.search(before) or _NATIONAL.search(before[-40:]):
        return "", 0.0
    year = _year(after)
    body = _body(before)
    if _is_year(a) or _is_year(b):
        return _by_year(a, b, year, body)
    if body == _YEARS:
        return "", 0.0
    named = body is not None
    fits = body if callable(body) else _assembly
    if year is not None and (named or about.assembly):
        straight, turned = fits(a, year), fits(b, year)
        if straight != turned:
            return ("straight", 0.0) if straight else ("reversed", 0.98)
    if fits is _assembly and (named or about.assembly):
        if a > _LAST_SESSION and _is_session(b) and year is None:
            return "reversed", 0.96
        if _is_session(a) and not _is_session(b):
            return "straight", 0.0
    return "open", 0.0


def _by_year(
    a: int, b: int, year: int | None, body: Callable[[int, int], bool] | str | None
) -> tuple[str, float]:
    if _is_year(a) and _is_year(b):
        return "", 0.0
    if _is_year(a):
        return ("straight", 0.0) if body == _YEARS else ("", 0.0)
    if body != _YEARS:
        return "", 0.0
    return "reversed", 0.98 if year == b else 0.96


def _body(before: str) -> Callable[[int, int], bool] | str | None:
    last, found = -1, None
    for name, fits in _BODIES:
        for match in name.finditer(before):
            if match.start() > last:
                last, found = match.start(), fits
    return found


def _year(after: str) -> int | None:
    """The year of the date that a reference is followed by, before the next reference."""
    stroke = re.search(r"\d ?/ ?\d", after)
    dated = _IN_BRACKETS.match(after) or _DATED.search(after[: stroke.start() if stroke else 80])
    return int(dated["year"]) if dated and _is_year(int(dated["year"])) else None


def _last_sentence(before: str) -> str:
    return re.split(r"[؛;]|\. ", before)[-1]


def _is_title(before: str, after: str, start: int) -> bool:
    """Whether a number opens a line and a dash parts it from words: the title of a resolution."""
    opens = start < _TITLE_WITHIN and not re.search(r"\w", before)
    return opens and re.match(r" ?[-–—] ?[\u0621-\u064a]", after) is not None


def _is_year(number: int) -> bool:
    return _FIRST_YEAR <= number <= _LAST_YEAR


def _is_session(number: int) -> bool:
    return _FIRST_SESSION <= number <= _LAST_SESSION


# Thousands and ranges


def _begins_with_zero(groups: re.Match[str]) -> bool:
    """`000 14`: no number begins so, this one surely stands reversed."""
    last = re.split(_GAP, groups[0])[-1]
    return european(groups[0][0]) == "0" and european(last[0]) != "0"


def _thousands(line: int, match: re.Match[str], surely: bool) -> _Found | None:
    """Groups of three digits behind a short one in their order; `surely` where the document has
    others that no doubt stand reversed.
    """
    groups = re.split(_GAP, match[0])
    certain = _begins_with_zero(match)
    before = fold_text(match.string[max(0, match.start() - 30) : match.start()])
    if _NOT_A_COUNT.search(before):
        return None
    if not certain:
        if len(groups[-1]) == 3 or european(groups[-1][0]) == "0":
            return None
        after = fold_text(match.string[match.end() : match.end() + 40])
        if not _is_counted(before, after, surely):
            return None
    gaps = re.findall(_GAP, match[0])
    new = groups[-1] + "".join(s + g for s, g in zip(gaps[::-1], groups[-2::-1], strict=True))
    return _Found(line, *match.span(), new, "reversed", 0.98 if certain or surely else 0.94)


def _is_counted(before: str, after: str, surely: bool) -> bool:
    """Whether a number stands in running words as one that counts things, not as a name of one and
    the day of a date behind it.
    """
    in_words = re.search(r"[\u0621-\u064a][ (]*$", before)
    opens = surely and re.search(r"(?:^|\))[ -]*$", before)
    if not (in_words or opens):
        return False
    if not re.match(r"[ ،.؛)]{0,3}[\u0621-\u064a]", after):
        return False
    return not _opens_with_month(after)


def _opens_with_month(after: str) -> bool:
    words = after.split()[:3]
    return any(find_date(f"27 {' '.join(words[:n])} 2000") for n in (1, 2, 3))


def _ranges(line: int, text: str) -> Iterator[_Found]:
    for match in _RANGE.finditer(text):
        a, b = int(european(match["a"])), int(european(match["b"]))
        if a <= b:
            continue
        before = fold_text(text[max(0, match.start() - 30) : match.start()])
        after = fold_text(text[match.end() : match.end() + 60])
        if _is_year(a) and _is_year(b) and len(match["a"]) == 4:
            likely = a - b <= _SPAN_OF_YEARS
        elif a <= 31 and b >= 1:
            likely = re.match(r" ?[\u0621-\u064a]", after) is not None and _opens_with_month(after)
        else:
            likely = a < 1000 and b >= 10 and _PAGES.search(before) is not None
        if likely:
            inside = text[match.end("a") : match.start("b")]
            new = match["b"] + inside[::-1] + match["a"]
            yield _Found(line, *match.span(), new, "reversed", 0.95)
