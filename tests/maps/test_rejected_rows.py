"""Rows left out are told a line a reason."""

import pytest

from conflictmap.maps.rejected_rows import rejected_lines


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([2], "row 2 left out"),
        ([2, 9], "row 2, and 1 more row left out"),
        ([2, 9, 11], "row 2, and 2 more rows left out"),
        (range(2, 1_204), "row 2, and 1,201 more rows left out"),
    ],
)
def test_rows_of_one_reason_are_counted(rows, told):
    lines = rejected_lines("a.csv", [(row, "no date") for row in rows])
    assert list(lines) == [f"a.csv: {told}: no date"]


def test_reasons_come_in_the_order_of_their_first_rows():
    rejected = [(2, "no date"), (3, "no place"), (4, "no date")]
    assert list(rejected_lines("a.csv", rejected)) == [
        "a.csv: row 2, and 1 more row left out: no date",
        "a.csv: row 3 left out: no place",
    ]
