"""Are wrong quotations refused, and true ones found however their letters are set down?

    python -m eval.benchmarks.quotations [--index DIR] [--wrong 400] [--true 400] [--seed 6] [--list]

Quotations are made of the paragraphs of the corpus that ships, or of an index, half of them in each
language that it has. A wrong one has one fault; it is held against its own paragraph and the ten others
that share the most of its rarer words, and is drawn anew if it stands in one of them word for word
(`stands`, which knows nothing of the code that is measured). A true one, a stretch of 4 to 40 words, is
written in each of `VARIANTS`; it has to be found in its paragraph, what is called `exact` has to stand
there to the letter, and `find_quotation` has to lead to the same words of the source. Ends with 1 where
any of that fails.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.citations import quoted
from assistant.support.quoted_words import find_quotation
from assistant.support.quotes import quote_match
from eval.benchmarks.quotation_faults import FAULTS, Corpus, Drawn, Text, stands
from eval.benchmarks.quotation_variants import VARIANTS
from index.arabic.normalise import arabic_share, fold_text
from index.documents import read
from index.errors import FiqraError
from index.paragraphs import outline
from index.store import open_index
from index.values import Language, Paragraph, Source

SAMPLE = Path(__file__).parents[1] / "sample" / "documents"
LEAST, MOST = 4, 40
"""Words of a quotation."""

FEWEST = 50
"""Paragraphs that a language must have."""

DRAWS = 20_000
"""Stretches that are tried for one wrong quotation."""


def stretch(words: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    """4 to 40 words in a row that neither end in a number of several groups."""
    length = chance.randint(LEAST, min(MOST, len(words)))
    start = chance.randint(0, len(words) - length)
    end = start + length
    while start and words[start][0].isdecimal() and words[start - 1][-1].isdecimal():
        start -= 1
    while end < len(words) and words[end][0].isdecimal() and words[end - 1][-1].isdecimal():
        end += 1
    return tuple(words[start:end])


def wrong(corpus: Corpus, fault: str, chance: random.Random) -> tuple[str, list[Text]]:
    """A wrong quotation, its paragraph and the distractors, in none of which it stands."""
    for _ in range(DRAWS):
        place = chance.randrange(len(corpus.texts))
        own = corpus.texts[place]
        drawn = Drawn(place, stretch(own.words, chance), corpus, chance, own.language)
        try:
            quotation = FAULTS[fault](drawn)
        except (IndexError, ValueError):  # nothing in this stretch that the fault is made of
            continue
        against = [own, *corpus.distractors(place)]
        if not any(stands(quotation, text, corpus.known) for text in against):
            return quotation, against
    raise FiqraError(f"Nothing in these paragraphs makes the fault “{fault}”; take a larger index.")


def to_the_letter(quotation: str, text: Text) -> bool:
    """Whether the characters, white space and what is left out aside, stand in the paragraph."""
    pieces = [" ".join(p.split()) for p in re.split(r"\[…\]|\(…\)|…|\.\.\.", quotation)]
    pattern = ".*".join(re.escape(piece.strip(" .,;:،؛")) for piece in pieces)
    return any(re.search(pattern, " ".join(form.split())) for form in text.texts)


def leads_to_its_words(quotation: str, text: Text) -> bool:
    """Whether `find_quotation` gives the place of words that fold to the same; a source whose lines
    are read in another order than it has them is quoted in its own, and only has to be found.
    """
    source = text.source()
    spans = find_quotation(quotation, text.paragraph, source)
    if spans is None:
        return False
    own = fold_text(quoted(source, spans))
    pieces = re.split(r"\[…\]|\(…\)|…|\.\.\.", quotation)
    words = [fold_text(unicodedata.normalize("NFC", piece)) for piece in pieces]
    return bool(text.paragraph.repairs) or all(_bare(piece) in _bare(own) for piece in words)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@dataclass
class Figures:
    """What was asked, by fault and by variant, and what went wrong: lines for a reader."""

    wrong: Counter[str]
    accepted: list[str]
    true: Counter[str]
    exact: Counter[str]
    lost: list[str]
    unfaithful: list[str]
    """Called `exact`, and not there to the letter."""
    astray: list[str]
    """`find_quotation` led nowhere, or to other words."""

    @property
    def faultless(self) -> bool:
        """Whether every wrong one was refused and every true one found."""
        return not (self.accepted or self.lost or self.unfaithful or self.astray)


def accepted(quotation: str, against: Sequence[Text]) -> bool:
    """Whether one of the paragraphs is said to hold the quotation, or to have a place for it."""
    return any(quote_match(quotation, text.texts) != "none" for text in against) or any(
        find_quotation(quotation, text.paragraph, text.source()) for text in against[:1]
    )


def measure(texts: Sequence[Text], wrong_ones: int, true_ones: int, seed: int) -> Figures:
    """Figures over so many quotations, dealt out evenly to the languages and the kinds of fault."""
    figures = Figures(Counter(), [], Counter(), Counter(), [], [], [])
    corpora = {
        language: Corpus([text for text in texts if text.language == language])
        for language in sorted({text.language for text in texts})
    }
    corpora = {name: corpus for name, corpus in corpora.items() if len(corpus.texts) >= FEWEST}
    if not corpora:
        raise FiqraError(f"This takes at least {FEWEST} paragraphs of a language; index more.")
    for language, corpus in corpora.items():
        chance = random.Random(f"{seed} {language}")
        for i in range(wrong_ones // len(corpora)):
            fault = list(FAULTS)[i % len(FAULTS)]
            quotation, against = wrong(corpus, fault, chance)
            figures.wrong[fault] += 1
            if accepted(quotation, against):
                figures.accepted.append(f"{fault}: {quotation} | {against[0].words}")
        for _ in range(true_ones // len(corpora)):
            _true(chance.choice(corpus.texts), chance, figures)
    return figures


def _true(text: Text, chance: random.Random, figures: Figures) -> None:
    """One stretch of a paragraph in every variant."""
    words = " ".join(stretch(text.words, chance))
    for variant, write in VARIANTS.items():
        quotation = write(words, chance)
        match = quote_match(quotation, text.texts)
        figures.true[variant] += 1
        figures.exact[variant] += match == "exact"
        line = f"{variant}: {quotation}"
        if match == "none":
            figures.lost.append(line)
        elif match == "exact" and not to_the_letter(quotation, text):
            figures.unfaithful.append(line)
        if not leads_to_its_words(quotation, text):
            figures.astray.append(line)


def sample_texts() -> list[Text]:
    """The paragraphs of the corpus that ships."""
    found = []
    for path in sorted(SAMPLE.iterdir()):
        source = read(path)
        found += [_text(each, partial(_same, source)) for each in outline(source) if _said(each)]
    return found


def _same(source: Source) -> Source:
    return source


def index_texts(folder: Path) -> list[Text]:
    """The paragraphs of an index."""
    index = open_index(folder)
    return [
        _text(paragraph, partial(index.source, name))
        for name in index.documents
        for paragraph in index.outline(name)
        if _said(paragraph)
    ]


def _said(paragraph: Paragraph) -> bool:
    """Whether it is more than a line of the masthead, which all documents have alike."""
    return paragraph.kind != "title"


def _text(paragraph: Paragraph, source: Callable[[], Source]) -> Text:
    language: Language = "ar" if arabic_share(paragraph.clean.text) > 0.5 else "en"
    return Text(paragraph, source, language)


def table(figures: Figures) -> str:
    """The figures for a page."""
    lines = ["| Wrong: the fault | n |", "|---|---|"]
    lines += [f"| {fault} | {n} |" for fault, n in figures.wrong.items()]
    lines += [f"| **accepted** | **{len(figures.accepted)} of {figures.wrong.total()}** |", ""]
    lines += ["| True: how it is written | n | of these `exact` |", "|---|---|---|"]
    lines += [f"| {kind} | {n} | {figures.exact[kind]} |" for kind, n in figures.true.items()]
    total = figures.true.total()
    lines += [
        f"| **not found** | **{len(figures.lost)} of {total}** | |",
        f"| **`exact`, not to the letter** | | **{len(figures.unfaithful)}** |",
        f"| **not led to its words** | **{len(figures.astray)} of {total}** | |",
    ]
    return "\n".join(lines)


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, help="an index; default: the corpus that ships")
    parser.add_argument("--wrong", type=int, default=400)
    parser.add_argument("--true", type=int, default=400)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--list", action="store_true", help="what went wrong, line by line")
    given = parser.parse_args()
    try:
        texts = index_texts(given.index) if given.index else sample_texts()
        figures = measure(texts, given.wrong, given.true, given.seed)
    except FiqraError as fault:
        print(f"quotations: {fault}", file=sys.stderr)
        return 1
    print(table(figures))
    if given.list:
        for name in ("accepted", "lost", "unfaithful", "astray"):
            for line in getattr(figures, name):
                print(f"\n{name}: {line}")
    return 0 if figures.faultless else 1


if __name__ == "__main__":
    sys.exit(main())
