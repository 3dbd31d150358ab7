"""Paragraphs of one language version to those of the other: no pair rather than a wrong one."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.counterparts import agree, pair
from index.documents import read, read_bytes
from index.paragraphs import outline
from index.values import Paragraph

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "sc"

ARABIC = """مجلس المياه

WC/RES/2021/1

القرار 2021/1

إن مجلس المياه،

إذ يشير إلى قراره 2019/4 بشأن الآبار،

وإذ يلاحظ مع القلق حالة الينابيع،

1 - يقرر حماية الآبار في المنطقة؛

2 - يطلب إلى الأمين التنفيذي ما يلي:

(أ) أن يحصي الآبار؛

(ب) أن يقدم تقريرا قبل 31 آذار/مارس 2022؛

3 - يقرر أن يبقي المسألة قيد النظر.
"""

ENGLISH = """Water Council

WC/RES/2021/1

Resolution 2021/1

The Water Council,

Recalling its resolution 2019/4 on wells,

Noting with concern the state of the springs,

1. Decides to protect the wells of the region;

2. Requests the Executive Secretary:

(a) To count the wells;

(b) To report before 31 March 2022;

3. Decides to keep the matter under review.
"""


def of(text: str) -> tuple[Paragraph, ...]:
    return outline(read_bytes(text.encode(), "document.txt"))


def by_words(arabic: str, english: str) -> dict[str, str]:
    """The pairs, as the first two words of each."""
    ours, theirs = of(arabic), of(english)
    begins = {p.order: " ".join(p.clean.text.split()[:2]) for p in ours}
    others = {p.order: " ".join(p.clean.text.split()[:2]) for p in theirs}
    return {begins[a]: others[b] for a, b in pair(ours, theirs).items()}


def test_every_paragraph_of_two_whole_versions_is_paired() -> None:
    ours, theirs = of(ARABIC), of(ENGLISH)
    assert pair(ours, theirs) == {p.order: p.order for p in ours}
    assert len(ours) == len(theirs)


def test_pairing_is_the_same_from_either_side() -> None:
    ours, theirs = of(ARABIC), of(ENGLISH)
    assert pair(theirs, ours) == {b: a for a, b in pair(ours, theirs).items()}


def test_a_paragraph_that_one_version_lacks_moves_no_other() -> None:
    pairs = by_words(ARABIC, ENGLISH.replace("2. Requests", "5. Requests", 1))
    assert pairs["يقرر حماية"] == "Decides to"
    without = ENGLISH.replace("1. Decides to protect the wells of the region;\n\n", "")
    pairs = by_words(ARABIC, without)
    assert "يقرر حماية" not in pairs
    assert pairs["يطلب إلى"] == "Requests the"
    assert pairs["أن يحصي"] == "To count"


def test_unnumbered_ones_of_unequal_count_are_paired_by_their_figures_alone() -> None:
    pairs = by_words(
        ARABIC, ENGLISH.replace("Noting with concern the state of the springs,\n\n", "")
    )
    assert pairs["إذ يشير"] == "Recalling its"
    assert "وإذ يلاحظ" not in pairs


def test_a_number_that_is_printed_twice_goes_by_its_place() -> None:
    pairs = by_words(ARABIC.replace("3 - يقرر", "2 - يقرر"), ENGLISH)
    assert pairs["يطلب إلى"] == "Requests the"
    assert pairs.get("يقرر أن") in (None, "Decides to")


def test_the_same_number_with_other_figures_is_no_pair() -> None:
    other = ENGLISH.replace("31 March 2022", "15 May 2031")
    assert "أن يقدم" not in by_words(ARABIC, other)


def test_the_same_number_with_many_times_the_length_is_no_pair() -> None:
    other = ENGLISH.replace("of the region;", "of the region" + ", and of all others" * 20 + ";")
    assert "يقرر حماية" not in by_words(ARABIC, other)


@pytest.mark.parametrize("wrong", ["٢ - يقرر حماية", "9 - يقرر حماية"])
def test_a_misprinted_number_pairs_with_no_other_paragraph(wrong: str) -> None:
    pairs = by_words(ARABIC.replace("1 - يقرر حماية", wrong), ENGLISH)
    assert pairs.get("يقرر حماية") in (None, "Decides to")
    assert pairs.get("يطلب إلى") in (None, "Requests the")


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("تنصب 250 7 خيمة بحلول 2024", "7250 tents by 2024", None),
        ("القراران 12 (1999) و 34 (2011)", "resolutions 12 (1999) and 34 (2011)", True),
        ("الفقرة ٧", "paragraph 7", None),
        ("الفقرة 7", "paragraph 9", False),
        ("ثلاثون يوما", "30 days", None),
    ],
)
def test_figures_speak_for_or_against(arabic: str, english: str, expected: bool | None) -> None:
    a, b = of(arabic)[0], of(english)[0]
    assert agree(a, b) is expected


def test_annexes_are_matched_by_their_letter_in_either_script() -> None:
    arabic = ARABIC + "\nالمرفق ألف\n\n1 - أنابيب؛\n\nالمرفق باء\n\n1 - مضخات؛\n"
    english = ENGLISH + "\nAnnex A\n\n1. Pipes;\n\nAnnex B\n\n1. Pumps;\n"
    pairs = by_words(arabic, english)
    assert (pairs.get("أنابيب؛"), pairs.get("مضخات؛")) == ("Pipes;", "Pumps;")


def test_a_long_document_takes_no_long_time() -> None:
    arabic = "".join(f"{i} - يقرر أمرا رقم {7 * i} بشأن الآبار؛\n\n" for i in range(1, 1500))
    english = "".join(f"{i}. Decides matter {7 * i} about wells;\n\n" for i in range(1, 1500))
    ours, theirs = of(arabic), of(english)
    began = time.perf_counter()
    assert len(pair(ours, theirs)) == len(ours)
    assert time.perf_counter() - began < 5


LINES = st.lists(
    st.sampled_from(
        [
            "1. Decides;",
            "2. Decides 2021;",
            "2. Requests;",
            "(a) wells 30 and 40;",
            "(i) x;",
            "Text 7",
            "Annex",
            "Recalling 2019,",
            "Noting it,",
            "Annex I",
            "1 - يقرر 2021؛",
            "(أ) آبار 30 و 40؛",
        ]
    ),
    max_size=25,
)


@given(LINES, LINES)
def test_no_paragraph_stands_in_two_pairs_and_pairs_are_of_one_kind(
    here: list[str], there: list[str]
) -> None:
    if not here or not there:
        return
    ours, theirs = of("\n\n".join(here)), of("\n\n".join(there))
    pairs = pair(ours, theirs)
    assert len(set(pairs.values())) == len(pairs)
    for a, b in pairs.items():
        assert (ours[a].kind, ours[a].part) == (theirs[b].kind, theirs[b].part)
        parents = (ours[a].parent, theirs[b].parent)
        assert parents == (None, None) or pairs[parents[0] or 0] == parents[1]
        assert agree(ours[a], theirs[b]) is not False


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real documents (../shared) are not here")
def test_real_versions_are_paired_almost_whole() -> None:
    files = [json.loads(line) for line in (CORPUS / "docs.jsonl").open(encoding="utf-8")]
    whole = [f for f in files if f.get("ar") and f.get("en")][::12]
    paired = operative = 0
    for each in whole:
        ours = outline(read(CORPUS / "ar" / each["ar"]))
        theirs = outline(read(CORPUS / "en" / each["en"]))
        pairs = pair(ours, theirs)
        numbered = [p for p in ours if p.kind == "operative"]
        operative += len(numbered)
        paired += sum(p.order in pairs for p in numbered)
        assert all(theirs[pairs[p.order]].number == p.number for p in numbered if p.order in pairs)
    assert operative
    assert paired / operative > 0.97
