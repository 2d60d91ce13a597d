"""Drafts: every value survives the file, and every character of the text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictmap.data import read_report
from conflictmap.data.drafts import fingerprint, fingerprints, text_lines, write_draft
from conflictmap.data.reports import make_report
from conflictmap.data.yaml_source import YamlSource

TEXT = "Shells fell on Hama on Sunday, the army said.\n"
EVENT = {
    "id": "shelling-hama",
    "type": "Shelling/artillery/missile attack",
    "place": "Hama",
    "date": "2024-12-01",
    "targets": ["Hama", "NO"],
    "status": "claimed",
    "claimed_by": "Syrian army",
    "fatalities": 0,
    "summary": "Shells fell: on Hama #1",
    "quote": "Shells fell on Hama on Sunday, the army said.",
    "spans": {"trigger": [0, 11], "place": [15, 19]},
}
CONTENT = {
    "title": "Shells fall: 'Hama' is hit",
    "published": "2024-12-01",
    "source": {"publisher": "Wire", "url": "https://wire.example/#1"},
    "country": ["SY", "NO"],
    "reading": "machine",
    "events": [EVENT],
    "distances": [{"from": "Aleppo", "to": "Hama", "km": 140, "direction": "S"}],
    "places": {"Hama": {"geonameid": 170017}},
    "text": TEXT,
}


def content_of(draft):
    return YamlSource(draft, "draft").content()


def without_read(draft):
    content = content_of(draft)
    content.pop("read")
    return content


def test_a_draft_holds_the_values_it_was_made_from():
    assert without_read(write_draft(CONTENT, {})) == CONTENT


def test_a_draft_is_a_report_that_reads_the_same(tmp_path):
    path = tmp_path / "draft.yaml"
    path.write_text(write_draft(CONTENT, {"Hama": "a note"}), "utf-8")
    drafted, made = read_report(path), make_report(CONTENT)
    assert drafted.model_dump(exclude={"read"}) == made.model_dump(exclude={"read"})


def test_a_draft_says_what_is_to_be_done_with_it():
    first, second, *_ = write_draft(CONTENT, {}).splitlines()
    assert first.startswith("# Read by machine, not reviewed: correct what is wrong")
    assert second.startswith("# What you change, add or take out stays so")


def test_a_note_stands_beside_its_place_in_one_line():
    draft = write_draft(CONTENT, {"Hama": "city, SY;\nalso: Hama (admin1, SY)"})
    line = "  Hama: {geonameid: 170017}  # city, SY; also: Hama (admin1, SY)"
    assert line in draft.splitlines()


def test_days_and_short_lists_are_written_as_people_do():
    draft = write_draft(CONTENT, {})
    assert "\npublished: 2024-12-01\n" in draft
    assert "    date: 2024-12-01\n" in draft
    assert "    spans: {trigger: [0, 11], place: [15, 19]}\n" in draft


def test_the_same_values_give_the_same_draft():
    assert write_draft(CONTENT, {}) == write_draft(dict(CONTENT), {})


def test_a_title_alone_makes_a_draft():
    assert without_read(write_draft({"title": "2024"}, {})) == {"title": "2024"}


@pytest.mark.parametrize(
    "text",
    [
        "one line without an end",
        "trailing spaces  \nand tabs\t\n",
        "   \n  indented first\nthen not\n",
        "\n\nblank lines first\n",
        "blank lines last\n\n\n",
        "Windows\r\nlines\r\n\r\n",
        "a lone return\rin it",
        "قصفت المدفعية مدينة حماة.\nيوم الأحد\n",
        "next\x85line\u2028and\u2029separators\ufeff",
        "quotes \"double\" and 'single', a backslash \\n and \\",
        "# a heading\n- a: list\n---\n...\n%TAG\n",
        "🚀 beyond the basic plane",
        "last line is blank\n   ",
    ],
)
def test_every_character_of_a_text_survives(text, tmp_path):
    path = tmp_path / "draft.yaml"
    path.write_text(write_draft({"title": "t", "text": text}, {}), "utf-8")
    assert read_report(path).text == text


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.sampled_from("ab #:-|>'\"\\\n\r\t\x85\u2028\u00a0ح🚀{}[]%&*!\x1b\x7f"),
        min_size=1,
    )
)
def test_any_text_survives(text, tmp_path):
    path = tmp_path / "draft.yaml"
    path.write_text(write_draft({"title": "t", "text": text}, {}), "utf-8")
    assert read_report(path).text == text


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_value_survives(value):
    content = {"title": value, "events": [{"id": "a", "quote": value, "targets": [value]}]}
    assert without_read(write_draft(content, {})) == content


def test_a_plain_text_stays_legible():
    assert text_lines("One.\n\nTwo.\n") == ["text: |", "  One.", "", "  Two."]


# Fingerprints


def test_a_fingerprint_does_not_depend_on_order_or_spelling():
    one = {"id": "a", "date": "2016", "km": 140}
    assert fingerprint(one) == fingerprint({"km": 140.0, "date": 2016, "id": "a"})


@pytest.mark.parametrize("change", [{"date": "2024-12-02"}, {"fatalities": 1}, {"x": None}])
def test_a_fingerprint_changes_with_a_value(change):
    assert fingerprint({**EVENT, **change}) != fingerprint(EVENT)


def test_a_draft_carries_the_fingerprint_of_each_entry():
    assert content_of(write_draft(CONTENT, {}))["read"] == fingerprints(CONTENT)


def test_distances_between_the_same_places_are_told_apart():
    claim = CONTENT["distances"][0]
    marks = fingerprints({"distances": [claim, {**claim, "km": 150}]})["distances"]
    assert list(marks) == ["Aleppo – Hama", "Aleppo – Hama (2)"]
