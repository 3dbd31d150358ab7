"""Whatever another program writes is a line or one sentence, never a fault of ours."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.runs.foreign import BadLine, read_foreign
from eval.runs.lines import Line, Place, Statement, line_json
from index.values import Span

KEYS = st.sampled_from(
    "id answer claims citations passages text source start end spans topic_id run_id references "
    "confidence timings language quote_spans".split()
)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just("q")
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6)
)
NUMBERS = st.integers(0, 500)


@st.composite
def places(draw: st.DrawFn, quoted: bool) -> Place:
    start = draw(NUMBERS)
    spans = (Span(start, start + 10), Span(start + 20, start + 30))
    quote = draw(st.text(max_size=9)) if quoted else ""
    return Place(
        draw(st.text(min_size=1, max_size=9)),
        spans,
        score=draw(st.none() | st.floats(0, 9)),
        label=draw(st.text(max_size=5)),
        quote=quote,
        quote_spans=(Span(start, start + 3),) if quote else (),
    )


@given(st.dictionaries(KEYS, VALUES, max_size=9))
def test_any_object_is_a_line_or_one_sentence(value: dict[str, object]) -> None:
    with suppress(BadLine):
        assert read_foreign(json.dumps(value).encode(), {"q"}).id == "q"


@given(st.binary(max_size=40))
def test_any_bytes_are_a_line_or_one_sentence(raw: bytes) -> None:
    with suppress(BadLine):
        read_foreign(raw, {"q"})


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"id": ' + b"9" * 5000 + b"}", b"\xff{}"])
def test_lines_that_break_parsers_are_one_sentence(raw: bytes) -> None:
    with pytest.raises(BadLine, match=r"it is not (JSON|UTF-8)"):
        read_foreign(raw, {"q"})


@given(
    st.lists(places(quoted=True), max_size=3),
    st.lists(places(quoted=False), max_size=3),
    st.lists(st.integers(-1, 4), max_size=3),
    st.none() | st.floats(0, 1),
)
def test_a_runs_own_line_is_read_as_it_was_written(
    citations: list[Place], passages: list[Place], cited: list[int], confidence: float | None
) -> None:
    line = Line(
        "q",
        "ar",
        answer="نعم.",
        statements=(Statement("نعم.", tuple(cited)),),
        citations=tuple(citations),
        passages=tuple(passages),
        confidence=confidence,
        total_ms=1.5,
    )
    assert read_foreign(json.dumps(line_json(line)).encode(), {"q"}) == line
