"""Pictures: what is where, what is said, and that nothing runs out of its frame."""

import io
import itertools
import struct
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image
from pyproj import Geod, Transformer

from conflictmap.data import read_report
from conflictmap.data.errors import MissingExtraError
from conflictmap.geo import locate_report
from conflictmap.maps.cli import main
from conflictmap.maps.options import PALETTE
from conflictmap.maps.picture import render_picture
from conflictmap.maps.picture.canvas import Canvas
from conflictmap.maps.picture.lettering import Font, text_width
from conflictmap.maps.picture.map import draw_numbers
from conflictmap.maps.site import build_site

COLOURS = {style.name: style.light for style in PALETTE}
BATTLES, CIVILIANS, RIOTS = (
    COLOURS[name] for name in ("Battles", "Violence against civilians", "Riots")
)
BAR = "#1c1e21"  # --cm-text of the light theme
PLACED = "{{lon: {lon}, lat: {lat}, uncertainty_km: 1, name: {name}}}"


def entry(number, place, kind="Armed clash", **more):
    fields = {"id": f"e{number}", "type": kind, "place": place, "summary": "x", **more}
    return f"  - {{{', '.join(f'{key}: {value}' for key, value in fields.items())}}}\n"


@pytest.fixture
def picture(lookup, tmp_path):
    """Draws the report of a YAML text."""

    def draw(text):
        path = tmp_path / "report.yaml"
        path.write_text(text, "utf-8")
        return render_picture(locate_report(read_report(path), lookup), lookup)

    return draw


@pytest.fixture
def written(monkeypatch):
    """Every line of text that is drawn, with its box in units."""
    lines = []
    write = Canvas.text

    def note(self, words, left, middle, **how):
        width = text_width(words, how["size"], how.get("font", Font.PLAIN))
        lines.append((words, (left, middle - how["size"] / 2, left + width, middle), how))
        write(self, words, left, middle, **how)

    monkeypatch.setattr(Canvas, "text", note)
    return lines


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def where(image, colour, *, right=1200):
    """Rows and columns of the pixels of a colour on the map, left of the legend."""
    rgb = tuple(bytes.fromhex(colour[1:]))
    rows, columns = np.nonzero((image[:, :right] == rgb).all(axis=2))
    return rows, columns


def middle(image, colour):
    """Middle of the only mark of a colour, pixels."""
    rows, columns = where(image, colour)
    assert rows.size, f"no pixel of {colour}"
    return np.array([(columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2])


def three_marks(*places):
    kinds = ("Armed clash", "Attack", "Mob violence")
    events = [
        entry(number, PLACED.format(lon=lon, lat=lat, name=f"P{number}"), kind)
        for number, ((lon, lat), kind) in enumerate(zip(places, kinds, strict=True))
    ]
    return f"title: Three\npublished: 2024-01-01\nevents:\n{''.join(events)}"


def test_it_is_1600_by_1000_pixels_at_twice_a_slides_units(located, lookup):
    image = Image.open(io.BytesIO(render_picture(located, lookup)))
    assert (image.size, image.mode) == ((1600, 1000), "RGB")
    assert image.info["dpi"] == pytest.approx((144, 144), abs=0.1)  # whole dots a metre


def test_the_same_report_gives_the_same_bytes_whatever_the_user_set(located, lookup):
    import matplotlib as mpl

    first = render_picture(located, lookup)
    settings = {
        "agg.path.chunksize": 200,
        "font.family": "serif",
        "lines.antialiased": False,
        "text.antialiased": False,
        "path.snap": True,
        "axes.unicode_minus": False,
    }
    with mpl.rc_context(settings):
        assert render_picture(located, lookup) == first


def test_neither_time_nor_software_is_written_into_the_file(located, lookup):
    png, at, names = render_picture(located, lookup), 8, set()
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        names.add(name)
        at += length + 12
    assert names == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}


@pytest.mark.parametrize(
    "places",
    [
        [(36.0, 33.0), (38.5, 35.5), (37.0, 36.5)],
        [(-70.0, -45.0), (-40.0, 10.0), (-100.0, 40.0)],
        [(178.0, -17.0), (-178.5, -18.5), (179.5, -16.0)],  # across the antimeridian
    ],
)
def test_marks_stand_where_web_mercator_puts_them(picture, places):
    image = pixels(picture(three_marks(*places)))
    a, b, c = (middle(image, colour) for colour in (BATTLES, CIVILIANS, RIOTS))
    to_mercator = Transformer.from_crs(4326, 3857, always_xy=True)
    east = np.array(places) + [[360.0 if lon < -150 else 0.0, 0.0] for lon, _ in places]
    x, y = to_mercator.transform(east[:, 0] - east[0, 0], east[:, 1])
    expected = np.column_stack([x, -np.array(y)])
    scale = np.hypot(*(b - a)) / np.hypot(*(expected[1] - expected[0]))
    assert b - a == pytest.approx((expected[1] - expected[0]) * scale, abs=1.0)
    assert c - a == pytest.approx((expected[2] - expected[0]) * scale, abs=1.0)


@pytest.mark.parametrize("lat", [0.0, 35.0, 62.0])
def test_the_scale_bar_is_true_at_the_middle_latitude(picture, written, lat):
    image = pixels(picture(three_marks((20.0, lat), (22.0, lat), (21.0, lat))))
    _, _, metres = Geod(ellps="WGS84").inv(20.0, lat, 22.0, lat)
    apart = middle(image, CIVILIANS) - middle(image, BATTLES)
    (words,) = (words for words, _, _ in written if words.endswith(" km"))
    stated_m = float(words.removesuffix(" km")) * 1000.0
    rows, columns = where(image[850:], BAR, right=260)
    bar = columns[rows == np.bincount(rows).argmax()]  # the longest row of the bar
    length = np.ptp(bar) + 1 - 2.4  # its ends are half a pen, 1.2 pixels, longer
    assert length == pytest.approx(stated_m * apart[0] / metres, abs=1.0)


def test_a_report_without_a_place_gives_a_picture_that_says_so(picture, written):
    png = picture("title: Nowhere\nevents:\n  - {id: a, type: Attack, summary: x}\n")
    assert pixels(png).shape == (1000, 1600, 3)
    words = [words for words, _, _ in written]
    assert "No event has a place on the map." in words
    assert any("1 event, 0 on the map" in line for line in words)


def test_a_country_alone_is_seen_whole(picture):
    image = pixels(picture(f"title: x\nevents:\n{entry(1, 'Chad')}"))
    x, y = middle(image, BATTLES)
    assert 450 < x < 800
    assert 300 < y < 700


def test_an_outline_is_not_drawn_along_the_antimeridian(picture):
    """Chukotka spans it; on land there, no line runs from north to south."""
    text = f"title: x\ncountry: [RU]\nevents:\n{entry(1, 'Chukotka')}"
    image = pixels(picture(text)).astype(int).sum(axis=2)
    ink = image[:, :1200] < 450  # the outline; the hatching is lighter
    column = ink[200:800].sum(axis=0)
    assert column.max() < 80  # the seam would be some 250 pixels long


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script> $x^2$ \\frac{ %s {0}",
        "W" * 5000,
        "long words " * 200,
        "北京 देवनागरी 🜚 \u202e evil \x85",
        "محافظة حماة " * 60,
    ],
)
def test_no_text_runs_out_of_the_picture(picture, written, title):
    name = '"' + title[:300].replace("\\", "/").replace("\x85", "") + '"'
    places = [PLACED.format(lon=10 + n, lat=45, name=name) for n in range(3)]
    events = "".join(entry(number, place) for number, place in enumerate(places))
    quoted = title.replace("'", "").replace("\x85", "")
    source = f"source: {{publisher: '{quoted[:400]}'}}\n"
    png = picture(f"title: '{quoted}'\n{source}events:\n{events}")
    assert pixels(png).shape == (1000, 1600, 3)
    for words, (left, top, right, bottom), _ in written:
        assert left >= 0, words
        assert right <= 800, words
        assert top >= 0, words
        assert bottom <= 500, words


def test_names_do_not_cover_each_other_or_the_numbers(located, lookup, written):
    plates = []
    originals = draw_numbers

    def note(*args):
        box = originals(*args)
        plates.append(box)
        return box

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("conflictmap.maps.picture.map.draw_numbers", note)
        render_picture(located, lookup)
    names = [box for _, box, how in written if how.get("halo")]
    assert len(names) > 15
    for first, second in itertools.combinations(names + plates, 2):
        apart = (
            first[2] <= second[0]
            or second[2] <= first[0]
            or first[3] <= second[1]
            or second[3] <= first[1]
        )
        assert apart, (first, second)


def test_stated_distances_stand_with_both_numbers(located, lookup, written):
    render_picture(located, lookup)
    words = [words for words, _, _ in written]
    for pair in (
        ["stated 140 km", "straight line 124 km"],
        ["stated 213 km", "straight line 185 km"],
    ):
        first = words.index(pair[0])
        assert words[first : first + 2] == pair


def test_a_distance_too_short_for_numbers_is_told_in_the_legend(picture, written):
    text = (
        f"title: x\ncountry: [SY]\nevents:\n{entry(1, 'Ankara')}{entry(2, 'Basra')}"
        "distances:\n - {from: Hama, to: Homs, km: 45}\n"
    )
    picture(text)
    told = " ".join(words for words, _, _ in written)
    assert "Hama – Homs: stated 45 km, straight line" in told


def test_the_legend_names_what_occurs_and_nothing_else(located, lookup, written):
    render_picture(located, lookup)
    words = {words for words, _, _ in written}
    assert words >= {
        *("Battles", "Explosions/Remote violence", "Violence against civilians"),
        *("Strategic developments", "reported", "claimed by one side"),
        "background of the report",
    }
    assert not words & {"Protests", "Riots", "Other", "denied", "confirmed independently"}


def test_title_publisher_and_day_head_the_picture(located, lookup, written):
    render_picture(located, lookup)
    assert written[0][0] == "Air strikes on Idlib as rebels advance on Hama"
    facts = written[1][0].replace("\u200e", "")
    assert facts.startswith("Published 1 December 2024 · The National · ")
    assert facts.endswith("15 events, 13 on the map")


def test_the_sources_and_the_note_on_borders_are_named(located, lookup, written):
    render_picture(located, lookup)
    words = " ".join(words for words, _, how in written if how["size"] == 7.0)
    assert "Natural Earth" in words
    assert "GeoNames" in words
    assert "Disputed borders are dashed." in words


@pytest.mark.parametrize("reading", ["machine", "reviewed"])
def test_only_what_a_machine_read_says_so(picture, written, reading):
    picture(f"title: x\nreading: {reading}\nevents: []\n")
    told = any("Read by machine" in words for words, _, _ in written)
    assert told == (reading == "machine")


def test_an_arabic_title_stands_at_the_right(picture, written):
    picture("title: غارات جوية على إدلب\nevents: []\n")
    _, (left, _, right, _), _ = written[0]
    assert right == pytest.approx(786.0)
    assert left > 400


def test_events_that_look_alike_are_one_mark_with_their_number(picture, written):
    events = "".join(entry(number, "Hama") for number in range(3))
    picture(f"title: x\ncountry: [SY]\nevents:\n{events}")
    assert "3" in {words for words, _, _ in written}


def test_too_many_marks_are_drawn_together_with_their_numbers(picture, written):
    places = itertools.product(range(20), range(10))
    events = "".join(
        entry(number, PLACED.format(lon=30 + x, lat=40 + y, name=f"P{number}"))
        for number, (x, y) in enumerate(places)
    )
    picture(f"title: x\nevents:\n{events}")
    badges = [int(words) for words, _, how in written if words.isdigit()]
    alone = 200 - sum(badges)
    assert sum(badges) > 100
    assert alone >= 0
    assert not any(words.startswith("P1") for words, _, _ in written)


def test_without_matplotlib_the_error_names_the_extra(
    monkeypatch, shipped, lookup, tmp_path
):
    monkeypatch.setitem(sys.modules, "matplotlib.backends.backend_agg", None)
    with pytest.raises(MissingExtraError, match=r"conflictmap\[png\]"):
        build_site([shipped], tmp_path / "site", lookup, png=True)
    assert not (tmp_path / "site").exists()


def test_matplotlib_is_imported_only_for_a_picture():
    code = (
        "import sys, conflictmap.maps.site, conflictmap.maps.picture;"
        "print({'matplotlib', 'PIL'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_build_png_writes_a_picture_beside_each_map(shipped, located, lookup, tmp_path):
    result = CliRunner().invoke(main, ["build", str(shipped), "--png", "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert [path.name for path in tmp_path.rglob("*.png")] == [f"{shipped.stem}.png"]
    png = (tmp_path / f"{shipped.stem}.png").read_bytes()
    assert png == render_picture(located, lookup)


def test_build_writes_no_picture_unasked(shipped, lookup, tmp_path):
    build_site([shipped], tmp_path, lookup)
    assert list(tmp_path.rglob("*.png")) == []


def test_event_types_of_a_data_set_have_their_own_names_in_the_legend(
    located, lookup, written
):
    events = located.events.assign(event_type="State-based violence")
    image = pixels(render_picture(replace(located, told=events), lookup))
    assert "State-based violence" in {words for words, _, _ in written}
    assert where(image, BATTLES)[0].size
