"""Paths → source files → Documents: what is walked, what a file is by its content, and which reader it goes to."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from index import archives, furniture
from index.decoding import decode, has_mark
from index.document import assemble
from index.errors import EmptyFile, LimitExceeded, MissingPath, UnreadableFile, UnsupportedFormat
from index.model import Correction, Document
from index.reading import LIMITS, Reading, check_limit

__all__ = ["FileFailure", "SourceFile", "decode", "read", "walk"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BINARY = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a bitmap image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"SQLite format 3\x00", "a SQLite database"),
)
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(
    r"</?(?:p|div|table|tr|td|th|br|span|li|ul|ol|h[1-6]|html|body|font|strong|tbody)(?:\s[^<>]*|\s*/)?>", re.IGNORECASE
)
_HTML_TAGS_NEEDED = 4
_HTML_PAGE = re.compile(r"</?(?:html|head|body)\b", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)
_MARKDOWN_RULE = re.compile(r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?$", re.MULTILINE)
_MARKDOWN_SUFFIXES = (".md", ".markdown")
_SKIPPED_NAMES = ("thumbs.db", "desktop.ini", "__macosx")
_SAMPLE = 200_000
_HEADER_REACH = 2_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: its path as shown to people (a ZIP member is `a.zip!member.txt`), its name, its bytes, and what
    a person said of it, where somebody did."""

    path: str
    name: str
    data: bytes
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that cannot be read, and why, in one sentence; `kind` names the error, and `sha256` stands for the content
    where there is one and nothing else came of it."""

    path: str
    reason: str
    kind: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)


# -- paths → source files -----------------------------------------------------------------------------------------


def walk(paths: Sequence[Path]) -> Iterator[SourceFile | FileFailure]:
    """The files at `paths`, in order: a file itself, a folder's files by name and recursively, an archive's members.

    In a folder, hidden files, a README and links that lead out of the folder are passed over. Raises MissingPath,
    before anything is read, for a path that is not there.
    """
    for path in paths:
        if not _may_exist(path):
            raise MissingPath(f"The path {path} is not there; give a file or folder that is.")
    return _walk(paths)


def _walk(paths: Sequence[Path]) -> Iterator[SourceFile | FileFailure]:
    for path in paths:
        try:
            is_folder = path.is_dir()
        except OSError:
            is_folder = False
        yield from _walk_folder(path) if is_folder else _walk_file(path)


def _may_exist(path: Path) -> bool:
    """Whether there is something at `path`, or nobody may look."""
    try:
        return path.exists()
    except OSError:
        return True


def _walk_folder(folder: Path) -> Iterator[SourceFile | FileFailure]:
    root = folder.resolve()
    failures: list[FileFailure] = []

    def note(error: OSError) -> None:
        failures.append(FileFailure(str(error.filename), _unopened("folder", error)))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not is_skipped(name))
        for name in sorted(names):
            path = Path(parent, name)
            if not is_skipped(name) and not is_readme(name) and path.resolve().is_relative_to(root):
                yield from _walk_file(path)
    yield from failures


def is_skipped(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or the system's own."""
    is_hidden = name.startswith((".", "~$")) and name not in (".", "..")
    return is_hidden or name.lower() in _SKIPPED_NAMES


def is_readme(name: str) -> bool:
    """Whether a file of this name says what else is in the folder."""
    return name.lower().partition(".")[0] == "readme"


def _walk_file(path: Path) -> Iterator[SourceFile | FileFailure]:
    try:
        if not path.is_file():
            raise UnsupportedFormat("This is neither a file nor a folder, and only those are read.")
        check_limit(path.stat().st_size, LIMITS.file_bytes, "bytes")
        source = SourceFile(str(path), path.name, path.read_bytes())
    except OSError as error:
        yield FileFailure(str(path), _unopened("file", error))
    except UnreadableFile as error:
        yield FileFailure(str(path), error.message, type(error).__name__)
    else:
        yield from _expand(source, LIMITS.nested_archives + 1)


def _unopened(what: str, error: OSError) -> str:
    return f"The {what} cannot be opened ({error.strerror or 'input/output error'}); check its permissions."


def _expand(source: SourceFile, depth: int) -> Iterator[SourceFile | FileFailure]:
    """The source itself, or an archive's members down to `depth` archives within one another."""
    if not _is_plain_archive(source.data):
        yield source
        return
    if depth == 0:
        reason = "The archive lies too deep in other archives; unpack them and index the files."
        yield FileFailure(source.path, reason, LimitExceeded.__name__)
        return
    try:
        for member in archives.members(source.data):
            path = f"{source.path}!{member.name}"
            name = PurePosixPath(member.name).name
            if any(map(is_skipped, PurePosixPath(member.name).parts)):
                continue
            if member.reason is not None:
                yield FileFailure(path, member.reason, member.kind)
            else:
                yield from _expand(SourceFile(path, name, member.data), depth - 1)
    except UnreadableFile as error:
        yield FileFailure(source.path, error.message, type(error).__name__)


# -- source file → Document ---------------------------------------------------------------------------------------


def read(source: SourceFile) -> Document:
    """The Document of a source file. What it is comes from its content; its name only tells Markdown from text.

    Raises UnreadableFile subclasses.
    """
    check_limit(len(source.data), LIMITS.file_bytes, "bytes")
    reading = _read_content(source)
    return assemble(Reading(furniture.strip(reading.blocks), reading.title))


def _read_content(source: SourceFile) -> Reading:
    data = source.data
    if not data.strip():
        raise EmptyFile("The file is empty; check that it was saved or downloaded whole.")
    for is_format, reader in _BINARY_READERS:
        if is_format(data):
            return reader(data)
    _refuse_binary(data)
    text = decode(data)
    if not text.strip("\ufeff \t\r\n\u3000\xa0"):
        raise EmptyFile("The file holds nothing but white space; check that it was saved with its content.")
    if _is_html(text):
        return _read_html(data)
    return _read_plain(text, source.name)


def _read_plain(text: str, name: str) -> Reading:
    from index.read_markdown import read_markdown
    from index.read_text import read_text

    sample = text[:_SAMPLE]
    marked = name.lower().endswith(_MARKDOWN_SUFFIXES) or len(_MARKDOWN_HEADING.findall(sample)) > 1
    tagged = len(_HTML_TAG.findall(sample)) >= _HTML_TAGS_NEEDED
    return read_markdown(text) if marked or tagged else read_text(text)


def _is_html(text: str) -> bool:
    sample = text[:_SAMPLE]
    if _HTML_START.match(sample) is not None:
        return True
    if len(_HTML_TAG.findall(sample)) < _HTML_TAGS_NEEDED:
        return False
    # Markdown may hold tags, and whole tables written in them.
    marked = _MARKDOWN_HEADING.search(sample) or _MARKDOWN_RULE.search(sample)
    return not marked or _HTML_PAGE.search(sample) is not None


# The parsers are imported when a file first needs them: each takes longer to load than a text report to read.


def _read_html(data: bytes) -> Reading:
    from index.read_html import read_html

    return read_html(data)


def _read_pdf(data: bytes) -> Reading:
    from index.read_pdf import read_pdf
    from index.torn_rows import with_whole_rows

    # Here, not in the process that reads: it need not load the forms.
    reading = read_pdf(data)
    return Reading(with_whole_rows(reading.blocks), reading.title)


def _read_docx(data: bytes) -> Reading:
    from index.read_docx import read_docx

    return read_docx(data)


# -- what a file is -----------------------------------------------------------------------------------------------


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _is_zip(data: bytes) -> bool:
    return data.startswith(_ZIP)


def _zip_names(data: bytes) -> frozenset[str]:
    with archives.open_archive(data) as archive:
        return frozenset(archive.namelist())


def _is_plain_archive(data: bytes) -> bool:
    """Whether `data` is a ZIP of files, not a document that happens to be packed as one, nor one too damaged to say."""
    if not _is_zip(data):
        return False
    try:
        return _packed_document(_zip_names(data)) is None
    except UnreadableFile:
        return False


def _packed_document(names: frozenset[str]) -> str | None:
    """Which document a ZIP with these members is, or None for a plain archive."""
    for sign, what in (
        ("word/document.xml", "a Word document"),
        ("xl/workbook.xml", "an Excel workbook"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("OFD.xml", "an OFD document"),
        ("META-INF/manifest.xml", "an OpenDocument file"),
    ):
        if sign in names:
            return what
    return "a packed Office document" if "[Content_Types].xml" in names else None


def _read_zip(data: bytes) -> Reading:
    what = _packed_document(_zip_names(data))
    if what == "a Word document":
        return _read_docx(data)
    if what is None:
        raise UnsupportedFormat("The file is an archive of files and no report; index the files in it.")
    raise UnsupportedFormat(f"The file is {what}, which is not read; save it as .docx or PDF and index that.")


def _is_ole(data: bytes) -> bool:
    return data.startswith(_OLE)


def _refuse_ole(data: bytes) -> Reading:
    """Raise with what an OLE compound file holds, by the names in its directory."""
    for sign, what in (
        ("EncryptedPackage", "an Office document with a password"),
        ("WordDocument", "an old Word .doc document"),
        ("Workbook", "an old Excel .xls workbook"),
        ("PowerPoint Document", "an old PowerPoint .ppt presentation"),
    ):
        if sign.encode("utf-16-le") in data:
            raise UnsupportedFormat(f"The file is {what}, which is not read; save it as .docx or PDF and index that.")
    raise UnsupportedFormat("The file is an old Office document, which is not read; save it as .docx or PDF.")


_BINARY_READERS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Reading]], ...] = (
    (_is_zip, _read_zip),
    (_is_ole, _refuse_ole),
    (_is_pdf, _read_pdf),
)


def _refuse_binary(data: bytes) -> None:
    if data.startswith(b"{\\rtf"):
        raise UnsupportedFormat("The file is Rich Text, which is not read; save it as .docx or PDF and index that.")
    if data[:_HEADER_REACH].lower().count(b"mime-version:") and b"multipart/" in data[:_HEADER_REACH].lower():
        raise UnsupportedFormat("The file is a web archive, which is not read; save the page as HTML and index that.")
    if has_mark(data):
        return
    for sign, what in _BINARY:
        if data.startswith(sign) and b"\x00" in data:
            raise UnsupportedFormat(f"The file is {what} and no text, PDF, Word or web page, which are what is read.")
    if b"\x00" in data:
        raise UnsupportedFormat("The file is binary and no text, PDF, Word or web page, which are what is read.")
