"""What every test has: a home, cache and store of its own; and stand-ins for the model, the vectors and the readers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import golden_files
import pytest
from chat_llama import llama, one_llama
from model_folder import MODEL_CACHE
from stand_ins import HashEmbedder, MemoryVectors, PlainPool, VectorRow, build_report

from index import build, care_rebuild
from index.build import index_paths
from index.model import Report

__all__ = ["llama", "one_llama"]  # fixtures that live with what they start


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(golden_files.FLAG, action="store_true", help="write tests/golden anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written anew in this run."""
    return bool(request.config.getoption(golden_files.FLAG))


@pytest.fixture(autouse=True)
def _isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's home, cache, store or settings."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("GONGKAI_", "XDG_"))]:
        if name != "GONGKAI_MORE_REPORTS":
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("GONGKAI_CACHE", str(home / "cache"))
    monkeypatch.setenv("GONGKAI_STORE", str(home / "store"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A folder for a store, not yet made."""
    return tmp_path / "store"


@pytest.fixture
def model_cache() -> Path:
    """The cache that the default model is converted into once per machine, for tests marked `model`."""
    return MODEL_CACHE


@pytest.fixture
def embedder() -> HashEmbedder:
    """A deterministic embedder with the interface of index.embed.Embedder."""
    return HashEmbedder()


@pytest.fixture
def make_embedder() -> type[HashEmbedder]:
    """Makes embedders with another fingerprint or dimension."""
    return HashEmbedder


ReportMaker = Callable[..., Report]


@pytest.fixture
def make_report() -> ReportMaker:
    """Makes small reports with invented figures: `make_report("庆阳市", 2018, received=30)`."""
    return build_report


@pytest.fixture
def vectors(monkeypatch: pytest.MonkeyPatch) -> type[MemoryVectors]:
    module = ModuleType("index.vectors")
    fresh = type("FreshVectors", (MemoryVectors,), {"kept": {}})
    module.Vectors, module.VectorRow = fresh, VectorRow  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "index.vectors", module)
    return fresh


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch, make_report: Callable[..., Report]) -> type[PlainPool]:
    fresh = type("FreshPool", (PlainPool,), {"make_report": staticmethod(make_report), "read_paths": []})
    monkeypatch.setattr(build, "ReadingPool", fresh)
    return fresh


@pytest.fixture
def two_files(tmp_path: Path, pool: type[PlainPool], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of two small reports, LIN and WANG, which are read in this process."""
    monkeypatch.setattr(care_rebuild, "ReadingPool", pool)
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "lin.txt").write_text("临江市 2018 41")
    (folder / "wang.txt").write_text("望山市 2018 52")
    return folder


@pytest.fixture
def two_reports(two_files: Path, store: Path) -> Path:
    """A store with these reports."""
    index_paths([two_files], store, HashEmbedder)
    return store
