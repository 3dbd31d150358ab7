"""What repair does to sound documents: nearly nothing, and every number that it turns, listed.

    python -m eval.benchmarks.clean_text FOLDER... [--json]
    python -m eval.benchmarks.clean_text FOLDER... --unseen

The readable text of every Arabic paragraph goes through repair as a text of its document. Printed
are the words changed in 10,000 by kind (`number`: turned numbers, which are no words), the words
themselves and every number with its document, as it stood and as it is read, to be judged.

Repair decides from the damage of a text which layers run. `--unseen` asks more: every document goes
through the layers for slips and numbers whatever its damage, with a lexicon learned from the other
half of the documents alone.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.arabic.normalise import arabic_share
from index.arabic.repair.layers import repair
from index.arabic.repair.numbers import read_numbers
from index.arabic.repair.ocr import read_ocr
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.repair.values import KINDS, Reading
from index.arabic.words import counted, plain, word_model
from index.documents import read
from index.errors import FiqraError
from index.ingest import files_under
from index.learn_words import paragraphs_of, write
from index.paragraphs import outline
from index.values import Source

_WORD = re.compile("[\u0621-\u064a][\u0621-\u065f\u0670]*")


@dataclass(frozen=True, slots=True)
class Changed:
    """A word or number that is read otherwise than it stands."""

    document: str
    kind: str
    before: str
    after: str
    confidence: float
    context: str


def texts_of(paths: Sequence[Path]) -> Iterator[tuple[Path, list[str]]]:
    """Every Arabic document with the readable texts of its paragraphs."""
    for path in files_under(paths):
        try:
            source = read(path)
        except FiqraError as fault:
            print(f"left out: {fault}")
            continue
        texts = [p.clean.text for p in outline(source)]
        if arabic_share(" ".join(texts)) > 0.5:
            yield path, texts


def changes(document: str, text: str, readings: Sequence[Reading]) -> list[Changed]:
    """The repairs of readings of `text` that give another text than stands there."""
    found = []
    for reading in readings:
        for made in reading.repairs:
            start, end = reading.text.source_range(made.start, made.end)
            before, after = text[start:end], reading.text.text[made.start : made.end]
            if plain(before) == plain(after):
                continue
            context = text[max(0, start - 25) : end + 25].replace("\n", " ")
            found.append(Changed(document, made.kind, before, after, made.confidence, context))
    return found


def as_shipped(path: Path, texts: Sequence[str]) -> list[Changed]:
    """The changes that repair makes to a document's paragraphs."""
    text = "\n".join(texts)
    repaired = repair(Source(path.name, "text", text))
    return changes(path.name, text, [line.reading for line in repaired.lines])


def unseen(documents: Sequence[tuple[Path, list[str]]]) -> list[Changed]:
    """The changes of the layers for slips and numbers, ungated, each half of the documents read with
    the words of the other.
    """
    found: list[Changed] = []
    for half in (0, 1):
        theirs = [path for i, (path, _) in enumerate(documents) if i % 2 != half]
        with tempfile.TemporaryDirectory() as folder:
            write(*counted(paragraphs_of(theirs)), Path(folder))
            model = word_model(Path(folder))
        for path, texts in documents[half::2]:
            text = "\n".join(texts)
            readings, at = [], 0
            for line in texts:
                readings.append(unstretched(marked(text, at, at + len(line))))
                at += len(line) + 1
            found += changes(path.name, text, read_numbers(read_ocr(readings, model)))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help="sound Arabic documents")
    parser.add_argument("--unseen", action="store_true", help="every layer, lexicon learned apart")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    documents = list(texts_of(given.paths))
    words = sum(len(_WORD.findall(text)) for _, texts in documents for text in texts)
    if given.unseen:
        found = unseen(documents)
    else:
        found = [change for path, texts in documents for change in as_shipped(path, texts)]
    _print(len(documents), words, found, given.json)


def _print(documents: int, words: int, found: Sequence[Changed], as_json: bool) -> None:
    many = Counter[str]()
    for change in found:
        many[change.kind] += 1 if change.kind == "number" else len(_WORD.findall(change.before))
    rates = {kind: round(10_000 * many[kind] / max(words, 1), 3) for kind in KINDS}
    if as_json:
        report = {
            "documents": documents,
            "words": words,
            "changed": dict(many),
            "changed_per_10000": rates,
            "words_changed_per_10000": round(sum(rates.values()) - rates["number"], 3),
            "changes": [asdict(change) for change in found],
        }
        print(json.dumps(report, ensure_ascii=False, indent=1))
        return
    print(f"{words} words in {documents} documents")
    for kind in KINDS:
        print(f"{kind:8}{many[kind]:8} changed {rates[kind]:9.3f} in 10,000 words")
    for change in found:
        print(
            f"{change.kind}\t{change.confidence:.2f}\t{change.before} -> {change.after}"
            f"\t{change.document}\t{change.context}"
        )


if __name__ == "__main__":
    main()
