"""The default model's weights, dequantised, as an ordinary BERT model in PyTorch: what the converted model is checked
against, and what its speed is compared with."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from index import embed_tokenizer
from index.embed_weights import MAX_TOKENS, PROMPTS, Weights

# Names in a BertModel → names in the weights' file, by encoder layer.
_LAYER_PARTS = {
    "attention.self.query.weight": "q.w",
    "attention.self.query.bias": "q.b",
    "attention.self.key.weight": "k.w",
    "attention.self.key.bias": "k.b",
    "attention.self.value.weight": "v.w",
    "attention.self.value.bias": "v.b",
    "attention.output.dense.weight": "ao.w",
    "attention.output.dense.bias": "ao.b",
    "attention.output.LayerNorm.weight": "aln.w",
    "attention.output.LayerNorm.bias": "aln.b",
    "intermediate.dense.weight": "fi.w",
    "intermediate.dense.bias": "fi.b",
    "output.dense.weight": "fo.w",
    "output.dense.bias": "fo.b",
    "output.LayerNorm.weight": "oln.w",
    "output.LayerNorm.bias": "oln.b",
}
_EMBEDDING_PARTS = {
    "embeddings.word_embeddings.weight": "emb.word",
    "embeddings.position_embeddings.weight": "emb.pos",
    "embeddings.token_type_embeddings.weight": "emb.type",
    "embeddings.LayerNorm.weight": "emb.ln.w",
    "embeddings.LayerNorm.bias": "emb.ln.b",
}


def bert(weights: Weights) -> BertModel:
    """The encoder in float32, without the dropout that only training wants."""
    sizes = weights.sizes
    config = BertConfig(
        vocab_size=sizes.vocabulary,
        hidden_size=sizes.hidden,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.feed_forward,
        max_position_embeddings=sizes.positions,
        type_vocab_size=sizes.types,
        layer_norm_eps=sizes.epsilon,
        pad_token_id=weights.vocabulary.padding,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    model = BertModel(config, add_pooling_layer=False)
    parts = dict(_EMBEDDING_PARTS)
    for layer in range(sizes.layers):
        parts |= {f"encoder.layer.{layer}.{ours}": f"l{layer}.{theirs}" for ours, theirs in _LAYER_PARTS.items()}
    shapes = {name: tensor.shape for name, tensor in model.state_dict().items()}
    model.load_state_dict({name: _tensor(weights, parts[name], shape) for name, shape in shapes.items()})
    return model


def _tensor(weights: Weights, name: str, shape: torch.Size) -> torch.Tensor:
    kind, _, _ = weights.tensors[name]
    values = weights.matrix(name, shape[-1]) if kind == 1 else weights.plain(name)
    return torch.from_numpy(values.copy()).reshape(shape)


def embed(model: BertModel, tokenizer: Tokenizer, texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of `texts`, prompts included in them: the mean over each text's tokens."""
    rows = []
    with torch.inference_mode():
        for text in texts:
            ids = torch.tensor([tokenizer.encode(text).ids])
            mean = model(input_ids=ids).last_hidden_state[0].mean(dim=0)
            rows.append(torch.nn.functional.normalize(mean, dim=0).numpy())
    return np.stack(rows)


def save_sentence_transformer(weights: Weights, folder: Path) -> None:
    """Write the model into `folder` as sentence-transformers loads and runs it in PyTorch by itself."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "pad_token": weights.vocabulary.pieces[weights.vocabulary.padding],
        "model_max_length": MAX_TOKENS,
    }
    with tempfile.TemporaryDirectory() as scratch:
        bert(weights).save_pretrained(scratch)
        embed_tokenizer.build(weights.vocabulary).save(f"{scratch}/tokenizer.json", pretty=False)
        Path(scratch, "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
        modules = [Transformer(scratch), Pooling(weights.sizes.hidden), Normalize()]
        SentenceTransformer(modules=modules, prompts=dict(PROMPTS), device="cpu").save(str(folder))
