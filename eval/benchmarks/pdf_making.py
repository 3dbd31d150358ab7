"""Arabic PDFs with known text, made from the sample documents by three programs.

Chromium, LibreOffice and WeasyPrint each write glyphs, Unicode values and runs in another way.
`pdf_recipes` says what is made; `make` writes `NAME.pdf` and beside it what its author wrote:
`NAME.txt` (the body in reading order, a paragraph or a table's cell a line, table rows from top to
bottom and cells from the right), `NAME.notes.txt` (footnotes) and `NAME.strings.json`. Running
heads, running feet and page numbers are in none of them.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from eval.benchmarks.pdf_pages import Look, as_flat_odf, as_html
from eval.benchmarks.pdf_recipes import CHANGES, CHROMIUM, LIBREOFFICE, WEASYPRINT, Recipe
from eval.benchmarks.pdf_works import (
    NO_BREAK_SPACE,
    Work,
    plain,
    work_of,
)

_SECONDS_TO_MAKE = 180
"""A maker that takes longer for one PDF has failed."""


@dataclass(frozen=True)
class Expected:
    """What the author of a PDF wrote. `strings` must be found exactly as they stand."""

    body: str
    notes: str
    strings: tuple[str, ...]


def missing_makers() -> dict[str, str]:
    """A sentence for each maker that is not installed, by the maker's name."""
    missing = {}
    if not _chromium():
        missing[CHROMIUM] = "Chromium is not installed: its PDFs are left out."
    if not shutil.which("soffice"):
        missing[LIBREOFFICE] = "LibreOffice (soffice) is not installed: its PDFs are left out."
    if importlib.util.find_spec("weasyprint") is None:
        missing[WEASYPRINT] = (
            "WeasyPrint (pip install weasyprint) is not installed: its PDFs are left out."
        )
    return missing


def missing_fonts(recipes: Iterable[Recipe]) -> list[str]:
    """Font families of the recipes that fontconfig does not know; empty where it is absent."""
    if not shutil.which("fc-list"):
        return []
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False)
    families = {name.strip() for line in listed.stdout.splitlines() for name in line.split(",")}
    return sorted({recipe.look.font for recipe in recipes} - families)


def text_of(recipe: Recipe) -> Work:
    """The recipe's work with its changes made."""
    work = work_of(recipe.work)
    for change in recipe.changes:
        work = CHANGES[change](work)
    return work


def expected_of(work: Work) -> Expected:
    """What stands on the pages of the work, in reading order."""
    lines: list[str] = []
    for block in work.blocks:
        if block.kind == "table":
            lines.extend(cell for row in block.cells for cell in row)
        else:
            lines.append(plain(block.text))
    body = "\n".join(lines).replace(NO_BREAK_SPACE, " ") + "\n"
    notes = "".join(f"({number}) {text}\n" for number, text in work.notes.items())
    notes = notes.replace(NO_BREAK_SPACE, " ")
    return Expected(body, notes, strings_in(body + notes))


_DIGIT = "[0-9٠-٩]"
_STRINGS = re.compile(
    rf"""
    RCW/[A-Za-z0-9./-]*[A-Za-z0-9]                          # a document's symbol
    | (?<!{_DIGIT}){_DIGIT}{{1,2}}\ \w+/\w+\ {_DIGIT}{{4}}    # a date in words
    | {_DIGIT}+(?:/{_DIGIT}+)+                              # a date, a resolution's number
    | {_DIGIT}+(?:-{_DIGIT}+)                               # a range
    | [%٪±]?{_DIGIT}+(?:[.,:٫٬]{_DIGIT}+)+(?:\ {_DIGIT}{{3}}(?!{_DIGIT}))*[%٪]? # decimals, times, scales
    | {_DIGIT}+[%٪°]
    | (?<!{_DIGIT}\ ){_DIGIT}{{1,3}}(?:\ {_DIGIT}{{3}})+(?!{_DIGIT})  # thousands
    | \([^()\n]{{1,30}}\([^()\n]{{1,9}}\)\)                   # brackets in brackets
    | [\[({{«‹”][^\[\](){{}}«»‹›”“\n]{{1,40}}[\])}}»›“]       # anything in brackets
    | [A-Za-z][A-Za-z.@]*(?:\ (?:&\ )?[A-Za-z][A-Za-z.@]*)+ # Latin words
    """,
    re.VERBOSE,
)


def strings_in(text: str) -> tuple[str, ...]:
    """Symbols, dates, numbers with signs, brackets with what is in them, Latin names; once each."""
    found = [m[0] for line in text.splitlines() for m in _STRINGS.finditer(line)]
    return tuple(dict.fromkeys(found))


def make(recipe: Recipe, folder: Path) -> Path:
    """Writes the recipe's PDF and what is expected of it into `folder`; gives back the PDF.

    Raises RuntimeError where the maker fails or makes nothing.
    """
    work = text_of(recipe)
    pdf = folder / f"{recipe.name}.pdf"
    with tempfile.TemporaryDirectory() as scratch:
        made = _MAKERS[recipe.maker](work, recipe.look, Path(scratch))
        if not made.is_file():
            raise RuntimeError(f"{recipe.maker} made no PDF for {recipe.name}.")
        shutil.copyfile(made, pdf)
    expected = expected_of(work)
    pdf.with_suffix(".txt").write_text(expected.body, encoding="utf-8")
    pdf.with_suffix(".notes.txt").write_text(expected.notes, encoding="utf-8")
    pdf.with_suffix(".strings.json").write_text(
        json.dumps(expected.strings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return pdf


def expected_beside(pdf: Path) -> Expected:
    """What `make` wrote beside the PDF."""
    strings = json.loads(pdf.with_suffix(".strings.json").read_text(encoding="utf-8"))
    return Expected(
        pdf.with_suffix(".txt").read_text(encoding="utf-8"),
        pdf.with_suffix(".notes.txt").read_text(encoding="utf-8"),
        tuple(strings),
    )


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def _run(command: list[str]) -> None:
    try:
        subprocess.run(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS_TO_MAKE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{command[0]} took more than {_SECONDS_TO_MAKE} seconds.") from error


def _by_chromium(work: Work, look: Look, scratch: Path) -> Path:
    page, pdf = scratch / "page.html", scratch / "page.pdf"
    page.write_text(as_html(work, look), encoding="utf-8")
    _run(
        [
            _chromium() or "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={scratch / 'profile'}",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
    )
    return pdf


def _by_libreoffice(work: Work, look: Look, scratch: Path) -> Path:
    page = scratch / "page.fodt"
    page.write_text(as_flat_odf(work, look), encoding="utf-8")
    profile = Path(tempfile.gettempdir()) / "fiqra-benchmark-office"
    _run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(scratch),
            str(page),
        ]
    )
    return page.with_suffix(".pdf")


def _by_weasyprint(work: Work, look: Look, scratch: Path) -> Path:
    import weasyprint

    pdf = scratch / "page.pdf"
    weasyprint.HTML(string=as_html(work, replace(look, whole_symbols=True))).write_pdf(pdf)
    return pdf


_MAKERS: dict[str, Callable[[Work, Look, Path], Path]] = {
    CHROMIUM: _by_chromium,
    LIBREOFFICE: _by_libreoffice,
    WEASYPRINT: _by_weasyprint,
}
