from pathlib import Path

from index.learn_lexicon import learn, parallel_paragraphs, write
from index.lexicon import english_terms, lexicon, renderings, stem

SAMPLE = Path(__file__).resolve().parents[2] / "eval" / "sample" / "documents"


def test_common_words_are_rendered_by_what_un_arabic_says() -> None:
    for english, arabic in (("border", "الحدود"), ("sanctions", "الجزاات"), ("mandate", "ولايه")):
        (found,) = renderings(english)
        assert arabic in {word for word, _ in found}, english


def test_shares_are_probabilities() -> None:
    for term, found in lexicon().items():
        assert 0 < sum(share for _, share in found) <= 1.1, term
        assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)


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
