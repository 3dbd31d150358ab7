"""A whole batch of real questions over real damaged documents: every quotation to the letter."""

import json
from pathlib import Path

import pytest

from assistant import cli
from assistant.citations import numbered_spans, quote_spans, quoted
from index.documents import read
from index.paragraphs import outline

SHARED = Path(__file__).resolve().parents[3] / "shared"
CRIME = SHARED / "corpus" / "crime"
QUESTIONS = SHARED / "gold" / "dev.jsonl"
TEXTS = SHARED / "corpus" / "sc" / "txt"

real = pytest.mark.skipif(not CRIME.is_dir(), reason="the real documents (../shared) are not here")


@real
def test_every_quotation_of_a_batch_stands_at_its_spans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.ingest import ingest

    documents = [next(CRIME.glob("000_*.txt")), next(CRIME.glob("003_*.txt"))]
    ingest(tmp_path / "index", documents)
    run = tmp_path / "run.jsonl"
    arguments = ["ask", "--batch", QUESTIONS, "--out", run, "--index", tmp_path / "index"]
    monkeypatch.setattr("sys.argv", ["fiqra", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    texts = {path.name: read(path).text for path in documents}
    quotations = 0
    for line in run.read_text(encoding="utf-8").splitlines():
        shown = [w for w in json.loads(line)["answer"].splitlines() if w.startswith("> ")]
        words = [word for each in shown for word in each[2:].split()]
        assert all(any(word in text for text in texts.values()) for word in words), line
        for citation in json.loads(line)["citations"]:
            text = texts[citation["source"]]
            pieces = [text[s["start"] : s["end"]] for s in citation["quote_spans"]]
            assert " ".join(pieces) == citation["quote"], line
            assert citation["quote_match"] == "exact"
            quotations += 1
    assert quotations > 40


@real
@pytest.mark.parametrize("path", [*sorted(CRIME.glob("*.txt")), *sorted(TEXTS.glob("*.txt"))[::20]])
def test_every_paragraph_of_a_real_document_can_be_quoted_to_the_letter(path: Path) -> None:
    source = read(path)
    for paragraph in outline(source):
        if not len(paragraph.clean):
            continue
        spans = quote_spans(source, paragraph, 0, len(paragraph.clean))
        words = quoted(source, spans).split()
        everything = quoted(source, numbered_spans(source, paragraph)).split()
        assert set(words) <= set(everything) | set(paragraph.raw.split())
        for span in spans:
            assert any(p.start <= span.start and span.end <= p.end for p in paragraph.spans)
