"""The report on the state of a document's text (`fiqra inspect --html`), made in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from contextlib import closing
from pathlib import Path

from index import database, generations
from index.errors import FiqraError

LONGEST = 300.0
"""Seconds after which a report is given up."""

REMEMBERED = 8

_PROGRAM = "from ui.documents.reporting import main; main()"

_one_at_a_time = threading.Lock()
_made: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()


def report_of(folder: Path, name: str, digest: str) -> bytes:
    """The report as a page of HTML in UTF-8, made of the text that is stored in the index.

    `digest` is the document's `sha256`; the last few reports are remembered by it. Raises FiqraError
    where it cannot be made.
    """
    key = (str(folder), name, digest)
    with _one_at_a_time:
        if key not in _made:
            _made[key] = _run(folder, name)
            while len(_made) > REMEMBERED:
                _made.popitem(last=False)
        _made.move_to_end(key)
        return _made[key]


def _run(folder: Path, name: str) -> bytes:
    ours = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join([ours, *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-c", _PROGRAM],
            input=json.dumps([str(folder.absolute()), name]).encode(),
            stdout=subprocess.PIPE,
            timeout=LONGEST,
            env={**os.environ, "PYTHONPATH": paths},
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise FiqraError(
            f"The report on {name} could not be made; try `fiqra inspect` with its file."
        ) from fault
    return ran.stdout


def main() -> None:
    """Writes the report on the document that stdin names to stdout."""
    from assistant.inspect_report import report
    from assistant.inspecting import Inspected
    from index.arabic.repair.layers import repair
    from index.paragraphs import outline
    from index.quality import assess

    folder, name = json.load(sys.stdin)
    if hasattr(os, "nice"):
        os.nice(10)
    generation = generations.current(Path(folder))
    with closing(database.open_readonly(generation / generations.DATABASE)) as connection:
        source = database.source(connection, name)
    repaired = repair(source)
    quality = assess(source, repaired, outline(source, repaired))
    for piece in report([Inspected(source, repaired, quality)]):
        sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
