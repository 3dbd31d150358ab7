"""How many words stand in order before and after reversed runs are put in order.

    python -m eval.benchmarks.reversed_runs --gold ORDER-LINES.jsonl --corpus FOLDER

Each line of the gold file: {"doc": file name, "line": number from 1, "text": the true line}. Words
in order: those of `difflib`'s matching blocks, over the gold's words; kashidas and vowel marks are
no part of a word, numbers are words.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from index.arabic.repair.runs import read_runs
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.words import plain, word_model

_WORD = re.compile("[\u0621-\u064a]+|[0-9\u0660-\u0669]+")


@dataclass(frozen=True)
class Measured:
    """A gold line: how many words it has and how many stood in order, before and after."""

    document: str
    line: int
    words: int
    before: int
    after: int


def in_order(true: str, read: str) -> int:
    """Words of the true line that stand in its order in the line as read."""
    matcher = SequenceMatcher(None, _WORD.findall(plain(true)), _WORD.findall(plain(read)), False)
    return sum(block.size for block in matcher.get_matching_blocks())


def measure(gold: Path, corpus: Path, only: str | None = None) -> Iterator[Measured]:
    """Reads every document of the gold file, or only one, whole and measures its gold lines."""
    model = word_model()
    entries = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    for document in sorted({entry["doc"] for entry in entries if only in (None, entry["doc"])}):
        text = (corpus / document).read_bytes().decode("utf-8")
        lines, at = [], 0
        for line in text.split("\n"):
            lines.append(marked(text, at, at + len(line)))
            at += len(line) + 1
        began = time.perf_counter()
        after = read_runs(lines, model)
        took = time.perf_counter() - began
        print(f"{document}: {len(lines)} lines in {took:.1f} s", file=sys.stderr)
        for entry in entries:
            if entry["doc"] != document:
                continue
            true, i = entry["text"], entry["line"] - 1
            yield Measured(
                document,
                entry["line"],
                len(_WORD.findall(plain(true))),
                in_order(true, unstretched(lines[i]).text.text),
                in_order(true, unstretched(after[i]).text.text),
            )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--gold", required=True, type=Path, help="lines with their true order")
    parser.add_argument("--corpus", required=True, type=Path, help="the folder of the documents")
    given = parser.parse_args(arguments)
    measured = list(measure(given.gold, given.corpus))
    for one in measured:
        sign = "worse" if one.after < one.before else "better" if one.after > one.before else ""
        print(f"{one.document}\t{one.line}\t{one.words} words\t{one.before} -> {one.after}\t{sign}")
    words = sum(one.words for one in measured) or 1
    before, after = (sum(getattr(one, when) for one in measured) for when in ("before", "after"))
    better = sum(one.after > one.before for one in measured)
    worse = sum(one.after < one.before for one in measured)
    print(
        f"{len(measured)} lines, {words} words; in order {before / words:.3f} -> "
        f"{after / words:.3f}; {better} lines better, {worse} worse"
    )


if __name__ == "__main__":
    main()
