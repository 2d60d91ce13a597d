"""How fast articles are read on one core, beside a matcher that only finds names.

Run ``python tests/bench/bench_reading.py [ARTICLES.jsonl]``, each line such as
``{"text": "…"}``; without it articles are made up, always the same. Each reader runs in
fresh processes: the first pass is with cold caches, as a user's is. The shipped index is
compiled first if need be. flashgeotext, if it is installed, gives places only.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench_dump import noise, run, say

from conflictmap.geo.index import open_index

REPEATS, PASSES = 3, 3
MADE_UP, WORDS = 300, 500

TIMED = """
import json, sys, time
clock = [time.perf_counter()]
def done():
    clock.append(time.perf_counter())
with open(sys.argv[1], encoding="utf-8") as file:
    texts = [json.loads(line)["text"] for line in file]
done()
READER
done()
def read_all():
    return sum(map(read, texts))
for _ in range(int(sys.argv[2])):
    found = read_all()
    done()
with open("/proc/self/status") as file:  # what getrusage has may be the parent's
    peak = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
print(json.dumps([[b - a for a, b in zip(clock, clock[1:])], peak / 1024, found]))
"""
OURS = """
from conflictmap.geo import PlaceLookup
from conflictmap.geo.reading.as_json import reading_json
from conflictmap.geo.reading.read import read_text
lookup = PlaceLookup()
def read(text):
    reading = read_text(text, lookup)
    json.dumps(reading_json(reading, ""))
    return len(reading.toponyms)
"""
FLASHGEOTEXT = """
from flashgeotext.geotext import GeoText
from flashgeotext.lookup import LookupData
from flashgeotext.settings import DEMODATA_CITIES
from flashgeotext.config import GeoTextConfiguration
def count(found):
    return sum(name["count"] for names in found.values() for name in names.values())
"""
PEERS = {
    "flashgeotext, its demo data": FLASHGEOTEXT
    + """
geotext = GeoText()
def read(text):
    return count(geotext.extract(text))
""",
    "flashgeotext, the gazetteer's names": FLASHGEOTEXT  # noqa: S608
    + """
from conflictmap.geo.index import open_index
names = {name: [name] for (name,) in open_index().ask("SELECT DISTINCT name FROM places")}
geotext = GeoText(GeoTextConfiguration(use_demo_data=False))
geotext.add(LookupData(name="places", data=names))
def read(text):
    return count(geotext.extract(text))
""",
}
COMMAND = "from conflictmap.maps.cli import main; main()"

SENTENCES = (
    "Government forces captured {0} after heavy clashes with rebels, the ministry said.",
    "At least {n} civilians were killed in an air strike on {0}, according to residents.",
    "{person} told reporters in {0} that the road to {1} had been closed since Sunday.",
    "The village lies about {n} kilometres north of {0}, between {1} and {2}.",
    "Shelling was reported in {0}, {1} and the countryside of {2} overnight.",
    "The council of {0} will meet on Tuesday to vote on next year's budget.",
    "{person}, who grew up near {0}, opened a bakery on Main Street last month.",
    '"We have not heard from them for {n} days," said {person} of the local hospital.',
    "Police arrested {n} people at a checkpoint outside {0}; nobody was hurt.",
    "Prices of bread and fuel have doubled, and few of the schools are open again.",
    "The army denied that its troops had withdrawn from {0} towards {1}.",
    "A convoy of {n} lorries with food and tents reached the camps east of {0}.",
)
FIRSTS = "Omar Maria Anton Leila John Olena David Amina Peter Sarah".split()  # noqa: SIM905
LASTS = "Haddad Jones Kovalenko Rahman Miller Petrov Diallo Novak".split()  # noqa: SIM905
COUNTRIES = ("SY", "UA", "SD", "US", "IQ", "MM")


def made_up_articles() -> Iterator[str]:
    """Articles on the places of a country each, always the same."""
    rng = random.Random(5)  # noqa: S311
    query = "SELECT name FROM places WHERE country = ? AND kind IN ('city', 'town')"
    index = open_index()
    names = {
        code: [name for (name,) in index.ask(f"{query} ORDER BY id", (code,))]
        for code in COUNTRIES
    }
    for number in range(MADE_UP):
        local = rng.choices(names[COUNTRIES[number % len(COUNTRIES)]], k=12)
        paragraphs, words = [], 0
        while words < WORDS:
            some = [made_up_sentence(local, rng) for _ in range(3)]
            paragraphs.append(" ".join(some))
            words += sum(len(sentence.split()) for sentence in some)
        yield "\n\n".join(paragraphs)


def made_up_sentence(names: list[str], rng: random.Random) -> str:
    """A sentence on some of the places."""
    person = f"{rng.choice(FIRSTS)} {rng.choice(LASTS)}"
    sentence = rng.choice(SENTENCES)
    return sentence.format(*rng.choices(names, k=3), person=person, n=rng.randrange(2, 90))


def middle(values: list[float]) -> str:
    """The median, and in brackets the least and the most."""
    return f"{statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f})"


def measure(title: str, reader: str, path: Path, count: int) -> None:
    """Print how fast fresh processes of a reader read the articles."""
    code = TIMED.replace("READER", reader)
    runs = [json.loads(run(code, str(path), str(1 + PASSES))) for _ in range(REPEATS)]
    start_ms = [1000 * clock[1] for clock, _, _ in runs]
    cold = [count / clock[2] for clock, _, _ in runs]
    warm = [count / statistics.median(clock[3:]) for clock, _, _ in runs]
    peak = [peak_mb for _, peak_mb, _ in runs]
    found: set[Any] = {found for _, _, found in runs}
    say(
        f"{title}\n"
        f"  start, ms                      {middle(start_ms)}\n"
        f"  articles/s, first pass         {middle(cold)}\n"
        f"  articles/s, later passes       {middle(warm)}\n"
        f"  peak memory, MB                {middle(peak)}\n"
        f"  names of places found          {', '.join(f'{n:,}' for n in sorted(found))}"
    )


def measure_command(path: Path, count: int) -> None:
    """Print how long the command takes, from the start of its process to the end."""
    rates, peaks = [], []
    for _ in range(REPEATS):
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "read", "--jsonl", str(path)],
            stdout=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            say("conflictmap read --jsonl: failed, not measured")
            return
        rates.append(count / (time.perf_counter() - start))
        peaks.append(usage.ru_maxrss / 1024)
    say(
        "conflictmap read --jsonl, the whole process\n"
        f"  articles/s, start included     {middle(rates)}\n"
        f"  peak memory, MB                {middle(peaks)}"
    )


def measure_all(path: Path, *, peers: bool) -> None:
    """Print everything about a file of articles."""
    with path.open(encoding="utf-8") as file:
        lengths = [len(json.loads(line)["text"].split()) for line in file]
    say(
        f"{path.name}: {len(lengths):,} articles of {statistics.mean(lengths):.0f} words; "
        f"medians of {REPEATS} processes, in brackets the least and the most"
    )
    measure("read_text and reading_json", OURS, path, len(lengths))
    measure_command(path, len(lengths))
    if peers and find_spec("flashgeotext") is None:
        say("flashgeotext: not installed, not measured")
    elif peers:
        for title, reader in PEERS.items():
            measure(title, reader, path, len(lengths))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?", metavar="ARTICLES.jsonl")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    open_index().close()  # compiled, if it must be, before the clock runs
    noise()
    if options.articles is not None:
        measure_all(options.articles, peers=not options.no_peers)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "made-up.jsonl"
            lines = (
                json.dumps({"id": str(i), "text": text})
                for i, text in enumerate(made_up_articles())
            )
            path.write_text("\n".join(lines), encoding="utf-8")
            measure_all(path, peers=not options.no_peers)
    noise()


if __name__ == "__main__":
    main()
