"""Columns and texts in blocks come back as they went in."""

import base64
import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.maps.columns import packed_table, packed_texts

ROW, FIELD = "\x1e", "\x1f"


def opened(block):
    return gzip.decompress(base64.b64decode(block.text))


def unpacked(table, block):
    """What maps/page/columns.js does."""
    content = np.frombuffer(opened(block), np.uint8)
    columns, at, count = {}, 0, table["count"]
    for name, width, steps in table["planes"]:
        planes = content[at : at + width * count].reshape(width, count)
        numbers = sum(planes[n].astype(np.int64) << (8 * n) for n in range(width))
        columns[name] = np.cumsum(numbers) if steps else numbers
        at += width * count
    assert at == content.size
    return columns


@given(st.lists(st.integers(0, 2**32 - 1), max_size=50))
def test_numbers_of_up_to_four_bytes_come_back(numbers):
    columns = {"a": np.array(numbers, np.int64), "b": np.sort(np.array(numbers, np.int64))}
    table, block = packed_table(columns, len(numbers), "x", frozenset({"b"}))
    for name, column in unpacked(table, block).items():
        assert column.tolist() == columns[name].tolist()


def test_a_column_takes_no_more_bytes_than_its_largest_number():
    columns = {"small": np.array([0, 255]), "large": np.array([0, 256])}
    table, _ = packed_table(columns, 2, "x", frozenset())
    assert table["planes"] == [("small", 1, False), ("large", 2, False)]


def test_steps_are_smaller_than_the_numbers():
    days = np.arange(20_000, 20_100)
    table, _ = packed_table({"start": days}, 100, "x", frozenset({"start"}))
    assert table["planes"] == [("start", 2, True)]


@pytest.mark.parametrize("count", [1, 8191, 8192, 8193, 20_000])
def test_texts_come_back_row_by_row(count):
    columns = {
        "id": [f"e{n}" for n in range(count)],
        "quote": ["", "é"] * (count // 2) + [""] * (count % 2),
    }
    texts, blocks = packed_texts(columns, count, "t")
    rows = [row for block in blocks for row in opened(block).decode().split(ROW)]
    assert len(texts["blocks"]) == -(-count // texts["size"])
    told = zip(columns["id"], columns["quote"], strict=True)
    assert [row.split(FIELD) for row in rows] == list(map(list, told))


def test_separators_in_a_text_become_blanks():
    columns = {"id": ["a", "b"], "summary": [f"x{ROW}y", f"{FIELD}z"]}
    _, blocks = packed_texts(columns, 2, "t")
    assert opened(next(blocks)).decode() == f"a{FIELD}x y{ROW}b{FIELD} z"


def test_half_of_a_surrogate_pair_stops_nothing():
    _, blocks = packed_texts({"id": ["\ud800"]}, 1, "t")
    assert opened(next(blocks)).decode() == "?"


def test_the_same_columns_give_the_same_bytes():
    columns = {"a": np.arange(1000)}
    texts = {"id": [str(n) for n in range(1000)]}
    assert packed_table(columns, 1000, "x", frozenset()) == packed_table(
        columns, 1000, "x", frozenset()
    )
    assert list(packed_texts(texts, 1000, "t")[1]) == list(
        packed_texts(texts, 1000, "t")[1]
    )
