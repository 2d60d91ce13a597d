"""The parts that toponyms are made of: runs, states, knowledge, scores, queries."""

import gc
import weakref

import pytest

from conflictmap.geo import PlaceLookup
from conflictmap.geo.reading.known_names import known_names
from conflictmap.geo.reading.name_contexts import context_of
from conflictmap.geo.reading.name_pieces import Piece, PieceKind, part_runs
from conflictmap.geo.reading.name_runs import find_runs
from conflictmap.geo.reading.state_words import abbreviation_end, state_words
from conflictmap.geo.reading.text import Document
from conflictmap.geo.reading.vocabulary import load_vocabulary


def runs(text: str) -> list[str]:
    document = Document(text)
    return [document.slice(run.first, run.last) for run in find_runs(document)]


def pieces(text: str, lookup: PlaceLookup) -> list[tuple[str, PieceKind]]:
    document = Document(text)
    found = part_runs(document, find_runs(document), known_names(lookup).get)
    return [(piece.name, piece.kind) for piece in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he saw Deir ez-Zor and Homs", ["Deir ez-Zor", "Homs"]),
        ("he saw al-Bab", ["al-Bab"]),
        ("he saw al Bab", ["al Bab"]),
        ("he saw Nahr-e Saraj", ["Nahr-e Saraj"]),
        ("he saw Sa'ada", ["Sa'ada"]),
        ("he saw the Gulf of Aden", ["Gulf of Aden"]),
        ("he saw St. Petersburg", ["St. Petersburg"]),
        ("he saw Route 66", ["Route 66"]),
        ("a US-led force", ["US"]),
        ("Homs’s army", ["Homs"]),
        ("in small letters", []),
        ("he left Homs. Hama fell", ["Homs", "Hama"]),
        ("he left Homs\n\nHama fell", ["Homs", "Hama"]),
    ],
)
def test_a_run_goes_on_over_what_joins_a_name(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


def test_a_run_is_parted_where_it_gets_long() -> None:
    assert max(len(run.split()) for run in runs("Xa " * 100)) == 12


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gen. Omar Brakzholm", PieceKind.PERSON),
        ("Omar Brakzholm", PieceKind.PERSON),
        ("Brakzholm University", PieceKind.OTHER),
        ("Brakzholm County", PieceKind.NATURE),
        ("Lake Brakzholm", PieceKind.NATURE),
        ("Brakzholm Street", PieceKind.FACILITY),
        ("Brakzholm airport", PieceKind.FACILITY),
        ("Brakzholm", PieceKind.UNKNOWN),
        ("Damascus", PieceKind.OPEN),
        ("N.Y.", PieceKind.STATE),
    ],
)
def test_a_piece_is_what_its_words_say(
    text: str, kind: PieceKind, lookup: PlaceLookup
) -> None:
    assert pieces(f"They saw {text}, as they said.", lookup)[0][1] is kind


def test_a_place_is_found_inside_an_organisation(lookup: PlaceLookup) -> None:
    assert pieces("the University of Nebraska left", lookup) == [
        ("University of Nebraska", PieceKind.OTHER),
        ("Nebraska", PieceKind.INSIDE),
    ]


def test_an_unknown_second_name_makes_one_unknown_name(lookup: PlaceLookup) -> None:
    assert pieces("he met Carter Brakzholm", lookup) == [
        ("Carter Brakzholm", PieceKind.UNKNOWN)
    ]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Louisiana", 1),
        ("La.", 2),
        ("N.D.", 1),
        ("W.Va.", 4),
        ("New York", 2),
        ("TX", 1),
        ("Syria", 1),
        ("Saudi Arabia", 2),
        ("Monday", 0),
        ("he", 0),
        ("", 0),
    ],
)
def test_the_words_of_a_state_are_counted(text: str, length: int) -> None:
    assert state_words(Document(text), 0) == length


def test_miss_is_no_state_without_a_comma() -> None:
    assert abbreviation_end(Document("Miss. Jones"), 0) is None
    assert abbreviation_end(Document("Jackson, Miss., is"), 2) == 4


def test_what_is_known_of_a_name_is_said_in_brief(lookup: PlaceLookup) -> None:
    known = known_names(lookup).get("Georgia")
    assert known is not None
    assert (known.kind, known.is_famous) == ("country", True)
    assert {"GE", "US"} <= set(known.weights)
    assert known.people_in(["FR"]) == -1


@pytest.mark.parametrize("name", ["", "Qx", "Qarzhelkh", "x" * 1_000])
def test_nothing_is_known_of_other_words(name: str, lookup: PlaceLookup) -> None:
    assert known_names(lookup).get(name) is None


def test_what_is_remembered_goes_with_the_lookup() -> None:
    lookup = PlaceLookup()
    known_names(lookup).get("Homs")
    gone = weakref.ref(lookup)
    del lookup
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize(
    ("text", "is_for"),
    [
        ("in Homs", True),
        ("the city of Homs", True),
        ("Homs province", True),
        ("Homs, Syria", True),
        ("Homs is 20 km north", True),
        ("Mr Homs", False),
        ("Homs, 45, a", False),
        ("Homs thinks so", False),
        ("Homs-led forces", False),
    ],
)
def test_the_words_around_a_name_speak_for_or_against_a_place(
    text: str, *, is_for: bool
) -> None:
    document = Document(f"it was {text}")
    first = document.words.index("Homs")
    piece = Piece(first, first + 1, 0, PieceKind.OPEN, "Homs")
    assert (context_of(document, piece, None).score > 0.0) is is_for


def test_names_in_a_list_follow_each_other() -> None:
    document = Document("it was Homs, Hama and northern Idlib")
    homs, hama, idlib = (
        Piece(
            document.words.index(name),
            document.words.index(name) + 1,
            0,
            PieceKind.OPEN,
            name,
        )
        for name in ("Homs", "Hama", "Idlib")
    )
    assert context_of(document, hama, homs).is_listed
    assert context_of(document, idlib, hama).is_listed
    assert not context_of(document, idlib, homs).is_listed


def test_the_word_lists_are_in_small_letters() -> None:
    vocabulary = load_vocabulary()
    for name in ("common", "titles", "first_names", "organisations", "type_words"):
        assert all(word == word.lower() for word in getattr(vocabulary, name))


def test_us_is_no_country_in_small_letters() -> None:
    assert ("us",) not in load_vocabulary().country_names
