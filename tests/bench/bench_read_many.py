"""How fast many articles become a folder of events: one worker and two; what Dask costs.

Run ``python tests/bench/bench_read_many.py [ARTICLES.jsonl] [--times N]``, each line such
as ``{"text": "…"}``, read N times over; without it articles are made up, always the same.
Each run is a fresh process, its start included. On a machine that others use, look at the
rates of one run beside each other, and at the loops that ``noise`` times.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_dump import noise, say
from bench_reading import made_up_articles

from conflictmap.geo.index import open_index
from conflictmap.maps.engines import open_engine
from conflictmap.maps.read_batch import ReadOptions, batches

COMMAND = "from conflictmap.maps.cli import main; main()"
RUNS = (
    ("serial", ()),
    ("processes", ("--jobs", "2")),
    ("dask", ("--jobs", "1")),
    ("dask", ("--jobs", "2")),
)
SIZES = (1, 20, 500)
"""Lines of a batch: by line on stdout, on stdout with several workers, of a part."""


def measure_runs(path: Path, count: int, folder: Path) -> None:
    """Print articles a second by engine and workers, and the peak memory of the parent."""
    whole: dict[str, bytes] | None = None
    for engine, jobs in RUNS:
        output = folder / "events.parquet"
        start = time.perf_counter()
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", COMMAND, "read", "--jsonl", str(path)),
                *("-o", str(output), "--engine", engine, *jobs),
            ],
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            say(f"{engine} {' '.join(jobs)}: failed, not measured")
            continue
        found = {part.name: part.read_bytes() for part in output.iterdir()}
        whole = found if whole is None else whole
        same = "" if found == whole else "; OTHER BYTES"
        say(
            f"{engine:9} {' '.join(jobs):8} {count / seconds:7,.0f} articles/s "
            f"({seconds:.1f} s), the parent's peak {usage.ru_maxrss / 1024:,.0f} MB{same}"
        )
        shutil.rmtree(output)


def measure_scheduling(path: Path) -> None:
    """Print what it costs to hand batches out and to get answers, without any work."""
    for engine_name in ("processes", "dask"):
        with open_engine(engine_name, jobs=2) as engine:
            list(engine.run(id, range(8)))  # until the workers have started
            for size in SIZES:
                tasks = [*batches([path], size, ReadOptions())][:400]
                start = time.perf_counter()
                list(engine.run(id, tasks))
                spent_ms = 1000 * (time.perf_counter() - start)
                lines = sum(len(task.lines) for task in tasks)
                say(
                    f"{engine_name:9} batches of {size:3}: {spent_ms / len(tasks):6.2f} ms "
                    f"a batch, {spent_ms / lines:7.3f} ms an article"
                )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?", metavar="ARTICLES.jsonl")
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    open_index().close()  # compiled, if it must be, before the clock runs
    noise()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "articles.jsonl"
        if options.articles is not None:
            lines = options.articles.read_text("utf-8").strip().split("\n")
        else:
            lines = [json.dumps({"text": text}) for text in made_up_articles()]
        path.write_text("\n".join(lines * options.times) + "\n", "utf-8")
        count = len(lines) * options.times
        say(f"{count:,} articles, {path.stat().st_size / 1e6:.1f} MB")
        measure_runs(path, count, folder)
        measure_scheduling(path)
    noise()


if __name__ == "__main__":
    main()
