"""How long it takes to link the events of an archive's reports, and to find wire copies.

Run ``python tests/bench/bench_corroboration.py``. Made-up events (``made_events``), ten or
fifteen a report; a third of them tell again, in another report of the days after, what an
earlier event tells, and differ from it as reports do: in the day's precision, the number
of the dead, the type, the side that is named. A fifth of the reports print another's text.
Beside the times stand how many of the pairs that were made are found, and how many links
are between events that were made apart. The last line is the worst that the generator
knows: all reports tell of one place and day.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from bench_dump import say
from made_events import made_events

from conflictmap.geo import Teller, corroborate, text_sketch

ROUNDS = 3
SIZES = ((15_000, 1_000), (150_000, 10_000))
RETOLD, COPIED = 1 / 3, 0.2
WORDS_A_TEXT, KNOWN_WORDS = 350, 3_000


def retold(count: int, reports: int, *, seed: int = 5) -> tuple[pd.DataFrame, list[int]]:
    """Events of reports, and for each the number of the happening that it was made of."""
    rng = np.random.default_rng(seed)
    first = round(count * (1 - RETOLD))
    events = pd.DataFrame(made_events(first).drop(columns="geometry"))
    events = events.astype(dict.fromkeys(("report", "sub_event_type", "date"), "object"))
    happening = np.concatenate((np.arange(first), rng.integers(0, first, count - first)))
    again = _varied(rng, events.iloc[happening[first:]].copy())
    frame = pd.concat([events, again], ignore_index=True)
    day = frame["date_end"].to_numpy("datetime64[D]").astype(np.int64)
    rank = np.argsort(np.argsort(day + rng.integers(0, 4, count), kind="stable"))
    number = rank * reports // count
    frame["report"] = [f"report-{n:05}" for n in number]
    frame["event_id"] = [f"e{n}" for n in range(count)]
    return frame, happening.tolist()


def _varied(rng: np.random.Generator, again: pd.DataFrame) -> pd.DataFrame:
    """Events as another report tells of them."""
    draw = rng.random((len(again), 4))
    again["fatalities"] = again["fatalities"] + (draw[:, 0] < 0.3) * 2
    longer = draw[:, 1] < 0.2
    again["date_end"] = again["date_end"] + pd.to_timedelta(longer.astype(int), "D")
    is_air = again["sub_event_type"] == "Air/drone strike"
    again.loc[is_air & (draw[:, 2] < 0.2), "sub_event_type"] = (
        "Shelling/artillery/missile attack"
    )
    nobody = pd.Series([()] * len(again), again.index, dtype="object")
    again["initiators"] = again["initiators"].where(draw[:, 3] > 0.2, nobody)
    return again


def texts(reports: int, *, seed: int = 6) -> list[str]:
    """A text a report, every fifth another's with a paragraph of its own."""
    rng = np.random.default_rng(seed)
    words = np.array([f"word{n}" for n in range(KNOWN_WORDS)], object)
    weights = 1.0 / (np.arange(KNOWN_WORDS) + 3.0)
    drawn = rng.choice(words, (reports, WORDS_A_TEXT), p=weights / weights.sum())
    made = [" ".join(row) for row in drawn]
    for number in np.flatnonzero(rng.random(reports) < COPIED).tolist()[1:]:
        other = int(rng.integers(0, number))
        made[number] = f"{made[number][:300]} {made[other]}"
    return made


def one_day(count: int) -> pd.DataFrame:
    """The events, a report each, moved to one place and day."""
    events, _ = retold(count, count)
    place = ("lon", "lat", "precision", "uncertainty_m", "place_name", "country", "admin1")
    dates = ("date", "date_start", "date_end")
    for name in (*place, *dates):
        events[name] = [events[name].iloc[0]] * count
    return events.assign(report=[f"report-{n:05}" for n in range(count)])


def best(work: Callable[[], Any]) -> tuple[float, Any]:
    """Least CPU seconds of some rounds, which others on the machine add little to."""
    seconds, found = [], None
    for _ in range(ROUNDS):
        start = time.process_time()
        found = work()
        seconds.append(time.process_time() - start)
    return min(seconds), found


def shares(tellings: Any, happening: list[int], events: pd.DataFrame) -> str:
    """How many made pairs are linked, and how many linked ones were made apart."""
    group = np.full(len(events), -1)
    for number, telling in enumerate(tellings):
        group[list(telling.rows)] = number
    frame = pd.DataFrame({"of": happening, "group": group, "report": events["report"]})
    twice = frame[frame.duplicated(["of", "report"])]  # told apart by one report
    frame = frame[~frame["of"].isin(twice["of"])]
    made = frame.merge(frame, on="of").query("report_x < report_y")
    linked = frame[frame["group"] >= 0]
    linked = linked.merge(linked, on="group").query("report_x < report_y")
    found = (made["group_x"] >= 0) & (made["group_x"] == made["group_y"])
    apart = linked["of_x"] != linked["of_y"]
    return (
        f"{found.mean():.1%} of made pairs linked, {apart.mean():.2%} of links made apart"
    )


def main() -> None:
    """Print the table."""
    for count, reports in SIZES:
        events, happening = retold(count, reports)
        made = texts(reports)
        seconds, sketches = best(lambda made=made: [text_sketch(text) for text in made])
        say(f"{reports:,} texts to sketches: {seconds:.2f} s")
        tellers = [
            Teller(f"report-{n:05}", published=None, sketch=sketch)
            for n, sketch in enumerate(sketches)
        ]
        seconds, found = best(lambda e=events, t=tellers: corroborate(e, t))
        say(
            f"{count:,} events of {reports:,} reports: {seconds:.2f} s, {len(found):,} "
            f"tellings; {shares(found, happening, events)}"
        )
    events = one_day(3_000)
    seconds, found = best(lambda: corroborate(events))
    say(f"{len(events):,} of one place and day: {seconds:.2f} s, {len(found):,} tellings")


if __name__ == "__main__":
    main()
