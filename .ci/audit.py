"""Known vulnerabilities of what the lock installs: `python .ci/audit.py`, by pip-audit.

Status 1 says that there are some. Where the advisories cannot be had (no network, a mirror that has none) one sentence
says so and the status is 0: pip-audit itself calls every package "not found" then, and nothing vulnerable.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
AUDITS = (("-r", "requirements.lock", "--require-hashes"), ("-r", "requirements-torch.txt", "--no-deps"))
_SECONDS = 300
_NO_NETWORK = re.compile(
    r"connect|timed? ?out|max retries|name resolution|temporary failure|unreachable|proxy|\bSSL"
    r"|\b(?:403|407|429|5\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Verdict:
    """What an audit came to: how many packages were looked up, and what is known of them, a line each."""

    looked_up: int = 0
    skipped: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    out_of_reach: str | None = None
    failed: str | None = None


def audit(arguments: Sequence[str]) -> Verdict:
    """Run pip-audit over one file of requirements."""
    command = [sys.executable, "-m", "pip_audit", *arguments, "--disable-pip", "--progress-spinner=off"]
    command += ["--timeout=10", "--format=json", "--desc=off"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return Verdict(out_of_reach=f"no answer within {_SECONDS} seconds")
    return judged(done.returncode, done.stdout, done.stderr)


def judged(status: int, out: str, err: str) -> Verdict:
    """What pip-audit's output means."""
    try:
        rows: list[dict[str, Any]] = json.loads(out)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = next((line for line in reversed(err.splitlines()) if line.strip()), f"it left with status {status}")
        if status == 1 and _NO_NETWORK.search(err):
            return Verdict(out_of_reach=last)
        return Verdict(failed=last)
    skipped = tuple(str(row["name"]) for row in rows if "skip_reason" in row)
    found = tuple(_line(row, one) for row in rows for one in row.get("vulns", ()))
    if rows and len(skipped) == len(rows):
        return Verdict(out_of_reach=str(rows[0]["skip_reason"]), skipped=skipped)
    return Verdict(len(rows) - len(skipped), skipped, found)


def _line(row: dict[str, Any], vulnerability: dict[str, Any]) -> str:
    fixed = ", ".join(vulnerability.get("fix_versions") or ()) or "no version yet"
    return f"{row['name']} {row['version']}: {vulnerability['id']} (fixed in {fixed})"


def report(verdict: Verdict) -> tuple[int, str]:
    """The exit status and what is said."""
    if verdict.failed:
        return 2, f"The audit failed ({verdict.failed}); run pip-audit by hand to see why."
    if verdict.out_of_reach:
        return 0, f"The advisories cannot be had here ({verdict.out_of_reach}), so nothing was audited."
    left = f" Not looked up: {', '.join(verdict.skipped)}." if verdict.skipped else ""
    if verdict.found:
        return 1, "\n".join(("Known vulnerabilities:", *verdict.found, "Raise these in the lock (make lock)." + left))
    return 0, f"{verdict.looked_up} packages were looked up; no vulnerability of them is known.{left}"


def main() -> int:
    """Audit everything that is installed, and say what came of it."""
    worst = 0
    for arguments in AUDITS:
        status, said = report(audit(arguments))
        sys.stdout.write(f"{arguments[1]}: {said}\n")
        worst = max(worst, status)
    return worst


if __name__ == "__main__":
    sys.exit(main())
