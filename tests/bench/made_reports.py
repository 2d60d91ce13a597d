"""Made-up report files for the benchmarks of sites: any number, and always the same.

``write_reports(folder, count)`` writes reports of real places and days; parties,
publishers and what is said to have happened are invented, as no report of these exists.
"""

import random
from datetime import date, timedelta
from pathlib import Path

PLACES = (
    *("Aleppo", "Idlib", "Hama", "Homs", "Damascus", "Latakia", "Tartus", "Daraa"),
    *("Raqqa", "Hasakah", "Deir ez-Zor", "Qamishli", "Palmyra", "Manbij", "Al-Bab"),
    *("Azaz", "Afrin", "Jarabulus", "Saraqib", "Maarat al-Numan", "Khan Shaykhun"),
    *("Jisr al-Shughur", "Salamiyah", "Masyaf", "Al-Qusayr", "Douma", "Zabadani"),
    *("Kobani", "Tell Abyad", "Abu Kamal", "Mayadin", "Nawa", "Izra", "Jableh"),
)
DESCRIBED = (
    *("Idlib province", "Hama province", "northern Syria", "15 km south of Idlib"),
    *("20 km east of Homs", "the outskirts of Aleppo", "near Palmyra"),
)
TYPES = (
    ("Armed clash", "{a} and {b} exchanged fire near {p} {t}, residents said."),
    ("Shelling/artillery/missile attack", "Shells landed in {p} {t}; {a} blamed {b}."),
    ("Air/drone strike", "Aircraft struck {p} {t}, according to {b}."),
    ("Remote explosive/landmine/IED", "A device went off on a road in {p} {t}."),
    ("Peaceful protest", "People gathered in {p} {t}."),
    ("Looting/property destruction", "Houses in {p} were damaged {t}."),
)
PARTIES = ("Blue Front", "Green Brigade", "army of the North", "Red Column")
PUBLISHERS = ("Morning Wire", "Valley Monitor", "Coast Herald", "Desk of the North")
TIMES = ("at dawn", "by day", "at dusk", "at night")
DISTANCES = (("Aleppo", "Hama", 140, "S"), ("Homs", "Damascus", 160, None))
FIRST_DAY = date(2024, 1, 1)


def report_text(number: int, *, events: int = 10) -> str:
    """The YAML of one report; the same for the same number."""
    draw = random.Random(number)  # noqa: S311  no secret
    day = FIRST_DAY + timedelta(days=draw.randrange(700))
    lines = [
        f"title: Report {number} of the events until {day}",
        f"published: {day}",
        f"source: {{publisher: {draw.choice(PUBLISHERS)}, reliability: B}}",
        "country: [SY]",
        "events:",
    ]
    for row in range(events):
        kind, said = draw.choice(TYPES)
        a, b = draw.sample(PARTIES, 2)
        place = draw.choice(PLACES if draw.random() < 0.85 else DESCRIBED)
        when = day - timedelta(days=draw.randrange(4))
        summary = said.format(a=a, b=b, p=place, t=draw.choice(TIMES))
        lines += [
            f"  - id: e{row}",
            f"    type: {kind}",
            f"    place: {place}",
            f"    date: {when}",
            f"    initiators: [{a}]",
            f"    targets: [{b}]",
            *draw.choice(
                (["    status: reported"], ["    status: claimed", f"    claimed_by: {b}"])
            ),
            f"    fatalities: {draw.choice(('null', draw.randrange(30)))}",
            f'    summary: "{summary}"',
        ]
    if draw.random() < 0.5:
        start, end, km, direction = draw.choice(DISTANCES)
        said = f", direction: {direction}" if direction else ""
        lines += ["distances:", f"  - {{from: {start}, to: {end}, km: {km}{said}}}"]
    return "\n".join(lines) + "\n"


def write_reports(folder: Path, count: int) -> list[Path]:
    """Report files in a folder, a hundred in each folder of it."""
    paths = []
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"report-{number:05}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(report_text(number), "utf-8")
        paths.append(path)
    return paths
