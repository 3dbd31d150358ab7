"""Is a question one for documents ("which resolutions extended …"), and what must they hold?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.worded import SPANS, plain, span_of, worded
from index.errors import FiqraError
from index.filters import Filter, Years, bodies
from index.store import Index

Manner = Literal["all", "about", "names", "does"]
"""What documents are asked for: all that pass the filter, those about something, those that name
something, those of which a paragraph does something."""

Noun = Literal["document", "resolution", "decision", "draft", "paper"]

# All patterns run on folded text: small letters, European digits, no hamza, ه for ة.
_ENGLISH = r"(?:resolutions|decisions|documents|texts|papers)"
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
        r"(?= (?:عن|بشان|المتعلقه|الصادره|المتخذه|المعتمده|التي|الخاصه|حول|منذ|بين|في|مجلس|الجمعيه))"
    ),
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
    r"|التي|الذي|الصادره?|المتخذه?|المعتمده?|صدرت?|اتخذت?|اعتمدت?|اتخذها|اعتمدها|المجلس|الجمعيه|هناك|جري)(?!\w)"
)
_ALTERNATIVE = re.compile(
    r"(?<=in )(\d{4}) (?:or|and) (\d{4})(?!\w)|(?<!\w)(\d{4}) (?:او|و) ?(\d{4})(?!\w)"
)
_TRAILING = re.compile(rf"(?:^|\s)(?:{SPANS})\s*$")
_LEADING = re.compile(rf"^(?:{SPANS})\s")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a paragraph does: how a question and how a paragraph says so (folded)."""

    name: str
    asked: re.Pattern[str]
    held: str


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


def asked_listing(index: Index, text: str) -> Listing | None:
    """What documents a question asks for; None where it asks for something else."""
    folded = _ALTERNATIVE.sub(_range, plain(text))
    leading = _LEADING.match(folded)
    opened = folded[leading.end() :] if leading else folded
    match = next((m for each in _OPENERS if (m := each.match(opened))), None)
    if match is None or _SINGULAR.match(opened):
        return None
    body = "|".join(
        sorted(
            map(re.escape, {name for names in bodies(index).values() for name in names}),
            key=len,
            reverse=True,
        )
    )
    before = match.groupdict().get("before") or ""
    if before and not _is_qualifier(before, body):
        return None
    rest = opened[match.end() :].strip()
    if re.match(r"(?:do|does|have|has|are there)\b", opened) and not rest:
        return None
    noun = _noun(opened[: match.end()])
    wanted = worded(index, folded)
    names = _NAMES.search(rest)
    rest, years = _without_years(rest, wanted.years, names is not None)
    if leading:
        years = span_of(leading)
    if body:
        rest = re.sub(
            rf"^(?:of |by |from )?(?:the )?(?:{body})(?!\w)|^ال(?:{body})(?!\w)", " ", rest.strip()
        )
    acts = tuple(act for act in _acts() if act.asked.search(rest))
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
    if not matter and not acts:
        manner = "all"
    if manner == "all" and not (years or wanted):
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
    )


def _without_years(rest: str, bound: Years | None, names: bool) -> tuple[str, Years | None]:
    """What is left of a question's end without the years that are said of the documents, and these.

    A year at the end is the documents' unless they are only to mention it.
    """
    trailing = _TRAILING.search(rest)
    if trailing and (bound is not None or not names):
        return rest[: trailing.start()], span_of(trailing)
    return (re.sub(rf"(?:{SPANS})", " ", rest) if bound is not None else rest), bound


def _noun(opening: str) -> Noun:
    """What documents are called, by the words that open the question."""
    nouns: tuple[tuple[Noun, str], ...] = (
        ("draft", r"draft|مشاريع|مشروع"),
        ("decision", r"decision|مقرر"),
        ("resolution", r"resolution|قرار"),
        ("paper", r"papers"),
    )
    return next((noun for noun, words in nouns if re.search(words, opening)), "document")


def _range(match: re.Match[str]) -> str:
    """`2022 or 2023` as a range; `between 2020 and 2022` is one already."""
    if re.search(r"(?:between|بين)[\w ]*$", match.string[: match.start()]):
        return match[0]
    return "-".join(year for year in match.groups() if year)


def _is_qualifier(words: str, body: str) -> bool:
    """Whether all that stands between `which` and `resolutions` says which kind: a body, a year."""
    left = re.sub(rf"(?<!\w)(?:{body or '(?!)'})(?:'s)?(?!\w)", " ", words)
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
        if len(cells) != 3:
            raise FiqraError(
                f"Line {number} of assistant/data/acts.tsv does not have three columns: write act, "
                "asked and held with tabs between them."
            )
        asked = re.compile(rf"(?<!\w)(?<!\ba )(?<!\ban )(?:{cells[1]})(?!\w)")
        found.append(Act(cells[0], asked, cells[2]))
    return tuple(found)
