"""Events attached to their places and dates, and what a report says that cannot be."""

from datetime import date

import geopandas as gpd
import geopy.distance
import pandas as pd
import pytest
import shapely

from conflictmap.data import EVENT_COLUMNS, Report, ReportError, read_report
from conflictmap.geo import Match, check_report, locate_report
from conflictmap.geo.events import check_distances

HAMA_ID, IDLIB_ID, ALEPPO_ID = 170017, 169389, 170063


def event(**fields):
    return {"id": "a", "type": "Attack", "summary": "s", **fields}


@pytest.fixture
def locate(lookup):
    def locate(*events, country=("SY",), **fields):
        report = Report(title="t", country=country, events=events, **fields)
        return locate_report(report, lookup)

    return locate


@pytest.fixture
def locate_one(locate):
    """The only row of a report's events, with its geometry."""

    def locate_one(**options):
        places = options.pop("places", {})
        return locate(event(**options), places=places).events.iloc[0]

    return locate_one


# The frame


def dtypes(frame):
    return {
        name: str(dtype) for name, dtype in frame.drop(columns="geometry").dtypes.items()
    }


def test_events_are_a_frame_of_the_declared_columns(located):
    assert isinstance(located.events, gpd.GeoDataFrame)
    assert list(located.events.columns) == [*EVENT_COLUMNS, "geometry"]
    assert dtypes(located.events) == EVENT_COLUMNS
    assert located.events.crs == "EPSG:4326"


def test_a_report_without_events_has_an_empty_frame_of_the_same_schema(locate):
    events = locate().events
    assert len(events) == 0
    assert dtypes(events) == EVENT_COLUMNS
    assert events.crs == "EPSG:4326"
    assert events.geometry.name == "geometry"


def test_an_event_that_says_nothing_but_what_has_nulls_and_no_shape(locate_one):
    row = locate_one()
    empty = [
        *("quote", "date", "date_start", "date_end", "place", "place_name", "lon", "lat"),
        *("kind", "country", "geonameid", "precision", "uncertainty_m", "claimed_by"),
        *("fatalities", "fatalities_low", "fatalities_high", "wounded", "taken"),
        *("publisher", "source_text", "line", "geometry"),
    ]
    assert {name: pd.isna(row[name]) for name in empty} == dict.fromkeys(empty, True)
    assert (row["initiators"], row["targets"], row["conflicts_with"]) == ((), (), ())


def test_there_is_one_row_an_event_in_the_report_s_order(located, report):
    assert list(located.events["event_id"]) == [each.id for each in report.events]


def test_a_row_says_what_the_report_says(located, report):
    row = located.events.set_index("event_id").loc["hama-entered"]
    (entry,) = [each for each in report.events if each.id == "hama-entered"]
    assert row["summary"] == entry.summary
    assert (row["event_type"], row["sub_event_type"]) == ("Battles", entry.type)
    assert (row["status"], row["claimed_by"]) == ("claimed", "rebels")
    assert row["conflicts_with"] == ("hama-reinforcements", "hama-mass-escape")
    assert (row["publisher"], row["report"]) == ("The National", "2024-12-01-idlib-hama")


def test_a_row_says_how_many_were_wounded_and_what_was_taken(locate_one):
    row = locate_one(fatalities=2, wounded=5, taken=13)
    assert (row["fatalities"], row["wounded"], row["taken"]) == (2, 5, "13")


def test_a_row_knows_the_line_of_its_event(located, shipped):
    lines = shipped.read_text("utf-8").splitlines()
    for row in located.events.itertuples():
        assert lines[row.line - 1].strip() == f"- id: {row.event_id}"


# Shapes follow the precision


def test_a_town_is_a_disc_of_its_uncertainty(locate_one):
    row = locate_one(place="Hama")
    assert (row["precision"], row["geonameid"]) == ("settlement", HAMA_ID)
    for lon, lat in shapely.get_coordinates(row["geometry"]):
        away_m = geopy.distance.geodesic((row["lat"], row["lon"]), (lat, lon)).m
        assert away_m == pytest.approx(row["uncertainty_m"], abs=1e-3)  # a millimetre


def test_a_province_is_its_outline_and_not_a_point(locate_one):
    row = locate_one(place="Hama province")
    assert (row["precision"], row["kind"]) == ("admin1", "admin1")
    assert row["geometry"].geom_type == "MultiPolygon"
    assert row["geometry"].contains(shapely.Point(36.75783, 35.13179))  # its capital
    assert not row["geometry"].contains(shapely.Point(37.16117, 36.20124))  # Aleppo


def test_a_country_is_its_outline(locate_one):
    row = locate_one(place="Lebanon")
    assert (row["precision"], row["country"]) == ("country", "LB")
    assert row["geometry"].contains(shapely.Point(35.5, 33.89))  # Beirut


def test_an_airport_is_a_point(locate_one):
    row = locate_one(place="Aleppo International Airport")
    assert (row["precision"], row["geometry"].geom_type) == ("exact", "Point")


def test_a_country_too_small_for_an_outline_is_a_disc(locate_one):
    assert locate_one(place="Tuvalu")["geometry"].geom_type in {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize(
    ("uncertainty_km", "precision", "shape"),
    [
        (0.1, "exact", "Point"),
        (1, "exact", "Point"),
        (1.5, "settlement", "Polygon"),
        (10, "settlement", "Polygon"),
        (10.5, "region", "Polygon"),
    ],
)
def test_coordinates_have_the_precision_of_their_radius(
    uncertainty_km, precision, shape, locate_one
):
    place = {"lon": 36.7, "lat": 35.1, "uncertainty_km": uncertainty_km, "name": "a hill"}
    row = locate_one(place=place)
    assert (row["precision"], row["geometry"].geom_type) == (precision, shape)
    assert (row["lon"], row["lat"]) == (36.7, 35.1)
    assert row["uncertainty_m"] == uncertainty_km * 1000
    assert row["place"] == row["place_name"] == "a hill"
    assert row["place_source"] == "coordinates in the report"


def test_coordinates_without_a_name_are_named_by_themselves(locate_one):
    place = {"lon": 36.7, "lat": 35.1, "uncertainty_km": 1}
    assert locate_one(place=place)["place_name"] == "35.1000, 36.7000"


def test_coordinates_on_the_antimeridian_have_a_shape_in_one_piece(locate_one):
    row = locate_one(place={"lon": 180, "lat": -16, "uncertainty_km": 5})
    assert row["geometry"].geom_type == "Polygon"
    assert row["geometry"].is_valid


@pytest.mark.parametrize("lat", [90, -90, 89.9])
def test_a_disc_that_reaches_the_pole_is_refused_with_what_to_do(lat, locate):
    place = {"lon": 0, "lat": lat, "uncertainty_km": 20}
    with pytest.raises(
        ReportError, match="reaches the pole: give a smaller uncertainty_km"
    ):
        locate(event(place=place))


def test_a_point_at_the_pole_can_be_drawn(locate_one):
    row = locate_one(place={"lon": 0, "lat": 90, "uncertainty_km": 1})
    assert row["geometry"] == shapely.Point(0, 90)


# Dates


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024-11-30", "2024-11-30", "2024-11-30"),
        ("2024-11-30/2024-12-01", "2024-11-30", "2024-12-01"),
        ("2024-11", "2024-11-01", "2024-11-30"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("2020/..", "2020-01-01", None),
        ("../2024-11-30", None, "2024-11-30"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("9999", "9999-01-01", "9999-12-31"),
        (None, None, None),
    ],
)
def test_a_date_has_its_bounds_and_an_open_end_is_not_a_time(
    written, start, end, locate_one
):
    row = locate_one(date=written)
    for column, expected in (("date_start", start), ("date_end", end)):
        if expected is None:
            assert row[column] is pd.NaT
        else:
            assert row[column].date() == date.fromisoformat(expected)


# Which place is meant


def test_the_report_s_country_is_looked_in_first(locate):
    assert locate(event(place="Tripoli"), country=["LB"]).places["Tripoli"].country == "LB"
    assert locate(event(place="Tripoli"), country=[]).places["Tripoli"].country == "LY"


def test_what_is_not_in_the_report_s_country_is_looked_for_everywhere(locate):
    assert locate(event(place="Ankara")).places["Ankara"].country == "TR"


def test_the_analyst_s_id_is_final(locate_one):
    row = locate_one(place="Hama", places={"Hama": {"geonameid": IDLIB_ID}})
    assert (row["geonameid"], row["place"], row["place_name"]) == (
        IDLIB_ID,
        "Hama",
        "Idlib",
    )
    assert row["place_score"] == 1


def test_the_analyst_s_coordinates_are_final(locate_one):
    given = {"lon": 1.0, "lat": 2.0, "uncertainty_km": 3, "name": "The Hama that is meant"}
    row = locate_one(place="Hama", places={"Hama": given})
    assert (row["lon"], row["lat"], row["uncertainty_m"]) == (1.0, 2.0, 3000.0)
    assert row["place_name"] == "The Hama that is meant"
    assert row["place_score"] == 1


def test_the_analyst_s_other_name_is_looked_up_instead(locate_one):
    row = locate_one(place="the city", places={"the city": {"name": "Aleppo"}})
    assert row["geonameid"] == ALEPPO_ID


def test_the_analyst_s_places_hold_for_distances_too(locate):
    claim = {"from": "the city", "to": "Hama", "km": 140}
    located = locate(distances=[claim], places={"the city": {"name": "Aleppo"}})
    ((_, finding),) = check_distances(located)
    assert finding.geodesic_km == pytest.approx(124.15, abs=0.005)  # half the last digit


def test_places_are_listed_by_the_name_that_the_report_uses(located):
    assert located.places["Hama"].geonameid == HAMA_ID
    assert {"Idlib", "Aleppo", "Damascus", "Hama province", "Lebanon"} <= set(
        located.places
    )


def test_a_phrase_is_described_from_what_its_names_mean_in_each_report(locate):
    phrase = "15 km south of Idlib"
    moved = {"Idlib": {"lon": 40.0, "lat": 30.0, "uncertainty_km": 1}}
    plain, elsewhere, again = (
        locate(event(place=phrase), country=["SY"], places=places).places[phrase]
        for places in ({}, moved, {})
    )
    assert again == plain
    assert (round(elsewhere.lon), round(plain.lon)) == (40, 37)


def test_a_phrase_is_as_sure_as_its_names_are_in_each_report(locate):
    phrase = "near Tripoli"
    scores = set()
    for beside in ("Benghazi", "Beirut"):
        found = locate(
            event(place="Tripoli"),
            event(id="b", place=phrase),
            event(id="c", place=beside),
            country=["LY", "LB"],
        ).places
        assert found[phrase].score == found["Tripoli"].score
        scores.add(found[phrase].score)
    assert len(scores) == 2


def test_coordinates_are_the_analyst_s(locate):
    given = {"lon": 1.0, "lat": 2.0, "uncertainty_km": 3}
    located = locate(event(place="Hama"), places={"Hama": given})
    assert located.places["Hama"].matched is Match.ANALYST


# Places that are not found


def test_a_place_that_is_not_found_is_a_finding_with_event_line_and_suggestion(
    lookup, tmp_path
):
    path = tmp_path / "r.yaml"
    path.write_text(
        "title: t\ncountry: [SY]\nevents:\n"
        "  - {id: strike, type: Attack, summary: s, place: Idlb}\n",
        "utf-8",
    )
    (found,) = locate_report(read_report(path), lookup).findings
    assert found.message == "event strike: 'Idlb': no such place; did you mean 'Idlib'?"
    assert (found.report, found.kind, found.verdict) == ("r", "place", "not_found")
    assert (found.event_id, found.line) == ("strike", 4)
    assert found.is_problem


def test_a_place_that_is_not_found_never_has_coordinates(locate):
    row = locate(event(place="Idlb")).events.iloc[0]
    assert row["place"] == "Idlb"
    for column in ("place_name", "lon", "lat", "precision", "uncertainty_m", "geometry"):
        assert pd.isna(row[column]), column


def test_a_place_like_no_other_asks_for_coordinates(locate):
    (found,) = locate(event(place="Qwertyuiopasdf")).findings
    assert "no such place" in found.message
    assert found.message.endswith("or its lon, lat and uncertainty_km, under places")


def test_a_village_is_not_taken_for_its_namesake_abroad(locate):
    (found,) = locate(event(place="Cooperstown"), country=["SY"]).findings
    assert "'Cooperstown': no such place" in found.message


def test_a_large_city_abroad_is_meant_without_saying_so(locate):
    located = locate(event(place="Ankara"), country=["SY"])
    assert located.places["Ankara"].country == "TR"


def test_every_event_at_a_place_that_is_not_found_is_named(locate):
    events = [event(id=name, place="Idlb") for name in ("a", "b")]
    assert [each.event_id for each in locate(*events).findings] == ["a", "b"]


def test_an_id_that_is_not_in_the_gazetteer_is_a_finding(locate):
    located = locate(event(place="Hama"), places={"Hama": {"geonameid": 2**31 - 1}})
    (found,) = located.findings
    assert "places.Hama.geonameid: 2147483647 is not in the gazetteer" in found.message
    assert located.events["lon"].isna().all()


def test_another_name_that_is_not_found_is_the_one_that_is_named(locate):
    (found,) = locate(event(place="x"), places={"x": {"name": "Idlb"}}).findings
    assert "'Idlb': no such place; did you mean 'Idlib'?" in found.message


def test_a_distance_to_a_place_that_is_not_found_is_a_finding_and_not_checked(locate):
    located = locate(distances=[{"from": "Idlb", "to": "Hama", "km": 1}])
    assert check_distances(located) == []
    (found,) = check_report(located)
    assert found.message.startswith("distance Idlb – Hama: 'Idlb': no such place")


@pytest.mark.parametrize("place", [" ", ".", "\0", "x" * 10_000, "😀", "</script>", ","])
def test_an_odd_place_is_a_finding_and_not_a_crash(place, locate):
    located = locate(event(place=place), country=[])
    assert [each.verdict for each in located.findings] == ["not_found"]


# Described places


def test_a_described_place_has_a_shape_and_states_its_anchor(locate):
    located = locate(event(place="15 km southwest of Idlib"))
    row = located.events.iloc[0]
    assert row["place"] == row["place_name"] == "15 km southwest of Idlib"
    assert row["place_source"] == f"15 km SW of GeoNames {IDLIB_ID}"
    assert (row["country"], row["precision"]) == ("SY", "settlement")
    assert row["geometry"].equals(located.shapes["15 km southwest of Idlib"])
    assert located.places["15 km southwest of Idlib"].matched is Match.DESCRIBED
    assert located.findings == ()


@pytest.mark.parametrize(
    ("place", "inside", "outside"),
    [
        ("northern Syria", (37.16117, 36.20124), (36.29128, 33.5102)),
        ("Syria's south", (36.29128, 33.5102), (37.16117, 36.20124)),
        ("countryside of Aleppo", (37.5, 36.4), (36.29128, 33.5102)),
        ("southern countryside of Idlib", (36.7, 35.5), (36.7, 36.1)),
        ("between Idlib and Hama", (36.7, 35.53), (37.5, 36.4)),
        ("Idlib-Hama road", (36.7, 35.53), (37.1, 35.5)),
        ("border with Turkey", (41.23, 37.05), (36.63393, 35.93062)),
    ],
)
def test_a_described_place_covers_what_it_says(place, inside, outside, locate_one):
    row = locate_one(place=place)
    assert row["geometry"].contains(shapely.Point(inside))
    assert not row["geometry"].contains(shapely.Point(outside))
    assert row["precision"] == "region"


@pytest.mark.parametrize(
    ("place", "country"), [("North Darfur", "SD"), ("East Jerusalem", "PS")]
)
def test_a_name_that_sounds_like_a_part_is_the_place_of_that_name(place, country, locate):
    found = locate(event(place=place), country=[]).places[place]
    assert (found.country, found.matched) == (country, Match.EXACT)


def test_a_town_abroad_is_no_part_of_a_place_here(locate):
    ham = {"lon": 36.7, "lat": 35.1, "uncertainty_km": 5}
    located = locate(event(place="West Hempstead"), places={"Hempstead": ham})
    assert "'West Hempstead': no such place" in located.findings[0].message


def test_an_anchor_that_is_not_found_is_named_in_the_finding(locate):
    located = locate(event(place="15 km south of Idlb"))
    (found,) = located.findings
    assert found.message == (
        "event a: '15 km south of Idlb': 'Idlb': no such place; did you mean 'Idlib'?"
    )
    assert (found.verdict, found.event_id) == ("not_found", "a")
    assert located.events["lon"].isna().all()


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("-5 km from Idlib", "-5 km is not a distance on earth"),
        ("30,000 km north of Idlib", "30000 km is not a distance on earth"),
        ("north of Syria", "may be inside or beyond its border"),
        ("between Idlib and Idlib", "mean one and the same place"),
    ],
)
def test_a_doubtful_description_is_not_placed_and_says_why(place, reason, locate):
    located = locate(event(place=place))
    (found,) = located.findings
    assert reason in found.message
    assert found.is_problem
    assert located.events["geometry"].isna().all()


def test_the_analyst_s_word_on_a_whole_phrase_is_final(locate_one):
    phrase = "15 km south of Idlib"
    row = locate_one(place=phrase, places={phrase: {"geonameid": HAMA_ID}})
    assert (row["place"], row["geonameid"]) == (phrase, HAMA_ID)


@pytest.mark.parametrize("key", ["hill", "the hill"])
def test_the_analyst_s_word_on_an_anchor_is_final(key, locate):
    hill = {"lon": 36.7, "lat": 35.1, "uncertainty_km": 1}
    located = locate(event(place="10 km due north of the hill"), places={key: hill})
    assert located.findings == ()
    row = located.events.iloc[0]
    assert row["lon"] == pytest.approx(36.7)
    assert row["place_source"] == "10 km due N of " + (f"{key} (coordinates in the report)")


def test_the_analyst_may_describe_a_place_under_another_name(locate_one):
    row = locate_one(place="the base", places={"the base": {"name": "10 km east of Hama"}})
    assert row["place_source"] == f"10 km E of GeoNames {HAMA_ID}"
    assert row["place_score"] == 1


def test_a_distance_may_be_stated_from_a_described_place(locate):
    claim = {"from": "10 km due east of Hama", "to": "Hama", "km": 10}
    ((_, finding),) = check_distances(locate(distances=[claim]))
    assert (finding.verdict, finding.geodesic_km) == ("straight_line", pytest.approx(10))


def test_an_entry_that_nothing_refers_to_is_a_finding_but_no_problem(locate):
    located = locate(event(place="Hama"), places={"Hma": {"geonameid": HAMA_ID}})
    (found,) = located.findings
    assert (found.kind, found.verdict, found.is_problem) == ("place", "unused", False)
    assert found.message == (
        "places.Hma: no event or distance names it; did you mean 'Hama'?"
    )


def test_an_entry_that_only_a_distance_uses_is_used(locate):
    claim = {"from": "the city", "to": "Hama", "km": 140}
    located = locate(distances=[claim], places={"the city": {"name": "Aleppo"}})
    assert located.findings == ()


# Findings on the whole report


def test_the_shipped_report_has_every_place_found(located):
    assert located.findings == ()


def test_the_shipped_report_s_distances_are_road_distances_and_directions_hold(located):
    found = check_report(located)
    assert [(each.verdict, each.direction_holds) for each in found] == [("road", True)] * 2
    # half of the last digit that georeferencing gives
    assert [each.geodesic_km for each in found] == pytest.approx(
        [124.15, 184.93], abs=0.005
    )
    assert [each.circuity for each in found] == pytest.approx([1.128, 1.152], abs=0.0005)


def test_an_event_after_publication_is_a_finding(locate):
    located = locate(event(place="Hama", date="2024-12-02"), published="2024-12-01")
    (found,) = check_report(located)
    assert (found.kind, found.verdict, found.event_id) == ("date", "contradicts", "a")


def test_findings_come_as_places_then_distances_then_dates(locate):
    located = locate(
        event(place="Idlb", date="2025"),
        published="2024-12-01",
        distances=[{"from": "Aleppo", "to": "Hama", "km": 140}],
    )
    assert [each.kind for each in check_report(located)] == ["place", "distance", "date"]
