from pathlib import Path

import pytest

from index.learn_words import main


def test_words_and_pairs_of_a_folder_are_learned_and_a_file_can_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents, out = tmp_path / "documents", tmp_path / "out"
    documents.mkdir()
    out.mkdir()
    sentences = [f"١ - تؤكد اللجنة أهمية المياه الجوفية في البلد {n};" for n in "أبتث"]
    (documents / "a.txt").write_text("\n\n".join(sentences), encoding="utf-8")
    (documents / "b.txt").write_text("كلمة غريبة\n\n" * 4, encoding="utf-8")
    (tmp_path / "names").write_text("b.txt\n", encoding="utf-8")
    main([str(documents), "--leave-out", str(tmp_path / "names"), "--out", str(out)])
    assert "4 paragraphs" in capsys.readouterr().out
    assert "اللجنة\t4\n" in (out / "words.tsv").read_text(encoding="utf-8")
    assert "غريبة" not in (out / "words.tsv").read_text(encoding="utf-8")
    assert "المياه\t4\tالجوفية:4" in (out / "word_pairs.tsv").read_text(encoding="utf-8")
