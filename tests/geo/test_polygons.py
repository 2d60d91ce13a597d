"""Layers of areas: names, levels, outlines and radii, and what is not used."""

import json

import geopandas as gpd
import pytest
import shapely
from geopy.distance import geodesic

from conflictmap.data import GazetteerError, Kind
from conflictmap.geo.sources.dumps import Rejected
from conflictmap.geo.sources.polygons import REPAIRED, read_polygons

SQUARE = shapely.box(36.0, 35.0, 37.0, 36.0)
BOW_TIE = shapely.Polygon([(36, 35), (37, 36), (37, 35), (36, 36)])


def write(path, columns, shapes=(SQUARE,), crs=4326, **options):
    frame = gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs)
    frame.to_file(path, **options)
    return path


def read(path, rejected=None, noted=None, **options):
    rejected = Rejected() if rejected is None else rejected
    noted = Rejected() if noted is None else noted
    return list(read_polygons(path, rejected, noted, **options))


def one(tmp_path, **columns):
    columns = {key: [value] for key, value in columns.items()}
    (row,) = read(write(tmp_path / "a.geojson", columns))
    return row


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "shp", "fgb"])
def test_an_area_is_a_place_with_its_outline(ending, tmp_path):
    (row,) = read(write(tmp_path / f"areas.{ending}", {"name": ["Hama"]}))
    assert (row.name, row.kind, row.source) == ("Hama", Kind.ADMIN2, f"areas.{ending}")
    assert (row.lon, row.lat) == pytest.approx((36.5, 35.5))
    assert shapely.from_wkb(row.outline).equals(SQUARE)


def test_the_radius_reaches_from_the_centre_to_the_furthest_corner(tmp_path):
    furthest_m = max(geodesic((35.5, 36.5), (lat, 36)).m for lat in (35, 36))
    assert one(tmp_path, name="Hama").uncertainty_m == pytest.approx(furthest_m, abs=1)


def test_the_centre_of_a_crescent_lies_in_it(tmp_path):
    crescent = SQUARE.difference(shapely.box(36.1, 35.1, 37.0, 35.9))
    (row,) = read(write(tmp_path / "a.geojson", {"name": ["C"]}, [crescent]))
    assert crescent.covers(shapely.Point(row.lon, row.lat))


def test_other_projections_become_degrees(tmp_path):
    frame = gpd.GeoDataFrame({"name": ["Hama"]}, geometry=[SQUARE], crs=4326)
    frame.to_crs(32637).to_file(tmp_path / "utm.gpkg")
    (row,) = read(tmp_path / "utm.gpkg")
    assert (row.lon, row.lat) == pytest.approx((36.5, 35.5), abs=1e-6)


@pytest.mark.filterwarnings("ignore:.crs. was not provided")
def test_coordinates_that_are_no_degrees_are_not_used(tmp_path):
    path, rejected = tmp_path / "metres.shp", Rejected()
    write(path, {"name": ["Hama"]}, [shapely.box(4e5, 3e6, 5e5, 4e6)], crs=None)
    assert read(path, rejected) == []
    assert rejected.counts == {"coordinates that are not degrees on earth": 1}


@pytest.mark.parametrize(
    ("columns", "name", "others", "kind"),
    [
        ({"NAME": "Hama"}, "Hama", [], Kind.ADMIN2),
        ({"name": "Hama", "name_ar": "حماة", "code": "10"}, "Hama", ["حماة"], Kind.ADMIN2),
        ({"shapeName": "Hama", "shapeType": "ADM1"}, "Hama", [], Kind.ADMIN1),
        (
            {"ADM1_EN": "Hama", "ADM2_EN": "Masyaf", "ADM2_AR": "مصياف", "ADM1_AR": "حماة"},
            *("Masyaf", ["مصياف"], Kind.ADMIN2),
        ),
        ({"ADM1_EN": "Hama", "ADM1_PCODE": "SY05"}, "Hama", [], Kind.ADMIN1),
        (
            {"NAME_0": "Syria", "NAME_1": "Hama", "VARNAME_1": "Hamah|Hamath"},
            *("Hama", ["Hamah", "Hamath"], Kind.ADMIN1),
        ),
        ({"NAME_1": "Hama", "NAME_2": "A", "NAME_3": "B"}, "B", [], Kind.DISTRICT),
        ({"name": "Hama", "placetype": "region"}, "Hama", [], Kind.ADMIN1),
        ({"name": "Hama", "placetype": "county"}, "Hama", [], Kind.ADMIN2),
        ({"name": "Syria", "placetype": "country"}, "Syria", [], Kind.COUNTRY),
        ({"name": "Hama", "admin_level": "4"}, "Hama", [], Kind.ADMIN1),
        ({"name": "Hama", "admin_level": "6"}, "Hama", [], Kind.ADMIN2),
        ({"name": "Hama", "placetype": "unheard of"}, "Hama", [], Kind.ADMIN2),
    ],
)
def test_names_and_levels_are_guessed_from_the_columns(
    columns, name, others, kind, tmp_path
):
    row = one(tmp_path, **columns)
    assert (row.name, list(row.names), row.kind) == (name, others, kind)


def test_the_caller_s_word_on_names_and_kind_stands(tmp_path):
    columns = {"name": ["no"], "label": ["Hama"], "placetype": ["county"]}
    path = write(tmp_path / "a.geojson", columns)
    (row,) = read(path, kind=Kind.REGION, name_column="label")
    assert (row.name, row.kind) == ("Hama", Kind.REGION)


def test_a_column_that_is_not_there_is_an_error_that_names_those_there_are(tmp_path):
    path = write(tmp_path / "a.geojson", {"label": ["Hama"]})
    with pytest.raises(GazetteerError, match="no column 'town'; there are 'label'"):
        read(path, name_column="town")
    with pytest.raises(GazetteerError, match="which column has the names: 'label'; say it"):
        read(path)


def test_an_invalid_outline_is_repaired_and_counted(tmp_path):
    path, noted = write(tmp_path / "a.geojson", {"name": ["X"]}, [BOW_TIE]), Rejected()
    (row,) = read(path, noted=noted)
    outline = shapely.from_wkb(row.outline)
    assert outline.is_valid
    assert outline.area == pytest.approx(0.5)
    assert noted.counts == {REPAIRED: 1}


def test_features_without_an_area_or_a_name_are_counted(tmp_path):
    shapes = [None, shapely.Polygon(), shapely.Point(36, 35), SQUARE, SQUARE, SQUARE]
    names = ["a", "b", "c", None, "  ", "Hama"]
    path, rejected = write(tmp_path / "a.geojson", {"name": names}, shapes), Rejected()
    assert [row.name for row in read(path, rejected)] == ["Hama"]
    assert rejected.counts == {"no area": 3, "no name": 2}
    assert rejected.first_lines == {"no area": 1, "no name": 4}


def test_every_layer_of_areas_is_read_and_points_are_passed_over(tmp_path):
    path = tmp_path / "a.gpkg"
    write(path, {"name": ["Syria"]}, layer="ADM_0")
    write(path, {"name": ["Hama"]}, layer="ADM_1")
    write(path, {"name": ["Town"]}, [shapely.Point(36, 35)], layer="towns")
    assert {row.name: row.kind for row in read(path)} == {
        "Syria": Kind.COUNTRY,
        "Hama": Kind.ADMIN1,
    }


@pytest.mark.parametrize(
    "content",
    ["{", "{}", '{"type": "FeatureCollection"}', '{"a": 1}', "not a layer", ""],
)
def test_what_is_no_layer_is_an_error_that_names_the_file(content, tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(content, "utf-8")
    with pytest.raises(GazetteerError, match=r"a\.geojson"):
        read(path)


def test_hostile_values_are_not_taken_for_names(tmp_path):
    shape = json.loads(shapely.to_geojson(SQUARE))
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": shape}
        for name in ("x" * 201, ["Hama"], {"a": 1}, "|;|", "Hama")
    ]
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert "Hama" in [row.name for row in read(path)]
    assert all(0 < len(row.name) <= 200 for row in read(path))
