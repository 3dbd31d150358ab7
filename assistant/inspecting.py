"""What `fiqra inspect` does: files read, repaired and judged; the judgement in the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typer

from assistant.terminal import (
    MOST_COLUMNS,
    columns,
    counted,
    faint,
    flow,
    print_problems,
    progress_bar,
    strong,
    styled,
)
from index import quality as judging
from index.arabic.repair.layers import Repaired, repair
from index.arabic.repair.values import SURE, Reading, Repair, RepairKind
from index.documents import read
from index.errors import FiqraError, UsageError
from index.ingest import files_under, stumbled
from index.numbering import sentence
from index.paragraphs import outline
from index.quality import Done, Line, Part, Quality, percent
from index.values import Source

KIND_NAMES: Mapping[RepairKind, str] = {
    "runs": "order of a line",
    "letters": "letters",
    "ocr": "recognition",
    "number": "numbers",
}
"""Each kind of repair in words, for people."""

LONGEST_SHOWN = 2000
"""Characters of a line that are shown in the terminal."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file as it was read, how its lines are read, and the judgement."""

    source: Source
    repaired: Repaired
    quality: Quality


def inspect_file(path: Path) -> Inspected:
    """A file read, repaired and judged. Raises FiqraError for one that cannot be read."""
    source = read(path)
    repaired = repair(source)
    paragraphs = outline(source, repaired)
    return Inspected(source, repaired, judging.assess(source, repaired, paragraphs))


def inspect_files(
    paths: Sequence[Path], *, html: Path | None, window: int | None, as_json: bool
) -> int:
    """Inspects files and folders and prints what was found; gives the exit code.

    Files that cannot be read are named on stderr and stop nothing: 1 if there was no other, 3 if
    there was. Raises UsageError for paths, a window or a report's place that cannot be.
    """
    from assistant.inspect_report import check_place, write_report

    files = files_under(paths)
    if window is not None and len(files) != 1:
        raise UsageError("--window names a page or window of one file; give it one file.")
    if html is not None:
        check_place(html)
    found: list[Inspected] = []
    failed: list[tuple[str, str]] = []
    with progress_bar() as progress:
        for done, path in enumerate(files):
            progress("inspecting", done, len(files))
            try:
                found.append(inspect_file(path))
            except FiqraError as fault:
                if len(files) == 1:
                    raise
                failed.append((str(path), str(fault)))
            except (OSError, MemoryError):  # no fault of the file's
                raise
            except Exception as fault:  # one file must not lose the others
                failed.append((str(path), stumbled(path, fault)))
    if window is not None:
        _check_window(found[0], window)
    if html is not None and found:
        write_report(html, found)
    if as_json:
        print(json.dumps([as_object(each) for each in found], ensure_ascii=False))
    else:
        for number, each in enumerate(found):
            if number:
                print()
            print_window(each, window) if window is not None else print_quality(each)
        if html is not None and found:
            typer.echo(flow(f"\nThe report is in {html}."))
    print_problems(failed)
    return (3 if found else 1) if failed else 0


def _check_window(each: Inspected, window: int) -> None:
    many = len(each.quality.parts)
    if not 1 <= window <= many:
        what = "page" if each.source.pages else "window"
        raise UsageError(
            f"{each.source.name} has {counted(many, what)}; give --window a number from 1 to {many}."
        )


def print_quality(each: Inspected) -> None:
    """What is wrong with a document and what was done: sentences, a table by part, sample lines."""
    quality = each.quality
    _print_head(each)
    for text in sentences(quality):
        typer.echo(flow(text))
    if not _is_sound(quality):
        print()
        _print_table(quality)
    if quality.samples:
        print()
        typer.echo(flow(_LEGEND))
        for line in quality.samples:
            print()
            _print_line(each.source, line)


_LEGEND = "Sample lines: − as it stands in the file, + as it is read."


def print_window(each: Inspected, window: int) -> None:
    """One page or window: what is wrong in it, and all its lines that are read otherwise."""
    part = each.quality.parts[window - 1]
    typer.echo(strong(f"{each.source.name}, {judging.place(part)}"))
    for text in _sentences_of_part(part):
        typer.echo(flow(text))
    lines = [
        line
        for line in judging.lines_of(each.source.text, each.repaired)
        if line.reading is not None and part.window.start <= line.start < part.window.end
    ]
    for line in lines:
        print()
        _print_line(each.source, line)


def _print_head(each: Inspected) -> None:
    source, quality = each.source, each.quality
    pages = counted(len(source.pages), "page") if source.pages else None
    facts = [source.format, pages, counted(quality.words, "Arabic word")]
    typer.echo(strong(source.name) + faint(" · " + " · ".join(filter(None, facts))))


def _is_sound(quality: Quality) -> bool:
    return not (quality.kinds or quality.done or quality.missing)


def sentences(quality: Quality) -> Iterator[str]:
    """What is wrong with a document and what was done about it, for people."""
    if _is_sound(quality):
        yield "Nothing is wrong with it."
        return
    if quality.kinds:
        yield f"Damage: {_damages(quality.kinds)}."
    if quality.done:
        yield f"Repaired: {'; '.join(map(_done_in_words, quality.done))}."
    if quality.kinds:
        yield f"About {percent(quality.readable)} of its words can be read."
    if not quality.is_readable:
        yield "It is not indexed: get it in another format, or run OCR on its pages."
    if quality.missing:
        yield f"Paragraph numbers: {'; '.join(map(sentence, quality.missing))}."


def _sentences_of_part(part: Part) -> Iterator[str]:
    yield f"Damage: {_damages(part.kinds)}." if part.kinds else "No damage shows here."
    if part.done:
        yield f"Repaired: {'; '.join(map(_done_in_words, part.done))}."
    if part.missing:
        yield f"Paragraph numbers: {'; '.join(map(sentence, part.missing))}."


_MEASURED = {
    "kashidas": "{} of the words are stretched",
    "runs": "{} of the lines show reversed pieces",
    "letters": "a wrong letter map ({} of the words are no usual ones)",
    "ocr": "slips of character recognition",
    "unreadable": "letters past repair ({} of the words are no usual ones)",
}


def _damages(kinds: Mapping[Any, float]) -> str:
    return "; ".join(_MEASURED[kind].format(percent(share)) for kind, share in kinds.items())


def _done_in_words(each: Done) -> str:
    what = {
        "runs": ("word in a line put in order", "words in lines put in order"),
        "letters": ("word of wrong letters", "words of wrong letters"),
        "ocr": ("misrecognised word", "misrecognised words"),
        "number": ("reversed number", "reversed numbers"),
    }[each.kind][each.places != 1]
    return (
        f"{each.places:,} {what} ({percent(each.sure / each.places)} surely, mean confidence "
        f"{each.confidence:.2f})"
    )


def table_head(quality: Quality) -> list[str]:
    """What the table of a document's parts has columns for: damages and repairs that it has."""
    kashidas = ["Kashida"] if any(p.window.stretched for p in quality.parts) else []
    runs = ["Runs"] if any(p.window.broken for p in quality.parts) else []
    repairs = [_COLUMNS[each.kind] for each in quality.done]
    where = "Page" if quality.parts and quality.parts[0].window.page else "Lines"
    return [where, "Words", *kashidas, *runs, "Unknown", *repairs, "Readable"]


def table_row(quality: Quality, part: Part) -> list[str]:
    """The cells of a part below `table_head`."""
    window = part.window
    done = {each.kind: f"{each.places:,} ({each.confidence:.2f})" for each in part.done}
    cells = {
        "Page": str(window.page),
        "Lines": judging.place(part).split(" ", 1)[1],
        "Words": f"{window.words:,}",
        "Kashida": _share(window.stretched, window.words),
        "Runs": _share(window.broken, window.lines),
        "Unknown": _share(window.unknown, window.looked_up),
        "Readable": percent(part.readable),
        **{_COLUMNS[each.kind]: done.get(each.kind, "–") for each in quality.done},
    }
    return [cells[name] for name in table_head(quality)]


_COLUMNS = {"runs": "Order", "letters": "Letters", "ocr": "OCR", "number": "Numbers"}
TABLE_LEGEND = (
    "Kashida: stretched words. Runs: lines with signs of reversed pieces. Unknown: words that are no "
    "usual ones. Then what was repaired, with its mean confidence; last, words that can be read."
)


def _print_table(quality: Quality) -> None:
    """A row for each part in which something is wrong; the sound ones are counted."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    width = columns() or MOST_COLUMNS
    padding = (0, 1 if width >= MOST_COLUMNS else 0)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=padding)
    for i, name in enumerate(table_head(quality)):
        table.add_column(name, justify="right" if i else "left", no_wrap=True)
    faulty = [part for part in quality.parts if part.kinds or part.done or part.missing]
    for part in faulty:
        style = "bold" if judging.is_hard(part) and styled() else None
        table.add_row(*table_row(quality, part), style=style)
    Console(width=width, highlight=False, no_color=not styled()).print(table)
    sound = len(quality.parts) - len(faulty)
    rest = f" {counted(sound, 'more part')} without a fault." if sound else ""
    typer.echo(faint(flow(TABLE_LEGEND + rest)))


def done_in_short(each: Done) -> str:
    """`letters 210 (0.93)`: what was repaired, how often, with which mean confidence."""
    return f"{KIND_NAMES[each.kind]} {each.places:,} ({each.confidence:.2f})"


def _share(some: int, all_of_them: int) -> str:
    return percent(some / all_of_them) if some else "–"


def _print_line(source: Source, line: Line) -> None:
    """A line before and after, words that were repaired underlined where the terminal can."""
    reading = line.reading
    assert reading is not None
    where = f"line {line.number:,}"
    done = judging.done(reading.repairs)
    what = "; ".join(f"{KIND_NAMES[d.kind]} {d.confidence:.2f}" for d in done) or "kashidas"
    typer.echo(faint(f"{where} · {what}"))
    raw = " ".join(source.text[line.start : line.end].split())
    typer.echo(flow(_cut(raw), "− "))
    for text in _underlined(reading, columns()):
        typer.echo("+ " + text)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + " …"


def _underlined(reading: Reading, width: int | None) -> Iterator[str]:
    """The reading's lines of at most `width` characters; repaired words are underlined, those that
    are not sure faint as well.
    """
    text = _cut(reading.text.text)
    line: list[str] = []
    length = 0
    for match in re.finditer(r"\S+", text):
        if width is not None and line and length + 1 + len(match[0]) > max(20, width - 2):
            yield " ".join(line)
            line, length = [], 0
        line.append(_word(match[0], _repair_at(reading.repairs, match.start(), match.end())))
        length += len(match[0]) + 1
    yield " ".join(line)


def _repair_at(repairs: Sequence[Repair], start: int, end: int) -> Repair | None:
    inside = [r for r in repairs if r.start < end and r.end > start]
    return min(inside, key=lambda r: r.confidence, default=None)


def _word(word: str, repair: Repair | None) -> str:
    if repair is None or not styled():
        return word
    return typer.style(word, underline=True, dim=repair.confidence < SURE or None)


def as_object(each: Inspected) -> dict[str, Any]:
    """A file's object in `fiqra inspect --json`."""
    quality, text = each.quality, each.source.text
    return {
        "source": quality.name,
        "words": quality.words,
        "kinds": dict(quality.kinds),
        "repairs": [asdict(d) for d in quality.done],
        "readable": quality.readable,
        "indexed": quality.is_readable,
        "missing": [_fault(f) for f in quality.missing],
        "windows": [_part(p) for p in quality.parts],
        "samples": [_line(text, line) for line in quality.samples],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        **asdict(part.window),
        "first_line": part.lines[0],
        "last_line": part.lines[1],
        "kinds": dict(part.kinds),
        "repairs": [asdict(d) for d in part.done],
        "readable": part.readable,
        "missing": [_fault(f) for f in part.missing],
    }


def _fault(fault: Any) -> dict[str, Any]:
    return {**asdict(fault), "sentence": sentence(fault)}


def _line(text: str, line: Line) -> dict[str, Any]:
    assert line.reading is not None
    return {
        "line": line.number,
        "start": line.start,
        "end": line.end,
        "raw": text[line.start : line.end],
        "clean": line.reading.text.text,
        "repairs": [asdict(r) for r in line.reading.repairs],
    }
