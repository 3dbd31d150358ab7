"""Compares programs that read the text of Arabic PDFs, on PDFs that it makes itself.

    python -m eval.benchmarks.pdf_text [--make DIR] [--engines fiqra,pypdf] [--json]

For each PDF and engine it prints the words found, the words in order, the exact strings (see
`pdf_scores`) and the seconds, then the means, and where an engine is ahead of Fiqra.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from eval.benchmarks.pdf_engines import ENGINES, Engine, engines
from eval.benchmarks.pdf_making import (
    Expected,
    expected_beside,
    make,
    missing_fonts,
    missing_makers,
)
from eval.benchmarks.pdf_recipes import RECIPES, SECOND
from eval.benchmarks.pdf_report import Run, as_text, as_values
from eval.benchmarks.pdf_scores import scores


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0, or 1 where there was no PDF or no engine to compare."""
    options = _options(arguments)
    # One thread for every engine: their seconds are compared.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    found, notes = engines(options.engines.split(",") if options.engines else None)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.read or options.make or scratch)
        if not options.read:
            notes += make_into(folder, options.only, options.second)
        pdfs = [
            pdf
            for pdf in sorted(folder.glob(f"{options.only}*.pdf"))
            if pdf.with_suffix(".txt").is_file()
        ]
        runs = []
        for pdf in pdfs:
            print(f"reading {pdf.name}", file=sys.stderr)
            expected = expected_beside(pdf)
            runs += [measured(engine, pdf, expected, options.repeat) for engine in found]
    if options.json:
        print(json.dumps(as_values(runs, found, notes), ensure_ascii=False, indent=1))
    else:
        print(as_text(runs, found, notes))
    return 0 if runs else 1


def make_into(folder: Path, start: str = "", second: bool = False) -> list[str]:
    """Makes the PDFs whose name begins with `start`; a sentence for whatever could not be made."""
    folder.mkdir(parents=True, exist_ok=True)
    recipes = SECOND if second else RECIPES
    chosen = [recipe for recipe in recipes if recipe.name.startswith(start)]
    without_maker, without_font = missing_makers(), missing_fonts(chosen)
    notes = [without_maker[m] for m in sorted({r.maker for r in chosen} & set(without_maker))]
    notes += [f"The font {f} is not installed: its PDFs are left out." for f in without_font]
    for recipe in chosen:
        if recipe.maker in without_maker or recipe.look.font in without_font:
            continue
        print(f"making {recipe.name}.pdf", file=sys.stderr)
        try:
            make(recipe, folder)
        except (RuntimeError, OSError) as error:
            notes.append(f"{recipe.name}.pdf is left out: {error}")
    return notes


def measured(engine: Engine, pdf: Path, expected: Expected, repeat: int = 2) -> Run:
    """The engine's text of the PDF, compared; the best of `repeat` times."""
    text, failure, best = "", "", float("inf")
    for _ in range(max(1, repeat)):
        start = time.perf_counter()
        try:
            text = engine.read(pdf)
        # Foreign programs fail in their own ways; the report names each failure.
        except Exception as error:
            failure = f"{type(error).__name__}: {error}".splitlines()[0]
        best = min(best, time.perf_counter() - start)
    return Run(pdf.stem, engine.name, scores(text, expected), best, failure)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval.benchmarks.pdf_text",
        description="Makes Arabic PDFs with known text and compares what programs read in them.",
    )
    parser.add_argument("--make", metavar="DIR", help="keep the PDFs and their texts in DIR")
    parser.add_argument("--read", metavar="DIR", help="make nothing: read what --make left in DIR")
    parser.add_argument("--engines", metavar="A,B", help=f"some of {', '.join(ENGINES)}")
    parser.add_argument("--only", metavar="START", default="", help="PDFs whose name begins so")
    parser.add_argument("--second", action="store_true", help="make the second set of PDFs")
    parser.add_argument(
        "--repeat", type=int, default=2, help="readings a PDF; the best time counts"
    )
    parser.add_argument("--json", action="store_true", help="print JSON in place of tables")
    options = parser.parse_args(arguments)
    unknown = set(options.engines.split(",") if options.engines else ()) - set(ENGINES)
    if unknown:
        parser.error(f"no engine is called {', '.join(sorted(unknown))}: see --engines in --help.")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
