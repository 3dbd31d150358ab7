import re
from pathlib import Path

from index.arabic.normalise import fold_text
from index.dictionary import entries
from index.learn_lexicon import learn, parallel_paragraphs, write
from index.lexicon import (
    english_terms,
    lexicon,
    renderings,
    renderings_of,
    stands_for,
    stem,
)

SAMPLE = Path(__file__).resolve().parents[2] / "eval" / "sample" / "documents"


def test_common_words_are_rendered_by_what_un_arabic_says() -> None:
    for english, arabic in (("border", "الحدود"), ("sanctions", "الجزاات"), ("mandate", "ولايه")):
        (found,) = renderings(english)
        assert arabic in {word for word, _ in found}, english


def test_shares_are_probabilities() -> None:
    for term, found in lexicon().items():
        assert 0 < sum(share for _, share in found) <= 1.1, term
    for term in [*lexicon(), *(stem(english[0]) for english, _ in entries())]:
        found = renderings_of(term)
        assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)
        assert all(0 < share <= 1 for _, share in (*found, *stands_for(term))), term


def test_everyday_words_are_rendered_by_the_dictionary() -> None:
    for english, arabic in (
        ("buying", "شراء"),
        ("storms", "عاصفه"),
        ("stolen", "مسروق"),
        ("fitted", "ملائم"),
    ):
        (found,) = renderings(english)
        assert fold_text(arabic) in {word for word, _ in found}, english


def test_an_irregular_form_has_the_renderings_of_its_word() -> None:
    assert renderings("stolen") == renderings("steal")


def test_what_is_learned_comes_before_what_is_written_by_hand() -> None:
    (found,) = renderings("mandate")
    assert found[0][0] in {"ولايه", "الولايه", "ولايتها", "ولايته"}
    assert not any(word.startswith("~") for word, _ in found)


def test_every_line_of_the_dictionary_is_whole() -> None:
    seen: set[str] = set()
    for english, arabic in entries():
        assert all(re.fullmatch("[a-z]+", word) for word in english), english
        assert all(re.fullmatch("[ء-ي]+(?: [ء-ي]+)*", word) for word in arabic), english
        assert english[0] not in seen
        seen.add(english[0])
    assert len(seen) > 6000


def test_singular_and_plural_are_one_term_and_empty_words_none() -> None:
    assert stem("borders") == stem("border")
    assert english_terms("What are the borders of these 12 States?") == ["border", "stat"]


def test_what_is_learned_from_parallel_paragraphs_is_right(tmp_path: Path) -> None:
    arabic, english = tmp_path / "ar", tmp_path / "en"
    for folder, mark in ((arabic, ".ar."), (english, ".en.")):
        folder.mkdir()
        for path in SAMPLE.iterdir():
            if mark in path.name:
                (folder / path.name).write_bytes(path.read_bytes())
    pairs = parallel_paragraphs(arabic, english)
    assert len(pairs) > 150
    learned = learn(pairs)
    assert "المياه" in {word for word, _ in learned["water"]}
    write(learned, tmp_path / "lexicon.tsv")
    assert "\twater\t" not in (tmp_path / "lexicon.tsv").read_text(encoding="utf-8")
    assert len((tmp_path / "lexicon.tsv").read_text(encoding="utf-8").splitlines()) > 100


def test_documents_left_out_teach_nothing(tmp_path: Path) -> None:
    everything = parallel_paragraphs(SAMPLE, SAMPLE)
    assert parallel_paragraphs(SAMPLE, SAMPLE, ["RCW/RES/2021/4"]) != everything
