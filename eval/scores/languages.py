"""Is the answer in the language of the question, said and written?"""

from __future__ import annotations

import re

from eval.runs.lines import Line
from eval.scores.figures import Row
from eval.sets.questions import Asked

_ARABIC = re.compile(r"[\u0621-\u064a]")
_LATIN = re.compile(r"[A-Za-z]")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")


def language_figures(asked: Asked, line: Line | None) -> Row:
    """`language` for an answered answerable question, as the project's scorer has it.

    1 if the line's `language` is the question's and the text is in that script. A line with an
    error says no language and counts 0; refusals and missing lines have no figure.
    """
    if not asked.answerable or line is None or line.abstained or not line.answered:
        return {}
    return {"language": float(line.language == asked.lang and in_script(line.answer, asked.lang))}


def in_script(text: str, language: str) -> bool:
    """Whether most letters are of the language's script, quoted source text left out.

    Quotations (in «…», “…”, "…" or on lines that begin with `>`) are Arabic by nature. A text
    without letters of either script passes.
    """
    own = _QUOTED.sub(" ", text)
    own = "\n".join(row for row in own.splitlines() if not row.lstrip().startswith(">"))
    arabic, latin = len(_ARABIC.findall(own)), len(_LATIN.findall(own))
    if arabic + latin == 0:
        return True
    return arabic >= latin if language == "ar" else latin >= arabic
