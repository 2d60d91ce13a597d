"""How long a build takes beside importing the libraries it stands on.

Run ``python tests/bench/bench_build.py``. Whole processes, in turns, so that the
machine's drift falls on all alike; medians of the wall time, and the largest resident
set of one process. The index is compiled anew once, into a temporary folder.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
BASELINE = "import folium, geopandas"
COMMANDS = {
    f"python -c '{BASELINE}'": [sys.executable, "-c", BASELINE],
    "conflictmap build": [sys.executable, "-m", "conflictmap.maps.cli", "build"],
    "conflictmap --help": [sys.executable, "-m", "conflictmap.maps.cli", "--help"],
    "conflictmap geocode Hama": [
        *(sys.executable, "-m", "conflictmap.maps.cli"),
        *("geocode", "Hama", "--json"),
    ],
}


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall seconds, and the peak resident set in MB of the largest child so far."""
    environment = {**os.environ, "CONFLICTMAP_CACHE": str(folder / "cache")}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run([sys.executable, "-c", f"{BASELINE}, orjson"], folder)  # warms the file cache
        seconds, peak_mb = run(COMMANDS["conflictmap geocode Hama"], folder)
        sys.stdout.write(f"index compiled: {seconds:.1f} s, {peak_mb:.0f} MB at most\n")
        times: dict[str, list[float]] = {title: [] for title in COMMANDS}
        for _ in range(ROUNDS):
            for title, command in COMMANDS.items():
                times[title].append(run(command, folder)[0])
        page = next((folder / "site").glob("2*.html"))
        base = statistics.median(times[next(iter(COMMANDS))])
        for title, values in times.items():
            median = statistics.median(values)
            sys.stdout.write(
                f"{title:48} {median:6.3f} s (from {min(values):.3f} to "
                f"{max(values):.3f}), {median / base:.2f} of the import\n"
            )
        sys.stdout.write(f"the map: {page.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
