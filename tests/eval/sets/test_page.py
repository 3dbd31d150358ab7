"""The examples of the documentation are what the programs take."""

from __future__ import annotations

import json
import re
from pathlib import Path

from eval.sets.keys import AUTHORS_OWN, LineKeys
from eval.sets.line import read_entry

PAGE = Path(__file__).resolve().parents[3] / "docs" / "question-sets.md"


def test_the_examples_are_lines_of_a_set() -> None:
    examples = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    entries = [read_entry(example.replace("\n", " "), PAGE, 1) for example in examples]
    assert [entry.draft for entry in entries] == [False, True]


def test_every_key_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for key in (
        *LineKeys.model_fields,
        *AUTHORS_OWN,
        "doc",
        "start",
        "end",
        "label",
        "text",
        "vital",
        "forms",
    ):
        assert f"`{key}`" in page, key


def test_every_type_and_difficulty_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    schema = json.dumps(LineKeys.model_json_schema())
    for word in re.findall(
        r'"(?:lookup|number|definition|list|multi|followup|reference|precedent|unanswerable|easy|medium|hard)"',
        schema,
    ):
        assert f"`{word.strip(chr(34))}`" in page
