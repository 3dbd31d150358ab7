"""The report of `fiqra inspect --html`: one file, nothing loaded from elsewhere, no script.

Each line stands as the file has it beside how it is read. What was repaired is marked by kind with a
colour and a line of its own shape, so that it can be told apart without colours; what is not sure
is hatched. All text of documents is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from index import quality as judging
from index.arabic.normalise import arabic_share
from index.arabic.repair.values import SURE, Reading, Repair
from index.errors import FiqraError, UsageError
from index.quality import Line, Part, Quality, percent

if TYPE_CHECKING:
    from assistant.inspecting import Inspected

MARK = '<meta name="generator" content="fiqra inspect">'
"""By this a report is known, and may be written over by another."""

LONGEST = 20_000
"""Characters of a line that are shown."""

_UNSHOWN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]")

_STYLE = """
:root { color-scheme: light dark; --bg: #fff; --fg: #1b1f24; --faint: #57606a; --line: #d8dee4;
  --head: #f3f5f7; --changed: #fafbfc; --warn: #b42318;
  --runs: #0b62a8; --letters: #9a4a00; --ocr: #7a2fa0; --number: #116633; }
@media (prefers-color-scheme: dark) { :root { --bg: #14171b; --fg: #e4e8ec; --faint: #9aa4ae;
  --line: #343b43; --head: #1d2228; --changed: #191d22; --warn: #ff8f85;
  --runs: #74b9ff; --letters: #ffb072; --ocr: #d9a3f5; --number: #7fd39b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1500px; padding: 1.25rem clamp(.75rem, 3vw, 2.5rem) 4rem;
  background: var(--bg); color: var(--fg); font: 1rem/1.55 system-ui, "Segoe UI", "Noto Sans",
  sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .4rem; }
h1, h2 { overflow-wrap: anywhere; }
p { margin: .3rem 0; max-width: 62rem; } .faint { color: var(--faint); }
a { color: inherit; } .warn { color: var(--warn); font-weight: 600; }
.scroll { overflow-x: auto; margin: .8rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .9rem .25rem 0; text-align: right; border-bottom: 1px solid var(--line);
  white-space: nowrap; }
th { color: var(--faint); font-weight: 600; }
th:first-child, td:first-child { text-align: left; }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; list-style: none; padding: 0;
  margin: .6rem 0; }
.only { display: inline-flex; gap: .5rem; align-items: center; margin: .5rem 0; cursor: pointer; }
.only input { width: 1.05rem; height: 1.05rem; }
section.part { content-visibility: auto; contain-intrinsic-size: auto 1200px; margin-top: 1.2rem; }
h3 { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0 1rem;
  align-items: baseline; margin: 0; padding: .35rem .6rem; background: var(--head);
  border-block: 1px solid var(--line); font-size: .95rem; }
h3 small { font-weight: 400; color: var(--faint); font-size: .85rem; }
.row { display: grid; direction: rtl; grid-template-columns: 3.2rem minmax(0, 1fr) minmax(0, 1fr);
  column-gap: 1.25rem; border-bottom: 1px solid var(--line); }
.row > div { padding: .3rem 0; overflow-wrap: anywhere; unicode-bidi: isolate; white-space: pre-wrap;
  font: 1.12rem/1.9 "Noto Naskh Arabic", "Sakkal Majalla", "Geeza Pro", "Amiri", serif; }
.row > div.n { direction: ltr; text-align: right; font: .8rem/2.4 ui-monospace, monospace;
  color: var(--faint); user-select: none; }
.row.names > div { font: 600 .85rem/1.8 system-ui, sans-serif; color: var(--faint); }
.row.changed { background: var(--changed); } .same { color: var(--faint); }
[dir="rtl"] { text-align: right; } [dir="ltr"] { text-align: left; }
mark { background: none; color: inherit; text-decoration: underline; text-underline-offset: .38em;
  text-decoration-skip-ink: none; }
mark.runs { text-decoration: underline dotted 2px var(--runs); color: var(--runs); }
mark.letters { text-decoration: underline solid 2px var(--letters); color: var(--letters); }
mark.ocr { text-decoration: underline wavy 1.5px var(--ocr); color: var(--ocr); }
mark.number { text-decoration: underline double 2px var(--number); color: var(--number); }
mark.stood { color: inherit; text-decoration-thickness: 1px; }
mark.unsure { background: repeating-linear-gradient(-45deg, transparent 0 4px,
  color-mix(in srgb, currentColor 22%, transparent) 4px 6px); border-radius: 3px; }
body:has(#only:checked) .row:not(.changed, .names) { display: none; }
body:has(#only:checked) section.quiet { display: none; }
@media (max-width: 700px) { .row { grid-template-columns: 2.4rem minmax(0, 1fr); }
  .row > div:nth-child(3) { grid-column: 2; padding-top: 0; } .row.names { display: none; }
  .row:not(.changed) > div:nth-child(3) { display: none; } }
@media print { h3 { position: static; } section.part { content-visibility: visible; } }
"""


def check_place(out: Path) -> None:
    """Raises UsageError where a report may not be written: a folder, or a file that is none."""
    if out.is_dir():
        raise UsageError(f"{out} is a folder; name a file for the report.")
    if not out.parent.is_dir():
        raise UsageError(f"There is no folder {out.parent} for the report; make it first.")
    if out.exists():
        try:
            with out.open("rb") as file:
                own = MARK.encode() in file.read(500)
        except OSError as fault:
            raise UsageError(
                f"{out} exists and cannot be read ({fault.strerror or fault}); name another file."
            ) from fault
        if not own:
            raise UsageError(
                f"{out} exists and is no report of `fiqra inspect`; name another file."
            )


def write_report(out: Path, found: Sequence[Inspected]) -> None:
    """Writes the report of some files, whole or not at all. Raises FiqraError where it cannot be."""
    aside = out.with_name(out.name + ".part")
    try:
        with aside.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(report(found))
        aside.replace(out)
    except OSError as fault:
        raise FiqraError(
            f"The report cannot be written to {out}: {fault.strerror or fault}; name another file."
        ) from fault
    finally:
        if aside.is_file():
            aside.unlink()


def report(found: Sequence[Inspected]) -> Iterator[str]:
    """The pieces of the report's HTML."""
    names = ", ".join(each.source.name for each in found)
    title = names if len(names) < 80 else f"{len(found)} files"
    yield (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{MARK}\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Text quality: {_safe(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        "<h1>Text quality</h1>\n"
        '<p class="faint">Each line as the file has it, and beside it as Fiqra reads it. Offsets, '
        "quotations and citations always keep the file’s own characters.</p>\n"
    )
    yield _LEGEND
    if len(found) > 1:
        yield "<ul>\n"
        for i, each in enumerate(found, 1):
            yield f'<li><a href="#f{i}">{_safe(each.source.name)}</a></li>\n'
        yield "</ul>\n"
    for i, each in enumerate(found, 1):
        yield from _document(i, each)
    yield "</body>\n</html>\n"


_LEGEND = f"""<ul class="legend">
<li><mark class="runs">put in order</mark>: pieces of the line stood reversed</li>
<li><mark class="letters">letters</mark>: exchanged by a wrong letter map</li>
<li><mark class="ocr">recognition</mark>: misread by character recognition</li>
<li><mark class="number">number</mark>: stood reversed</li>
<li><mark class="runs unsure">hatched</mark>: less sure than {percent(SURE)}; never used as evidence</li>
</ul>
<label class="only"><input type="checkbox" id="only"> Only lines that are read otherwise</label>
"""


def _document(number: int, each: Inspected) -> Iterator[str]:
    from assistant.inspecting import sentences

    quality = each.quality
    yield f'<h2 id="f{number}"><bdi>{_safe(quality.name)}</bdi></h2>\n'
    for text in sentences(quality):
        warn = ' class="warn"' if text.startswith("It is not indexed") else ""
        yield f"<p{warn}>{_safe(text)}</p>\n"
    yield from _table(number, quality)
    at = 0
    lines = list(judging.lines_of(each.source.text, each.repaired))
    for i, part in enumerate(quality.parts, 1):
        end = at
        while end < len(lines) and lines[end].number <= part.lines[1]:
            end += 1
        yield from _part(f"f{number}-{i}", each.source.text, part, lines[at:end])
        at = end


def _table(number: int, quality: Quality) -> Iterator[str]:
    from assistant.inspecting import TABLE_LEGEND, table_head, table_row

    yield '<div class="scroll"><table>\n<thead><tr>'
    yield "".join(f"<th>{head}</th>" for head in table_head(quality))
    yield "</tr></thead>\n<tbody>\n"
    for i, part in enumerate(quality.parts, 1):
        where, *cells, readable = table_row(quality, part)
        hard = ' class="warn"' if judging.is_hard(part) else ""
        yield f'<tr><td><a href="#f{number}-{i}">{where}</a></td>'
        yield "".join(f"<td>{cell}</td>" for cell in cells)
        yield f"<td{hard}>{readable}</td></tr>\n"
    yield f'</tbody></table></div>\n<p class="faint">{_safe(TABLE_LEGEND)}</p>\n'


def _notes(part: Part) -> list[str]:
    from assistant.inspecting import done_in_short
    from index.numbering import sentence

    return [*map(done_in_short, part.done), *map(sentence, part.missing)]


def _part(identifier: str, text: str, part: Part, lines: Sequence[Line]) -> Iterator[str]:
    shown = [line for line in lines if text[line.start : line.end].strip()]
    quiet = "" if any(line.reading is not None for line in shown) else " quiet"
    where = judging.place(part)
    if part.window.page is not None and shown:
        first, last = part.lines
        where += f" <small>lines {first:,}–{last:,}</small>"
    notes = " · ".join([*_notes(part), f"{percent(part.readable)} readable"])
    yield f'<section class="part{quiet}" id="{identifier}">\n'
    yield f"<h3>{where[:1].upper()}{where[1:]} <small>{_safe(notes)}</small></h3>\n"
    yield '<div class="row names"><div></div><div>As it stands</div><div>As it is read</div></div>\n'
    for line in shown:
        raw = text[line.start : line.end]
        if line.reading is None:
            raw = _cut(raw)
            same = f'<div class="same" dir="{_direction(raw)}">{_safe(raw)}</div>'
            yield f'<div class="row"><div class="n">{line.number}</div>{same}{same}</div>\n'
            continue
        clean = line.reading.text.text
        yield (
            f'<div class="row changed"><div class="n">{line.number}</div>'
            f'<div dir="{_direction(raw)}">{_raw_marked(text, line, line.reading)}</div>'
            f'<div dir="{_direction(clean)}">{_marked(text, line.reading)}</div></div>\n'
        )
    yield "</section>\n"


def _marked(text: str, reading: Reading) -> str:
    """The reading with its repairs marked; neighbours of one kind and confidence are one mark."""
    clean = reading.text.text
    shown = _cut(clean)
    pieces, at = [], 0
    for (kind, confidence), group in groupby(reading.repairs, lambda r: (r.kind, r.confidence)):
        for start, end in _together(clean, list(group)):
            if end > LONGEST:
                break
            unsure = " unsure" if confidence < SURE else ""
            title = f"{_TITLES[kind]}, confidence {confidence:.2f}"
            low, high = _stood(reading, start, end)
            if low < high and kind != "runs":
                title += f", stands: {text[low:high]}"
            pieces.append(_safe(clean[at:start]))
            pieces.append(
                f'<mark class="{kind}{unsure}" title="{_safe(title)}">'
                f"{_safe(clean[start:end])}</mark>"
            )
            at = end
    return "".join([*pieces, _safe(shown[at:])])


def _raw_marked(text: str, line: Line, reading: Reading) -> str:
    """The line as it stands, what was repaired in it underlined, except for its order."""
    places = (
        (*_stood(reading, repair.start, repair.end), repair.kind)
        for repair in reading.repairs
        if repair.kind != "runs"
    )
    pieces, at = [], line.start
    for low, high, kind in sorted(places):
        if at <= low < high <= line.start + LONGEST:
            stood = f'<mark class="{kind} stood">{_safe(text[low:high])}</mark>'
            pieces += [_safe(text[at:low]), stood]
            at = high
    return "".join([*pieces, _safe(_cut(text[line.start : line.end])[at - line.start :])])


def _stood(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Where in the source a stretch of the reading stood; an empty range where its pieces stood apart."""
    low, high = reading.text.source_range(start, end)
    return (low, high) if high - low <= 3 * (end - start) + 20 else (low, low)


_TITLES = {
    "runs": "put in order",
    "letters": "wrong letters",
    "ocr": "misrecognised",
    "number": "stood reversed",
}


def _together(clean: str, repairs: Sequence[Repair]) -> list[tuple[int, int]]:
    """The repairs' ranges, those with only a space between them made one if the order was repaired."""
    ranges: list[tuple[int, int]] = []
    for repair in repairs:
        if ranges and repair.kind == "runs" and not clean[ranges[-1][1] : repair.start].strip():
            ranges[-1] = (ranges[-1][0], repair.end)
        else:
            ranges.append((repair.start, repair.end))
    return ranges


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"


def _direction(text: str) -> str:
    letters = re.search("[A-Za-z\u0621-\u064a]", text)
    return "ltr" if letters and arabic_share(text[:LONGEST]) < 0.5 else "rtl"


def _safe(text: str) -> str:
    """Text as HTML shows it; characters that none can show stand as replacement characters."""
    return escape(_UNSHOWN.sub("\ufffd", text))
