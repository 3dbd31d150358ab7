"""The routes of the Evaluation tab: the list of runs, reports, comparisons, the run under way, feedback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.models.opening import is_set
from eval.commands.options import SHIPPED
from eval.runs import folder
from index.errors import FiqraError, UsageError
from index.values import Language
from ui.evaluation.comparing import Comparisons
from ui.evaluation.contrasts import comparison_html
from ui.evaluation.jobs import Runner
from ui.evaluation.listing import feedback_html, job_html, job_words, runs_html
from ui.evaluation.runs import (
    REPORT,
    SETS,
    keep_set,
    kept_sets,
    listed,
    new_name,
    path_of,
    runs_folder,
    without_folder,
)
from ui.evaluation.words import WORDS, Words
from ui.keeping.feedback import drafts_of, feedback
from ui.keeping.store import Store
from ui.markup import block
from ui.served import Served, language_of, user_of

LARGEST_SET = 20 * 2**20
"""Bytes of a question set that may be sent."""

SANDBOXED = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""A report is a page of its own, without this one's origin: it asks nothing of anybody, and the page
around it is closed to it. Which of its scripts run it says itself (`eval.report.page.policy`)."""

_OWN = "file:"


def systems_of(served: Served) -> tuple[str, ...]:
    """The systems that a run can be begun with on the page: never a function that somebody names."""
    own = ("extractive", "retrieval")
    return (*own, "model") if served.model and is_set(served.settings) else own


def routes(served: Served, store: Store) -> APIRouter:
    """The routes under `/fiqra` that belong to the Evaluation tab."""
    router = APIRouter(prefix="/evaluation")
    runs = runs_folder(served)
    runner = Runner(runs, served.holder.folder)
    comparisons = Comparisons()

    def mended(respond: Callable[[], dict[str, Any]]) -> Response:
        """What was asked for, or the one sentence of what went wrong."""
        try:
            return JSONResponse(respond())
        except FiqraError as fault:
            code = 400 if isinstance(fault, UsageError) else 500
            return JSONResponse({"sentence": without_folder(str(fault), runs)}, status_code=code)

    @router.get("")
    def everything(request: Request) -> Response:
        language = language_of(request)

        def all_of_it() -> dict[str, Any]:
            found = listed(runs)
            return {
                "runs": runs_html(found, language),
                "comparable": [each.name for each in found if each.state == "done"],
                "sets": _sets(runs, language),
                "systems": [(each, WORDS[language].systems[each]) for each in systems_of(served)],
                "feedback": _feedback(store, language),
                "job": _job(runner, language),
            }

        return mended(all_of_it)

    @router.get("/job")
    def job(request: Request) -> Response:
        return JSONResponse(_job(runner, language_of(request)))

    @router.get("/report")
    def report(run: str, download: bool = False) -> Response:
        try:
            path = path_of(runs, run) / REPORT
        except UsageError as fault:
            return _plain(fault, 404)
        if not path.is_file():
            return _plain(UsageError(f"The run {run} has no report."), 404)
        kept = f"fiqra-{run}.html" if download else None
        return FileResponse(path, filename=kept, media_type=_HTML, headers=_closed())

    @router.get("/compare")
    def compare(request: Request, a: str, b: str) -> Response:
        language = language_of(request)

        def compared() -> dict[str, Any]:
            words = WORDS[language]
            if a == b:
                raise UsageError(words.same_runs)
            found = comparisons.of(*(_known(runs, each, words) for each in (a, b)))
            return {"html": comparison_html(found, language)}

        return mended(compared)

    @router.get("/comparison.html")
    def whole_comparison(a: str, b: str) -> Response:
        try:
            found = comparisons.of(path_of(runs, a), path_of(runs, b))
        except FiqraError as fault:
            return _plain(UsageError(without_folder(str(fault), runs)), 404)
        return HTMLResponse(found.page, headers=_closed())

    @router.post("/begin")
    async def begin(
        request: Request, set: str, system: str, run: str = "", file: str = ""
    ) -> Response:
        """Begins a run; where `set` is `file:` the body is the question set, called `file`."""
        words = WORDS[language_of(request)]
        content = b""
        if set == _OWN:
            content = await _body(request)
            if len(content) > LARGEST_SET:
                size = LARGEST_SET // 2**20
                return JSONResponse({"sentence": words.too_large.format(size=size)}, 413)

        def begun() -> dict[str, Any]:
            if system not in systems_of(served):
                raise UsageError(words.unknown_system)
            if set == _OWN:
                if not file or not content:
                    raise UsageError(words.no_file)
                try:
                    questions = str(runs / SETS / keep_set(runs, file, content))
                except UsageError as fault:
                    raise UsageError(words.no_set.format(name=file[:80])) from fault
            else:
                questions = _set_of(runs, set, words.unknown_set)
            name = _named(run, words) if run.strip() else _free_name(runs, questions, system)
            return _start(request, name, questions, system)

        return await run_in_threadpool(mended, begun)

    @router.post("/go-on")
    def go_on(request: Request, run: str) -> Response:
        def gone_on() -> dict[str, Any]:
            words = WORDS[language_of(request)]
            config = folder.read_config(_known(runs, run, words))
            if config.system not in systems_of(served):
                raise UsageError(words.unknown_system)
            return _start(request, run, config.set, config.system)

        return mended(gone_on)

    @router.post("/stop")
    def stop(request: Request) -> Response:
        runner.stop()
        return JSONResponse(_job(runner, language_of(request)))

    @router.get("/drafts.jsonl")
    def drafts() -> Response:
        path = drafts_of(store)
        if not path.is_file():
            return _plain(UsageError("There are no drafts."), 404)
        return FileResponse(path, filename="fiqra-drafts.jsonl", media_type="application/jsonl")

    def _start(request: Request, name: str, questions: str, system: str) -> dict[str, Any]:
        language = language_of(request)
        if not runner.begin(name, user_of(request), questions, system):
            running = runner.job()
            raise UsageError(WORDS[language].busy.format(run=running.run if running else ""))
        return _job(runner, language)

    return router


_HTML = "text/html; charset=utf-8"


def _closed() -> dict[str, str]:
    return {
        "Content-Security-Policy": SANDBOXED,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


def _job(runner: Runner, language: Language) -> dict[str, Any]:
    job = runner.job()
    return {
        "active": job is not None and job.state == "running",
        "html": job_html(job, language),
        "said": f"{job.run}: {job_words(job, WORDS[language])}" if job else "",
    }


def _sets(runs: Path, language: Language) -> list[tuple[str, str]]:
    """The question sets to choose from: what to send, what to show."""
    words = WORDS[language]
    return [
        (_OWN, words.from_file),
        *((name, words.kept.format(name=name)) for name in kept_sets(runs)),
        *((name, words.shipped.format(name=name)) for name in SHIPPED),
    ]


def _known(runs: Path, run: str, words: Words) -> Path:
    """The folder of a run. Raises UsageError, in the words of the page, where there is none."""
    try:
        return path_of(runs, run)
    except UsageError as fault:
        raise UsageError(words.unknown_run.format(run=run[:80])) from fault


def _named(wanted: str, words: Words) -> str:
    """The name that a run gets. Raises UsageError, in the words of the page, for one that cannot be."""
    try:
        return new_name(wanted)
    except UsageError as fault:
        raise UsageError(words.bad_name.format(name=wanted.strip()[:80])) from fault


def _set_of(runs: Path, wanted: str, unknown: str) -> str:
    """The set as the command line takes it. Raises UsageError for one that was not offered."""
    if wanted in SHIPPED:
        return wanted
    if wanted not in kept_sets(runs):
        raise UsageError(unknown)
    return str(runs / SETS / wanted)


def _free_name(runs: Path, questions: str, system: str) -> str:
    """`mine-extractive-20261122-1904`, with a number where there is such a run."""
    stem = Path(questions).name.removesuffix(".jsonl")[:40]
    name = f"{stem}-{system}-{datetime.now(UTC):%Y%m%d-%H%M}"
    taken = {path.name for path in runs.iterdir()} if runs.is_dir() else set()
    free = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return new_name(next(each for each in free if each not in taken))


async def _body(request: Request) -> bytes:
    """The body, or the beginning of one that is too large."""
    pieces = bytearray()
    async for piece in request.stream():
        pieces += piece
        if len(pieces) > LARGEST_SET:
            break
    return bytes(pieces)


def _plain(fault: FiqraError, code: int) -> Response:
    return Response(str(fault), status_code=code, media_type="text/plain; charset=utf-8")


def _feedback(store: Store, language: Language) -> str:
    """What was said to be wrong; where it cannot be read, that, and the rest of the tab is there."""
    try:
        return feedback_html(feedback(store), drafts_of(store).is_file(), language)
    except FiqraError as fault:
        return block("p", str(fault), "en")
