"""What a reader takes away: events as files, the view as a picture, a printed page."""

import csv
import json
import re
import struct
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest

REPORT = {
    "title": "</title><script>window.pwned = 1</script> & “two towns”",
    "published": "2024-12-02",
    "country": ["SY"],
    "source": {"publisher": "The Gazette", "reliability": "C"},
    "text": "Rebels took Hama.",
    "events": [
        {
            "id": "taken",
            "type": "Armed clash",
            "place": "Hama",
            "date": "2024-11-29/2024-12-01",
            "status": "claimed",
            "claimed_by": "@the ministry",
            "initiators": ["=rebels", "a militia"],
            "fatalities": 4,
            "wounded": 11,
            "taken": 2,
            "summary": "=1+1, said “the rebels”",
            "quote": "Rebels took Hama.",
        },
        {"id": "raid", "type": "Attack", "place": "Hama province", "summary": "A raid."},
        {"id": "lost", "type": "Attack", "summary": "An attack."},
    ],
}
NAMES = ("link", "geojson", "csv", "png", "svg")


@pytest.fixture(scope="module")
def out_map(render):
    return render(REPORT)


@pytest.fixture
def out_page(open_map, out_map):
    return open_map(out_map)


def saved(page, kind, folder):
    """The file that an entry of the menu makes."""
    page.locator(".cm-menu > summary").click()
    with page.expect_download() as download:
        page.locator(".cm-menu li button").nth(NAMES.index(kind)).click()
    assert download.value.suggested_filename == f"map.{kind}"
    path = folder / f"map.{kind}"
    download.value.save_as(path)
    return path


def choose(page, query):
    page.locator(".cm-search input").fill(query)
    page.locator(".cm-chips button").wait_for()


def test_geojson_reads_back_with_every_field(out_page, tmp_path):
    path = saved(out_page, "geojson", tmp_path)
    events = gpd.read_file(path).set_index("event_id")
    taken = events.loc["taken"]
    assert taken.geometry.geom_type == "Point"
    assert (taken.fatalities, taken.wounded, taken.taken) == (4, 11, "2")
    assert (taken.status, taken.quote) == ("claimed", "Rebels took Hama.")
    assert list(taken.initiators) == ["=rebels", "a militia"]
    assert taken.uncertainty_m > 0
    assert events.loc["raid"].geometry.geom_type == "Polygon"
    assert events.loc["raid"].geometry.is_valid
    assert events.loc["lost"].geometry is None
    whole = json.loads(path.read_text("utf-8"))
    assert whole["report"]["publisher"] == "The Gazette"
    assert any("Natural Earth" in text for text in whole["attribution"])


def test_only_the_shown_events_are_written(out_page, tmp_path):
    choose(out_page, "raid")
    events = json.loads(saved(out_page, "geojson", tmp_path).read_text("utf-8"))
    assert [event["id"] for event in events["features"]] == ["raid"]


def test_csv_is_safe_in_a_spreadsheet_and_whole(out_page, tmp_path):
    raw = saved(out_page, "csv", tmp_path).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines[-1] == ""
    rows = {row["event_id"]: row for row in csv.DictReader(lines[:-1])}
    assert rows["taken"]["summary"] == "'=1+1, said “the rebels”"
    assert rows["taken"]["initiators"] == "'=rebels; a militia"
    assert rows["taken"]["claimed_by"] == "'@the ministry"
    assert rows["lost"]["lon"] == ""
    assert float(rows["taken"]["lat"]) == pytest.approx(35.13, abs=0.05)


def words_of(svg):
    root = ET.fromstring(svg.read_text("utf-8"))  # noqa: S314  our own file
    return "\n".join("".join(node.itertext()) for node in root.iter())


def test_a_picture_as_svg_says_what_it_shows(out_page, tmp_path):
    svg = saved(out_page, "svg", tmp_path)
    words = words_of(svg)
    for part in (
        REPORT["title"],
        "published 2 December 2024",
        "Events: 3 · in this view: 2 · without a place on the map: 1",
        "claimed by one side",
        "square mark",
        "only the area is known",
        "km",
        "Natural Earth",
        "Borders are one point of view",
    ):
        assert part in re.sub("[\u200e\u2068\u2069]", "", words)
    assert "confirmed" not in words
    assert "href" not in svg.read_text("utf-8")
    assert out_page.evaluate("window.pwned === undefined")


def test_a_picture_opens_in_a_browser(out_page, open_map, tmp_path):
    page = open_map(saved(out_page, "svg", tmp_path))
    box = page.locator("svg").bounding_box()
    assert box["width"] > 600
    assert page.locator("text", has_text="Hama").count() > 0


def test_a_picture_follows_the_filter(out_page, tmp_path):
    choose(out_page, "raid")
    words = re.sub("[\u200e\u2068\u2069]", "", words_of(saved(out_page, "svg", tmp_path)))
    assert "Events chosen: 1 of 3 · “raid”" in words
    assert "claimed by one side" not in words


@pytest.mark.parametrize("width", [360, 1200])
def test_a_picture_as_png_is_sharp(open_map, out_map, tmp_path, width):
    page = open_map(out_map, width=width)
    png = saved(page, "png", tmp_path).read_bytes()
    wide = struct.unpack(">I", png[16:20])[0]
    frame = page.locator(".leaflet-container").bounding_box()["width"] + 32
    assert wide >= 2 * frame
    assert wide >= 1500


def test_an_arabic_picture_runs_from_right_to_left(open_map, out_map, tmp_path):
    page = open_map(out_map, lang="ar")
    svg = saved(page, "svg", tmp_path)
    assert "الأحداث: 3" in words_of(svg)
    assert 'direction="rtl"' in svg.read_text("utf-8")


def printed(page, **paper):
    """What is on paper: the number of pages, and what the page says in print."""
    pdf = page.pdf(**paper)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def on_paper(page):
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


def test_paper_has_the_map_every_card_the_text_and_nothing_to_press(out_page):
    on_paper(out_page)
    picture = out_page.locator(".cm-paper-map canvas").bounding_box()
    assert picture["height"] > 200
    assert out_page.locator(".cm-item-card:visible").count() == 3
    assert out_page.locator("#cm-sources").is_visible()
    assert out_page.get_by_text("Rebels took Hama.").last.is_visible()
    for gone in (".cm-bar", ".cm-tools", ".cm-timeline", ".cm-contents", ".cm-legend"):
        assert out_page.locator(f"{gone}:visible").count() == 0
    out_page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    out_page.emulate_media(media="screen")
    assert out_page.locator(".cm-paper-map").count() == 0
    assert out_page.locator(".cm-item-card").count() == 0


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_short_report_takes_few_pages_of_any_paper(out_page, size, landscape):
    view = out_page.locator(".leaflet-container").bounding_box()
    assert 2 <= printed(out_page, format=size, landscape=landscape) <= 4
    assert out_page.locator(".leaflet-container").bounding_box() == view


def test_a_long_list_prints_its_beginning_and_says_so(render, open_map):
    events = [
        {"id": f"e{n}", "type": "Attack", "place": "Hama", "summary": f"Attack {n}."}
        for n in range(320)
    ]
    page = open_map(render({"title": "Many", "country": ["SY"], "events": events}))
    on_paper(page)
    assert page.locator(".cm-paper-rows > li").count() == 300
    assert page.get_by_text("The first 300 of 320 events").is_visible()
    assert page.get_by_text("Attack 299.", exact=True).is_visible()
    assert not page.locator(".cm-rows").is_visible()
