"""A draft beside its precedents, as Markdown: what is agreed, what is new, weaker, stronger."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.precedents.draft import Drafted
from assistant.precedents.lines import marked, strength_line, use_line
from assistant.support.wording import language_of
from index.store import Index
from prompts import render


def draft_markdown(index: Index, name: str, drafted: Sequence[Drafted]) -> str:
    """The report of a draft: a line of totals, then every paragraph."""
    new = sum(each.precedent is None for each in drafted)
    verdicts = [
        each.precedent.against.verdict
        for each in drafted
        if each.precedent is not None and each.precedent.against is not None
    ]
    lines = [
        f"# {name}",
        "",
        render(
            "draft_totals",
            language_of(" ".join(each.text for each in drafted)),
            count=len(drafted),
            new=new,
            weaker=verdicts.count("weaker"),
            stronger=verdicts.count("stronger"),
        ),
    ]
    for each in drafted:
        lines += ["", *_paragraph(index, each)]
    return "\n".join(lines) + "\n"


def _paragraph(index: Index, drafted: Drafted) -> list[str]:
    language = language_of(drafted.text)
    lines = [f"## {drafted.number}", "", drafted.text, ""]
    precedent = drafted.precedent
    if precedent is None:
        lines.append(f"- {render('precedent_new', language)}")
        if drafted.nearest is not None:
            label, near = drafted.nearest.found.label, drafted.nearest.similarity
            lines.append(f"- {render('draft_nearest', language, label=label, near=f'{near:.0%}')}")
        return lines
    lines.append(f"- {precedent.found.label} ({precedent.similarity:.0%})")
    lines += [f"  > {line}" for line in precedent.found.text.splitlines()]
    said = (
        marked(precedent, language)
        or (None if precedent.across else render("precedent_same", language)),
        strength_line(precedent, language),
        use_line(index, precedent.family, language),
    )
    return lines + [f"- {each}" for each in said if each]
