"""How long sites of many reports take to build, whole and in part, beside a folium script.

Run ``python tests/bench/bench_site.py [REPORTS] [--only PART]...`` (1,000 reports of
``made_reports``). Whole processes, each into an empty folder, after one that warms the
caches; the processor's time is that of all their processes. Parts:

- build: with one process and with two; "maps a second" counts everything, the pages of
  all reports too. The largest resident set is that of the largest process.
- folium: a plain script that writes as many maps of the same events, each a folium map
  with a marker and a popup an event, from coordinates it is given.
- again: nothing changed; then one report changed.
- dask: a cluster of two processes, and what is lost to scheduling for each report.
- memory: the largest resident set at a tenth and at ten times as many reports.
"""

import argparse
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_dump import noise, say
from made_reports import report_text, write_reports

PARTS = ("build", "folium", "again", "dask", "memory")
FOLIUM = """
import sys, html
from pathlib import Path
import folium, orjson
for line in Path(sys.argv[1]).read_bytes().splitlines():
    name, events = orjson.loads(line)
    world = folium.Map((35.0, 38.0), zoom_start=7)
    for lat, lon, *fields in events:
        rows = "".join(f"<tr><td>{html.escape(str(field))}</td></tr>" for field in fields)
        folium.Marker((lat, lon), popup=f"<table>{rows}</table>").add_to(world)
    world.save(Path(sys.argv[2]) / f"{name}.html")
"""


def run(command: list[str]) -> tuple[float, float, float]:
    """Seconds by the clock and of the processor; MB of the largest process so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, after.ru_maxrss / 1024


def build(reports: Path, site: Path, *options: str) -> tuple[float, float, float]:
    command = [sys.executable, "-m", "conflictmap.maps.cli", "build", str(reports)]
    return run([*command, "-o", str(site), *options])


def show(title: str, count: int, taken: tuple[float, float, float]) -> None:
    seconds, cpu, most = taken
    say(
        f"{title:28}{seconds:8.2f} s {count / seconds:8.1f} a second, cpu {cpu:7.2f} s, "
        f"largest process so far {most:5.0f} MB"
    )


def digest(site: Path) -> str:
    """Of all files of a site but its own records."""
    whole = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        if path.is_file() and ".conflictmap" not in path.parts:
            whole.update(f"{path.relative_to(site)}".encode() + path.read_bytes())
    return whole.hexdigest()


def bench_build(folder: Path, reports: Path, count: int) -> None:
    build(reports / "000", folder / "warm")
    for jobs in ("1", "2"):
        site = folder / f"site-{jobs}"
        show(f"build, {jobs} process(es)", count, build(reports, site, "--jobs", jobs))
    same = digest(folder / "site-1") == digest(folder / "site-2")
    say(f"one process and two give the same bytes: {same}")


def bench_folium(folder: Path, *_: object) -> None:
    """The same events, from what our exports say of them."""
    import orjson

    exported = orjson.loads((folder / "site-1" / "events.geojson").read_bytes())
    maps: dict[str, list[list[object]]] = {}
    for feature in exported["features"]:
        told = feature["properties"]
        if told["lon"] is not None:
            fields = [told["lat"], told["lon"], *told.values()]
            maps.setdefault(told["report"], []).append(fields[:15])
    lines = folder / "events.jsonl"
    lines.write_bytes(b"\n".join(orjson.dumps(item) for item in maps.items()))
    script = folder / "folium_script.py"
    script.write_text(FOLIUM)
    (folder / "folium").mkdir()
    taken = run([sys.executable, str(script), str(lines), str(folder / "folium")])
    show("folium script, 1 process", len(maps), taken)


def bench_again(folder: Path, reports: Path, count: int) -> None:
    site = folder / "site-2"
    for _ in range(3):
        show("nothing changed", count, build(reports, site))
    for number in range(3):
        path = reports / "000" / f"report-{number:05}.yaml"
        path.write_text(report_text(count + number), "utf-8")
        show("one report changed", count, build(reports, site))


def bench_dask(folder: Path, reports: Path, count: int) -> None:
    site = folder / "site-dask"
    taken = build(reports, site, "--engine", "dask", "--jobs", "2")
    show("build, dask, 2 processes", count, taken)
    overhead = folder / "overhead.py"
    overhead.write_text(
        "import time\n"
        "from conflictmap.maps.engines import open_engine\n"
        "if __name__ == '__main__':\n"
        "    for name in ('processes', 'dask'):\n"
        "        with open_engine(name, jobs=2) as engine:\n"
        "            list(engine.run(len, ['warm'] * 20))\n"
        "            start = time.perf_counter()\n"
        "            list(engine.run(len, ['x' * 20_000] * 2_000))\n"
        "            each = (time.perf_counter() - start) / 2_000\n"
        "            print(f'{name}: {each * 1000:.2f} ms of scheduling a report')\n"
    )
    done = subprocess.run(
        [sys.executable, str(overhead)], check=True, capture_output=True, text=True
    )
    say(done.stdout.strip())


def bench_memory(folder: Path, _: Path, count: int) -> None:
    for size in (count // 10, count * 10):
        many = folder / f"reports-{size}"
        write_reports(many, size)
        command = [
            *("/usr/bin/time", "-f", "%M", sys.executable, "-m", "conflictmap.maps.cli"),
            *("build", str(many), "-o", str(folder / f"site-{size}")),
        ]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        most = int(done.stderr.split()[-1]) / 1024
        say(f"{size} reports: largest process {most:.0f} MB")
        shutil.rmtree(many)
        shutil.rmtree(folder / f"site-{size}")


def main() -> None:
    """Print the parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=int, nargs="?", default=1_000)
    parser.add_argument("--only", action="append", choices=PARTS)
    arguments = parser.parse_args()
    say(noise())
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        write_reports(folder / "reports", arguments.reports)
        for part in PARTS:
            if not arguments.only or part in arguments.only:
                globals()[f"bench_{part}"](folder, folder / "reports", arguments.reports)
    say(noise())


if __name__ == "__main__":
    main()
