"""Sites are built in part: what did not change is neither built nor written."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from conflictmap.data import ConflictMapError
from conflictmap.maps import MapOptions
from conflictmap.maps.engines import open_engine
from conflictmap.maps.site import build_site
from conflictmap.maps.site_folder import SiteFolder

REPORT = """title: {title}
published: 2024-12-01
country: [SY]
events:
  - id: e1
    type: Air/drone strike
    place: {place}
    date: 2024-11-30
    fatalities: {killed}
    summary: Aircraft struck the town.
"""


@pytest.fixture
def write(tmp_path):
    def write(name, place="Idlib", killed=2):
        path = tmp_path / "reports" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(REPORT.format(title=name, place=place, killed=killed), "utf-8")
        return path

    return write


@pytest.fixture
def build(lookup, tmp_path):
    def build(*paths, **options):
        return build_site(paths, tmp_path / "site", lookup, **options)

    return build


@pytest.fixture
def files(tmp_path):
    """Every file of the site, with when it was written and what it holds."""

    def files():
        return {
            path.relative_to(tmp_path / "site").as_posix(): (
                path.stat().st_mtime_ns,
                path.stat().st_ino,
                path.read_bytes(),
            )
            for path in (tmp_path / "site").rglob("*")
            if path.is_file()
        }

    return files


def built(result):
    return [one.name for one in result.maps if one.is_new]


def test_nothing_is_written_when_nothing_changed(write, build, files):
    paths = [write("a"), write("b", "Hama")]
    build(*paths)
    before = files()
    result = build(*paths)
    assert built(result) == []
    assert files() == before
    assert [one.event_count for one in result.maps] == [1, 1]


def test_a_report_that_is_touched_but_holds_the_same_is_not_built(write, build):
    path = write("a")
    build(path)
    os.utime(path, (1, 1))
    assert built(build(path)) == []


def test_only_what_changed_is_built(write, build, files):
    paths = [write("a"), write("b", "Hama")]
    build(*paths)
    before = files()
    write("b", "Homs")
    assert built(build(*paths)) == ["b"]
    changed = {name for name, was in before.items() if files().get(name) != was}
    assert "a.html" not in changed
    assert {"b.html", "index.html", "events.csv", "manifest.json"} <= changed


def test_other_options_build_all(write, build):
    path = write("a")
    build(path)
    assert built(build(path, options=MapOptions(lang="ar"))) == ["a"]


def test_force_builds_all_and_gives_the_same(write, build, files):
    path = write("a")
    build(path)
    before = {name: content for name, (_, _, content) in files().items()}
    assert built(build(path, force=True)) == ["a"]
    after = {name: content for name, (_, _, content) in files().items()}
    del before["manifest.json"], after["manifest.json"]  # it counts the builds
    assert after == before


def test_a_page_that_is_missing_is_built_again(write, build, tmp_path):
    paths = [write("a"), write("b", "Hama")]
    build(*paths)
    (tmp_path / "site" / "a.html").unlink()
    (tmp_path / "site" / "feed.xml").unlink()
    assert built(build(*paths)) == ["a"]
    assert (tmp_path / "site" / "feed.xml").is_file()


def test_pages_of_removed_reports_go_and_other_files_stay(write, build, tmp_path):
    paths = [write("a"), write("b", "Hama")]
    build(*paths)
    own = tmp_path / "site" / "CNAME"
    own.write_text("maps.example.org")
    result = build(paths[0])
    assert result.removed == ("b",)
    left = {path.name for path in (tmp_path / "site").rglob("*.html")}
    assert left == {"a.html", "index.html", "idlib-169389.html"}
    assert own.is_file()


def test_pictures_go_when_none_are_wanted(write, build, tmp_path):
    build(write("a"), png=True)
    build(write("a"))
    assert not (tmp_path / "site" / "a.png").exists()
    build(write("a"), png=True)
    assert (tmp_path / "site" / "a.png").is_file()


def test_the_picture_of_a_report_that_breaks_goes(write, build, tmp_path):
    path = write("a")
    build(path, png=True)
    path.write_text("events: [", "utf-8")
    build(path, png=True)
    assert not (tmp_path / "site" / "a.png").exists()


def test_what_a_killed_build_wrote_of_a_report_that_is_gone_goes(
    write, build, tmp_path, monkeypatch
):
    def kill(*_):
        raise KeyboardInterrupt

    first, second = write("a"), write("b", place="Hama")
    build(first)
    with monkeypatch.context() as patch:
        patch.setattr(SiteFolder, "write_manifest", kill)
        with pytest.raises(KeyboardInterrupt):
            build(first, second, png=True)
    (tmp_path / "site" / ".conflictmap" / "records" / "b.json").unlink()
    build(first)
    pages = (tmp_path / "site").glob("**/*.[hp][tn]*")
    assert {path.name.partition("-")[0] for path in pages} == {
        *("a.html", "index.html", "idlib")
    }


def test_a_report_says_what_changed_since_the_last_build(write, build, tmp_path):
    path = write("a", "Idlib", 2)
    build(path)
    assert '"changes":' not in (tmp_path / "site" / "a.html").read_text("utf-8")
    write("a", "Hama", 3)
    build(path)
    text = (tmp_path / "site" / "a.html").read_text("utf-8")
    assert '"name":"fatalities","before":2,"after":3' in text
    assert '"moved":[{' in text
    (tmp_path / "site" / "index.html").unlink()
    build(path)
    assert (tmp_path / "site" / "a.html").read_text("utf-8") == text


def test_reports_built_again_in_another_language_are_not_called_new(write, build, tmp_path):
    paths = [write("a"), write("b", place="Hama")]
    build(*paths)
    build(*paths, options=MapOptions(lang="ar"))
    index = (tmp_path / "site" / "index.html").read_text("utf-8")
    (block,) = re.findall(r'id="payload">(.*?)</script>', index, re.DOTALL)
    assert [one["change"] for one in json.loads(block)["reports"]] == [None, None]


def test_a_report_that_was_mended_is_compared_with_what_it_last_said(
    write, build, tmp_path
):
    path = write("a", "Idlib", 2)
    build(path)
    path.write_text("title: [", "utf-8")
    assert build(path).maps[0].error is not None
    write("a", "Idlib", 5)
    build(path)
    text = (tmp_path / "site" / "a.html").read_text("utf-8")
    assert '"name":"fatalities","before":2,"after":5' in text


def test_problems_are_told_again_when_nothing_is_built(write, build):
    path = write("a", "Nowhere Town")
    first = build(path).problems
    assert built(build(path)) == []
    assert build(path).problems == first
    assert first[0].startswith(f"{path}:5: ")


def test_a_site_is_the_same_wherever_its_reports_lie(write, lookup, tmp_path):
    paths = [write("a"), write("bad", "Nowhere Town")]
    moved = tmp_path / "elsewhere" / "deep"
    moved.mkdir(parents=True)
    copies = [moved / path.name for path in paths]
    for path, copy in zip(paths, copies, strict=True):
        copy.write_bytes(path.read_bytes())
    sites = []
    for number, some in enumerate((paths, copies)):
        folder = tmp_path / f"site-{number}"
        build_site(some, folder, lookup)
        sites.append(
            {
                path.relative_to(folder): path.read_bytes()
                for path in folder.rglob("*")
                if path.is_file()
            }
        )
    assert sites[0] == sites[1]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_every_engine_gives_the_same_bytes(write, lookup, tmp_path, engine):
    paths = [write(f"r{n}", place) for n, place in enumerate(("Idlib", "Hama") * 3)]
    build_site(paths, tmp_path / "serial", lookup)
    with open_engine(engine, jobs=2) as opened:
        build_site(paths, tmp_path / "other", lookup, engine=opened)
    for path in (tmp_path / "serial").rglob("*"):
        if path.is_file():
            other = tmp_path / "other" / path.relative_to(tmp_path / "serial")
            assert other.read_bytes() == path.read_bytes(), path.name


def test_two_builds_of_one_folder_do_not_meet(write, build, tmp_path):
    path = write("a")
    with (
        SiteFolder(tmp_path / "site").locked(),
        pytest.raises(ConflictMapError, match="another build is at work"),
    ):
        build(path)
    assert built(build(path)) == ["a"]


def test_nothing_is_written_through_a_link_out_of_the_site(write, build, tmp_path):
    build(write("a"))
    outside = (tmp_path / "site" / "places").rename(tmp_path / "outside")
    (tmp_path / "site" / "places").symlink_to(outside)
    before = sorted(path.name for path in outside.iterdir())
    with pytest.raises(ConflictMapError, match="is a link to"):
        build(write("a", "Hama"))
    assert sorted(path.name for path in outside.iterdir()) == before


def test_a_page_that_is_a_link_is_replaced_and_what_it_led_to_stays(write, build, tmp_path):
    build(write("a"))
    target = tmp_path / "precious"
    target.write_text("kept", "utf-8")
    (tmp_path / "site" / "a.html").unlink()
    (tmp_path / "site" / "a.html").symlink_to(target)
    build(write("a", "Hama"))
    assert target.read_text("utf-8") == "kept"
    assert not (tmp_path / "site" / "a.html").is_symlink()


def test_a_full_disk_loses_nothing(write, build, files, monkeypatch):
    path = write("a")
    build(path)
    before = {name: content for name, (_, _, content) in files().items()}
    write("a", "Hama")
    real = Path.replace

    def full(self, target):
        if target.name == "index.html":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        build(path)
    monkeypatch.undo()
    assert files()["index.html"][2] == before["index.html"]
    build(path)
    assert b"Hama" in files()["index.html"][2]


def test_a_page_without_its_record_is_not_taken_for_what_its_report_says(
    write, build, files, monkeypatch
):
    path = write("a")
    build(path)
    before = {name: content for name, (_, _, content) in files().items()}
    write("a", "Hama")

    def killed(self, _, pages):
        for name, content in pages.items():
            self.write(name, content)
        raise SystemExit

    monkeypatch.setattr(SiteFolder, "write_page", killed)
    with pytest.raises(SystemExit):
        build(path)
    monkeypatch.undo()
    write("a")  # taken back before the next build
    build(path)
    after = {name: content for name, (_, _, content) in files().items()}
    assert after["a.html"] == before["a.html"]


def test_pages_of_places_are_left_alone_whose_reports_did_not_change(write, build, files):
    paths = [write("a", "Idlib"), write("b", "Hama")]
    build(*paths)
    before = files()
    page = next(name for name in before if name.startswith("places/idlib"))
    write("b", "Homs")
    build(*paths)
    after = files()
    assert after[page] == before[page]
    assert any(name.startswith("places/homs") for name in after)
    assert not any(name.startswith("places/ham") for name in after)


def test_what_a_worker_that_died_left_unfinished_is_swept_away(write, build, tmp_path):
    left = tmp_path / "site" / ".a.html.abcdefgh.html"

    def dying(outcomes, _):
        for outcome in outcomes:
            left.write_text("half a page", "utf-8")
            yield outcome

    build(*(write(name) for name in "abcde"), watch=dying)
    assert not left.exists()


def test_what_a_killed_build_left_unfinished_is_swept_away(write, build, tmp_path):
    path = write("a")
    build(path)
    rest = tmp_path / "site" / ".a.html.abcd1234.html"
    rest.write_text("half", "utf-8")
    own = tmp_path / "site" / ".htaccess"
    own.write_text("Options -Indexes", "utf-8")
    write("a", "Hama")
    build(path)
    assert not rest.exists()
    assert own.is_file()


def test_a_record_that_other_code_wrote_is_made_again(write, build, tmp_path):
    path = write("a")
    build(path)
    record = tmp_path / "site" / ".conflictmap" / "records" / "a.json"
    record.write_text(json.dumps({"format": 99}), "utf-8")
    (tmp_path / "site" / "manifest.json").unlink()
    assert built(build(path)) == ["a"]


def test_the_manifest_tells_of_what_each_page_was_made(write, build, tmp_path):
    path = write("a")
    build(path)
    manifest = json.loads((tmp_path / "site" / "manifest.json").read_bytes())
    (entry,) = manifest["reports"]
    assert (entry["name"], entry["path"]) == ("a", "a.yaml")
    assert len(entry["sha256"]) == len(entry["key"]) == 64
    assert manifest["options"]["lang"] == "en"
    assert set(manifest["files"]) >= {"index.html", "events.csv", "feed.xml"}


def test_options_are_compared_whole(write, build):
    path = write("a")
    options = MapOptions(max_towns=5)
    build(path, options=options)
    assert built(build(path, options=replace(options))) == []
    assert built(build(path, options=replace(options, max_towns=6))) == ["a"]


def test_what_tells_that_nothing_changed_loads_nothing_heavy():
    loaded = (
        "import sys, conflictmap.maps.cli, conflictmap.maps.site; "
        "print({'folium', 'pandas', 'pydantic', 'yaml'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"
