"""The exports of a site: equal to those written anew, though unchanged parts are copied."""

import geopandas as gpd
import pytest

from conflictmap.data.export import write_events
from conflictmap.maps import archive_exports
from conflictmap.maps.archive_exports import write_exports
from conflictmap.maps.gathered_records import gather_records
from conflictmap.maps.record_events import columns_of
from conflictmap.maps.records import ReportRecord
from conflictmap.maps.site_folder import SiteFolder

NAMES = ("events.geojson", "events.csv")


@pytest.fixture
def site(tmp_path):
    folder = SiteFolder(tmp_path / "site")
    with folder.locked():
        yield folder


@pytest.fixture
def made(monkeypatch):
    """Numbers of events whose lines were made, not copied."""
    counts = []

    def counting(frame):
        counts.append(len(frame))
        return plain_events(frame)

    plain_events = archive_exports.plain_events
    monkeypatch.setattr(archive_exports, "plain_events", counting)
    return counts


def kept_events(*frames, keys=None):
    records = []
    for number, frame in enumerate(frames):
        events, shapes = columns_of(frame)
        key = keys[number] if keys else f"{number}"
        told = {"events": events, "shapes": shapes}
        records.append(ReportRecord(f"r{number}", "r.yaml", key, **told))
    return gather_records(records)


def assert_written_whole(site, kept, tmp_path):
    for name in NAMES:
        whole = write_events(kept.frame, tmp_path / name)
        assert (site.path / name).read_bytes() == whole.read_bytes()


def changed(frame):
    return frame.assign(summary="Something else; =1+1")


def test_they_are_what_an_export_of_all_events_is(site, located, tmp_path):
    kept = kept_events(located.events, located.events.iloc[:0], located.events.iloc[:4])
    digests = write_exports(site, kept)
    assert_written_whole(site, kept, tmp_path)
    assert all(site.holds(name, digests[name]) for name in NAMES)


def test_only_the_lines_of_what_changed_are_made(site, located, tmp_path, made):
    one, two, three = (located.events.iloc[n : n + 4] for n in (0, 4, 8))
    write_exports(site, kept_events(one, two, three))
    made.clear()
    kept = kept_events(one, changed(two), three, keys=["0", "other", "2"])
    write_exports(site, kept)
    assert made == [4, 4]  # once a file
    assert_written_whole(site, kept, tmp_path)


def test_reports_that_went_or_moved_leave_no_lines(site, located, tmp_path, made):
    one, two, three = (located.events.iloc[n : n + 4] for n in (0, 4, 8))
    write_exports(site, kept_events(one, two, three))
    made.clear()
    kept = kept_events(three, one, keys=["2", "0"])
    write_exports(site, kept)
    assert made == []
    assert_written_whole(site, kept, tmp_path)


def test_a_file_that_somebody_changed_is_written_anew(site, located, tmp_path):
    kept = kept_events(located.events)
    write_exports(site, kept)
    for name in NAMES:
        path = site.path / name
        path.write_bytes(path.read_bytes().replace(b"Idlib", b"Hama!"))
    write_exports(site, kept)
    assert_written_whole(site, kept, tmp_path)


@pytest.mark.parametrize(
    "noted", [b"{", b"[]", b'{"format": 1}', b'{"format": 1, "files": 3}']
)
def test_a_note_that_is_none_is_passed_over(site, located, tmp_path, noted):
    kept = kept_events(located.events)
    write_exports(site, kept)
    site.keep("exports.json", noted)
    write_exports(site, kept)
    assert_written_whole(site, kept, tmp_path)


def test_many_events_are_made_lines_of_some_at_a_time(site, located, tmp_path, monkeypatch):
    monkeypatch.setattr(archive_exports, "_MANY", 4)
    kept = kept_events(located.events, located.events)
    write_exports(site, kept)
    assert_written_whole(site, kept, tmp_path)


def test_shapes_beyond_the_antimeridian_widen_the_bounds(site, located, tmp_path):
    moved = located.events.iloc[:4]
    shapes = moved.geometry.translate(143.0, 0.0)
    moved = gpd.GeoDataFrame(moved.drop(columns="geometry"), geometry=shapes, crs=4326)
    moved["lon"] += 143.0
    kept = kept_events(located.events, moved)
    write_exports(site, kept)
    assert_written_whole(site, kept, tmp_path)


def test_a_site_without_events_has_empty_files(site, tmp_path):
    kept = kept_events()
    write_exports(site, kept)
    assert_written_whole(site, kept, tmp_path)
