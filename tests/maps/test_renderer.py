"""The sealed document."""

import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest

from conflictmap.data import PayloadError, Report
from conflictmap.geo import locate_report
from conflictmap.maps import ConflictMap, EventLayer, render_map

GOLDEN = Path(__file__).parents[1] / "golden" / "document.html"


class Document(HTMLParser):
    """Elements with their attributes, and the text of scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.inline, self._open = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self._open = (tag, dict(attrs))
            self.inline.append([tag, dict(attrs), ""])

    def handle_endtag(self, _):
        self._open = None

    def handle_data(self, data):
        if self._open:
            self.inline[-1][2] += data

    @property
    def policy(self):
        (content,) = (
            attrs["content"]
            for tag, attrs in self.elements
            if attrs.get("http-equiv") == "Content-Security-Policy"
        )
        return dict(part.strip().split(" ", 1) for part in content.split(";"))


@pytest.fixture(scope="module")
def text(located, lookup):
    return render_map(located, lookup)


@pytest.fixture(scope="module")
def document(text):
    return Document(text)


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def skeleton(text):
    """The document without what changes with code, styles and data."""
    return re.sub(
        r"(<(script|style)[^>]*>).*?(</\2>)", r"\1\3", re.sub(r"'sha256-[^']+'", "#", text),
        flags=re.DOTALL,
    )  # fmt: skip


def test_the_document_is_the_golden_one(text, request):
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(skeleton(text), "utf-8")
    assert skeleton(text) == GOLDEN.read_text("utf-8")


def test_it_has_a_language_and_a_title(document, text, report):
    assert ("html", {"lang": "en"}) in document.elements
    assert f"<title>{html.escape(report.title)}</title>" in text


def test_nothing_in_it_points_outside(document):
    for tag, attrs in document.elements:
        if tag == "a":
            continue
        for name in ("src", "href", "data", "srcset", "action"):
            assert name not in attrs, f"<{tag} {name}={attrs.get(name)!r}>"


def test_the_policy_allows_no_connection(document):
    assert document.policy["default-src"] == "'none'"
    assert "connect-src" not in document.policy


def test_the_policy_allows_exactly_the_scripts_and_styles_that_are_there(document):
    for tag in ("script", "style"):
        present = {
            digest(content)
            for kind, attrs, content in document.inline
            if kind == tag and attrs.get("type") != "application/json"
        }
        assert set(document.policy[f"{tag}-src"].split(" ")) == present


def test_no_element_has_inline_style_or_handler(document):
    names = {name for _, attrs in document.elements for name in attrs}
    assert not {name for name in names if name == "style" or name.startswith("on")}


def test_the_images_of_the_styles_are_in_the_file(document):
    styles = "".join(content for kind, _, content in document.inline if kind == "style")
    urls = re.findall(r"url\(([^)]*)\)", styles)
    assert urls
    assert all(url.strip("\"'").startswith(("data:", "#")) for url in urls)


def test_the_data_are_one_json_block(document, report):
    (block,) = (
        content
        for _, attrs, content in document.inline
        if attrs.get("type") == "application/json"
    )
    assert json.loads(block)["report"]["title"] == report.title


def test_no_random_id_is_left(text):
    payload = re.search(r'id="payload">(.*?)</script>', text, re.DOTALL)
    assert not re.search(r"[0-9a-f]{32}", text.replace(payload[1], ""))


def test_it_is_smaller_than_600_kilobytes(text):
    assert len(text.encode()) < 600_000


def test_rendering_twice_gives_the_same_document(located, lookup):
    made = ConflictMap(located, lookup)
    assert made.get_root().render() == made.get_root().render()


def test_saving_twice_writes_the_same_file(located, lookup, tmp_path):
    made = ConflictMap(located, lookup)
    made.save(tmp_path / "a.html")
    made.save(tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_title_cannot_break_out_of_its_element(lookup):
    report = Report(title="</title><script>alert(1)</script>", events=[])
    text = render_map(locate_report(report, lookup), lookup)
    assert "<script>alert(1)" not in text
    assert "&lt;/title&gt;" in text


def test_a_title_with_jinja_in_it_stays_text(lookup):
    report = Report(title="{{ 7 * 7 }}{% raw %}", events=[])
    text = render_map(locate_report(report, lookup), lookup)
    assert "<title>{{ 7 * 7 }}{% raw %}</title>" in text


def test_a_folium_layer_without_files_can_be_added(located, lookup):
    made = ConflictMap(located, lookup)
    folium.PolyLine([(35, 36), (36, 37)]).add_to(made)
    document = Document(made.get_root().render())
    assert "L.polyline" in "".join(content for _, _, content in document.inline)
    assert "'none'" in document.policy["default-src"]


def test_a_folium_layer_that_loads_files_is_refused(located, lookup):
    from folium.plugins import MarkerCluster

    made = ConflictMap(located, lookup)
    MarkerCluster().add_to(made)
    with pytest.raises(PayloadError, match="a sealed map holds all it shows"):
        made.get_root().render()


def test_layers_added_to_two_maps_give_the_same_document(located, lookup):
    texts = []
    for _ in range(2):
        made = ConflictMap(located, lookup)
        folium.Circle((35, 36), radius=1000).add_to(made)
        texts.append(made.get_root().render())
    assert texts[0] == texts[1]


def test_a_notebook_shows_the_sealed_document(located, lookup):
    shown = ConflictMap(located, lookup)._repr_html_()
    assert "<iframe" in shown
    assert html.escape("default-src 'none'") in shown


def test_an_event_layer_goes_on_a_plain_folium_map(located):
    made = folium.Map()
    EventLayer(located.events, name="events").add_to(made)
    folium.LayerControl().add_to(made)
    text = made.get_root().render()
    assert text.count("= L.conflictmap.layer(") == 1
    assert text.count("L.conflictmap") >= 1


def test_two_event_layers_share_one_script(located):
    made = folium.Map()
    for name in ("a", "b"):
        EventLayer(located.events, name=name).add_to(made)
    text = made.get_root().render()
    assert text.count('(function(){"use strict";const{LANGUAGES') == 1
    assert text.count("= L.conflictmap.layer(") == 2


def test_an_event_layer_gives_folium_its_bounds(located):
    (south, west), (north, east) = EventLayer(located.events).get_bounds()
    assert south < 35.13 < north
    assert west < 36.76 < east


def test_the_same_report_gives_the_same_bytes_anywhere(shipped, tmp_path):
    """Another folder, time zone, locale and hash seed; another process each."""
    written = []
    for number, (zone, locale, seed) in enumerate(
        [("UTC", "C.UTF-8", "0"), ("Pacific/Auckland", "de_DE.UTF-8", "123")]
    ):
        folder = tmp_path / f"run {number}"
        folder.mkdir()
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-m", "conflictmap.maps.cli", "build", shipped, "-o", folder],
            cwd=folder, env=environment, check=True, capture_output=True,
        )  # fmt: skip
        written.append((folder / f"{shipped.stem}.html").read_bytes())
    assert written[0] == written[1]


_PACKED = """
import sys
from conflictmap.data import read_report, shipped_reports
from conflictmap.geo import PlaceLookup, locate_report
from conflictmap.maps import payload, render_map
payload.PACK_FROM = 1
lookup = PlaceLookup()
located = locate_report(read_report(shipped_reports()[0]), lookup)
sys.stdout.buffer.write(render_map(located, lookup).encode())
"""


def test_a_page_of_compressed_blocks_has_the_same_bytes_for_every_hash_seed():
    first, second = (
        subprocess.run(
            [sys.executable, "-c", _PACKED],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "123")
    )
    assert b'type="text/plain"' in first
    assert first == second
