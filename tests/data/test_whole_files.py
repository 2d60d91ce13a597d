"""Files that appear whole or not at all."""

import errno

import pytest

from conflictmap.data.whole_files import whole_file, write_whole


def test_a_file_takes_its_name_when_it_is_whole(tmp_path):
    target = tmp_path / "events.gpkg"
    with whole_file(target) as unfinished:
        unfinished.write_bytes(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_an_unfinished_file_is_hidden_beside_the_one_meant_and_has_its_ending(tmp_path):
    with whole_file(tmp_path / "events.gpkg") as unfinished:
        assert unfinished.parent == tmp_path
        assert unfinished.name.startswith(".events.gpkg.")
        assert unfinished.suffix == ".gpkg"


def test_what_was_there_stays_when_writing_fails(tmp_path):
    target = tmp_path / "events.csv"
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError), whole_file(target) as unfinished:
        (unfinished.write_bytes(b"half"), target.mkdir())
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_of_equal_content_is_left_alone(tmp_path):
    target = tmp_path / "page.html"
    write_whole(target, "é")
    before = target.stat()
    write_whole(target, "é")
    with whole_file(target) as unfinished:
        unfinished.write_text("é", "utf-8")
    assert target.stat() == before
    assert list(tmp_path.iterdir()) == [target]


def test_everybody_may_read_what_is_written(tmp_path):
    write_whole(tmp_path / "page.html", "text")
    assert (tmp_path / "page.html").stat().st_mode & 0o777 == 0o644


def test_a_folder_in_the_way_is_an_error_that_leaves_nothing(tmp_path):
    target = tmp_path / "events.csv"
    (target / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        write_whole(target, "text")
    assert list(tmp_path.iterdir()) == [target]


def test_an_error_of_the_disk_says_which_file_could_not_be_written(tmp_path):
    full = OSError(errno.ENOSPC, "No space left on device")
    with (
        pytest.raises(OSError, match="No space left") as raised,
        whole_file(tmp_path / "a.csv"),
    ):
        raise full
    assert raised.value.filename == str(tmp_path / "a.csv")
