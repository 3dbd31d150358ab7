"""Word's automatic numbering: which number does the page print before this paragraph?

The file stores only a list's identity and depth with each paragraph; counting is the reader's work
(ECMA-376, part 1, 17.9). `None` for the numbering or styles part means that the file has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from index.documents import numerals

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of every element read here, as lxml writes it."""

_PLAIN_BULLETS = frozenset("-–—•·*")
_HEADING_NAME = re.compile(
    r"heading\s*([1-9])|überschrift\s*([1-9])|titre\s*([1-9])|عنوان\s*([1-9])"
)
_UN_HEADING = re.compile(r"_?\s*h\s*_?\s*(m|ch|1|2/3|23|4|5/6|56)(?:\s*_?\s*g)?")
_UN_LEVELS = {"m": 1, "ch": 1, "1": 2, "2/3": 3, "23": 3, "4": 4, "5/6": 5, "56": 5}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers count and look."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = " "
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says of headings and lists; None where it leaves that to its base."""

    name: str = ""
    base: str | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a file and how far each has counted while the paragraphs are read in order."""

    styles: dict[str, Style]
    default_style: str | None
    lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]]
    """List → the list that it counts with, its levels, the starts that it sets anew."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def chain(self, style_id: str | None) -> list[tuple[str, Style]]:
        """A style and those that it is based on, nearest first; the default style where none is named."""
        out: list[tuple[str, Style]] = []
        at = style_id if style_id in self.styles else self.default_style
        while at is not None and at in self.styles and len(out) < 20:
            out.append((at, self.styles[at]))
            at = self.styles[at].base
        return out

    def heading_level(self, properties: Any) -> int:
        """1 to 9 for a heading's paragraph properties, 0 for others."""
        own = _int(properties, "outlineLvl")
        if own is not None:
            return own + 1 if own < 9 else 0
        for _, style in self.chain(_value(properties, "pStyle")):
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else 0
            level = _level_by_name(style.name)
            if level:
                return level
        return 0

    def printed(self, properties: Any) -> tuple[str, str | None]:
        """What the page prints before the paragraph, with its space, and the bare number in it.

        Counts, so it is to be called once for each paragraph, in order.
        """
        list_id, depth = self._list_of(properties)
        if list_id is None or list_id not in self.lists:
            return "", None
        counted_with, levels, anew = self.lists[list_id]
        if depth not in levels:
            return "", None
        level = levels[depth]
        counts = self.counts.setdefault(counted_with, {})
        if list_id not in self.met:
            self.met.add(list_id)
            for at in anew:
                counts.pop(at, None)
        start = anew.get(depth, level.start)
        counts[depth] = counts[depth] + 1 if depth in counts else start
        for deeper in [d for d in counts if d > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or 0 < depth + 1 <= restart:
                del counts[deeper]
        if level.form == "bullet":
            sign = level.pattern if level.pattern in _PLAIN_BULLETS else "•"
            return (sign + (level.suffix or " "), None) if level.pattern else ("", None)

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            other = levels.get(at, Level())
            form = "decimal" if level.legal and other.form != "none" else other.form
            return formatted(counts.get(at, anew.get(at, other.start)), form)

        text = re.sub("%([1-9])", number, level.pattern)
        bare = text.strip(" \t()[]{}.-–—:،؛\u200e\u200f\u00a0")
        return (text + level.suffix, bare or None) if text.strip() else ("", None)

    def _list_of(self, properties: Any) -> tuple[str | None, int]:
        own = properties.find(f"{W}numPr") if properties is not None else None
        list_id, depth = _value(own, "numId"), _int(own, "ilvl")
        if list_id is None:
            for style_id, style in self.chain(_value(properties, "pStyle")):
                if style.list_id is None:
                    continue
                list_id = style.list_id
                if depth is None and list_id in self.lists:
                    linked = [d for d, v in self.lists[list_id][1].items() if v.style == style_id]
                    depth = linked[0] if linked else style.list_level
                break
        return (None, 0) if list_id in (None, "0") else (list_id, depth or 0)


def formatted(number: int, form: str) -> str:
    """A number in one of Word's formats; in digits where the format is not known here."""
    match form:
        case "none":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "lowerLetter":
            return numerals.repeated(number, numerals.ALPHABET)
        case "upperLetter":
            return numerals.repeated(number, numerals.ALPHABET).upper()
        case "lowerRoman":
            return numerals.roman(number)
        case "upperRoman":
            return numerals.roman(number).upper()
        case "arabicAlpha":
            return numerals.repeated(number, numerals.HIJAI)
        case "arabicAbjad":
            return numerals.repeated(number, numerals.ABJAD)
        case "hindiNumbers":
            # Nagari by the standard; what Arabic documents mean by Hindi digits are these.
            return numerals.arabic_indic(number)
        case "ordinal":
            return numerals.ordinal(number)
        case "numberInDash":
            return f"- {number} -"
        case _:
            return str(number)


def numbering_of(numbering: Any | None, styles: Any | None) -> Numbering:
    """The lists and styles of a file, given the root elements of its numbering and styles parts."""
    known, default = _styles(styles)
    if numbering is None:
        return Numbering(known, default, {})
    abstract: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    for element in numbering.findall(f"{W}abstractNum"):
        identity = element.get(f"{W}abstractNumId", "")
        abstract[identity] = _levels(element)
        style = _value(element, "numStyleLink")
        if style is not None:
            linked[identity] = style
    nums = {n.get(f"{W}numId", ""): n for n in numbering.findall(f"{W}num")}
    lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
    for identity, element in nums.items():
        base = _value(element, "abstractNumId") or ""
        if base in linked and linked[base] in known:
            other = nums.get(known[linked[base]].list_id or "")
            base = (_value(other, "abstractNumId") if other is not None else None) or base
        levels = dict(abstract.get(base, {}))
        anew: dict[int, int] = {}
        for override in element.findall(f"{W}lvlOverride"):
            depth = _number(override.get(f"{W}ilvl")) or 0
            levels |= _levels(override)
            start = _int(override, "startOverride")
            if start is not None:
                anew[depth] = start
        lists[identity] = (base, levels, anew)
    return Numbering(known, default, lists)


def _levels(parent: Any) -> dict[int, Level]:
    out: dict[int, Level] = {}
    for element in parent.findall(f"{W}lvl"):
        depth = _number(element.get(f"{W}ilvl")) or 0
        form = element.find(f".//{W}numFmt")
        start = _int(element, "start")
        out[depth] = Level(
            start=0 if start is None else start,
            form="decimal" if form is None else form.get(f"{W}val", "decimal"),
            pattern=_value(element, "lvlText") or "",
            restart=_int(element, "lvlRestart"),
            legal=is_on(element.find(f"{W}isLgl")),
            suffix="" if _value(element, "suff") == "nothing" else " ",
            style=_value(element, "pStyle"),
        )
    return out


def _styles(root: Any | None) -> tuple[dict[str, Style], str | None]:
    out: dict[str, Style] = {}
    default = None
    for element in root.findall(f"{W}style") if root is not None else ():
        identity = element.get(f"{W}styleId", "")
        properties = element.find(f"{W}pPr")
        listed = properties.find(f"{W}numPr") if properties is not None else None
        out[identity] = Style(
            name=_value(element, "name") or "",
            base=_value(element, "basedOn"),
            outline=_int(properties, "outlineLvl"),
            list_id=_value(listed, "numId"),
            list_level=_int(listed, "ilvl"),
        )
        if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
            default = identity
    return out, default


def _level_by_name(name: str) -> int:
    """The level in a style's name: Word's own, and those of the UN's templates (H1, _ H_2/3_G)."""
    name = name.strip().lower()
    if name == "title":
        return 1
    known = _HEADING_NAME.fullmatch(name)
    if known:
        return int(next(g for g in known.groups() if g))
    un = _UN_HEADING.fullmatch(name)
    return _UN_LEVELS[un.group(1)] if un else 0


def is_on(element: Any | None) -> bool:
    """Whether a switch such as <w:vanish/> is there and not turned off."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def _value(parent: Any | None, child: str) -> str | None:
    """The `w:val` of a child element."""
    element = parent.find(f"{W}{child}") if parent is not None else None
    value = element.get(f"{W}val") if element is not None else None
    return value if isinstance(value, str) else None


def _int(parent: Any | None, child: str) -> int | None:
    return _number(_value(parent, child))


def _number(value: str | None) -> int | None:
    """A whole number of at most nine digits; None for anything else."""
    return int(value) if value is not None and re.fullmatch("-?[0-9]{1,9}", value) else None
