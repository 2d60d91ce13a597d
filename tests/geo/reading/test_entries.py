"""A reading as a report: ids, names, quotes and spans of its entries."""

from dataclasses import replace
from datetime import date

import pytest

from conflictmap.data import read_report
from conflictmap.data.articles import Article
from conflictmap.data.schema import Kind
from conflictmap.geo import Match, Place
from conflictmap.geo.reading.entries import (
    draft_report,
    place_notes,
    report_content,
    report_from,
)
from conflictmap.geo.reading.model import ClaimRead, EventRead, Party, Reading, Toponym
from conflictmap.geo.reading.text import Span

TEXT = (
    "Army jets struck Morek, 30 km north of Hama, on Friday and killed four, rebels said.\n"
    "Nothing else was known.\n"
)


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def place(name, geonameid, score=0.9, kind=Kind.TOWN):
    return Place(
        name=name,
        lon=36.7,
        lat=35.4,
        kind=kind,
        country="SY",
        admin1=None,
        geonameid=geonameid,
        population=None,
        uncertainty_m=1000.0,
        score=score,
        matched=Match.EXACT,
        source="test",
    )


def toponym(name, *places, query=None):
    return Toponym(span(name), name, query or name, places)


MOREK = toponym("Morek", place("Mūrak", 167357), query="Morek town")
HAMA = toponym("Hama", place("Ḩamāh", 170017), place("Hama", 170015, 0.1, Kind.ADMIN1))
SENTENCE = Span(0, TEXT.index("\n"))
STRIKE = EventRead(
    sub_type="Air/drone strike",
    trigger=span("struck"),
    toponym=MOREK,
    date="2024-11-29",
    date_span=span("Friday"),
    initiators=(Party(span("Army"), "Syrian army"),),
    status="claimed",
    claimed_by=Party(span("rebels"), "rebels"),
    fatalities=4,
    fatalities_span=span("four"),
    sentences=(SENTENCE,),
)
CLAIM = ClaimRead(span("30 km north of Hama"), HAMA, MOREK, 30.0, None, "N")
READING = Reading(TEXT, ("SY",), (MOREK, HAMA), (STRIKE,), (CLAIM,))
ARTICLE = Article(TEXT, published=date(2024, 11, 30), publisher="Wire")


def reading_of(*events, toponyms=(MOREK, HAMA)):
    return replace(READING, events=events, toponyms=toponyms)


def event_of(**changes):
    (event,) = report_content(ARTICLE, reading_of(replace(STRIKE, **changes)))["events"]
    return event


def test_an_event_has_every_value_that_was_read():
    report = report_from(ARTICLE, READING)
    (event,) = report.events
    assert (event.type, event.place, event.date) == (
        "Air/drone strike",
        "Morek",
        "2024-11-29",
    )
    assert (event.initiators, event.status) == (("Syrian army",), "claimed")
    assert (event.claimed_by, event.fatalities) == ("rebels", 4)


def test_each_span_of_an_event_holds_the_words_that_say_it():
    (event,) = report_from(ARTICLE, READING).events
    assert {part: TEXT[slice(*where)] for part, where in event.spans.items()} == {
        "trigger": "struck",
        "place": "Morek",
        "date": "Friday",
        "initiators": "Army",
        "claimed_by": "rebels",
        "fatalities": "four",
        "quote": TEXT[: TEXT.index("\n")],
    }


def test_the_quote_and_the_summary_are_words_of_the_text():
    (event,) = report_from(ARTICLE, READING).events
    assert event.quote == event.summary == TEXT.partition("\n")[0]


def test_a_long_sentence_is_clipped_to_a_summary_that_holds_the_trigger():
    text = f"{'word ' * 200}struck {'more ' * 200}end"
    trigger = Span(text.index("struck"), text.index("struck") + 6)
    event = EventRead("Attack", trigger, sentences=(Span(0, len(text)),))
    (entry,) = report_content(Article(text), Reading(text, events=(event,)))["events"]
    assert len(entry["summary"]) <= 242
    assert entry["summary"].startswith("…struck more")
    assert entry["summary"].endswith("more…")


def test_the_report_is_marked_as_read_by_a_machine():
    assert report_from(ARTICLE, READING).reading == "machine"


def test_what_is_known_of_the_article_is_in_the_report():
    report = report_from(ARTICLE, READING)
    assert (report.published, report.source.publisher) == (date(2024, 11, 30), "Wire")
    assert (report.country, report.text) == (("SY",), TEXT)


def test_an_id_says_what_happened_where_and_when():
    assert event_of()["id"] == "air-drone-strike-morek-2024-11-29"


def test_a_second_event_of_an_id_gets_a_number():
    events = report_content(ARTICLE, reading_of(STRIKE, STRIKE, STRIKE))["events"]
    assert [each["id"][-4:] for each in events] == ["1-29", "29-2", "29-3"]


def test_an_id_is_ascii_whatever_the_script_of_the_place():
    name = Toponym(Span(0, 4), "حماة", "حماة", (place("Ḩamāh", 170017),))
    assert event_of(toponym=name)["id"] == "air-drone-strike-hamah-2024-11-29"


def test_an_id_of_long_words_is_short_enough_for_a_report():
    events = (replace(STRIKE, described="a very long way " * 20),) * 12
    report = report_from(ARTICLE, reading_of(*events))
    assert len({each.id for each in report.events}) == 12


def test_a_place_is_called_by_its_name_and_pinned_by_its_geonameid():
    assert report_content(ARTICLE, READING)["places"] == {
        "Morek": {"geonameid": 167357},
        "Hama": {"geonameid": 170017},
    }


def test_a_name_that_means_two_places_is_told_apart_by_its_type_word():
    city = toponym("Hama", place("Ḩamāh", 170017), query="Hama city")
    province = toponym("Hama", place("Hama", 170015), query="Hama province")
    events = (replace(STRIKE, toponym=city), replace(STRIKE, toponym=province))
    content = report_content(ARTICLE, reading_of(*events, toponyms=(city, province)))
    assert [each["place"] for each in content["events"]] == ["Hama city", "Hama province"]


def test_a_name_without_a_place_is_said_and_not_pinned():
    unknown = toponym("Morek")
    content = report_content(
        ARTICLE,
        Reading(TEXT, toponyms=(unknown,), events=(replace(STRIKE, toponym=unknown),)),
    )
    assert content["events"][0]["place"] == "Morek"
    assert "places" not in content


def test_a_described_place_is_said_in_its_words_and_its_anchor_is_pinned():
    event = replace(STRIKE, toponym=HAMA, described="30 km north\nof Hama")
    content = report_content(ARTICLE, replace(READING, events=(event,), claims=()))
    assert content["events"][0]["place"] == "30 km north of Hama"
    assert content["places"] == {"Hama": {"geonameid": 170017}}


def test_a_claim_that_nobody_is_named_for_is_only_reported():
    assert event_of(claimed_by=None)["status"] == "reported"


def test_no_number_of_dead_is_not_none_dead():
    assert "fatalities" not in event_of(fatalities=None)
    assert event_of(fatalities=0)["fatalities"] == 0


def test_a_stated_distance_is_an_entry_with_its_quote():
    (entry,) = report_from(ARTICLE, READING).distances
    assert (entry.start, entry.end, entry.km, entry.direction) == ("Hama", "Morek", 30, "N")
    assert entry.quote == "30 km north of Hama"


@pytest.mark.parametrize(
    "change",
    [{"km": None, "direction": None, "minutes": 5.0}, {"end": HAMA}, {"km": 30_000.0}],
)
def test_what_cannot_be_checked_is_no_distance_of_the_report(change):
    reading = replace(READING, claims=(replace(CLAIM, **change),))
    assert "distances" not in report_content(ARTICLE, reading)


def test_a_distance_that_is_stated_twice_is_one_entry():
    reading = replace(READING, claims=(CLAIM, CLAIM))
    assert len(report_content(ARTICLE, reading)["distances"]) == 1


def test_miles_stay_miles():
    reading = replace(READING, claims=(replace(CLAIM, km=80.4672, miles=50.0),))
    (entry,) = report_content(ARTICLE, reading)["distances"]
    assert entry["miles"] == 50
    assert "km" not in entry


def test_the_title_passes_over_a_postal_address():
    text = f"Postal address\nPO Box 12\n{TEXT}"
    assert report_content(Article(text), Reading(text))["title"].startswith("Army jets")


def test_a_note_says_which_place_how_sure_and_what_else():
    assert place_notes(READING)["Hama"] == (
        "Ḩamāh (town, SY) 170017, score 0.90; also: Hama (admin1, SY) 170015"
    )


def test_a_draft_holds_the_report_that_is_made_without_it(tmp_path):
    path = tmp_path / "draft.yaml"
    path.write_text(draft_report(ARTICLE, READING), "utf-8")
    made = report_from(ARTICLE, READING)
    assert read_report(path).model_dump(exclude={"read"}) == made.model_dump(
        exclude={"read"}
    )


def test_a_reading_of_nothing_is_a_report():
    assert report_from(Article("Nothing."), Reading("Nothing.")).events == ()
