"""The jobs as HTML: what waits, what runs and how far it is, what came of those that ended."""

from __future__ import annotations

from collections.abc import Sequence

from index.store import Index
from index.values import Language
from ui.documents.facts import Facts, held
from ui.documents.jobs import Job
from ui.documents.table import quality_html
from ui.documents.words import WORDS, Words
from ui.markup import block, escaped

MOST_NAMED = 3
"""Documents of a job that its heading names."""

MOST_LISTED = 100
"""Documents that are listed of what came of a job."""


def jobs_html(index: Index, jobs: Sequence[Job], language: Language) -> str:
    """All jobs, the latest first; "" where there are none."""
    if not jobs:
        return ""
    words = WORDS[language]
    items = "".join(_job(index, each, jobs, words, language) for each in reversed(jobs))
    return f"<h3>{escaped(words.jobs)}</h3><ol>{items}</ol>"


def state_words(job: Job, jobs: Sequence[Job], words: Words) -> str:
    """What a job is at: its place in line, its progress, how it ended."""
    match job.state:
        case "waiting":
            line = [each.id for each in jobs if each.active]
            return words.waiting.format(place=line.index(job.id))
        case "running" if not job.total:
            return words.starting
        case "running" if job.done >= job.total and job.step == "embedding":
            return words.writing
        case "running":
            said = words.reading if job.step == "reading" else words.embedding
            number = min(job.done + 1, job.total)
            return said.format(done=f"{number:,}", total=f"{job.total:,}")
        case "done":
            outcome = job.outcome or {}
            read = outcome.get("added") or outcome.get("changed") or outcome.get("unchanged")
            return (words.partly if read else words.failed) if job.failed else words.done
        case "failed":
            return words.failed
        case "stopped":
            return words.stopped


def _job(index: Index, job: Job, jobs: Sequence[Job], words: Words, language: Language) -> str:
    state = state_words(job, jobs, words)
    names = " · ".join(f'<bdi dir="auto">{escaped(name)}</bdi>' for name in job.names[:MOST_NAMED])
    if len(job.names) > MOST_NAMED:
        count = words.files.format(count=len(job.names))
        names = f"{names} … ({escaped(count)})"
    by = f'<span class="faint">{escaped(words.by.format(user=job.user))}</span>' if job.user else ""
    kind, text = ("stop", words.stop) if job.active else ("dismiss", words.dismiss)
    of = f"{words.job_kinds[job.kind]} {', '.join(job.names[:MOST_NAMED])}"
    bar = ""
    if job.state == "running":
        value = f' value="{job.done}" max="{job.total}"' if job.total else ""
        bar = f'<progress aria-label="{escaped(of)}"{value}></progress>'
    return (
        f'<li class="fq-job {job.state}" data-job="{job.id}"><div class="what">'
        f"<strong>{escaped(words.job_kinds[job.kind])}</strong><span>{names}</span>{by}"
        f'<span class="state">{escaped(state)}</span>'
        f'<button type="button" data-{kind}="{job.id}">{escaped(text)}'
        f'<span class="fq-hidden">: {escaped(of)}</span></button></div>'
        f"{bar}{_outcome(index, job, words, language)}</li>"
    )


def _outcome(index: Index, job: Job, words: Words, language: Language) -> str:
    """What came of a job: each document with the state of its text, each fault."""
    parts = []
    if job.state == "failed" and not job.failed:
        parts.append(block("p", job.fault or words.gone, language, "fault"))
    outcome = job.outcome or {}
    if job.kind != "rebuild":
        for field, heading in (("added", words.added), ("changed", words.changed)):
            names = outcome.get(field) or []
            parts.append(_list(heading, [_read(index, job, each, words) for each in names]))
    for field, heading in (("unchanged", words.unchanged), ("removed", words.removed)):
        parts.append(_list(heading, [_name(each) for each in outcome.get(field) or []]))
    parts.append(
        _list(words.warnings, [_sentence(*each) for each in outcome.get("warnings") or []])
    )
    parts.append(_list(words.not_read, [_sentence(*each) for each in job.failed], "fault"))
    return "".join(parts)


def _list(heading: str, items: Sequence[str], name: str = "") -> str:
    if not items:
        return ""
    more = f"<li>… ({len(items) - MOST_LISTED:,})</li>" if len(items) > MOST_LISTED else ""
    lines = "".join(f"<li>{each}</li>" for each in items[:MOST_LISTED])
    return f'<p class="heading {name}">{escaped(heading)}</p><ul class="{name}">{lines}{more}</ul>'


def _name(name: str) -> str:
    return f'<bdi dir="auto">{escaped(name)}</bdi>'


def _read(index: Index, job: Job, name: str, words: Words) -> str:
    """A document that was read, with the state of its text and the way to the whole report."""
    facts = held(index).facts.get(name)
    if facts is None:  # removed since
        return _name(name)
    missing = (job.outcome or {}).get("missing", {}).get(name, 0)
    paragraphs = escaped(f"{words.paragraphs}: {facts.paragraphs:,}")
    return (
        f'{_name(name)} <span class="faint">{paragraphs}</span> '
        f'<span class="quality">{quality_html(facts, words, missing)}</span>{_report(facts, name, words)}'
    )


def _report(facts: Facts, name: str, words: Words) -> str:
    if not facts.places:
        return ""
    return (
        f'<button type="button" data-report="{escaped(name)}">{escaped(words.report)}'
        f'<span class="fq-hidden">: {escaped(name)}</span></button>'
    )


def _sentence(name: str, sentence: str) -> str:
    """What is said of a file, with its name before it where the sentence does not have it."""
    said = sentence if name in sentence else f"{name}: {sentence}"
    return block("span", said, "en")
