"""`gongkai ui`: the page's server, started in the place of this process or, where there is no such thing, beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from ipaddress import ip_address

import click

from assistant.addresses import as_host, is_loopback, numbered
from assistant.cli_options import common, say, settings
from assistant.settings import Settings
from assistant.sign_in import SignIn, is_open, read_sign_in
from index.errors import UsageError


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="The port to listen on.")
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    metavar="HOST",
    help="The address to listen on; any but this machine's own needs signing in (GONGKAI_SIGN_IN).",
)
@click.option("--insecure", is_flag=True, help="Let everybody who reaches the page use it, and change the store.")
@common
def ui(port: int, address: str, insecure: bool) -> int:
    """Start the web page, for this machine alone unless told otherwise."""
    chosen = settings()
    chosen = replace(chosen, insecure=chosen.insecure or insecure)
    sign_in = read_sign_in(chosen.sign_in) if chosen.sign_in else None
    number = numbered(address)
    _check_safe(address, number, sign_in, chosen)
    _check_free(number, port)
    page = resources.files("ui") / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(page)]
    command += ["--server.address", number, "--server.port", str(port)]
    command += ["--server.maxUploadSize", str(chosen.max_file_mb)]
    command += ["--server.headless", "true", "--browser.gatherUsageStats", "false"]
    if chosen.sign_in and is_open(chosen.sign_in):
        say(f"Every user of this machine can read the secrets in {chosen.sign_in}; chmod 600 keeps them to yourself.")
    say(_where(number, port, sign_in))
    return _become(command, chosen.environment())


def _check_safe(address: str, number: str, sign_in: SignIn | None, chosen: Settings) -> None:
    """Raise UsageError where everybody on a network could change the store, and nobody said that they may."""
    if sign_in is None and not chosen.insecure and not is_loopback(number):
        raise UsageError(
            f"{address} can be reached from other machines, and nobody is asked to sign in: everybody there could "
            "change the store. Set up signing in and name its file with GONGKAI_SIGN_IN (docs/security.md), leave "
            "--address out, or give --insecure if that is what you want."
        )


def _check_free(address: str, port: int) -> None:
    """Raise UsageError where the port cannot be listened on."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1 if os.name == "posix" else 0)
            probe.bind((address, port))
    except OSError as error:
        raise UsageError(
            f"Port {port} of {'this machine' if is_loopback(address) else address} cannot be listened on "
            f"({error.strerror or error}); name another with --port, or an address of this machine with --address."
        ) from error


def _where(address: str, port: int, sign_in: SignIn | None) -> str:
    """Where the page is, for the one who started it."""
    if sign_in is not None:
        return f"The page is at {sign_in.origin}, for those who sign in, until you press Ctrl-C."
    if is_loopback(address):
        return f"The page is at http://{as_host(address)}:{port} until you press Ctrl-C."
    everywhere = ip_address(address).is_unspecified
    where = f"port {port} of every address of this machine" if everywhere else f"http://{as_host(address)}:{port}"
    return f"The page is at {where} until you press Ctrl-C. Everybody who reaches it can change the store."


def _become(command: list[str], environment: Mapping[str, str]) -> int:
    """Run `command` as this very process, so that whatever ends this one ends the page too."""
    if os.name == "posix":
        sys.stderr.flush()
        os.execve(command[0], command, environment)  # noqa: S606 - no shell is wanted
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:
        return 0
