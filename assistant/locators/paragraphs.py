"""Paragraphs named in a question: `OP 7 (a)`, `الفقرة الثالثة من الديباجة`, `annex, para. 12`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.locators import numbers
from assistant.locators.numbers import Number
from index.values import Kind, Part

# All patterns run on folded text: small letters, European digits, no hamza, ه for ة.

_EN_KIND = r"(?P<kind>operative|oper\.?|op\.?|preambular|preambulatory|pream\.?|pp\.?)"
_EN_NOUN = (
    rf"(?:{_EN_KIND}\s)?(?:(?P<many>paragraphs|paras\.?|¶¶|§§)|paragraph|para\.?|par\.|¶|§)"
    rf"|(?P<kind2>operative|preambular)\s(?:(?P<many2>clauses)|clause)"
)
_SUB = (
    r"(?:sub[\s-]?para(?:graph)?s?\.?|sub[\s-]?items?|points?|items?|clauses?|letters?"
    r"|[وفبل]?(?:ال)?فقر(?:ه|تان|تين|ات)\s(?:ال)?فرعي(?:ه|تان|تين)|[وفبل]?(?:ال)?فقر(?:ه|تان|تين|ات)(?:\sال?فرعيه)?"
    r"|(?:ال)?بند(?:\sالفرعي)?|(?:ال)?نقطه|(?:ال)?حرف)"
)
_NO = r"\s?(?:(?:no\.?|nos\.?|number|numbers|\#|رقم)\s?)?"
_AR_NOUN = (
    r"(?<![\u0621-\u064a])(?:[وفبك]|لل|ل)?(?:ال)?فقر(?:(?P<many>تان|تين|ات|تا|تي)|ه)(?![\u0621-\u064a])"
    r"(?:\s(?:ال)?فرعي(?:ه|تان|تين))?"
    r"(?:\s(?P<kind>(?:ال)?عامله|(?:ال)?تنفيذيه|المنطوقيه|(?:من )?(?:ال)?منطوق|(?:ال)?ديباجيه|(?:ال)?تمهيديه|(?:من )?(?:ال)?ديباجه))?"
)
_ENGLISH = re.compile(
    rf"(?<![\w-])(?:{_EN_NOUN}){_NO}(?:(?<=\s)|(?<=[.¶§#])|(?=[\d(]))(?P<list>{numbers.MANY})"
)
# "pp. 12" with a stop are pages, "PP 12" a preambular paragraph
_SHORT = re.compile(
    rf"(?<![a-z])(?:(?P<kind>op|pp)s?|(?P<kind2>op)s?\.)\s?#?(?P<list>(?=\d){numbers.MANY})"
)
_SUB_NUMBERED = re.compile(
    rf"(?<![\w-])sub[\s-]?para(?:graph)?s?\.?\s(?P<list>(?=\d){numbers.ONE})"
)
_ORDINAL = re.compile(
    rf"(?<![\w-])(?P<list>{numbers.ENGLISH_ORDINAL}(?:(?:\s?,\s?|\sand\s|\s?,\sand\s)(?:the\s)?{numbers.ENGLISH_ORDINAL})*)"
    rf"\s(?:{_EN_KIND}\s?)?(?:paragraphs?|paras?\.?|clauses?|(?P<pp>pp|op)s?)(?!\w)(?P<points>{numbers.POINTS})?"
)
_ARABIC = re.compile(rf"{_AR_NOUN}{_NO}\s?(?P<list>{numbers.MANY})")
_ARABIC_FIRST = re.compile(
    r"(?<![\u0621-\u064a])[وفب]?(?P<word>اول|اخر|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)\s"
    r"فقره(?:\s(?P<kind>عامله|تنفيذيه|ديباجيه|تمهيديه))?(?!\w)"
)
_MASCULINE = ["اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"]
_FIRST_FEW = re.compile(
    rf"(?<![\w-])(?P<end>first|last|final)\s(?P<count>\d{{1,2}}|{numbers.CARDINAL})\s(?:{_EN_KIND}\s)?(?:paragraphs|paras\.?|clauses)(?!\w)"
    r"|(?<!\w)[وفب]?(?P<ar_end>اول|اخر)\s(?:(?P<ar_two>فقرتين)|(?P<ar_count>ثلاث|اربع|خمس|\d{1,2})\sفقرات)(?!\w)"
)
_THREE = {"ثلاث": "3", "اربع": "4", "خمس": "5"}
_TO = re.compile(r"\s?(?P<word>to|through|الي|حتي)\s(?:the\s)?")
_FROM = re.compile(r"(?:from|between|من)\s(?:the\s)?$")
NEAR = 120
"""Characters before a paragraph's number that may belong to its reference."""
_FOOTNOTE = re.compile(
    r"(?:(?<![\w-])(?P<many>footnotes|fns\.?)|(?<![\w-])(?:footnote|fn\.?)"
    r"|(?<!\w)[وفبل]?(?:ال)?(?:حاشي(?:ه|تان|تين)|حواشي|هامش))"
    rf"{_NO}\s?(?P<list>\*{{1,3}}|(?=[\d(\u0621-\u064a]){numbers.MANY})"
)
_ANNEX_NUMBER = r"(?:\s(?P<annex>[ivx]+|\d{1,2}|الاول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر|الف|با|جيم|دال|ها|واو|[a-h](?=\s?[,،:؟?]|\s(?:of|to)\s|\spara|$))(?!\w))?"
_ANNEX_BEFORE = re.compile(
    rf"(?:(?<!\w)annex|(?<!\w)[وفبل]?(?:ال)?مرفق){_ANNEX_NUMBER}\s?[,،:]?\s?(?:في\s|to\s|in\s)?$"
)
_TAIL = re.compile(
    r"\s?[,،]?\s?(?:of|in|from|to|من|في|ب)?\s?(?:the\s)?"
    r"(?:(?P<operative>(?:ال)?منطوق|operative (?:part|section))|(?P<preambular>(?:ال)?ديباجه|preamble|preambular (?:part|section))"
    rf"|(?P<which>{numbers.ENGLISH_ORDINAL}\s)?(?P<annexed>annex|(?:ال)?مرفق)(?!\w){_ANNEX_NUMBER})(?!\w)"
)
_SUB_BEFORE = re.compile(
    rf"(?<![\w-]){_SUB}\s?(?P<points>{numbers.POINTS}|[a-z](?=\s))\s?(?:of|in|under|from|من|تحت|في|ب)\s?(?:the\s)?$"
)
_SUB_AFTER = re.compile(
    rf"\s?[,،]?\s(?:sub[\s-]?para(?:graph)?s?\.?|(?:ال)?فقر(?:ه|تان|تين|ات)\s(?:ال)?فرعي(?:ه|تان|تين))\s?(?P<points>{numbers.POINTS})"
)
_LONE_POINT = re.compile(
    rf"(?<![\w-])(?:sub[\s-]?para(?:graph)?s?\.?|[وفبل]?(?:ال)?فقر(?:ه|تان|تين|ات)\s(?:ال)?فرعي(?:ه|تان|تين))"
    rf"\s?(?P<points>{numbers.POINTS})"
)
_UNNUMBERED = re.compile(
    rf"(?:(?<![\w-])(?:{_EN_KIND}\s)?para(?:graph)?s?\.?\s\(unnumbered(?:,\s(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)))?\)"
    rf"|(?<!\w)(?:ال)?فقره\s(?P<arabic>{numbers.ARABIC_ORDINAL}\s)?\(غير مرقمه\))(?P<points>{numbers.POINTS})?"
)
_INSTRUMENT = r"articles?|conventions?|protocols?|charter|covenant|treaty|statute|agreement|rules? of procedure"
_FOREIGN_AFTER = re.compile(
    rf"\s?[,،]?\s?(?:(?:of|in|to|under)\s(?:the\s|that\s|this\s|its\s)?"
    rf"(?:(?!resolution|draft|document|annex|paper|on\s|about\s)[a-z'-]+\s){{0,4}}?(?:{_INSTRUMENT})(?!\w)"
    r"|(?:من|في)\s(?:ال)?(?:ماده|مادتين|اتفاقيه|اتفاقيات|بروتوكول|ميثاق|عهد|معاهده|اتفاق|نظام الاساسي|نظام روما)(?!\w)"
    r"|(?:of|in)\s(?:the\s)?(?:report of the secretary-general|secretary-general's report)|(?:من|في)\sتقرير الامين العام)"
)
_FOREIGN_BEFORE = re.compile(
    r"(?<!\w)(?:articles?|art\.?|(?:ال)?ماده)\s\d{1,3}(?:\s?\(\d+\))?\s?[,،]?\s?(?:في\s|in\s)?$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """The paragraphs that one phrase names, and where it stands in the folded question."""

    numbers: tuple[Number, ...]
    kind: Kind | None
    start: int
    end: int
    part: Part | None = None
    annex: str | None = None


def find_mentions(folded: str) -> list[Mention]:
    """The paragraphs that a folded question names, without those of articles and conventions."""
    found: list[Mention] = []
    for mention in _candidates(folded):
        if not mention.numbers or _FOREIGN_BEFORE.search(_before(folded, mention)):
            continue
        if any(mention.start < old.end and old.start < mention.end for old in found):
            continue
        extended = _extend(folded, mention)
        if not _FOREIGN_AFTER.match(folded, extended.end):
            found.append(extended)
    return _ranges(folded, sorted(found, key=lambda mention: mention.start))


def _before(folded: str, mention: Mention) -> str:
    return folded[max(0, mention.start - NEAR) : mention.start]


def _ranges(folded: str, mentions: list[Mention]) -> list[Mention]:
    """`from paragraph 3 to paragraph 5` as one mention of three paragraphs."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        to = _TO.fullmatch(folded, last.end, mention.start) if last else None
        if (
            last
            and to
            and len(last.numbers) == len(mention.numbers) == 1
            and (to["word"] in ("through", "حتي") or _FROM.search(_before(folded, last)))
        ):
            both = numbers.between(last.numbers[0], mention.numbers[0])
            joined[-1] = replace(
                mention,
                numbers=tuple(both),
                kind=mention.kind or last.kind,
                part=mention.part or last.part,
                annex=mention.annex or last.annex,
                start=last.start,
            )
        else:
            joined.append(mention)
    return joined


def _candidates(folded: str) -> Iterator[Mention]:
    for match in _FOOTNOTE.finditer(folded):
        text = match["list"]
        read = [Number((text,))] if text.startswith("*") else numbers.read(text)
        yield Mention(tuple(read), "footnote", *match.span())
    for match in _FIRST_FEW.finditer(folded):
        end = match["end"] or match["ar_end"]
        count = match["count"] or ("2" if match["ar_two"] else match["ar_count"])
        few = numbers.counted_off(_THREE.get(count, count), end not in ("first", "اول"))
        yield Mention(tuple(few), _kind(match["kind"]), *match.span())
    for match in _ORDINAL.finditer(folded):
        kind = _kind(match["kind"] or match["pp"])
        read = numbers.read(f"{match['list']} {match['points'] or ''}")
        yield Mention(tuple(read), kind, *match.span())
    for match in _ARABIC_FIRST.finditer(folded):
        word = match["word"]
        ordinal = -1 if word == "اخر" else _MASCULINE.index(word) + 1
        path = (str(ordinal),) if ordinal > 0 else ()
        yield Mention((Number(path, ordinal),), _kind(match["kind"]), *match.span())
    for match in _UNNUMBERED.finditer(folded):
        place = numbers.ordinal_value((match["ordinal"] or match["arabic"] or "1st").strip())
        under = numbers.read(f"{place} {match['points'] or ''}")
        counted = tuple(replace(number, ordinal=place) for number in under)
        yield Mention(counted, _kind(match["kind"]), *match.span())
    for pattern in (_SUB_NUMBERED, _ENGLISH, _SHORT, _ARABIC):
        for match in pattern.finditer(folded):
            yield _listed(folded, match)
    for match in _LONE_POINT.finditer(folded):
        under = numbers.read("1 " + match["points"])
        alone = tuple(Number(number.path[1:]) for number in under)
        yield Mention(alone, "point", *match.span())


def _listed(folded: str, match: re.Match[str]) -> Mention:
    """A noun with its numbers; a singular one takes one number, or a range."""
    groups = match.groupdict()
    kind = _kind(groups.get("kind") or groups.get("kind2"))
    many = groups.get("many") or groups.get("many2") or match.re is _SHORT
    start, end = match.span("list")
    if not many:
        one = re.compile(numbers.ONE).match(folded, start)
        end = one.end() if one else end
    text = folded[start:end]
    return Mention(tuple(numbers.read(text)), kind, match.start(), start + len(text.rstrip()))


def _kind(word: str | None) -> Kind | None:
    if not word:
        return None
    if word.startswith("op") or re.search("عامل|تنفيذ|منطوق", word):
        return "operative"
    return "preambular" if word.startswith("p") or re.search("ديباج|تمهيد", word) else None


def _extend(folded: str, mention: Mention) -> Mention:
    """With what stands around it: `sub-paragraph (b) of`, `annex,`, `of the preamble`."""
    text_before = _before(folded, mention)
    sub = _SUB_BEFORE.search(text_before)
    if sub is not None:
        text = sub["points"]
        text = f"({text})" if text.isalpha() else text
        prefix = f"{mention.numbers[0].path[0]} " if mention.numbers[0].path else "1 "
        points = [number.path[1:] for number in numbers.read(prefix + text)]
        mention = replace(
            mention,
            start=mention.start - len(text_before) + sub.start(),
            numbers=tuple(
                replace(number, path=(*number.path, *point))
                for number in mention.numbers
                for point in points
            ),
        )
    text_before = _before(folded, mention)
    before = _ANNEX_BEFORE.search(text_before)
    if before is not None:
        start = mention.start - len(text_before) + before.start()
        mention = replace(mention, part="annex", annex=before["annex"], start=start)
    while tail := _TAIL.match(folded, mention.end):
        if not tail[0].strip(" ,،"):
            break
        if tail["operative"]:
            mention = replace(mention, kind="operative")
        elif tail["preambular"]:
            mention = replace(mention, kind="preambular")
        else:
            ordinal = numbers.ordinal_value(tail["which"].strip()) if tail["which"] else None
            annex = str(ordinal) if ordinal else tail["annex"]
            mention = replace(mention, part="annex", annex=annex or mention.annex)
        mention = replace(mention, end=tail.end())
    return _with_points_behind(folded, mention)


def in_annex(folded: str, mention: Mention, document: int) -> Mention:
    """The mention, in the annex if `annex to` stands right before its document's start."""
    before = re.search(r"(?:\s(?:of|to|in|من|في))?(?:\s(?:the|draft))*\s?$", folded[:document])
    end = before.start() if before else document
    annex = _ANNEX_BEFORE.search(folded[max(0, end - NEAR) : end])
    if mention.part or mention.kind == "preambular" or annex is None:
        return mention
    return replace(mention, part="annex", annex=annex["annex"])


def _with_points_behind(folded: str, mention: Mention) -> Mention:
    """`tenth preambular paragraph, subparagraph (e)`: the points said after their paragraph."""
    behind = _SUB_AFTER.match(folded, mention.end)
    if behind is None or mention.kind == "point" or len(mention.numbers) != 1:
        return mention
    base = mention.numbers[0]
    if len(base.path) != 1:
        return mention
    read = numbers.read(f"{base.path[0]} {behind['points']}")
    under = tuple(replace(number, ordinal=base.ordinal) for number in read)
    return replace(mention, numbers=under, end=behind.end())
