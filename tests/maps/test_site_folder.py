"""A build replaces only what a build has written."""

import pytest
from click.testing import CliRunner

from conflictmap.data import ConflictMapError
from conflictmap.maps.cli import main
from conflictmap.maps.site import build_site
from conflictmap.maps.site_folder import SiteFolder

REPORT = """title: One
country: [SY]
events:
  - {id: e1, type: Arrests, place: Idlib, date: 2024-11-30, summary: s}
"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(REPORT, "utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "public_html"
    path.mkdir()
    return path


def names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("name", ["index.html", "events.csv", "manifest.json", "a.html"])
def test_a_file_that_no_build_wrote_is_not_replaced(report, folder, lookup, name):
    (folder / name).write_text("{}", "utf-8")
    with pytest.raises(ConflictMapError, match=f"{name}: would be replaced"):
        build_site([report], folder, lookup)
    assert (folder / name).read_text("utf-8") == "{}"
    assert names(folder) == {name}


def test_a_folder_of_places_that_no_build_made_is_not_written_into(report, folder, lookup):
    (folder / "places").mkdir()
    with pytest.raises(ConflictMapError, match="places: would be replaced"):
        build_site([report], folder, lookup)


def test_a_link_to_nowhere_is_not_replaced(report, folder, lookup):
    (folder / "feed.xml").symlink_to("gone")
    with pytest.raises(ConflictMapError, match=r"feed\.xml: would be replaced"):
        build_site([report], folder, lookup)


def test_all_that_a_site_has_beside_its_reports_is_looked_for(report, folder, lookup):
    build_site([report], folder, lookup)
    made = {path.name for path in folder.iterdir()} - {".conflictmap", "a.html"}
    for name in sorted(made):
        other = folder.with_name(f"other-{name}")
        other.mkdir()
        (folder / name).rename(other / name)
        if name != "manifest.json":  # which is how a build of ours is told
            with pytest.raises(ConflictMapError, match="would be replaced"):
                build_site([report], other, lookup)
    assert len(made) == 6


def test_a_page_beside_a_finished_site_is_not_replaced_by_a_new_report(
    report, folder, lookup
):
    build_site([report], folder, lookup)
    (folder / "about.html").write_text("ours", "utf-8")
    about = report.with_name("about.yaml")
    about.write_text(REPORT, "utf-8")
    with pytest.raises(ConflictMapError, match=r"about\.html: would be replaced"):
        build_site([report, about], folder, lookup)
    assert (folder / "about.html").read_text("utf-8") == "ours"


def test_files_that_no_build_writes_may_be_there(report, folder, lookup):
    (folder / "CNAME").write_text("maps.example.org", "utf-8")
    assert build_site([report], folder, lookup).index == folder / "index.html"


def test_a_site_that_was_copied_without_hidden_files_is_built_again(report, folder, lookup):
    build_site([report], folder, lookup)
    (folder / ".conflictmap").rename(folder.with_name("left"))
    report.write_text(REPORT.replace("One", "Two"), "utf-8")
    (built,) = build_site([report], folder, lookup).maps
    assert built.title == "Two"


def test_of_a_site_without_hidden_files_what_did_not_change_is_found_again(
    report, folder, lookup
):
    other, gone = (report.with_name(f"{name}.yaml") for name in "bc")
    other.write_text(REPORT, "utf-8")
    gone.write_text(REPORT, "utf-8")
    build_site([report, other, gone], folder, lookup)
    (folder / ".conflictmap").rename(folder.with_name("left"))
    report.write_text(REPORT.replace("One", "Two"), "utf-8")
    maps = build_site([report, other], folder, lookup).maps
    assert [built.title for built in maps] == ["Two", "One"]
    assert not (folder / "c.html").exists()


def test_a_page_stays_that_is_spelled_anew_where_capitals_do_not_count(folder):
    site = SiteFolder(folder)
    with site.locked():
        site.claim(["a.html", "b.html"])
    for name in ("A.html", "b.html", "B.html"):
        (folder / name).touch()
    (folder / "a.html").hardlink_to(folder / "A.html")  # on such a disk one file
    site.leave_only(["A.html", "B.html"])
    assert names(folder) >= {"a.html", "A.html", "B.html"}
    assert not (folder / "b.html").exists()


def test_a_build_that_was_killed_before_its_first_manifest_is_completed(
    report, folder, lookup
):
    build_site([report], folder, lookup)
    (folder / "manifest.json").unlink()
    (folder / ".conflictmap" / "unfinished").touch()
    (folder / ".conflictmap" / "records" / "a.json").unlink()
    build_site([report], folder, lookup)
    assert (folder / "manifest.json").is_file()


def test_the_command_names_the_file_and_what_to_do(report, folder):
    (folder / "index.html").write_text("home", "utf-8")
    result = CliRunner().invoke(main, ["build", str(report), "-o", str(folder)])
    assert result.exit_code == 1
    assert f"{folder / 'index.html'}: would be replaced" in result.output
    assert "choose another folder (-o)" in result.output


@pytest.mark.parametrize(
    "cut", ['{"format": 2}', '{"format": 2, "files": {}, "reports": [1]}']
)
def test_a_manifest_that_was_cut_is_none(tmp_path, cut):
    (tmp_path / "manifest.json").write_text(cut, "utf-8")
    assert SiteFolder(tmp_path).manifest() == {}
