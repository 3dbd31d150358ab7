"""Filters: which passages pass, and what is said where none does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UsageError
from index.filters import Filter, Years, kind_rows, known_bodies, rows, years_of
from index.ingest import ingest
from index.store import Index, open_index

SECURITY = """مجلس الأمن

S/RES/{number} ({year})

القرار {number} ({year})

إن مجلس الأمن،

إذ يشير إلى قراراته السابقة،

1 - يقرر ما يلي:

(أ) حماية الموانئ في قبرص؛

(ب) مكافحة القرصنة.
"""

ENGLISH = """General Assembly

A/RES/76/{number}

Resolution adopted by the General Assembly on 16 December 2021

76/{number}. Ports

The General Assembly,

Recalling its resolution 64/293,

1. Decides to protect the ports of Cyprus;

2. Requests the Secretary-General to report.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    home = tmp_path_factory.mktemp("filters")
    folder = home / "documents"
    folder.mkdir()
    for number, year in ((2601, 2021), (2640, 2022)):
        text = SECURITY.format(number=number, year=year)
        (folder / f"s{year}.txt").write_text(text, encoding="utf-8")
    (folder / "assembly.txt").write_text(ENGLISH.format(number=7), encoding="utf-8")
    ingest(home / "index", [folder])
    return open_index(home / "index")


def passing(index: Index, wanted: Filter) -> set[str]:
    mask = rows(index, wanted)
    assert mask is not None
    return {index.layout.names[place] for place in index.layout.document[mask]}


@pytest.mark.parametrize("name", ["مجلس الأمن", "Security Council", "the security council"])
def test_a_body_is_known_by_its_name_in_either_language(index: Index, name: str) -> None:
    assert passing(index, Filter(bodies=(name,))) == {"s2021.txt", "s2022.txt"}


def test_several_bodies_let_pass_the_documents_of_each(index: Index) -> None:
    assert len(passing(index, Filter(bodies=("مجلس الأمن", "الجمعية العامة")))) == 3


def test_years_are_those_of_the_documents(index: Index) -> None:
    assert passing(index, Filter(years=Years(2021, 2021))) == {"s2021.txt", "assembly.txt"}
    assert passing(index, Filter(years=Years(2022, None))) == {"s2022.txt"}
    assert passing(index, Filter(years=years_of("٢٠٢٠-٢٠٢١"))) == {"s2021.txt", "assembly.txt"}


def test_a_document_is_named_by_file_or_symbol(index: Index) -> None:
    assert passing(index, Filter(documents=("s2022.txt", "A/RES/76/7"))) == {
        "s2022.txt",
        "assembly.txt",
    }


def test_points_pass_with_the_kind_of_paragraph_that_they_hang_on(index: Index) -> None:
    mask = rows(index, Filter(kinds=("operative",), documents=("s2021.txt",)))
    assert mask is not None
    texts = [index.passage(int(row)).text for row in np.flatnonzero(mask)]
    assert any("القرصنة" in text for text in texts)
    assert not any("قراراته السابقة" in text for text in texts)


def test_passages_of_one_language(index: Index) -> None:
    assert passing(index, Filter(language="en")) == {"assembly.txt"}


def test_an_empty_filter_restricts_nothing(index: Index) -> None:
    assert rows(index, Filter()) is None
    assert not Filter(undated=True)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Filter(bodies=("مجلس القمر",)), ("مجلس القمر", "مجلس الأمن", "General Assembly")),
        (Filter(years=Years(1999, 1999)), ("2021, 2022",)),
        (Filter(documents=("nothing.txt",)), ("nothing.txt", "fiqra documents")),
        (Filter(kinds=("closing",)), ("closing", "operative", "preambular")),
        (Filter(documents=("s2021.txt",), language="en"), ("`ar`",)),
        (Filter(documents=("s2021.txt",), bodies=("General Assembly",)), ("s2021.txt",)),
    ],
)
def test_what_leaves_nothing_is_refused_with_what_there_is(
    index: Index, wanted: Filter, said: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError) as fault:
        rows(index, wanted)
    for words in said:
        assert words in str(fault.value)


@pytest.mark.parametrize("text", ["21", "2021-", "soon", "2022-2019", "2021/2022"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        years_of(text)


@given(first=st.integers(1900, 2100), length=st.integers(0, 50))
def test_a_range_holds_both_its_ends(first: int, length: int) -> None:
    years = years_of(f"{first}-{first + length}")
    assert first in years
    assert first + length in years
    assert first - 1 not in years
    assert first + length + 1 not in years


def test_every_row_is_of_some_kind(index: Index) -> None:
    kinds = index.layout.kinds[0]
    assert kind_rows(index.layout, kinds).all()


@pytest.mark.parametrize("name", ["general assembly", "جمعيه العامه", "human rights council"])
def test_bodies_are_known_of_which_nothing_is_indexed(name: str) -> None:
    assert name in known_bodies()


def test_common_words_and_the_whole_organization_are_no_bodies() -> None:
    assert not known_bodies() & {"who", "au", "united nations", "امم المتحده"}
