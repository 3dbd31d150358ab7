"""Whatever the bytes are, the reader gives a source or one sentence."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.documents.pdf import read_pdf
from index.errors import FiqraError
from tests.index.documents.builders import assert_well_formed, pdf
from tests.index.documents.pdf.support import stored

_WHOLE = pdf([["First page", "second line"], ["Second page"]])
_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_SETTINGS
@given(st.binary(max_size=400), st.booleans())
def test_random_bytes_are_refused_in_one_sentence(data: bytes, headed: bool) -> None:
    _read_or_refuse(b"%PDF-1.7\n" + data if headed else data)


@_SETTINGS
@given(st.integers(min_value=0, max_value=len(_WHOLE)))
def test_a_file_cut_anywhere_is_read_or_refused(end: int) -> None:
    _read_or_refuse(_WHOLE[:end])


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_damaged_arabic_file_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(stored("columns").read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    _read_or_refuse(bytes(whole[: data.draw(st.integers(0, len(whole)))]))


def _read_or_refuse(data: bytes) -> None:
    try:
        source = read_pdf(data, "a.pdf")
    except FiqraError as error:
        said = str(error)
    else:
        assert_well_formed(source)
        return
    assert said.startswith("a.pdf")
