"""The parts of the documents that are output: `make docs` writes them anew, tests/test_docs.py compares them.

Such a part stands between `<!-- output of: COMMAND -->` and `<!-- end of output -->`. COMMAND is a gongkai command
line, `modules PACKAGE`, which lists a package's modules with the first sentence that each says of itself, or
`licences LOCK...`, which lists the licences of what lock files install.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"(<!-- output of: (?P<command>.+?) -->\n)(?P<body>.*?)(<!-- end of output -->)", re.DOTALL)

ELAPSED = re.compile(r'("elapsed_ms": )[\d.]+')


def blocks(document: str) -> Iterator[tuple[str, str]]:
    """Each output of a document: the command and what stands there now."""
    for found in BLOCK.finditer(document):
        yield found["command"], found["body"]


def refreshed(document: str, output: Callable[[str], str]) -> str:
    """The document with every output made anew."""
    return BLOCK.sub(lambda found: found[1] + output(found["command"]) + found[4], document)


def output(command: str, store: Path) -> str:
    """What belongs in the document for `command`, run over the sample reports in `store`."""
    program, *words = shlex.split(command)
    if program == "modules":
        return module_table(words[0])
    if program == "licences":
        return licence_table(words)
    printed = ELAPSED.sub(r"\g<1>12.3", run(words, store).strip())
    return f"```{'json' if '--json' in words else 'text'}\n{printed}\n```\n"


def run(words: list[str], store: Path) -> str:
    """Standard output of `gongkai WORDS`, as wide as a document is."""
    done = subprocess.run(
        [sys.executable, "-c", "from assistant.cli import main; main()", *words],
        cwd=ROOT,
        env={**os.environ, "GONGKAI_STORE": str(store), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def module_table(package: str) -> str:
    """A package's modules, one a row."""
    rows = [f"| `{path.name}` | {first_sentence(path)} |\n" for path in sorted((ROOT / package).glob("*.py"))]
    return "| module | what it is for |\n| --- | --- |\n" + "".join(row for row in rows if "`__init__" not in row)


def licence_table(locks: list[str]) -> str:
    """The packages that lock files pin and their licences, one a row."""
    command = [sys.executable, str(ROOT / ".ci" / "licences.py"), *locks]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def first_sentence(path: Path) -> str:
    """What a module says of itself first."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    paragraph = " ".join(said.split("\n\n", maxsplit=1)[0].split())
    return re.split(r"(?<=\.) ", paragraph, maxsplit=1)[0].rstrip(".").replace("|", r"\|")


def main() -> None:
    """Write every document anew."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        run(["index", "reports"], store)
        for path in DOCUMENTS:
            text = path.read_text(encoding="utf-8")
            path.write_text(refreshed(text, lambda command: output(command, store)), encoding="utf-8")


if __name__ == "__main__":
    main()
