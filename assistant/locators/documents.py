"""Documents named in a question: `S/RES/2650 (2022)`, `القرار ٢٦٥٠`, `GA resolution 64/293`, `decision 2024/1`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.locators.values import DocumentRef
from index.arabic.normalise import fold_text
from index.values import Document, Language

# All patterns run on folded text: small letters, European digits, no hamza, ه for ة.

_BODIES = {
    "S": r"(?:un)?\s?security council|unsc|sc|مجلس الامن(?: الدولي)?",
    "A/HRC": r"human rights council|hrc|مجلس حقوق الانسان",
    "E": r"economic and social council|ecosoc|المجلس الاقتصادي والاجتماعي",
    "A": r"(?:un)?\s?general assembly|unga|ga|الجمعيه العامه(?: للامم المتحده)?",
}
_BODY = "|".join(_BODIES.values())
_YEAR = r"(?:19[4-9]|20\d)\d"
_NUMBER = r"(?:e?s-\d{1,2}\s?/\s?\d{1,3}|\d{1,4}\s?/\s?\d{1,4}|\d{1,4})(?![\d/])(?!\s?%)"
# a year is told from the number of a second resolution ("1267 and 1989") by what stands before it
_IN_BRACKETS = r"\s?[()]\s?{}\s?[()]"
_IN_WORDS = (
    r",?\s(?:الصادر |المتخذ |المعتمد |adopted )?"
    r"(?:in |of |from |في )?(?:ل?عام |ل?سنه |the year )?{}(?![\d/])"
)
_ITEM = (
    rf"(?:[()]{_YEAR}[()]\s?)?{_NUMBER}"
    rf"(?:{_IN_BRACKETS.format(_YEAR)}|{_IN_WORDS.format(_YEAR)})?"
)
_AND = r"\s?(?:[,،]|[,،]?\s?and|[,،]?\s?&|[,،]?\s?و)\s?"
_RESOLUTIONS = re.compile(
    r"(?<![\w/])(?:"
    rf"(?:(?P<body1>{_BODY})\s?(?:'s\s)?)?"
    r"(?P<word>(?:un)?scrs?|(?:un)?(?:sc|ga)\s?res(?:olutions?)?\.?|resolutions?|res\.?)"
    r"|(?P<decision>decisions?|dec\.|(?:[وفبك]|لل|ل)?(?:ال)?مقرر(?:ات|ين|ان|ي|يه|ه|ها)?)"
    r"|(?P<arabic>(?:[وفبك]|لل|ل)?(?:ال)?قرار(?:ات|ين|ان|ي|يه|ه|ها)?)"
    rf"(?:\s(?P<body2>{_BODY}|المجلس|الجمعيه))?"
    r")\s?(?P<no>(?:no\.?|nos\.?|number|#|رقم|ذي الرقم|ذو الرقم)\s?)?"
    rf"(?P<items>{_ITEM}(?:{_AND}{_ITEM})*)"
)
_ONE = re.compile(
    rf"(?:[()](?P<before>{_YEAR})[()]\s?)?(?P<number>{_NUMBER})"
    rf"(?:{_IN_BRACKETS.format(f'(?P<year>{_YEAR})')}|{_IN_WORDS.format(f'(?P<later>{_YEAR})')})?"
)
_SERIES = "a|s|e|st|td|dp|hri|crc|ccpr|cedaw|cat|cerd|cmw|crpd|ced|unep|fccc|ctoc|cac|npt|ccw|bwc|cd|isba|splos"
_STEP = r"/[a-z0-9][a-z0-9.\-]{0,30}"
# a series that is not listed needs two slashes: "km/h" and "and/or" are no symbols
_SYMBOL = re.compile(
    rf"(?<![\w.])(?P<symbol>(?:s/res|a/res)[\s-]{_NUMBER}"
    rf"|(?:{_SERIES})(?:{_STEP}){{1,9}}|[a-z]{{2,8}}(?:{_STEP}){{2,9}}|l\.\d+(?:/rev\.\d+)?)"
    rf"(?:\s?\(\s?(?P<year>{_YEAR})\s?\)|\s(?:ل?عام|ل?سنه)\s(?P<later>{_YEAR}))?"
)
_SPACED = re.compile(
    r"(?<![\w./])(?P<symbol>[ase]\s?/\s?(?:(?:res|hrc|cn|c|ac|conf)\.?\s?(?:\d[\d.]*)?\s?/\s?)?"
    r"(?:(?:res|conf|l|rev|add|dec)\s?\.?\s?)?\d[\d.]*(?:\s?/\s?(?:(?:l|rev|add|corr)\s?\.\s?)?\d+)*)"
    rf"(?:\s?\(\s?(?P<year>{_YEAR})\s?\))?(?![\w/])"
)
"""A symbol with spaces about its strokes and stops: `A/CONF. 234/11`, `S / RES / 2650 (2022)`."""
_BARE_YEAR = re.compile(rf"(?<![\w/.])(?P<number>\d{{1,4}})\s?\((?P<year>{_YEAR})\)")
_BARE_PAIR = re.compile(r"(?<![\w/.\-])(?P<number>\d{1,4}\s?/\s?\d{1,4})(?![\w/])")
_FILE = re.compile(r"(?<![^\s«»\"“”])[^\s«»\"“”]{1,200}\.(?:txt|xml|pdf|docx|html?|md)(?![\w/])")
_NUMBERED_SYMBOL = re.compile(
    rf"^(?P<body>[A-Z0-9./]+?)/(?P<series>RES|DEC)[/\s-]+(?P<number>[^\s(]+)\s*(?:\((?P<year>{_YEAR})\))?"
)


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A reference and where it stands in the folded question; those of one list share a group."""

    ref: DocumentRef
    start: int
    end: int
    group: int


def find_documents(folded: str, asked: Callable[[int, int], str]) -> list[NamedDocument]:
    """The documents that a folded question names, in its order.

    `asked(start, end)` gives the question's own words for a range of the folded text.
    """
    found: list[NamedDocument] = []
    for reader in (_files, _spaced, _symbols, _resolutions, _bare):
        for named in reader(folded):
            if not any(named.start < old.end and old.start < named.end for old in found):
                found.append(named)
    found.sort(key=lambda named: named.start)
    return [
        replace(named, ref=replace(named.ref, asked=asked(named.start, named.end)))
        for named in found
    ]


def _files(folded: str) -> Iterator[NamedDocument]:
    for match in _FILE.finditer(folded):
        if "//" in match[0] or "undocs.org" in match[0]:
            continue
        yield NamedDocument(DocumentRef("", file=match[0]), *match.span(), match.start())


def _spaced(folded: str) -> Iterator[NamedDocument]:
    for match in _SPACED.finditer(folded):
        symbol = match["symbol"]
        if " " not in symbol.strip() or symbol.count("/") < 2:
            continue
        year = f" ({match['year']})" if match["year"] else ""
        ref = parse_symbol("".join(symbol.split()) + year)
        yield NamedDocument(ref, *match.span(), match.start())


def _symbols(folded: str) -> Iterator[NamedDocument]:
    for match in _SYMBOL.finditer(folded):
        symbol = match["symbol"].rstrip(".-")
        if not re.search(r"\d", symbol):
            continue
        end = match.end() if match["year"] or match["later"] else match.start() + len(symbol)
        year = match["year"] or match["later"]
        ref = parse_symbol(symbol + (f" ({year})" if year else ""))
        yield NamedDocument(ref, match.start(), end, match.start())


def _resolutions(folded: str) -> Iterator[NamedDocument]:
    for match in _RESOLUTIONS.finditer(folded):
        word = match["word"] or ""
        body = _body(match["body1"] or match["body2"] or word)
        arabic = match["arabic"] or ""
        for item in _ONE.finditer(match["items"]):
            number = _parts(item["number"])
            year = item["year"] or item["later"] or item["before"]
            # "قرار ٢٠٢٢" is the resolution of that year; "القرار ٢٠٢٢" may be its number
            if match["decision"] and len(number) == 1:
                continue  # decisions are numbered by session or year; "المقرر" is a rapporteur, too
            like_year = not year and not match["no"] and re.fullmatch(_YEAR, number[-1])
            alone = like_year is not None and len(number) == 1 and bool(like_year)
            if alone and arabic and "ال" not in arabic:
                continue
            ref = DocumentRef(
                "",
                body,
                number,
                int(year) if year else None,
                decision=match["decision"] is not None,
                sure=not alone,
            )
            start = match.start("items") + item.start()
            first = item.start() == 0
            yield NamedDocument(
                ref,
                match.start() if first else start,
                match.start("items") + item.end(),
                match.start(),
            )


def _bare(folded: str) -> Iterator[NamedDocument]:
    for match in _BARE_YEAR.finditer(folded):
        ref = DocumentRef("", None, (match["number"],), int(match["year"]))
        yield NamedDocument(ref, *match.span(), match.start())
    for match in _BARE_PAIR.finditer(folded):
        number = _parts(match["number"])
        if number[0] != number[1] and any(_session(part) for part in number):
            yield NamedDocument(
                DocumentRef("", None, number, decision=None, sure=False),
                *match.span(),
                match.start(),
            )


def bare_number(folded: str, at: int) -> tuple[str, int] | None:
    """A number alone that stands for a resolution right after a paragraph: `para 7 of 2650`.

    Gives the number and its end in `folded`.
    """
    match = re.compile(r"\s?(?:of|in|from|من|في|ب)\s(\d{3,4})(?![\d/%])").match(folded, at)
    return (match[1], match.end()) if match else None


def _session(part: str) -> bool:
    """A General Assembly session since resolutions are numbered by it, or a year."""
    return part.isdecimal() and (31 <= int(part) <= 99 or 1946 <= int(part) <= 2099)


def _parts(number: str) -> tuple[str, ...]:
    return tuple(part.strip().upper() for part in number.split("/"))


def _body(words: str | None) -> str | None:
    if not words:
        return None
    for body, pattern in _BODIES.items():
        if re.match(rf"(?:{pattern})(?!\w)", words):
            return body
    if words.startswith(("unsc", "sc")):
        return "S"
    return "A" if words.startswith(("unga", "ga")) else None


@lru_cache(maxsize=10_000)
def parse_symbol(symbol: str) -> DocumentRef:
    """A printed symbol taken apart, so that it can be compared with what a question says."""
    text = " ".join(symbol.upper().replace("*", "").split())
    match = _NUMBERED_SYMBOL.match(text)
    if match is None:
        return DocumentRef(symbol, symbol=text.replace(" ", ""))
    year = match["year"]
    return DocumentRef(
        symbol,
        match["body"],
        _parts(match["number"]),
        int(year) if year else None,
        decision=match["series"] == "DEC",
    )


def matching(ref: DocumentRef, documents: Iterable[Document]) -> list[Document]:
    """The documents that a reference names, language twins included, in the order given.

    The order of a number's parts as written comes first; the turned order (293/64), as Arabic text
    often has it, counts only where nothing has the written one, and a year as part of a serial
    number (2650/2022) only where nothing has either.
    """
    known = [(document, key) for document in documents if (key := _key(document))]
    if ref.file is not None:
        names = [(document, fold_text(document.name)) for document, _ in known]
        return [document for document, name in names if name.endswith(ref.file)]
    straight = [document for document, key in known if _same(ref, key)]
    if straight or len(ref.number) != 2:
        return straight
    for other in (replace(ref, number=(ref.number[1], ref.number[0])), *_serial(ref)):
        found = [document for document, key in known if _same(other, key)]
        if found:
            return found
    return []


def one_document(asked: DocumentRef, key: DocumentRef) -> bool:
    """Whether two references name one document, in any order and form that `matching` knows."""
    forms = [asked, *_serial(asked)] if len(asked.number) == 2 else [asked]
    if len(asked.number) == 2:
        forms.append(replace(asked, number=(asked.number[1], asked.number[0])))
    return any(_same(form, key) for form in forms)


def _serial(ref: DocumentRef) -> Iterator[DocumentRef]:
    """`2650/2022` and `2022/2650` as the press writes the Security Council's 2650 (2022)."""
    if ref.year or ref.body not in (None, "S"):
        return
    for number, year in (ref.number, ref.number[::-1]):
        if number.isdecimal() and re.fullmatch(_YEAR, year):
            yield replace(ref, body="S", number=(number,), year=int(year))


def twins(documents: Sequence[Document]) -> bool:
    """Whether these are versions of one document in different languages (or just one document)."""
    keys = {_identity(document) for document in documents}
    return len(keys) == 1


def _identity(document: Document) -> tuple[object, ...]:
    if document.symbol is None:
        return (document.name,)
    key = parse_symbol(document.symbol)
    return (key.body, key.number, key.symbol, key.decision)


def _key(document: Document) -> DocumentRef:
    if document.symbol is not None:
        return parse_symbol(document.symbol)
    # without a symbol, a number that the title prints is the document's own if it is the only one
    folded = fold_text(document.title or "")
    named = find_documents(folded, lambda start, end: folded[start:end])
    return named[0].ref if len(named) == 1 else DocumentRef(document.name)


def _same(asked: DocumentRef, key: DocumentRef) -> bool:
    if asked.symbol is not None:
        if key.symbol is None:
            return False
        # "L.6/Rev.1" alone is the end of a symbol
        return key.symbol == asked.symbol or (
            asked.symbol.startswith("L.") and key.symbol.endswith("/" + asked.symbol)
        )
    if not asked.number or asked.number != key.number:
        return False
    if asked.body and key.body and asked.body != key.body:
        return False
    if asked.decision is not None and asked.decision != key.decision:
        return False
    return not (asked.year and key.year) or asked.year == key.year


def spoken(ref: DocumentRef, language: Language) -> str:
    """The reference as a sentence in `language` names it: `resolution 2998 (2023)`."""
    name = ref.asked if ref.symbol or ref.file else None
    if name is None:
        number = ref.number
        # 20/2019 and 293/64 are the turned forms of 2019/20 and 64/293
        if len(number) == 2 and (
            (1946 <= _int(number[1]) <= 2099 and _int(number[0]) < 1946)
            or (_int(number[0]) > 99 >= _int(number[1]) >= 31 and _int(number[0]) < 1946)
        ):
            number = (number[1], number[0])
        name = "/".join(number)
        if ref.body and language == "en":
            name = f"{ref.body}/{'DEC' if ref.decision else 'RES'}/{name}"
        if ref.year:
            name += f" ({ref.year})"
        if language == "ar":
            return f"{'المقرر' if ref.decision else 'القرار'} {name}"
        return name if ref.body else f"{'decision' if ref.decision else 'resolution'} {name}"
    return f"الوثيقة {name}" if language == "ar" else name


def _int(text: str) -> int:
    return int(text) if text.isdecimal() else 0
