"""KML of events: what viewers of it make of types, days and texts."""

import re

import pyogrio
import pytest
import shapely
from lxml import etree

from conflictmap.data import EVENT_COLUMNS, read_events, write_events

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
def placemarks(located, tmp_path):
    """Of the shipped report's events, changed as told."""

    def placemarks(**columns):
        path = write_events(located.events.assign(**columns), tmp_path / "events.kml")
        return list(etree.parse(path).iter(f"{KML}Placemark"))

    return placemarks


def test_an_event_is_styled_by_its_type(placemarks):
    marks = placemarks(event_type="Battles")
    document = marks[0].getparent()
    name = marks[0].findtext(f"{KML}styleUrl").removeprefix("#")
    (style,) = (one for one in document.iter(f"{KML}Style") if one.get("id") == name)
    assert style.findtext(f"{KML}LineStyle/{KML}color") == "ff568dfc"  # aabbggrr


def test_a_type_of_somebody_else_is_styled_as_other(placemarks):
    (known,) = {one.findtext(f"{KML}styleUrl") for one in placemarks(event_type="Other")}
    (own,) = {one.findtext(f"{KML}styleUrl") for one in placemarks(event_type="Own")}
    assert own == known


def test_an_event_has_its_first_and_its_last_possible_day(placemarks, located):
    span = placemarks()[0].find(f"{KML}TimeSpan")
    assert span.findtext(f"{KML}begin") == f"{located.events['date_start'][0]:%Y-%m-%d}"
    assert span.findtext(f"{KML}end") == f"{located.events['date_end'][0]:%Y-%m-%d}"


@pytest.mark.parametrize("status", ["planned", "background"])
def test_what_has_not_happened_is_switched_off_at_first(placemarks, status):
    assert placemarks(status=status)[0].findtext(f"{KML}visibility") == "0"
    assert placemarks(status="claimed")[0].find(f"{KML}visibility") is None


def test_an_event_that_was_not_placed_has_no_shape(placemarks, located):
    has_shape = [one.find(f"{KML}Polygon") is not None for one in placemarks()]
    assert len(has_shape) == len(located.events)
    assert not has_shape[located.events.geometry.isna().argmax()]


def test_texts_are_never_html_of_a_viewer(placemarks):
    mark = placemarks(summary="<img src=x onerror=alert(1)>")[0]
    assert mark.findtext(f"{KML}Snippet") == "<img src=x onerror=alert(1)>"
    assert mark.find(f"{KML}description") is None


def test_other_programs_read_every_event_and_column(located, tmp_path):
    path = write_events(located.events, tmp_path / "events.kml")
    found = pyogrio.read_dataframe(path)
    assert len(found) == len(located.events)
    assert {*EVENT_COLUMNS} <= {*found.columns}
    assert found["uncertainty_m"].tolist()[0] == located.events["uncertainty_m"][0]


def test_a_hole_and_a_pair_keep_their_form(located, tmp_path):
    ring = shapely.Point(36, 35).buffer(2) - shapely.Point(36, 35).buffer(1)
    pair = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)])
    events = located.events.head(2).set_geometry([ring, pair], crs="EPSG:4326")
    found = read_events(write_events(events, tmp_path / "events.kml"))
    assert len(found.geometry[0].interiors) == 1
    assert len(found.geometry[1].geoms) == 2


def test_heights_that_viewers_add_are_left_out(located, tmp_path):
    path = write_events(located.events, tmp_path / "events.kml")
    before = read_events(path)
    text = path.read_text("utf-8")
    raised = re.sub(r"(-?[\d.]+,-?[\d.]+)(?=[ <])", r"\1,0", text)
    assert raised.count(",0<") > 0
    path.write_text(raised, "utf-8")
    assert read_events(path).geometry.tolist() == before.geometry.tolist()


def test_an_entity_of_a_file_is_not_expanded(located, tmp_path):
    (tmp_path / "secret.txt").write_text("hidden")
    path = write_events(located.events.assign(quote="WORDS"), tmp_path / "events.kml")
    head, body = path.read_text("utf-8").split("?>", 1)
    entity = f'<!DOCTYPE kml [<!ENTITY x SYSTEM "{tmp_path / "secret.txt"}">]>'
    path.write_text(f"{head}?>{entity}{body.replace('WORDS', '&x;')}", "utf-8")
    assert "hidden" not in "".join(read_events(path)["quote"].fillna(""))
