"""The marks as a reader sees them, without colour and in a browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.differences import differences, marked_html, marked_text

SIGNS = st.lists(
    st.sampled_from(
        "[ ] { } - + ~ * \\ 1 word moved كلمة [- -] {+ +} [~ ~] <b> & &amp; $ ` ; .".split()
    ),
    max_size=12,
).map(" ".join)


def test_every_kind_of_mark_is_told_by_its_signs() -> None:
    before = "Urges States, in accordance with the law, to report by 30 June 2024 on programmes."
    after = "Urges all States to report by 30 June 2025 on programs, in accordance with the law."
    assert marked_text(differences(before, after)) == (
        "Urges {+all+} States[~, in accordance with the law~ moved 1][-,-] to report by"
        " [-*30 June 2024*-]{+*30 June 2025*+} on [-programmes-]{+programs+}"
        "{~, in accordance with the law~ moved 1}."
    )


def test_arabic_is_marked_with_an_arabic_word() -> None:
    before = "يدعو، وفقا للقانون الدولي، جميع الدول الأعضاء إلى العمل معا"
    after = "يدعو جميع الدول الأعضاء إلى العمل معا، وفقا للقانون الدولي"
    assert "[~، وفقا للقانون الدولي~ نُقل 1]" in marked_text(differences(before, after), "ar")


def test_spaces_stand_outside_the_marks_and_are_not_doubled() -> None:
    before = "Invites States, as appropriate, to share; and decides to remain actively seized"
    after = "Invites States to share; and decides to remain seized"
    assert marked_text(differences(before, after)) == (
        "Invites States[-, as appropriate,-] to share; and decides to remain [-actively-] seized"
    )


def test_a_terminal_is_not_steered() -> None:
    shown = marked_text(
        differences("a \x1b[31mred\x9b \u202eword", "a \x1b[31mblue\x9b \u202eword")
    )
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_a_text_does_not_turn_the_page_round_behind_it() -> None:
    shown = marked_html(
        differences("a \u202eword \u2067of", "another \u202eword of\u2069 \u200ftwo")
    )
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
    assert "\u200f" in shown, "a mark that is no more than a letter stays"


@settings(max_examples=300, deadline=None)
@given(SIGNS, SIGNS)
def test_signs_of_the_texts_are_not_taken_for_marks(before: str, after: str) -> None:
    pieces = differences(before, after)
    was, now = _read(marked_text(pieces))
    assert "".join(was.split()) == "".join(before.split())
    assert "".join(now.split()) == "".join(after.split())


def _read(marked: str) -> tuple[str, str]:
    """The two texts, read back from marked text."""
    was, now, at = "", "", 0
    side = ""
    while at < len(marked):
        if marked[at] == "\\":
            taken, at = marked[at + 1], at + 2
        elif not side and (opening := re.compile(r"\[[-~]\*?|\{[+~]\*?").match(marked, at)):
            # a star is a sign only where one closes as well
            side, at = opening[0].rstrip("*"), opening.end() - opening[0].count("*")
            star = opening[0].endswith("*") and _starred(marked, at + 1, side)
            at += star
            continue
        elif side and (closing := re.compile(_CLOSE[side]).match(marked, at)):
            side, at = "", closing.end()
            continue
        elif side and marked[at] == "*" and re.compile(r"\*[-+][\]}]").match(marked, at) and star:
            at += 1
            continue
        else:
            taken, at = marked[at], at + 1
        was += taken if side[:1] in ("", "[") else ""
        now += taken if side[:1] in ("", "{") else ""
    return was, now


_CLOSE = {"[-": r"-\]", "{+": r"\+\}", "[~": r"~ moved \d+\]", "{~": r"~ moved \d+\}"}


def _starred(marked: str, at: int, side: str) -> bool:
    """Whether a mark's star is that of a figure: figures hold a digit and no other star."""
    return bool(re.compile(r"[^*\[\]{}]*\d[^*\[\]{}]*\*[-+][\]}]").match(marked, at))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: dict[str, str] = {"": "", "del": "", "ins": ""}
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        side = "del" if "del" in self.open else "ins" if "ins" in self.open else ""
        for each in (side,) if side else ("", "del", "ins"):
            self.texts[each] += data


@settings(max_examples=300, deadline=None)
@given(SIGNS, SIGNS)
def test_html_holds_both_texts_and_nothing_of_them_is_markup(before: str, after: str) -> None:
    page = marked_html(differences(before, after))
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    assert reader.tags <= {"div", "del", "ins", "mark", "bdi"}
    assert "".join(reader.texts["del"].split()) == "".join(before.split())
    assert "".join(reader.texts["ins"].split()) == "".join(after.split())


def test_html_shows_letters_figures_moves_and_direction() -> None:
    page = marked_html(
        differences("وتطلب حتى 30 حزيران/يونيه 2024", "ويطلب حتى 30 حزيران/يونيه 2025")
    )
    assert page.startswith('<div class="differences" dir="rtl">')
    assert (
        '<del class="changed">و<mark>ت</mark>طلب</del><ins class="changed">و<mark>ي</mark>طلب</ins> حتى'
        in page
    )
    assert '<ins class="changed figure"><bdi>30 حزيران/يونيه <mark>2025</mark></bdi></ins>' in page
    moved = marked_html(
        differences("in this regard urges States to act", "urges States to act in this regard")
    )
    assert moved.count('class="moved" data-move="1"') == 2
    assert 'dir="ltr"' in moved
