"""Slips of recognition are read as what stood there; sound words, names above all, stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arabic.repair.ocr import read_ocr
from index.arabic.repair.spacing import marked, unstretched
from index.arabic.repair.values import SURE, Reading
from index.arabic.words import WordModel, word_model
from index.documents import read
from index.paragraphs import outline

SAMPLE = Path(__file__).parents[4] / "eval" / "sample" / "documents"

SLIPS = [
    "إن مجلس الأمن،",
    "وراء تشير إلى المنطمات الدولية والإقليمية العاملة في المجال الإنساتي،",
    "**وراء** تؤكد من جديد سيادة الدول وسلامتها الإقليمبة،",
    "١ - تحث جميع الأطراف على إيصال المساعدات الإتسانية دون عوائق؛",
    "٢ - تطلب إلى الأمبن العام أن يقدم تقريرا عن تنفيذ هذا القرار؛",
]
TRUE_WORDS = {
    "المنطمات": "المنظمات",
    "الإنساتي": "الإنساني",
    "الإقليمبة": "الإقليمية",
    "الإتسانية": "الإنسانية",
    "الأمبن": "الأمين",
}


@pytest.fixture(scope="module")
def model() -> WordModel:
    return word_model()


def readings(lines: list[str]) -> list[Reading]:
    return [unstretched(marked(line, 0, len(line))) for line in lines]


def texts(read: list[Reading]) -> list[str]:
    return [reading.text.text for reading in read]


def test_words_with_wrong_dots_are_read_by_shape_and_neighbours(model: WordModel) -> None:
    text = "\n".join(texts(read_ocr(readings(SLIPS), model)))
    for wrong, right in TRUE_WORDS.items():
        assert wrong not in text
        assert right in text


def test_a_preambular_paragraph_that_opens_with_a_preposition_opens_with_its_formula(
    model: WordModel,
) -> None:
    read = texts(read_ocr(readings(SLIPS), model))
    assert read[1].startswith("وإذ تشير")
    assert read[2].startswith("**وإذ** تؤكد")


def test_the_preposition_stays_before_a_noun(model: WordModel) -> None:
    lines = ["وراء الحدود الدولية", "وراء تلك الجهود", "يقف وراء تشريد السكان"]
    assert texts(read_ocr(readings(lines), model)) == lines


def test_each_change_is_marked_with_where_the_word_stood(model: WordModel) -> None:
    for line, reading in zip(SLIPS, read_ocr(readings(SLIPS), model), strict=True):
        for repair in reading.repairs:
            start, end = reading.text.source_range(repair.start, repair.end)
            assert line[start:end] in {*TRUE_WORDS, "وراء"}
            assert repair.kind == "ocr"
            assert 0.5 < repair.confidence <= 1.0


def test_a_clear_slip_among_others_is_sure(model: WordModel) -> None:
    repairs = [r for reading in read_ocr(readings(SLIPS), model) for r in reading.repairs]
    assert sum(r.confidence >= SURE for r in repairs) >= 4


def test_vowel_marks_do_not_hide_a_slip(model: WordModel) -> None:
    lines = [line.replace("الأمبن", "الأمْبنِ") for line in SLIPS]
    assert "الأمين العام" in texts(read_ocr(readings(lines), model))[-1]


def test_names_and_rare_words_of_a_sound_text_stay(model: WordModel) -> None:
    lines = [
        "وإذ يرحب بتعيين السيد غرانديس باريولوفيتش ممثلا خاصا في كوالانكا،",
        "التقت البعثة بالسيدة زينوبيا تامارلانو في مدينة أوبرزيدوفو وقرية تيسمانا،",
        "اسم السفينة ناترونيا، وقد بنيت في حوض بلوهارفن.",
    ]
    assert texts(read_ocr(readings(lines), model)) == lines


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.ar.*")), ids=lambda p: p.name)
def test_the_sample_documents_stay_as_they_are(path: Path, model: WordModel) -> None:
    lines = [p.clean.text for p in outline(read(path))]
    assert texts(read_ocr(readings(lines), model)) == texts(readings(lines))


def test_a_text_with_another_damage_is_left_alone(model: WordModel) -> None:
    lines = ["تنفيد الفرارات الدولبة ضقخبث لضثقت هغعثق يبلات مخحجك"]
    assert texts(read_ocr(readings(lines), model)) == lines


def test_reading_twice_changes_nothing_more(model: WordModel) -> None:
    once = read_ocr(readings(SLIPS), model)
    assert texts(read_ocr(once, model)) == texts(once)


_PIECES = st.one_of(
    st.sampled_from([*TRUE_WORDS, *TRUE_WORDS.values(), "وراء", "تشير", "**", "إلى", "ـ"]),
    st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=8),
    st.text(max_size=6),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_PIECES, max_size=8).map(" ".join), max_size=4))
def test_any_text_is_read_and_keeps_its_way_back(model: WordModel, lines: list[str]) -> None:
    before = readings(lines)
    for line, old, new in zip(lines, before, read_ocr(before, model), strict=True):
        assert len(new.text.starts) == len(new.text.ends) == len(new.text)
        assert all(
            0 <= s <= e <= len(line) for s, e in zip(new.text.starts, new.text.ends, strict=True)
        )
        assert list(new.text.starts) == sorted(new.text.starts)
        if not new.repairs:
            assert new.text.text == old.text.text
