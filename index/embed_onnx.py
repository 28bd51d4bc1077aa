"""The converted default model at work: text → unit vectors with ONNX Runtime, on every core, without PyTorch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.embed_convert import GRAPH, TOKENIZER
from index.embed_weights import MODEL
from index.errors import ModelUnavailable

if TYPE_CHECKING:
    import onnxruntime

_ERRORS_ONLY = 3


class OnnxEncoder:
    """The model in `folder` (GRAPH and TOKENIZER). Loading raises ModelUnavailable.

    Texts are computed one by one, several at a time on as many threads as given. That is no slower on a CPU than
    padded batches, and a text's vector stays the same whatever it is embedded with: in a batch the int8 scale of one
    text depends on its neighbours.
    """

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        try:
            self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = _session(folder / GRAPH)
        except Exception as error:
            raise ModelUnavailable(
                f"The converted model {MODEL} in {folder} cannot be loaded ({_first_line(error)}); "
                "delete that folder and the model is converted again."
            ) from error
        self._inputs = tuple(item.name for item in self._session.get_inputs())
        self.dimension = int(self._session.get_outputs()[0].shape[1])
        self.folder = folder
        self._threads = threads or cores()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, one row a text; a text longer than 512 tokens counts by its beginning. Prompts belong to the
        texts."""
        return self.embed_ids([self.tokenizer.encode(text).ids for text in texts])

    def embed_ids(self, texts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Unit vectors, one row a text given as token ids."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        # The longest first: no thread is left with a long text when the others are done.
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        if len(texts) == 1:
            rows[0] = self._run(texts[0])
            return rows
        with ThreadPoolExecutor(self._threads) as pool:
            for index, row in zip(order, pool.map(lambda index: self._run(texts[index]), order), strict=True):
                rows[index] = row
        return rows

    def _run(self, ids: Sequence[int]) -> NDArray[np.float32]:
        tokens = np.asarray([ids], np.int64)
        [vectors] = self._session.run(None, dict(zip(self._inputs, (tokens, np.ones_like(tokens)), strict=True)))
        row: NDArray[np.float32] = vectors[0]
        return row


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _session(graph: Path) -> onnxruntime.InferenceSession:
    # ONNX Runtime notes a device id and reports its use to its maker unless it is told not to before it is imported.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    # The graph is written as it is to run: further fusions make the layer norms six times slower on a CPU.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(graph), options, ["CPUExecutionProvider"])


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
