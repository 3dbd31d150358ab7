"""`fiqra demo`: the corpus that ships, two questions, and what to try next."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import typer

from assistant.answers import Question
from assistant.extractive import answer
from assistant.terminal import print_report, progress_bar, strong
from assistant.terminal_answer import print_answer
from index.ingest import ingest
from index.store import open_index

FOLDER = Path(".fiqra-demo")
QUESTIONS = (
    "أين يقع مقر المركز الإقليمي للإنذار الساحلي، ومتى تقرر أن يباشر عمله؟",
    "What majority does the Coastal Adaptation Fund's board need to release $700,000?",
)


def run_demo(folder: Path | None = None) -> None:
    """Indexes the sample documents into `folder`, asks two questions and prints the answers."""
    folder = folder or FOLDER
    with as_file(files("eval") / "sample" / "documents") as documents:
        paths = sorted(path for path in documents.iterdir() if path.is_file())
        print(
            f"Reading {len(paths)} documents of a fictional body, in Arabic and English, into {folder}.\n"
            "Embedding them takes a minute or more the first time; the vectors are kept, and the "
            "next time it takes seconds.",
            flush=True,
        )
        with progress_bar() as progress:
            report = ingest(folder, paths, progress=progress)
    print_report(report, as_json=False)
    index = open_index(folder)
    for question in QUESTIONS:
        typer.echo("\n" + strong(f"? {question}") + "\n")
        print_answer(answer(index, Question(question)))
    print(
        f"""
Now ask something yourself:
  fiqra ask "ماذا تقول الفقرة 3 من القرار RCW/RES/2022/3؟" --index {folder}
  fiqra search "early warning for coastal storms" --index {folder}
  fiqra show RCW/RES/2023/2 --index {folder}
and with documents of your own:
  fiqra ingest FOLDER
  fiqra ask "…\""""
    )
