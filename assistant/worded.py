"""Filters in words: "resolutions adopted in 2021", "في قرارات مجلس الأمن", "in the preamble".

A year, a body or a kind of paragraph restricts a search only where the words bind it to documents:
"the 2021 resolution", never "deaths in 2021" or "by 2030". What is said of the matter moves
paragraphs up in search and shuts none out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np

from index.arabic.normalise import fold_text
from index.errors import UsageError
from index.filters import Filter, Mask, Years, bodies, known_bodies, rows
from index.store import Index
from index.values import Kind

# All patterns run on folded text: small letters, European digits, no hamza, ه for ة.
YEAR = r"(?:19[4-9]|20\d)\d(?![\d/])"
ENGLISH_DOCUMENTS = r"(?:draft |adopted )?(?:resolutions?|decisions?|documents?|texts?|papers?|reports?|drafts?|ones?(?= adopted))"
ARABIC_DOCUMENTS = (
    r"(?:[وفبك]|لل|ل)?(?:ال)?"
    r"(?:قرار(?:ات|ا|ان|ين|اته|اتها|ه|ها)?|مقرر(?:ات|ا)?|وثايق|وثيقه|نصوص|نص|تقارير|تقرير)"
)
_YEAR_WORD = r"(?:(?:ال|ل)?(?:عام|سنه|عامي|اعوام|سنوات|سنتي) )?"

SPANS = (
    rf"between (?:the years )?(?P<a1>{YEAR}) and (?P<b1>{YEAR})"
    rf"|from (?P<a2>{YEAR}) (?:to|until|till|through) (?P<b2>{YEAR})"
    rf"|(?:in |of |from |during |for |في |خلال )?{_YEAR_WORD}(?P<a3>{YEAR})\s?[-–—]\s?(?P<b3>{YEAR})"
    rf"|since (?:the year )?(?P<since1>{YEAR})(?: onwards?| on$)?"
    rf"|from (?P<since3>{YEAR})(?: onwards?| on$| and (?:later|after))"
    rf"|after (?P<after1>{YEAR})|before (?P<before1>{YEAR})"
    rf"|(?:in|of|from|during|for|dated)(?: the)?(?: years?| summer| winter| spring| autumn| early| late)?(?: of)?"
    rf" (?:\w+ )?(?P<in1>{YEAR})"
    rf"|on \d{{1,2}} \w+ (?P<in4>{YEAR})"
    rf"|بين {_YEAR_WORD}(?P<a4>{YEAR})\s?و\s?{_YEAR_WORD}(?P<b4>{YEAR})"
    rf"|من {_YEAR_WORD}(?P<a5>{YEAR}) (?:الي|حتي) {_YEAR_WORD}(?P<b5>{YEAR})"
    rf"|(?:منذ|(?:ابتدا|اعتبارا|بدا) من) {_YEAR_WORD}(?P<since2>{YEAR})"
    rf"|من {_YEAR_WORD}(?P<since4>{YEAR}) (?:فصاعدا|وما بعد(?:ها|ه)?)"
    rf"|بعد {_YEAR_WORD}(?P<after2>{YEAR})|قبل {_YEAR_WORD}(?P<before2>{YEAR})"
    rf"|(?:في|خلال) (?:\d{{1,2}} )?(?:غضون |اثنا )?(?:شهر |صيف |شتا |ربيع |خريف )?(?:[\w/]+ ){{0,2}}?(?:من )?{_YEAR_WORD}(?P<in2>{YEAR})"
    rf"|(?:ال|ل)?(?:عام|سنه) (?P<in3>{YEAR})"
)
"""Years as words give them, one of the groups filled."""

_ADOPTED = (
    r"(?: (?:that|which)(?: (?:was|were))?)?"
    r"(?: (?:adopted|passed|issued|dated|approved|published|agreed))?"
)
_ARABIC_ADOPTED = r"(?: (?:ال)?(?:صادره?|متخذه?|معتمده?|مورخه?)| (?:التي|الذي) (?:صدرت?|اصدرت?(?:ها|ه)?|اتخذت?(?:ها|ه)?|اعتمدت?(?:ها|ه)?))?"


@cache
def _year_patterns(body: str) -> tuple[re.Pattern[str], ...]:
    """Years bound to documents, `body` being the names of bodies that may stand between."""
    return (
        re.compile(
            rf"(?<!\w){ENGLISH_DOCUMENTS}(?: (?:of|by) (?:the )?(?:{body}))?{_ADOPTED}"
            rf"(?: by (?:the )?(?:{body}))? (?:{SPANS})"
        ),
        re.compile(
            rf"(?<![\w/(])(?<!by )(?<!until )(?<!before )(?<!after )(?<!resolution )(?P<in1>{YEAR})"
            rf" (?:(?:{body}) )?{ENGLISH_DOCUMENTS}(?!\w)"
        ),
        re.compile(
            rf"(?<!\w){ARABIC_DOCUMENTS}(?: (?:{body}|المجلس|الجمعيه))?{_ARABIC_ADOPTED}"
            rf"(?: (?:عن )?(?:{body}))? (?:{SPANS})"
        ),
        # "القرارات الصادرة 2021", "قرارات المجلس 2021"
        re.compile(
            rf"(?<!\w){ARABIC_DOCUMENTS}(?: (?:{body}|المجلس|الجمعيه))?"
            rf" (?:(?:ال)?(?:صادره?|متخذه?|معتمده?)|{body}|المجلس|الجمعيه)(?: عن (?:{body}))?"
            rf" (?P<in1>{YEAR})(?! ?\()"
        ),
        # "قرار 2022", "قرارات 2022", "قرار صيف 2021"; "القرار 2022" is a number
        re.compile(
            rf"(?<!\w)[وفبكل]?(?:قرارات|قرار|وثايق|نص) (?:صيف |شتا |ربيع |خريف |شهر |[\w]+/[\w]+ )?(?P<in1>{YEAR})(?! ?\()"
        ),
    )


_BEFORE_BODY = (
    r"(?:(?:^|(?<!\w))(?:in|among|across|within|which|what|all|many|list|find|show|name|have|has|do|does|did"
    r"|according to)(?: of)?(?: all)? (?:the )?|^(?:the )?)"
)
_ARABIC_BEFORE_BODY = r"(?:(?:^|(?<!\w))[وف]?(?:في|ما|ماهي|هي|اي|كم|كل|جميع|بين|ضمن|حسب|بحسب|وفق|اذكر|اسرد|اعرض|عدد|قايمه|هل) |^)"


@cache
def _body_patterns(body: str) -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(
            rf"{_BEFORE_BODY}(?:{YEAR} )?(?:un )?(?P<body>{body})(?: ?'?s)? {ENGLISH_DOCUMENTS}(?!\w)"
        ),
        re.compile(
            rf"{_BEFORE_BODY}{ENGLISH_DOCUMENTS} (?:(?:that |which )?(?:were |was |have been |had been ))?"
            rf"(?:adopted |issued |passed )?(?:of|by|from) (?:the )?(?P<body>{body})(?!\w)"
        ),
        re.compile(
            rf"{_BEFORE_BODY}{ENGLISH_DOCUMENTS} (?:did|has|have|had|that|which) (?:the )?(?P<body>{body})"
            r" (?:adopt|pass|issue)(?:e?d)?(?!\w)"
        ),
        re.compile(
            rf"{_ARABIC_BEFORE_BODY}{ARABIC_DOCUMENTS}{_ARABIC_ADOPTED}"
            rf"(?: (?:اصدر|اتخذ|اعتمد)(?:ت|ته|تها|ه|ها)?)?(?: عن)? (?:ل)?(?P<body>{body})(?!\w)"
        ),
    )


KIND_WORDS: dict[Kind, re.Pattern[str]] = {
    "preambular": re.compile(
        r"(?<!\w)in (?:the|its|their) (?:preambles?|preambular (?:part|paragraphs?|section))(?!\w)"
        r"|(?<!\w)في (?:ال)?ديباجه|(?<!\w)في (?:ال)?ديباجات|(?<!\w)في (?:فقرات|فقره) (?:ال)?ديباجه"
    ),
    "operative": re.compile(
        r"(?<!\w)in (?:the|its|their) operative (?:part|paragraphs?|section|text)(?!\w)"
        r"|(?<!\w)في (?:فقرات |فقره )?(?:ال)?منطوق"
    ),
    "footnote": re.compile(
        r"(?<!\w)in (?:the|its|their|a) footnotes?(?!\w)|(?<!\w)في (?:ال)?(?:حاشيه|حواشي)"
    ),
}


def worded(index: Index, text: str) -> Filter:
    """What the words of a question restrict it to, as far as they bind to documents."""
    folded = plain(text)
    body = body_names(index)
    named = next((m for pattern in _body_patterns(body) for m in pattern.finditer(folded)), None)
    years = next(
        (span_of(m) for pattern in _year_patterns(body) for m in pattern.finditer(folded)), None
    )
    return Filter(
        bodies=(named["body"],) if named else (),
        years=years,
        kinds=tuple(kind for kind, words in KIND_WORDS.items() if words.search(folded)),
        undated=True,
    )


def worded_rows(index: Index, text: str, allowed: Mask | None) -> Mask | None:
    """The rows that both `allowed` and the words of a question let pass; each of year, body and kind
    restricts only where it leaves something.
    """
    wanted = worded(index, text)
    for part in parts(wanted):
        try:
            mask = rows(index, part)
        except UsageError:
            continue
        both = mask if allowed is None or mask is None else allowed & mask
        if both is not None and bool(np.any(both)):
            allowed = both
    return allowed


def parts(wanted: Filter) -> Iterator[Filter]:
    """Years, bodies and kinds of a filter, each as a filter of its own."""
    empty = Filter(undated=wanted.undated)
    yield from (
        part
        for part in (
            replace(empty, years=wanted.years),
            replace(empty, bodies=wanted.bodies),
            replace(empty, kinds=wanted.kinds),
        )
        if part
    )


def span_of(match: re.Match[str]) -> Years:
    """The years of a match of `SPANS`."""
    found = {
        name: int(value) for name, value in match.groupdict().items() if value and value.isdecimal()
    }
    kinds = {name.rstrip("0123456789"): year for name, year in found.items()}
    if "a" in kinds:
        return Years(min(kinds["a"], kinds["b"]), max(kinds["a"], kinds["b"]))
    if "since" in kinds:
        return Years(kinds["since"], None)
    if "after" in kinds:
        return Years(kinds["after"] + 1, None)
    if "before" in kinds:
        return Years(None, kinds["before"] - 1)
    return Years(kinds["in"], kinds["in"])


def plain(text: str) -> str:
    """A question folded, apostrophes alike, without the marks that stand between words."""
    marks = re.sub(r"[«»“”\"?؟!,،;:]|[.](?!\w)", " ", fold_text(text).replace("’", "'"))
    return " ".join(marks.split())


def body_names(index: Index) -> str:
    """The folded names of the bodies of the index's documents and of those that it knows but has
    nothing of, as alternatives, the longest first.
    """
    names = known_bodies().union(*bodies(index).values())
    arabic = {f"ال{name}" for name in names if not name.isascii()}
    return "|".join(re.escape(n) for n in sorted(names | arabic, key=len, reverse=True))
