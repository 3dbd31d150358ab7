"""What an Akoma Ntoso file says of its document: symbol, title, body, date, language, subjects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.arabic.dates import find_date, valid_date
from index.arabic.normalise import arabic_share, clean
from index.documents.akoma_ntoso.lines import flat, local
from index.values import Language, Stated, Status

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANGUAGES: dict[str, Language] = {"ara": "ar", "ar": "ar", "eng": "en", "en": "en"}
_OTHER_VOCABULARIES = frozenset(("EuroVoc", "SDGO"))
_YEAR = re.compile(r"\((\d{4})\)")


def read_stated(root: _Element, text: str) -> Stated:
    """The statements of a document's metadata and cover; `text` decides the language if nothing does."""
    cover = [e for e in root.iter() if isinstance(e.tag, str)]
    symbol = _symbol(_first(cover, "docNumber", ""))
    titles = [
        words
        for e in _named(cover, "docTitle")
        if "adoption" not in (e.get("refersTo") or "") and (words := _words(e))
    ]
    return Stated(
        symbol=symbol,
        title=" – ".join(dict.fromkeys(titles)) or None,
        body=_first(cover, "docAuthority", "#issuingBody"),
        date=_date(root, cover, symbol),
        status=_status(root, symbol),
        language=_language(root, text),
        keywords=_keywords(root),
    )


def _named(elements: list[_Element], name: str) -> list[_Element]:
    return [e for e in elements if local(e) == name]


def _words(element: _Element) -> str:
    text = flat(element)[0]
    return clean(text, [(0, len(text))]).text


def _first(elements: list[_Element], name: str, refers: str) -> str | None:
    for element in _named(elements, name):
        if refers in (element.get("refersTo") or "") and _words(element):
            return _words(element)
    return None


def _symbol(printed: str | None) -> str | None:
    """`S/RES/2504(2020)` as `S/RES/2504 (2020)`."""
    return re.sub(r"(?<=\d)\s*\((?=\d{4}\))", " (", printed) if printed else None


def _date(root: _Element, cover: list[_Element], symbol: str | None) -> str | None:
    """Day of adoption: from the metadata, else from the words, else the day of issue on the cover.

    Half of the files state the year 1 where they know none; a year that the symbol contradicts
    is a slip of the pen.
    """
    stated = [
        e.get("date") for e in root.iter("{*}FRBRdate") if "adoption" in (e.get("name") or "")
    ]
    adopted: list[str | None] = []
    issued: list[str | None] = []
    for element in _named(cover, "docTitle"):
        if "adoption" in (element.get("refersTo") or ""):
            adopted.append(find_date(_words(element)))
    for element in _named(cover, "docDate"):
        words = find_date(_words(element)) or valid_date(element.get("date"))
        (adopted if "adoption" in (element.get("refersTo") or "") else issued).append(words)
    year = _YEAR.search(symbol or "")
    candidates = [d for d in (*(valid_date(s) for s in stated), *adopted, *issued) if d]
    return next((d for d in candidates if not year or d[:4] == year.group(1)), None)


def _status(root: _Element, symbol: str | None) -> Status | None:
    """A resolution with a final symbol is adopted; drafts bear an L. symbol."""
    names = {(e.get("name") or "").lower() for e in root.iter() if isinstance(e.tag, str)}
    if (symbol and "/L." in symbol) or any("draft" in name for name in names):
        return "revised" if symbol and "/Rev." in symbol else "draft"
    return "adopted" if names & {"resolution", "decision"} else None


def _language(root: _Element, text: str) -> Language:
    for element in root.iter("{*}FRBRlanguage"):
        known = _LANGUAGES.get((element.get("language") or "").lower())
        if known:
            return known
    return "ar" if arabic_share(text) >= 0.5 else "en"


def _keywords(root: _Element) -> tuple[str, ...]:
    """Subjects of the UN's vocabularies and agendas, each once whatever its case."""
    found: dict[str, str] = {}
    for element in root.iter("{*}keyword"):
        if element.get("dictionary") in _OTHER_VOCABULARIES:
            continue
        words = " ".join((element.get("showAs") or "").replace("_", " ").split())
        if words:
            found.setdefault(words.casefold(), words)
    return tuple(found.values())
