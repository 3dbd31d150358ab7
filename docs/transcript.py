"""The README's transcript is what the commands print: checks that, or with `--write` makes it so.

Every fenced `console` block of README.md is read: a line that begins with `$ fiqra` is run on the
sample corpus, and the lines up to the next one are what it has to print.

    python docs/transcript.py            # says what differs, exit code 1 if anything does
    python docs/transcript.py --write    # puts what the commands print into README.md
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SAMPLE = ROOT / "eval" / "sample" / "documents"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def rendered(readme: str, index: Path) -> str:
    """The README's text with every console block as its commands print it over `index`."""
    return _BLOCK.sub(lambda block: _run_block(block[0], index), readme)


def _run_block(block: str, index: Path) -> str:
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"{command}\n{printed(command[2:], index)}" for command in commands)


def printed(command: str, index: Path) -> str:
    """What a `fiqra …` command prints, and its exit code where that is not 0."""
    from assistant.cli import main

    program, *arguments = shlex.split(command)
    if program != "fiqra":
        raise SystemExit(f"Only fiqra commands stand in console blocks, not {program}.")
    out, code = io.StringIO(), 0
    before = sys.argv, os.environ.get("FIQRA_INDEX")
    sys.argv, os.environ["FIQRA_INDEX"] = ["fiqra", *arguments], str(index)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.argv = before[0]
        os.environ.pop("FIQRA_INDEX")
        if before[1] is not None:
            os.environ["FIQRA_INDEX"] = before[1]
    return out.getvalue() + (f"(exit code {code})\n" if code else "")


def main() -> None:
    """Checks the README, or writes it."""
    sys.path.insert(0, str(ROOT))
    from index.ingest import ingest

    readme = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        ingest(index, [SAMPLE])
        wanted = rendered(readme, index)
    if "--write" in sys.argv[1:]:
        README.write_text(wanted, encoding="utf-8")
    elif wanted != readme:
        differences = difflib.unified_diff(
            readme.splitlines(), wanted.splitlines(), "README.md", "as printed", lineterm=""
        )
        print("\n".join(differences))
        sys.exit(1)


if __name__ == "__main__":
    main()
