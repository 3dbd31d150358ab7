"""Blocks of whole words are put in order by their words, numbers and the lines around them."""

from __future__ import annotations

import re

from index.arabic.repair.letters.blocks import GAIN, Border, Token, best_order
from index.arabic.repair.run_costs import DIGITS, LETTERS, OTHER, Costs
from index.arabic.words import word_model


def line(text: str) -> list[Token]:
    def kind(word: str) -> str:
        return DIGITS if word.isdigit() else OTHER if word in "،؛." else LETTERS

    return [
        Token(m.start(), m.end(), m[0], kind(m[0]), False)
        for m in re.finditer(r"[\u0621-\u064a]+|[0-9]+|[،؛.]", text)
    ]


def ordered(text: str, before: str = "", behind: str = "") -> str:
    border = Border(line(before), line(behind), Costs(word_model()))
    gain, pieces = best_order(line(text), text, (), border)
    if gain <= GAIN:
        return text
    return " ".join("".join(text[p[0] : p[1]] if p else " " for p in pieces).split())


def test_a_date_that_stands_reversed_is_put_in_order() -> None:
    assert ordered("2019 آذار 12 اجتماع عقد في") == "اجتماع عقد في 12 آذار 2019"


def test_a_line_in_order_stays() -> None:
    text = "اجتماع عقد في 12 آذار 2019 في مقر الأمم المتحدة"
    assert ordered(text) == text


def test_an_empty_line_and_a_single_word_stay() -> None:
    assert ordered("") == ""
    assert ordered("اجتماع") == "اجتماع"
