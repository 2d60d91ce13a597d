"""A served site in Chromium: pages follow their reports, and say what is wrong in them."""

import os
import re
import signal
import subprocess
import sys
import threading

import pytest

CODE = """
from conflictmap.maps.cli import main
from conflictmap.maps.serve_cli import serve
main.add_command(serve)
main()
"""
REPORT = """
title: {}
country: [SY]
events: [{{id: a, type: Attack, place: Idlib, summary: Shots were heard.}}]
"""
BROKEN = "title: <b>x</b>\nevents: [{id: a, <script>: 1}]\n"
BANNER = "#conflictmap-problems"


@pytest.fixture
def reports(tmp_path, lookup):  # noqa: ARG001  the gazetteer is compiled before the clock runs
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "first.yaml").write_text(REPORT.format("First"))
    return folder


@pytest.fixture
def address(reports, tmp_path):
    """Where a site is served, its files being in ``site``."""
    command = subprocess.Popen(
        [
            *(sys.executable, "-c", CODE, "serve", str(reports)),
            *("--port", "0", "-o", str(tmp_path / "site")),
        ],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    timer = threading.Timer(60, command.kill)  # so that no test waits for ever
    timer.start()
    said = iter(command.stderr.readline, "")
    yield next(found[1] for line in said if (found := re.search(r"at (http://\S+)/", line)))
    timer.cancel()
    command.send_signal(signal.SIGINT)
    assert command.wait(timeout=20) == 0
    command.stderr.close()


@pytest.fixture
def open_page(browser, watch):
    """Opens an address; whatever the page complains of is a fault."""
    contexts = []

    def show(url):
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda said: watch.note(said.text))
        page.on("pageerror", lambda error: watch.note(str(error)))
        page.on("dialog", lambda shown: shown.dismiss() or watch.note("dialog"))
        page.goto(url)
        return page

    yield show
    for context in contexts:
        context.close()


def test_an_open_page_is_loaded_anew_when_its_report_changes(
    reports, address, open_page, watch
):
    watch.expected = ("404",)  # before the first build there is no page
    page = open_page(f"{address}/first.html")
    page.get_by_role("heading", name="First").wait_for()
    (reports / "first.yaml").write_text(REPORT.format("Second"))
    page.get_by_role("heading", name="Second").wait_for()


def test_the_first_page_waits_for_the_maps(reports, address, open_page):
    page = open_page(f"{address}/")
    page.get_by_text("Shots were heard").first.wait_for(state="attached")
    (reports / "other.yaml").write_text(REPORT.format("Another").replace("Shots", "Shells"))
    page.get_by_text("Shells were heard").first.wait_for(state="attached")


def test_an_error_is_shown_in_the_open_page_and_goes_when_it_is_mended(
    reports, address, open_page, tmp_path
):
    page = open_page(f"{address}/")
    page.get_by_text("Shots were heard").first.wait_for(state="attached")
    (reports / "second.yaml").write_text(BROKEN)
    banner = page.locator(BANNER)
    banner.wait_for()
    assert banner.get_attribute("role") == "alert"
    assert "1 report could not be mapped" in banner.inner_text()
    assert "second.yaml:2" in banner.inner_text()
    assert banner.locator("b, script").count() == 0  # what the file holds is text
    (reports / "second.yaml").write_text(REPORT.format("Mended"))
    banner.wait_for(state="hidden")
    assert "data-seen" not in (tmp_path / "site" / "first.html").read_text("utf-8")


def test_the_banner_can_be_closed_with_the_keyboard(reports, address, open_page):
    (reports / "second.yaml").write_text(BROKEN)
    page = open_page(f"{address}/")
    page.locator(BANNER).wait_for()
    page.get_by_text("Shots were heard").first.wait_for(state="attached")
    close = page.locator(f"{BANNER} button")
    close.focus()
    assert close.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    page.locator(BANNER).wait_for(state="hidden")


def test_a_page_may_still_reach_nothing_but_its_own_server(address, open_page, watch):
    watch.expected = ("Content Security Policy", "violates")
    page = open_page(f"{address}/")
    page.get_by_text("Shots were heard").first.wait_for(state="attached")
    asked = "url => fetch(url).then(() => 'sent', () => 'refused')"
    assert page.evaluate(asked, "http://127.0.0.2:1/") == "refused"
    assert any("Content Security Policy" in fault for fault in watch.faults)
