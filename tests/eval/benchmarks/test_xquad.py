"""The XQuAD benchmark over small articles of our own; what it reads of the real ones."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.benchmarks import xquad
from index.documents import read
from index.paragraphs import outline

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "xquad"

ARTICLES = {
    "Lighthouse": [
        (
            "بنيت المنارة عام 1872 على صخرة أمام الميناء، ويبلغ ارتفاعها 31 مترا.",
            ("متى بنيت المنارة؟", "When was the lighthouse built?"),
        ),
        (
            "يعمل في المنارة حارسان يتناوبان كل أسبوعين، ويصلان إليها بالقارب.",
            ("كم حارسا يعمل في المنارة؟", "How many keepers work in the lighthouse?"),
        ),
    ],
    "Olive_oil": [
        (
            "\ufeffيعصر الزيتون في الخريف، وتكفي خمسة كيلوغرامات منه لصنع لتر واحد من الزيت.",
            ("في أي فصل يعصر الزيتون؟", "In which season are olives pressed?"),
        ),
        (
            "يحفظ الزيت في أوان داكنة\nبعيدا عن الضوء والحرارة، ولا يبقى طيبا أكثر من سنتين.",
            ("كيف يحفظ الزيت؟", "How is the oil stored?"),
        ),
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for place, language in enumerate(xquad.LANGUAGES):
        data = [
            {
                "title": title,
                "paragraphs": [
                    {"context": text, "qas": [{"question": asked[place]}]}
                    for text, asked in paragraphs
                ],
            }
            for title, paragraphs in ARTICLES.items()
        ]
        path = tmp_path / f"xquad.{language}.json"
        path.write_text(json.dumps({"data": data}, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_every_question_is_asked_of_the_arabic_paragraphs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = folder / "index"
    xquad.main([str(folder), "--index", str(index), "--json"])
    printed = capsys.readouterr()
    assert printed.err.strip() == "2 articles, 4 passages"
    found = {(each["language"], each["system"]): each for each in json.loads(printed.out)}
    assert set(found) == {(one, name) for one in ("ar", "en") for name in xquad.SYSTEMS}
    assert all(each["n"] == 4 for each in found.values())
    best = found["ar", "Fiqra"]["figures"]
    assert best["recall@1"]["mean"] == best["ndcg@10"]["mean"] == 1.0
    assert found["en", "Fiqra"]["figures"]["recall@5"]["mean"] == 1.0
    xquad.main([str(folder), "--index", str(index), "--questions", "1"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert all("n =     1" in line for line in lines)


def test_a_folder_without_the_files_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        xquad.main([str(tmp_path)])
    assert ended.value.code == 2
    assert "xquad.ar.json cannot be read" in capsys.readouterr().err


def test_one_right_paragraph_is_worth_its_rank() -> None:
    asked = [xquad.Asked("?", "ar", (f"{i}.txt", 0)) for i in range(4)]
    figures = xquad.measured("x", asked, [1, 2, 7, None], "ar").figures
    assert figures["recall@1"].mean == 0.25
    assert figures["recall@5"].mean == 0.5
    assert figures["ndcg@10"].mean == pytest.approx((1 + 1 / np.log2(3) + 1 / 3) / 4)


def test_a_result_shows_the_paragraph_and_its_points() -> None:
    found = [{("a", 1)}, {("a", 0), ("a", 2)}]
    assert xquad.rank(found, ("a", 2)) == 2
    assert xquad.rank(found, ("b", 2)) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abc")), min_size=1))
def test_an_interval_lies_about_the_mean(drawn: list[tuple[float, str]]) -> None:
    values, groups = [v for v, _ in drawn], [g for _, g in drawn]
    figure = xquad.mean_by_group(values, groups)
    assert min(values) - 1e-9 <= figure.low <= figure.high <= max(values) + 1e-9
    if len(set(groups)) == 1:
        assert figure.low == pytest.approx(figure.mean)
        assert figure.high == pytest.approx(figure.mean)


def test_the_real_articles_are_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    if not REAL.is_dir():
        pytest.skip("needs ../shared/data/xquad, which is not part of the repository")
    articles = xquad.read_articles(REAL, "ar")
    starts = xquad.write_articles(articles, tmp_path)
    for name, expected in starts.items():
        paragraphs = outline(read(tmp_path / name))
        places = [xquad.place_of(starts, name, each)[1] for each in paragraphs]
        assert places == list(range(len(expected))), name
    assert sum(map(len, starts.values())) == 240
    assert len(list(xquad.questions(articles, "ar"))) == 1190
