"""The NoMIRACL benchmark over a few passages of our own."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.benchmarks import nomiracl
from eval.benchmarks.nomiracl import curve, measured, read, signs, table
from eval.logistic import Flags, Floats
from index.errors import UsageError
from index.ingest import ingest
from index.store import open_index

LIGHTHOUSE = "المنارة: بنيت المنارة عام 1872 على صخرة أمام الميناء، ويبلغ ارتفاعها 31 مترا."
KEEPERS = "المنارة: يعمل في المنارة حارسان يتناوبان كل أسبوعين، ويصلان إليها بالقارب."
OLIVES = "زيت الزيتون: يعصر الزيتون في الخريف، وينتج الطن منه نحو 180 لترا من الزيت."


def line(question: str, answerable: bool, *texts: str) -> str:
    passages = [{"docid": f"{abs(hash(t)) % 10**6}#0", "text": t} for t in texts]
    return json.dumps(
        {"question": question, "answerable": answerable, "passages": passages}, ensure_ascii=False
    )


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "dev.jsonl"
    path.write_text(
        "\n".join(
            [
                line("متى بنيت المنارة أمام الميناء؟", True, LIGHTHOUSE, KEEPERS),
                line("متى بنيت المنارة أمام الميناء؟", False, OLIVES, KEEPERS),
                line("هل يعصر الزيتون في الشتاء؟", False, OLIVES),
            ]
        ),
        encoding="utf-8",
    )
    return path


def test_passages_that_answer_are_nearer(questions: Path, tmp_path: Path) -> None:
    asked, texts = read(questions)
    assert [each.answerable for each in asked] == [True, False, False]
    documents = tmp_path / "passages"
    documents.mkdir()
    for name, text in texts.items():
        (documents / name).write_text(text, encoding="utf-8")
    ingest(tmp_path / "index", [documents])
    with open_index(tmp_path / "index") as index:
        good, bad, yes_or_no = (signs(index, each) for each in asked)
    assert good.nearness > bad.nearness
    assert good.words > bad.words
    assert good.echo > bad.echo
    assert (good.fact, good.yes_or_no) == (1.0, 0.0)
    assert yes_or_no.yes_or_no == 1.0


def test_another_kind_of_file_or_index_is_refused(
    questions: Path, tmp_path: Path, two_resolutions_index: Path
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"query": "x"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="NoMIRACL"):
        read(other)
    with pytest.raises(UsageError, match="another index"):
        nomiracl.run(questions, two_resolutions_index)


@pytest.fixture
def two_resolutions_index(tmp_path: Path) -> Path:
    document = tmp_path / "well.txt"
    document.write_text("1 - يقرر حماية الآبار؛\n", encoding="utf-8")
    ingest(tmp_path / "other", [document])
    return tmp_path / "other"


def made_up(rows: int) -> tuple[Floats, Flags]:
    random = np.random.default_rng(4)
    true = random.random(rows) < 0.5
    return random.normal(size=rows) + 2 * true, true


def test_signs_that_tell_are_worth_something() -> None:
    sure, true = made_up(150)
    rows = [nomiracl.Signs(float(each), 0.1, 0.2, 0.3, 0.0, 0.0) for each in sure]
    found = measured(rows, true.tolist())
    assert found.auc_low < found.auc < found.auc_high
    assert found.auc > 0.85
    assert found.without["nearness"] < 0.65
    assert found.without["words"] == pytest.approx(found.auc, abs=0.02)
    assert f"{found.auc:.3f}" in "\n".join(table(found))


@given(st.integers(20, 80))
def test_more_silence_means_fewer_wrong_answers(rows: int) -> None:
    sure, true = made_up(rows)
    true[:2] = True, False
    points = list(curve(sure, true))
    for point, later in pairwise(points):
        assert point.wrong_silence <= later.wrong_silence
        assert point.wrong_answers >= later.wrong_answers
