"""The child process that turns files into reports: one file in, one report or one reason out, until its input ends.

A parser that crashes or never ends takes this process with it and nothing else; see `index.reading_pool`.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import pickle
import signal
import sys

from index.bounded import limit_memory
from index.errors import UnreadableFile
from index.files import SourceFile, read
from index.model import Report
from index.reading import LIMITS, bound
from index.reading_pool import Unread
from index.understand import understand

logger = logging.getLogger(__name__)


def read_report(source: SourceFile) -> Report | Unread:
    """The report in a file, or the sentence that says why there is none."""
    try:
        sha256 = hashlib.sha256(source.data).hexdigest()
        report = understand(read(source), source.path, sha256, source.correction)
        "".join((report.text, report.identity.title)).encode()
    except UnreadableFile as error:
        return Unread(error.message, kind=type(error).__name__)
    except UnicodeEncodeError:
        reason = "The file holds halves of characters, so its text cannot be kept; save it as UTF-8 again."
        return Unread(reason, kind="UndecodableText")
    except MemoryError:
        reason = f"Reading the file takes more than {LIMITS.memory_bytes // 1_000_000:,} MB of memory; split it."
        return Unread(reason, kind="LimitExceeded")
    except Exception as error:
        logger.exception("reading %s", source.path)
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return Unread(f"Reading the file failed in an unforeseen way ({what}); please report it with the file.", False)
    return report


def serve(limits: dict[str, float]) -> None:
    """Answer one pickled SourceFile after the other with a pickled Report or Unread, until standard input ends."""
    bound(**limits)
    limit_memory(LIMITS.memory_bytes)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a parser prints must not end up among the answers
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            source = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the parent process
            pickle.dump(read_report(source), answers)
            answers.flush()
