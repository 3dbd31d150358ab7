"""What a document is, by its masthead: symbol, title, body, date, status, language.

The symbol is the document's own or none: printed in the masthead or in the running head of its
pages, or formed from the body and the number that its title prints. Symbols in brackets, after
"report of" or in footnotes belong to other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.arabic.dates import find_date, is_date
from index.arabic.digits import european
from index.arabic.normalise import arabic_share, clean, fold_text
from index.values import Paragraph, Source, Span, Stated, Status


@dataclass(frozen=True, slots=True)
class Body:
    """An organ that adopts resolutions, under its official names, and how its symbols are formed."""

    arabic: str
    english: str
    form: str | None = None
    """`session` for A/RES/76/186, `year` for E/RES/2019/20, `serial` for S/RES/2504 (2020)."""
    series: str = ""


BODIES = (
    Body("الجمعية العامة", "General Assembly", "session", "A/RES"),
    Body("المجلس الاقتصادي والاجتماعي", "Economic and Social Council", "year", "E/RES"),
    Body("مجلس الأمن", "Security Council", "serial", "S/RES"),
    Body("مجلس حقوق الإنسان", "Human Rights Council", "council", "A/HRC/RES"),
    Body(
        "لجنة منع الجريمة والعدالة الجنائية", "Commission on Crime Prevention and Criminal Justice"
    ),
    Body("لجنة المخدرات", "Commission on Narcotic Drugs"),
    Body("لجنة وضع المرأة", "Commission on the Status of Women"),
)

_SYMBOL = re.compile(
    r"(?<![\w/.:@-])[A-Z]{1,8}(?:\.[A-Z])?"
    r"(?:/(?:[A-Z]{1,8}(?:\.[A-Z0-9]{1,6})*|[A-Z]{0,3}-?\d{1,4}|[A-Z][a-z]{2,4}\.\d{1,3}))+"
    r"(?:\s?[()](?:\d{4}|[IVXL]+(?:-[A-Z]+)?)[()])?(?![\w/])"
)
_BRACKETED = re.compile(r"[\[\]][^\[\]]{0,400}[\[\]]|\([^()]{0,200}\)|\)[^()]{0,200}\(")
_REFERS = re.compile(
    r"تقرير|بناء على|توصي[ةه]|البند|انظر|وثيق[ةه]"
    r"|\b(?:report|recommendation|agenda|item|see|pursuant|reference|resolution \d)\b",
    re.IGNORECASE,
)
_TITLED_FIRST = re.compile(
    r"^\W*(?:القرار |المقرر |resolution |decision )?(?P<number>\d{1,4}/\d{1,4})\s*[-–—.:]\s*(?P<title>\S.*)$",
    re.I,
)
_TITLED_LAST = re.compile(r"^(?P<title>.*\S)\s*[-–—]\s*(?P<number>\d{1,4}/\d{1,4})\W*$")
_HEADED = re.compile(r"^\W*(?:القرار|resolution)\s+(?P<number>\d{1,4}/\d{1,4})\W*$", re.I)
_SERIAL = re.compile(r"(?:^|\s)(?:القرار|resolution)\s+(\d{1,4})\s*[()]\s*(\d{4})\s*[()]", re.I)
_SERIAL_BACKWARDS = re.compile(r"[()]\s*(\d{4})\s*[()]\s*(\d{1,4})\s+القرار\b")
_ADOPTED = re.compile(r"اتخذ(?:ه|ها|ته|تها)?|اعتمد(?:ه|ها|ته|تها)|adopted", re.I)
_DRAFT = re.compile(r"مشروع (?:ال)?(?:قرار|مقرر)|\bdraft (?:resolution|decision)|zero draft", re.I)
_REVISED = re.compile(r"منقح|\brevised\b", re.I)
_OPENING = re.compile(r"^\W*ان\s+(?P<before>\S.{2,80}?)\W*$|^\W*(?P<after>\S.{2,80}?)\W+ان\W*$")
_ENGLISH_OPENING = re.compile(r"^The ([A-Z][\w’' ]{3,80}),?$")
_JOB = re.compile(r"(?:[A-Z]{1,4}\.)?\d{2}-\d{4,6}\b|^\W*\d{1,3}\s?/\s?\d{1,3}\W*$")
_FURNITURE = re.compile(
    r"distr|original|general|limited|الدور[ةه]|دور[ةه] عام|البند|جدول الاعمال|الامم المتحد[ةه]$"
    r"|united nations$|\bsession\b|agenda item|^\W*فيينا|^\W*vienna",
    re.IGNORECASE,
)
_LINES = re.compile("[\n\r\v\f\x85\u2028\u2029]+")


def describe(source: Source, paragraphs: Sequence[Paragraph]) -> Stated:
    """What is known of a document: what its format states, else what its masthead's words say.

    A field is None where neither says it; a wrong symbol would be worse than none.
    """
    stated = source.stated
    titles = _titles(paragraphs)
    lines = list(_masthead_lines(source, titles))
    language = stated.language or ("ar" if _arabic(paragraphs) else "en")
    body = _body(lines)
    status = stated.status or _status(lines, stated.symbol)
    day = stated.date or _adoption_date(titles, lines)
    symbol = (
        stated.symbol
        or _printed_symbol(lines)
        or _running_symbol(source.text, paragraphs)
        or (_formed_symbol(lines, body, day) if status in (None, "adopted") else None)
    )
    if status is None or (stated.status is None and symbol):
        status = _status(lines, symbol)
    if isinstance(body, Body):
        body = body.arabic if language == "ar" else body.english
    return replace(
        stated,
        symbol=symbol,
        title=stated.title or _title(titles, lines),
        body=stated.body or body,
        date=day or _year_of(symbol),
        status=status,
        language=language,
    )


def _titles(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The title paragraphs at the head of the document."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.kind == "title" and paragraph.part == "main":
            found.append(paragraph)
        elif found and paragraph.kind in ("preambular", "operative", "paragraph", "point"):
            break
    return found


def _masthead_lines(source: Source, titles: Sequence[Paragraph]) -> Iterator[str]:
    """The lines of the masthead as printed, readable, digits European."""
    for paragraph in titles:
        for span in paragraph.spans:
            for line in _line_spans(source.text, span):
                words = european(clean(source.text, [(line.start, line.end)]).text)
                if words:
                    yield words


def _line_spans(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for match in _LINES.finditer(text, span.start, span.end):
        yield Span(at, match.start())
        at = match.end()
    yield Span(at, span.end)


def _arabic(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the body is written in Arabic; a title may be bilingual."""
    words = [p.clean.text for p in paragraphs if p.kind not in ("title", "footnote")]
    return arabic_share(" ".join(words or [p.clean.text for p in paragraphs])[:50_000]) >= 0.5


def _body(lines: Sequence[str]) -> Body | str | None:
    """The organ: of the line that says who adopted it, standing alone, or opening the preamble."""
    for wanted in (_ADOPTED.search, None):
        for line in lines:
            if wanted and not wanted(line):
                continue
            plain = _letters(line)
            for body in BODIES:
                names = (_letters(body.arabic), _letters(body.english))
                if any(name in plain if wanted else name == plain for name in names):
                    return body
    for line in lines:
        match = _OPENING.match(fold_text(line))
        english = _ENGLISH_OPENING.match(line)
        name = english.group(1) if english else match and (match["before"] or match["after"])
        if not name or len(name.split()) > 7:
            continue
        known = next(
            (b for b in BODIES if _letters(name) in (_letters(b.arabic), _letters(b.english))), None
        )
        return known or _as_printed(line, name)
    return None


def _as_printed(line: str, folded: str) -> str | None:
    """The words of the line that fold to `folded`."""
    words = line.split()
    size = len(folded.split())
    for i in range(len(words) - size + 1):
        part = " ".join(words[i : i + size]).strip("،, ")
        if _letters(part) == _letters(folded):
            return part
    return None


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_text(text)))


def _printed_symbol(lines: Sequence[str]) -> str | None:
    """A symbol that stands in the masthead by itself, or beside the organization's name."""
    joined = _BRACKETED.sub(
        lambda m: m.group() if re.fullmatch(r"[()]\d{4}[()]", m.group()) else " ", "\n".join(lines)
    )
    for line in joined.split("\n"):
        match = _SYMBOL.search(line)
        if not match or not re.search(r"\d", match.group()) or _REFERS.search(fold_text(line)):
            continue
        around = line[: match.start()] + " " + line[match.end() :]
        alone = line[: match.start()].strip() == "" or line[match.end() :].strip() == ""
        if alone and len(around.split()) <= 5:
            return _spelt(match.group())
    return None


def _running_symbol(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    """The symbol that the pages' running heads print, if they print one and the same.

    Such a line holds nothing else, is no part of a paragraph, and stands beside a job or page
    number or comes back.
    """
    lines = [line.strip() for line in _LINES.split(european(text)) if line.strip()]
    found: list[str] = []
    beside = False
    inside = {line.strip() for p in paragraphs for line in _LINES.split(european(p.raw))}
    for i, line in enumerate(lines):
        match = _SYMBOL.fullmatch(line)
        if match and re.search(r"\d", line) and line not in inside:
            found.append(_spelt(line))
            near = lines[max(0, i - 2) : i] + lines[i + 1 : i + 3]
            beside = beside or any(_JOB.search(each) for each in near)
    if len(set(found)) == 1 and (beside or len(found) > 1):
        return found[0]
    return None


def _spelt(symbol: str) -> str:
    """One space before the year and its brackets the right way: `S/RES/2504 (2020)`."""
    return re.sub(r"\s?[()](\d{4})[()]$", r" (\1)", symbol)


def _formed_symbol(lines: Sequence[str], body: Body | str | None, day: str | None) -> str | None:
    """The symbol by the body's own rule, from the number that the title prints."""
    if not isinstance(body, Body) or not body.form:
        return None
    for line in lines:
        if body.form == "serial":
            forward, backward = _SERIAL.search(line), _SERIAL_BACKWARDS.search(line)
            if forward and not _REFERS.search(fold_text(line.replace(forward.group(), ""))):
                return f"{body.series}/{forward.group(1)} ({forward.group(2)})"
            if backward:
                return f"{body.series}/{backward.group(2)} ({backward.group(1)})"
            continue
        match = _TITLED_FIRST.match(line) or _TITLED_LAST.match(line) or _HEADED.match(line)
        if match:
            first, second = map(int, match["number"].split("/"))
            ordered = _in_order(first, second, body.form, day)
            if ordered:
                return f"{body.series}/{ordered[0]}/{ordered[1]}"
    return None


def _in_order(first: int, second: int, form: str, day: str | None) -> tuple[int, int] | None:
    """Session or year first, whichever way round it is printed; None where that cannot be told."""
    pairs = ((first, second), (second, first))
    if form == "year":
        fitting = [p for p in pairs if 1945 < p[0] < 2200 and p[1] < 1000]
    else:
        sessions = _sessions(form, int(day[:4]) if day else None)
        fitting = [p for p in pairs if p[0] in sessions]
    return fitting[0] if len(set(fitting)) == 1 or (fitting and day) else None


def _sessions(form: str, year: int | None) -> range:
    """The sessions that a resolution of that year can bear; all that there can be for no year.

    The Assembly's run from September to September, the first in 1946; its resolutions bear the
    session since the 31st. The Human Rights Council has met three times a year since 2006.
    """
    if form == "session":
        return range(year - 1946, year - 1944) if year else range(31, 121)
    return range((year - 2006) * 3 - 1, (year - 2006) * 3 + 5) if year else range(1, 101)


def _adoption_date(titles: Sequence[Paragraph], lines: Sequence[str]) -> str | None:
    """The day in the words that say it was adopted; else a date that stands alone."""
    for text in (*lines, *(p.clean.text for p in titles)):
        if _ADOPTED.search(text):
            found = find_date(text)
            if found:
                return found
    for line in lines:
        words = re.sub(r"(?i)distr\w*\.?:?\s*(general|limited|عام|محدود\w*)?", " ", line)
        if is_date(words):
            return find_date(words)
    return None


def _year_of(symbol: str | None) -> str | None:
    """The year that a symbol prints: S/RES/2504 (2020), E/RES/2019/20, E/CN.15/2018/L.6."""
    match = re.search(r"\(((?:19|20)\d\d)\)$", symbol or "") or re.search(
        r"(?<=/)((?:19[4-9]|20)\d\d?)(?=/)", symbol or ""
    )
    return match.group(1) if match and len(match.group(1)) == 4 else None


def _status(lines: Sequence[str], symbol: str | None) -> Status | None:
    """Draft, revised draft or adopted; None where neither the words nor the symbol say."""
    head = _BRACKETED.sub(" ", fold_text(" \n ".join(lines)))
    draft = bool(re.search(r"/L\.\d", symbol or "")) or bool(_DRAFT.search(head))
    if draft:
        revised = "/Rev." in (symbol or "") or _REVISED.search(head) or _rotated(head, "منقح")
        return "revised" if revised else "draft"
    if "/Rev." in (symbol or ""):
        return "revised"
    if "/RES/" in (symbol or "") or _ADOPTED.search(head):
        return "adopted"
    return None


def _rotated(text: str, word: str) -> bool:
    """Whether a word stands in the text with its last letters first, as a broken run prints it."""
    turned = {word[i:] + word[:i] for i in range(1, len(word))}
    return any(each in turned for each in re.findall(r"\w+", text))


def _title(titles: Sequence[Paragraph], lines: Sequence[str]) -> str | None:
    """The words beside the number; else the resolution's name; else the masthead's longest line left."""
    for text in (*(european(p.clean.text) for p in titles), *lines):
        match = _TITLED_FIRST.match(text) or _TITLED_LAST.match(text)
        if match:
            return match["title"].strip(" -–—")
    for line in lines:
        match = _SERIAL.search(line)
        if match and len(line.split()) <= 4:
            return line
    left: list[str] = []
    drafted = False
    for paragraph in titles:
        text = paragraph.clean.text
        folded = fold_text(text)
        if _DRAFT.search(folded) and len(text.split()) <= 12:
            left, drafted = [], True
        elif not _is_furniture(text, folded):
            left.append(text)
    if not left:
        return None
    return left[0] if drafted else max(left, key=len)


def _is_furniture(text: str, folded: str) -> bool:
    """Organ, session, agenda item, distribution, adoption, symbol, opening words: no title."""
    return bool(
        _FURNITURE.search(folded)
        or _ADOPTED.search(text)
        or _OPENING.match(folded)
        or _ENGLISH_OPENING.match(text)
        or _BRACKETED.fullmatch(text.strip())
        or _SYMBOL.search(text)
        or find_date(text)
        or any(_letters(text) in (_letters(b.arabic), _letters(b.english)) for b in BODIES)
        or _letters(text) in (_letters("الأمم المتحدة"), "united nations", "")
    )
