"""Rows of the tables of land, cut by boxes, and what pages of one region share."""

import numpy as np
import pytest
import shapely

from conflictmap.data import tables
from conflictmap.maps.land_rows import cut_rows, cut_shapes, near_rows, whole_rows
from conflictmap.maps.landlines import name_spots

LEVANT = (34.1875, 30.8125, 42.8125, 37.8125)
FIJI = ((173.8, -21.2, 180.0, -13.8), (-180.0, -21.2, -176.2, -13.8))


def wkb(shapes):
    return [shapely.to_wkb(shape) for shape in shapes]


@pytest.mark.parametrize(
    "box", [LEVANT, (-10.3, 35.1, 30.2, 60.7), (20.1, -36.2, 55.3, 12.9)]
)
@pytest.mark.parametrize("read", [tables.read_countries, tables.read_divisions])
def test_shapes_that_lie_whole_in_a_box_are_as_if_they_were_cut_by_it(read, box):
    every = whole_rows(read())
    cut = shapely.clip_by_rect(every.shapes, *box)
    is_there = ~shapely.is_empty(cut)
    rows = cut_rows(read, [box])
    assert sorted(wkb(rows.shapes)) == sorted(wkb(cut[is_there]))
    assert sorted(rows["name"]) == sorted(every["name"][is_there])


def test_names_stand_where_they_do_on_the_cut_shapes_however_often_a_box_is_cut():
    for _ in range(2):
        rows = cut_rows(tables.read_divisions, [LEVANT])
        points, room = name_spots(rows.shapes)
        assert np.array_equal(rows.found_spots(), np.column_stack([points, room]))


def test_only_the_names_of_shapes_that_were_cut_are_looked_for_anew():
    rows = cut_rows(tables.read_divisions, [LEVANT])
    west, south, east, north = shapely.bounds(rows.shapes).T
    is_cut = (west == LEVANT[0]) | (south == LEVANT[1])
    is_cut |= (east == LEVANT[2]) | (north == LEVANT[3])
    assert np.array_equal(np.isnan(rows.spots[:, 0]), is_cut)


def test_two_boxes_give_the_rows_of_both():
    rows = cut_rows(tables.read_countries, FIJI)
    each = [cut_rows(tables.read_countries, [box]) for box in FIJI]
    assert wkb(rows.shapes) == wkb([*each[0].shapes, *each[1].shapes])
    assert list(rows["code"]).count("FJ") == 2


def test_lines_are_cut_like_areas():
    every = tables.read_disputed().geometry.to_numpy()
    cut = shapely.clip_by_rect(every, *LEVANT)
    found = cut_shapes(tables.read_disputed, [LEVANT])
    assert len(found) > 1
    assert sorted(wkb(found)) == sorted(wkb(cut[~shapely.is_empty(cut)]))


def test_shapes_are_drawn_out_to_the_antimeridian():
    bounds = shapely.total_bounds(whole_rows(tables.read_countries()).shapes)
    assert (bounds[0], bounds[2]) == (-180.0, 180.0)


def test_what_lies_whole_in_a_view_is_told_from_what_reaches_out_of_it():
    rows, is_inside = near_rows(tables.read_countries, LEVANT)
    inside = dict(zip(rows["code"], is_inside.tolist(), strict=True))
    assert inside["LB"]
    assert not inside["TR"]
    assert "DE" not in inside
