"""The sample collection holds together: parallel numbering, symbols."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from index.documents import read

SAMPLE = Path(__file__).resolve().parents[2] / "eval" / "sample"
DOCUMENTS = SAMPLE / "documents"
FILES = {path.name: path for path in sorted(DOCUMENTS.glob("rcw-*"))}
NAMES = sorted({name.split(".")[0] for name in FILES})
ONE_LANGUAGE = {"rcw-sec-2024-bp-1": "ar", "rcw-sec-2024-inf-2": "en"}
"""Documents that were issued in one language: a question in the other one has to cross over."""
PAIRS = [name for name in NAMES if name not in ONE_LANGUAGE]
LONG_PAPER = "rcw-sec-2024-bp-1.ar.md"
TWINS = ("rcw-res-2021-4", "rcw-res-2022-3", "rcw-res-2023-6")
LETTERS = dict(zip("أبجدهوزحطي", "abcdefghij", strict=True))
HEADINGS = dict(
    zip(
        "أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا ألف باء جيم دال هاء".split(),
        "I II III IV V VI VII VIII A B C D E".split(),
        strict=True,
    )
)


@cache
def text_of(name: str) -> str:
    return read(FILES[name]).text


def file_of(pair: str, language: str) -> str:
    (name,) = (name for name in FILES if name.startswith(f"{pair}.{language}."))
    return name


def blocks(name: str) -> list[str]:
    return [block.strip() for block in text_of(name).split("\n\n")]


def numbering(name: str) -> list[str]:
    """What stands before each block, in one notation for both languages; "" where nothing does."""
    return [_number(block.lstrip("#* ")) for block in blocks(name)]


def _number(block: str) -> str:
    if found := re.match(r"(\d+)(?: -|\.) ", block):
        return str(int(found[1]))
    if found := re.match(r"\((\d+)\) ", block):
        return f"note {int(found[1])}"
    if found := re.match(r"\(([a-j]|[أ-ي])ـ?\) ", block):
        return f"({LETTERS.get(found[1], found[1])})"
    if found := re.match(r"(\w+) - |([IVX]+|[A-C])\. ", block):
        return f"heading {found[2] or HEADINGS[found[1]]}"
    return ""


def test_eight_documents_in_both_languages_and_two_in_one() -> None:
    assert len(PAIRS) == 8
    assert len(FILES) == 18
    for pair in PAIRS:
        assert FILES[file_of(pair, "ar")].suffix == FILES[file_of(pair, "en")].suffix
    for name, language in ONE_LANGUAGE.items():
        assert [file.split(".")[1] for file in FILES if file.startswith(name)] == [language]


@pytest.mark.parametrize("pair", PAIRS)
def test_both_languages_number_the_same_blocks_alike(pair: str) -> None:
    arabic, english = (numbering(file_of(pair, language)) for language in ("ar", "en"))
    assert arabic == english


@pytest.mark.parametrize("name", NAMES)
def test_paragraphs_count_up_from_one_and_an_annex_starts_anew(name: str) -> None:
    file = file_of(name, ONE_LANGUAGE.get(name, "ar"))
    numbers = [int(number) for number in numbering(file) if number.isdigit()]
    assert numbers[0] == 1
    assert all(after in (before + 1, 1) for before, after in pairwise(numbers))
    assert numbers.count(1) == (2 if name == "rcw-res-2023-2" else 1)
    assert 12 <= len(numbers) <= 90


def test_the_long_paper_is_long_and_refers_to_its_own_paragraphs_rightly() -> None:
    paragraphs = dict(zip(numbering(LONG_PAPER), blocks(LONG_PAPER), strict=True))
    assert [number for number in paragraphs if number.isdigit()] == [
        str(number) for number in range(1, 91)
    ]
    assert len(text_of(LONG_PAPER)) > 25_000
    referred = re.findall(r"(?<=الفقرة )(\d+) (?=أدناه|أعلاه)", text_of(LONG_PAPER))
    assert referred == ["24", "34", "81"]
    assert "تبعا لمسار الانبعاثات" in paragraphs["24"]
    assert "64 مصبا" in paragraphs["34"]
    assert "مجمع إقليمي للتأمين" in paragraphs["81"]


@pytest.mark.parametrize("name", ONE_LANGUAGE)
def test_a_document_in_one_language_is_in_that_language(name: str) -> None:
    letters = Counter(
        "ar" if "\u0621" <= letter <= "\u064a" else "en"
        for letter in text_of(file_of(name, ONE_LANGUAGE[name]))
        if letter.isalpha()
    )
    assert letters[ONE_LANGUAGE[name]] > 0.99 * letters.total()


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_footnote_has_its_mark_in_the_text(name: str) -> None:
    notes = [number.split()[1] for number in numbering(name) if number.startswith("note")]
    marks = [str(int(mark)) for mark in re.findall(r"(?<=[^\s(])\((\d+)\)(?!\d)", text_of(name))]
    assert marks == notes == [str(number + 1) for number in range(len(notes))]


def test_a_symbol_belongs_to_one_document_in_its_two_languages() -> None:
    symbols = Counter[str]()
    for pair in PAIRS:
        printed = [
            next(line for line in blocks(file_of(pair, language)) if re.fullmatch(r"RCW/\S+", line))
            for language in ("ar", "en")
        ]
        assert printed[0] == printed[1]
        assert re.sub(r"[/.]", "-", printed[0]).lower() == pair
        symbols[printed[0]] += 1
    for name, language in ONE_LANGUAGE.items():
        (symbol,) = (b for b in blocks(file_of(name, language)) if re.fullmatch(r"RCW/\S+", b))
        assert re.sub(r"[/.]", "-", symbol).lower() == name
        symbols[symbol] += 1
    assert set(symbols.values()) == {1}
    assert len(symbols) == 10


def test_the_arabic_decision_prints_arabic_indic_digits_outside_symbols() -> None:
    text = re.sub(r"RCW/\S+", "", text_of("rcw-dec-2024-1.ar.txt"))
    assert re.search("[٠-٩]", text)
    assert not re.search("[0-9]", text)


def test_twins_differ_in_numbers_and_share_whole_paragraphs() -> None:
    numbers = [[int(n) for n in numbering(f"{name}.ar.txt") if n.isdigit()] for name in TWINS]
    assert [len(each) for each in numbers] == [12, 13, 13]
    for first, second in pairwise(TWINS):
        assert len(set(blocks(f"{first}.ar.txt")) & set(blocks(f"{second}.ar.txt"))) >= 6


def test_the_third_twin_drops_one_paragraph_and_adds_one_so_that_others_move() -> None:
    texts = [text_of(f"{name}.en.txt") for name in TWINS]
    assert ["shall be chaired by" in text for text in texts] == [True, True, False]
    assert ["protection zone" in text for text in texts] == [False, False, True]

    def numbers(words: str) -> list[str]:
        return [
            number
            for name in TWINS
            for number, block in zip(
                numbering(f"{name}.en.txt"), blocks(f"{name}.en.txt"), strict=True
            )
            if words in block
        ]

    assert numbers("total annual abstraction") == ["3", "3", "4"]
    assert numbers("to publish data on water levels") == ["6", "7", "8"]
    assert numbers("Requests the Executive Secretary") == ["11", "12", "12"]


def test_the_verbs_of_the_twins_grow_stronger() -> None:
    for words, verbs in {
        "to install meters on all wells": ["Encourages", "Urges", "Requests"],
        "not to issue new drilling licences": ["Invites", "Calls upon", "Urges"],
        "the water level in the Aquifer fell": ["Concerned", "Deeply concerned", "Alarmed"],
    }.items():
        found = [b for name in TWINS for b in blocks(f"{name}.en.txt") if words in b]
        openings = [re.sub(r"^\d+\. ", "", block) for block in found]
        for opening, verb in zip(openings, verbs, strict=True):
            assert opening.startswith(f"{verb} ")
