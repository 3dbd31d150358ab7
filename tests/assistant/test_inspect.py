"""`fiqra inspect` as a person runs it: the words, the table, the report, and bad files."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.inspect_report import MARK, report
from assistant.inspecting import Inspected
from index.arabic.repair.damage import damage
from index.arabic.repair.layers import Repaired, RepairedLine
from index.arabic.repair.spacing import marked
from index.arabic.repair.values import Change, RepairKind, reorder, substitute
from index.quality import assess
from index.values import Source
from tests.assistant.conftest import SAMPLE, Run

MEMO = SAMPLE / "rcw-sec-2023-bp-3.ar.md"


def stretched(tmp_path: Path) -> Path:
    """A document of the sample with stretched words."""
    path = tmp_path / "stretched.txt"
    text = (SAMPLE / "rcw-res-2023-2.ar.txt").read_text(encoding="utf-8")
    path.write_text(text.replace("ال", "الــ"), encoding="utf-8")
    return path


def inspected(text: str, *changes: Change, name: str = "a.txt", at: int = 0) -> Inspected:
    """A text whose line at `at` was repaired by hand."""
    source = Source(name=name, format="text", text=text)
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    reading = substitute(marked(text, at, end), changes)
    lines = (RepairedLine(at, end, reading),) if changes else ()
    repaired = Repaired(lines, damage(text))
    return Inspected(source, repaired, assess(source, repaired))


class Tags(HTMLParser):
    """The elements of a page with their attributes, and all its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_a_sound_file_is_said_to_be_sound(fiqra: Run) -> None:
    ran = fiqra("inspect", str(MEMO))
    assert ran.code == 0
    assert "Nothing is wrong" in ran.out


def test_what_is_wrong_is_said_with_sample_lines(fiqra: Run, tmp_path: Path) -> None:
    ran = fiqra("inspect", str(stretched(tmp_path)))
    assert ran.code == 0
    assert "are stretched" in ran.out
    before = [line for line in ran.out.splitlines() if line.startswith("− ")]
    after = [line for line in ran.out.splitlines() if line.startswith("+ ")]
    assert len(before) == len(after) > 0
    assert all("ـ" in line for line in before)
    assert not any("ـ" in line for line in after)


def test_json_holds_the_counts_of_every_window(fiqra: Run, tmp_path: Path) -> None:
    ran = fiqra("inspect", str(stretched(tmp_path)), str(MEMO), "--json")
    first, second = ran.json
    assert first["source"] == "stretched.txt"
    assert list(first["kinds"]) == ["kashidas"]
    assert first["indexed"] is True
    assert sum(window["stretched"] for window in first["windows"]) > 20
    assert second["kinds"] == {}
    text = stretched(tmp_path).read_text(encoding="utf-8")
    sample = first["samples"][0]
    assert text[sample["start"] : sample["end"]] == sample["raw"]


def test_one_window_is_shown_line_by_line(fiqra: Run, tmp_path: Path) -> None:
    path = stretched(tmp_path)
    ran = fiqra("inspect", str(path), "--window", "1")
    assert ran.code == 0
    assert ran.out.startswith("stretched.txt, lines 1–")
    assert ran.out.count("\n− ") > 5
    assert fiqra("inspect", str(path), "--window", "99").said(2, "--window", "from 1 to")
    assert fiqra("inspect", str(path), str(MEMO), "--window", "1").said(2, "one file")


def test_a_file_that_cannot_be_read_stops_no_other(fiqra: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    ran = fiqra("inspect", str(empty), str(MEMO))
    assert ran.code == 3
    assert "Nothing is wrong" in ran.out
    assert "empty.txt" in ran.err
    assert fiqra("inspect", str(empty)).said(1, "empty.txt")
    assert fiqra("inspect", "nowhere.txt").said(2, "nowhere.txt")


def test_a_report_replaces_a_report_and_nothing_else(fiqra: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    for _ in range(2):
        ran = fiqra("inspect", str(MEMO), "--html", str(out))
        assert ran.code == 0
        assert str(out.name) in ran.out
    assert MARK in out.read_text(encoding="utf-8")
    mine = tmp_path / "mine.html"
    mine.write_text("<p>my own page</p>", encoding="utf-8")
    assert fiqra("inspect", str(MEMO), "--html", str(mine)).said(2, "mine.html")
    assert mine.read_text(encoding="utf-8") == "<p>my own page</p>"
    assert fiqra("inspect", str(MEMO), "--html", str(tmp_path)).said(2, "folder")
    assert fiqra("inspect", str(MEMO), "--html", "no/where.html").said(2, "folder")
    assert not list(tmp_path.glob("*.part"))


def test_the_report_marks_repairs_with_kind_confidence_and_what_stands() -> None:
    text = "قرر المحلس أن يعقد اجتماعا\nسطر سليم"
    each = inspected(
        text, Change(4, 10, "المجلس", "ocr", 0.97), Change(14, 18, "يعقد", "letters", 0.6)
    )
    page = Tags("".join(report([each])))
    marks = [m for m in page.of("mark") if "title" in m]
    assert [m["class"] for m in marks] == ["ocr", "letters unsure"]
    assert "0.97" in (marks[0]["title"] or "")
    assert "المحلس" in (marks[0]["title"] or "")
    assert "المجلس" in page.text
    assert "سطر سليم" in page.text
    stood = [
        m["class"] for m in page.of("mark") if "title" not in m and "stood" in (m["class"] or "")
    ]
    assert stood == ["ocr stood", "letters stood"]


def test_words_put_in_order_are_one_mark() -> None:
    text = "في القاهرة عقد الاجتماع"
    reading = reorder(marked(text, 0, len(text)), [(11, 23), None, (0, 11)], 0.95)
    source = Source(name="a.txt", format="text", text=text)
    repaired = Repaired((RepairedLine(0, len(text), reading),), damage(text))
    page = Tags("".join(report([Inspected(source, repaired, assess(source, repaired))])))
    [mark] = [m for m in page.of("mark") if "title" in m]
    assert mark["class"] == "runs"


def test_the_report_loads_nothing_and_runs_nothing() -> None:
    page = "".join(report([inspected("قرر المجلس", Change(4, 10, "المجلس", "ocr", 0.9))]))
    tags = Tags(page)
    assert not tags.of("script") + tags.of("link") + tags.of("img") + tags.of("iframe")
    assert "url(" not in page
    assert "http" not in page
    assert "prefers-color-scheme" in page
    assert [row["dir"] for row in tags.of("div") if "dir" in row] == ["rtl", "rtl"]


def test_names_and_text_are_escaped() -> None:
    evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)> ' & &amp;"
    text = f"المجلس {evil}"
    each = inspected(text, Change(0, len(text), evil, "letters", 0.5), name=f"{evil}.txt")
    page = Tags("".join(report([each])))
    assert not page.of("script") + page.of("img")
    assert all(not key.startswith("on") for _, attributes in page.found for key in attributes)
    assert evil in page.text


def test_a_report_of_five_thousand_lines_is_quick_and_whole() -> None:
    text = "\n".join(f"سطر رقم {n} من النص" for n in range(5000))
    page = "".join(report([inspected(text)]))
    assert page.count('class="row"') == 5000
    assert len(re.findall("<section", page)) > 50


KINDS: tuple[RepairKind, ...] = ("runs", "letters", "ocr", "number")


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=()), min_size=1),
    st.text(alphabet=st.characters(exclude_categories=()), min_size=1),
    st.sampled_from(KINDS),
)
def test_any_text_makes_a_page_in_which_it_stays_text(raw: str, new: str, kind: RepairKind) -> None:
    line = marked(raw, 0, len(raw.splitlines()[0]) if raw.splitlines() else 0)
    changes = [Change(0, len(line.text), new, kind, 0.5)] if len(line.text) else []
    source = Source(name="a.txt", format="text", text=raw)
    end = len(raw.splitlines()[0]) if raw.splitlines() else 0
    lines = (RepairedLine(0, end, substitute(line, changes)),) if changes else ()
    repaired = Repaired(lines, damage(raw))
    pieces = report([Inspected(source, repaired, assess(source, repaired))])
    page = "".join(pieces).encode("utf-8").decode("utf-8")
    known = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li"}
    known |= {"a", "mark", "label", "input", "bdi", "div", "table", "thead", "tbody", "tr", "th"}
    known |= {"td", "section", "small"}
    assert {tag for tag, _ in Tags(page).found} <= known


def test_the_objects_can_be_written_as_json() -> None:
    from assistant.inspecting import as_object

    each: Any = as_object(inspected("قرر المحلس\ud800", Change(4, 10, "المجلس", "ocr", 0.97)))
    assert json.loads(json.dumps(each))["samples"][0]["repairs"][0]["confidence"] == 0.97


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_of_the_terminal_is_wider_than_it(
    width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant import inspecting, terminal

    for module in (inspecting, terminal):
        monkeypatch.setattr(module, "columns", lambda: width)
    monkeypatch.setenv("NO_COLOR", "1")
    inspecting.print_quality(inspecting.inspect_file(stretched(tmp_path)))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
