"""The parts of a picture: canvas, letters, marks, and labels that find room."""

import io
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conflictmap.data.schema import Status
from conflictmap.maps.options import PALETTE
from conflictmap.maps.picture.canvas import Canvas
from conflictmap.maps.picture.labels import find_room
from conflictmap.maps.picture.lettering import (
    Font,
    cut_to,
    letter_outlines,
    one_line,
    text_width,
    wrap_to,
)
from conflictmap.maps.picture.lines import Lines
from conflictmap.maps.picture.marks import Look, Mark, draw_mark, lay_out, lay_together

BATTLES = PALETTE[0]


def pixels(canvas):
    return np.asarray(Image.open(io.BytesIO(canvas.png()))).astype(int)


def look(status=Status.REPORTED, *, style=BATTLES, is_area=False):
    return Look(style, status, is_area)


def drawn(mark):
    canvas = Canvas(60, 60)
    draw_mark(canvas, mark)
    return canvas.png()


def test_a_colours_name_is_the_light_themes():
    canvas = Canvas(10, 10)
    canvas.fill(Lines.box((0.0, 0.0, 10.0, 10.0)), "land")
    assert tuple(pixels(canvas)[10, 10]) == (0xF6, 0xF4, 0xEF)


def test_lengths_are_units_of_two_pixels_from_the_top_left():
    canvas = Canvas(40, 20)
    canvas.fill(Lines.box((10.0, 5.0, 30.0, 8.0)), "#000000")
    rows, columns = np.nonzero(pixels(canvas).sum(axis=2) == 0)
    assert (rows.min(), rows.max() + 1) == (10, 16)
    assert (columns.min(), columns.max() + 1) == (20, 60)


def test_a_hole_is_not_filled():
    canvas = Canvas(20, 20)
    outer = [(2, 2), (18, 2), (18, 18), (2, 18), (2, 2)]
    inner = [(6, 6), (6, 14), (14, 14), (14, 6), (6, 6)]
    canvas.fill(Lines.of(outer, inner), "#000000")
    assert pixels(canvas)[20, 20].sum() == 3 * 255
    assert pixels(canvas)[8, 8].sum() == 0


def test_each_hatching_is_in_its_own_shape():
    """Agg keeps the last shape, and knows it by its address in memory."""
    canvas = Canvas(400, 40)
    shapes = []
    for number in range(60):  # of different sizes, so that addresses are used again
        left, sides = 5.0 + 6.5 * number, 4 + 40 * (number % 3)
        angles = np.linspace(0.0, 2.0 * np.pi, sides, endpoint=False)
        shape = np.column_stack([left + 2.5 * np.cos(angles), 20 + 9 * np.sin(angles)])
        canvas.hatch(Lines.of(shape.tolist()), "#000000", 2.0, alpha=1.0)
        shapes.append(left)
    dark = pixels(canvas).sum(axis=2) < 400
    assert all(dark[:, round(2 * left) - 4 : round(2 * left) + 4].any() for left in shapes)
    assert not any(
        dark[:, round(2 * left + 6) : round(2 * left + 7)].any() for left in shapes
    )


def test_nothing_is_drawn_outside_a_frame():
    canvas = Canvas(20, 20)
    with canvas.within((5.0, 5.0, 15.0, 15.0)):
        canvas.fill(Lines.box((0.0, 0.0, 20.0, 20.0)), "#000000")
    dark = pixels(canvas).sum(axis=2) == 0
    assert dark[12:28, 12:28].all()
    assert dark.sum() == 20 * 20


def test_arabic_runs_from_right_to_left_and_its_letters_join():
    points, _ = letter_outlines("اب", 100.0, Font.PLAIN)  # alef is the tall letter
    tallest = points[points[:, 1].argmax(), 0]
    assert tallest > points[:, 0].mean()
    apart = sum(text_width(letter, 1.0) for letter in "بيت")
    assert text_width("بيت", 1.0) < 0.9 * apart


def test_arabic_is_drawn_upright_where_the_slanted_cut_has_no_letters():
    upright, _ = letter_outlines("حماة", 10.0, Font.BOLD)
    slanted, _ = letter_outlines("حماة", 10.0, Font.SLANTED)
    assert np.array_equal(upright, slanted)


def test_letters_that_no_font_has_are_squares():
    assert np.array_equal(
        letter_outlines("北京", 10.0, Font.PLAIN)[0],
        letter_outlines("□□", 10.0, Font.PLAIN)[0],
    )


@pytest.mark.parametrize("words", ["", " ", "\u200e"])
def test_words_without_ink_are_drawn_as_nothing(words):
    canvas = Canvas(10, 10)
    canvas.text(words, 2.0, 5.0, size=5.0, colour="#000000")
    assert (pixels(canvas) == 255).all()


@given(st.text(max_size=120), st.integers(1, 40))
def test_one_line_is_one_line_of_bounded_length(words, longest):
    line = one_line(words, longest)
    assert len(line) <= longest
    assert not set(line) & set("\n\r\u202e\u2066\u2069\x00")


@given(st.lists(st.text("abW ح□", max_size=30), max_size=12).map(" ".join))
def test_wrapped_lines_fit(words):
    lines = wrap_to(words, 60.0, 2, 10.0)
    assert len(lines) <= 2
    assert all(text_width(line, 10.0) <= 60.0 for line in lines)
    if " ".join(lines) != " ".join(words.split()):
        assert any(line.endswith("…") for line in lines)


def test_what_fits_is_not_cut():
    assert cut_to("Idlib", 100.0, 10.0) == "Idlib"


def test_every_status_has_a_look_of_its_own():
    pictures = {drawn(Mark.alone(look(status), 30.0, 30.0)) for status in Status}
    assert len(pictures) == len(Status)


def test_every_group_has_a_look_of_its_own():
    pictures = {drawn(Mark.alone(look(style=style), 30.0, 30.0)) for style in PALETTE}
    assert len(pictures) == len(PALETTE)


def test_the_mark_of_an_area_is_square():
    for is_area in (False, True):
        canvas = Canvas(60, 60)
        draw_mark(canvas, Mark.alone(look(is_area=is_area), 30.0, 30.0))
        corner = pixels(canvas)[60 - 14, 60 - 14]
        assert (tuple(corner) == tuple(bytes.fromhex(BATTLES.light[1:]))) == is_area


def test_a_ring_is_split_by_type():
    looks = Counter({look(): 3, look(style=PALETTE[3]): 1})
    canvas = Canvas(60, 60)
    draw_mark(canvas, Mark(looks, (30.0, 30.0), 30.0, 30.0))
    image = pixels(canvas)
    found = [
        (image == tuple(bytes.fromhex(style.light[1:]))).all(axis=2).sum()
        for style in (PALETTE[0], PALETTE[3])
    ]
    assert found[0] / found[1] == pytest.approx(3.0, rel=0.2)  # edges are blended


@given(
    st.lists(
        st.tuples(st.floats(100, 500), st.floats(100, 400), st.integers(1, 5)),
        min_size=1,
        max_size=8,
    )
)
def test_marks_do_not_cover_each_other(places):
    statuses = list(Status)
    homes = {
        (x, y): Counter({look(status): 1 for status in statuses[:count]})
        for x, y, count in places
    }
    marks = lay_out(homes)
    for number, first in enumerate(marks):
        for second in marks[number + 1 :]:
            assert math.hypot(first.x - second.x, first.y - second.y) > 17.0  # two plates


def test_a_mark_alone_stands_on_its_place():
    (mark,) = lay_out({(50.0, 60.0): Counter({look(): 4})})
    assert (mark.x, mark.y, mark.is_moved) == (50.0, 60.0, False)


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(0, 400)), max_size=60))
def test_drawing_together_loses_no_event(places):
    homes = {place: Counter({look(): 2}) for place in places}
    marks = lay_together(homes)
    assert sum(mark.looks.total() for mark in marks) == 2 * len(homes)


def test_the_first_free_box_in_the_frame_is_taken():
    frame = (0.0, 0.0, 100.0, 100.0)
    taken = [(10.0, 10.0, 20.0, 20.0)]
    out, hidden, free = (
        (95.0, 0.0, 105.0, 5.0),
        (15.0, 15.0, 30.0, 30.0),
        (40.0, 40.0, 50.0, 50.0),
    )
    assert find_room([out, hidden, free], taken, frame) == free
    assert find_room([out, hidden], taken, frame) is None
