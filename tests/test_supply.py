"""What is installed: no licence that binds, and an audit that tells what was found from what could not be looked up."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-torch.txt", "requirements-dev.lock", "requirements-chat-tests.txt")


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


audit, licences = load("audit"), load("licences")


# -- licences ---------------------------------------------------------------------------------------------------------


def test_nothing_that_is_installed_binds_a_program_that_uses_it() -> None:
    assert licences.faults(licences.licences_of(LOCKS)) == []


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "LGPL-2.1",
        "GNU General Public License v2 (GPLv2)",
        "GNU Lesser General Public License v3 (LGPLv3); MIT License",
        "GPL-2.0-only AND (MIT OR Apache-2.0)",
        "(MIT OR GPL-2.0) AND AGPL-3.0",
        "SSPL-1.0",
        "BUSL-1.1",
        "CC-BY-NC-4.0",
        "Other/Proprietary License",
        "UNKNOWN",
    ],
)
def test_a_licence_that_binds_is_found(licence: str) -> None:
    (fault,) = licences.faults({"some-package": licence})
    assert fault.startswith("some-package is under")


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "Apache-2.0 WITH LLVM-exception",
        "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later",
        "GPL-2.0-only OR (MIT AND BSD-3-Clause)",
        "Mozilla Public License 2.0 (MPL 2.0)",
        "MPL-2.0 AND (Apache-2.0 OR MIT)",
    ],
)
def test_a_licence_that_leaves_a_free_choice_passes(licence: str) -> None:
    assert licences.faults({"some-package": licence}) == []


def test_a_lock_is_read_for_every_system_that_the_program_runs_on() -> None:
    lock = """# made by uv
Some_Package==1.0 \\
    --hash=sha256:aa==
win.only==2 ; sys_platform == 'win32' \\
    --hash=sha256:bb
browser==1 ; sys_platform == 'emscripten' \\
some-package==2 ; python_full_version >= '3.12'
"""
    assert list(licences.pinned(lock)) == ["some-package", "win-only"]


def test_the_command_prints_a_table_and_fails_on_what_binds(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("click==8.2\nnever-heard-of-this==1\n")
    command = [sys.executable, str(ROOT / ".ci" / "licences.py"), str(tmp_path / "lock")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "| click | BSD-3-Clause |\n| never-heard-of-this | UNKNOWN |\n" in done.stdout
    assert done.stderr.startswith("never-heard-of-this is under 'UNKNOWN'")


# -- known vulnerabilities --------------------------------------------------------------------------------------------

SOUND = {"name": "click", "version": "8.2", "vulns": []}
SKIPPED = {"name": "torch", "skip_reason": "Dependency not found on PyPI and could not be audited: torch (2.13.0)"}
HOLED = {
    "name": "holed",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}, {"id": "GHSA-x", "fix_versions": []}],
}
UNREACHED = "ERROR:pip_audit._cli:Failed to connect to PyPI: Max retries exceeded"


def said(status: int, *rows: dict[str, Any], err: str = "") -> tuple[int, str]:
    out = json.dumps({"dependencies": rows, "fixes": []}) if rows else ""
    return tuple(audit.report(audit.judged(status, out, err)))  # type: ignore[return-value]


def test_what_is_found_fails_and_names_the_version_that_mends_it() -> None:
    status, words = said(1, SOUND, HOLED, SKIPPED)
    assert status == 1
    assert "holed 1.0: PYSEC-2026-1 (fixed in 1.1)\nholed 1.0: GHSA-x (fixed in no version yet)" in words
    assert "Not looked up: torch." in words


def test_what_was_looked_up_and_is_sound_is_counted() -> None:
    assert said(0, SOUND) == (0, "1 packages were looked up; no vulnerability of them is known.")
    assert said(0, SOUND, SKIPPED)[1].endswith("Not looked up: torch.")


def test_an_index_without_advisories_is_no_clean_bill() -> None:
    """pip-audit leaves with 0 and calls every package not found."""
    status, words = said(0, SKIPPED, SKIPPED)
    assert status == 0
    assert words.startswith("The advisories cannot be had here (Dependency not found")
    assert words.endswith("so nothing was audited.")


def test_a_network_that_is_not_there_is_one_sentence() -> None:
    status, words = said(1, err=UNREACHED)
    assert (status, words.count("\n")) == (0, 0)
    assert "Max retries exceeded" in words


@pytest.mark.parametrize(
    ("status", "err"),
    [(2, "usage: pip-audit [-h]\npip-audit: error: unknown"), (1, "ERROR: a hash is missing"), (1, "")],
)
def test_an_audit_that_fails_otherwise_is_no_success(status: int, err: str) -> None:
    assert said(status, err=err)[0] == 2


def test_an_audit_that_takes_too_long_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pip-audit", 300)

    monkeypatch.setattr(audit.subprocess, "run", never)
    assert audit.report(audit.audit(audit.AUDITS[0]))[0] == 0


def test_the_audit_goes_over_the_lock_with_its_hashes() -> None:
    assert audit.AUDITS[0] == ("-r", "requirements.lock", "--require-hashes")
    assert "make audit" in (ROOT / ".ci" / "run").read_text("utf-8")
