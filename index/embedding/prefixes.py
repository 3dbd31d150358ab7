"""What a model wants to stand before a question and before a passage."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Prefixes:
    """Put before every query and every passage; "" for nothing."""

    query: str = ""
    passage: str = ""


E5 = Prefixes("query: ", "passage: ")
E5_INSTRUCT = Prefixes(
    "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "
)

_E5_NAME = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])", re.IGNORECASE)
_BASE_MODEL = re.compile(r"^base_model:\s*(?:\n\s*-\s*)?(\S+)", re.MULTILINE)


def prefixes_of(folder: Path, name: str) -> Prefixes:
    """The prefixes of the model in `folder`, which its user called `name`.

    The model's own prompts (`query`; `passage` or `document`) count first. Where it states none,
    the e5 family is known by its name, in the call, in the configuration or in the model card's
    `base_model`: e5 was trained with prefixes, and its rankings suffer without them.
    """
    prompts = _json(folder / "config_sentence_transformers.json").get("prompts")
    if isinstance(prompts, dict):
        query = prompts.get("query") or ""
        passage = prompts.get("passage") or prompts.get("document") or ""
        # sentence-transformers 5 writes empty prompts for every model that it saves
        if query or passage:
            return Prefixes(str(query), str(passage))
    known_as = " ".join((name, *_names_in(folder)))
    if not _E5_NAME.search(known_as):
        return Prefixes()
    return E5_INSTRUCT if re.search(r"instruct|e5-mistral", known_as, re.IGNORECASE) else E5


def _names_in(folder: Path) -> list[str]:
    """What the folder says the model is called or was made from."""
    names = [str(_json(folder / "config.json").get("_name_or_path") or "")]
    try:
        card = (folder / "README.md").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return names
    front = card.split("\n---", 1)[0] if card.startswith("---") else ""
    return names + _BASE_MODEL.findall(front)


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
