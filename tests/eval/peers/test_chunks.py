from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.peers.chunks import locate
from index.errors import FiqraError
from index.values import Span

WORDS = st.sampled_from(
    [
        "الفقرة",
        "المياه",
        "water.",
        "a",
        "a",
        "1 -",
        "؛",
        "\n",
        "\n\n\n",
        "  ",
        "§",
        "\u200f",
        "٧",
        ".",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=120), st.sampled_from([(8, 0), (8, 3), (20, 5), (60, 20)]))
def test_every_chunk_of_the_real_splitter_stands_where_it_is_said_to(
    words: list[str], sizes: tuple[int, int]
) -> None:
    from llama_index.core.node_parser import SentenceSplitter

    text = " ".join(words)
    chunks = [
        chunk
        for chunk in SentenceSplitter(chunk_size=sizes[0], chunk_overlap=sizes[1]).split_text(text)
        if chunk
    ]
    spans = locate(text, chunks)
    for chunk, span in zip(chunks, spans, strict=True):
        assert text[span.start : span.end].split() == chunk.split() or (
            "".join(text[span.start : span.end].split()) == "".join(chunk.split())
        )
    # in order, and nothing of the text but white space left out
    assert spans == sorted(spans)
    covered = set().union(*(range(s.start, s.end) for s in spans)) if spans else set()
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)


def test_words_that_stand_in_the_chunk_before_are_not_taken_for_the_chunk() -> None:
    text = "Annex. The Council decides. Annex. Further words."
    chunks = ["Annex. The Council decides.", "Annex.", "Further words."]
    assert [text[s.start : s.end] for s in locate(text, chunks)] == chunks
    assert locate(text, chunks)[1] == Span(28, 34)


def test_white_space_that_a_splitter_dropped_is_no_hindrance() -> None:
    text = "one two\n\n\n  three four"
    assert locate(text, ["one twothree", "three four"]) == [Span(0, 17), Span(12, 22)]


def test_a_chunk_of_other_words_is_refused() -> None:
    with pytest.raises(FiqraError, match="cannot be scored"):
        locate("one two three", ["one", "four"])
    with pytest.raises(FiqraError, match="cannot be scored"):
        locate("one two three", ["one", "three"])
