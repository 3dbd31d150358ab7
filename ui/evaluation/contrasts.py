"""A comparison of two runs as HTML: the main figures, each with its verdict in words."""

from __future__ import annotations

from urllib.parse import quote

from eval.compare import wording
from eval.compare.values import Contrast
from index.values import Language
from ui.evaluation.comparing import Compared
from ui.evaluation.listing import figure_name, number
from ui.evaluation.words import WORDS, Words
from ui.markup import block, escaped, isolated

_SIGNS = {"better": "▲", "worse": "▼", "noise": "≈", "same": "="}


def comparison_html(compared: Compared, language: Language) -> str:
    """The comparison, and the way to the whole of it."""
    words = WORDS[language]
    rows = "".join(_row(each, words) for each in compared.main)
    heads = (words.figure, words.a, words.b, words.difference, words.verdict)
    head = "".join(f'<th scope="col">{isolated(each)}</th>' for each in heads)
    title = isolated(words.compared.format(a=compared.a, b=compared.b))
    place = f"fiqra/evaluation/comparison.html?a={quote(compared.a)}&amp;b={quote(compared.b)}"
    counts = "".join(
        f'<li class="{verdict}">{escaped(said)}: {number(f"{compared.changed[verdict]:,}")}</li>'
        for verdict, said in words.changed.items()
        if compared.changed.get(verdict)
    )
    notes = "".join(block("p", note, "en", "faint") for note in compared.notes)
    return (
        f'<h4 tabindex="-1">{title}</h4>'
        f"<p>{isolated(words.compared_over.format(n=f'{compared.n:,}'))}</p>{notes}"
        f'<div class="scrolled" tabindex="0" role="region" aria-label="{escaped(words.compare)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f'<ul class="counts">{counts}</ul><p class="faint">{isolated(words.method)}</p>'
        f'<p><button type="button" class="fq-button" data-eval="comparison" data-place="{place}">'
        f"{escaped(words.compared_page)}</button></p>"
    )


def _row(each: Contrast, words: Words) -> str:
    verdict = wording.verdict(each)
    tested = f"p {wording.probability(each.best_p)}"
    if each.holm is not None:
        tested += f", Holm {wording.probability(each.holm)}"
    return (
        f'<tr class="{verdict}"><th scope="row">{figure_name(each.figure, words)}</th>'
        f"{_cell(words.a)}{number(wording.value(each.figure, each.a))}</td>"
        f"{_cell(words.b)}{number(wording.value(each.figure, each.b))}</td>"
        f"{_cell(words.difference)}{number(wording.signed(each.figure, each.difference))}"
        f'<span class="faint">{number(wording.interval(each).replace(" to ", " … "))}</span></td>'
        f'{_cell(words.verdict)}<span class="verdict"><span aria-hidden="true">{_SIGNS[verdict]}</span> '
        f"{escaped(words.verdicts[verdict])}</span>"
        f'<span class="faint">{number(f"{tested}, n = {each.n:,}")}</span></td></tr>'
    )


def _cell(heading: str) -> str:
    """A cell; where the screen is narrow its heading stands in it."""
    return f'<td data-heading="{escaped(heading)}">'
