"""The texts that the benchmark's PDFs are made of: the sample documents, as blocks.

A work is what an author wrote, before any page: blocks in reading order and footnotes apart. Bold
words stand between `**`; a footnote's marker is its number in brackets, right after a word, as the
documents print it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from eval.benchmarks.pdf_paragraphs import BRACKETS, TABLES, VOWELLED

SAMPLE = Path(__file__).resolve().parent.parent / "sample" / "documents"
ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"
NO_BREAK_SPACE = "\u00a0"

_TO_ARABIC_INDIC = str.maketrans("0123456789", ARABIC_INDIC)
_MARKER = re.compile(r"(?<=[\w”)])\(([0-9٠-٩]{1,2})\)")
_NOTE = re.compile(r"\(([0-9٠-٩]{1,2})\) (.+)")
_VERB = re.compile(
    r"^((?:[0-9٠-٩]+ - )?)"
    r"(إن المجلس الإقليمي للمياه والسواحل|و?إذ (?:يساوره القلق|يضع في اعتباره|يحيط علما|يعيد تأكيد|\w+)"
    r"|وقد نظر|واقتناعا منه|ي\w+(?: أيضا| كذلك| تأكيد)?)(?=[ ،])"
)
_NUMBERED = re.compile(r"[0-9٠-٩]+ - ")
_AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
_JOINED_ON = "بتثجحخسشصضطظعغفقكلمنهي"
"""Letters that join the next one, so that a kashida may follow them."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a point of one, a heading, a line of the masthead, or a table (cells)."""

    kind: str
    text: str = ""
    cells: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Work:
    """A text and its footnotes by number; `title` is what running heads print."""

    title: str
    blocks: tuple[Block, ...]
    notes: dict[str, str]


def work_of(name: str) -> Work:
    """The work called `name`: a sample document's file name without `.ar.*`, or one of `OWN`."""
    if name in OWN:
        return OWN[name]()
    path = next(SAMPLE.glob(f"{name}.ar.*"))
    text = path.read_text(encoding="utf-8")
    work = _from_xml(text) if path.suffix == ".xml" else _from_lines(text)
    return replace(work, title=name.upper().replace("-", "/"))


def plain(text: str) -> str:
    """What a reader sees of a block's text: without the signs for bold words."""
    return text.replace("**", "")


def runs(text: str, notes: dict[str, str]) -> list[tuple[str, str]]:
    """A block's text as (style, words): `plain`, `bold`, or `note` for a footnote's number."""
    found = []
    for i, part in enumerate(text.split("**")):
        at = 0
        for mark in _MARKER.finditer(part):
            if mark[1] in notes:
                found.append(("bold" if i % 2 else "plain", part[at : mark.start()]))
                found.append(("note", mark[1]))
                at = mark.end()
        found.append(("bold" if i % 2 else "plain", part[at:]))
    return [(style, words) for style, words in found if words]


def with_each_text(work: Work, change: Callable[[str], str]) -> Work:
    """The work with every text of it changed, cells and footnotes too."""
    blocks = tuple(
        Block(b.kind, change(b.text), tuple(tuple(change(c) for c in row) for row in b.cells))
        for b in work.blocks
    )
    return Work(work.title, blocks, {change(k): change(v) for k, v in work.notes.items()})


def in_arabic_indic(text: str) -> str:
    """European digits as ٠-٩, save in words with Latin letters (symbols keep theirs)."""
    return "".join(
        part if re.search("[A-Za-z]", part) else part.translate(_TO_ARABIC_INDIC)
        for part in re.split(r"(\s+)", text)
    )


def with_fixed_thousands(text: str) -> str:
    """Thousands held together by no-break spaces, so that they are seen as they are said."""
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NO_BREAK_SPACE, text)


def with_kashidas(text: str) -> str:
    """Kashidas typed into every fourth word that has room for them, one to three at a time."""
    words = re.split(r"(\s+)", text)
    seen = 0
    for i, word in enumerate(words):
        room = re.search(rf"\w[{_JOINED_ON}](?=[ء-ي]\w)", word)
        if room and len(word) > 4:
            seen += 1
            if seen % 4 == 0:
                words[i] = word[: room.end()] + "ـ" * (1 + seen // 4 % 3) + word[room.end() :]
    return "".join(words)


def with_verbs_in_bold(work: Work) -> Work:
    """The verb or phrase that opens a paragraph in bold, as United Nations resolutions set it."""

    def change(block: Block) -> Block:
        if block.kind != "paragraph" or "**" in block.text:
            return block
        return replace(block, text=_VERB.sub(r"\1**\2**", block.text))

    return replace(work, blocks=tuple(change(b) for b in work.blocks))


def _kind(line: str) -> str:
    if re.match(r"\(\w\) ", line):
        return "point"
    if re.match(r"(أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ألف|باء|جيم) - |المرفق$", line):
        return "heading"
    return "paragraph"


def _from_lines(text: str) -> Work:
    """A sample document in plain text or Markdown: a paragraph a line, footnotes at the end."""
    blocks: list[Block] = []
    notes: dict[str, str] = {}
    at_notes, masthead = False, True
    for raw in text.splitlines():
        line = re.sub(r"^#+ |\*", "", raw).strip()
        if not line:
            continue
        if line == "الحواشي":
            at_notes = True
        elif at_notes and (note := _NOTE.fullmatch(line)):
            notes[note[1]] = note[2]
        else:
            kind = "heading" if raw.startswith("#") else _kind(line)
            masthead = masthead and not re.match(r"إن المجلس|\[|موجز|#", line)
            blocks.append(Block("masthead" if masthead else kind, line))
    return Work("", tuple(blocks), notes)


def _from_xml(text: str) -> Work:
    """A sample document in Akoma Ntoso: each `p` a block, with its paragraph's number before it."""
    root = ET.fromstring(text)
    notes: dict[str, str] = {}
    blocks: list[Block] = []

    def words(node: ET.Element) -> str:
        if node.tag == f"{_AKN}authorialNote":
            number = node.get("marker", "")
            notes[number] = " ".join("".join(node.itertext()).split())
            return f"({number})" + (node.tail or "")
        inner = (node.text or "") + "".join(words(child) for child in node)
        if "bold" in node.get("class", ""):
            inner = f"**{inner}**"
        return inner + (node.tail or "")

    def walk(node: ET.Element, number: str) -> str:
        """Adds the blocks below `node`; gives back a number that no `p` has taken yet."""
        for child in node:
            tag = child.tag.removeprefix(_AKN)
            if tag == "num":
                number = (child.text or "").strip()
            elif tag == "p":
                child.tail = None
                line = " ".join(f"{number} {words(child)}".split())
                within = node.tag.removeprefix(_AKN)
                masthead = within in ("coverPage", "preface")
                blocks.append(Block("masthead" if masthead else _kind(line), line))
                number = ""
            elif tag not in ("meta", "authorialNote"):
                number = walk(child, number)
        return number

    walk(root, "")
    return Work("", tuple(blocks), notes)


def _own(title: str, lines: str, notes: dict[str, str]) -> Work:
    blocks = [Block(_kind(line), line) for line in lines.strip().splitlines() if line.strip()]
    return Work(title, (Block("masthead", title), *blocks), notes)


def _tables() -> Work:
    blocks: list[Block] = [Block("masthead", "RCW/2024/INF.3")]
    for caption, rows in TABLES:
        blocks.append(Block("heading", caption))
        blocks.append(Block("table", cells=rows))
    blocks.append(Block("paragraph", "المصدر: الأمانة، على أساس ردود الدول الأعضاء (RCW/2024/5)."))
    return Work("RCW/2024/INF.3", tuple(blocks), {})


OWN: dict[str, Callable[[], Work]] = {
    "brackets": lambda: _own("RCW/2024/NGO/7", BRACKETS[0], BRACKETS[1]),
    "vowelled": lambda: _own("RCW/2023/INF.9", VOWELLED, {}),
    "tables": _tables,
}
"""Works written for the benchmark, for what the sample documents have too little of."""
