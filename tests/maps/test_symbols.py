"""Symbols: closed outlines that fit their plate and cannot be taken for each other."""

from typing import get_args

import pytest
import shapely

from conflictmap.maps.options import PALETTE, Symbol
from conflictmap.maps.symbols import outline


def polygon(name):
    flat = outline(name)
    return shapely.Polygon(zip(flat[::2], flat[1::2], strict=True))


@pytest.mark.parametrize("name", get_args(Symbol))
def test_an_outline_is_simple_and_fits_its_plate(name):
    shape = polygon(name)
    assert shape.is_valid
    assert all(abs(value) <= 1.1 for value in outline(name))
    assert shape.centroid.distance(shapely.Point(0, 0)) < 0.16


@pytest.mark.parametrize("name", ["burst", "circle", "cross", "diamond", "plus", "square"])
def test_a_symmetric_symbol_is_the_same_in_the_mirror(name):
    shape = polygon(name)
    mirrored = shapely.transform(shape, lambda points: points * [-1.0, 1.0])
    assert shape.symmetric_difference(mirrored).area < 0.001  # of rounding


def test_the_triangle_points_up_on_a_canvas_whose_y_runs_down():
    flat = outline("triangle")
    assert (flat[0], flat[1]) == (0.0, min(flat[1::2]))


def test_no_two_symbols_share_nine_tenths_of_their_area():
    shapes = [polygon(style.symbol) for style in PALETTE]
    for number, first in enumerate(shapes):
        for second in shapes[number + 1 :]:
            shared = first.intersection(second).area / first.union(second).area
            assert shared < 0.9


def test_every_symbol_of_the_palette_has_an_outline():
    assert {style.symbol for style in PALETTE} == set(get_args(Symbol))
