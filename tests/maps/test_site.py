"""Sites: whole files, lists, and reports that break."""

import os
import stat

import pytest

from conflictmap.maps.site import build_site, find_reports, write_whole


def write(folder, name, text="title: One\nevents: []\n"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_map_and_an_index_are_written(shipped, lookup, tmp_path):
    result = build_site([shipped], tmp_path / "site", lookup)
    names = sorted(path.name for path in (tmp_path / "site").iterdir())
    assert names == [f"{shipped.stem}.html", "index.html"]
    assert result.problems == ()


def test_the_index_links_each_map_and_counts_its_checks(shipped, lookup, tmp_path):
    build_site([shipped], tmp_path, lookup)
    text = (tmp_path / "index.html").read_text("utf-8")
    assert f'href="{shipped.stem}.html"' in text
    assert "stated distances: 2 road" in text


def test_the_index_lists_the_newest_first(lookup, tmp_path):
    old = write(tmp_path, "a.yaml", "title: Old\npublished: 2020-01-01\n")
    new = write(tmp_path, "b.yaml", "title: New\npublished: 2024-01-01\n")
    build_site([old, new], tmp_path / "site", lookup)
    text = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert text.index("New") < text.index("Old")


def test_a_hostile_title_is_text_in_the_index(lookup, tmp_path):
    report = write(tmp_path, "x.yaml", "title: '<img src=x onerror=alert(1)>'\n")
    build_site([report], tmp_path / "site", lookup)
    assert "<img" not in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_a_file_name_with_odd_characters_is_linked(lookup, tmp_path):
    report = write(tmp_path, 'a b#?%"<.yaml')
    result = build_site([report], tmp_path / "site", lookup)
    assert 'href="a%20b%23%3F%25%22%3C.html"' in result.index.read_text("utf-8")


def test_a_broken_report_costs_only_itself(shipped, lookup, tmp_path):
    broken = write(tmp_path, "broken.yaml", "title: x\nevents: [{id: a}]\n")
    result = build_site([broken, shipped], tmp_path / "site", lookup)
    assert [built.report.name for built in result.maps] == [shipped.stem]
    assert f"{broken}:2: events[0].type: missing" in result.errors[0]


def test_a_contradicted_distance_is_a_problem(lookup, tmp_path):
    text = "title: x\ncountry: [SY]\ndistances:\n - {from: Aleppo, to: Hama, km: 90}\n"
    report = write(tmp_path, "x.yaml", text)
    (problem,) = build_site([report], tmp_path / "site", lookup).problems
    assert problem.startswith(f"{report}:4: ")
    assert "contradicts the geography" in problem


def test_two_reports_of_one_name_do_not_overwrite_each_other(lookup, tmp_path):
    first, second = write(tmp_path, "a/x.yaml"), write(tmp_path, "b/x.yaml")
    result = build_site([first, second], tmp_path / "site", lookup)
    assert len(result.maps) == 1
    assert "the same name; rename one" in result.errors[0]


def test_a_report_cannot_take_the_place_of_the_index(lookup, tmp_path):
    result = build_site([write(tmp_path, "index.yaml")], tmp_path / "site", lookup)
    assert "cannot be called 'index'" in result.errors[0]
    assert result.index is None


def test_folders_are_searched_and_files_taken_once(tmp_path):
    inside = write(tmp_path, "deep/er/a.yml")
    write(tmp_path, "deep/notes.txt")
    assert find_reports([tmp_path, inside]) == (inside,)


def test_writing_leaves_no_other_file(tmp_path):
    write_whole(tmp_path / "a.html", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    write_whole(tmp_path / "a.html", "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a.html", "new")
    assert [(p.name, p.read_text("utf-8")) for p in tmp_path.iterdir()] == [
        ("a.html", "old")
    ]


def test_an_unchanged_file_is_not_written_again(tmp_path):
    path = tmp_path / "a.html"
    write_whole(path, "text")
    before = path.stat()
    write_whole(path, "text")
    assert path.stat().st_ino == before.st_ino
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_written_files_can_be_read_by_a_web_server(tmp_path):
    write_whole(tmp_path / "a.html", "text")
    assert stat.S_IMODE((tmp_path / "a.html").stat().st_mode) & 0o044 == 0o044


def test_a_folder_that_is_a_file_is_an_error(shipped, lookup, tmp_path):
    blocked = write(tmp_path, "site")
    with pytest.raises(OSError, match="exists"):
        build_site([shipped], blocked, lookup)
