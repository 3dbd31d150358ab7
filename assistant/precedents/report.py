"""Precedents as Markdown: of a draft what is agreed, new, weaker, stronger; of a clause each of them.

Whatever comes from a document or a draft is text: none of it is HTML, a link or an image.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.precedents.changes import bodies_line, changes, last_change
from assistant.precedents.draft import Drafted, left_out
from assistant.precedents.finding import Precedent
from assistant.precedents.lines import (
    citation,
    found_line,
    marked,
    part_line,
    strength_line,
    use_line,
)
from assistant.strength import Verdict
from assistant.support.wording import language_of
from index.store import Index
from index.values import Language
from prompts import render

_MARKUP = re.compile(
    r"[<`\\]|&(?=[#\w])|(?<=\])\(|^[#>=~+|]|^[-*](?=\s|[-*])|^\[|(?<=^\d)[.)]|(?<=^\d\d)[.)]"
)
"""What would be markup; the signs of differences (`[-…-]`) are none."""


def draft_markdown(index: Index, name: str, drafted: Sequence[Drafted]) -> str:
    """The report of a draft: a line of totals, every paragraph, and how many were not looked for."""
    language = language_of(" ".join(each.text for each in drafted))
    verdicts = [
        each.precedent.against.verdict
        for each in drafted
        if each.precedent is not None and each.precedent.against is not None
    ]
    totals = render(
        "draft_totals",
        language,
        count=len(drafted),
        new=sum(each.precedent is None for each in drafted),
        weaker=verdicts.count("weaker"),
        stronger=verdicts.count("stronger"),
    )
    lines = [f"# {_text(name)}", "", totals]
    for each in drafted:
        lines += ["", *_paragraph(index, each)]
    if passed := left_out(drafted):
        lines += ["", render("draft_left_out", language, count=passed)]
    return "\n".join(lines) + "\n"


def clause_markdown(
    index: Index, clause: str, found: Sequence[Precedent], speaking: Verdict | None = None
) -> str:
    """The report of one clause: its words once, and its precedents below."""
    language = language_of(clause)
    lines = [f"# {render('precedent_title', language)}", "", *_quoted(clause, "> ")]
    said = found_line(found, language, speaking)
    if said is not None:
        lines += ["", said]
    for rank, each in enumerate(found, 1):
        heading = f"## {rank}. {_text(each.found.label)} ({each.similarity:.0%})"
        lines += ["", heading, "", *_entry(index, each, language)]
    return "\n".join(lines) + "\n"


def _paragraph(index: Index, drafted: Drafted) -> list[str]:
    language = language_of(drafted.text)
    lines = [f"## {drafted.number}", "", *_quoted(drafted.text, ""), ""]
    precedent = drafted.precedent
    if precedent is None:
        lines.append(f"- {render('precedent_new', language)}")
        if drafted.nearest is not None:
            label, near = _text(drafted.nearest.found.label), drafted.nearest.similarity
            lines.append(f"- {render('draft_nearest', language, label=label, near=f'{near:.0%}')}")
        return lines
    heading = f"- {_text(precedent.found.label)} ({precedent.similarity:.0%})"
    return [*lines, heading, *_entry(index, precedent, language, "  ")]


def _entry(index: Index, precedent: Precedent, language: Language, indent: str = "") -> list[str]:
    """A precedent's words and what is said of it."""
    differs = marked(precedent, language)
    if differs is None and not precedent.across:
        differs = render("precedent_same", language)
    said = (
        part_line(precedent, language),
        differs,
        strength_line(precedent, language),
        use_line(index, precedent.family, language),
        bodies_line(precedent.family, language),
    )
    lines = _quoted(precedent.found.text, f"{indent}> ")
    lines += [] if indent else [""]
    lines += [f"- {_text(' '.join(each.split()))}" for each in said if each]
    lines += _history(index, precedent, language)
    cited = _text(citation(index, precedent.found, language))
    return [*lines, f"- {render('precedent_cite', language, citation=cited)}"]


def _quoted(text: str, before: str) -> list[str]:
    return [before + _text(line) for line in text.splitlines()]


def _text(line: str) -> str:
    """A line as Markdown that shows it as it is."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", line.strip())


def _history(index: Index, precedent: Precedent, language: Language) -> list[str]:
    """What changed when, one line for each change; of one wording, that it never changed."""
    told = changes(index, precedent, language)
    if told:
        own = [f"  - {_text(each.marked(language))}" for each in told]
        return [f"- {render('history_title', language)}", *own]
    alike = last_change(index, precedent, language)
    return [f"- {_text(alike.words)}"] if alike else []
