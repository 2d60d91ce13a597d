"""The page in Firefox: what the other files try in Chromium, in brief.

Playwright drives only a Firefox of its own, so Firefox is driven by its own protocol,
Marionette. The browser is the one that CONFLICTMAP_FIREFOX names, else the first on the
path; without one these tests are skipped, or fail with CONFLICTMAP_REQUIRE_BROWSER=1.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections import Counter
from contextlib import closing

import pytest

from conflictmap.geo import locate_report
from conflictmap.maps import payload, render_map

ALONE = "araghchi-in-damascus"
STRATEGIC = (0x20, 0x86, 0x6A)

_OPTIONS = (
    "--headless",
    "--no-remote",
    "--marionette",
    "--remote-allow-system-access",  # the console is the browser's own
)
_PREFERENCES = {
    "marionette.port": 0,  # any free one
    "browser.download.folderList": 2,
    "browser.download.always_ask_before_handling_new_types": False,
    "layout.css.prefers-color-scheme.content-override": 1,  # light
    "ui.prefersReducedMotion": 1,
    # no way out: everything but files goes to a proxy that is not there
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
}

_COMPLAINTS = """
const messages = Services.console.getMessageArray();
Services.console.reset();
return messages
  .filter((one) => one instanceof Ci.nsIScriptError)
  .map((one) => `${one.sourceName}:${one.lineNumber}: ${one.errorMessage}`);
"""

_MARK = """
const map = window[document.querySelector(".leaflet-container").id];
let layer;
map.eachLayer((one) => { if (one.markAt) layer = one; });
const {x, y} = map.getContainer().getBoundingClientRect();
const {events, places} = layer.data;
const row = [...events.place].findIndex((place) => places.label[place] === arguments[0]);
const mark = layer.markAt(row);
const drawn = layer.canvas.getBoundingClientRect();
const pen = layer.canvas.getContext("2d");
const corner = [mark.x + x - drawn.x - 9, mark.y + y - drawn.y - 9].map(Math.round);
return {
  at: [mark.x + x, mark.y + y].map(Math.round),
  pixels: [...pen.getImageData(...corner, 18, 18).data],
};
"""


class Firefox:
    """A headless Firefox, driven by Marionette: JSON arrays after their length."""

    def __init__(self, port, downloads):
        self.downloads = downloads
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.stream = self.socket.makefile("rb")
        self.number = 0
        self._receive()  # its greeting
        self.ask("WebDriver:NewSession", {})

    def close(self):
        self.stream.close()
        self.socket.close()

    def _receive(self):
        digits = b""
        while not digits.endswith(b":"):
            digit = self.stream.read(1)
            assert digit, "Firefox has gone"
            digits += digit
        return json.loads(self.stream.read(int(digits[:-1])))

    def ask(self, command, parameters):
        self.number += 1
        text = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(text), text))
        _, _, error, result = self._receive()
        assert error is None, f"{command}: {error}"
        return result

    def run(self, script, *arguments):
        """What a function with this body returns, in the page."""
        asked = {"script": script, "args": arguments, "sandbox": None}
        return self.ask("WebDriver:ExecuteScript", asked)["value"]

    def open(self, address):
        """A page that is loaded anew, even if only what follows its # differs."""
        self.ask("WebDriver:Navigate", {"url": "about:blank"})
        self.ask("WebDriver:Navigate", {"url": address})

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.innerText", selector)

    def wait_for(self, expression):
        wait(lambda: self.run(f"return Boolean({expression})"), expression)

    def click(self, selector):
        x, y = self.run(
            "const node = document.querySelector(arguments[0]);"
            "node.scrollIntoView({block: 'nearest'});"
            "const {x, y, width, height} = node.getBoundingClientRect();"
            "return [x + width / 2, y + height / 2].map(Math.round);",
            selector,
        )
        self.drag((x, y))

    def drag(self, start, *ways):
        """Press the mouse at a point of the window, move, and let go; else click."""
        moves = [{"type": "pointerMove", "x": x, "y": y} for x, y in (start, *ways)]
        steps = [
            moves[0],
            {"type": "pointerDown", "button": 0},
            *moves[1:],
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "actions": steps}
        self.ask("WebDriver:PerformActions", {"actions": [mouse]})

    def type(self, text):
        """Keys, to where the focus is."""
        steps = [
            {"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")
        ]
        keys = {"type": "key", "id": "keys", "actions": steps}
        self.ask("WebDriver:PerformActions", {"actions": [keys]})

    def complaints(self):
        """New errors and warnings on the console of a file, and what a policy refused."""
        self.ask("Marionette:SetContext", {"value": "chrome"})
        asked = {"script": _COMPLAINTS, "args": []}
        messages = self.ask("WebDriver:ExecuteScript", asked)["value"]
        self.ask("Marionette:SetContext", {"value": "content"})
        # Leaflet copies every field of an event, old ones too
        return [m for m in messages if m.startswith("file:") and "MouseEvent.moz" not in m]


def wait(condition, what, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def started(require, tmp_path_factory):
    path = os.environ.get("CONFLICTMAP_FIREFOX") or next(
        filter(None, map(shutil.which, ("firefox", "firefox-esr"))), None
    )
    if path is None:
        require("no Firefox on the path, and CONFLICTMAP_FIREFOX names none")
    profile, downloads = map(tmp_path_factory.mktemp, ("profile", "downloads"))
    preferences = {**_PREFERENCES, "browser.download.dir": str(downloads)}
    lines = [f"user_pref({json.dumps([k, v])[1:-1]});" for k, v in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    port = profile / "MarionetteActivePort"
    process = subprocess.Popen(
        [path, *_OPTIONS, "--profile", profile],
        env={**os.environ, "HOME": str(profile)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(lambda: port.exists() and port.read_text(), "Firefox to listen", 60)
        with closing(Firefox(int(port.read_text()), downloads)) as firefox:
            yield firefox
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def firefox(started):
    """Firefox, in which at the end no page may have complained or asked for anything."""
    yield started
    assert started.run("return performance.getEntriesByType('resource').length") == 0
    assert started.complaints() == []


@pytest.fixture
def page(firefox, shipped_map):
    """The shipped map."""
    firefox.ask("WebDriver:SetWindowRect", {"width": 1200, "height": 900})
    firefox.open(f"{shipped_map.as_uri()}#lang=en")
    firefox.wait_for("document.querySelector('.cm-item')")
    return firefox


def count_shown(firefox):
    """How many events are shown, and of how many."""
    shown, _, every = re.search(
        r"(\d+)( of (\d+))? events", firefox.text("#cm-bar")
    ).groups()
    return int(shown), int(every or shown)


def test_marks_are_drawn_and_a_click_opens_what_the_report_says(page):
    mark = page.run(_MARK, "Damascus")
    pixels = mark["pixels"]
    colours = Counter(zip(pixels[::4], pixels[1::4], pixels[2::4], strict=True))
    page.drag(mark["at"])
    page.wait_for("document.querySelector('.cm-card')")
    assert colours[STRATEGIC] > 50  # of 324, the symbol's white among them
    assert "met President Bashar Al Assad" in page.text(".cm-card-summary")
    page.wait_for(f"location.hash.includes('event={ALONE}')")


def test_a_filter_counts_and_back_takes_it_off(page):
    _, every = count_shown(page)
    page.click("#cm-tab-filters")
    page.click("#cm-facet-type .cm-option")
    page.wait_for("location.hash.includes('type=')")
    chosen = int(page.text("#cm-facet-type .cm-option-count"))
    assert count_shown(page) == (chosen, every)
    assert 0 < chosen < every
    page.run("history.back()")
    page.wait_for("!location.hash.includes('type=')")
    assert count_shown(page) == (every, every)


def test_days_are_chosen_by_a_drag_over_the_timeline(page):
    _, every = count_shown(page)
    x, y, width = page.run(
        "const {x, y, width, height} ="
        "  document.querySelector('.cm-time-chart canvas').getBoundingClientRect();"
        "return [x, y + height / 2, width].map(Math.round);"
    )
    page.drag((x + width * 3 // 5, y), (x + width * 7 // 10, y), (x + width * 4 // 5, y))
    page.wait_for("/days=2024-11-\\d\\d/.test(location.hash)")
    assert count_shown(page)[0] < every


def test_what_is_found_is_shown_and_saved(page):
    page.run("document.querySelector('.cm-search input').focus()")
    page.type("Aleppo")
    page.wait_for("location.hash.includes('q=Aleppo')")
    shown, every = count_shown(page)
    assert 0 < shown < every
    page.click(".cm-menu summary")
    page.run(
        "[...document.querySelectorAll('.cm-menu button')]"
        ".find((one) => one.textContent.includes('GeoJSON')).click()"
    )
    saved = page.downloads / "map.geojson"
    wait(lambda: saved.exists() and saved.stat().st_size, "the events to be saved")
    assert len(json.loads(saved.read_text("utf-8"))["features"]) == shown


def test_in_arabic_the_panel_is_left_of_the_map(firefox, shipped_map):
    firefox.open(f"{shipped_map.as_uri()}#lang=ar")
    firefox.wait_for("document.querySelector('.cm-item')")
    panel, plan = firefox.run(
        "return ['#cm-panel', '.cm-map']"
        ".map((one) => document.querySelector(one).getBoundingClientRect().x)"
    )
    assert panel < plan
    assert firefox.text("#cm-filters-title") == "التصفية"


def test_a_page_of_compressed_blocks_opens(firefox, report, lookup, tmp_path, monkeypatch):
    monkeypatch.setattr(payload, "PACK_FROM", 1)
    path = tmp_path / "packed.html"
    path.write_text(render_map(locate_report(report, lookup), lookup), "utf-8")
    firefox.open(f"{path.as_uri()}#lang=en")
    firefox.wait_for("document.querySelector('.cm-item-summary')?.textContent")
    assert count_shown(firefox) == (len(report.events), len(report.events))
