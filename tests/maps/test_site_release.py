"""A released site withholds what its reports mark, in every file."""

import pytest
from click.testing import CliRunner

from conflictmap.maps import page_tasks
from conflictmap.maps.cli import main

MARKED = """title: A strike near a clinic
published: 2024-12-01
country: [SY]
sensitive:
  names: [Abu Mithal]
events:
  - id: e1
    type: Air/drone strike
    place: Saraqib
    date: 2024-11-30
    initiators: [Abu Mithal]
    summary: Abu Mithal said that a clinic in Saraqib was hit.
    sensitive: {place: division}
  - id: e2
    type: Attack
    place: Hama
    date: 2024-11-29
    summary: A bakery was attacked.
    sensitive: {delay_days: 14}
"""
OPEN = """title: Another report
country: [SY]
events:
  - {id: e1, type: Arrests, place: Homs, date: 2024-11-29, summary: People were held.}
"""


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "marked.yaml").write_text(MARKED, "utf-8")
    (folder / "open.yaml").write_text(OPEN, "utf-8")
    return folder


@pytest.fixture
def build(reports, tmp_path):
    def build(*options):
        command = ["build", str(reports), "-o", str(tmp_path / "site"), *options]
        return CliRunner().invoke(main, [*command, "--engine", "serial"])

    return build


@pytest.fixture
def written(tmp_path):
    """What all files of the site say, names of files included."""

    def written():
        files = [p for p in (tmp_path / "site").rglob("*") if p.is_file()]
        return "\n".join(f"{p}\n{p.read_text('utf-8')}" for p in files)

    return written


def test_no_file_names_who_and_what_is_withheld(build, written):
    assert build("--release", "public", "--as-of", "2024-12-05").exit_code == 0
    text = written()
    assert "Abu Mithal" not in text
    assert "bakery" not in text
    assert "clinic in Saraqib" not in text
    assert "36.80" not in text.split('"land"')[0]


def test_a_desk_sees_everything(build, written):
    assert build().exit_code == 0
    assert "Abu Mithal" in written()
    assert "bakery" in written()


def test_a_release_over_the_desks_own_site_leaves_nothing_of_it(build, written):
    build()
    assert build("--release", "public", "--as-of", "2024-12-05").exit_code == 0
    assert "Abu Mithal" not in written()
    assert "bakery" not in written()


def test_a_release_does_not_say_what_was_deleted_since_the_desk_built(
    build, reports, written
):
    build()
    (reports / "marked.yaml").write_text(OPEN, "utf-8")
    assert build("--release", "public").exit_code == 0
    assert "bakery" not in written()


def test_a_release_keeps_nothing_the_desk_knew_of_a_report_that_fails(
    build, reports, written
):
    build()
    (reports / "marked.yaml").write_text("events: [", "utf-8")
    build("--release", "public")
    assert "bakery" not in written()


def test_a_release_tells_what_changed_since_the_last_one(build, reports, tmp_path):
    build("--release", "public", "--as-of", "2024-12-05")
    text = OPEN.replace("were held", "were freed")
    (reports / "open.yaml").write_text(text, "utf-8")
    build("--release", "public", "--as-of", "2024-12-05")
    page = (tmp_path / "site" / "open.html").read_text("utf-8")
    assert '"before":"People were held."' in page


def test_a_province_is_told_of_whose_capital_another_report_withholds(
    build, reports, tmp_path
):
    event = "{{id: e1, type: Arrests, place: {}, date: 2024-11-29, summary: s{}}}"
    for name, place, mark in (
        ("marked", "Raqqa", ", sensitive: {event: withhold}"),
        ("open", "Tall Abyad", ""),
    ):
        text = f"title: t\ncountry: [SY]\nevents:\n  - {event.format(place, mark)}\n"
        (reports / f"{name}.yaml").write_text(text, "utf-8")
    assert build("--release", "public").exit_code == 0
    (page,) = (tmp_path / "site" / "places").iterdir()
    assert "<dd>Ar Raqqah</dd>" in page.read_text("utf-8").replace(' dir="auto"', "")


def test_events_of_reports_that_withhold_are_linked_with_no_others(
    build, reports, tmp_path
):
    (reports / "second.yaml").write_text(MARKED, "utf-8")
    index = tmp_path / "site" / "index.html"
    build()
    assert '"tellings":[{' in index.read_text("utf-8")
    build("--release", "public", "--as-of", "2024-12-05")
    assert '"tellings":[]' in index.read_text("utf-8")


def test_what_was_delayed_is_released_later(build, written):
    build("--release", "public", "--as-of", "2024-12-05")
    build("--release", "public", "--as-of", "2025-01-05")
    assert "bakery" in written()


def test_the_map_says_that_something_is_withheld(build, tmp_path):
    build("--release", "public", "--as-of", "2024-12-05")
    page = (tmp_path / "site" / "marked.html").read_text("utf-8")
    assert "Left out of this release: 1 event." in page
    open_page = (tmp_path / "site" / "open.html").read_text("utf-8")
    assert "Left out" not in open_page.split('id="payload"')[1].split("</script>")[0]


def test_a_delay_needs_the_day_of_the_release(build, written):
    result = build("--release", "public")
    assert result.exit_code == 1
    assert "the day of the release is not given; give it: --as-of" in result.stderr
    assert "Abu Mithal" not in written()


def test_a_day_without_a_release_is_a_wrong_call(build):
    result = build("--as-of", "2024-12-05")
    assert result.exit_code == 2
    assert "add --release public" in result.stderr


def test_a_page_that_would_tell_fails_the_build_and_is_not_written(
    build, written, monkeypatch
):
    whole = page_tasks._files  # noqa: SLF001  what a page is made of

    def telling(*arguments):
        return whole(*arguments) | {"marked.txt": b"said by ABU  MITHAL"}

    monkeypatch.setattr(page_tasks, "_files", telling)
    result = build("--release", "public", "--as-of", "2024-12-05")
    assert result.exit_code == 1
    assert "marked.txt" in result.stderr
    assert "tells what is withheld" in result.stderr
    assert "MITHAL" not in written()


def test_a_file_of_all_reports_that_would_tell_is_not_written(build, tmp_path, monkeypatch):
    from conflictmap.maps import archive_files

    monkeypatch.setattr(
        archive_files, "render_feed", lambda *_, **__: "<feed>Abu Mithal</feed>"
    )
    result = build("--release", "public", "--as-of", "2024-12-05")
    assert result.exit_code == 1
    assert "feed.xml" in result.stderr
    assert not (tmp_path / "site" / "feed.xml").exists()
    assert not (tmp_path / "site" / "manifest.json").exists()


def test_a_report_of_another_ending_is_searched_for_all_the_same(
    reports, tmp_path, monkeypatch
):
    from conflictmap.maps import archive_files

    report = (reports / "marked.yaml").rename(reports / "marked.report")
    monkeypatch.setattr(
        archive_files, "render_feed", lambda *_, **__: "<feed>Abu Mithal</feed>"
    )
    command = ["build", str(report), "-o", str(tmp_path / "site"), "--release", "public"]
    result = CliRunner().invoke(main, [*command, "--as-of", "2024-12-05"])
    assert result.exit_code == 1
    assert "feed.xml" in result.stderr


def test_a_report_that_fails_is_not_quoted_in_a_release(build, reports, written):
    (reports / "marked.yaml").write_text(MARKED.replace("Attack", "Attak"), "utf-8")
    result = build("--release", "public", "--as-of", "2024-12-05")
    assert result.exit_code == 1
    assert "'Attak'" in result.stderr
    assert "Attak" not in written()
