"""The document of a map, with folium and without it."""

import subprocess
import sys

import folium
import pytest

from conflictmap.data import Report
from conflictmap.geo import locate_report
from conflictmap.maps import About, ConflictMap, MapOptions, payload, render_map

TILES = MapOptions(
    tiles="https://tile.example.org/{z}/{x}/{y}.png", tiles_attribution="© Example"
)


def through_folium(*args):
    return ConflictMap(*args).get_root().render()


@pytest.mark.parametrize(
    "options", [MapOptions(), MapOptions(lang="ar"), TILES], ids=["plain", "ar", "tiles"]
)
def test_folium_makes_the_same_document_of_a_report(located, lookup, options):
    assert through_folium(located, lookup, options) == render_map(located, lookup, options)


@pytest.mark.parametrize(
    "title", ["", "A \"quoted\" & <b>'title'</b>", "<@payload>{{ 7 * 7 }}", "كل التقارير"]
)
def test_folium_makes_the_same_document_of_a_frame(located, lookup, title):
    made_of = (located.events, lookup, MapOptions(), About(title))
    assert through_folium(*made_of) == render_map(*made_of)


def test_folium_makes_the_same_document_with_compressed_blocks(
    located, lookup, monkeypatch
):
    monkeypatch.setattr(payload, "PACK_FROM", 1)
    text = render_map(located, lookup)
    assert 'type="text/plain"' in text
    assert through_folium(located, lookup) == text


def test_a_title_that_looks_like_an_id_of_foliums_is_kept(lookup):
    report = locate_report(Report(title="0123456789abcdef" * 2, events=[]), lookup)
    title = "<title>0123456789abcdef0123456789abcdef</title>"
    assert title in render_map(report, lookup)
    assert title in through_folium(report, lookup)


def test_what_folium_renders_is_not_searched_for_marks(located, lookup):
    made = ConflictMap(located, lookup)
    made.get_root().html.add_child(folium.Element("<p><@payload></p>"))
    assert "<p><@payload></p>" in made.get_root().render()


_WITHOUT_FOLIUM = """
import sys
from conflictmap.data import read_report, shipped_reports
from conflictmap.geo import PlaceLookup, locate_report
from conflictmap.maps import archive_files, page_tasks, preload, render_map
lookup = PlaceLookup()
render_map(locate_report(read_report(shipped_reports()[0]), lookup), lookup)
print({"folium", "branca", "jinja2", "requests"} & set(sys.modules))
"""


def test_the_pages_of_a_site_are_made_without_folium():
    made = subprocess.run(
        [sys.executable, "-c", _WITHOUT_FOLIUM], capture_output=True, text=True, check=True
    )
    assert made.stdout == "set()\n"
