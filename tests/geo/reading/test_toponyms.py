"""Which words are found to be names of places; the sentences are made for the tests."""

from itertools import pairwise

import pytest

from conflictmap.geo import PlaceLookup
from conflictmap.geo.reading.text import Document
from conflictmap.geo.reading.toponyms import find_toponyms


def names(text: str, lookup: PlaceLookup, *countries: str) -> list[str]:
    reading = find_toponyms(Document(text), lookup, country_codes=countries)
    return [toponym.name for toponym in reading.toponyms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighting went on in Aleppo.", ["Aleppo"]),
        ("Aleppo was quiet.", ["Aleppo"]),
        ("They marched on Maarat al-Numan at dawn.", ["Maarat al-Numan"]),
        ("Shells fell in Deir ez-Zor and Al-Bab.", ["Deir ez-Zor", "Al-Bab"]),
        ("Clashes near al-Rai went on.", ["al-Rai"]),
        ("A boat sank in the Sea of Marmara.", ["Sea of Marmara"]),
        ("The road from Homs to Hama is cut.", ["Homs", "Hama"]),
        ("HOMS, Syria (AP) — Soldiers left.", ["HOMS", "Syria"]),
        ("Hama's governor spoke.", ["Hama"]),
        ("The Idlib-based network has closed.", ["Idlib"]),
        ("Troops left the West Bank.", ["West Bank"]),
        ("Tourists left St. Petersburg.", ["St. Petersburg"]),
        ("Syrias largest port is Latakia.", ["Syria", "Latakia"]),
    ],
)
def test_a_known_name_is_found(text: str, expected: list[str], lookup: PlaceLookup) -> None:
    assert names(text, lookup, "SY") == expected


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Rebels took the village of Qarzhelkh on Monday.", "Qarzhelkh"),
        ("Rebels entered Qarzhelkh district on Monday.", "Qarzhelkh"),
        ("A mine exploded in Qarzhelkh, Helmand, on Monday.", "Qarzhelkh"),
        ("The blast hit Qarzhelkh, a town near the border.", "Qarzhelkh"),
        ("They fled Qarzhelkh, 12 km north of Homs.", "Qarzhelkh"),
        ("Qarzhelkh is about 30 kilometres west of Homs.", "Qarzhelkh"),
        ("An air strike on Qarzhelkh killed two.", "Qarzhelkh"),
        ("Jets shelled Qarzhelkh again.", "Qarzhelkh"),
        ("They hold Homs, Hama and Qarzhelkh.", "Qarzhelkh"),
        ("The siege of Tall Qarzhelkh ended.", "Tall Qarzhelkh"),
        ("Clashes broke out at Khirbet al-Qarzhelkh.", "Khirbet al-Qarzhelkh"),
        ("Troops stormed Qarzhelkh at dawn.", "Qarzhelkh"),
        ("A patrol was hit in the Qarzhelkh sector.", "Qarzhelkh"),
        ("They crossed Lake Qarzhelkh by boat.", "Lake Qarzhelkh"),
        ("They crossed the Qarzhelkh River by boat.", "Qarzhelkh River"),
    ],
)
def test_an_unknown_name_is_a_place_where_the_words_around_it_say_so(
    text: str, unknown: str, lookup: PlaceLookup
) -> None:
    assert unknown in names(text, lookup, "SY")


def test_an_unknown_name_has_no_place(lookup: PlaceLookup) -> None:
    reading = find_toponyms(Document("They left the village of Qarzhelkh."), lookup)
    assert [toponym.places for toponym in reading.toponyms] == [()]


def test_an_unknown_name_without_such_words_is_no_place(lookup: PlaceLookup) -> None:
    assert names("Qarzhelkh was pleased, and so was Brakzholm.", lookup, "SY") == []


@pytest.mark.parametrize(
    "text",
    [
        "Mr Homs met reporters.",
        "President Bashar Aleppo met reporters.",
        "Gen. Ali Hama, 45, met reporters.",
        "Sgt. Daraa met reporters.",
        "Omar Idlib met reporters.",
        "Rep. Omar Idlib (R) met reporters.",
    ],
)
def test_people_are_no_places(text: str, lookup: PlaceLookup) -> None:
    assert names(text, lookup, "SY") == []


def test_a_surname_that_was_given_to_a_person_is_no_place_later(
    lookup: PlaceLookup,
) -> None:
    text = "John Springfield won. Voters like Springfield, his friends believe."
    assert names(text, lookup, "US") == []


def test_a_surname_does_not_hide_a_place(lookup: PlaceLookup) -> None:
    text = "John Springfield won. He lives in Springfield, Ill., with his wife."
    assert names(text, lookup, "US") == ["Springfield", "Ill."]


@pytest.mark.parametrize(
    "text",
    [
        "The Washington Post wrote so.",
        "Hayat Tahrir al-Sham denied it.",
        "The Islamic State of Iraq and Syria denied it.",
        "Al Qaeda in the Arabian Peninsula denied it.",
        "The White House denied it.",
        "The US-led coalition denied it.",
        "A Russian-backed militia denied it.",
        "The City Council denied it.",
    ],
)
def test_organisations_and_media_are_no_places(text: str, lookup: PlaceLookup) -> None:
    assert names(text, lookup) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Homs Police Department has closed.", "Homs"),
        ("The University of Texas has closed.", "Texas"),
        ("The Laurel County Health Department has closed.", "Laurel County"),
    ],
)
def test_a_place_in_the_name_of_an_organisation_stands_for_it(
    text: str, place: str, lookup: PlaceLookup
) -> None:
    (toponym,) = find_toponyms(Document(text), lookup, country_codes=("SY", "US")).toponyms
    assert toponym.name == place


@pytest.mark.parametrize(
    "text",
    [
        "Police came on Monday.",
        "March was cold, and Reading is hard.",
        "Mobile phones rang. Nice people came.",
        "Of these, Most were old.",
        "Syrian troops and Iraqis met.",
        "The Syrian city was quiet.",
        "St. Patrick's Day was quiet.",
        "He was in Ramadan mood, in Parliament and in English.",
    ],
)
def test_words_with_capitals_are_no_places(text: str, lookup: PlaceLookup) -> None:
    assert names(text, lookup, "US") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He lives in Alexandria, La., now.", ["Alexandria", "La."]),
        ("He lives in Fargo, N.D., now.", ["Fargo", "N.D."]),
        ("He lives in Huntington, W.Va., now.", ["Huntington", "W.Va."]),
        ("He lives in Paris, Texas, now.", ["Paris", "Texas"]),
        ("Deputies in Acadia Parish left.", ["Acadia Parish"]),
        ("It burned on Elmwood Drive.", ["Elmwood Drive"]),
        ("It burned on Route 19.", ["Route 19"]),
    ],
)
def test_american_places_are_found(
    text: str, expected: list[str], lookup: PlaceLookup
) -> None:
    assert names(text, lookup, "US") == expected


def test_a_postal_address_names_no_place(lookup: PlaceLookup) -> None:
    assert names("Write to 12 North Elm St.\nSpringfield, MA 01103", lookup) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They stormed Tabqa military airport.", "Tabqa military airport"),
        ("Aleppo International Airport has closed.", "Aleppo International Airport"),
        ("They stormed the ZKHA prison.", "ZKHA prison"),
        ("They stormed the Hotel Bellevista.", "Hotel Bellevista"),
    ],
)
def test_a_facility_is_one_toponym(text: str, expected: str, lookup: PlaceLookup) -> None:
    assert names(text, lookup, "SY") == [expected]


def test_a_small_place_does_not_count_in_texts_on_other_countries(
    lookup: PlaceLookup,
) -> None:
    text = "Saraqib was quiet."
    assert names(text, lookup, "SY") == ["Saraqib"]
    assert names(text, lookup, "UA") == []


def test_toponyms_are_sorted_and_do_not_overlap(lookup: PlaceLookup) -> None:
    text = (
        "Jets from Damascus hit Idlib province, Aleppo city, Homs, and the Kurdish north."
    )
    spans = [t.span for t in find_toponyms(Document(text), lookup).toponyms]
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_people_and_organisations_are_given_apart(lookup: PlaceLookup) -> None:
    text = "Gen. Ali Hama of the Homs Police Department spoke."
    others = find_toponyms(Document(text), lookup, country_codes="SY").others
    assert [text[start:end] for start, end in others] == [
        "Ali Hama",
        "Homs Police Department",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصفت الطائرات بلدة سراقب", ["سراقب"]),
        ("اشتباكات في حلب وإدلب", ["حلب", "وإدلب"]),
        ("Бои идут в Харьков и село Липцы.", ["Харьков", "Липцы"]),
        ("הם תקפו בעיר עזה", ["עזה"]),
    ],
)
def test_other_scripts_are_read(
    text: str, expected: list[str], lookup: PlaceLookup
) -> None:
    assert names(text, lookup, "SY", "UA", "PS") == expected


def test_a_word_without_capitals_needs_a_word_that_a_place_follows(
    lookup: PlaceLookup,
) -> None:
    assert names("قال سراقب", lookup, "SY") == []
