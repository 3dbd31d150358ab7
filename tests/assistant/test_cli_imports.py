"""The command line starts at once: nothing heavy is imported where it is not used."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HEAVY = [
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "llama_index",
    "openai",
    "ollama",
    "langdetect",
    "pandas",
    "scipy",
    "sklearn",
    "docx",
    "lxml",
    "bs4",
    "pypdfium2",
    "rich",
]

LOADED = """
import sys
from assistant.cli import main
try:
    main()
finally:
    print("\\n" + " ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded(folder: Path, *arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.splitlines()[-1].split())


def test_asking_imports_nothing_that_it_does_not_use(index: Path, tmp_path: Path) -> None:
    modules = loaded(tmp_path, "ask", "ما الذي يقرره المجلس بشأن السدود؟")
    assert "faiss" in modules
    assert not modules.intersection(HEAVY)


def test_the_help_needs_neither_numpy_nor_the_index(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--help")
    assert not modules.intersection({*HEAVY, "numpy", "faiss", "pydantic_settings"})


def test_the_help_comes_at_once(tmp_path: Path) -> None:
    """0.3 s on a quiet machine; here the best of three, and room for a slow one."""
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        loaded(tmp_path, "--help")
        seconds.append(time.perf_counter() - began)
    assert min(seconds) < 1.0
