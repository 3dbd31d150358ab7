"""Pages that are pictures: read by Tesseract, where it is installed with its Arabic data."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from index.documents.pdf.layout import Line

DPI = 300
_SECONDS = 120
"""A page on which Tesseract works longer is left out."""
_SURE = 20
"""Words that Tesseract itself trusts less (of 100) are specks, not words."""
INSTALL = "apt install tesseract-ocr tesseract-ocr-ara"


@cache
def tesseract() -> str | None:
    """The Tesseract program, if it is installed and knows Arabic."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    try:
        said = subprocess.run(
            [path, "--list-langs"], capture_output=True, timeout=20, check=False, text=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return path if "ara" in said.stdout.split() else None


@cache
def _languages(path: str) -> str:
    said = subprocess.run(
        [path, "--list-langs"], capture_output=True, timeout=20, check=False, text=True
    )
    return "ara+eng" if "eng" in said.stdout.split() else "ara"


def read_images(path: str, images: dict[int, bytes]) -> dict[int, list[Line]]:
    """The lines of each page's picture (grey, PGM, 300 dpi); pages that gave none are left out."""
    workers = max(1, min(4, (os.cpu_count() or 1) // 2))
    with ThreadPoolExecutor(workers) as pool:
        tables = dict(
            zip(images, pool.map(lambda data: _recognise(path, data), images.values()), strict=True)
        )
    lines = {page: lines_of(table) for page, table in tables.items()}
    return {page: found for page, found in lines.items() if found}


def _recognise(path: str, image: bytes) -> str:
    command = [
        path,
        "stdin",
        "stdout",
        "-l",
        _languages(path),
        "--dpi",
        str(DPI),
        "--psm",
        "3",
        "tsv",
    ]
    try:
        done = subprocess.run(
            command,
            input=image,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""


def lines_of(table: str) -> list[Line]:
    """The lines of Tesseract's TSV output, in its order, with boxes in points."""
    scale = 72 / DPI
    words: dict[tuple[int, int, int], list[tuple[str, float, float, float, float]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            if row["level"] != "5" or float(row["conf"]) < _SURE or not row["text"].strip():
                continue
            left, top, width, height = (
                float(row[key]) * scale for key in ("left", "top", "width", "height")
            )
            key = int(row["block_num"]), int(row["par_num"]), int(row["line_num"])
        except (KeyError, TypeError, ValueError):
            continue
        words.setdefault(key, []).append(
            (row["text"].strip(), left, top, left + width, top + height)
        )
    lines = []
    for (block, paragraph, _), held in words.items():
        top, bottom = min(word[2] for word in held), max(word[4] for word in held)
        text = " ".join(word[0] for word in held)
        line = Line(
            cells=[],
            y=bottom - 0.2 * (bottom - top),
            size=round((bottom - top) * 0.75),
            x0=min(word[1] for word in held),
            x1=max(word[3] for word in held),
            top=top,
            bottom=bottom,
            zone=block * 1000 + paragraph,
            text="".join(c for c in text if c not in "\u200e\u200f\u202a\u202b\u202c"),
        )
        line.rtl = any("\u0590" <= c <= "\u08ff" for c in text)
        lines.append(line)
    return lines
