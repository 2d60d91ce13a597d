"""A sealed file that changed is noticed before it is read."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.geo.seal import is_sound, move_sealed, remove_sealed, seal_path


@pytest.fixture
def sealed(tmp_path):
    unfinished, path = tmp_path / "unfinished", tmp_path / "file"
    unfinished.write_bytes(b"0123456789")
    move_sealed(unfinished, path)
    return path


def test_a_file_just_sealed_is_sound_and_where_it_should_be(sealed, tmp_path):
    assert is_sound(sealed)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "file.seal"]


@pytest.mark.parametrize("content", [b"", b"0123456788", b"012345678", b"01234567890"])
def test_a_file_with_other_bytes_is_not_sound(content, sealed):
    sealed.write_bytes(content)
    assert not is_sound(sealed)


def test_a_file_that_was_touched_is_sound_and_its_seal_is_renewed(sealed):
    os.utime(sealed, (1, 1))
    before = seal_path(sealed).read_text("ascii")
    assert is_sound(sealed)
    assert seal_path(sealed).read_text("ascii") != before


def test_a_seal_that_cannot_be_renewed_does_no_harm(sealed, monkeypatch):
    os.utime(sealed, (1, 1))

    def refuse(*_):
        raise PermissionError("read-only")

    monkeypatch.setattr(type(sealed), "write_text", refuse)
    assert is_sound(sealed)


def test_a_file_without_a_seal_is_not_sound(sealed):
    seal_path(sealed).unlink()
    assert not is_sound(sealed)


def test_a_seal_without_a_file_is_not_sound(sealed):
    sealed.unlink()
    assert not is_sound(sealed)


@given(text=st.binary(max_size=200))
def test_no_bytes_in_place_of_a_seal_are_taken_for_one(text, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "other"
    path.write_bytes(b"0123456789")
    seal_path(path).write_bytes(text)
    assert not is_sound(path)


def test_removing_takes_the_seal_too_and_may_be_repeated(sealed, tmp_path):
    remove_sealed(sealed)
    remove_sealed(sealed)
    assert list(tmp_path.iterdir()) == []
