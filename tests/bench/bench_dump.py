"""How long a large GeoNames dump takes to be added, and how much memory.

Run ``python tests/bench/bench_dump.py N [FOLDER]``: a dump of N rows is made up, always
the same, and added in a process of its own; nothing of it stays. How fast such a layer
answers is in ``bench_gazetteer``.
"""

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from conflictmap.geo.layers import open_layers

ROW_BYTES = 1_000  # of a dump, and of its index while that is made
ADD = """
import json, resource, sys, time
from pathlib import Path
from conflictmap.geo.layers import add_layer
start = time.perf_counter()
layer = add_layer(Path(sys.argv[1]), name="made-up")
seconds = time.perf_counter() - start
with open("/proc/self/status") as file:  # what getrusage has may be the parent's
    peak = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([str(layer.path), layer.places, layer.spellings, seconds, peak, children]))
"""

WESTERN = (  # noqa: SIM905
    "ba be bo ca co da de do el en fa fi ga go ha hi in ka la le li lo ma me mi mo na ne "
    "ni no or pa pe ra re ri ro sa se si so ta te ti to va ve wi ton burg ford lan mar ber"
).split()
LETTERS = {
    "ARABIC": "ba ب ta ت ja ج ha ح da د ra ر za ز sa س sha ش ta ط qa ق ka ك la ل ma م na ن "
    "wa و ya ي hi هي mu مو ri ري bi بي dir دير kaf كف tal تل nis نس dur دور lib لب mir مر",
    "CYRILLIC": "ba ба vo во ha га di ди zhe же za за ka ка lo ло mi ми na на po по ro ро "
    "sa са ta та uk ук khe хе chu чу shi ши yar яр iv ив grad град ovk овк ets ец nik ник",
}
WORDS = {
    "ARABIC": ("Al Dayr Tall Kafr Wadi Jabal Bir", "Gharbi Sharqi Kabir"),
    "CYRILLIC": ("Novo Stara Velyka Mala", "Pershe Druhe"),
    "WESTERN": (
        "San Santa New Mount Lake Saint Rio",
        "Creek Hill Church School River Mountain Park Ridge",
    ),
}
SYLLABLES = {
    "WESTERN": [(syllable, "") for syllable in WESTERN],
    **{
        style: list(zip(text.split()[::2], text.split()[1::2], strict=True))
        for style, text in LETTERS.items()
    },
}
BEFORE, AFTER = ({style: w[i].split() for style, w in WORDS.items()} for i in (0, 1))
LANDS = {  # out of 100 rows; west, south; how they write
    "US": (22, -120, 30, "WESTERN"),
    "MX": (10, -105, 18, "WESTERN"),
    "BR": (8, -60, -20, "WESTERN"),
    "ID": (10, 100, -8, "WESTERN"),
    "FR": (6, 0, 44, "WESTERN"),
    "PH": (6, 120, 8, "WESTERN"),
    "RU": (10, 40, 50, "CYRILLIC"),
    "UA": (6, 24, 47, "CYRILLIC"),
    "SY": (2, 36, 33, "ARABIC"),
    "IQ": (4, 41, 30, "ARABIC"),
    "SD": (4, 24, 10, "ARABIC"),
    "IR": (9, 48, 28, "ARABIC"),
    "YE": (3, 43, 13, "ARABIC"),
}
FEATURES = ["P\tPPL"] * 9 + ["S\tFRM", "H\tSTM", "H\tSTM", "T\tMT", "T\tHLL", "A\tADM3"]


def say(text: str = "") -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def noise() -> None:
    """Print how steady the machine is now: a loop that is always the same."""
    times = []
    for _ in range(9):
        start = time.perf_counter()
        sum(i * i for i in range(500_000))
        times.append(1000 * (time.perf_counter() - start))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    say(
        f"machine: {os.cpu_count()} cores, load {load}; one loop {min(times):.0f} to "
        f"{max(times):.0f} ms, median {statistics.median(times):.0f}"
    )


def run(code: str, *arguments: str, **variables: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, **variables},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def made_up_lines(count: int) -> Iterator[str]:
    """Lines of a GeoNames dump, always the same; names made of syllables."""
    rng = random.Random(3)  # noqa: S311
    draw = rng.random
    lands = [code for code, (share, *_) in LANDS.items() for _ in range(share)]
    for number in range(count):
        country = lands[number * len(lands) // count]
        _, west, south, style = LANDS[country]
        name, script = made_up_name(style, draw)
        other = ""
        if number % 4 == 0:
            other = f"{made_up_name(style, draw)[0]},{script or name + 'a'}"
        people = int(200 / (draw() + 1e-4)) if draw() < 0.1 else 0
        yield (
            f"{50_000_000 + number}\t{name}\t{name}\t{other}\t{south + 8 * draw():.5f}\t"
            f"{west + 8 * draw():.5f}\t{FEATURES[int(draw() * len(FEATURES))]}\t{country}"
            f"\t\t{1 + int(draw() * 12):02}\t\t\t\t{people}\t\t\tEtc/UTC\t2026-01-01\n"
        )


def made_up_name(style: str, draw: Callable[[], float]) -> tuple[str, str]:
    """A name in Latin letters, and in its own script if that is another."""
    syllables = SYLLABLES[style]
    # the powers: some syllables, and so some names, are much more usual than others
    count = 3 + int(draw() ** 1.5 * 3)
    parts = [syllables[int(draw() ** 1.7 * len(syllables))] for _ in range(count)]
    core = "".join([latin for latin, _ in parts]).title()
    script = "".join([letters for _, letters in parts])
    if (chance := draw()) < 0.2:
        return f"{BEFORE[style][int(chance * 5 * len(BEFORE[style]))]} {core}", script
    if chance < 0.5:
        return (
            f"{core} {AFTER[style][int((chance - 0.2) / 0.3 * len(AFTER[style]))]}",
            script,
        )
    return core, script


def add_dump(count: int, folder: Path) -> Path:
    """A layer of made-up places, added in a process of its own."""
    free = shutil.disk_usage(folder).free
    if free < count * ROW_BYTES:
        raise SystemExit(
            f"{folder}: {free / 1e9:.1f} GB free, {count * ROW_BYTES / 1e9:.1f} needed "
            f"for {count:,} rows; name another folder"
        )
    dump = folder / "made-up.txt"
    with dump.open("w", encoding="utf-8") as file:
        file.writelines(made_up_lines(count))
    layers = {"CONFLICTMAP_LAYERS": str(folder / "layers"), "SQLITE_TMPDIR": str(folder)}
    answer = json.loads(run(ADD, str(dump), **layers))
    path, places, spellings, seconds, peak_kib, children_kib = answer
    (distinct,) = open_layers([Path(path)])[0].ask(
        "SELECT count(*) FROM (SELECT DISTINCT key FROM names)"
    )[0]
    say(
        f"a dump of {count:,} rows, {dump.stat().st_size / 1e6:,.0f} MB: added in "
        f"{seconds:.1f} s ({places / seconds:,.0f} places/s), at most "
        f"{peak_kib / 1024:.0f} MB and its children {children_kib / 1024:.0f} MB; "
        f"{places:,} places, {spellings:,} spellings of {distinct:,} keys; index "
        f"{Path(path).stat().st_size / 1e6:,.0f} MB"
    )
    return Path(path)


def main() -> None:
    """Print how it went."""
    folder = sys.argv[2] if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory(dir=folder) as name:
        add_dump(int(sys.argv[1]), Path(name))


if __name__ == "__main__":
    main()
