"""How long a page takes to be drawn, moved, filtered and searched in Chromium.

Run ``python tests/bench/bench_page.py FILE... --cdn FOLDER`` with the files that
``bench_peers.py --keep`` leaves (NAME-N.html), ``--as NAME`` for others; with ``--report``
the shipped report is built and opened in turns with an empty Leaflet map. What pages ask
the network for is served from FOLDER (see ``cdn_files``; a shell line to fill it is
printed if it is missing), so that nothing waits for a network. Each round is a browser of
its own. Medians of the rounds, and in brackets the fastest and the slowest.

- drawn: from the start of the navigation until the frame after the sign in ``PAGES`` is
  there has been painted: an element, a painted pixel of a 2d canvas (which is read once
  it has been drawn on; that is part of the time), or as many points given to WebGL in one
  frame as half of the events.
- main: the processor's time of the page's main thread until then, which hardly changes when
  others use the machine; of drawing it has the half, as pixels are filled elsewhere.
- pan, zoom: the longest time between two animation frames while the mouse drags the map
  and the wheel zooms it; 17 ms is none too long. task: the longest long task among them.
- actions: from an event at a control until the words under another selector have changed
  and been painted, and the longest frame meanwhile; see ``CONTROLS``.
- heap: JavaScript's, at the end and without collecting; tab, most: the resident set of
  the tab's process, MB, then and at its most; that of an empty page is 150 or so.
- loop: one loop that is always the same, timed before each round; 20 ms on a quiet machine.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from bench_dump import noise, say
from cdn_files import CdnFiles, install_line

ROUNDS, REPORT_ROUNDS = 3, 9
LIMIT_S = 180  # a page that is not drawn by then is called blank
SLOW_MS = 15_000.0  # a page slower than this is not opened again
SIZE = {"width": 1440, "height": 900}
PROBE = Path(__file__).with_name("page_probe.js")
WEBGL = {"vertices": 0.5}  # of the events: what lies outside the view may be left out
CANVAS = {"canvas": ".leaflet-overlay-pane canvas"}
MARKER = {"element": ".leaflet-marker-icon"}
# selectors are Playwright's: CSS, or role=button[name="Next"]


@dataclass(frozen=True, slots=True)
class Page:
    """How a kind of page shows that it is drawn, and where its map is."""

    sign: dict[str, Any]
    map: str = ".leaflet-container"


@dataclass(frozen=True, slots=True)
class Control:
    """What is done to a page, and how it shows that it has answered."""

    selector: str
    until: str  # CSS; the words under it change when the page has answered
    values: tuple[str | None, ...] = (None,) * 6  # None: a click


PAGES = {
    "conflictmap": Page({"canvas": ".leaflet-cm-events-pane canvas"}),
    "empty": Page({"element": ".leaflet-map-pane"}),
    "marker": Page(MARKER),
    "cluster": Page(MARKER),
    "fast-cluster": Page(MARKER),
    "geojson": Page(CANVAS),
    "explore": Page(CANVAS),
    "timestamped": Page(CANVAS),
    "plotly": Page({"element": ".scattergeo .point"}, ".plotly-graph-div"),
    "pydeck": Page(WEBGL, "#deck-container"),
    "lonboard": Page(WEBGL, "body"),
    "kepler": Page(WEBGL, "body"),
}
CONTROLS: dict[str, dict[str, Control]] = {
    "conflictmap": {
        "filter": Control(".cm-options input[type=checkbox]", ".cm-shown"),
        "time step": Control(".cm-time-controls button:nth-child(3)", ".cm-time-line"),
        "search": Control(
            ".cm-search input[type=search]",
            ".cm-shown",
            ("shells", "", "dusk", "", "log 99", ""),
        ),
    },
    "timestamped": {"time step": Control(".timecontrol-forward", ".timecontrol-date")},
}


@dataclass(slots=True)
class Round:
    """What one opening of a page showed; milliseconds and megabytes."""

    loop: float = 0.0
    drawn: float | None = None
    main: float = 0.0
    pan: float = 0.0
    zoom: float = 0.0
    task: float = 0.0
    heap: float = 0.0
    tab: float = 0.0
    most: float = 0.0
    actions: dict[str, list[tuple[float | None, float]]] = field(default_factory=dict)


def chromium() -> str:
    """The browser that CONFLICTMAP_CHROMIUM names, else the first on the path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CONFLICTMAP_CHROMIUM") or next(
        filter(None, map(shutil.which, names)), None
    )
    if path is None:
        raise SystemExit("no Chromium on the path, and CONFLICTMAP_CHROMIUM names none")
    return path


@contextmanager
def opened(playwright: Any, kind: str, count: int, cdn: CdnFiles | None) -> Iterator[Any]:
    """A blank tab in a browser of its own, with the probe and no way to the network."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
    context = browser.new_context(viewport=SIZE, offline=cdn is None)
    page = context.new_page()
    if cdn is not None:
        context.route(lambda url: not url.startswith("file:"), cdn.answer)
    sign = PAGES[kind].sign
    if "vertices" in sign:
        sign = {"vertices": sign["vertices"] * count}
    probe = PROBE.read_text("utf-8")
    page.add_init_script(f"window.benchSign = {json.dumps(sign)};\n{probe}")
    try:
        yield page
        context.unroute_all(behavior="ignoreErrors")
    finally:
        browser.close()


def load(page: Any, path: Path, limit_s: int = LIMIT_S) -> Round:
    """Open a file, and wait until it is drawn."""
    done = Round(loop=loop_ms())
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.resolve().as_uri(), wait_until="commit")
    done.drawn = drawn_ms(page, limit_s)
    done.main = 1000 * metric(session, "TaskDuration")
    return done


def measure(page: Any, path: Path, kind: str, limit_s: int, shot: Path | None) -> Round:
    """Open a file, move it about, and use its controls."""
    done = load(page, path, limit_s)
    if shot is not None:
        page.screenshot(path=shot, timeout=1000 * limit_s)
    if done.drawn is not None:
        done.pan, done.zoom, done.task = move(page, PAGES[kind].map)
        for name, control in CONTROLS.get(kind, {}).items():
            done.actions[name] = use(page, control)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    done.heap = metric(session, "JSHeapUsedSize") / 1e6
    done.tab, done.most = resident_mb(page)
    return done


def loop_ms() -> float:
    """How long a loop takes that is always the same: how busy the machine is now."""
    start = time.perf_counter()
    sum(i * i for i in range(500_000))
    return 1000 * (time.perf_counter() - start)


def drawn_ms(page: Any, limit_s: float) -> float | None:
    """When the page was drawn, from the start of its navigation; ``None``: it was not."""
    late = f"new Promise((done) => setTimeout(done, {1000 * limit_s}, null))"
    value = page.evaluate(f"() => Promise.race([benchProbe.drawn, {late}])")
    return None if value is None else float(value)


def move(page: Any, where: str) -> tuple[float, float, float]:
    """Longest frames of four drags and of wheeling in and out, and the longest task."""
    box = page.locator(where).first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.wait_for_timeout(500)  # what follows the first drawing is over
    page.evaluate("benchProbe.record()")
    for across, up in ((-300, 0), (0, -200), (300, 0), (0, 200)):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + across, y + up, steps=40)
        page.mouse.up()
        page.wait_for_timeout(600)  # it glides on, and is drawn anew
    pan = page.evaluate("benchProbe.recorded()")
    page.evaluate("benchProbe.record()")
    for wheel in (-120, -120, -120, 120, 120, 120):
        page.mouse.wheel(0, wheel)
        page.wait_for_timeout(600)
    zoom = page.evaluate("benchProbe.recorded()")
    return pan["frame"], zoom["frame"], max(pan["task"], zoom["task"])


def use(page: Any, control: Control) -> list[tuple[float | None, float]]:
    """Milliseconds of each answer, and the longest frame meanwhile; empty: no control."""
    node = page.locator(control.selector).first
    if not node.count():
        return []
    answers = []
    for value in control.values:
        given = {"value": value, "until": control.until}
        answer = node.evaluate(
            "(node, {value, until}) => benchProbe.act(node, value, until)", given
        )
        answers.append((answer["ms"], answer["frame"]))
    return answers


def metric(session: Any, name: str) -> float:
    """One of Chromium's numbers on a page: bytes, or seconds of the main thread."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == name)


def resident_mb(page: Any) -> tuple[float, float]:
    """Resident set of the tab's process, now and at its most; Linux only."""
    session = page.context.browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = []
    for process in processes:
        if process["type"] == "renderer":
            lines = Path(f"/proc/{process['id']}/status").read_text().splitlines()
            fields = dict(line.split(":", 1) for line in lines)
            now, most = (int(fields[name].split()[0]) for name in ("VmRSS", "VmHWM"))
            sizes.append((now / 1024, most / 1024))
    return max(sizes)  # a spare renderer is smaller


def spread(values: list[float]) -> str:
    """Median, and in brackets the least and the most if they differ."""
    if not values:
        return "-"
    middle, low, high = statistics.median(values), min(values), max(values)
    return (
        f"{middle:,.0f} ({low:,.0f} to {high:,.0f})"
        if len(values) > 1
        else f"{middle:,.0f}"
    )


def show(title: str, path: Path, rounds: list[Round]) -> None:
    """Print the lines of one page."""
    drawn = [r.drawn for r in rounds if r.drawn is not None]
    if not drawn:
        say(f"{title:22} blank: not drawn in time; tab at most {rounds[0].most:.0f} MB")
        return
    moves = (
        spread([getattr(r, name) for r in rounds])
        for name in ("main", "pan", "zoom", "task")
    )
    heap, tab, most, loop = (
        statistics.median(getattr(r, name) for r in rounds)
        for name in ("heap", "tab", "most", "loop")
    )
    cells = (f"{cell:>24}" for cell in (spread(drawn), *moves))
    size = path.stat().st_size / 1e6
    say(f"{title:22}{size:7.1f}{''.join(cells)}{heap:7.0f}{tab:7.0f}{most:7.0f}{loop:6.0f}")
    for name in rounds[0].actions:
        answers = [answer for r in rounds for answer in r.actions[name]]
        if not answers:
            say(f"  {name}: no such control")
            continue
        told = [ms for ms, _ in answers if ms is not None]
        unanswered = len(answers) - len(told)
        longest = max(frame for _, frame in answers)
        silent = f"; {unanswered} without an answer" if unanswered else ""
        say(f"  {name}: {spread(told)} ms, longest frame {longest:.0f} ms{silent}")


def show_head() -> None:
    """Print the head of the table."""
    titles = "".join(
        f"{name:>24}" for name in ("drawn ms", "main ms", "pan ms", "zoom ms", "task ms")
    )
    say(f"{'':22}{'MB':>7}{titles}{'heap':>7}{'tab':>7}{'most':>7}{'loop':>6}")


def compare_files(playwright: Any, options: argparse.Namespace) -> None:
    """Print the table of some files."""
    cdn = None if options.cdn is None else CdnFiles(options.cdn)
    show_head()
    for path in options.files:
        name, _, number = path.stem.rpartition("-")
        kind = options.kind or name
        if kind not in PAGES:
            raise SystemExit(f"{path}: {kind!r} is no kind of page: {', '.join(PAGES)}")
        shot = None if options.shots is None else options.shots / f"{path.stem}.png"
        rounds: list[Round] = []
        while len(rounds) < options.rounds:
            try:
                with opened(playwright, kind, int(number or 0), cdn) as page:
                    rounds.append(measure(page, path, kind, options.limit, shot))
            except Exception as error:  # noqa: BLE001  the other pages still count
                say(f"{path.stem}: failed, {type(error).__name__}: {error}"[:200])
                break
            if (rounds[-1].drawn or SLOW_MS) >= SLOW_MS:
                break
        if rounds:
            show(path.stem, path, rounds)
    if cdn is not None and cdn.refused:
        say("not on the disk, refused:\n  " + "\n  ".join(sorted(cdn.refused)))


def empty_page(folder: Path) -> Path:
    """A page with Leaflet in it and a map without layers: what any Leaflet page costs."""
    base = Path(import_module("xstatic.pkg.leaflet").BASE_DIR)
    css, script = ((base / f"leaflet.{end}").read_text("utf-8") for end in ("css", "js"))
    path = folder / "empty-0.html"
    path.write_text(
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Empty</title>'
        f"<style>{css}</style><style>html, body, #map {{height: 100%; margin: 0}}</style>"
        f'<div id="map"></div><script>{script}</script>'
        '<script>L.map("map").setView([35, 38], 7);</script></html>',
        "utf-8",
    )
    return path


def compare_report(playwright: Any, rounds: int) -> None:
    """Print how much later the shipped report is drawn than an empty Leaflet map."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = [sys.executable, "-m", "conflictmap.maps.cli", "build", "-o", name]
        subprocess.run(build, check=True, capture_output=True)
        paths = {"empty": empty_page(folder), "conflictmap": next(folder.glob("2*.html"))}
        times: dict[str, list[Round]] = {kind: [] for kind in paths}
        for _ in range(rounds):
            for kind, path in paths.items():  # how they move is measured as of any FILE
                with opened(playwright, kind, 0, None) as page:
                    times[kind].append(load(page, path))
        for kind, path in paths.items():
            drawn, main = (
                spread([getattr(r, name) or 0.0 for r in times[kind]])
                for name in ("drawn", "main")
            )
            size = path.stat().st_size / 1000
            say(f"{kind}, {size:.0f} kB: drawn in {drawn} ms, main thread {main} ms")
        empty, ours = (
            statistics.median(r.drawn or 1000 * LIMIT_S for r in opened_)
            for opened_ in times.values()
        )
        say(f"the shipped report is drawn {ours - empty:.0f} ms later than the empty map")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE")
    parser.add_argument("--as", dest="kind", choices=PAGES, help="what kind they all are")
    parser.add_argument("--cdn", type=Path, metavar="FOLDER", help="npm packages")
    parser.add_argument("--shots", type=Path, metavar="FOLDER", help="leave pictures here")
    parser.add_argument("--limit", type=int, default=LIMIT_S, metavar="SECONDS")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--report", action="store_true", help="the shipped report")
    options = parser.parse_args()
    if options.cdn is not None and not (options.cdn / "node_modules").is_dir():
        raise SystemExit(f"to fill {options.cdn}: {install_line(options.cdn)}")
    from playwright.sync_api import sync_playwright

    noise()
    with sync_playwright() as playwright:
        if options.files:
            compare_files(playwright, options)
        if options.report:
            compare_report(playwright, REPORT_ROUNDS)
    noise()


if __name__ == "__main__":
    main()
