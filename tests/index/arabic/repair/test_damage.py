"""What is said of sound texts (nothing) and of the same texts damaged in every way that repair knows."""

from __future__ import annotations

import random
import re
import textwrap
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arabic.repair.damage import Damage, damage, windows
from index.documents import read

ROOT = Path(__file__).resolve().parents[4]
SAMPLE = ROOT / "eval" / "sample" / "documents"
SHARED = ROOT.parent / "shared"
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئءؤ"
NOT_JOINING = set("اأإآدذرزوؤىةء")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not here")


def sample_text(name: str) -> str:
    return read(SAMPLE / name).text


@pytest.fixture(scope="module")
def resolutions() -> str:
    """All Arabic documents of the sample, paragraph after paragraph."""
    return "\n".join(read(path).text for path in sorted(SAMPLE.glob("*.ar.*")))


def wrapped(text: str) -> str:
    lines = (line for part in text.split("\n") for line in textwrap.wrap(part, 85) or [""])
    return "\n".join(lines)


def with_reversed_runs(text: str, share: float = 1.0, seed: int = 1) -> str:
    """Lines cut in two to five runs anywhere, the runs in reverse order."""
    dice = random.Random(seed)

    def cut(line: str) -> str:
        if len(line) < 25 or dice.random() > share:
            return line
        places = sorted(dice.sample(range(1, len(line)), dice.randint(1, 4)))
        runs = [line[a:b] for a, b in zip([0, *places], [*places, len(line)], strict=True)]
        return "".join(reversed(runs))

    return "\n".join(map(cut, text.split("\n")))


def with_a_letter_map(text: str, share: float, seed: int) -> str:
    """Shapes of letters exchanged by a random map until `share` of the words are changed."""
    dice = random.Random(seed)
    words = re.findall("[\u0621-\u064a]+", text)
    shapes = sorted({shape for word in words for shape in shapes_of(word)})
    dice.shuffle(shapes)
    table: dict[tuple[str, bool, bool], str] = {}

    def mapped(word: str) -> str:
        return "".join(table.get(shape, shape[0]) for shape in shapes_of(word))

    for shape in shapes:
        table[shape] = " " if dice.random() < 0.2 else dice.choice(LETTERS)
        if sum(mapped(word) != word for word in words) >= share * len(words):
            break
    return re.sub("[\u0621-\u064a]+", lambda m: mapped(m[0]), text)


def shapes_of(word: str) -> Iterator[tuple[str, bool, bool]]:
    """Each letter with whether it joins the one before and the one after."""
    for i, letter in enumerate(word):
        before = i > 0 and word[i - 1] not in NOT_JOINING
        yield letter, before, i + 1 < len(word) and letter not in NOT_JOINING


def with_random_letters(text: str, share: float, seed: int = 1) -> str:
    dice = random.Random(seed)
    return "".join(
        dice.choice(LETTERS) if c in LETTERS and dice.random() < share else c for c in text
    )


def stretched(text: str) -> str:
    return re.sub("(?<=[بتسمنيلهع])(?=[بتسمنيلهعكو])", "ـ", text)


def kinds(text: str) -> set[str]:
    return set(damage(text).kinds)


@pytest.mark.parametrize("path", sorted(SAMPLE.iterdir()), ids=lambda path: path.name)
def test_nothing_is_said_of_a_sound_document(path: Path) -> None:
    source = read(path)
    assert damage(source.text, source.pages).kinds == {}


def test_nothing_is_said_of_sound_text_in_narrow_lines(resolutions: str) -> None:
    assert kinds(wrapped(resolutions)) == set()


@needs_shared
@pytest.mark.parametrize("folder", ["sc/ar", "sc/txt"])
def test_nothing_is_said_of_the_resolutions_of_the_council(folder: str) -> None:
    for path in sorted((SHARED / "corpus" / folder).iterdir())[::4]:
        source = read(path)
        assert damage(source.text, source.pages).kinds == {}, path.name


@needs_shared
@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("000", {"kashidas", "runs"}),
        ("001", {"kashidas", "runs"}),
        ("002", {"kashidas", "runs"}),
        ("003", {"ocr"}),
        ("004", {"kashidas", "runs", "letters"}),
    ],
)
def test_the_damage_of_real_documents_is_recognised(number: str, expected: set[str]) -> None:
    [path] = (SHARED / "corpus" / "crime").glob(f"{number}_*")
    source = read(path)
    assert set(damage(source.text, source.pages).kinds) == expected


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "English only, no Arabic at all.\n" * 100, "مرحبا"]
)
def test_nothing_is_said_where_there_is_nothing_to_read(text: str) -> None:
    assert kinds(text) == set()


def test_a_short_note_full_of_names_is_left_alone() -> None:
    note = (
        "شارك في الاجتماع كل من ثورفالدسون وكيكيغوارد وشفارتزنبرغر ولوكاشيفيتش ووانغ شياوتشوان "
        "وأوكونكوو وتشيمامانداه وبرزيزينسكي وكوالتشيك، واعتذر دي لا فوينتي وغوتييريز عن الحضور. "
        "وقدم بيورنستيرنه عرضا موجزا، ثم تحدثت السيدة نغوين ثي هونغ عن مشروع ميكونغ، ورد عليها "
        "السيد ريدزفان أوغلو، واختتم الاجتماع الساعة الخامسة مساء."
    )
    assert kinds(note) == set()


def test_persian_is_another_language_and_not_damage() -> None:
    persian = "این گزارش درباره‌ی چگونگی بهره‌برداری از آب‌های زیرزمینی و پیامدهای آن است. "
    assert kinds(persian * 40) == set()


def test_stretched_words_are_seen_and_a_few_are_not_damage(resolutions: str) -> None:
    assert kinds(stretched(resolutions)) == {"kashidas"}
    assert kinds(resolutions + "\nالأمــم المتحـــدة\n") == set()


@pytest.mark.parametrize("share", [1.0, 0.5])
@pytest.mark.parametrize("narrow", [True, False])
def test_reversed_runs_are_seen(resolutions: str, share: float, narrow: bool) -> None:
    text = wrapped(resolutions) if narrow else resolutions
    assert kinds(with_reversed_runs(text, share)) == {"runs"}


@pytest.mark.parametrize("name", ["rcw-res-2023-2.ar.txt", "rcw-sec-2023-bp-3.ar.md"])
def test_reversed_runs_of_one_document_are_seen(name: str) -> None:
    assert kinds(with_reversed_runs(wrapped(sample_text(name)))) == {"runs"}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("share", [0.4, 0.55, 0.7])
def test_a_random_letter_map_is_seen(resolutions: str, share: float, seed: int) -> None:
    assert kinds(with_a_letter_map(resolutions, share, seed)) == {"letters"}


def test_a_letter_map_and_reversed_runs_are_seen_together(resolutions: str) -> None:
    both = with_reversed_runs(with_a_letter_map(wrapped(resolutions), 0.6, 3))
    assert kinds(both) == {"letters", "runs"}


@pytest.mark.parametrize("share", [0.4, 0.7, 1.0])
def test_letters_at_random_are_past_repair(resolutions: str, share: float) -> None:
    assert kinds(with_random_letters(resolutions, share)) == {"unreadable"}


def test_numbers_that_stand_reversed_and_usual_misreadings_make_recognition() -> None:
    text = sample_text("rcw-res-2023-2.ar.txt")
    turned = "\n".join(
        f"وإذ يشير إلى القرار {n}/73 المؤرخ ١٧ كانون الأول،" for n in range(101, 109)
    )
    assert kinds(text + turned) == set()
    misread = "\n".join(["وراء تؤكد من جديد أهمية التعاون الدولي في هذا المجال،"] * 3)
    assert kinds(f"{text}\n{turned}\n{misread}") == {"ocr"}


def test_a_broken_annex_counts_though_the_rest_is_sound(resolutions: str) -> None:
    sound = resolutions * 4
    annex = with_a_letter_map(resolutions, 0.6, 5)
    found = damage(sound + "\n" + annex)
    assert "letters" in found.kinds
    assert "letters" not in found.at(10)
    assert "letters" in found.at(len(sound) + len(annex) // 2)


def test_windows_lie_one_after_another_and_pages_are_kept(resolutions: str) -> None:
    parts = windows(resolutions)
    assert parts[0].start == 0
    assert parts[-1].end == len(resolutions)
    assert all(a.end == b.start for a, b in pairwise(parts))
    pages = windows(resolutions, (0, 500, 2000))
    assert [(w.start, w.end, w.page) for w in pages] == [
        (0, 500, 1),
        (500, 2000, 2),
        (2000, len(resolutions), 3),
    ]


def test_a_sound_document_is_judged_in_no_time(resolutions: str) -> None:
    text = resolutions * 3
    damage(text)

    def seconds() -> float:
        before = time.process_time()
        damage(text)
        return time.process_time() - before

    per_100_kb = min(seconds() for _ in range(5)) * 100_000 / len(text.encode())
    assert per_100_kb < 0.15  # measured 0.03 s; machines differ


def test_a_line_of_a_megabyte_is_judged_in_a_moment() -> None:
    for text in ("ب" * 10**6, "بـ" * 5 * 10**5, "، " * 5 * 10**5, "ـ" * 10**6, "وراء ت" * 10**5):
        before = time.process_time()
        damage(text)
        assert time.process_time() - before < 5


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=())),
    st.lists(st.integers(min_value=-5, max_value=300)),
)
def test_any_text_is_judged(text: str, pages: list[int]) -> None:
    found: Damage = damage(text, pages)
    assert all(0.0 <= measure <= 1.0 for measure in found.kinds.values())
    assert len(found.by_window) == len(found.windows)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ابتةىوإذالم ـ\n\r،.:()١٢/0\u064b\ufefb\ufffd\ud800", max_size=400))
def test_the_same_text_is_always_judged_the_same(text: str) -> None:
    assert damage(text * 20) == damage(text * 20)
