"""The programs whose reading of PDFs is compared, each with the best of its own settings.

Settings were chosen by the means over every second PDF of the benchmark; what each one is compared with is said
where it is set. No engine's text is repaired here.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OURS = "fiqra"

_EMBEDDINGS = re.compile("[\u202a-\u202e]")


@dataclass(frozen=True)
class Engine:
    """A program that reads a PDF's text; `version` for the report."""

    name: str
    version: str
    read: Callable[[Path], str]


def engines(names: list[str] | None = None) -> tuple[list[Engine], list[str]]:
    """The engines that can run here, and a sentence for each one that cannot.

    `names` chooses among `ENGINES`; ours comes first.
    """
    found, missing = [], []
    for name, (package, read) in ENGINES.items():
        if names is not None and name not in names:
            continue
        version = _version(package)
        if version is None:
            source = "Debian's poppler-utils" if name == "poppler" else "the extra `benchmark`"
            missing.append(f"{name} is not installed ({source}): it is left out.")
        else:
            found.append(Engine(name, version, read))
    return found, missing


def _version(package: str) -> str | None:
    if package == "pdftotext":
        if not shutil.which(package):
            return None
        said = subprocess.run([package, "-v"], capture_output=True, text=True, check=False).stderr
        version = re.search(r"version (\S+)", said)
        return version[1] if version else "?"
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        # Ours may run from its folder, without having been installed.
        return "in this folder" if package == OURS else None


def _fiqra(path: Path) -> str:
    from index.documents.pdf import read_pdf

    return read_pdf(path.read_bytes(), path.name).text


def _pypdfium2(path: Path) -> str:
    """`get_text_range`; `get_text_bounded` gives a little less."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _pypdf(path: Path) -> str:
    """Plain mode; layout mode puts lines in visual order."""
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def _pdfplumber(path: Path) -> str:
    """Characters read from the right and printed as read; the default order is visual."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "\n".join(
            page.extract_text(char_dir="rtl", char_dir_render="ltr") for page in document.pages
        )


def _poppler(path: Path) -> str:
    """`pdftotext` as it is; `-layout` and `-raw` give less.

    It sets direction marks between words and numbers in place of spaces, so that each mark is
    taken for one: dropping them would glue the words together (recall .62 in place of .76).
    """
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return _EMBEDDINGS.sub(" ", done.stdout.decode("utf-8", errors="replace"))


def _docling_parse(path: Path) -> str:
    """Line cells in their order; word cells have the same words in a worse order."""
    from docling_core.types.doc.page import TextCellUnit
    from docling_parse.pdf_parser import DoclingPdfParser

    document = DoclingPdfParser(loglevel="fatal").load(str(path))
    return "\n".join(
        cell.text
        for number in range(1, document.number_of_pages() + 1)
        for cell in document.get_page(number).iterate_cells(TextCellUnit.LINE)
    )


ENGINES: dict[str, tuple[str, Callable[[Path], str]]] = {
    OURS: ("fiqra", _fiqra),
    "pypdfium2": ("pypdfium2", _pypdfium2),
    "pypdf": ("pypdf", _pypdf),
    "pdfplumber": ("pdfplumber", _pdfplumber),
    "poppler": ("pdftotext", _poppler),
    "docling-parse": ("docling-parse", _docling_parse),
}
"""Engines by name: the package that its version is asked of, and how it reads."""
