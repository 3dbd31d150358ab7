"""What a small model that invents things gets past the checks: every sentence, for a reader to label.

    python -m eval.benchmarks.small_model --index DIR --set SET --out FILE.jsonl [--count 40]

asks questions of a set (docs/question-sets.md), as far as it has them half answerable and half not,
half Arabic and half English, with SmolLM2-135M as the language model
(`eval.benchmarks.small_model_running`; it is fetched if it is not here). FILE gets a line for each
sentence that reached the reader, with the words of the paragraphs that it cites and an empty
`label`: `supported` or `unsupported`, which a person writes there, not the checker. Then a line for
each question, with the model's raw replies, and one with the totals. `kind` tells them apart.

The model cites nothing, and what cites nothing is withdrawn unread; `--cite` puts behind each of its
sentences the key of the paragraph that it is likest, so that all of them come before the checker.
`--replies FILE` takes the raw replies of an earlier run instead of asking the model.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from assistant.answering import answer
from assistant.answers import Answer, Citation, Claim, Question
from assistant.models.calls import Reply
from assistant.models.faults import LanguageModelError
from assistant.models.opening import LanguageModel, open_language_model
from assistant.models.tokens import ESTIMATE
from eval.benchmarks.small_model_replies import Citing, PlayedAgain, recorded_replies
from eval.benchmarks.small_model_running import CONTEXT, running_small_model, small_model_path
from eval.runs.systems import question_of
from eval.sets.check import load
from eval.sets.questions import Asked
from index.errors import FiqraError, UsageError
from index.store import Index, open_index

if TYPE_CHECKING:
    import threading

    from llama_index.core.llms import ChatMessage

COUNT = 40

Answering = Callable[[Index, Question, LanguageModel], Answer]

How = Literal["generated", "extractive", "abstained", "failed"]


@dataclass(frozen=True)
class Recorded(LanguageModel):
    """A model whose replies are kept: `said` grows with each call."""

    inner: LanguageModel | None = None
    said: list[dict[str, Any]] = field(default_factory=list, repr=False)

    def complete(
        self,
        messages: Sequence[ChatMessage],
        on_text: Callable[[str], None] | None = None,
        *,
        cancel: threading.Event | None = None,
    ) -> Reply:
        """The model's reply, as `LanguageModel.complete`, kept also where it broke off."""
        assert self.inner is not None
        try:
            reply = self.inner.complete(messages, on_text, cancel=cancel)
        except LanguageModelError as fault:
            self.said.append({"text": fault.partial, "fault": str(fault)})
            raise
        self.said.append({"text": reply.text, "cut": reply.cut, "ms": _milliseconds(reply.seconds)})
        return reply


M = TypeVar("M", bound=LanguageModel)


def as_(kind: type[M], model: LanguageModel, **more: Any) -> M:
    """The same model as another kind of one."""
    return kind(**{each.name: getattr(model, each.name) for each in fields(LanguageModel)}, **more)


def chosen(asked: Sequence[Asked], count: int) -> list[Asked]:
    """`count` questions in the set's order: a quarter of each language, answerable and not, evenly
    spread over the set.

    Where the set has fewer of one kind, these are fewer and no others take their place.
    """
    groups: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for place, each in enumerate(asked):
        groups[each.lang, each.answerable].append(place)
    kinds = [(lang, answerable) for answerable in (True, False) for lang in ("ar", "en")]
    places: list[int] = []
    for number, kind in enumerate(kinds):
        there = groups[kind]
        most = min(len(there), count // 4 + (number < count % 4))
        places += (there[len(there) * i // most] for i in range(most))
    return [asked[place] for place in sorted(places)]


def lines(
    index: Index, asked: Sequence[Asked], answering: Answering, model: LanguageModel
) -> Iterator[dict[str, Any]]:
    """Asks each question; gives the lines of its sentences and its own, and at the end the totals."""
    keeping = as_(Recorded, model, inner=model)
    asked_lines = []
    for each in asked:
        keeping.said.clear()
        began = time.perf_counter()
        answer, fault = _answered(index, each, answering, keeping)
        seconds = time.perf_counter() - began
        how = how_made(answer)
        sentences = list(_sentences(each, answer, how)) if answer else []
        yield from sentences
        line = {
            "kind": "question",
            **_question_keys(each),
            "how": how,
            "language": answer.language if answer else None,
            "why": answer.why if answer else None,
            "note": answer.note if answer else None,
            "error": fault,
            "sentences": len(sentences),
            "ms": _milliseconds(seconds),
            "withdrawn": [w.text for w in answer.withdrawn] if answer else [],
            "replies": list(keeping.said),
        }
        asked_lines.append(line)
        yield line
    yield totals(asked_lines, model.name)


def _answered(
    index: Index, asked: Asked, answering: Answering, model: LanguageModel
) -> tuple[Answer | None, str | None]:
    """The answer, or what went wrong."""
    try:
        return answering(index, question_of(asked), model), None
    except FiqraError as fault:
        return None, str(fault)
    except Exception as fault:  # a fault in one question must not cost the others
        return None, f"internal fault, {type(fault).__name__}: {fault}"


def how_made(answer: Answer | None) -> How:
    """Whether the model wrote the answer, or it is made of the documents' own words, or is none."""
    if answer is None:
        return "failed"
    if answer.abstained:
        return "abstained"
    return "generated" if answer.model else "extractive"


def _sentences(asked: Asked, answer: Answer, how: How) -> Iterator[dict[str, Any]]:
    """A line for each statement with its citations, then for each line that belongs to none."""
    said: list[tuple[str, Sequence[Citation]]] = [
        (claim.text, [answer.citations[i] for i in claim.citations]) for claim in answer.claims
    ]
    said += ((line, ()) for line in besides(answer))
    for text, citations in said:
        yield {
            "kind": "sentence",
            **_question_keys(asked),
            "how": how,
            "language": answer.language,
            "sentence": text,
            "cited": [_cited(each) for each in citations],
            "label": "",
        }


def besides(answer: Answer) -> list[str]:
    """The lines of an answer that are no statement's, and neither quotation nor label of a paragraph
    that is only shown.
    """
    left = answer.text
    for claim in sorted(answer.claims, key=_length, reverse=True):
        left = left.replace(claim.text, "\n", 1)
    labels = {f"- {each.label}" for each in answer.nearest}
    found = (line.strip() for line in left.splitlines())
    return [line for line in found if line and not line.startswith(">") and line not in labels]


def _length(claim: Claim) -> int:
    return len(claim.text)


def _question_keys(asked: Asked) -> dict[str, Any]:
    return {
        "id": asked.id,
        "lang": asked.lang,
        "answerable": asked.answerable,
        "question": asked.question,
    }


def _cited(citation: Citation) -> dict[str, Any]:
    other = citation.counterpart
    return {
        "source": citation.found.document.name,
        "label": citation.found.label,
        "words": citation.found.text,
        "official": other.text if other else None,
        "support": citation.support,
    }


def totals(asked_lines: Sequence[Mapping[str, Any]], model: str) -> dict[str, Any]:
    """What the questions came to: how answered, answerable and not, and in which language."""
    counts = {
        name: dict(Counter(line["how"] for line in asked_lines if line["answerable"] is answerable))
        for name, answerable in (("answerable", True), ("unanswerable", False))
    }
    return {
        "kind": "totals",
        "model": model,
        "questions": len(asked_lines),
        "sentences": sum(line["sentences"] for line in asked_lines),
        **counts,
        "in_the_language_asked": sum(line["language"] == line["lang"] for line in asked_lines),
        "seconds": round(sum(line["ms"] for line in asked_lines) / 1000, 1),
    }


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)


def write(found: Iterator[dict[str, Any]], out: Path) -> dict[str, Any]:
    """Writes the lines as they come, says on stderr how it goes, and gives the last, the totals.

    Raises UsageError where the file is there: it may hold a reader's labels.
    """
    last: dict[str, Any] = {}
    try:
        with out.open("x", encoding="utf-8") as file:
            for last in found:
                file.write(json.dumps(last, ensure_ascii=False) + "\n")
                file.flush()
                if last["kind"] == "question":
                    print(f"{last['id']}: {last['how']}, {last['ms']:.0f} ms", file=sys.stderr)
    except FileExistsError as fault:
        raise UsageError(
            f"{out} is there already and may hold labels; name another file."
        ) from fault
    except OSError as fault:
        raise UsageError(f"{out} cannot be written ({fault}); name another file.") from fault
    return last


def again(
    index: Index, asked: Sequence[Asked], file: Path, *, cite: bool
) -> Iterator[dict[str, Any]]:
    """As `lines`, with the replies of an earlier run."""
    replies = recorded_replies(file)
    from llama_index.core.llms import MockLLM

    silent = LanguageModel(
        MockLLM(), f"{file.name} again", None, True, CONTEXT, 1, 1.0, 0, ESTIMATE
    )
    asked_lines: list[dict[str, Any]] = []
    for each in asked:
        played = as_(PlayedAgain, silent, replies=list(replies.get(each.id, ())), cite=cite)
        for line in lines(index, [each], answer, played):
            if line["kind"] == "question":
                asked_lines.append(line)
            if line["kind"] != "totals":
                yield line
    yield totals(asked_lines, silent.name)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--index", type=Path, required=True, help="the index that is asked")
    parser.add_argument("--set", type=Path, required=True, help="questions, as JSON lines")
    parser.add_argument("--out", type=Path, required=True, help="the file to be labelled")
    parser.add_argument("--count", type=int, default=COUNT, help="questions (default: %(default)s)")
    parser.add_argument("--context", type=int, default=CONTEXT, help="tokens that the model holds")
    parser.add_argument("--cite", action="store_true", help="give each sentence a key")
    parser.add_argument("--replies", type=Path, help="an earlier run's file, to be checked again")
    parser.add_argument("--threads", type=int, default=1, help="of the model's process")
    given = parser.parse_args(arguments)
    try:
        with open_index(given.index) as index:
            asked = chosen(list(load(given.set, index)), given.count)
            if given.replies:
                found = write(again(index, asked, given.replies, cite=given.cite), given.out)
            else:
                path = small_model_path(fetch=True)
                with running_small_model(path, context=given.context, threads=given.threads) as how:
                    model = open_language_model(how)
                    own = as_(Citing, model) if given.cite else model
                    found = write(lines(index, asked, answer, own), given.out)
    except FiqraError as fault:
        print(fault, file=sys.stderr)
        sys.exit(fault.exit_code)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
