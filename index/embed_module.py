"""The converted default model as a module of sentence-transformers."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from sentence_transformers.sentence_transformer.modules import InputModule

from index.embed_convert import GRAPH, TOKENIZER
from index.embed_onnx import OnnxEncoder


class OnnxModule(InputModule):
    """Texts → token ids → `sentence_embedding`, computed by an OnnxEncoder outside PyTorch."""

    def __init__(self, encoder: OnnxEncoder) -> None:
        torch.nn.Module.__init__(self)
        self._encoder = encoder
        self.tokenizer = encoder.tokenizer

    def get_embedding_dimension(self) -> int:
        return self._encoder.dimension

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        return {"input_ids": [self.tokenizer.encode((prompt or "") + text).ids for text in inputs]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        return features | {"sentence_embedding": torch.from_numpy(self._encoder.embed_ids(features["input_ids"]))}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        for name in (GRAPH, TOKENIZER):
            shutil.copy(self._encoder.folder / name, Path(output_path) / name)
