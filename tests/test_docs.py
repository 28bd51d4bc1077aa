"""The documents say what is so: every output in them is what its command prints today, every link leads somewhere."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

from assistant.cli import cli
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
NEEDS_STORE = ("gongkai ask", "gongkai reports", "gongkai indicators", "gongkai check", "gongkai show")


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


outputs = load(ROOT / "docs" / "outputs.py")
SHOWN = [
    pytest.param(
        command,
        body,
        id=f"{path.name}: {command}",
        marks=[pytest.mark.model] if command.startswith(NEEDS_STORE) else [],
    )
    for path in outputs.DOCUMENTS
    for command, body in outputs.blocks(path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports, indexed."""
    store = tmp_path_factory.mktemp("docs") / "store"
    outputs.run(["index", "reports"], store)
    return store


@pytest.mark.parametrize(("command", "body"), SHOWN)
def test_an_output_is_what_the_command_prints(
    command: str,
    body: str,
    request: pytest.FixtureRequest,
    model_cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needed = command.startswith(NEEDS_STORE)
    store = request.getfixturevalue("sample_store") if needed else tmp_path
    monkeypatch.setenv("GONGKAI_CACHE", str(model_cache))
    assert body == outputs.output(command, store), "run make docs"


def test_every_command_is_documented() -> None:
    reference = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert [one for one in cli.commands if f"<!-- output of: gongkai {one} --help -->" not in reference] == []


@pytest.mark.parametrize("path", outputs.DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    linked = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in linked if link and not (path.parent / link).exists()] == []


def test_every_make_target_that_the_documents_name_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {name for path in outputs.DOCUMENTS for name in re.findall(r"`make ([a-z]+)", path.read_text("utf-8"))}
    assert [name for name in sorted(named) if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_both_readmes_have_the_same_parts() -> None:
    parts = [
        [len(hashes) for hashes in re.findall(r"^(#+) ", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)]
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert parts[0] == parts[1]


def test_a_stale_output_is_found_and_made_anew() -> None:
    stale = "a\n<!-- output of: gongkai x -->\nold\n<!-- end of output -->\nb"
    assert list(outputs.blocks(stale)) == [("gongkai x", "old\n")]
    fresh = outputs.refreshed(stale, lambda command: f"new {command}\n")
    assert fresh == "a\n<!-- output of: gongkai x -->\nnew gongkai x\n<!-- end of output -->\nb"


def test_every_setting_of_the_chat_model_is_documented_with_its_default() -> None:
    document = (ROOT / "docs" / "chat.md").read_text(encoding="utf-8")
    for one in fields(Settings):
        if one.name.startswith("chat_"):
            row = re.search(rf"^\| `{one.metadata['variable']}` \| (.*?) \|", document, re.MULTILINE)
            assert row is not None, one.name
            if isinstance(one.default, float | bool):
                assert row[1] == {True: "yes", False: "no"}.get(one.default, f"{one.default:g}")
