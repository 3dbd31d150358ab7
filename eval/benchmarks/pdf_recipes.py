"""Which PDFs the benchmark makes: who makes them, of which text, looking how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from eval.benchmarks.pdf_pages import Look
from eval.benchmarks.pdf_works import (
    Work,
    in_arabic_indic,
    with_each_text,
    with_fixed_thousands,
    with_kashidas,
    with_verbs_in_bold,
)

CHROMIUM, LIBREOFFICE, WEASYPRINT = "chromium", "libreoffice", "weasyprint"


@dataclass(frozen=True)
class Recipe:
    """One PDF: who makes it of which work, with which changes to the text, looking how."""

    name: str
    maker: str
    work: str
    look: Look
    changes: tuple[str, ...] = ()


CHANGES: dict[str, Callable[[Work], Work]] = {
    "bold": with_verbs_in_bold,
    "arabic-indic": partial(with_each_text, change=in_arabic_indic),
    "thousands": partial(with_each_text, change=with_fixed_thousands),
    "kashidas": partial(with_each_text, change=with_kashidas),
}
"""Changes to a work before it is laid out: bold verbs, digits, no-break spaces, typed kashidas."""

_NASKH, _SANS, _KUFI = "Noto Naskh Arabic", "Noto Sans Arabic", "Noto Kufi Arabic"
_2021, _2022, _GEAR, _PLAN = "rcw-res-2021-4", "rcw-res-2022-3", "rcw-res-2022-8", "rcw-res-2023-2"
_PAPER, _DRAFT, _BUDGET = "rcw-sec-2023-bp-3", "rcw-2024-l-5-rev-1", "rcw-dec-2024-1"

RECIPES: tuple[Recipe, ...] = (
    Recipe("cr-naskh-verbs", CHROMIUM, _2021, Look(_NASKH, masthead=True, running=True), ("bold",)),
    Recipe("cr-amiri-indic", CHROMIUM, _BUDGET, Look("Amiri", 14), ("thousands",)),
    Recipe("cr-kacst-columns", CHROMIUM, _2022, Look("KacstBook", 13, columns=2)),
    Recipe("cr-sans-brackets", CHROMIUM, "brackets", Look(_SANS, arabic_numbers=True)),
    Recipe("cr-kufi-annex", CHROMIUM, _PLAN, Look(_KUFI, 11, running=True), ("thousands",)),
    Recipe(
        "cr-naskh-narrow", CHROMIUM, _PAPER, Look(_NASKH, 11, columns=2, gutter=4, running=True)
    ),
    Recipe("cr-amiri-kashidas", CHROMIUM, _GEAR, Look("Amiri", 14, italic=True), ("kashidas",)),
    Recipe("cr-sans-tables", CHROMIUM, "tables", Look(_SANS, 11), ("thousands",)),
    Recipe("cr-amiri-vowels", CHROMIUM, "vowelled", Look("Amiri", 15)),
    Recipe("cr-kacstone-draft", CHROMIUM, _DRAFT, Look("KacstOne", 13), ("bold", "arabic-indic")),
    Recipe(
        "lo-naskh-verbs", LIBREOFFICE, _2021, Look(_NASKH, masthead=True, running=True), ("bold",)
    ),
    Recipe("lo-amiri-indic", LIBREOFFICE, _BUDGET, Look("Amiri", 13, running=True), ("thousands",)),
    Recipe("lo-kacst-columns", LIBREOFFICE, _2022, Look("KacstBook", 13, columns=2)),
    Recipe("lo-sans-brackets", LIBREOFFICE, "brackets", Look(_SANS)),
    Recipe("lo-kufi-annex", LIBREOFFICE, _PLAN, Look(_KUFI, 11, running=True), ("bold",)),
    Recipe(
        "lo-naskh-narrow", LIBREOFFICE, _PAPER, Look(_NASKH, 11, columns=2, gutter=5, running=True)
    ),
    Recipe("lo-amiri-notes", LIBREOFFICE, _GEAR, Look("Amiri", 13, italic=True, running=True)),
    Recipe("lo-naskh-tables", LIBREOFFICE, "tables", Look(_NASKH, 10), ("thousands",)),
    Recipe("lo-naskh-vowels", LIBREOFFICE, "vowelled", Look(_NASKH, 14)),
    Recipe(
        "lo-kacstone-draft",
        LIBREOFFICE,
        _DRAFT,
        Look("KacstOne", 13),
        ("bold", "arabic-indic", "kashidas"),
    ),
    Recipe("lo-sans-paper", LIBREOFFICE, _PAPER, Look(_SANS, 12, running=True), ("thousands",)),
    Recipe(
        "wp-naskh-verbs",
        WEASYPRINT,
        _2022,
        Look(_NASKH, masthead=True, running=True, italic=True),
        ("bold",),
    ),
    Recipe("wp-amiri-indic", WEASYPRINT, _BUDGET, Look("Amiri", 14, running=True)),
    Recipe(
        "wp-kacst-columns", WEASYPRINT, _2021, Look("KacstBook", 12, columns=2), ("arabic-indic",)
    ),
    Recipe(
        "wp-sans-brackets", WEASYPRINT, "brackets", Look(_SANS, foot="page", arabic_numbers=True)
    ),
    Recipe("wp-kufi-annex", WEASYPRINT, _PLAN, Look(_KUFI, 11, running=True, foot="page")),
    Recipe(
        "wp-naskh-narrow",
        WEASYPRINT,
        _PAPER,
        Look(_NASKH, 11, columns=2, gutter=4, running=True),
        ("thousands",),
    ),
    Recipe(
        "wp-amiri-kashidas",
        WEASYPRINT,
        _GEAR,
        Look("Amiri", 14, foot="page", italic=True),
        ("kashidas",),
    ),
    Recipe("wp-kacst-tables", WEASYPRINT, "tables", Look("KacstBook", 12)),
    Recipe("wp-amiri-vowels", WEASYPRINT, "vowelled", Look("Amiri", 15)),
    Recipe("wp-kacstone-draft", WEASYPRINT, _DRAFT, Look("KacstOne", 13, foot="page")),
)
"""31 PDFs: three makers, six font families."""

_OFFICE, _LETTER, _DEJAVU = "KacstOffice", "KacstLetter", "DejaVu Sans"

SECOND: tuple[Recipe, ...] = (
    Recipe("cr2-dejavu-gear", CHROMIUM, _GEAR, Look(_DEJAVU, 10, columns=2, gutter=8)),
    Recipe("cr2-office-budget", CHROMIUM, _BUDGET, Look(_OFFICE, 13, running=True)),
    Recipe("cr2-naskh-brackets", CHROMIUM, "brackets", Look(_NASKH, 13), ("kashidas",)),
    Recipe("cr2-letter-draft", CHROMIUM, _DRAFT, Look(_LETTER, 14, columns=2, gutter=6)),
    Recipe("lo2-dejavu-paper", LIBREOFFICE, _PAPER, Look(_DEJAVU, 10, running=True), ("bold",)),
    Recipe("lo2-office-gear", LIBREOFFICE, _GEAR, Look(_OFFICE, 13), ("arabic-indic",)),
    Recipe("lo2-kufi-budget", LIBREOFFICE, _BUDGET, Look(_KUFI, 10, columns=2, gutter=8)),
    Recipe("lo2-amiri-brackets", LIBREOFFICE, "brackets", Look("Amiri", 15, running=True)),
    Recipe("lo2-letter-plan", LIBREOFFICE, _PLAN, Look(_LETTER, 14), ("bold", "thousands")),
    Recipe("wp2-dejavu-plan", WEASYPRINT, _PLAN, Look(_DEJAVU, 10, foot="page", running=True)),
    Recipe("wp2-office-paper", WEASYPRINT, _PAPER, Look(_OFFICE, 12, foot="page")),
    Recipe("wp2-sans-vowels", WEASYPRINT, "vowelled", Look(_SANS, 13)),
    Recipe("wp2-naskh-tables", WEASYPRINT, "tables", Look(_NASKH, 11), ("arabic-indic",)),
)
"""13 more in other fonts and layouts, to see whether what was learned from the first set holds."""
