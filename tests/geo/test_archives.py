"""Zip archives: the one table in them is streamed, and what is dangerous is refused."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data import GazetteerError
from conflictmap.geo.sources import archives
from conflictmap.geo.sources.archives import open_table, read_lines

TABLE = b"1\tHama\n2\tIdlib\n"


def pack(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def read(path, is_wanted=lambda _head: True):
    with open_table(path, is_wanted) as stream:
        return list(read_lines(stream))


def refusal(path, **options):
    with pytest.raises(GazetteerError) as caught:
        read(path, **options)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_plain_file_is_read_as_lines(tmp_path):
    path = tmp_path / "SY.txt"
    path.write_bytes(TABLE)
    assert read(path) == [b"1\tHama\n", b"2\tIdlib\n"]


@pytest.mark.parametrize(
    "compression",
    [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA],
)
def test_the_table_in_an_archive_is_read_as_lines(compression, tmp_path):
    path = pack(tmp_path / "SY.zip", {"SY.txt": TABLE}, compression)
    assert read(path) == [b"1\tHama\n", b"2\tIdlib\n"]


def test_an_archive_is_told_by_its_content(tmp_path):
    assert read(pack(tmp_path / "SY.txt", {"SY.txt": TABLE})) == TABLE.splitlines(
        keepends=True
    )


def test_nothing_is_unpacked_to_disk(tmp_path):
    read(pack(tmp_path / "SY.zip", {"SY.txt": TABLE}))
    assert [path.name for path in tmp_path.iterdir()] == ["SY.zip"]


def test_what_is_no_table_is_passed_over(tmp_path):
    members = {
        "readme.txt": b"about",
        "README.TXT": b"about",
        "__MACOSX/SY.txt": b"x",
        ".hidden.txt": b"x",
        "inner.zip": b"PK\3\4",
        "folder/": b"",
        "folder/SY.txt": TABLE,
    }
    assert read(pack(tmp_path / "a.zip", members)) == TABLE.splitlines(keepends=True)


def test_of_several_tables_the_one_that_can_be_used_is_read(tmp_path):
    path = pack(tmp_path / "a.zip", {"codes.txt": b"no\n", "names.txt": TABLE})
    assert read(path, lambda head: head.startswith(b"1")) == TABLE.splitlines(keepends=True)


def test_of_several_usable_tables_the_one_named_as_the_archive_is_read(tmp_path):
    path = pack(tmp_path / "SY.zip", {"LB.txt": b"no\n", "SY.txt": TABLE})
    assert read(path) == TABLE.splitlines(keepends=True)


def test_several_tables_without_a_choice_are_named(tmp_path):
    path = pack(tmp_path / "a.zip", {"SY.txt": TABLE, "LB.txt": TABLE})
    assert "found 2 ('SY.txt', 'LB.txt'); unpack it" in refusal(path)


@pytest.mark.parametrize("members", [{}, {"inner.zip": b"PK\3\4"}, {"readme.txt": b""}])
def test_an_archive_without_a_table_is_refused(members, tmp_path):
    assert "expected one table" in refusal(pack(tmp_path / "a.zip", members))


@pytest.mark.parametrize(
    "name",
    ["../SY.txt", "a/../../SY.txt", "/etc/SY.txt", "..\\SY.txt", "C:\\SY.txt", "C:/SY.txt"],
)
def test_a_path_that_leads_out_of_the_archive_is_refused(name, tmp_path):
    path = pack(tmp_path / "a.zip", {"SY.txt": TABLE, name: TABLE})
    assert "leads out of the archive" in refusal(path)


def test_a_bomb_is_refused_before_it_is_read(tmp_path):
    path = pack(tmp_path / "a.zip", {"SY.txt": bytes(20_000_000)})
    assert path.stat().st_size < 100_000
    assert "would grow from" in refusal(path)


def test_a_small_table_that_packs_well_is_no_bomb(tmp_path):
    assert len(read(pack(tmp_path / "a.zip", {"SY.txt": b"\n" * 500_000}))) == 500_000


def test_a_bomb_that_lies_about_its_packed_size_is_refused(tmp_path):
    path = pack(tmp_path / "a.zip", {"SY.txt": bytes(20_000_000)})
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\1\2")
    struct.pack_into("<I", content, entry + 20, 1_000_000)
    path.write_bytes(content)
    assert "would grow from" in refusal(path)


def test_no_more_is_read_than_is_declared(tmp_path):
    path = pack(tmp_path / "a.zip", {"SY.txt": bytes(20_000_000)})
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\1\2")
    struct.pack_into("<I", content, entry + 24, 1000)
    path.write_bytes(content)
    assert "not a sound zip archive (Bad CRC-32" in refusal(path)


def test_an_archive_of_many_files_is_refused(tmp_path):
    path = pack(tmp_path / "a.zip", {f"{i}.txt": b"" for i in range(1001)})
    assert "more than 1000 files" in refusal(path)


def test_a_password_is_not_asked_for(tmp_path):
    path = pack(tmp_path / "a.zip", {"SY.txt": TABLE})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)
    assert "needs a password; unpack it" in refusal(path)


def test_a_damaged_archive_is_an_error_while_it_is_read(tmp_path):
    path = pack(tmp_path / "a.zip", {"SY.txt": TABLE * 1000}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[500] ^= 1
    path.write_bytes(content)
    assert "not a sound zip archive" in refusal(path)


@given(data=st.data())
def test_no_damage_of_an_archive_is_anything_but_an_error_of_ours(data, tmp_path_factory):
    content = io.BytesIO()
    pack(content, {"SY.txt": TABLE * 20, "readme.txt": b"about"})
    changed = bytearray(content.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(4, len(changed) - 1))] = data.draw(
            st.integers(0, 255)
        )
    path = tmp_path_factory.getbasetemp() / "changed.zip"
    path.write_bytes(changed)
    try:
        lines = read(path)
    except GazetteerError:
        return
    assert b"".join(lines) in (TABLE * 20, b"about")


def test_an_error_of_the_reader_s_own_is_not_taken_for_damage(tmp_path):
    path = pack(tmp_path / "a.zip", {"SY.txt": TABLE})
    with (
        pytest.raises(ValueError, match="mine"),
        open_table(path, bool),
    ):
        raise ValueError("mine")


def test_a_line_without_end_comes_in_pieces(monkeypatch):
    monkeypatch.setattr(archives, "_LONGEST_LINE", 4)
    assert list(read_lines(io.BytesIO(b"0123456\n8\n"))) == [b"0123", b"456\n", b"8\n"]
