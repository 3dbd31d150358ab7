"""Lines of the tree become pieces of a resolution: what each one is, its number and its level.

The format says less than it seems to: preambular paragraphs stand in the body, annexes in the
resolution, points in a row beside their paragraph, two paragraphs in one element. So the words and
the printed numbers decide wherever they are clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.documents.akoma_ntoso.lines import Line, Note
from index.documents.akoma_ntoso.numbers import Nesting, Number, parse_number, split_number
from index.values import Kind, Part

_ANNEX = re.compile(
    r"(?:ال)?مرفق(?:\s+(?P<ar>[\u0621-\u064a]{3,8}|[0-9٠-٩]{1,2}))?(?=$|\s|[:–—-])"
    r"|(?i:annex)(?:\s+(?P<en>[IVXLC]+|[A-Z]|\d{1,2}))?(?=$|\s|[:–—-])"
)
_PREAMBULAR = re.compile(
    r"و?إذ\s|و?قد\s+[\u0621-\u064a]|وبعد أن\s|[A-Z][a-z]+(?: [a-z]+)? (?:that|its|the|with|to)\b.*,$"
)
_PARTICIPLE = re.compile(r"و?(?:إذ|قد|بعد)\s|(?:[A-Z][a-z]+ )?[A-Za-z]+(?:ing|ed)\b")
_FORMULA = re.compile(r"إن\s+\S+(?:\s+\S+){0,5}،?|The\s+\w+(?:\s+\w+){0,6},")
_GOES_ON = re.compile(
    r"و(?:[يتن])[\u0621-\u064a]{2,}|(?:and|or|except|provided|as well as)\b|[”“«]"
)
_VERB = re.compile(r"[\u064a\u062a][\u0621-\u064a\u064b-\u0652]{2,}|[A-Z][a-z]+s\b")
_ENDS_SENTENCE = tuple(".;,؛،")
_RANKS = {"HCh": 1, "H1": 1, "H23": 2, "H4": 3}


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the text before it has its place there."""

    kind: Kind
    text: str
    """Without the number, white space as the format has it."""
    number: Number | None = None
    level: int = 0
    part: Part = "main"
    annex: str | None = None
    of: int | None = None
    """Position of the piece whose words these go on with; it has no block of its own then."""
    same_line: bool = False
    """Stands on the line of the piece before."""
    notes: tuple[Note, ...] = field(default=())


def pieces(lines: Sequence[Line]) -> list[Piece]:
    """The lines of a document as pieces of it, in order."""
    outline = _Outline(_heading_ranks(lines))
    for line in lines:
        outline.add(line)
    outline.end()
    return outline.pieces


def _heading_ranks(lines: Sequence[Line]) -> dict[int, int]:
    """The ranks that the headings have in this document, as levels without gaps."""
    ranks = sorted({_rank(line) for line in lines if line.role == "heading"} | {2})
    used = [r for r in ranks if r != 2] or [2]
    if any(line.role == "heading" and _rank(line) == 2 for line in lines):
        used = ranks
    return {rank: level for level, rank in enumerate(used, 1)}


def _rank(line: Line) -> int:
    return _RANKS.get(line.style, 2)


class _Outline:
    def __init__(self, heading_levels: dict[int, int]) -> None:
        self.pieces: list[Piece] = []
        self._heading_levels = heading_levels
        self._part: Part = "main"
        self._annex: str | None = None
        self._nesting = Nesting()
        self._last_operative = 0
        self._paragraph: int | None = None
        """Position of the paragraph that points now belong to."""
        self._latest: int | None = None
        """Position of the last piece that a second text could belong to."""
        self._carried: Number | None = None
        """A number that stood alone in its element."""

    def add(self, line: Line) -> None:
        """The next line of the document."""
        text = line.text
        if line.place == "cover" or line.role == "formula":
            self._append("title", text, notes=line.notes)
            return
        if line.place == "end":
            self._append("closing", text, notes=line.notes)
            return
        if line.place == "annex" and self._part == "main":
            self._start_annex(None)
        if line.role == "heading":
            self._heading(line)
            return
        number = parse_number(line.number) if line.number else None
        if number is None and line.role == "text":
            number, text = split_number(text)
            if number and number.inner and not text.strip():
                self.end()
                self._carried = number
                return
        if number is None and self._carried:
            number, self._carried = self._carried, None
        elif number is not None:
            self.end()
        if number is None:
            self._unnumbered(line)
        elif number.is_paragraph and self._numbers_paragraph(number, line, text):
            self._numbered_paragraph(line, number, text)
        else:
            self._point(line, number, text)

    def end(self) -> None:
        """After the last line, or before another number: one that no text followed is not lost."""
        if self._carried:
            number, self._carried = self._carried, None
            self._append("paragraph" if self._part == "annex" else "point", "", number)

    def _numbers_paragraph(self, number: Number, line: Line, text: str) -> bool:
        """Whether `7 -` numbers a paragraph: in a list, only if the operative ones go on with it."""
        if not line.is_point:
            return True
        follows = number.readings[0][1] == self._last_operative + 1 > 1
        return follows and self._part == "main" and bool(_VERB.match(text.strip()))

    def _numbered_paragraph(self, line: Line, number: Number, text: str) -> None:
        kind: Kind = "paragraph" if self._part == "annex" else "operative"
        for at, (own, words) in enumerate(_run_together(number, text)):
            self._last_operative = own.readings[0][1]
            inner, rest = split_number(words)
            opens = inner is not None and inner.inner is not None and not inner.is_paragraph
            notes = line.notes if at == 0 else []
            self._append_paragraph(kind, "" if opens else words, own, notes)
            if opens and inner is not None:
                level = self._nesting.level(inner, line.depth + 1, line.owner)
                self._append("point", rest, inner, level)
                self.pieces[-1] = replace(self.pieces[-1], same_line=True)

    def _point(self, line: Line, number: Number | None, text: str) -> None:
        alone = self._paragraph is not None and not self.pieces[self._paragraph].text.strip()
        same_line = alone and self._latest == self._paragraph and line.is_point
        level = self._nesting.level(number, line.depth, line.owner)
        self._append("point", text, number, level, line.notes)
        self.pieces[-1] = replace(self.pieces[-1], same_line=same_line)

    def _unnumbered(self, line: Line) -> None:
        text = " ".join(line.text.split())
        if line.role == "closing" and self._paragraph is not None:
            self._append("closing", line.text, notes=line.notes, of=self._paragraph)
        elif line.continues and self._latest is not None:
            self._append("closing", line.text, notes=line.notes, of=self._latest)
        elif line.is_point:
            self._point(line, None, line.text)
        elif line.place == "preamble":
            if not self._paragraph and len(text) <= 80 and _FORMULA.fullmatch(text):
                self._append("title", line.text)
            elif _is_heading(text) and not _PARTICIPLE.match(text):
                self._heading(line)
            else:
                self._append_paragraph("preambular", line.text, None, line.notes)
        elif _is_heading(text):
            self._heading(line)
        elif self._part == "annex":
            self._append_paragraph("paragraph", line.text, None, line.notes)
        elif not self._last_operative and not self._has_operative():
            before = _PREAMBULAR.match(text) or text.endswith(("،", ","))
            self._append_paragraph(
                "preambular" if before else "operative", line.text, None, line.notes
            )
        elif self._paragraph is not None and _GOES_ON.match(text):
            self._append("closing", line.text, notes=line.notes, of=self._paragraph)
        else:
            self._point(line, None, line.text)

    def _has_operative(self) -> bool:
        return self._paragraph is not None and self.pieces[self._paragraph].kind == "operative"

    def _heading(self, line: Line) -> None:
        text = " ".join(line.text.split())
        words = f"{line.number} {line.text}" if line.number else line.text
        annex = _ANNEX.match(text)
        if annex and (line.role == "heading" or len(text) <= 40):
            self._start_annex(annex.group("ar") or annex.group("en"))
            self._append("heading", words, level=1, notes=line.notes)
            return
        level = self._heading_levels.get(_rank(line), len(self._heading_levels))
        if line.is_point:
            level = len(self._heading_levels) + 1
        if self._part == "annex":
            level += 1
        self._append("heading", words, level=level, notes=line.notes)

    def _start_annex(self, number: str | None) -> None:
        self._part, self._annex = "annex", number
        self._paragraph = self._latest = None
        self._nesting.clear()
        self._last_operative = 0

    def _append_paragraph(
        self, kind: Kind, text: str, number: Number | None, notes: Sequence[Note]
    ) -> None:
        self._nesting.clear()
        self._append(kind, text, number, notes=notes)
        self._paragraph = len(self.pieces) - 1

    def _append(
        self,
        kind: Kind,
        text: str,
        number: Number | None = None,
        level: int = 0,
        notes: Sequence[Note] = (),
        of: int | None = None,
    ) -> None:
        self.pieces.append(
            Piece(kind, text, number, level, self._part, self._annex, of, False, tuple(notes))
        )
        if of is None and kind != "heading":
            self._latest = len(self.pieces) - 1


def _is_heading(text: str) -> bool:
    """A few words without the mark that ends a clause; with a colon, only very few."""
    if text.endswith(":"):
        return len(text.split()) <= 3
    return len(text) <= 100 and not text.endswith(_ENDS_SENTENCE)


def _run_together(number: Number, text: str) -> Iterator[tuple[Number, str]]:
    """A numbered paragraph, and those that follow it inside the same element."""
    following = number.readings[0][1] + 1
    match = re.search(rf"(?<=[؛;.])\s*(?P<number>{following} ?[-–.])\s+(?=\S)", text)
    if not match:
        yield number, text
        return
    yield number, text[: match.start()]
    yield from _run_together(parse_number(match.group("number")), text[match.end() :])
