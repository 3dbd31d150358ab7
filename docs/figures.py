"""The table of figures in docs/evaluation.md is the registry's: checks that, or with `--write` makes it so.

python docs/figures.py            # exit code 1 if the page differs
python docs/figures.py --write
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from eval.scores.figures import FIGURES

PAGE = Path(__file__).resolve().parent / "evaluation.md"
_TABLE = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)


def rendered(page: str) -> str:
    """The page with the registry's table between its two marks."""
    rows = ["", "| Figure | | What it is |", "|---|---|---|"]
    rows += [
        f"| `{each.name}` | {each.room} {'↑' if each.higher_is_better else '↓'} | {each.means} |"
        for each in FIGURES.values()
    ]
    table = "\n".join([*rows, "", "↑ higher is better · ↓ lower is better", "", ""])
    return _TABLE.sub(lambda _: table, page)


if __name__ == "__main__":
    before = PAGE.read_text(encoding="utf-8")
    after = rendered(before)
    if "--write" in sys.argv[1:]:
        PAGE.write_text(after, encoding="utf-8")
    elif after != before:
        sys.exit("docs/evaluation.md differs from the registry; run with --write.")
