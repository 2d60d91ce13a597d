"""A reading as the values of a report file: what an analyst corrects, what a map draws.

Answers which events, distances and places a report has that a machine read in an
article. How the values become a file, and are merged with one, is in ``data.drafts``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from ...data.articles import Article, headline_of
from ...data.drafts import write_draft
from ...data.reports import Report, make_report
from ...data.schema import Status
from ..locatives import parse_locative
from ..places import Match, Place
from .boilerplate import find_boilerplate
from .event_spans import claim_spans, event_spans
from .model import ClaimRead, EventRead, Party, Reading, Toponym
from .text import Span

__all__ = ["draft_report", "place_notes", "report_content", "report_from"]

_LONGEST_SUMMARY: Final = 240
_LONGEST_ID: Final = 70
_LONGEST_KM: Final = 20_100.0
_MOST_OTHERS: Final = 3
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")


def report_from(article: Article, reading: Reading) -> Report:
    """The report that a machine read in an article, marked as such."""
    return make_report(report_content(article, reading), article.path)


def draft_report(article: Article, reading: Reading) -> str:
    """The report that a machine read in an article, as a commented YAML file."""
    return write_draft(report_content(article, reading), place_notes(reading))


def report_content(article: Article, reading: Reading) -> dict[str, Any]:
    """The values of a report, by the keys of report files and in their order."""
    names = _Names(reading)
    content: dict[str, Any] = {"title": article.title or _headline(reading.text)}
    if article.published is not None:
        content["published"] = article.published.isoformat()
    source = {"publisher": article.publisher, "url": article.url}
    if any(source.values()):
        content["source"] = _known(source)
    countries = article.country or reading.countries
    if countries:
        content["country"] = list(countries)
    content["reading"] = "machine"
    content["events"] = _with_ids([_event(e, reading.text, names) for e in reading.events])
    content["distances"] = _unique(
        _distance(claim, reading.text, names) for claim in reading.claims
    )
    content["places"] = _places(names, content)
    content["text"] = article.text
    return {key: value for key, value in content.items() if value not in ([], {})}


def place_notes(reading: Reading) -> dict[str, str]:
    """What to say beside the place of each name: which it is, how sure, what else."""
    notes = {}
    for name, toponym in _Names(reading).toponyms.items():
        if toponym.places:
            first, *others = toponym.places
            also = ", ".join(map(_label, others[:_MOST_OTHERS]))
            score = f"{_label(first)}, score {first.score:.2f}"
            notes[name] = f"{score}; also: {also}" if also else score
    return notes


class _Names:
    """What a report calls the places of a reading: each name is one place in a report.

    The words of the text if they always mean the same place, else with their type word.
    """

    def __init__(self, reading: Reading) -> None:
        meant: dict[str, set[int | None]] = {}
        for toponym in reading.toponyms:
            place = toponym.place
            geonameid = None if place is None else place.geonameid
            meant.setdefault(toponym.name, set()).add(geonameid)
        self._clear = {
            name for name, ids in meant.items() if len(ids) == 1 and None not in ids
        }
        self.toponyms: dict[str, Toponym] = {}
        """The first toponym of each name that has a place, or the first."""
        for toponym in reading.toponyms:
            name = self.of(toponym)
            if name not in self.toponyms or self.toponyms[name].place is None:
                self.toponyms[name] = toponym

    def of(self, toponym: Toponym) -> str:
        """What a report calls the place of a toponym."""
        name = toponym.name if toponym.name in self._clear else toponym.query
        return " ".join(name.split())


def _label(place: Place) -> str:
    where = ", ".join(filter(None, (str(place.kind), place.country)))
    number = "" if place.geonameid is None else f" {place.geonameid}"
    return f"{place.name} ({where}){number}"


def _headline(text: str) -> str:
    """The first words of a text that are no address, menu or byline."""
    at, kept = 0, []
    for start, end in find_boilerplate(text):
        kept.append(text[at:start])
        at = end
    return headline_of("".join(kept) + text[at:])


def _event(event: EventRead, text: str, names: _Names) -> dict[str, Any]:
    quote = event.sentences[0] if event.sentences else event.trigger
    status, claimed_by = event.status, event.claimed_by
    if status == Status.CLAIMED and claimed_by is None:
        status = Status.REPORTED
    return _known(
        {
            "id": _event_id(event, names),
            "type": event.sub_type,
            "place": _place_words(event, names),
            "date": event.date,
            "initiators": _names(event.initiators),
            "targets": _names(event.targets),
            "status": str(status),
            "claimed_by": claimed_by and claimed_by.name,
            "fatalities": event.fatalities,
            "wounded": event.wounded,
            "taken": event.taken,
            "summary": _summary(text, quote, event.trigger),
            "quote": text[slice(*quote)] if event.sentences else None,
            "spans": {part: list(span) for part, span in event_spans(event).items()},
        }
    )


def _place_words(event: EventRead, names: _Names) -> str | None:
    """The place of an event as a report names it, or describes it."""
    if event.described:
        return " ".join(event.described.split())
    return None if event.toponym is None else names.of(event.toponym)


def _distance(claim: ClaimRead, text: str, names: _Names) -> dict[str, Any] | None:
    """The entry of a claim that can be checked."""
    start, end, km = names.of(claim.start), names.of(claim.end), claim.km
    says_nothing = km is None and claim.miles is None and claim.direction is None
    if says_nothing or not (start and end) or start == end:
        return None
    if _is_described(names.toponyms.get(end)):
        return None  # it is where the claim puts it: nothing is left to check
    if km is not None and not 0.0 < km <= _LONGEST_KM:
        return None
    return _known(
        {
            "from": start,
            "to": end,
            "km": _number(km) if claim.miles is None else None,
            "miles": _number(claim.miles),
            "direction": claim.direction,
            "quote": text[slice(*claim.span)] or None,
            "spans": {part: list(span) for part, span in claim_spans(claim).items()},
        }
    )


def _places(names: _Names, content: dict[str, Any]) -> dict[str, Any]:
    """What the names mean that events and distances use: GeoNames ids, or descriptions."""
    used: set[str] = set()
    for event in content["events"]:
        if "place" in event:
            locative = parse_locative(event["place"])
            used.update((event["place"], *(locative.anchors if locative else ())))
    for claim in content["distances"]:
        used.update((claim["from"], claim["to"]))
    return {
        name: entry
        for name, toponym in names.toponyms.items()
        if name in used and (entry := _place_entry(toponym.place)) is not None
    }


def _is_described(toponym: Toponym | None) -> bool:
    place = None if toponym is None else toponym.place
    return (
        place is not None and place.geonameid is None and place.matched is Match.DESCRIBED
    )


def _place_entry(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    if place.geonameid is not None:
        return {"geonameid": place.geonameid}
    # of a name that no gazetteer holds, the text says where it is: "25 km W of Raqqa"
    return {"name": place.name} if place.matched is Match.DESCRIBED else None


def _unique(entries: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """The entries, each statement once."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for entry in entries:
        if entry is not None:
            said = tuple(
                entry.get(key) for key in ("from", "to", "km", "miles", "direction")
            )
            found.setdefault(said, entry)
    return list(found.values())


def _names(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(party.name for party in parties if party.name))


def _summary(text: str, sentence: Span, trigger: Span) -> str:
    """The words of the sentence, clipped so that the trigger is in them."""
    start, end = sentence
    if trigger.end - start > _LONGEST_SUMMARY and start <= trigger.start < end:
        start = trigger.start
    words = " ".join(text[start : min(end, start + 2 * _LONGEST_SUMMARY)].split())
    is_cut = end - start > 2 * _LONGEST_SUMMARY
    if len(words) > _LONGEST_SUMMARY:
        words = words[:_LONGEST_SUMMARY].rpartition(" ")[0] or words[:_LONGEST_SUMMARY]
        is_cut = True
    before = "…" if start > sentence.start else ""
    return f"{before}{words}{'…' if is_cut else ''}" or "…"


def _event_id(event: EventRead, names: _Names) -> str:
    """What happened where and when, in ASCII: the same for the same reading."""
    place = event.toponym
    where = _slug(_place_words(event, names) or "")
    if not where and place is not None and place.place is not None:
        where = _slug(place.place.name) or str(place.place.geonameid or "")
    when = _slug((event.date or "").replace("..", "open"))
    parts = filter(None, (_slug(event.sub_type), where[:40].strip("-"), when))
    return "-".join(parts)[:_LONGEST_ID].strip("-")


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NO_WORD.sub("-", plain).strip("-")


def _with_ids(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events, the second of an id called ``…-2``."""
    seen: Counter[str] = Counter()
    for event in events:
        seen[event["id"]] += 1
        if seen[event["id"]] > 1:
            event["id"] = f"{event['id']}-{seen[event['id']]}"
    return events


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, [], {})}


def _number(value: float | None) -> int | float | None:
    if value is None:
        return None
    value = round(value, 3)
    return int(value) if value == int(value) else value
