"""`gongkai ui`: the page's server, started in the place of this process or, where there is no such thing, beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from importlib import resources

import click

from assistant.cli_options import common, say, settings
from index.errors import UsageError

_ADDRESS = "127.0.0.1"


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="The port to listen on.")
@common
def ui(port: int) -> int:
    """Start the web page, for this machine alone."""
    page = resources.files("ui") / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(page)]
    command += ["--server.address", _ADDRESS, "--server.port", str(port)]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    environment = settings().environment()
    _check_free(port)
    say(f"The page is at http://{_ADDRESS}:{port} until you press Ctrl-C.")
    return _become(command, environment)


def _check_free(port: int) -> None:
    """Raise UsageError where the port cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1 if os.name == "posix" else 0)
        try:
            probe.bind((_ADDRESS, port))
        except OSError as error:
            raise UsageError(
                f"Port {port} of this machine cannot be listened on ({error.strerror or error}); "
                "name another with --port."
            ) from error


def _become(command: list[str], environment: Mapping[str, str]) -> int:
    """Run `command` as this very process, so that whatever ends this one ends the page too."""
    if os.name == "posix":
        sys.stderr.flush()
        os.execve(command[0], command, environment)  # noqa: S606 - no shell is wanted
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:
        return 0
