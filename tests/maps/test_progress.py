"""How far long runs are, on a terminal; nothing where there is none."""

import io
import sys
from types import SimpleNamespace

import pytest

from conflictmap.maps import progress
from conflictmap.maps.progress import progress_line, watched
from conflictmap.maps.read_progress import read_progress


@pytest.fixture
def terminal(monkeypatch):
    """Makes a terminal of stderr, and gives what is written to it."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")

    def terminal():
        written = io.StringIO()
        written.isatty = lambda: True
        monkeypatch.setattr(sys, "stderr", written)
        return written

    return terminal


@pytest.fixture
def clock(monkeypatch):
    """Sets what the clock says, a time a look."""

    def clock(*seconds):
        times = iter(seconds)
        monkeypatch.setattr(
            progress, "time", SimpleNamespace(monotonic=lambda: next(times))
        )

    return clock


@pytest.fixture
def docs(tmp_path):
    path = tmp_path / "b.jsonl"
    path.write_bytes(b"{}\n" * 100)
    return path


def test_items_are_counted_with_their_rate_since_the_first(terminal, clock):
    written = terminal()
    clock(10.0, 11.0, 14.0)
    assert list(watched("reports")(iter("abc"), 3)) == ["a", "b", "c"]
    assert "3 of 3 reports, 0.5 a second" in written.getvalue()
    assert "100%" in written.getvalue()


def test_items_are_handed_on_in_silence_where_there_is_no_terminal(capfd):
    assert list(watched("reports")(iter("abc"), 3)) == ["a", "b", "c"]
    assert capfd.readouterr() == ("", "")


def test_what_has_no_known_end_has_a_count_and_no_share(terminal):
    written = terminal()
    with progress_line("names") as line:
        line.advance(1200)
    assert "1,200 names" in written.getvalue()
    assert "%" not in written.getvalue()


def test_of_files_articles_are_counted_and_bytes_are_the_share(terminal, clock, docs):
    written = terminal()
    clock(10.0, 12.0)
    with read_progress([docs], is_shown=True) as reading:
        reading.advance(0, 1, 500)
        reading.advance(0, docs.stat().st_size // 2, 500)
    assert "1,000 articles, 250 a second" in written.getvalue()
    assert " 50%" in written.getvalue()


def test_of_the_second_file_the_bytes_of_the_first_are_done(terminal, docs):
    written = terminal()
    with read_progress([docs, docs], is_shown=True) as reading:
        reading.pass_over(1, 0)
    assert "finished before" in written.getvalue()
    assert " 50%" in written.getvalue()


def test_messages_are_printed_as_they_are(terminal, docs):
    written = terminal()
    with read_progress([docs], is_shown=True) as reading:
        reading.problem("b.jsonl:1: [red]not \x1b[2J JSON")
    assert "b.jsonl:1: [red]not \ufffd[2J JSON\n" in written.getvalue()


def test_where_lines_go_to_a_terminal_nothing_is_drawn_between_them(terminal, docs):
    written = terminal()
    with read_progress([docs], is_shown=False) as reading:
        reading.advance(0, 1, 1)
    assert written.getvalue() == ""
