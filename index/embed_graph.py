"""The default model as an ONNX graph for ONNX Runtime on a CPU: int8 arithmetic, mean pooling and normalisation in it.

The matrix products take their activations as int8, scaled as they come, and weights of one scale a column
(DynamicQuantizeMatMul). Two choices differ from what a converter would make:

- Weights keep 7 of the 8 bits. Processors without VNNI add pairs of int8 products in 16 bits, which full weights
  overflow; as the source has 4 bits a weight, next to nothing is lost.
- The second product of each feed-forward layer takes scales a block of 128 (MatMulNBits): a few of its activations are
  so large that one scale for all would cost most of the whole model's error (cosine 0.997 instead of 0.999).

The word embeddings stay in the source's own 4 bits (GatherBlockQuantized), which loses nothing and loads fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.embed_weights import BLOCK, MAX_TOKENS, Weights

IDS, MASK, EMBEDDING = "input_ids", "attention_mask", "embedding"

_VENDOR = "com.microsoft"
_OPSETS = (helper.make_opsetid("", 21), helper.make_opsetid(_VENDOR, 1))
_IR_VERSION = 10
_LARGEST_WEIGHT = 64
_WIDE_BLOCK = 128
_ZERO_POINT = 0x88  # two 4-bit eights: a code of 8 stands for 0


def save(weights: Weights, path: Path) -> None:
    """Write the model: token ids and attention mask, both int64 (texts, tokens) → unit vectors, float32 (texts, hidden
    size)."""
    graph = _Graph(weights)
    hidden = graph.embeddings()
    mask = graph.node("Cast", [MASK], to=TensorProto.INT32)
    for layer in range(weights.sizes.layers):
        hidden = graph.layer(f"l{layer}.", hidden, mask)
    graph.pooling(hidden)
    onnx.save(graph.model(), path)


class _Graph:
    """An ONNX graph under construction. Methods add nodes and give the name of the value that they put out."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def node(self, operator: str, inputs: Sequence[str], output: str = "", domain: str = "", **options: Any) -> str:
        output = output or f"value{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **options))
        return output

    def constant(self, values: NDArray[np.generic]) -> str:
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def four_bit_constant(self, shape: Sequence[int], packed: bytes) -> str:
        name = f"constant{len(self._constants)}"
        self._constants.append(helper.make_tensor(name, TensorProto.UINT4, shape, packed, raw=True))
        return name

    def embeddings(self) -> str:
        """Word, position and type embeddings summed, then normalised."""
        sizes = self._weights.sizes
        positions = self._weights.plain("emb.pos").reshape(sizes.positions, sizes.hidden)
        kinds = self._weights.plain("emb.type").reshape(sizes.types, sizes.hidden)
        start, axis = self.constant(np.array([0])), self.constant(np.array([0]))
        length = self.node("Gather", [self.node("Shape", [IDS]), self.constant(np.array([1]))])
        places = self.node("Slice", [self.constant((positions + kinds[0])[:MAX_TOKENS]), start, length, axis])
        return self.norm(self.node("Add", [self.words(), places]), "emb.ln")

    def words(self) -> str:
        hidden = self._weights.sizes.hidden
        scales, codes = self._weights.blocks("emb.word", hidden)
        packed = codes[:, 0::2] | (codes[:, 1::2] << 4)
        data = self.four_bit_constant(codes.shape, packed.tobytes())
        zeros = self.four_bit_constant(scales.shape, bytes([_ZERO_POINT]) * (scales.size // 2))
        inputs = [data, IDS, self.constant(scales), zeros]
        return self.node(
            "GatherBlockQuantized", inputs, domain=_VENDOR, gather_axis=0, quantize_axis=1, block_size=BLOCK
        )

    def layer(self, prefix: str, hidden: str, mask: str) -> str:
        """One encoder layer: attention and feed-forward, each added to its input and normalised."""
        sizes = self._weights.sizes
        query, key, value = (self.linear(f"{prefix}{name}", hidden, sizes.hidden) for name in "qkv")
        inputs = [query, key, value, "", mask]
        attention = self.node("MultiHeadAttention", inputs, domain=_VENDOR, num_heads=sizes.heads)
        attended = self.linear(f"{prefix}ao", attention, sizes.hidden)
        hidden = self.norm(self.node("Add", [attended, hidden]), f"{prefix}aln")
        inner = self.node("Gelu", [self.linear(f"{prefix}fi", hidden, sizes.hidden)], domain=_VENDOR)
        outer = self.wide_linear(f"{prefix}fo", inner, sizes.feed_forward)
        return self.norm(self.node("Add", [outer, hidden]), f"{prefix}oln")

    def linear(self, name: str, values: str, columns: int) -> str:
        matrix = self._weights.matrix(f"{name}.w", columns)
        scales = np.abs(matrix).max(axis=1) / _LARGEST_WEIGHT
        whole = np.rint(matrix / scales[:, None]).astype(np.int8)
        bias = self.constant(self._weights.plain(f"{name}.b"))
        inputs = [values, self.constant(whole.T), self.constant(scales), "", bias]
        return self.node("DynamicQuantizeMatMul", inputs, domain=_VENDOR)

    def wide_linear(self, name: str, values: str, columns: int) -> str:
        matrix = self._weights.matrix(f"{name}.w", columns)
        blocks = matrix.reshape(len(matrix), columns // _WIDE_BLOCK, _WIDE_BLOCK)
        scales = np.abs(blocks).max(axis=2) / 127
        whole = (np.rint(blocks / scales[:, :, None]) + 128).astype(np.uint8)
        bias = self.constant(self._weights.plain(f"{name}.b"))
        inputs = [values, self.constant(whole), self.constant(scales), "", "", bias]
        options: dict[str, Any] = {"K": columns, "N": len(matrix), "bits": 8, "block_size": _WIDE_BLOCK}
        return self.node("MatMulNBits", inputs, domain=_VENDOR, accuracy_level=4, **options)

    def norm(self, values: str, name: str) -> str:
        inputs = [values, *(self.constant(self._weights.plain(f"{name}.{part}")) for part in "wb")]
        return self.node("LayerNormalization", inputs, epsilon=self._weights.sizes.epsilon)

    def pooling(self, hidden: str) -> None:
        """The mean over a text's tokens at unit length; a sum has the same direction."""
        tokens, features = self.constant(np.array([1])), self.constant(np.array([2]))
        present = self.node("Unsqueeze", [self.node("Cast", [MASK], to=TensorProto.FLOAT), features])
        total = self.node("ReduceSum", [self.node("Mul", [hidden, present]), tokens], keepdims=0)
        self.node("Div", [total, self.node("ReduceL2", [total, tokens], keepdims=1)], EMBEDDING)

    def model(self) -> onnx.ModelProto:
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in (IDS, MASK)]
        shape: list[str | int | None] = ["texts", self._weights.sizes.hidden]
        outputs = [helper.make_tensor_value_info(EMBEDDING, TensorProto.FLOAT, shape)]
        graph = helper.make_graph(self._nodes, "encoder", inputs, outputs, self._constants)
        return helper.make_model(graph, opset_imports=list(_OPSETS), ir_version=_IR_VERSION, producer_name="gongkai")
