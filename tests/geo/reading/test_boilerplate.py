"""Which lines of a page are no part of its article; the lines are made for the tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.geo.reading.boilerplate import find_boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "12 Main Street",
        "12 Main Street, Springfield, IL 62701",
        "4500 N. Mill Ave., Suite 12",
        "Springfield, IL 62701",
        "Postal address:",
        "P.O. Box 77, Damascus",
        "Phone: 555 0100",
        "Tel. +963 11 555 0100",
        "Email: desk@paper.example",
    ],
)
def test_an_address_is_left_out(line: str) -> None:
    assert [span[:] for span in find_boilerplate(line)] == [(0, len(line))]


@pytest.mark.parametrize(
    "line",
    [
        "A tank stands in Hama (Reuters)",
        "A tank stands in Hama. (Photo by Jo Doe)",
        "Residents walk past rubble in Hama [Jo Doe/AFP]",
        "Smoke over Hama. REUTERS/Jo Doe",
        "Photo: a tank in Hama",
        "FILE PHOTO: Rebels enter Hama.",
        "Image / Jo Doe",
    ],
)
def test_a_caption_is_left_out(line: str) -> None:
    assert find_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Read more",
        "READ MORE: Rebels take Hama",
        "Read also: Jets bomb Idlib.",
        "Related: Jets bomb Idlib",
        "Related stories",
        "Watch: Rebels enter Hama",
        "More on this story: the war in Syria",
        "Editor’s picks",
        "Advertisement",
        "Sign up for our newsletter",
        "Skip to main content",
    ],
)
def test_a_link_is_left_out(line: str) -> None:
    assert find_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 The Paper",
        "Copyright 2024 The Paper",
        "The Paper. All rights reserved.",
        "(c) The Paper",
    ],
)
def test_a_footer_is_left_out(line: str) -> None:
    assert find_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Troops took 12 Main Street in Aleppo on Sunday.",
        "300 rebels took Mill Road.",
        "400 fighters crossed the main highway, killing ten soldiers in Hama.",
        "100 people died on the road",
        "250 protesters blocked the Damascus highway",
        "Read more than anyone, the general knew Hama.",
        "Watch towers were shelled in Hama on Sunday.",
        "Watch rebels enter Hama",
        "Related clashes killed ten people in Hama.",
        "Sponsored fighters took Hama.",
        "See also the killing of ten men in Hama on Sunday.",
        "Images of the attack spread on Sunday.",
        "Video showed rebels in Hama on Sunday.",
        "Contact was lost with the garrison in Hama.",
        "Phone lines were cut in Hama on Sunday.",
        "Follow us, rebels told civilians in Hama.",
        "Copyright law was suspended in Hama on Sunday.",
        "Rebels took Hama, officials told AFP",
        "Rebels have taken Hama. (Reuters)",
        "Reuters reported that rebels took Hama (pictured).",
        "PO Box 12 of the Hama post office exploded on Sunday.",
        "In Hama, about 12000 people fled.",
    ],
)
def test_a_sentence_is_kept(line: str) -> None:
    assert find_boilerplate(line) == ()


def test_only_whole_lines_are_left_out() -> None:
    text = "12 Mill Lane\nTroops entered Hama.\nRead more\n"
    left_out = [text[slice(*span)] for span in find_boilerplate(text)]
    assert left_out == ["12 Mill Lane", "Read more"]


def test_a_long_line_is_kept() -> None:
    assert find_boilerplate("Photo: " + "rebels entered Hama, " * 20) == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "Read more",
                "\n",
                "12 ",
                "Main St",
                "(Reuters)",
                "[",
                "©",
                " ",
                "\x00",
                "Tel.",
            ]
        )
    )
)
def test_spans_are_sorted_and_do_not_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    last = 0
    for start, end in find_boilerplate(text):
        assert last <= start < end <= len(text)
        last = end
