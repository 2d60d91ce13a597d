"""How long a data set takes to be read, mapped, and exported to every format.

Run ``python tests/bench/bench_exports.py TABLE.csv [ROUNDS]`` with a table of UCDP GED.
One process, imports included; the fastest of the rounds of each step, and their sum.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")
SECONDS: dict[str, list[float]] = {}


def timed(step: str, work: Callable[[], Made]) -> Made:
    """What the work makes; how long it took is kept."""
    start = time.perf_counter()
    made = work()
    SECONDS.setdefault(step, []).append(time.perf_counter() - start)
    return made


def measure(table: Path, folder: Path) -> dict[str, int]:
    """Run every step once; gives the sizes of the files in bytes."""
    from conflictmap.data.datasets import read_dataset
    from conflictmap.data.export import EXPORT_ENDINGS, read_events, write_events
    from conflictmap.geo import PlaceLookup, locate_dataset
    from conflictmap.maps import render_map

    lookup = timed("open the places", PlaceLookup)
    dataset = timed("read", lambda: read_dataset(table))
    events = timed("locate", lambda: locate_dataset(dataset, lookup))
    page = timed("map", lambda: render_map(events, lookup))
    (folder / "map.html").write_text(page, "utf-8")
    paths = [folder / f"events{ending}" for ending in EXPORT_ENDINGS]
    for path in paths:
        timed(f"write {path.suffix}", lambda path=path: write_events(events, path))
    for path in paths:
        found = timed(f"read back {path.suffix}", lambda path=path: read_events(path))
        if len(found) != len(events):
            raise AssertionError(path)
    sizes = {path.suffix: path.stat().st_size for path in paths}
    for path in paths:
        path.unlink()  # a file of equal content is left alone
    return sizes


def main() -> None:
    """Print the table."""
    table, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            sizes = measure(table, Path(folder))
            if number == 0:
                first = time.perf_counter() - start
    for step, seconds in SECONDS.items():
        size = sizes.get(step.removeprefix("write "))
        told = "" if size is None else f"  {size / 1e6:6.1f} MB"
        print(f"{step:22} {min(seconds):6.2f} s{told}")  # noqa: T201
    needed = [s for s in SECONDS if not s.startswith("read back")]
    total = sum(min(SECONDS[step]) for step in needed)
    print(f"read, mapped, exported {total:6.2f} s")  # noqa: T201
    print(f"the first round, with imports and reading back: {first:.2f} s")  # noqa: T201


if __name__ == "__main__":
    main()
