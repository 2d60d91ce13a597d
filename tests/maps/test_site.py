"""Sites: whole files, lists, and reports that break."""

import json
import re

import pytest

from conflictmap.maps.site import build_site, find_reports

EVENT = """title: {title}
country: [SY]
events:
  - id: e1
    type: Air/drone strike
    place: {place}
    date: 2024-12-01
    initiators: [Blue Front]
    summary: Aircraft struck the town.
"""


def write(folder, name, text="title: One\nevents: []\n"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def payload(page):
    """The data of a page."""
    block = re.search(r'id="payload">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    return json.loads(block[1])


def test_a_site_has_a_map_a_report_and_what_tells_of_all(shipped, lookup, tmp_path):
    result = build_site([shipped], tmp_path / "site", lookup)
    found = {
        path.relative_to(tmp_path / "site").as_posix()
        for path in (tmp_path / "site").rglob("*")
        if path.is_file()
    }
    assert found >= {f"{shipped.stem}.html", "index.html", "feed.xml", "manifest.json"}
    assert found >= {"events.geojson", "events.csv", "places/idlib-169389.html"}
    assert result.problems == ()


def test_the_index_lists_each_report_with_its_checks(shipped, lookup, tmp_path):
    build_site([shipped], tmp_path, lookup)
    (report,) = payload(tmp_path / "index.html")["reports"]
    assert report["href"] == f"{shipped.stem}.html"
    assert report["verdicts"] == {"road": 2}
    assert (report["events"], report["placed"]) == (15, 13)


def test_the_index_shows_the_events_of_all_reports(lookup, tmp_path):
    paths = [
        write(tmp_path, f"{name}.yaml", EVENT.format(title=name, place=place))
        for name, place in (("a", "Idlib"), ("b", "Hama"))
    ]
    build_site(paths, tmp_path / "site", lookup)
    page = payload(tmp_path / "site" / "index.html")
    texts = dict(zip(page["texts"]["fields"], page["texts"]["columns"], strict=True))
    assert texts["id"] == ["a/e1", "b/e1"]
    assert page["events"]["columns"]["report"] == [1, 2]


def test_what_several_reports_tell_of_is_one_event_of_the_index(lookup, tmp_path):
    paths = [
        write(tmp_path, f"{name}.yaml", EVENT.format(title=name, place="Idlib"))
        for name in ("a", "b")
    ]
    build_site(paths, tmp_path / "site", lookup)
    page = payload(tmp_path / "site" / "index.html")
    assert page["events"]["count"] == 1
    (telling,) = page["tellings"]
    assert [told["id"] for told in telling["told"]] == ["a/e1", "b/e1"]
    exported = json.loads((tmp_path / "site" / "events.geojson").read_bytes())
    assert len(exported["features"]) == 2


def test_a_hostile_title_is_text_on_every_page(lookup, tmp_path):
    report = write(tmp_path, "x.yaml", "title: '<img src=x onerror=alert(1)>'\n")
    build_site([report], tmp_path / "site", lookup)
    for page in (tmp_path / "site").rglob("*.html"):
        assert "<img src=x" not in page.read_text("utf-8")


def test_a_file_name_with_odd_characters_is_linked(lookup, tmp_path):
    report = write(tmp_path, 'a b#?%"<.yaml')
    result = build_site([report], tmp_path / "site", lookup)
    (listed,) = payload(result.index)["reports"]
    assert listed["href"] == "a%20b%23%3F%25%22%3C.html"


def test_a_broken_report_costs_only_itself_and_its_page_says_why(shipped, lookup, tmp_path):
    broken = write(tmp_path, "broken.yaml", "title: x\nevents: [{id: a}]\n")
    result = build_site([broken, shipped], tmp_path / "site", lookup)
    assert [built.error is None for built in result.maps] == [False, True]
    assert f"{broken}:2: events[0].type: missing" in result.problems[0]
    page = (tmp_path / "site" / "broken.html").read_text("utf-8")
    assert "broken.yaml:2: events[0].type: missing" in page
    assert str(tmp_path) not in page
    assert "Content-Security-Policy" in page


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
    assert "has the same name, capitals aside; rename one" in result.errors[0]


def test_a_report_cannot_take_the_place_of_the_index(lookup, tmp_path):
    result = build_site([write(tmp_path, "index.yaml")], tmp_path / "site", lookup)
    assert "cannot be called 'index'" in result.errors[0]
    assert result.index is None


@pytest.mark.parametrize("name", ["..yaml", ".hidden.yaml", "con.yaml", "LPT1.x.yaml"])
def test_names_that_are_no_page_everywhere_are_refused(lookup, tmp_path, name):
    result = build_site([write(tmp_path, name)], tmp_path / "site", lookup)
    assert "rename the file" in result.errors[0]
    assert not (tmp_path / "site" / f"{name.removesuffix('.yaml')}.html").exists()


@pytest.mark.parametrize(
    ("name", "problem"), [("ع" * 120, "a name of 240 bytes"), ("x\udcff", "no UTF-8")]
)
def test_a_name_that_no_page_can_have_costs_only_its_report(
    lookup, tmp_path, name, problem
):
    paths = [write(tmp_path, f"{name}.yaml"), write(tmp_path, "a.yaml")]
    result = build_site(paths, tmp_path / "site", lookup)
    assert problem in result.errors[0]
    assert [built.name for built in result.maps] == ["a"]


def test_a_page_may_have_the_longest_name(lookup, tmp_path):
    path = write(tmp_path, f"{'x' * 230}.yaml")
    (built,) = build_site([path], tmp_path / "site", lookup, png=True).maps
    assert built.path.is_file()


def test_folders_are_searched_and_files_taken_once(tmp_path):
    inside = write(tmp_path, "deep/er/a.yml")
    write(tmp_path, "deep/notes.txt")
    assert find_reports([tmp_path, inside]) == (inside,)


@pytest.mark.parametrize("name", ["A.YAML", "b.Yml"])
def test_reports_in_a_folder_are_found_whatever_their_endings_capitals(tmp_path, name):
    report = write(tmp_path, name)
    assert find_reports([tmp_path]) == (report,)


def test_a_folder_that_is_a_file_is_an_error(shipped, lookup, tmp_path):
    blocked = write(tmp_path, "site")
    with pytest.raises(OSError, match="exists"):
        build_site([shipped], blocked, lookup)
