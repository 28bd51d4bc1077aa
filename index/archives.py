"""ZIP archives → their members, with every size checked before anything is unpacked."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from index.decoding import decode
from index.errors import LimitExceeded, UndecodableText, UnreadableFile, UnsupportedFormat
from index.reading import LIMITS, check_limit

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name as people wrote it, and its bytes, or the reason why it has none and the `kind` of
    error that is."""

    name: str
    data: bytes = b""
    reason: str | None = None
    kind: str = ""


def members(data: bytes) -> Iterator[Member]:
    """The files of a ZIP archive in the order of their names, folders left out.

    A member that cannot be unpacked comes with its reason. Raises UnsupportedFormat for a damaged archive and
    LimitExceeded for one with too many members or too much in them.
    """
    with open_archive(data) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        names = {id(info): member_name(info) for info in infos}
        for info in sorted(infos, key=lambda info: names[id(info)]):
            try:
                yield Member(names[id(info)], read_member(archive, info, LIMITS.file_bytes))
            except UnreadableFile as error:
                yield Member(names[id(info)], reason=error.message, kind=type(error).__name__)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive in `data`, once its directory has been found sound and within the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as error:
        raise UnsupportedFormat("The ZIP archive's directory is damaged and cannot be read; make it again.") from error
    check_limit(len(archive.infolist()), LIMITS.members, "archive members")
    check_limit(sum(info.file_size for info in archive.infolist()), LIMITS.unpacked_bytes, "bytes once unpacked")
    return archive


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a member, never unpacking more than `most`, whatever size its directory entry claims."""
    if info.flag_bits & _ENCRYPTED:
        raise UnsupportedFormat("The archive's member is encrypted; unpack it with its password and index the files.")
    try:
        with archive.open(info) as stream:
            data = stream.read(most + 1)
    except _DAMAGED as error:
        raise UnsupportedFormat("The archive's member is damaged and cannot be unpacked; make it again.") from error
    if len(data) > most:
        raise LimitExceeded(f"The archive's member unpacks to more than {most:,} bytes, the most that is read.")
    return data


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name as people wrote it: archives made on Chinese Windows write names in GBK and do not say so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return decode(info.orig_filename.encode("cp437")).replace("\\", "/")
    except (UnicodeEncodeError, UndecodableText):
        return info.filename
