"""`fiqra` in a process of its own, on behalf of the page: the chat stays quick.

It is stopped as by Ctrl-C when its stdin closes: by the page, or because the page is gone.
"""

from __future__ import annotations

import _thread
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

NICENESS = 10
"""Questions that people ask go before it."""

_PROGRAM = "from ui.evaluation.child import main; main()"


def start(arguments: Sequence[str]) -> subprocess.Popen[str]:
    """Starts `fiqra` with these arguments. It finds our packages wherever this process has them."""
    ours = str(Path(__file__).resolve().parents[2])
    paths = [ours, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _PROGRAM, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"},
        start_new_session=os.name == "posix",  # Ctrl-C is the server's; it then closes stdin
    )


def sentence(errors: str) -> str:
    """The sentence that `fiqra` ended with; "" for none."""
    said = [line for line in errors.splitlines() if line.startswith("fiqra: ")]
    return said[-1].removeprefix("fiqra: ") if said else ""


def main() -> None:
    """What the child runs."""
    from assistant.cli import main as fiqra

    if hasattr(os, "nice"):
        os.nice(NICENESS)
    threading.Thread(target=_until_closed, daemon=True).start()
    fiqra()


def _until_closed() -> None:
    # not sys.stdin.read(): its lock would be held when the interpreter ends
    while os.read(0, 1024):
        pass
    _thread.interrupt_main()
