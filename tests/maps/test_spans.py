"""Where the page finds a report's events in its text."""

import pytest

from conflictmap.data import Report
from conflictmap.maps.spans import text_columns

TEXT = "Rebels stormed Binnish. 🔥 Rebels stormed Saraqib, and shells hit Hama."


def event(name, spans=None, **fields):
    entry = {"id": name, "type": "Attack", "summary": "s", "spans": spans or {}}
    return {**entry, **fields}


def columns(*events, text=TEXT, distances=()):
    report = Report(title="t", text=text, events=events, distances=distances)
    return text_columns(report, report.distances)


def rows(found):
    """Kind, row, role and words of each span, cut out as JavaScript does."""
    units = found["text"].encode("utf-16-le")
    spans = found["spans"]
    return [
        (kind, row, role, units[2 * start : 2 * end].decode("utf-16-le"))
        for kind, row, role, start, end in zip(
            spans["kind"], spans["row"], spans["role"], spans["start"], spans["end"],
            strict=True,
        )
    ]  # fmt: skip


def span(words, text=TEXT):
    start = text.rindex(words)
    return start, start + len(words)


def test_a_report_without_text_has_no_spans():
    found = columns(event("a", quote="Rebels"), text=None)
    assert found["text"] is None
    assert set(found["spans"]) == {"start", "end", "kind", "row", "role"}
    assert not any(found["spans"].values())


def test_spans_after_a_character_of_two_units_fit_their_words():
    found = columns(event("a", {"trigger": span("stormed"), "place": span("Saraqib")}))
    assert rows(found) == [
        ("event", 0, "trigger", "stormed"),
        ("event", 0, "place", "Saraqib"),
    ]


def test_spans_stand_in_the_order_of_the_text_the_longer_first():
    found = columns(
        event("a", {"trigger": span("hit"), "place": span("Hama")}),
        event("b", {"trigger": span("stormed"), "quote": span("stormed Saraqib")}),
    )
    assert [words for *_, words in rows(found)] == [
        "stormed Saraqib", "stormed", "hit", "Hama",
    ]  # fmt: skip


def test_an_entry_without_spans_is_marked_where_its_quote_stands():
    found = columns(event("a", quote="shells hit Hama"))
    assert rows(found) == [("event", 0, "quote", "shells hit Hama")]


def test_a_quote_that_comes_twice_is_found_round_its_trigger():
    found = columns(event("a", {"trigger": span("stormed")}, quote="Rebels stormed"))
    assert found["spans"]["start"][0] == TEXT.rindex("Rebels") + 1  # a wide one before


def test_a_quote_away_from_its_trigger_is_still_found():
    found = columns(event("a", {"trigger": span("hit")}, quote="Binnish"))
    assert ("event", 0, "quote", "Binnish") in rows(found)


def test_a_given_span_of_the_quote_is_kept():
    found = columns(event("a", {"quote": span("shells hit")}, quote="Rebels stormed"))
    assert rows(found) == [("event", 0, "quote", "shells hit")]


def test_a_quote_of_a_distance_is_found_round_its_claim():
    claim = {"from": "Hama", "to": "Saraqib", "km": 3, "quote": "Rebels stormed"}
    found = columns(distances=[{**claim, "spans": {"claim": span("stormed")}}])
    assert found["spans"]["start"][0] == TEXT.rindex("Rebels") + 1  # a wide one before


def test_distances_are_rows_of_their_own_kind():
    claim = {"from": "Hama", "to": "Saraqib", "km": 3, "quote": "Saraqib, and"}
    found = columns(event("a", quote="Saraqib"), distances=[claim])
    assert rows(found) == [
        ("distance", 0, "quote", "Saraqib, and"),
        ("event", 0, "quote", "Saraqib"),
    ]


@pytest.mark.parametrize("text", ["  Rebels \n", "\tRebels"])
def test_blanks_at_the_ends_of_a_span_are_no_part_of_it(text):
    found = columns(event("a", {"trigger": (0, len(text))}), text=text)
    assert rows(found) == [("event", 0, "trigger", "Rebels")]


def test_a_span_of_blanks_is_left_out():
    assert rows(columns(event("a", {"trigger": (1, 3)}), text="a   b")) == []
