"""The routes of the Documents tab. The page sends and fetches by them; nothing here waits for the index."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response

from index.documents.detect import detect
from index.errors import FiqraError
from ui.documents import LARGEST, kept
from ui.documents.facts import held
from ui.documents.frame import filters_html
from ui.documents.jobs import Job, Jobs
from ui.documents.listing import asked_of, listed
from ui.documents.progress import jobs_html, state_words
from ui.documents.reporting import report_of
from ui.documents.sent import Incoming, Refused, Sent
from ui.documents.table import table_html
from ui.documents.words import WORDS, Words
from ui.served import Served, language_of, user_of

MEGABYTE = 2**20

Exists = Literal["replaceable", "elsewhere"]

_NO_SCRIPT = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


def routes(served: Served) -> APIRouter:
    """The routes over what is served; jobs are remembered for as long as the router is."""
    router = APIRouter()
    folder = served.holder.folder
    jobs = Jobs(folder, served.settings.embedder, lambda: held(served.index))
    incoming = Incoming(folder)

    @router.get("/documents/list")
    def list_documents(request: Request) -> HTMLResponse:
        index = served.index
        asked = asked_of(request.query_params)
        shown = listed(index, asked)
        return HTMLResponse(table_html(index, asked, shown, language_of(request)))

    @router.get("/documents/filters")
    def filters(request: Request) -> HTMLResponse:
        return HTMLResponse(filters_html(served.index, language_of(request)))

    @router.get("/documents/names")
    def names(request: Request) -> list[str]:
        return list(listed(served.index, asked_of(request.query_params)).names)

    @router.post("/documents/send")
    async def send(request: Request, name: str = "") -> JSONResponse:
        """Takes a file: its token, or `error`, one sentence for who sent it. That is no fault of HTTP's:
        browsers would write it on the console.
        """
        words = WORDS[language_of(request)]
        length = request.headers.get("content-length", "")
        try:
            if length.isdecimal() and int(length) > LARGEST:
                raise Refused("too large")
            sent = await incoming.take(user_of(request), name, request.stream())
        except Refused as refused:
            return JSONResponse({"error": _refusal(refused, name, words)})
        except FiqraError as fault:
            return JSONResponse({"error": str(fault)})
        try:
            await run_in_threadpool(_check_kind, sent)
        except FiqraError as fault:
            empty = not sent.path.stat().st_size
            incoming.drop(sent)
            said = words.empty if empty else words.wrong_kind
            # in English the reader's own sentence, which says what the file is
            error = str(fault) if language_of(request) == "en" else said.format(name=sent.name)
            return JSONResponse({"error": error})
        exists = _exists(served, jobs, sent.name)
        question = ""
        if exists is not None:
            said = words.exists if exists == "replaceable" else words.exists_elsewhere
            question = said.format(name=sent.name)
        if exists == "elsewhere":
            incoming.drop(sent)
        return JSONResponse(
            {"token": sent.token, "name": sent.name, "exists": exists, "question": question}
        )

    @router.post("/documents/read")
    def read(request: Request, files: list[dict[str, Any]] = Body(embed=True)) -> dict[str, Any]:  # noqa: B008
        """Reads files that were sent: `{"token", "replace"}` of each; what is not to be read goes."""
        user = user_of(request)
        wanted: dict[str, Sent] = {}
        for each in files:
            sent = incoming.claim(user, str(each.get("token")))
            if sent is None:
                continue
            exists = _exists(served, jobs, sent.name)
            allowed = exists is None or (exists == "replaceable" and each.get("replace") is True)
            if not allowed or each.get("leave") is True:
                incoming.drop(sent)
                continue
            if sent.name in wanted:
                incoming.drop(wanted[sent.name])
            wanted[sent.name] = sent
        if not wanted:
            return {"job": None}
        sends = tuple((str(each.path), each.name) for each in wanted.values())
        return _begun(jobs.add("ingest", user, tuple(wanted), sends), request)

    @router.post("/documents/remove")
    def remove(request: Request, name: str = Body(embed=True)) -> dict[str, Any]:
        if name not in served.index.documents:
            raise HTTPException(404)
        return _begun(jobs.add("remove", user_of(request), (name,)), request)

    @router.post("/documents/rebuild")
    def rebuild(request: Request) -> dict[str, Any]:
        return _begun(jobs.add("rebuild", user_of(request)), request)

    @router.get("/documents/report")
    def report(name: str, download: bool = False) -> Response:
        document = served.index.documents.get(name)
        if document is None:
            raise HTTPException(404)
        try:
            page = report_of(folder, name, document.sha256)
        except FiqraError as fault:
            return Response(str(fault), status_code=500, media_type="text/plain; charset=utf-8")
        headers = {"Content-Security-Policy": _NO_SCRIPT, "X-Content-Type-Options": "nosniff"}
        if download:
            headers["Content-Disposition"] = 'attachment; filename="fiqra-report.html"'
        return HTMLResponse(page, headers=headers)

    @router.get("/jobs")
    def list_jobs(request: Request) -> dict[str, Any]:
        language = language_of(request)
        all_jobs = jobs.all()
        last = all_jobs[-1] if all_jobs else None
        return {
            "active": sum(each.active for each in all_jobs),
            "changed": [each.id for each in all_jobs if each.outcome is not None],
            "html": jobs_html(served.index, all_jobs, language),
            "said": _said(last, all_jobs, WORDS[language]),
        }

    @router.post("/jobs/{identifier}/stop")
    def stop(identifier: str) -> dict[str, bool]:
        return {"done": jobs.stop(identifier)}

    @router.post("/jobs/{identifier}/dismiss")
    def dismiss(identifier: str) -> dict[str, bool]:
        return {"done": jobs.dismiss(identifier)}

    def _begun(job: Job | None, request: Request) -> dict[str, Any]:
        if job is None:
            raise HTTPException(503, WORDS[language_of(request)].kept_waiting)
        return {"job": job.id}

    return router


def _check_kind(sent: Sent) -> None:
    """Raises FiqraError for a file of a kind that is not read."""
    detect(sent.path.read_bytes(), sent.name)


def _exists(served: Served, jobs: Jobs, name: str) -> Exists | None:
    """Whether a document has the name already or will have it when it is read, and whether a file
    that was sent may replace it.
    """
    document = served.index.documents.get(name)
    if document is None:
        files = [own for job in jobs.all() if job.active for _, own in job.files]
        return "replaceable" if name in files else None
    return "replaceable" if kept.may_replace(served.holder.folder, document) else "elsewhere"


def _refusal(refused: Refused, name: str, words: Words) -> str:
    match refused.why:
        case "too large":
            return words.too_large.format(name=kept.safe_name(name), size=LARGEST // MEGABYTE)
        case "no name":
            return words.no_name
        case "too many":
            return words.kept_waiting


def _said(job: Job | None, jobs: list[Job], words: Words) -> str:
    """The state of the latest job, for those who do not see it."""
    return f"{words.job_kinds[job.kind]}: {state_words(job, jobs, words)}" if job else ""
