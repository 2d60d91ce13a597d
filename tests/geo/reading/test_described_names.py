"""Names that no gazetteer holds, or several places have, placed by the text itself."""

from collections.abc import Callable

import pytest

from conflictmap.data.schema import Kind
from conflictmap.geo import distance_azimuth
from conflictmap.geo.places import Match, Place
from conflictmap.geo.reading.described_names import place_described
from conflictmap.geo.reading.model import ClaimRead, Reading, Toponym
from conflictmap.geo.reading.text import Document, Span

Read = Callable[[str], Reading]


def toponym(reading: Reading, name: str) -> Toponym:
    return next(found for found in reading.toponyms if found.name == name)


def distance_and_azimuth(start: Place, end: Place) -> tuple[float, float]:
    metres, azimuths = distance_azimuth(start.lon, start.lat, end.lon, end.lat)
    return float(metres[0]) / 1000.0, float(azimuths[0])


@pytest.mark.parametrize(
    ("text", "start", "km", "azimuth"),
    [
        ("Zorbekiya is 25 km west of Raqqa.", "Raqqa", 25.0, 270.0),
        ("Shells fell on Zorbekiya, 40 km north of Homs.", "Homs", 40.0, 0.0),
        ("Shells fell on Zorbekiya, 10 miles east of Homs.", "Homs", 16.1, 90.0),
    ],
)
def test_an_unknown_name_lies_where_the_text_says(
    text: str, start: str, km: float, azimuth: float, read: Read
) -> None:
    reading = read(text)
    origin, place = toponym(reading, start).place, toponym(reading, "Zorbekiya").place
    assert origin is not None
    assert place is not None
    found_km, found_azimuth = distance_and_azimuth(origin, place)
    assert found_km == pytest.approx(km, abs=0.1)
    # a point due west along a geodesic sees its origin a fraction of a degree off
    assert (found_azimuth - azimuth + 180.0) % 360.0 - 180.0 == pytest.approx(0, abs=0.5)


def test_all_mentions_of_an_unknown_name_get_its_place(read: Read) -> None:
    reading = read(
        "Rebels took the village of Zorbekiya. Zorbekiya is 25 km west of Raqqa."
    )
    first, second = (found for found in reading.toponyms if found.name == "Zorbekiya")
    assert first.place is not None
    assert first.place == second.place


def test_an_event_at_an_unknown_name_has_its_place(read: Read) -> None:
    (event,) = read("Shells fell on Zorbekiya, 25 km west of Raqqa, on Friday.").events
    assert event.toponym is not None
    assert event.toponym.name == "Zorbekiya"
    assert event.toponym.place is not None


def test_a_facility_in_a_town_is_placed_in_the_town(read: Read) -> None:
    reading = read("Gunmen stormed the Hotel Zenobar in Damascus on Monday.")
    hotel, town = toponym(reading, "Hotel Zenobar"), toponym(reading, "Damascus")
    assert hotel.place is not None
    assert hotel.place == town.place


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen stormed the Hotel Zenobar. In Damascus it rained.",  # another sentence
        "Gunmen stormed the Hotel Zenobar and fled to Damascus.",  # not in it
        "Gunmen stormed the Hotel Zenobar in Syria.",  # an area, not a town
        "Gunmen stormed the Hotel Zenobar north of Damascus.",
        "Gunmen stormed the Hotel Zenobar within two miles of Damascus.",
    ],
)
def test_a_facility_is_placed_only_in_a_town_it_is_in(text: str, read: Read) -> None:
    assert toponym(read(text), "Hotel Zenobar").place is None


def named(name: str, at: int, *places: tuple[float, float]) -> Toponym:
    """A toponym at an offset, with namesakes at (lon, lat)."""
    found = tuple(
        Place(name, lon, lat, Kind.TOWN, "XX", None, None, None, 1e3, 1.0, Match.EXACT, "t")
        for lon, lat in places
    )
    return Toponym(Span(at, at + len(name)), name, name, found)


TEXT = "Elmina is 111 km north of Dolna."
DOLNA = named("Dolna", TEXT.index("Dolna"), (10.0, 0.0))


def placed(subject: Toponym, *, km: float | None = 111.0, way: str | None = "N") -> Toponym:
    claim = ClaimRead(Span(10, 31), DOLNA, subject, km, None, way)
    return place_described(Document(TEXT), (subject, DOLNA), (claim,))[0]


def test_of_namesakes_the_one_as_far_away_as_stated_comes_first() -> None:
    elmina = placed(named("Elmina", 0, (10.0, 5.0), (10.0, 1.0), (11.0, 0.0)))
    assert [(place.lon, place.lat) for place in elmina.places] == [
        (10.0, 1.0),
        (10.0, 5.0),
        (11.0, 0.0),
    ]


def test_without_a_fitting_namesake_nothing_is_changed() -> None:
    elmina = named("Elmina", 0, (10.0, 5.0), (11.0, 0.0))
    assert placed(elmina) == elmina


@pytest.mark.parametrize("stated", [{"km": None}, {"way": None}])
def test_a_distance_or_direction_alone_places_nothing(stated: dict[str, None]) -> None:
    assert placed(named("Elmina", 0), **stated).place is None


def test_nothing_is_placed_from_a_start_without_a_place() -> None:
    elmina, dolna = named("Elmina", 0), named("Dolna", TEXT.index("Dolna"))
    claim = ClaimRead(Span(10, 31), dolna, elmina, 111.0, None, "N")
    assert place_described(Document(TEXT), (elmina, dolna), (claim,)) == (elmina, dolna)


def test_a_doubtful_distance_places_nothing() -> None:
    assert placed(named("Elmina", 0), km=19_000.0).place is None
