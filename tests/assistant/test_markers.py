"""A model's reply, however sloppy its markers, as statements with the keys that they cite."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.markers import Cited, Event, Shown, Statement, StreamParser, keys, shown, statements

KEYS = ("k7", "q3m", "d4x")
Row = tuple[str, str, str]


def told(reply: str) -> list[Row]:
    """Each statement as (lead and text, keys, unknown), keys joined by spaces."""
    return [
        (s.lead + s.text, " ".join(s.keys), " ".join(s.unknown)) for s in statements(reply, KEYS)
    ]


# one sentence: the reply, its text, its keys, what was dropped
ONE = [
    ("The Council met [k7].", "The Council met.", "k7", ""),
    ("اجتمع المجلس [k7].", "اجتمع المجلس.", "k7", ""),
    ("The Council met [k7, q3m].", "The Council met.", "k7 q3m", ""),
    ("اجتمع المجلس [k7؛ q3m].", "اجتمع المجلس.", "k7 q3m", ""),
    ("اجتمع المجلس [k7، q3m].", "اجتمع المجلس.", "k7 q3m", ""),
    ("اجتمع المجلس [k7 و q3m].", "اجتمع المجلس.", "k7 q3m", ""),
    ("اجتمع المجلس [k7 وq3m].", "اجتمع المجلس.", "k7 q3m", ""),
    ("The Council met [k7 and q3m].", "The Council met.", "k7 q3m", ""),
    ("The Council met [k7 & q3m; d4x].", "The Council met.", "k7 q3m d4x", ""),
    ("The Council met [k7][q3m].", "The Council met.", "k7 q3m", ""),
    ("The Council met [k7] [q3m].", "The Council met.", "k7 q3m", ""),
    ("The Council met [k7], [q3m].", "The Council met.", "k7 q3m", ""),
    ("The Council met [k7] and [q3m].", "The Council met.", "k7 q3m", ""),
    ("اجتمع المجلس [k7] و[q3m].", "اجتمع المجلس.", "k7 q3m", ""),
    ("The Council met [k7, k7, q3m, k7].", "The Council met.", "k7 q3m", ""),
    ("The Council met 【k7】.", "The Council met.", "k7", ""),
    ("The Council met ［k7］.", "The Council met.", "k7", ""),
    ("The Council met (k7).", "The Council met.", "k7", ""),
    ("اجتمع المجلس （k7）.", "اجتمع المجلس.", "k7", ""),
    ("اجتمع المجلس ⟦k7⟧.", "اجتمع المجلس.", "k7", ""),
    ("The Council met {k7}.", "The Council met.", "k7", ""),
    ("اجتمع المجلس ]k7[.", "اجتمع المجلس.", "k7", ""),
    ("اجتمع المجلس )q3m(.", "اجتمع المجلس.", "q3m", ""),
    ("اجتمع المجلس ]k7، q3m[.", "اجتمع المجلس.", "k7 q3m", ""),
    ("The Council met ([k7], [q3m]).", "The Council met.", "k7 q3m", ""),
    ("The Council met [[k7]].", "The Council met.", "k7", ""),
    ("The Council met (see [k7]).", "The Council met.", "k7", ""),
    ("اجتمع المجلس (انظر [k7]).", "اجتمع المجلس.", "k7", ""),
    ("The Council met [K7].", "The Council met.", "k7", ""),
    ("The Council met [ k7 ].", "The Council met.", "k7", ""),
    ("The Council met [k 7].", "The Council met.", "k7", ""),
    ("The Council met [ｋ７].", "The Council met.", "k7", ""),
    ("اجتمع المجلس [k٧].", "اجتمع المجلس.", "k7", ""),
    ("The Council met [source k7].", "The Council met.", "k7", ""),
    ("The Council met [ref: k7; ref: q3m].", "The Council met.", "k7 q3m", ""),
    ("اجتمع المجلس [المصدر k7].", "اجتمع المجلس.", "k7", ""),
    ("اجتمع المجلس [المصدر: k7، الفقرة q3m].", "اجتمع المجلس.", "k7 q3m", ""),
    ("The Council met [^k7].", "The Council met.", "k7", ""),
    ("The Council met **[k7]**.", "The Council met.", "k7", ""),
    ("The Council met [**k7**].", "The Council met.", "k7", ""),
    ("The Council met `[k7]`.", "The Council met.", "k7", ""),
    ("The Council met<sup>[k7]</sup>.", "The Council met.", "k7", ""),
    ("The Council met [k7](#k7).", "The Council met.", "k7", ""),
    ("The Council met [k7](https://un.org/a?b=c).", "The Council met.", "k7", ""),
    ("The Council met [k7](q3m).", "The Council met.", "k7 q3m", ""),
    ("The Council met [k7](2022).", "The Council met (2022).", "k7", ""),
    ("اجتمع المجلس [\u200fk7\u200f].", "اجتمع المجلس.", "k7", ""),
    ("اجتمع المجلس [k\u200b7].", "اجتمع المجلس.", "k7", ""),
    ("The Council met k7.", "The Council met.", "k7", ""),
    ("اجتمع المجلس `q3m`.", "اجتمع المجلس.", "q3m", ""),
    ("The Council met. [k7]", "The Council met.", "k7", ""),
    ("The Council met.[k7]", "The Council met.", "k7", ""),
    ("The Council met. [k7].", "The Council met.", "k7", ""),
    ("هل اجتمع المجلس؟ [k7]", "هل اجتمع المجلس؟", "k7", ""),
    ("The Council met.\n[k7]", "The Council met.", "k7", ""),
    ("The Council met\n[k7].", "The Council met", "k7", ""),
    ("The Council met.\n\nSources: [k7], [q3m]", "The Council met.", "k7 q3m", ""),
    ("اجتمع المجلس.\nالمصادر: [k7]، [q3m].", "اجتمع المجلس.", "k7 q3m", ""),
    ("The Council met.\n- [k7]\n- [q3m]", "The Council met.", "k7 q3m", ""),
    ("[k7] The Council met.", "The Council met.", "k7", ""),
    ("The Council met [k7", "The Council met", "k7", ""),
    ("The Council met [k7.", "The Council met.", "k7", ""),
    ("The Council [k7] met.", "The Council met.", "k7", ""),
    ("The Council[k7]met.", "The Council met.", "k7", ""),
    (
        "The Council [k7] and [q3m] the Assembly met.",
        "The Council and the Assembly met.",
        "k7 q3m",
        "",
    ),
    ("The Council met [k7; 2 votes].", "The Council met [2 votes].", "k7", ""),
    ("The Council met [k7\n].", "The Council met.", "k7", ""),
    # keys that were not given, ranges
    ("The Council met [x9\n].", "The Council met.", "", "x9"),
    ("The Council met [x9].", "The Council met.", "", "x9"),
    ("The Council met [k7, x9t].", "The Council met.", "k7", "x9t"),
    ("اجتمع المجلس 【x9t】.", "اجتمع المجلس.", "", "x9t"),
    ("اجتمع المجلس (x9t).", "اجتمع المجلس.", "", "x9t"),
    ("اجتمع المجلس ]x9t[.", "اجتمع المجلس.", "", "x9t"),
    ("The Council met [k7-q3m].", "The Council met.", "", "k7-q3m"),
    ("The Council met [k7–q3m, d4x].", "The Council met.", "d4x", "k7-q3m"),
    ("اجتمع المجلس [k7 إلى q3m].", "اجتمع المجلس.", "", "k7-q3m"),
    ("The Council met [1].", "The Council met.", "", "1"),
    ("The Council met 【3†source】.", "The Council met.", "", "3"),
    ("The Council met [x9", "The Council met", "", "x9"),
    # brackets that are the text's own
    ("The [sic] Council met (2022) [k7].", "The [sic] Council met (2022).", "k7", ""),
    ("قرر المجلس في (أ) و(ب) [k7].", "قرر المجلس في (أ) و(ب).", "k7", ""),
    ("عملا بالقرار 2650 (2022) [k7].", "عملا بالقرار 2650 (2022).", "k7", ""),
    ("عملا بالقرار [A/RES/64/293] [k7].", "عملا بالقرار [A/RES/64/293].", "k7", ""),
    ("Resolution [2650] stands.", "Resolution [2650] stands.", "", ""),
    ("The Group (G77) and the five (P5) met.", "The Group (G77) and the five (P5) met.", "", ""),
    ("The Council [the Group] met.", "The Council [the Group] met.", "", ""),
    ("See [para. 7] there.", "See [para. 7] there.", "", ""),
    ("انظر [الفقرة 7] منه.", "انظر [الفقرة 7] منه.", "", ""),
    ("He [the G77 said] met.", "He [the G77 said] met.", "", ""),
    ("Symbols A/k7 and k7b stand.", "Symbols A/k7 and k7b stand.", "", ""),
    ("The Council met [K7m; 2 votes].", "The Council met [K7m; 2 votes].", "", ""),
    ("The Council met [Q3M; 2 votes].", "The Council met [2 votes].", "q3m", ""),
    # points that end no sentence
    (
        "See para. 5 and No. 3, op. cit., of it [k7].",
        "See para. 5 and No. 3, op. cit., of it.",
        "k7",
        "",
    ),
    ("قال د. أحمد ود. منى 1.5 في المائة [k7].", "قال د. أحمد ود. منى 1.5 في المائة.", "k7", ""),
    (
        "A/CONF.234/11 and S/2020/1/Add.1 stand [k7].",
        "A/CONF.234/11 and S/2020/1/Add.1 stand.",
        "k7",
        "",
    ),
    (
        "The U.N. Council, e.g. Mr. Smith, met [k7].",
        "The U.N. Council, e.g. Mr. Smith, met.",
        "k7",
        "",
    ),
    ("It runs to para. 5 [k7].", "It runs to para. 5.", "k7", ""),
    ("قال: «نوافق. ونشكر.» [k7].", "قال: «نوافق. ونشكر.»", "k7", ""),
    ("It “agrees. It thanks.” so [k7].", "It “agrees. It thanks.” so.", "k7", ""),
    ("قرر التمديد؛ وطلب تقريرا [k7].", "قرر التمديد؛ وطلب تقريرا.", "k7", ""),
    ("It waited... then met [k7].", "It waited... then met.", "k7", ""),
    ("1. The Council met [k7].", "1. The Council met.", "k7", ""),
    ("أ. اجتمع المجلس [k7].", "أ. اجتمع المجلس.", "k7", ""),
    ("The Council decided\nto meet [k7].", "The Council decided\nto meet.", "k7", ""),
]


@pytest.mark.parametrize(("reply", "text", "cited", "unknown"), ONE, ids=[row[0] for row in ONE])
def test_a_sentence_keeps_its_words_and_gives_its_keys(
    reply: str, text: str, cited: str, unknown: str
) -> None:
    assert told(reply) == [(text, cited, unknown)]


SEVERAL: list[tuple[str, list[Row]]] = [
    ("A met [k7]. B met [q3m].", [("A met.", "k7", ""), ("B met.", "q3m", "")]),
    ("A met. [k7] B met. [q3m]", [("A met.", "k7", ""), ("B met.", "q3m", "")]),
    ("A met.\n[k7] B met.\n[q3m]", [("A met.", "k7", ""), ("B met.", "q3m", "")]),
    ("[k7] A met.\n[q3m] B met.", [("A met.", "k7", ""), ("B met.", "q3m", "")]),
    (
        "اجتمع [k7]. هل قرر؟ [q3m] نعم!",
        [("اجتمع.", "k7", ""), ("هل قرر؟", "q3m", ""), ("نعم!", "", "")],
    ),
    (
        "## الخلاصة\n- اجتمع المجلس [k7]؛\n- طلب تقريرا [q3m].",
        [("## الخلاصة", "", ""), ("- اجتمع المجلس؛", "k7", ""), ("- طلب تقريرا.", "q3m", "")],
    ),
    ("**Summary:**\n[k7] A met.", [("**Summary:**", "", ""), ("A met.", "k7", "")]),
    ("- [k7] A met.\n- [q3m] B met.", [("- A met.", "k7", ""), ("- B met.", "q3m", "")]),
    (
        "He said “We agree.” The Council met [k7].",
        [("He said “We agree.”", "", ""), ("The Council met.", "k7", "")],
    ),
    (
        "(The Council met.) It agreed [k7].",
        [("(The Council met.)", "", ""), ("It agreed.", "k7", "")],
    ),
    ("**A met.** B met [k7].", [("**A met.**", "", ""), ("B met.", "k7", "")]),
    (
        "It met in 2022. The Assembly did too [k7].",
        [("It met in 2022.", "", ""), ("The Assembly did too.", "k7", "")],
    ),
    (
        "See No. 3. The Assembly met [k7].",
        [("See No. 3.", "", ""), ("The Assembly met.", "k7", "")],
    ),
    (
        "As in para. 5 [k7]. The U.S. [q3m]. Next.",
        [("As in para. 5.", "k7", ""), ("The U.S.", "q3m", ""), ("Next.", "", "")],
    ),
    ("---\nA met [k7].", [("A met.", "k7", "")]),
    ("", []),
    ("[k7]", []),
]


@pytest.mark.parametrize(("reply", "rows"), SEVERAL, ids=[row[0] for row in SEVERAL])
def test_each_marker_belongs_to_its_sentence(reply: str, rows: list[Row]) -> None:
    assert told(reply) == rows


def test_headings_are_told_from_statements() -> None:
    reply = "## Summary\nThe following:\n**Dates**\n**The Council met.**\nA met [k7]."
    assert [s.heading for s in statements(reply, KEYS)] == [True, True, True, False, False]


def test_a_list_number_is_no_part_of_what_is_checked() -> None:
    (one,) = statements("1. The Council met [k7].", KEYS)
    assert (one.lead, one.text) == ("1. ", "The Council met.")


def test_keys_come_back_as_they_were_given() -> None:
    assert statements("It met [k7m].", ["K7M"])[0].keys == ("K7M",)


def test_text_is_shown_as_soon_as_it_is_certainly_no_marker() -> None:
    parser = StreamParser(KEYS)
    assert parser.feed("The Council met [k") == [Shown("The Council met")]
    assert parser.feed("7]") == []
    assert parser.feed(". ") == [Cited(("k7",))]
    events = parser.feed("It")
    assert events[0] == Shown(". ")
    assert any(isinstance(e, Statement) and e.keys == ("k7",) for e in events)
    assert parser.feed(" (met") == []
    assert parser.feed(" ") == [Shown(" (met")]


# --- what holds for every reply -------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *'[]()（）［］【】⟦⟧{}*_`.!?؟؛،,;:«»“”"-–#^\n\r \t|/+&…<>',
        "\u200f",
        "\u2068",
        "\u200b",
        "\n\n",
        ". ",
        "\n- ",
        "k7",
        "K7",
        "q3m",
        "d4x",
        "x9",
        "z8t",
        "[k7]",
        "[q3m, x9]",
        "(x9)",
        "【k7】",
        "]k7[",
        "[k7](#a)",
        "**[k7]**",
        "The",
        "the",
        "Council",
        "and",
        "و",
        "المجلس",
        "قرر",
        "source",
        "Sources:",
        "المصدر",
        "para. ",
        "د. ",
        "1.5",
        "1",
        "[1]",
        "2022",
        "(2022)",
        "(أ)",
        "[sic]",
        "A/CONF.234/11",
        "k",
        "7",
        "see ",
        "http",
        "<sup>",
        "</sup>",
    ]
)
REPLIES = st.lists(PIECES, max_size=25).map("".join) | st.lists(
    st.tuples(PIECES, st.sampled_from(["", " "])), max_size=20
).map(lambda pairs: "".join(a + b for a, b in pairs))


def merged(events: list[Event]) -> list[Event]:
    """Neighbouring shown texts as one; statements apart, since only their order is promised."""
    out: list[Event] = []
    for event in events:
        if isinstance(event, Shown) and out and isinstance(out[-1], Shown):
            out[-1] = Shown(out[-1].text + event.text)
        else:
            out.append(event)
    return out


def streamed(chunks: list[str]) -> list[Event]:
    parser = StreamParser(KEYS)
    events = [event for chunk in chunks for event in parser.feed(chunk)]
    return merged(events + parser.finish())


@settings(max_examples=200, deadline=None)
@given(REPLIES, st.data())
def test_every_way_of_cutting_the_stream_gives_the_same(reply: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(reply)), max_size=8)))
    chunks = [reply[a:b] for a, b in zip([0, *cuts], [*cuts, len(reply)], strict=True)]
    assert streamed(chunks) == streamed([reply])
    assert streamed(list(reply)) == streamed([reply])


@pytest.mark.parametrize("reply", [row[0] for row in ONE] + [row[0] for row in SEVERAL])
def test_a_reply_cut_anywhere_gives_the_same(reply: str) -> None:
    for i in range(len(reply)):
        assert streamed([reply[:i], reply[i:]]) == streamed([reply])
    assert streamed(list(reply)) == streamed([reply])


MARKER = re.compile(
    r"[\[［【⟦][^\S\r\n]*(?:k7|q3m|d4x|x9|z8t)[^\S\r\n]*[\]］】⟧]|[(（][^\S\r\n]*(?:k7|q3m|d4x)[^\S\r\n]*[)）]",
    re.IGNORECASE,
)


@settings(max_examples=300, deadline=None)
@given(REPLIES)
def test_no_marker_reaches_the_reader(reply: str) -> None:
    assert not MARKER.search(shown(reply, KEYS))


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", text)


@settings(max_examples=300, deadline=None)
@given(REPLIES)
def test_spans_point_at_the_reply_and_at_the_shown_text(reply: str) -> None:
    text, end = shown(reply, KEYS), 0
    last = 0
    for s in statements(reply, KEYS):
        assert text[s.shown_start : s.shown_end] == s.lead + s.text
        assert text[end : s.shown_start].strip() == "" or not any(
            c.isalnum() for c in text[end : s.shown_start]
        )
        assert 0 <= s.start < s.end <= len(reply)
        assert s.start >= last
        end, last = s.shown_end, s.start
        assert set(s.keys) <= set(KEYS)
        assert not set(s.unknown) & set(KEYS)
    assert not any(c.isalnum() for c in text[end:])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["المجلس", "Council", "met", "1.5", "(2022)", "«نص»", "para. 5", "د. منى", "A/C.3/1"]
        )
        | st.sampled_from(["[k7]", "[q3m؛ x9]", "(k7)", "**[k7]**", "]k7[", "【x9】"]),
        max_size=20,
    ),
    st.sampled_from([" ", "\n", ". ", "، "]),
)
def test_the_other_words_stay_in_their_order(pieces: list[str], between: str) -> None:
    markers = {"[k7]", "[q3m؛ x9]", "(k7)", "**[k7]**", "]k7[", "【x9】"}
    own = [piece for piece in pieces if piece not in markers]
    assert words(shown(between.join(pieces), KEYS)) == words(" ".join(own))


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "[k7",
        "[k7]",
        " ",
        ")(",
        ".",
        "[ , ",
        "*",
        "كلمة ",
        "word and ",
        ". ",
        "[\u200b",
        "[k7], and ",
    ],
)
def test_the_work_grows_with_the_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        reply, parser = unit * (size // len(unit)), StreamParser(KEYS)
        start = time.process_time()
        for i in range(0, len(reply), 7):
            parser.feed(reply[i : i + 7])
        parser.finish()
        return time.process_time() - start

    seconds(1_000)
    small, large = seconds(4_000), seconds(32_000)
    assert large < 8 * small * 3 + 0.05


def test_a_megabyte_of_brackets_is_read_in_seconds() -> None:
    start = time.process_time()
    assert shown("[" * 1_000_000, KEYS) == "[" * 1_000_000
    assert time.process_time() - start < 20


# --- the keys -------------------------------------------------------------------------------------


def test_keys_are_distinct_and_the_same_for_the_same_seed() -> None:
    made = keys(104, seed=1)
    assert len(set(made)) == 104
    assert made == keys(104, seed=1) != keys(104, seed=2)
    assert len(set(keys(1248, seed=3))) == 1248


def test_keys_hold_no_look_alikes_and_are_no_words() -> None:
    for key in keys(1248, seed=5):
        assert re.fullmatch("[a-z][2-9][a-z]", key)
        assert not set(key) & set("o0il1s5z2b8gq9aeuyc") - set("2589")


def test_one_slip_makes_no_other_key() -> None:
    made = keys(104, seed=9)
    for i, a in enumerate(made):
        assert all(sum(x != y for x, y in zip(a, b, strict=True)) > 1 for b in made[:i])


def test_more_keys_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="1248"):
        keys(1249, seed=0)


@given(st.integers(0, 999))
def test_made_keys_are_found_again(seed: int) -> None:
    made = keys(12, seed)
    reply = " ".join(f"اجتمع المجلس [{key}]." for key in made)
    assert [s.keys for s in statements(reply, made)] == [(key,) for key in made]
