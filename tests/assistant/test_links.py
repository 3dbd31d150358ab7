"""A link to a paragraph holds after the document has been read again, and never leads elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.links import followed, link
from index.errors import UsageError
from index.ingest import ingest
from index.store import open_index

ONE = "قرار\n\nإن المجلس،\n\n1 - يقرر حماية السدود في المنطقة؛\n\n2 - يطلب إلى الأمين العام أن يقدم تقريرا؛\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "قرار أول.txt").write_text(ONE, encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / "قرار أول.txt"])
    return tmp_path


def test_a_link_leads_to_its_paragraph(folder: Path) -> None:
    with open_index(folder / "index") as index:
        document = index.documents["قرار أول.txt"]
        for paragraph in index.outline(document.name):
            name = link(document, paragraph)
            assert name.isascii()
            assert " " not in name
            assert followed(index, name) == (document, paragraph)


def test_it_holds_after_paragraphs_have_come_before_it(folder: Path) -> None:
    with open_index(folder / "index") as index:
        document = index.documents["قرار أول.txt"]
        last = index.outline(document.name)[-1]
        name = link(document, last)
    (folder / "قرار أول.txt").write_text(
        ONE.replace("إن المجلس،", "إن المجلس،\n\nإذ يشير إلى قراراته السابقة،"), encoding="utf-8"
    )
    ingest(folder / "index", [folder / "قرار أول.txt"])
    with open_index(folder / "index") as index:
        found = followed(index, name)[1]
        assert found.order == last.order + 1
        assert found.raw == last.raw


def test_other_words_at_the_same_place_are_not_given_instead(folder: Path) -> None:
    with open_index(folder / "index") as index:
        document = index.documents["قرار أول.txt"]
        name = link(document, index.outline(document.name)[-1])
    (folder / "قرار أول.txt").write_text(ONE.replace("تقريرا", "بيانا"), encoding="utf-8")
    ingest(folder / "index", [folder / "قرار أول.txt"])
    with open_index(folder / "index") as index, pytest.raises(UsageError, match="read again"):
        followed(index, name)


@pytest.mark.parametrize("text", ["", "x", "x/1", "../../etc/passwd", "x/1-zz", "x/-1-0123456789"])
def test_what_is_no_link_is_named_as_such(folder: Path, text: str) -> None:
    with open_index(folder / "index") as index, pytest.raises(UsageError, match="no link"):
        followed(index, text)


def test_a_document_that_is_gone_is_named(folder: Path) -> None:
    with open_index(folder / "index") as index, pytest.raises(UsageError, match=r"gone\.txt"):
        followed(index, "gone.txt/1-0123456789")
