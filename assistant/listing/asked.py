"""Is a question one for documents ("which resolutions extended …"), and what must they hold?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.worded import KIND_WORDS, SPANS, YEAR, body_names, plain, span_of, worded
from index.errors import FiqraError
from index.filters import Filter, Years
from index.lexicon import stop_words
from index.store import Index

Manner = Literal["all", "about", "names", "does"]
"""What documents are asked for: all that pass the filter, those about something, those that name
something, those of which a paragraph does something."""

Noun = Literal["document", "resolution", "decision", "draft", "paper"]

# All patterns run on folded text: small letters, European digits, no hamza, ه for ة.
_ENGLISH = r"(?:resolutions|decisions|documents|texts|papers|drafts)"
_ARABIC = r"(?:(?:ال)?(?:مشاريع (?:ال)?قرارات|قرارات|مقررات|وثايق|نصوص)|قرارا|مقررا|وثيقه|قرار|نصا)"
_BLOCKED = (
    r"(?! (?:must|should|shall|may|might|need|needs|can|could|will|would|is|has to|have to)(?!\w))"
    r"(?! are (?:to|need|requir|request|need|exempt|accept|includ|cover))"
    r"(?! (?:يجب|ينبغي|يلزم|يتعين|يمكن|التي يجب|التي ينبغي|التي يتعين|اللازمه|المطلوبه)(?!\w))"
)
_OPENERS = (
    re.compile(
        r"^(?:please )?(?:and |so )?(?:can you |could you )?"
        r"(?:(?:in |of |under )?which|(?:in )?what(?: are| were)?|list|name|show|give|find|enumerate|identify"
        r"|tell|(?:in )?how many|do|does|have|has|are there)(?: me)?(?: which| what)?"
        r"(?: (?:all|every|each|any|the|of|those|me|other|such))*"
        r"(?P<before>(?: [\w'-]+){0,6}?) "
        rf"(?:{_ENGLISH}|(?<=every )(?:resolution|decision|document)|(?<=each )(?:resolution|decision|document))"
        rf"(?!\w){_BLOCKED}"
    ),
    re.compile(
        rf"^(?P<before>(?:[\w'-]+ ){{0,4}}?){_ENGLISH}"
        r"(?= (?:on|about|concerning|regarding|relating|adopted|passed|issued|that|which|since|from|of|in|by|between)(?!\w))"
    ),
    re.compile(
        r"^(?:من فضلك )?[وف]?(?:في )?(?:اي|ما هي|ماهي|ما|كم عدد|كم من|كم|عدد|اذكر|اسرد|اعرض|اعطني|هات|سم|حدد|ما عدد)"
        r"(?: لي)?(?: قايمه)?(?: (?:ب|من)?(?:جميع|كل|كافه|اسما|بين))* "
        rf"(?:ب|من )?{_ARABIC}(?!\w){_BLOCKED}"
    ),
    re.compile(
        rf"^(?:قايمه )?(?:ب)?(?:ال)?(?:قرارات|مقررات|وثايق)(?!\w){_BLOCKED}"
        r"(?= (?:عن|بشان|المتعلقه|الصادره|المتخذه|المعتمده|التي|الخاصه|حول|منذ|بين|في|(?:ال)?مجلس|الجمعيه|(?:ال)?لجنه|(?:ال)?موتمر|(?:19|20)\d\d))"
    ),
)
_ONE = (
    re.compile(
        r"^(?:please )?(?:(?:what|which)(?: (?:is|was|were|are))?|show|give|find|name|tell|identify|list)?(?: me)?(?: the)?"
        r" ?(?P<end>latest|newest|most recent|last|first|oldest|earliest)(?P<before>(?: [\w'-]+){0,6}?)"
        r" (?:resolution|decision|document|text|paper|draft)(?!\w)"
    ),
    re.compile(
        r"^(?:من فضلك )?[وف]?(?:(?:ما|ماهو|ماهي|اذكر|اعرض|هات|حدد|اي)(?: لي)? )?(?:هو |هي |كان |كانت )?"
        r"(?P<end>احدث|اخر|اول|اقدم) (?:ال)?(?:مشروع (?:ال)?قرار|قرارات|قرار|مقرر|وثيقه|وثايق|نص)(?!\w)"
    ),
)
"""`the latest resolution on …`, `أول قرار بشأن …`: one document of a list."""
_FIRST = ("first", "oldest", "earliest", "اول", "اقدم")
_ASKED_FOR_ALL = re.compile(
    r"(?<!\w)(?:all|every|list|name|show|give|find|enumerate|how many|what number|there|indexed|available|adopted"
    r"|كم|عدد|جميع|كل|كافه|اذكر|اسرد|اعرض|اعطني|هات|قايمه|هناك|المفهرسه|الموجوده|المتاحه)(?!\w)"
)
"""Without any of these a question that names nothing ("Which documents?") asks for no list."""
_THERE = re.compile(
    r"(?<!\w)(?:do you (?:have|hold|know)|you have|are (?:there|indexed|available)|exist|available"
    r"|in (?:the|this|your) (?:index|collection|corpus|library|database|archive)"
    r"|(?:ال)?(?:مفهرسه?|موجوده?|متاحه?)|لديك|عندك|في (?:ال)?(?:فهرس|مجموعه|مكتبه))(?!\w)"
)
_COUNTED = re.compile(r"^(?:[\w']+ )?(?:how many|what number)|^[وف]?(?:كم|عدد|ما عدد)(?!\w)")
_SINGULAR = re.compile(
    r"^(?:[\w ]{0,20}(?:اي|ما|ماهي|ما هي|اذكر|حدد)) (?:قرار|مقرر|وثيقه|نص)(?!\w)"
)
"""`أي قرار …؟` asks for one; after `كم` the noun is singular and many are asked for."""

_NAMES = re.compile(
    r"(?<!\w)(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|references?|cit(?:e|es|ed|ing)|contain(?:s|ing)?"
    r"|includ(?:e|es|ing)|nam(?:e|es|ed|ing)|speak(?:s)? of|talk(?:s)? (?:of|about)|use(?:s)? the (?:word|term)s?"
    r"|[يت]ذكر|ذكرت?|[يت]شير(?:ان)? الي|اشارت? الي|ورد(?:ت)?(?: فيها| فيه)?|[يت]رد(?: فيها| فيه)?|[يت]تضمن|[يت]تطرق الي"
    r"|[يت]تحدث عن|[يت]حتوي علي)(?!\w)"
)
_ABOUT = re.compile(
    r"(?<!\w)(?:on|about|concern(?:s|ing)?|regarding|relat(?:ed|ing|es?) to|deal(?:s|ing)? with|address(?:es|ing)?"
    r"|cover(?:s|ing)?|devoted to|focus(?:ed|es)? on|dedicated to"
    r"|عن|بشان|حول|(?:ال)?متعلقه ب|(?:ال)?خاصه ب|(?:ال)?معنيه ب|[يت]تعلق ب|[يت]تناول|[يت]خص|[يت]عالج|[يت]عني ب)"
)
_LINKS = re.compile(
    r"(?<!\w)(?:that|which|have|has|had|been|were|was|are|is|did|do|does|there|adopted|passed|issued|adopt|pass|issue"
    r"|indexed|please|total|in total|the (?:security )?council|council|assembly"
    r"|التي|الذي|الصادره?|المتخذه?|المعتمده?|(?:اتخذ|اعتمد|اصدر|صدر)(?:ت|ها|تها|ه)?|المجلس|الجمعيه|هناك|جري)(?!\w)"
)
_ALTERNATIVE = re.compile(
    rf"(?<![\w/.-]){YEAR}(?: {YEAR})*"
    rf"(?: (?:or|and|او|و) ?(?:in |of |from |في )?(?:(?:ال)?(?:عام|سنه) )?{YEAR}(?! ?\())+(?![\w/-])"
)
"""Several years in a row: `2021, 2022 or 2023`, `2021 أو 2022`."""
_DEADLINE = re.compile(
    r"(?<!\w)(?:until|till|by|through|expir\w+|end(?:s|ed|ing)?|حتي|بحلول|لغايه|[يت]نتهي)"
    r"(?: (?:on|at|in|of|to|the|end|year|عام|سنه|beginning|close|start|نهايه|مطلع|اواخر|في|\d{1,2}|[^\W\d]+/[^\W\d]+))*\s*$"
)
"""What a year after these words limits is no day of the document's own."""
_END_OF = re.compile(r"(?<!\w)(?:by|until|till|through|at) (?:the )?end(?= of(?!\w))")
_TRAILING = re.compile(rf"(?:^|\s)(?:{SPANS})\s*$")
_LEADING = re.compile(rf"^(?:{SPANS})\s")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a paragraph does: how a question and how a paragraph says so (folded)."""

    name: str
    asked: re.Pattern[str]
    held: str
    preamble: bool = False
    """Whether preambular paragraphs do it, too: recalling, welcoming."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A question for documents, understood."""

    noun: Noun
    manner: Manner
    matter: str
    """The folded words that say what the documents hold, links and years left out."""
    acts: tuple[Act, ...]
    counted: bool
    """Whether their number is asked for."""
    wanted: Filter
    """Years, bodies and kinds that the words restrict to."""
    unread: bool = False
    """Whether it says what is not understood: `not`, `this year`, years that do not adjoin."""
    end: Literal["newest", "oldest"] | None = None
    """Which one of them is asked for, where it is one."""


_UNREAD = re.compile(
    r"(?<!\w)(?:not|never|without|except|other than|but not|\w+n't|(?:this|last|next) (?:year|month|session)"
    r"|(?:last|past) \w+ (?:years|months)|each year|per year"
    r"|لا|لم|لن|ليس(?:ت)?|غير|باستثنا|ما عدا|هذا العام|هذه السنه|العام (?:الماضي|الحالي)|السنه (?:الماضيه|الحاليه))(?!\w)"
    r"|(?<!\w)(?:in|of|from|since|before|after|until|by|during|year) (?:the year )?(?:two thousand"
    r"|(?:nineteen|twenty)[ -](?:oh|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\w+teen))(?!\w)"
    r"|(?<!\w)(?:[بل]?(?:ال)?(?:عام|سنه|عامي|سنتي)|الصادره|المتخذه|المعتمده|في|منذ) (?:ال)?(?:الفين|الف و)"
)
"""Words that turn a list round, date it by the day of asking or give a year in words: no list is better
than its opposite."""


def asked_listing(index: Index, text: str) -> Listing | None:
    """What documents a question asks for; None where it asks for something else."""
    folded, understood = _with_ranges(plain(text))
    leading = _LEADING.match(folded)
    opened = folded[leading.end() :] if leading else folded
    one = next((m for each in _ONE if (m := each.match(opened))), None)
    match = one or next((m for each in _OPENERS if (m := each.match(opened))), None)
    if match is None or (one is None and _SINGULAR.match(opened)):
        return None
    body = body_names(index)
    before = match.groupdict().get("before") or ""
    if before and not _is_qualifier(before, body):
        return None
    rest = _THERE.sub(" there ", opened[match.end() :]).strip()
    if re.match(r"(?:do|does|have|has|are there)\b", opened) and not rest:
        return None
    rest_said = rest
    noun = _noun(opened[: match.end()])
    wanted = worded(index, folded)
    names = _NAMES.search(rest)
    for kind in wanted.kinds:
        rest = KIND_WORDS[kind].sub(" ", rest)
    rest, years = _without_years(rest, wanted.years, names is not None)
    if leading:
        years = span_of(leading)
    rest = re.sub(
        rf"^((?:{_LINKS.pattern}|\s)*)(?:of |by |from |عن )?(?:the )?(?:{body})(?!\w)",
        r"\1",
        rest.strip(),
    )
    doing = _END_OF.sub(" ", rest)
    acts = tuple(act for act in _acts() if act.asked.search(doing))
    if noun in (
        "document",
        "paper",
    ):  # "which documents does a request consist of" asks for a matter
        said = _LINKS.sub(" ", rest).lstrip()
        acts = tuple(act for act in acts if act.asked.match(said))
        if re.match(r"(?:do|does|did)\b", rest):
            return None
    about = _ABOUT.search(rest)
    matter = _LINKS.sub(" ", rest)
    for act in acts:
        matter = act.asked.sub(" ", matter)
    # an act said after "about" is matter: "resolutions on the extension of …" still does it
    manner: Manner = "names" if names else "does" if acts else "about" if about else "does"
    for pattern in (_NAMES, _ABOUT):
        matter = pattern.sub(" ", matter)
    matter = " ".join(matter.split())
    if all(word in stop_words() for word in matter.split()):
        # the Council that resolutions mention is what they mention
        said_of = names or about
        matter = " ".join(rest[said_of.end() :].split()) if said_of else ""
    if not matter and not acts:
        manner = "all"
    restricted = years or wanted or one
    unsaid = names or about or not _ASKED_FOR_ALL.search(opened)
    if manner == "all" and unsaid and not restricted:
        return None
    if manner == "does" and not acts and noun in ("document", "paper"):
        return None
    return Listing(
        noun,
        manner,
        matter,
        acts if manner == "does" else (),
        bool(_COUNTED.search(opened)),
        Filter(bodies=wanted.bodies, years=years, kinds=wanted.kinds),
        not understood or bool(_UNREAD.search(rest_said)),
        None if one is None else "oldest" if one["end"] in _FIRST else "newest",
    )


def _without_years(rest: str, bound: Years | None, names: bool) -> tuple[str, Years | None]:
    """What is left of a question's end without the years that are said of the documents, and these.

    A year at the end is the documents' unless they are only to mention it.
    """
    trailing = _TRAILING.search(rest)
    limits = trailing is not None and _DEADLINE.search(rest[: _year_at(trailing)])
    if trailing and not limits and (bound is not None or not names):
        return rest[: trailing.start()], span_of(trailing)
    if bound is None:
        return rest, None
    for match in re.finditer(rf"(?:{SPANS})", rest):
        if not _DEADLINE.search(rest[: _year_at(match)]) and span_of(match) == bound:
            return rest[: match.start()] + " " + rest[match.end() :], bound
    if bound.first == bound.last:  # "القرارات الصادرة 2021"
        rest = re.sub(rf"(?<![\w/.-]){bound.first}(?![\w/.-])", " ", rest, count=1)
    return rest, bound


def _year_at(match: re.Match[str]) -> int:
    """Where the first year of a match of `SPANS` stands."""
    return min(start for name in match.groupdict() if (start := match.start(name)) >= 0)


def _noun(opening: str) -> Noun:
    """What documents are called, by the words that open the question."""
    nouns: tuple[tuple[Noun, str], ...] = (
        ("draft", r"draft|مشاريع|مشروع"),
        ("decision", r"decision|مقرر"),
        ("resolution", r"resolution|قرار"),
        ("paper", r"papers"),
    )
    return next((noun for noun, words in nouns if re.search(words, opening)), "document")


def _with_ranges(folded: str) -> tuple[str, bool]:
    """The question with `2022 or 2023` as a range, and whether all such years adjoin.

    `between 2020 and 2022` is a range already; years that are mentioned are none.
    """
    found = _ALTERNATIVE.search(folded)
    before = folded[: found.start()] if found else ""
    if found is None or re.search(r"(?:between|بين)[\w ]*$", before):
        return folded, True
    if _NAMES.search(before):
        return folded, not re.search(r"(?<!\w)(?:or|او)(?!\w)", found[0])
    years = sorted({int(year) for year in re.findall(r"\d{4}", found[0])})
    if years != list(range(years[0], years[-1] + 1)):
        return folded, False
    span = f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
    return f"{before}{span}{folded[found.end() :]}", True


def _is_qualifier(words: str, body: str) -> bool:
    """Whether all that stands between `which` and `resolutions` says which kind: a body, a year."""
    left = re.sub(rf"(?<!\w)(?:{body})(?:'s)?(?!\w)", " ", words)
    left = re.sub(
        r"(?<!\w)(?:un|adopted|different|various|recent|draft|\d{4}|security council|council)(?!\w)",
        " ",
        left,
    )
    return not left.strip()


@cache
def _acts() -> tuple[Act, ...]:
    """Every row of `data/acts.tsv`. Raises FiqraError where the file is broken."""
    text = files("assistant").joinpath("data/acts.tsv").read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(text.splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 4 or cells[3] not in ("operative", "both"):
            raise FiqraError(
                f"Line {number} of assistant/data/acts.tsv does not have four columns: write act, "
                "asked, held and `operative` or `both` with tabs between them."
            )
        asked = re.compile(rf"(?<!\w)(?<!\ba )(?<!\ban )(?:{cells[1]})(?!\w)")
        found.append(Act(cells[0], asked, cells[2], cells[3] == "both"))
    return tuple(found)
