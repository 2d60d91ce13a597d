"""Articles as JSON Lines: what a line may hold, and that a bad one costs only itself."""

import gzip
import hashlib
import io
import json
import sys
from datetime import date

import pytest

from conflictmap.data import ReportError
from conflictmap.data.article_lines import BadLine, read_articles_jsonl, read_lines


@pytest.fixture
def read(tmp_path):
    def read(*lines):
        path = tmp_path / "docs.jsonl"
        whole = (line if isinstance(line, bytes) else line.encode() for line in lines)
        path.write_bytes(b"\n".join(whole))
        return list(read_articles_jsonl(path))

    return read


def line(**keys):
    return json.dumps({"id": "a", "text": "Shells fell.", **keys})


def test_a_line_gives_an_article_with_what_it_says(read):
    (article,) = read(line(published="2024-12-01", country="SY", tags=[1]))
    assert (article.id, article.text) == ("a", "Shells fell.")
    assert (article.published, article.country) == (date(2024, 12, 1), ("SY",))


@pytest.mark.parametrize("number", [7, 7.5])
def test_an_id_may_be_a_number_and_stays_one(number, read):
    assert read(line(id=number))[0].id == number


def test_a_line_without_an_id_is_called_by_its_number(read):
    assert [article.id for article in read("", '{"text": "x"}')] == [2]


def test_a_bad_line_costs_only_itself(read):
    first, bad, last = read(line(id=1), "{oops", line(id=3))
    assert (first.id, last.id) == (1, 3)
    assert isinstance(bad, BadLine)
    assert bad.number == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{oops", "not JSON: "),
        ("[" * 99_999, "not JSON: "),
        ("[1]", 'not an object; expected {"id": …, "text": "…"}'),
        ('{"id": 1}', "text: missing; expected"),
        ('{"text": 5}', "text: not text; expected"),
        ('{"id": {}, "text": "x"}', "id: '{}' is neither text nor a number"),
        (line(published="soon"), "published: 'soon' is not a day"),
        (line(country="XX"), "country: 'XX' is not a country code"),
        (b'{"text": "caf\xe9"}', "not UTF-8; save the file as UTF-8"),
    ],
)
def test_a_bad_line_says_where_and_what_was_expected(content, expected, read):
    (bad,) = read(content)
    _, found = bad.message.split("docs.jsonl:1: ")
    assert found.startswith(expected)


def test_control_characters_stay_so_that_offsets_hold(read):
    assert read(line(text="a\0b\x1bc"))[0].text == "a\0b\x1bc"


def test_half_a_surrogate_pair_becomes_one_replacement_character(read):
    assert read('{"text": "a\\ud800b"}')[0].text == "a\ufffdb"


def test_an_empty_text_is_an_article_in_which_nothing_is_said(read):
    assert read(line(text=""))[0].text == ""


def test_a_byte_order_mark_does_no_harm(read):
    assert read(b"\xef\xbb\xbf" + line().encode())[0].id == "a"


def test_a_line_that_is_too_long_costs_only_itself(read, monkeypatch):
    monkeypatch.setattr("conflictmap.data.article_lines.MAX_BYTES", 60)
    bad, article = read(line(text="x" * 300), line())
    assert "longer than" in bad.message
    assert (bad.number, article.id) == (1, "a")


def test_standard_input_is_read_line_by_line(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line().encode())))
    assert [article.id for article in read_articles_jsonl("-")] == ["a"]


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ReportError, match="cannot be read: No such file"):
        list(read_articles_jsonl(tmp_path / "none.jsonl"))


# Packed files


def test_a_packed_file_is_read_whatever_it_is_called(tmp_path):
    path = tmp_path / "docs.jsonl"
    path.write_bytes(gzip.compress(f"{line(id=1)}\n{line(id=2)}\n".encode()))
    assert [article.id for article in read_articles_jsonl(path)] == [1, 2]


def test_packed_standard_input_is_unpacked(monkeypatch):
    packed = io.BufferedReader(io.BytesIO(gzip.compress(line().encode())))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(packed))
    assert [article.id for article in read_articles_jsonl("-")] == ["a"]


def test_of_a_packed_file_that_is_cut_off_the_lines_before_are_read(cut_off):
    *articles, bad = read_articles_jsonl(cut_off)
    assert len(articles) > 10
    assert [article.id for article in articles] == [*range(len(articles))]
    assert bad.number == len(articles) + 1
    assert bad.message.startswith(f"{cut_off}:{bad.number}: damaged, cannot be unpacked")
    assert bad.message.endswith("get the file again")


def test_a_packed_file_with_other_bytes_in_it_ends_there(cut_off):
    content = bytearray(cut_off.read_bytes())
    content[len(content) // 2] ^= 0xFF
    cut_off.write_bytes(content)
    *_, bad = read_articles_jsonl(cut_off)
    assert "damaged, cannot be unpacked from here on" in bad.message


@pytest.fixture
def cut_off(tmp_path):
    """A packed file of which only the first half is there."""
    texts = (hashlib.sha256(bytes([i % 251])).hexdigest() * 9 for i in range(3000))
    lines = (line(id=i, text=f"{i} {text}") for i, text in enumerate(texts))
    packed = gzip.compress("\n".join(lines).encode())
    path = tmp_path / "docs.jsonl.gz"
    path.write_bytes(packed[: len(packed) // 2])
    return path


def test_how_far_a_packed_file_is_read_is_known_by_its_own_bytes(tmp_path):
    path = tmp_path / "docs.jsonl.gz"
    path.write_bytes(gzip.compress(f"{line()}\n\n{line()}".encode()))
    first, second = read_lines(path)
    assert (first.number, second.number) == (1, 3)
    assert second.position == path.stat().st_size
