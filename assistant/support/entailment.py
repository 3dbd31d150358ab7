"""A checker that asks a natural-language-inference model: does the paragraph entail the statement?

For those who have one: as a second opinion on what the deterministic checker accepts (`seconded`), and
as a judge of `fiqra eval`. After ALCE (Gao et al., EMNLP 2023), where the cited passages together are the premise and the
statement the hypothesis. The model is a CrossEncoder of sentence-transformers with three labels,
from a folder or, if it is on this machine, by its hub name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.support.values import Cited, Judge, Judgement
from index.errors import FiqraError

ENTAILED = 0.5
"""From this probability of entailment on, a statement is supported."""

CONTRADICTED = 0.5
"""From this probability of contradiction on, unsupported; between the two, partly."""

_LABELS = {"entail": "entailment", "neutral": "neutral", "contradict": "contradiction"}


def seconded(
    judgement: Judgement, statement: str, cited: Sequence[Cited], entails: Judge | None
) -> Judgement:
    """The judgement where `entails` agrees that the statement is carried, or there is none; else what
    that says. It never makes good what was refused: numbers and names it reads over.
    """
    if entails is None or judgement.support != "supported":
        return judgement
    other = entails(statement, cited)
    return judgement if other.support == "supported" else replace(other, items=judgement.items)


def open_nli(name: str) -> Judge:
    """A judge from a CrossEncoder's folder or hub name. Raises FiqraError where it cannot be loaded,
    or where its labels are not entailment, neutral and contradiction.
    """
    folder = name
    if not (Path(name) / "config.json").is_file():
        folder = _in_hub_cache(name)
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(folder, local_files_only=True)
    except (OSError, ValueError, RuntimeError, KeyError) as fault:
        first = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
        raise FiqraError(
            f"The NLI model in {folder} cannot be loaded ({first}): name the folder of a CrossEncoder."
        ) from fault
    places = label_places(model.config.id2label, folder)

    def judge(statement: str, cited: Sequence[Cited]) -> Judgement:
        if not cited:
            return Judgement("unsupported", ("The statement cites no paragraph.",))
        premises = ["\n".join(each.text for each in cited)]
        # the official version in the statement's language, where it is there, is easier to read
        premises += ["\n".join(each.others[0] for each in cited if each.others)]
        asked = [(premise, statement) for premise in premises if premise]
        rows = model.predict(asked, apply_softmax=True, show_progress_bar=False)
        return _best([_judgement(row, places) for row in rows])

    return judge


def _in_hub_cache(name: str) -> str:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    try:
        return snapshot_download(name, local_files_only=True)
    except (OSError, ValueError, HFValidationError) as fault:
        raise FiqraError(
            f"{name} holds no model (no config.json) and none of the hub of that name is on this"
            " machine: name the folder of a CrossEncoder."
        ) from fault


def label_places(id2label: dict[Any, str], folder: str) -> dict[str, int]:
    """Which output is `entailment`, `neutral` and `contradiction`, as the model's own config says."""
    places = {
        meaning: int(place)
        for place, name in id2label.items()
        for start, meaning in _LABELS.items()
        if name.lower().replace("not_", "no ").startswith(start)
    }
    if set(places) != set(_LABELS.values()) or len(id2label) != 3:
        given = ", ".join(map(str, id2label.values()))
        raise FiqraError(
            f"The model in {folder} has the labels {given}, not entailment, neutral and contradiction:"
            " name one that was trained on natural-language inference."
        )
    return places


def _judgement(row: Any, places: dict[str, int]) -> Judgement:
    share = {name: float(row[place]) for name, place in places.items()}
    if share["entailment"] >= ENTAILED:
        return Judgement("supported")
    if share["contradiction"] >= CONTRADICTED:
        said = f"The paragraph contradicts it ({share['contradiction']:.2f})."
        return Judgement("unsupported", (said,))
    said = f"The paragraph does not entail it ({share['entailment']:.2f})."
    return Judgement("partly" if share["entailment"] > share["neutral"] else "unsupported", (said,))


def _best(judgements: Sequence[Judgement]) -> Judgement:
    order = ("supported", "partly", "unsupported")
    return min(judgements, key=lambda judgement: order.index(judgement.support))
