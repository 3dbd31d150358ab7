"""Learns `data/words.tsv` and `data/word_pairs.tsv` from sound Arabic documents of the genre.

    python -m index.learn_words FILE_OR_FOLDER...

Counts alone are kept: words that stand at least three times, and pairs of such words that stand
side by side at least three times.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from index.arabic.words import START, counted
from index.documents import read
from index.errors import FiqraError
from index.ingest import files_under
from index.paragraphs import outline

DATA = Path(__file__).parent / "data"
LEAST = 3


def paragraphs_of(paths: Sequence[Path], left_out: frozenset[str] = frozenset()) -> list[str]:
    """The readable text of every paragraph of the documents, each text once: formulas repeat
    through thousands of documents, but what a reader learns from the copies is the same.
    """
    found: dict[str, None] = {}
    for path in files_under(paths):
        if path.name in left_out:
            continue
        try:
            source = read(path)
        except FiqraError as fault:
            print(f"left out: {fault}", file=sys.stderr)
            continue
        for paragraph in outline(source):
            found[paragraph.clean.text] = None
    return list(found)


def write(words: Counter[str], pairs: Mapping[str, Counter[str]], folder: Path) -> tuple[int, int]:
    """Writes both tables; gives the number of words and of pairs that were kept."""
    kept = {word: n for word, n in words.items() if (n >= LEAST and len(word) > 1) or word == "و"}
    made_by = "made by python -m index.learn_words"
    lines = [f"# word, times seen; {made_by}"]
    lines += [f"{word}\t{kept[word]}" for word in sorted(kept)]
    (folder / "words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines, many = [f"# word, times seen before another, then words behind it; {made_by}"], 0
    for before in sorted(pairs):
        if before not in kept and before.isalpha():
            continue
        after = {w: n for w, n in pairs[before].items() if n >= LEAST and w in kept}
        if after or before == START:
            cells = (f"{word}:{after[word]}" for word in sorted(after))
            lines.append("\t".join([before, str(sum(pairs[before].values())), *cells]))
            many += len(after)
    (folder / "word_pairs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(kept), many


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help="sound Arabic documents")
    parser.add_argument("--leave-out", type=Path, help="file of names to learn nothing from")
    parser.add_argument("--out", type=Path, default=DATA, help="the folder to write to")
    given = parser.parse_args(arguments)
    names = given.leave_out.read_text(encoding="utf-8").splitlines() if given.leave_out else ()
    texts = paragraphs_of(given.paths, frozenset(names))
    words, pairs = write(*counted(texts), given.out)
    print(f"{words} words and {pairs} pairs from {len(texts)} paragraphs")


if __name__ == "__main__":
    main()
