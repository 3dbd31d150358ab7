"""Runs, the run that is under way and what people said of answers, as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs, quote, unquote, urlsplit

from eval.compare import wording
from eval.report.tables import FEW
from eval.scores.figures import FIGURES
from eval.scores.values import Estimate
from index.values import Language
from ui.evaluation.jobs import Job
from ui.evaluation.runs import Run
from ui.evaluation.words import WORDS, Words
from ui.keeping.feedback import Feedback
from ui.markup import block, escaped, isolated

LONGEST_ANSWER = 600
"""Characters of an answer that are shown with what was said of it."""

_LINK = re.compile(r"[^\s/]+/\d{1,7}-[0-9a-f]+", re.ASCII)
"""A paragraph's link (`assistant.links.link`)."""


def number(text: str) -> str:
    """A figure or a name that is read from the left, whatever stands beside it."""
    return f'<bdi dir="ltr">{escaped(text)}</bdi>'


def figure_name(name: str, words: Words) -> str:
    """What a figure is, and its name."""
    way = "↑" if FIGURES[name].higher_is_better else "↓"
    means = words.figures.get(name, name)
    return f'<span class="means">{isolated(means)}</span> <code>{number(f"{name} {way}")}</code>'


def runs_html(runs: Sequence[Run], language: Language) -> str:
    """The list of runs."""
    words = WORDS[language]
    if not runs:
        return f'<p class="faint">{escaped(words.no_runs)}</p>'
    return f"<ol>{''.join(_run(each, words, language) for each in runs)}</ol>"


def _run(run: Run, words: Words, language: Language) -> str:
    name = f"<h4>{number(run.name)}</h4>"
    if run.state == "damaged":
        tag = f'<span class="fq-tag">{escaped(words.damaged)}</span>'
        return f'<li class="fq-run">{name}{tag}{block("p", run.fault, "en", "faint")}</li>'
    system = words.systems.get(run.system)
    facts = [
        (words.started, number(run.started[:16].replace("T", " ") + " UTC")),
        (words.set, number(run.set)),
        (words.system, isolated(system) if system else number(run.system)),
        (words.questions, number(f"{run.questions:,}")),
    ]
    listed = "".join(f"<div><dt>{escaped(n)}</dt><dd>{value}</dd></div>" for n, value in facts)
    figures = "".join(_figure(each, estimate, words) for each, estimate in run.figures)
    table = f'<dl class="figures">{figures}</dl>' if figures else ""
    return (
        f'<li class="fq-run" data-run="{escaped(run.name)}">{name}'
        f'<dl class="facts">{listed}</dl>{table}<div class="do">{_actions(run, words)}</div></li>'
    )


def _figure(name: str, estimate: Estimate, words: Words) -> str:
    few = f' <span class="fq-tag">{escaped(words.few)}</span>' if estimate.n < FEW else ""
    low, high = (wording.value(name, each) for each in (estimate.low, estimate.high))
    return (
        f"<div><dt>{figure_name(name, words)}</dt>"
        f"<dd><strong>{number(wording.value(name, estimate.mean))}</strong> "
        f'<span class="faint" title="{escaped(words.interval)}">'
        f"{number(f'{low} – {high}, n = {estimate.n:,}')}</span>{few}</dd></div>"
    )


def _actions(run: Run, words: Words) -> str:
    hidden = f'<span class="fq-hidden">: {escaped(run.name)}</span>'
    if run.state == "unfinished":
        said = words.unfinished.format(done=f"{run.answered:,}", total=f"{run.questions:,}")
        tag = f'<span class="fq-tag">{isolated(said)}</span>'
        if run.system not in words.systems:
            return tag
        return (
            f'{tag} <button type="button" class="fq-button" data-eval="go-on">'
            f"{escaped(words.go_on)}{hidden}</button>"
        )
    if not run.has_report:
        return f'<span class="faint">{escaped(words.no_report)}</span>'
    place = f"fiqra/evaluation/report?run={quote(run.name)}"
    return (
        f'<button type="button" class="fq-button" data-eval="report">{escaped(words.report)}'
        f'{hidden}</button> <a class="fq-button" href="{place}&amp;download=1" download>'
        f"{escaped(words.download)}{hidden}</a>"
    )


def job_html(job: Job | None, language: Language) -> str:
    """The run that is under way, or how the last one ended; "" where there was none."""
    if job is None:
        return ""
    words = WORDS[language]
    said = job_words(job, words)
    bar = stop = ""
    if job.state == "running":
        value = f' value="{job.done}" max="{job.total}"' if job.total else ""
        bar = f'<progress aria-label="{escaped(job.run)}"{value}></progress>'
        if not job.stopping:
            stop = (
                '<button type="button" class="fq-button" data-eval="stop">'
                f"{escaped(words.stop)}</button>"
            )
    fault = block("p", job.fault or words.gone, "en", "fault") if job.state == "failed" else ""
    return (
        f'<div class="fq-eval-job {job.state}"><p><strong>{number(job.run)}</strong> '
        f'<span class="state">{isolated(said)}</span> {stop}</p>{bar}{fault}</div>'
    )


def job_words(job: Job, words: Words) -> str:
    """What a run is at."""
    if job.state != "running":
        ends = {
            "done": words.state_done,
            "stopped": words.state_stopped,
            "failed": words.state_failed,
        }
        return ends[job.state]
    if job.stopping:
        return words.stopping
    if not job.total:
        return words.reading
    if job.done >= job.total:
        return words.scoring
    return words.asking.format(done=f"{job.done:,}", total=f"{job.total:,}")


def feedback_html(found: Sequence[Feedback], has_drafts: bool, language: Language) -> str:
    """What people said of answers, the newest first, and the way to the drafts made of it."""
    words = WORDS[language]
    if not found:
        return f'<p class="faint">{escaped(words.no_feedback)}</p>'
    away = ""
    if has_drafts:
        away = (
            '<p><a class="fq-button" href="fiqra/evaluation/drafts.jsonl" download>'
            f"{escaped(words.drafts)}</a></p>"
        )
    return f"{away}<ol>{''.join(_feedback(each, words, language) for each in found)}</ol>"


def _feedback(said: Feedback, words: Words, language: Language) -> str:
    answer = said.exchange.answer
    shown = (
        answer.text if len(answer.text) <= LONGEST_ANSWER else f"{answer.text[:LONGEST_ANSWER]}…"
    )
    lines = "".join(
        block("p", line, answer.language) for line in shown.splitlines() if line.strip()
    )
    silent = f'<p class="faint">{escaped(words.no_answer)}</p>' if answer.abstained else ""
    of_it = said.words.strip()
    told = f"<h5>{escaped(words.said_of)}</h5>{block('p', of_it, language)}" if of_it else ""
    right = _right(said.right, words, language) if said.right.strip() else ""
    draft = f" · {escaped(words.drafted)}: {number(said.draft)}" if said.draft else ""
    return (
        f'<li class="fq-said-wrong">{block("h4", said.exchange.question, answer.language)}{told}{right}'
        f"<details><summary>{escaped(words.answer)}</summary>{silent}{lines}</details>"
        f'<p class="faint">{number(said.at[:16].replace("T", " ") + " UTC")}{draft}</p></li>'
    )


def _right(said: str, words: Words, language: Language) -> str:
    """What was said to be right: the way to a paragraph, or words."""
    link = parse_qs(urlsplit(said).query).get("paragraph", [said])[0]
    if _LINK.fullmatch(link) is None:
        return f"<h5>{escaped(words.right)}</h5>{block('p', said, language)}"
    name = unquote(link.rpartition("/")[0])
    return (
        f'<p>{escaped(words.right)}: <a class="to-source" href="?paragraph={quote(link, safe="")}">'
        f"{number(name)}</a></p>"
    )
