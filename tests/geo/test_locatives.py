"""What phrases such as "15 km south-west of Idlib" say, as text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.data.schema import DIRECTIONS
from conflictmap.geo.checks import direction_words
from conflictmap.geo.described.forms import Form
from conflictmap.geo.described.words import parse_direction, parse_number
from conflictmap.geo.locatives import CENTRE, parse_locative


def said(text):
    """Form, anchors, kilometres and direction of a phrase."""
    found = parse_locative(text)
    assert found is not None, text
    return found.form, found.anchors, found.distance_km, found.direction


# Lengths


@pytest.mark.parametrize(
    ("text", "km", "direction", "anchor"),
    [
        ("15 km south-west of Idlib", 15, "SW", "Idlib"),
        ("fifteen kilometres SW of Idlib", 15, "SW", "Idlib"),
        ("30km (18 miles) southeast of Deir Ezzor", 30, "SE", "Deir Ezzor"),
        ("about 10 kilometers to the north of Hama", 10, "N", "Hama"),
        ("some 10 km north north-east of Hama", 10, "NNE", "Hama"),
        ("15km S.W. of the town of Idlib", 15, "SW", "town of Idlib"),
        ("15 km due north from Idlib", 15, "N", "Idlib"),
        ("1,500 km east of Kyiv", 1500, "E", "Kyiv"),
        ("1 500 km east of Kyiv", 1500, "E", "Kyiv"),
        ("1,5 km east of Kyiv", 1.5, "E", "Kyiv"),
        ("1.5 km east of Kyiv", 1.5, "E", "Kyiv"),
        ("a hundred and fifty kilometres west of Kyiv", 150, "W", "Kyiv"),
        ("500 metres south of Hama", 0.5, "S", "Hama"),
        ("10-15 km north of Hama", 12.5, "N", "Hama"),
        ("15 كم جنوب غرب إدلب", 15, "SW", "إدلب"),
        ("١٥ كم جنوب غرب إدلب", 15, "SW", "إدلب"),
    ],
)
def test_a_length_and_a_direction_are_an_offset(text, km, direction, anchor):
    assert said(text) == (Form.OFFSET, (anchor,), km, direction)


@pytest.mark.parametrize(
    "text",
    [
        *("10 km from Hama", "around 10 km from Hama", "just 10 km away from Hama"),
        *("10km outside Hama", "10 kilometres off Hama", "ten kilometers from Hama"),
        *("10 km from the city of Hama.", "على بعد 10 كم من Hama"),
    ],
)
def test_a_length_without_a_direction_is_a_distance(text):
    form, (anchor,), km, direction = said(text)
    assert (form, anchor.removeprefix("city of "), km) == (Form.DISTANCE, "Hama", 10)
    assert direction is None


@pytest.mark.parametrize(
    ("text", "anchors"),
    [
        ("10 km from Hama by road", ("Hama",)),
        ("a 10 km drive from Hama", ("Hama",)),
        ("10 km by road from Hama", ("Hama",)),
        ("10 km from Hama on the road", ("Hama",)),
        ("10 km from Hama on the road to Homs", ("Hama", "Homs")),
        ("10 km from Hama on the Homs-Hama road", ("Hama", "Homs")),
    ],
)
def test_a_distance_by_road_says_so_and_where_the_road_leads(text, anchors):
    found = parse_locative(text)
    assert (found.form, found.anchors, found.is_by_road) == (Form.DISTANCE, anchors, True)


@pytest.mark.parametrize(
    ("text", "precision_km"),
    [
        ("10 km from Hama", 0.5),
        ("140 km from Hama", 5),
        ("18 miles from Hama", 0.5 * 1.609344),
        ("10 miles (16 km) from Hama", 0.5 * 1.609344),
        ("10 to 15 km from Hama", 2.5),
        ("10.5 km from Hama", 0.25),
    ],
)
def test_the_precision_is_that_of_the_number_as_stated(text, precision_km):
    assert parse_locative(text).length.precision_km == pytest.approx(precision_km)


def test_within_a_distance_is_an_upper_bound():
    assert parse_locative("within 10 km of Hama").length.is_upper_bound
    assert not parse_locative("10 km from Hama").length.is_upper_bound


def test_two_lengths_are_two_offsets():
    found = parse_locative("5 km east and 3 km north of Hama")
    assert (found.form, found.anchors) == (Form.TWO_OFFSETS, ("Hama",))
    assert (found.distance_km, found.direction) == (5, "E")
    assert (found.second[0].km, found.second[1]) == (3, "N")


@pytest.mark.parametrize("number", ["-5", "0", "25,000", "−5"])
def test_a_length_that_cannot_be_is_read_as_it_stands(number):
    assert said(f"{number} km from Hama")[0] is Form.DISTANCE


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1,500", "1500"), ("1,5", "1.5"), ("1,234,567.8", "1234567.8"), ("15", "15")),
        *(("twenty-five", "25"), ("two thousand and ten", "2010"), ("a dozen", "12")),
        *(("one hundred", "100"), ("ten thousand five hundred", "10500")),
    ],
)
def test_numbers_are_read_in_digits_and_words(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "and so on", "1,2,3", "1.2.3", "km", "x", "--5"])
def test_what_is_no_number_is_none(text):
    assert parse_number(text) is None


# Directions


@pytest.mark.parametrize("point", DIRECTIONS)
def test_every_compass_point_is_read_in_letters_and_words(point):
    words = direction_words(point)
    for spelling in (point, words, words.replace("-", " "), words.replace("-", "")):
        assert parse_direction(spelling) == point
        assert said(f"10 km {spelling} of Hama") == (Form.OFFSET, ("Hama",), 10, point)


@pytest.mark.parametrize("text", ["up", "north-south", "", "x", "nsn"])
def test_what_is_no_compass_point_is_none(text):
    assert parse_direction(text) is None


def test_due_is_remembered():
    assert parse_locative("10 km due north of Hama").is_due
    assert not parse_locative("10 km north of Hama").is_due


# Forms without a length


@pytest.mark.parametrize(
    ("text", "form", "anchors", "direction"),
    [
        ("between Idlib and Hama", Form.BETWEEN, ("Idlib", "Hama"), None),
        ("half-way between Idlib and Hama", Form.BETWEEN, ("Idlib", "Hama"), None),
        ("halfway between Idlib and Hama", Form.BETWEEN, ("Idlib", "Hama"), None),
        ("midway between Idlib and Hama", Form.BETWEEN, ("Idlib", "Hama"), None),
        (
            "between Idlib and Hama provinces",
            Form.BETWEEN,
            ("Idlib province", "Hama province"),
            None,
        ),
        ("بين إدلب وحماة", Form.BETWEEN, ("إدلب", "حماة"), None),
        ("near Saraqib", Form.NEAR, ("Saraqib",), None),
        ("close to Saraqib", Form.NEAR, ("Saraqib",), None),
        ("around Saraqib", Form.NEAR, ("Saraqib",), None),
        ("just outside Saraqib", Form.NEAR, ("Saraqib",), None),
        ("several kilometres from Saraqib", Form.NEAR, ("Saraqib",), None),
        ("near Saraqib in northern Syria", Form.NEAR, ("Saraqib, Syria",), None),
        ("outskirts of Aleppo", Form.NEAR, ("Aleppo",), None),
        ("on the northern outskirts of Aleppo", Form.NEAR, ("Aleppo",), "N"),
        ("Aleppo's outskirts", Form.NEAR, ("Aleppo",), None),
        ("suburbs of Damascus", Form.NEAR, ("Damascus",), None),
        ("قرب إدلب", Form.NEAR, ("إدلب",), None),
        ("Idlib countryside", Form.COUNTRYSIDE, ("Idlib",), None),
        ("the countryside of Aleppo", Form.COUNTRYSIDE, ("Aleppo",), None),
        ("rural Hama", Form.COUNTRYSIDE, ("Hama",), None),
        ("southern countryside of Idlib", Form.COUNTRYSIDE, ("Idlib",), "S"),
        ("Aleppo's western countryside", Form.COUNTRYSIDE, ("Aleppo",), "W"),
        ("northern Hama countryside", Form.COUNTRYSIDE, ("Hama",), "N"),
        ("ريف إدلب", Form.COUNTRYSIDE, ("إدلب",), None),
        ("ريف حلب الشمالي الشرقي", Form.COUNTRYSIDE, ("حلب",), "NE"),
        ("northern Syria", Form.PART, ("Syria",), "N"),
        ("in the south of Syria", Form.PART, ("Syria",), "S"),
        ("northeastern Aleppo province", Form.PART, ("Aleppo province",), "NE"),
        ("north-western parts of Syria", Form.PART, ("Syria",), "NW"),
        ("Syria's northwest", Form.PART, ("Syria",), "NW"),
        ("central Aleppo", Form.PART, ("Aleppo",), CENTRE),
        ("the centre of Aleppo", Form.PART, ("Aleppo",), CENTRE),
        ("N of Idlib", Form.BESIDE, ("Idlib",), "N"),
        ("to the north of Idlib", Form.BESIDE, ("Idlib",), "N"),
        ("a few kilometres north of Idlib", Form.BESIDE, ("Idlib",), "N"),
        ("شمال سوريا", Form.BESIDE, ("سوريا",), "N"),
        ("Syria–Turkey border", Form.BORDER, ("Syria", "Turkey"), None),
        ("the Turkish-Syrian border", Form.BORDER, ("Turkey", "Syria"), None),
        ("border between Syria and Iraq", Form.BORDER, ("Syria", "Iraq"), None),
        ("Syria's border with Turkey", Form.BORDER, ("Syria", "Turkey"), None),
        ("border with Turkey", Form.BORDER, ("Turkey",), None),
        ("near the Turkish border", Form.BORDER, ("Turkey",), None),
        ("Guinea-Bissau border", Form.BORDER, ("Guinea-Bissau",), None),
        ("along the Euphrates", Form.ALONG, ("Euphrates",), None),
        ("on the banks of the Euphrates", Form.ALONG, ("Euphrates",), None),
        ("Idlib-Hama road", Form.ROAD, ("Idlib", "Hama"), None),
        ("Deir ez-Zor-Raqqa road", Form.ROAD, ("Deir ez-Zor", "Raqqa"), None),
        ("the al-Bab – Aleppo highway", Form.ROAD, ("al-Bab", "Aleppo"), None),
        ("road between Aleppo and Hama", Form.ROAD, ("Aleppo", "Hama"), None),
        ("highway linking Aleppo and Hama", Form.ROAD, ("Aleppo", "Hama"), None),
        ("the road from Aleppo to Hama", Form.ROAD, ("Aleppo", "Hama"), None),
    ],
)
def test_a_phrase_says_its_form_its_names_and_its_direction(text, form, anchors, direction):
    assert said(text) == (form, anchors, None, direction)


def test_a_distance_from_a_border_is_one_from_the_border():
    assert said("10 km from the Turkish border")[:3] == (Form.BORDER, ("Turkey",), 10)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("15 km south-west of Idlib", "15 km SW of"),
        ("18 miles from Idlib", "18 miles from"),
        ("15 km due north of Idlib", "15 km due N of"),
        ("5 km east and 3 km north of Hama", "5 km E and 3 km N of"),
        ("northern Syria", "N part of"),
        ("between Idlib and Hama", "between"),
        ("border with Turkey", "the border of"),
    ],
)
def test_the_rule_is_what_is_said_in_few_words(text, rule):
    assert parse_locative(text).rule == rule


# What is not a described place


@pytest.mark.parametrize(
    "text",
    [
        *("Idlib", "Deir ez-Zor", "Hama province", "Hama, Syria", "At Tall", "Nord-Kivu"),
        *("Western Sahara", "South Sudan", "Near East", "Northern Ireland", "West Bank"),
        *("New South Wales", "East Jerusalem", "South Africa", "The Middle East"),
        *("Semalka border crossing", "Aleppo road", "M5 highway", "Border", "Westport"),
        *("", " ", "near", "north", "of", "10 km", "10 km from", "near ...", "between A"),
        "eastern and southern Syria",
    ],
)
def test_a_name_is_not_a_described_place(text):
    assert parse_locative(text) is None


@given(st.text(max_size=300))
def test_any_text_is_read_or_is_none(text):
    found = parse_locative(text)
    assert found is None or all(any(map(str.isalnum, name)) for name in found.anchors)


PIECES = ["between ", "10 km ", "north ", "a ", "-", " and ", "one ", "the ", " road"]
PIECES += ["from ", "on the ", "border ", "1,111", "x-", "of ", "rural ", "countryside "]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join))
def test_the_words_of_phrases_in_any_order_are_read_or_are_none(text):
    found = parse_locative(text)
    assert found is None or found.anchors


@pytest.mark.parametrize("piece", [*PIECES, "\0", "\u202e", "km", " (", "'s "])
def test_a_text_of_ten_thousand_characters_is_no_place(piece):
    assert parse_locative(piece * (10_000 // len(piece))) is None
