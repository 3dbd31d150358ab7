"""Small collections in the forms that are handed around, and what an import of them must be."""

from __future__ import annotations

import json
from pathlib import Path

from eval.sets.check import check
from eval.sets.importing import import_set
from eval.sets.importing.values import Imported
from eval.sets.questions import Asked
from eval.sets.reading import read_asked
from index.ingest import ingest
from index.store import open_index
from index.values import Language

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"

WELLS = "تخفض دول السهل ما تستخرجه من الآبار العميقة بنسبة 12 في المائة بحلول عام 2026."
DAMS = "بني السد الأول على نهر الوادي عام 1954، وهو أقدم سدود الإقليم وأعلاها."
COAST = "تتآكل سواحل الخليج الشمالي بمعدل مترين كل سنة، وفق قياسات عام 2019."


def write_json(path: Path, value: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def write_lines(path: Path, *lines: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def imported(
    kind: str, source: Path, out: Path, lang: Language = "ar"
) -> tuple[Imported, list[Asked]]:
    """What an import made, after its evidence was compared with the files that it wrote."""
    made = import_set(kind, source, out, lang)
    asked = list(read_asked(made.questions_path))
    assert made.questions == len(asked)
    assert made.documents == len(list(made.documents_path.iterdir()))
    for evidence in (e for one in asked for places in one.evidence_sets for e in places):
        text = (made.documents_path / evidence.doc).read_text(encoding="utf-8")
        assert evidence.text in ("", text[evidence.start : evidence.end])
        assert text[evidence.start : evidence.end].strip()
    return made, asked


def assert_ingests_and_checks(made: Imported) -> None:
    """The documents can be ingested and the set is sound over them."""
    report = ingest(made.folder / "index", [made.documents_path])
    assert not report.failed
    assert report.documents == made.documents
    with open_index(made.folder / "index") as index:
        checked = check(made.questions_path, index)
    assert not checked.faults
    assert checked.questions == made.questions
