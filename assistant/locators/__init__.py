"""Exact references in a question: found, looked up, and said where they are missing.

`find_locators` reads them off a question, `resolve` looks them up in the indexed documents and
`missing_sentence` says what is not there.
"""

from assistant.locators.documents import find_documents, matching, one_document, parse_symbol
from assistant.locators.find import find_locators
from assistant.locators.resolve import resolve
from assistant.locators.sentences import missing_sentence
from assistant.locators.values import LAST, DocumentRef, Found, Locator, Missing, Resolution

__all__ = [
    "LAST",
    "DocumentRef",
    "Found",
    "Locator",
    "Missing",
    "Resolution",
    "find_documents",
    "find_locators",
    "matching",
    "missing_sentence",
    "one_document",
    "parse_symbol",
    "resolve",
]
