"""Paths become documents: what is walked, what a file is by its content, and a plain reason where it cannot be read."""

from __future__ import annotations

import io
import os
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import (
    EmptyFile,
    LimitExceeded,
    MissingPath,
    UndecodableText,
    UnreadableFile,
    UnsupportedFormat,
)
from index.files import FileFailure, SourceFile, decode, read, walk
from index.reading import LIMITS

SIMPLIFIED = "青禾县2022年政府信息公开工作年度报告\n一、总体情况\n本年共收到政府信息公开申请12件，均已按时办结。\n"
TRADITIONAL = "青禾縣2022年政府資訊公開工作年度報告\n一、總體情況\n本年共收到政府資訊公開申請12件，均已按時辦結。\n"
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度"
)


def source(data: bytes, name: str = "report.txt") -> SourceFile:
    return SourceFile(name, name, data)


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def word_file(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# -- encodings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "gb2312"]
)
def test_simplified_chinese_in_every_encoding(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert decode(mark + SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "big5hkscs", "cp950", "gb18030"])
def test_traditional_chinese_in_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_comes_back_whole(text: str) -> None:
    assert decode(text.encode("utf-8")) == text.removeprefix("\ufeff")


@settings(deadline=None)
@given(st.text(st.sampled_from(COMMON + "，。、0123456789\n"), min_size=20))
def test_gb18030_comes_back_whole(text: str) -> None:
    text += "公开申请件数情况报告"
    assert decode(text.encode("gb18030")) == text


@settings(deadline=None)
@given(st.lists(st.sampled_from(["縣", "資訊", "公開", "申請", "辦結", "，", "12", "年度報告", "條例"]), min_size=5))
def test_big5_comes_back_whole_or_is_refused(words: list[str]) -> None:
    text = "".join(words)
    with suppress(UndecodableText):
        assert decode(text.encode("big5")) == text


@pytest.mark.parametrize("data", ["Überprüfung für Behörden".encode("latin-1"), b"\xff\xfe\x00\xd8abc", b"\x81" * 50])
def test_text_in_no_certain_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableText):
        decode(data)


def test_a_character_cut_off_by_the_end_of_the_file_is_left_out() -> None:
    for encoding in ("utf-8", "gb18030"):
        assert decode("本年共收到申请12件".encode(encoding)[:-1]) == "本年共收到申请12"


# -- what a file is -----------------------------------------------------------------------------------------------


def test_text_is_read_with_its_lines() -> None:
    assert read(source(SIMPLIFIED.encode("gb18030"))).text == SIMPLIFIED.rstrip("\n")


def test_what_a_file_is_comes_from_its_content_not_its_name() -> None:
    page = "<html><body><h1>年度报告</h1><p>正文</p></body></html>".encode()
    assert read(source(page, "a.pdf")).text == "年度报告\n正文"
    assert read(source(word_file("正文"), "a.txt")).text == "正文"
    assert read(source(SIMPLIFIED.encode(), "a.html")).text == SIMPLIFIED.rstrip("\n")


def test_laws_in_angle_brackets_are_no_markup() -> None:
    text = "根据<中华人民共和国政府信息公开条例>和<办法>，<p 值小于 3。"
    assert read(source(text.encode())).text == text


def test_markdown_is_told_by_its_name_or_its_headings() -> None:
    text = "# 年度报告\n\n## 一、概述\n\n正文"
    for name in ("a.txt", "a.md"):
        found = read(source(text.encode(), name))
        assert found.text == "年度报告\n\n一、概述\n\n正文"
        assert [line.heading for line in found.lines if line.heading] == [1, 2]


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\ufeff　\n\xa0".encode(), b"<html><body><p> </p></body></html>"])
def test_nothing_is_an_empty_file(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read(source(data))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "old Word .doc document"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel"),
        (OLE, "old Office document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG image"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"Rar!\x1a\x07\x00", "RAR archive"),
        (b"{\\rtf1\\ansi abc}", "Rich Text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html>", "web archive"),
        (bytes(range(256)), "binary"),
        (packed({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "Excel workbook"),
        (packed({"OFD.xml": b"<a/>"}), "OFD document"),
        (packed({"a.txt": b"a"}), "archive of files"),
        (b"PK\x03\x04 and no more", "damaged"),
    ],
)
def test_other_formats_are_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(UnsupportedFormat, match=reason) as caught:
        read(source(data))
    assert caught.value.message.endswith(".")
    assert "\n" not in caught.value.message


def test_a_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        read(source(b"a" * (LIMITS.file_bytes + 1)))


FORM = (("收到申请数", "件", "12"), ("行政复议数量", "件", ""), ("依申请公开信息收取的费用", "万元", "0"))


def as_html(encoding: str) -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in FORM)
    page = (
        f"<html><head><meta charset={encoding}></head><body><p>{'</p><p>'.join(PROSE)}</p><table>{rows}</table></body>"
    )
    return page.encode(encoding)


def as_pipes(heading: str) -> bytes:
    rows = "\n".join(f"| {' | '.join(row)} |" for row in FORM)
    return "\n".join([heading + PROSE[0], *PROSE[1:], rows]).encode()


def as_word() -> bytes:
    document = docx.Document()
    for text in PROSE:
        document.add_paragraph(text)
    table = document.add_table(3, 3)
    for row, texts in enumerate(FORM):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


PROSE = ("青禾县2017年政府信息公开工作年度报告", "一、概述", "本年共收到政府信息公开申请12件，均已按时办结。")
FORMATS = {
    "a.html": as_html("utf-8"),
    "b.htm": as_html("gb18030"),
    "c.docx": as_word(),
    "d.md": as_pipes("# "),
    "e.txt": as_pipes(""),
    "f.txt": as_pipes("").decode().replace("\n", "\r\n").encode("utf-16"),
}


def test_the_same_report_reads_the_same_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(packed(FORMATS))
    sources = [item for item in walk([tmp_path]) if isinstance(item, SourceFile)]
    documents = [read(item) for item in sources]
    assert [item.name for item in sources] == sorted(FORMATS)
    expected = "\n".join([*PROSE, *("\t".join(row) for row in FORM)])
    assert [found.text for found in documents] == [expected] * len(FORMATS)
    assert {found.tables for found in documents} == {documents[0].tables}


# -- what is walked -----------------------------------------------------------------------------------------------


def walked(*paths: Path) -> list[tuple[str, bytes | str]]:
    base = paths[0] if paths[0].is_dir() else paths[0].parent
    found = []
    for item in walk(paths):
        content = item.data if isinstance(item, SourceFile) else item.reason
        found.append((item.path.removeprefix(f"{base}{os.sep}"), content))
    return found


def test_a_folder_is_walked_in_order_and_its_readme_and_hidden_files_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden", ".git/x", "README.md", "~$a.docx", "Thumbs.db"):
        (tmp_path / name).write_bytes(name.encode())
    assert [name for name, _ in walked(tmp_path)] == ["a.txt", "b/1.txt", "b/2.txt"]


def test_a_file_named_on_purpose_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(b"x")
    assert walked(path) == [("README.md", b"x")]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.txt").write_bytes(b"x")
    (tmp_path / "in/a.txt").write_bytes(b"a")
    (tmp_path / "in/out.txt").symlink_to(tmp_path / "out.txt")
    (tmp_path / "in/same.txt").symlink_to(tmp_path / "in/a.txt")
    (tmp_path / "in/up").symlink_to(tmp_path)
    assert [name for name, _ in walked(tmp_path / "in")] == ["a.txt", "same.txt"]


def test_a_missing_path_is_named_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(MissingPath, match=r"none\.txt"):
        walk([tmp_path, tmp_path / "none.txt"])


def test_a_file_that_cannot_be_opened_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"x")
    whole = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    first, second = walked(tmp_path)
    assert first == ("a.txt", "The file cannot be opened (Permission denied); check its permissions.")
    assert second == ("b.txt", b"x")


def test_a_file_too_large_fails_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(LIMITS.file_bytes + 1)
    ((name, reason),) = walked(tmp_path)
    assert name == "big.txt"
    assert isinstance(reason, str)


def test_a_pipe_is_neither_file_nor_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    ((_, reason),) = walked(tmp_path)
    assert "neither a file nor a folder" in str(reason)


# -- archives -----------------------------------------------------------------------------------------------------


def archived(tmp_path: Path, data: bytes) -> list[tuple[str, bytes | str]]:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    return walked(path)


def test_an_archives_members_come_in_order_with_their_own_paths(tmp_path: Path) -> None:
    data = packed({"b/2.txt": b"2", "a.txt": b"1", "b/": b"", "__MACOSX/a.txt": b"x", ".hidden": b"x"})
    assert archived(tmp_path, data) == [("a.zip!a.txt", b"1"), ("a.zip!b/2.txt", b"2")]


def test_a_word_document_is_not_taken_for_an_archive(tmp_path: Path) -> None:
    assert [name for name, _ in archived(tmp_path, word_file("正文"))] == ["a.zip"]


def test_an_archive_in_an_archive_is_opened_once(tmp_path: Path) -> None:
    inner = packed({"1.txt": b"1"})
    found = archived(tmp_path, packed({"in.zip": packed({"deep.zip": inner}), "one.zip": inner}))
    assert found[1] == ("a.zip!one.zip!1.txt", b"1")
    assert found[0][0] == "a.zip!in.zip!deep.zip"
    assert "too deep" in str(found[0][1])


def test_names_written_in_gbk_are_read(tmp_path: Path) -> None:
    name = "青禾县年度报告.txt"
    info = zipfile.ZipInfo("x" * len(name.encode("gb18030")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, b"1")
    data = out.getvalue().replace(info.filename.encode(), name.encode("gb18030"))
    assert archived(tmp_path, data) == [(f"a.zip!{name}", b"1")]


def test_names_that_lead_out_of_the_archive_write_nothing(tmp_path: Path) -> None:
    found = archived(tmp_path, packed({"../../x.txt": b"1", "/etc/x.txt": b"2"}))
    assert sorted(content for _, content in found) == [b"1", b"2"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_bomb_is_refused_with_a_reason(tmp_path: Path) -> None:
    zeros = b"\x00" * 20_000_000
    start = time.process_time()
    ((name, data),) = archived(tmp_path, packed({f"{number}.txt": zeros for number in range(26)}))
    assert isinstance(data, bytes)
    with pytest.raises(LimitExceeded, match="bytes once unpacked"):
        read(source(data, name))
    assert time.process_time() - start < 5


def test_a_member_that_lies_about_its_size_is_stopped(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": b"\x00" * (LIMITS.file_bytes + 10)}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (5).to_bytes(4, "little")
    ((name, reason),) = archived(tmp_path, bytes(data))
    assert name == "a.zip!a.txt"
    assert isinstance(reason, str) or len(reason) == 5


def test_an_encrypted_member_fails_alone(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": b"1", "b.txt": b"2"}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    first, second = archived(tmp_path, bytes(data))
    assert "encrypted" in str(first[1])
    assert second == ("a.zip!b.txt", b"2")


# -- anything at all ----------------------------------------------------------------------------------------------

SEEDS = (
    SIMPLIFIED.encode(),
    SIMPLIFIED.encode("utf-16"),
    TRADITIONAL.encode("big5"),
    f"<html><table><tr><td>{SIMPLIFIED}<td>1</table></html>".encode(),
    "# 报告\n| a | b |\n| - | - |\n| 1 | 2 |".encode(),
    word_file(SIMPLIFIED),
    packed({"a.txt": SIMPLIFIED.encode(), "b.docx": word_file("正文")}),
    OLE,
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        cut = draw(st.integers(0, 30))
        data[at : at + cut] = draw(st.binary(max_size=20))
    return bytes(data)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=10_000)
@given(st.one_of(mutated(), st.binary(max_size=300)))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    with suppress(UnreadableFile):
        document = read(source(data))
        assert document.text.strip()


@settings(deadline=10_000, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutated())
def test_any_archive_is_walked(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.zip"
    path.write_bytes(data)
    for item in walk([path]):
        assert item.path.startswith(str(path))
        assert not isinstance(item, FileFailure) or item.reason.endswith(".")
