"""The feed: Atom 1.0 that says what is new and what changed, whatever reports hold."""

import re
from datetime import datetime
from uuid import UUID

import pytest
from lxml import etree

from conflictmap.maps.feed import render_feed
from conflictmap.maps.records import ReportRecord
from conflictmap.maps.words_ar import ARABIC
from conflictmap.maps.words_en import ENGLISH

ATOM = "{http://www.w3.org/2005/Atom}"
SAID = ("summary", "place", "sub_event_type", "status", "claimed_by", "date")
NEW = {
    "event_id": "a",
    "sub_event_type": "Attack",
    "status": "claimed",
    "date": "2024-11-30",
}


def row(**fields):
    return {**NEW, "summary": "Shots were heard.", "claimed_by": "Red Party", **fields}


def by_column(rows):
    return {name: [row.get(name) for row in rows] for row in rows for name in row}


def record(name="one", rows=None, before=None, **fields):
    rows = (row(),) if rows is None else rows
    given = {"title": "Clashes", "published": "2024-12-01", "events": by_column(rows)}
    given["before"] = None if before is None else by_column(before)
    return ReportRecord(name, f"{name}.yaml", "", **{**given, **fields})


def parsed(*records, title="Desk", say=ENGLISH):
    return etree.fromstring(render_feed(records, say, title=title).encode())


def entries(*records, say=ENGLISH):
    return parsed(*records, say=say).findall(f"{ATOM}entry")


def text(element, name):
    return element.findtext(f"{ATOM}{name}")


def content(say=ENGLISH, **fields):
    (entry,) = entries(record(**fields), say=say)
    return text(entry, "content")


def assert_required(element, names):
    """Exactly one of each, as RFC 4287 has it, and no element that it does not know."""
    children = [child.tag.removeprefix(ATOM) for child in element]
    assert {name: children.count(name) for name in names} == dict.fromkeys(names, 1)
    assert set(children) <= {*names, "link", "author", "content", "entry"}
    assert UUID(text(element, "id"))
    when = text(element, "updated")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", when)
    assert datetime.fromisoformat(when)
    for link in element.findall(f"{ATOM}link"):
        assert set(link.attrib) <= {"rel", "type", "href"}
    assert text(element.find(f"{ATOM}author"), "name")
    assert all((child.tail or "").strip() == "" for child in element)


@pytest.mark.parametrize("say", [ENGLISH, ARABIC], ids=["en", "ar"])
@pytest.mark.parametrize(
    "records",
    [
        (),
        (record(),),
        (record(), record("two", before=(row(summary="Nothing was heard."),))),
        (record(title="", published=None, publisher=None, rows=()),),
        (record(title="<b>&amp;\x00\x0b\ud800\ufffe", url='javascript:"<'),),
    ],
    ids=["empty", "new", "changed", "bare", "hostile"],
)
def test_a_feed_has_what_atom_requires_and_nothing_else(records, say):
    feed = parsed(*records, say=say)
    assert feed.tag == f"{ATOM}feed"
    assert_required(feed, ["title", "id", "updated"])
    ids = [text(entry, "id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == len(records)
    for entry in feed.findall(f"{ATOM}entry"):
        assert_required(entry, ["title", "id", "updated", "content"])
        assert entry.find(f"{ATOM}content").get("type") == "text"
        assert len(entry.find(f"{ATOM}content")) == 0
        assert entry.find(f"{ATOM}link[@rel='alternate']").get("href")


def test_a_feed_is_the_same_whatever_order_its_records_come_in():
    records = [
        record(name, published=f"2024-12-0{day}") for day, name in ((1, "b"), (1, "a"))
    ]
    one, other = (
        render_feed(some, ENGLISH, title="x") for some in (records, records[::-1])
    )
    assert one == other


def test_the_newest_report_comes_first():
    found = entries(record("old", published="2023-01-01"), record("new"), record("older"))
    hrefs = [entry.find(f"{ATOM}link").get("href") for entry in found]
    assert hrefs == ["new.html", "older.html", "old.html"]


def test_a_feed_is_as_new_as_its_newest_report():
    feed = parsed(record("old", published="2023-01-01"), record("new"))
    assert text(feed, "updated") == "2024-12-01T00:00:00Z"


def test_a_feed_has_at_most_a_hundred_entries():
    assert len(entries(*(record(f"r{number}") for number in range(120)))) == 100


def test_a_report_without_a_map_is_left_out():
    assert entries(record(error="cannot be read")) == []


def test_a_report_without_a_day_is_dated_by_its_events_and_says_so():
    (entry,) = entries(record(published=None, last_day="2024-11-30"))
    assert text(entry, "updated") == "2024-11-30T00:00:00Z"
    assert "Day of publication not stated" in text(entry, "content")


def test_links_are_relative_and_encoded():
    (entry,) = entries(record('a b#?:"<'))
    assert entry.find(f"{ATOM}link").get("href") == "a%20b%23%3F%3A%22%3C.html"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x.org/ y", 'http://x"y'])
def test_an_address_that_is_none_of_the_web_is_left_out(url):
    (entry,) = entries(record(url=url))
    assert entry.find(f"{ATOM}link[@rel='via']") is None


def test_the_article_is_linked():
    (entry,) = entries(record(url="https://example.org/a?b=c&d"))
    assert (
        entry.find(f"{ATOM}link[@rel='via']").get("href") == "https://example.org/a?b=c&d"
    )


def test_a_new_report_says_what_it_tells_of_and_whose_word_it_is():
    said = content(event_count=1, placed_count=0, rows=(row(place="Hama"),))
    assert "1 event, 0 on the map." in said
    assert (
        "– 30 November 2024, Hama: Attack. Shots were heard. (Red Party; claimed)" in said
    )


def test_a_changed_report_says_what_was_added_changed_and_withdrawn():
    kept = row(event_id="kept", summary="Five were killed.", fatalities=5)
    gone = row(event_id="gone", summary="A bridge fell.", date="2024-11-02")
    said = content(
        before=(gone, {**kept, "fatalities": 3}),
        rows=(kept, row(event_id="late", summary="A road was cut.", date="2024-11-29")),
    )
    assert "1 added, 1 changed, 1 withdrawn" in said
    assert re.search(r"Added:\n– .*A road was cut", said)
    assert re.search(r"Changed:\n– .*Five were killed.*; changed: fatalities", said)
    assert re.search(r"Withdrawn:\n– .*A bridge fell", said)


def test_a_change_is_another_entry():
    (new,), (changed,) = entries(record()), entries(record(before=(row(fatalities=2),)))
    assert text(new, "id") != text(changed, "id")
    assert text(changed, "title") == "Changed: Clashes"


def test_a_change_back_is_another_entry_than_the_first():
    first, second = (row(),), (row(fatalities=2),)
    ids = [
        text(entry, "id")
        for rows, before in ((first, None), (second, first), (first, second))
        for entry in entries(record(rows=rows, before=before))
    ]
    assert len(set(ids)) == 3


def test_a_file_that_is_written_anew_is_the_same_entry():
    moved = row(line=30, summary="Shots  were\nheard.")
    (old,), (new,) = entries(record()), entries(record(rows=(moved,), before=(row(),)))
    assert text(new, "id") == text(old, "id")


def test_many_events_are_counted_and_the_first_listed():
    said = content(rows=tuple(row(event_id=str(number)) for number in range(50)))
    assert said.count("– ") == 20
    assert said.endswith("and 30 more")


def test_a_long_summary_is_cut():
    said = content(rows=(row(summary="word " * 1000),))
    assert max(map(len, said.splitlines())) < 500


def test_text_of_a_report_is_text_and_has_no_controls():
    hostile = "</content><script>alert(1)</script>\x1b[2J\u202edrow\x9f"
    hostile_record = record(
        title=hostile, publisher=hostile, rows=(row(**dict.fromkeys(SAID, hostile)),)
    )
    source = render_feed([hostile_record], ENGLISH, title=hostile)
    assert "<script" not in source
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", source)


def test_a_machine_read_report_says_so():
    assert "nobody has reviewed it" in content(machine_read=True)


# In Arabic

CHANGED = {
    "before": (row(event_id="gone", summary="A bridge fell.", date=None),),
    "rows": (row(summary="A road was cut.", place="Hama"), row(event_id="b", place="Homs")),
    "publisher": "Agency",
    "machine_read": True,
    "event_count": 2,
    "placed_count": 1,
}
FOREIGN = {"Shots were heard", "A bridge fell", "A road was cut", "Hama", "Homs", "Desk"}
FOREIGN |= {"Red Party", "Agency", "Clashes"}
NOT_WORDS = {f"{ATOM}id", f"{ATOM}updated"}


def test_a_feed_says_in_which_language_it_is():
    xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert parsed(record(), say=ARABIC).get(xml_lang) == "ar"


def test_a_feed_in_arabic_has_no_english_word_of_ours():
    new = record("two", published=None, publisher=None, title="Clashes")
    many = record("three", [row(event_id=str(number)) for number in range(30)])
    feed = parsed(record(**CHANGED), new, many, say=ARABIC)
    texts = [one.text or "" for one in feed.iter() if one.tag not in NOT_WORDS]
    shown = "\n".join(texts)
    for text in FOREIGN:
        shown = shown.replace(text, "")
    assert re.findall("[A-Za-z]+", shown) == []


def test_a_changed_report_says_in_arabic_what_became_of_its_events():
    kept = row(event_id="kept", summary="Five were killed.", fatalities=5)
    gone = row(event_id="gone", summary="A bridge fell.", date="2024-11-02")
    said = content(
        say=ARABIC,
        before=(gone, {**kept, "fatalities": 3}),
        rows=(kept, row(event_id="late", summary="A road was cut.", date="2024-11-29")),
    )
    assert "أُضيف 1، تغيّر 1، سُحب 1" in said
    assert re.search(r"أحداث مضافة:\n– .*A road was cut", said)
    assert re.search(r"أحداث معدّلة:\n– .*Five were killed.*؛ تغيّر فيه: القتلى", said)
    assert re.search(r"أحداث مسحوبة:\n– .*A bridge fell", said)


def test_an_event_is_told_in_arabic_with_what_is_not_ours_isolated():
    said = content(say=ARABIC, rows=(row(place="Hama"),))
    assert (
        "– 30 نوفمبر 2024، \u2068Hama\u2069: \u2068هجوم\u2069. "
        "\u2068Shots were heard.\u2069 (\u2068Red Party\u2069؛ مزعوم)"
    ) in said


def test_a_long_summary_that_is_cut_is_isolated_still():
    said = content(say=ARABIC, rows=(row(summary="word " * 1000),))
    (line,) = (line for line in said.splitlines() if "word" in line)
    assert len(line) < 500
    assert line.count("\u2068") == line.count("\u2069")
    assert line.index("…\u2069") < line.index("Red Party")


def test_the_events_that_are_not_listed_are_counted_in_arabic():
    said = content(say=ARABIC, rows=tuple(row(event_id=str(one)) for one in range(25)))
    assert said.endswith("و5 أحداث أخرى")


def test_an_entry_is_the_same_in_either_language():
    ids = {text(entries(record(), say=say)[0], "id") for say in (ENGLISH, ARABIC)}
    assert len(ids) == 1
