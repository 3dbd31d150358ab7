"""The original file and the image of its page: only what was read, never shown as a page."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from starlette.testclient import TestClient

from index.errors import FiqraError
from index.store import Index
from index.values import Box
from tests.ui.reading.conftest import HOSTILE_NAME, found, in_path, linked
from tests.ui.reading.tiny_page import served, tiny
from ui.reading import page_image
from ui.reading.original import download_headers


def test_the_file_is_given_as_a_download(client: TestClient, home: Path) -> None:
    answer = client.get("/fiqra/file/wells.ar.txt")
    assert answer.status_code == 200
    assert answer.content == (home / "wells.ar.txt").read_bytes()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith('attachment; filename="wells.ar.txt"')


def test_a_name_of_any_kind_is_made_safe(client: TestClient) -> None:
    answer = client.get(f"/fiqra/file/{in_path(HOSTILE_NAME)}")
    assert answer.status_code == 200
    said = answer.headers["content-disposition"]
    assert not set("<>\r\n") & set(said)
    assert "100%25.txt" in said


@examples(st.text(min_size=1, max_size=40))
def test_no_name_breaks_the_header(name: str) -> None:
    said = download_headers(name.encode("utf-8", "ignore").decode())["Content-Disposition"]
    said.encode("ascii")
    assert said.isprintable()
    assert said.count('"') == 2
    assert "/" not in said
    assert "\\" not in said


@pytest.mark.parametrize(
    "name", ["..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "gone.txt", "index%2FCURRENT", "%00"]
)
def test_nothing_but_documents_is_given(client: TestClient, name: str) -> None:
    answer = client.get(f"/fiqra/file/{name}", headers={"Cookie": "fiqra_language=en"})
    assert answer.status_code == 404
    assert "no longer in the index" in answer.text


def test_a_file_that_changed_or_went_is_not_given(home: Path, tmp_path: Path) -> None:
    from index.ingest import ingest

    text = tmp_path / "a.txt"
    shutil.copy(home / "wells.en.txt", text)
    ingest(tmp_path / "index", [text])
    client = TestClient(tiny(served(tmp_path / "index"), []), cookies={"fiqra_language": "en"})
    text.write_text("<script>other</script>", encoding="utf-8")
    answer = client.get("/fiqra/file/a.txt")
    assert answer.status_code == 404
    assert "has changed since it was read" in answer.text
    assert "<script>" not in answer.text
    text.unlink()
    answer = client.get("/fiqra/file/a.txt")
    assert answer.status_code == 404
    assert "no longer where it was read" in answer.text


def test_the_page_is_drawn_with_the_paragraph_framed(client: TestClient, index: Index) -> None:
    from PIL import Image

    paragraph = found(index, "report.pdf", "1")
    assert {box.page for box in paragraph.boxes} == {2}
    where = (
        f"/fiqra/page/report.pdf/2.png?paragraph={in_path(linked(index, 'report.pdf', paragraph))}"
    )
    answer = client.get(where)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert max(image.size) <= page_image.LONGEST_SIDE
    scale = image.width / 612
    box = paragraph.boxes[0]
    inside = image.getpixel((int((box.right + 1) * scale), int((box.top + box.bottom) / 2 * scale)))
    outside = image.getpixel((int(500 * scale), int(700 * scale)))
    assert inside == page_image._FILL
    assert outside == (255, 255, 255)
    assert client.get(where).content == answer.content


@pytest.mark.parametrize(
    "where", ["report.pdf/1", "report.pdf/0", "report.pdf/99", "wells.ar.txt/2"]
)
def test_a_page_without_the_paragraph_is_refused(
    client: TestClient, index: Index, where: str
) -> None:
    link = in_path(linked(index, "report.pdf", found(index, "report.pdf", "1")))
    answer = client.get(
        f"/fiqra/page/{where}.png?paragraph={link}", headers={"Cookie": "fiqra_language=en"}
    )
    assert answer.status_code == 404
    assert "There is no image of this page" in answer.text


def test_the_pane_offers_the_image_and_says_what_it_shows(client: TestClient, index: Index) -> None:
    from tests.ui.reading.conftest import opened

    page = opened(client, index, "report.pdf", found(index, "report.pdf", "1"), language="en")
    assert "Image of page 2" in page
    assert 'alt="Image of page 2 of the file report.pdf with the paragraph in a frame.' in page
    assert 'Page <bdi dir="ltr">2</bdi>' in page


def test_no_page_is_drawn_larger_than_allowed() -> None:
    for size in ((612, 792), (200_000, 200_000), (1e7, 1.0), (1, 1)):
        scale = page_image.scale_of(*size)
        assert max(size) * scale <= page_image.LONGEST_SIDE + 0.01
        assert scale <= page_image.SCALE
    for none in ((0, 10), (float("nan"), 1), (float("inf"), 1)):
        with pytest.raises(ValueError, match="cannot be drawn"):
            page_image.scale_of(*none)


def test_images_are_kept_up_to_a_bound(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    document = index.documents["report.pdf"]
    monkeypatch.setattr(page_image, "_images", type(page_image._images)())
    monkeypatch.setattr(page_image, "KEPT", 30_000)
    for n in range(8):
        page_image.page_image(document, 2, [Box(2, 10, 10, 100 + n, 40)], "en")
    assert len(page_image._images) >= 1
    assert sum(map(len, page_image._images.values())) <= 30_000 or len(page_image._images) == 1


def test_a_broken_file_is_said_to_be_so(tmp_path: Path, index: Index) -> None:
    import hashlib

    broken = tmp_path / "report.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    digest = hashlib.sha256(broken.read_bytes()).hexdigest()
    document = replace(index.documents["report.pdf"], path=str(broken), sha256=digest)
    with pytest.raises(FiqraError, match="could not be drawn"):
        page_image.page_image(document, 2, [Box(2, 1, 1, 2, 2)], "en")
