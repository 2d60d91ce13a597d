"""Chromium with the network cut, and pages that may neither complain nor reach out.

The browser is the one that CONFLICTMAP_CHROMIUM names, else the first on the path. Without
one these tests are skipped; with CONFLICTMAP_REQUIRE_BROWSER=1 that is a failure.
"""

import os
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conflictmap.data import Report
from conflictmap.geo import locate_report
from conflictmap.maps import render_map

_DECODE = """async (data) => {
  const image = new Image();
  image.src = "data:image/png;base64," + data;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  return Array.from(pen.getImageData(0, 0, image.width, image.height).data);
}"""

# the map is drawn before what stands beside it
_WHOLE = """!document.querySelector("#cm-panel")
  || document.querySelector(".cm-tablist, .cm-opening, .cm-failure") !== null"""


def missing(what: str) -> None:
    """Skip aloud, or fail where a browser is required."""
    if os.environ.get("CONFLICTMAP_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what}, and CONFLICTMAP_REQUIRE_BROWSER=1 requires it")
    pytest.skip(what)


@pytest.fixture(scope="session")
def require() -> Callable[[str], None]:
    """Says what is missing: a skip, or a failure where browsers are required."""
    return missing


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium for the whole run."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: see the extra `test`")
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CONFLICTMAP_CHROMIUM") or next(
        filter(None, map(shutil.which, names)), None
    )
    if path is None:
        missing("no Chromium on the path, and CONFLICTMAP_CHROMIUM names none")
    with sync_playwright() as playwright:
        # no-sandbox: containers run as root; the pages are our own files
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def render(tmp_path_factory, lookup) -> Callable[..., Path]:
    """Writes the map of a report, or of the fields of one, to a file of its own."""

    def write(report: Report | dict[str, Any]) -> Path:
        if isinstance(report, dict):
            report = Report.model_validate(report)
        path = tmp_path_factory.mktemp("map") / "map.html"
        path.write_text(render_map(locate_report(report, lookup), lookup), "utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def shipped_map(render, report) -> Path:
    return render(report)


class Watch:
    """What pages said and asked for that a sealed page must not."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()  # texts that a test provokes on purpose

    def note(self, fault: str) -> None:
        self.faults.append(fault)

    @property
    def unexpected(self) -> list[str]:
        return [
            fault
            for fault in self.faults
            if not any(text in fault for text in self.expected)
        ]


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert watch.unexpected == []


@pytest.fixture
def open_map(browser, watch, wait_until) -> Iterator[Callable[..., Any]]:
    """Opens a file with the network cut; at the end nothing may have gone wrong."""
    contexts = []

    def follow(page, url: str) -> None:
        def console(message) -> None:
            if message.type in {"error", "warning"}:
                watch.note(f"console {message.type}: {message.text}")

        def dialog(shown) -> None:
            watch.note(f"dialog: {shown.message}")
            shown.dismiss()

        page.on("console", console)
        page.on("pageerror", lambda error: watch.note(f"error: {error}"))
        page.on("dialog", dialog)
        page.on("popup", lambda other: watch.note(f"window: {other.url}"))
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.split("#")[0] == url or asked.url.startswith("data:")
                else watch.note(f"request: {asked.url}")
            ),
        )

    def open_file(  # noqa: PLR0913  what a test may want to be different
        path: Path, *, width=1200, height=800, before=None, lang=None, tab=None, **options
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        follow(page, path.as_uri())
        if before:
            before(page)
        page.goto(path.as_uri() + (f"#lang={lang}" if lang else ""))
        if options.get("java_script_enabled", True):
            wait_until(page, _WHOLE)
        if tab:
            page.locator(f"#cm-tab-{tab}").click()
        return page

    yield open_file
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def wait_until() -> Callable[[Any, str], None]:
    """Waits for an expression; Playwright's own way is an eval, which the pages refuse."""

    def wait(page: Any, expression: str) -> None:
        for _ in range(500):
            if page.evaluate(expression):
                return
            page.wait_for_timeout(20)
        pytest.fail(f"{expression} did not become true in 10 s")

    return wait


@pytest.fixture
def page(open_map, shipped_map) -> Any:
    """The shipped map at 1200 × 800."""
    return open_map(shipped_map)


@pytest.fixture(scope="session")
def decode(browser) -> Iterator[Callable[[bytes], bytes]]:
    """RGBA bytes of a PNG, decoded by the browser."""
    blank = browser.new_page()

    def decoded(png: bytes) -> bytes:
        return bytes(blank.evaluate(_DECODE, b64encode(png).decode()))

    yield decoded
    blank.close()
