"""How well words are read back that a font's wrong letter map has changed.

    python -m eval.benchmarks.letter_maps [FILE_OR_FOLDER...] [--channels 10] [--seed 1]
    python -m eval.benchmarks.letter_maps --document FILE --gold FILE [--runs]

Without `--gold`, sound documents (the sample's without any) are sent through random channels: a
shaped letter of the font becomes another letter or a space, everywhere alike, until so large a
share of the words is changed (`--changed`). What `read_letters` makes of them is compared with the
sound text. The lexicon must not have been learned from that text: `--lexicon FOLDER` names tables
that `python -m index.learn_words --leave-out` wrote, `--general` reads with general Arabic alone.

With `--gold`, the lines of a damaged document that somebody has read by hand: a JSON object a
line, `line` (counted from 1), `text`, and `runs` (whether its runs are reversed).

Words count in their order: recall is matched words by words of the sound text, precision matched
words by words read. Times are of the processor.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.arabic.repair.letters import read_letters
from index.arabic.repair.runs import read_runs
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.words import WordModel, word_model
from index.documents import read
from index.ingest import files_under
from index.paragraphs import outline

SAMPLE = Path(__file__).parents[1] / "sample" / "documents"
LETTERS = "".join(chr(c) for c in (*range(0x621, 0x63B), *range(0x641, 0x64B)))
WORDS_IN_A_LINE = 14

_ALONE = frozenset("ءآأؤإاةدذرزوى")
_LAM_ALEF = {"لا": "\ue000", "لأ": "\ue001", "لإ": "\ue002", "لآ": "\ue003"}
_APART = {v: k for k, v in _LAM_ALEF.items()}
_TOKEN = re.compile("[\u0621-\u064a]+|[0-9\u0660-\u0669/]+")
_WORD = re.compile(f"[{LETTERS}]+")

Glyph = tuple[str, bool, bool]
"""A letter (or lam-alef) and whether it is joined to the one before and the one after."""


@dataclass(frozen=True, slots=True)
class Score:
    """Words of the sound text, words that were read, and those that both have in their order."""

    sound: int
    read: int
    matched: int

    @property
    def recall(self) -> float:
        """Share of the sound text's words."""
        return self.matched / self.sound if self.sound else 1.0

    @property
    def precision(self) -> float:
        """Share of the words that were read."""
        return self.matched / self.read if self.read else 1.0


def glyphs(word: str, ligatures: bool) -> Iterator[Glyph]:
    """The glyphs that a font draws a word with."""
    if ligatures:
        for pair, one in _LAM_ALEF.items():
            word = word.replace(pair, one)
    for i, letter in enumerate(word):
        before = i > 0 and word[i - 1] not in _ALONE and word[i - 1] not in _APART
        after = i + 1 < len(word) and letter not in _ALONE and letter not in _APART
        yield letter, before and letter != "ء", after and word[i + 1] != "ء"


def changed(text: str, letter_map: Mapping[Glyph, str], ligatures: bool) -> str:
    """The text as its wrong letter map gives it."""

    def word(match: re.Match[str]) -> str:
        return "".join(
            letter_map.get(glyph, _APART.get(glyph[0], glyph[0]))
            for glyph in glyphs(match[0], ligatures)
        )

    return _WORD.sub(word, text)


def random_map(texts: Sequence[str], share: float, ligatures: bool, seed: int) -> dict[Glyph, str]:
    """A letter map that changes about `share` of the words of the texts."""
    chance = random.Random(seed)
    words = [w for text in texts for w in _WORD.findall(text)]
    used = [frozenset(glyphs(w, ligatures)) for w in words]
    kinds = sorted(set().union(*used))
    chance.shuffle(kinds)
    letter_map: dict[Glyph, str] = {}
    left = used
    for glyph in kinds:
        letter_map[glyph] = " " if chance.random() < 1 / 3 else chance.choice(LETTERS)
        left = [w for w in left if glyph not in w]
        if len(left) <= (1 - share) * len(words):
            break
    return letter_map


def compared(sound: Sequence[str], found: Sequence[str]) -> Score:
    """Line by line."""
    totals = [0, 0, 0]
    for a_line, b_line in zip(sound, found, strict=True):
        a, b = _TOKEN.findall(a_line), _TOKEN.findall(b_line)
        blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        for i, n in enumerate((len(a), len(b), sum(block.size for block in blocks))):
            totals[i] += n
    return Score(*totals)


def lines_of(paths: Sequence[Path]) -> list[str]:
    """Lines as long as a page's, of the documents' paragraphs."""
    lines = []
    for path in files_under(paths):
        source = read(path)
        for paragraph in outline(source):
            words = re.sub("[\u064b-\u0652\u0670\u0640]", "", paragraph.clean.text).split()
            if not any(_WORD.search(w) for w in words):
                continue
            for i in range(0, len(words), WORDS_IN_A_LINE):
                lines.append(" ".join(words[i : i + WORDS_IN_A_LINE]))
    return lines


def read_back(
    lines: Sequence[str], model: WordModel, with_runs: bool = False
) -> tuple[list[str], list[tuple[str, float]]]:
    """The lines as `read_letters` reads them (and `read_runs` after it), and the repairs: new words
    with their confidences.
    """
    readings = read_letters([marked(line, 0, len(line)) for line in lines], model)
    if with_runs:
        readings = read_runs(readings, model)
    repairs = [
        (reading.text.text[r.start : r.end], r.confidence)
        for reading in readings
        for r in reading.repairs
    ]
    return [unstretched(reading).text.text for reading in readings], repairs


def _synthetic(lines: Sequence[str], model: WordModel, given: argparse.Namespace) -> None:
    recalls = []
    for seed in range(given.seed, given.seed + given.channels):
        ligatures = seed % 2 == 0
        letter_map = random_map(lines, given.changed, ligatures, seed)
        damaged = [changed(line, letter_map, ligatures) for line in lines]
        before = time.process_time()
        found, _ = read_back(damaged, model)
        took = time.process_time() - before
        raw, score = compared(lines, damaged), compared(lines, found)
        recalls.append(score.recall)
        print(
            f"channel {seed}: {len(letter_map)} glyphs, recall {raw.recall:.3f} -> "
            f"{score.recall:.3f}, precision {score.precision:.3f}, {took:.1f} s",
            flush=True,
        )
    print(f"mean recall {sum(recalls) / len(recalls):.3f}, lowest {min(recalls):.3f}")


def _gold(document: Path, gold: Path, model: WordModel, with_runs: bool) -> None:
    lines = document.read_text(encoding="utf-8").split("\n")
    truth = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    before = time.process_time()
    found, _ = read_back(lines, model, with_runs)
    took = time.process_time() - before
    kinds: list[tuple[str, Callable[[dict[str, object]], bool]]] = [
        ("lines without reversed runs", lambda line: not line["runs"]),
        ("lines with reversed runs", lambda line: bool(line["runs"])),
        ("all", lambda line: True),
    ]
    for name, belongs in kinds:
        some = [line for line in truth if belongs(line)]
        texts = [str(line["text"]) for line in some]
        raw = compared(texts, [lines[line["line"] - 1] for line in some])
        score = compared(texts, [found[line["line"] - 1] for line in some])
        print(
            f"{name}: {len(some)} lines, {score.sound} words, recall {raw.recall:.3f} -> "
            f"{score.recall:.3f}, precision {raw.precision:.3f} -> {score.precision:.3f}"
        )
    print(f"{took:.1f} s")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, help="sound Arabic documents")
    parser.add_argument("--channels", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changed", type=float, default=0.6, help="share of the words")
    parser.add_argument("--lexicon", type=Path, help="folder with words.tsv and word_pairs.tsv")
    parser.add_argument("--document", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--runs", action="store_true", help="reversed runs put in order as well")
    given = parser.parse_args(arguments)
    model = word_model(given.lexicon)
    if given.document and given.gold:
        _gold(given.document, given.gold, model, given.runs)
        return
    paths = given.paths or sorted(SAMPLE.glob("*.ar.*"))
    _synthetic(lines_of(paths), model, given)


if __name__ == "__main__":
    main()
