"""Small real indexes to read in: two languages with twins, markup in the text, a damaged text, a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from assistant.citations import quote_spans
from assistant.links import link
from index.store import Index
from index.values import Language, Paragraph, Span
from tests.assistant.conftest import RESOLUTION, SAMPLE
from tests.assistant.test_damaged_documents import damaged
from tests.chromium import chromium
from tests.index.documents.builders import pdf
from tests.ui.reading.tiny_page import served, tiny
from ui.reading.place import spans_text
from ui.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE_NAME = "<i>hostile</i> & 100%.txt"

HOSTILE = (
    '<script>alert("x")</script> <img src=x onerror=alert(1)> </mark></p> ${1+1} {{value}} `x` '
    '"><b>الآبار</b> \u202eمقلوب\u202c'
)

ENGLISH = """WC/RES/2021/1

Resolution 2021/1

The Water Council,

Recalling its previous resolutions on wells,

1. Decides to protect wells in the region;

2. Requests the Executive Secretary to report before 31 March 2022:

(a) On the state of wells;

(b) On the costs of protection.
"""

LONG = """مجلس المياه

WC/RES/{year}/9

القرار {year}/9

إن مجلس المياه،

1 - يقرر أن ينشئ صندوقا لحماية الآبار والينابيع في جميع بلدان المنطقة، وأن يموله من {fund} الدول الأعضاء، على أن يقدم الأمين التنفيذي تقريرا سنويا عن أعماله؛
"""

PDF = [
    ["WC/RES/2023/4", "Resolution 2023/4", "The Water Council,"],
    ["1. Decides to protect wells in the region;", "2. Requests a report on the wells."],
]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents, and in `index` their index."""
    from index.ingest import ingest

    home = tmp_path_factory.mktemp("read")
    texts = {
        "wells.ar.txt": RESOLUTION.format(number=1, subject="الآبار"),
        "wells.en.txt": ENGLISH,
        "fund.2020.txt": LONG.format(year=2020, fund="مساهمات"),
        "fund.2022.txt": LONG.format(year=2022, fund="تبرعات"),
        "hostile.txt": RESOLUTION.format(number=2, subject=HOSTILE),
    }
    sound = (SAMPLE / "rcw-res-2022-3.ar.txt").read_text(encoding="utf-8")
    texts["damaged.txt"] = damaged(sound)
    for name, text in texts.items():
        (home / name).write_text(text, encoding="utf-8")
    (home / "report.pdf").write_bytes(pdf(PDF))
    ingest(
        home / "index", [home / name for name in (*texts, "report.pdf") if name != "hostile.txt"]
    )
    ingest(home / "index", [home / "hostile.txt"], name=HOSTILE_NAME)
    return home


@pytest.fixture(scope="session")
def given(home: Path) -> Served:
    return served(home / "index")


@pytest.fixture
def index(given: Served) -> Index:
    return given.index


@pytest.fixture(scope="session")
def client(given: Served) -> TestClient:
    return TestClient(tiny(given, []))


def found(index: Index, name: str, number: str, kind: str = "operative") -> Paragraph:
    """A paragraph by its number."""
    return next(p for p in index.outline(name) if (p.number, p.kind) == (number, kind))


def linked(index: Index, name: str, paragraph: Paragraph) -> str:
    return link(index.documents[name], paragraph)


def opened(
    client: TestClient,
    index: Index,
    name: str,
    paragraph: Paragraph,
    spans: tuple[Span, ...] = (),
    language: Language = "ar",
) -> str:
    """The pane's HTML for a paragraph."""
    query: dict[str, Any] = {"paragraph": linked(index, name, paragraph), "language": language}
    answer = client.get(
        "/fiqra/source", params={**query, "quote": spans_text(spans, paragraph.start)}
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def whole(index: Index, name: str, paragraph: Paragraph) -> tuple[Span, ...]:
    """The spans of all of a paragraph's words."""
    return quote_spans(index.source(name), paragraph, 0, len(paragraph.clean))


def in_path(name: str) -> str:
    return quote(name, safe="")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with chromium() as opened:
        yield opened
