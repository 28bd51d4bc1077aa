"""The default model converted once for this machine, into the user's cache folder.

The folder appears in one step, complete and checked, or not at all; of two processes that convert at the same time one
puts its folder there and the other uses it. The weights are checked against a known SHA-256 before they are converted
(`embed_weights`), and a manifest holds the SHA-256 of what came of them. As long as a file has the size and the time
that it was written with it is taken for what it was; where either is another its digest decides.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from index import embed_weights
from index.embed_weights import MODEL, SHA256, Weights
from index.errors import ModelUnavailable

# Raise it whenever the conversion gives other vectors: stores made with the older ones are then refused.
VERSION = 1
FINGERPRINT = f"{MODEL}@{SHA256[:12]}-{VERSION}"
FOLDER = f"{MODEL.rpartition('/')[2]}-{SHA256[:12]}-v{VERSION}"
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


def damaged(folder: Path) -> tuple[str, ...]:
    """The files of a converted model that are not as they were written, by their digests; takes a second."""
    try:
        written = _manifest(folder)
    except (OSError, ValueError):
        return (_MANIFEST,)
    return tuple(name for name, file in written.items() if _digest(folder / name) != file["sha256"])


def discard(folder: Path) -> None:
    """Have the model converted anew by whoever opens it next."""
    (folder / _MANIFEST).unlink(missing_ok=True)


def _complete(folder: Path) -> bool:
    """Whether every file is there as it was written."""
    try:
        written = _manifest(folder)
        touched = [name for name, file in written.items() if _stamp(folder / name) != file["stamp"]]
    except (OSError, ValueError):
        return False
    if any(_digest(folder / name) != written[name]["sha256"] for name in touched):
        return False
    if touched:  # a cache that was copied or restored: the same, at another time
        with suppress(OSError):
            _write_manifest(folder)
    return True


def _manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """What is known of each file: its digest, and its size and time. Raises OSError and ValueError."""
    about: dict[str, Any] = json.loads((folder / _MANIFEST).read_bytes())
    files = about.get("files")
    if about.get("source") != SHA256 or not isinstance(files, dict) or set(files) != {GRAPH, TOKENIZER}:
        raise ValueError("another manifest")
    if not all({"sha256", "stamp"} <= file.keys() for file in files.values()):
        raise ValueError("an incomplete manifest")
    return files


def _write_manifest(folder: Path) -> None:
    files = {name: {"stamp": _stamp(folder / name), "sha256": _digest(folder / name)} for name in (GRAPH, TOKENIZER)}
    scratch = folder / f"{_MANIFEST}.{os.getpid()}"
    scratch.write_text(json.dumps({"source": SHA256, "files": files}), encoding="utf-8")
    scratch.replace(folder / _MANIFEST)


def _stamp(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def _digest(path: Path) -> str | None:
    """The SHA-256 of a file, None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _convert(weights: Weights, folder: Path) -> None:
    from index import embed_graph, embed_tokenizer

    folder.mkdir()
    embed_tokenizer.build(weights.vocabulary).save(str(folder / TOKENIZER), pretty=False)
    embed_graph.save(weights, folder / GRAPH)
    _check(weights, folder)
    _write_manifest(folder)


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
