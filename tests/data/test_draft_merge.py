"""Reading again: what an analyst did to a draft stays, the rest is replaced."""

import pytest

from conflictmap.data import ReportError
from conflictmap.data.draft_merge import merge_draft
from conflictmap.data.drafts import write_draft
from conflictmap.data.yaml_source import YamlSource

TEXT = "Shells fell on Hama. Rebels took Morek.\n# a line of the text\n"


def event(name, **keys):
    return {
        "id": name,
        "type": "Attack",
        "place": name.title(),
        "summary": f"At {name}.",
        **keys,
    }


def content(*events, **keys):
    return {
        "title": "A title",
        "reading": "machine",
        "events": list(events),
        "distances": [{"from": "Aleppo", "to": "Hama", "km": 140}],
        "places": {"Hama": {"geonameid": 170017}},
        "text": TEXT,
        **keys,
    }


HAMA, MOREK, IDLIB = event("hama"), event("morek"), event("idlib")
FIRST = write_draft(content(HAMA, MOREK), {"Hama": "a note"})


def merge(existing, new):
    return merge_draft(existing, "draft.yaml", new, {})


def events_of(draft):
    return YamlSource(draft, "draft").content()["events"]


def changed(draft, before, after):
    assert before in draft
    return draft.replace(before, after, 1)


def test_a_draft_that_is_read_again_is_the_same():
    assert merge(FIRST, content(HAMA, MOREK)) == FIRST


def test_an_untouched_event_is_replaced_by_the_new_reading():
    better = event("hama", fatalities=3)
    assert events_of(merge(FIRST, content(better, MOREK))) == [better, MOREK]


def test_an_untouched_event_that_is_no_longer_read_goes():
    assert events_of(merge(FIRST, content(MOREK))) == [MOREK]


def test_a_new_event_comes_in_the_order_of_the_reading():
    merged = merge(FIRST, content(HAMA, IDLIB, MOREK))
    assert events_of(merged) == [HAMA, IDLIB, MOREK]


def test_a_changed_event_stays_as_it_was_changed():
    edited = changed(FIRST, "summary: At hama.", "summary: 'By hand'")
    merged = merge(edited, content(event("hama", fatalities=3), MOREK))
    assert "summary: 'By hand'" in merged
    assert events_of(merged) == [event("hama", summary="By hand"), MOREK]


def test_a_changed_event_stays_when_it_is_no_longer_read():
    edited = changed(FIRST, "summary: At morek.", "summary: By hand")
    assert [each["id"] for each in events_of(merge(edited, content(HAMA)))] == [
        "hama",
        "morek",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - id: morek", "  # checked with the desk\n  - id: morek"),
        ("    type: Attack", "    type: Attack  # sure?"),
    ],
)
def test_a_comment_keeps_its_event_to_the_letter(before, after):
    edited = changed(FIRST, before, after)
    better = content(event("hama", fatalities=3), event("morek", fatalities=4))
    merged = merge(edited, better)
    assert after in merged
    assert [each.get("fatalities") for each in events_of(merged)].count(None) == 1


def test_a_hash_within_a_value_is_no_comment():
    first = write_draft(content(event("hama", summary="No #1")), {})
    assert events_of(merge(first, content(IDLIB))) == [IDLIB]


def test_an_event_that_was_taken_out_stays_out():
    lines = FIRST.splitlines(keepends=True)
    start = lines.index("  - id: hama\n")
    shorter = "".join(lines[:start] + lines[start + 4 :])
    assert events_of(shorter) == [MOREK]
    again = merge(shorter, content(event("hama", fatalities=9), MOREK))
    assert events_of(again) == [MOREK]
    assert events_of(merge(again, content(HAMA, MOREK))) == [MOREK]


def test_an_event_that_was_added_stays_after_the_one_it_follows():
    own = "  - id: own\n    type: Attack\n    summary: Mine.\n  - id: morek"
    edited = changed(FIRST, "  - id: morek", own)
    merged = merge(edited, content(HAMA, IDLIB, MOREK))
    assert [each["id"] for each in events_of(merged)] == ["hama", "own", "idlib", "morek"]


def test_an_event_that_an_edited_one_refers_to_stays():
    edited = changed(FIRST, "summary: At morek.", "summary: x\n    conflicts_with: [hama]")
    assert [each["id"] for each in events_of(merge(edited, content(MOREK)))] == [
        "hama",
        "morek",
    ]


def test_a_distance_that_was_corrected_stays():
    edited = changed(FIRST, "km: 140", "km: 145")
    merged = YamlSource(merge(edited, content(HAMA)), "draft").content()
    assert [claim["km"] for claim in merged["distances"]] == [145]


def test_a_place_that_was_corrected_stays():
    edited = changed(FIRST, "170017", "1")
    new = content(HAMA, places={"Hama": {"geonameid": 5}, "Idlib": {"geonameid": 6}})
    merged = YamlSource(merge(edited, new), "draft").content()
    assert merged["places"] == {"Hama": {"geonameid": 1}, "Idlib": {"geonameid": 6}}


def test_a_place_of_an_edited_event_stays_when_it_is_no_longer_read():
    edited = changed(FIRST, "summary: At hama.", "summary: x")
    merged = YamlSource(merge(edited, content(IDLIB, places={})), "draft").content()
    assert merged["places"] == {"Hama": {"geonameid": 170017}}


def test_the_title_and_the_comments_of_the_file_stay():
    edited = changed(FIRST, "title: A title", "# Mine\ntitle: Another title  # better")
    merged = merge(edited, content(IDLIB))
    assert "# Mine\ntitle: Another title  # better\n" in merged


def test_what_was_not_known_before_is_added():
    merged = YamlSource(merge(FIRST, content(HAMA, country=["SY"])), "draft").content()
    assert merged["country"] == ["SY"]


def test_a_reviewed_draft_that_is_read_again_is_no_longer_reviewed():
    edited = changed(FIRST, "reading: machine", "reading: reviewed  # by me")
    assert "\nreading: machine  # by me\n" in merge(edited, content(IDLIB))


def test_a_list_that_was_indented_otherwise_stays_a_list():
    head, _, rest = FIRST.partition("events:\n")
    lists, _, text = rest.partition("\nplaces:")
    outdented = lists.replace("\n  ", "\n").removeprefix("  ")
    edited = f"{head}events:\n{outdented}\nplaces:{text}"
    merged = merge(edited, content(HAMA, IDLIB, MOREK))
    assert events_of(merged) == [HAMA, IDLIB, MOREK]


def test_lists_may_become_empty_and_full_again():
    empty = merge(FIRST, content(distances=[], places={}))
    assert "\nevents:" not in empty
    assert events_of(merge(empty, content(IDLIB))) == [IDLIB]


def test_a_draft_of_another_text_is_not_merged():
    with pytest.raises(ReportError, match=r"draft\.yaml: drafted from another text"):
        merge(FIRST, content(HAMA, text="Other words."))


def test_events_on_one_line_are_not_merged():
    flow = "title: t\nevents: [{id: a, type: Attack, summary: s}]\ntext: x\n"
    with pytest.raises(ReportError, match=r"draft\.yaml:2: events: several on one line"):
        merge(flow, content(HAMA, text="x"))
