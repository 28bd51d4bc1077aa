"""The default model converted once for this machine, into the user's cache folder.

The folder appears in one step, complete and checked, or not at all; of two processes that convert at the same time one
puts its folder there and the other uses it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from index import embed_weights
from index.embed_weights import MODEL, SHA256, Weights
from index.errors import ModelUnavailable

# Raise it whenever the conversion gives other vectors: stores made with the older ones are then refused.
VERSION = 1
FINGERPRINT = f"{MODEL}@{SHA256[:12]}-{VERSION}"
FOLDER = f"{MODEL.rpartition('/')[2]}-{SHA256[:12]}-{VERSION}"
GRAPH, TOKENIZER = "model.onnx", "tokenizer.json"

_MANIFEST = "manifest.json"
_HALF_DONE = ".converting-"
_ABANDONED_AFTER = 3600.0
_LEAST_COSINE = 0.99
_PROBES = (
    "query: how many applications for government information were received",
    "query: 收到多少件政府信息公开申请",
    "passage: 全年共主动公开政府信息1234条，其中通过政府网站公开1000条，通过政务微信公开234条。",
    "passage: (一)公开内容不够全面，部分单位更新不及时；(二)工作人员业务水平有待提高。",
    "passage: No fees were charged for the disclosure of government information in this year.",
)


def converted(source: Path, cache: Path, say: Callable[[str], None]) -> Path:
    """The folder with the converted model under `cache`, made from the weights in `source` where it is not there yet.

    `say` hears a sentence before anything that takes seconds. Raises ModelUnavailable.
    """
    folder = cache / FOLDER
    if _complete(folder):
        return folder
    say(f"Converting the embedding model {MODEL} for this machine, which is done once and takes some ten seconds.")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        _sweep(cache)
        with tempfile.TemporaryDirectory(prefix=_HALF_DONE, dir=cache) as scratch:
            made = Path(scratch) / FOLDER
            _convert(embed_weights.read(source), made)
            _move(made, folder)
    except OSError as error:
        raise ModelUnavailable(
            f"The embedding model cannot be converted in the cache folder {cache} ({error.strerror or error}); "
            "make room there and make it writable, or name another folder with GONGKAI_CACHE."
        ) from error
    return folder


def _complete(folder: Path) -> bool:
    """Whether every file is there in the size that it was written with."""
    try:
        sizes: dict[str, int] = json.loads((folder / _MANIFEST).read_bytes())
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _convert(weights: Weights, folder: Path) -> None:
    from index import embed_graph, embed_tokenizer

    folder.mkdir()
    embed_tokenizer.build(weights.vocabulary).save(str(folder / TOKENIZER), pretty=False)
    embed_graph.save(weights, folder / GRAPH)
    _check(weights, folder)
    sizes = {name: (folder / name).stat().st_size for name in (GRAPH, TOKENIZER)}
    (folder / _MANIFEST).write_text(json.dumps(sizes), encoding="utf-8")


def _check(weights: Weights, folder: Path) -> None:
    """Raise ModelUnavailable unless the converted model gives the vectors that the source gives in PyTorch."""
    from index import embed_torch
    from index.embed_onnx import OnnxEncoder

    encoder = OnnxEncoder(folder)
    expected = embed_torch.embed(embed_torch.bert(weights), encoder.tokenizer, _PROBES)
    least = float((encoder.embed(_PROBES) * expected).sum(axis=1).min())
    if not least > _LEAST_COSINE:
        raise ModelUnavailable(
            f"The embedding model {MODEL} gives other vectors on this machine once it is converted (cosine {least:.3f} "
            f"with its source, where {_LEAST_COSINE} is asked); name another model with GONGKAI_EMBEDDING_MODEL."
        )


def _move(made: Path, folder: Path) -> None:
    """Put the finished folder in its place, unless another process has put a complete one there meanwhile."""
    if folder.exists() and not _complete(folder):
        folder.replace(made.with_name("damaged"))
    try:
        made.replace(folder)
    except OSError:
        if not _complete(folder):
            raise


def _sweep(cache: Path) -> None:
    """Take away what conversions that were killed have left behind."""
    for left in cache.glob(f"{_HALF_DONE}*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_AFTER:
            shutil.rmtree(left, ignore_errors=True)
