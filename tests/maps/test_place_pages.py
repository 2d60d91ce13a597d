"""Pages of places: what every report says happened there, as text, in static HTML."""

import re
from urllib.parse import parse_qs, unquote

import pytest
from lxml import html

from conflictmap.data.schema import EVENT_COLUMNS
from conflictmap.maps.event_words import event_hash, length_words
from conflictmap.maps.gathered_records import gather_records
from conflictmap.maps.place_pages import render_places
from conflictmap.maps.place_slugs import place_column, told_places
from conflictmap.maps.records import ReportRecord
from conflictmap.maps.words_ar import ARABIC
from conflictmap.maps.words_en import ENGLISH

IDLIB = {
    "place_name": "Idlib",
    "lon": 36.63393,
    "lat": 35.93062,
    "kind": "city",
    "country": "SY",
    "admin1": "12",
    "geonameid": 169389,
    "precision": "settlement",
    "uncertainty_m": 3000.0,
    "place_matched": "exact",
    "place_source": "GeoNames 169389",
}


def row(event_id="a", **fields):
    given = {"sub_event_type": "Attack", "status": "claimed", "claimed_by": "Red Party"}
    return {**IDLIB, **given, "event_id": event_id, "publisher": "Desk", **fields}


def record(*rows, name="one", **fields):
    given = {"title": "Clashes", "published": "2024-12-01"}
    events = {name: [one.get(name) for one in rows] for row in rows for name in row}
    return ReportRecord(name, f"{name}.yaml", "", events=events, **{**given, **fields})


def places_of(*records):
    return told_places(gather_records(records).frame)


def pages_of(*records, say=ENGLISH, **options):
    kept = gather_records(records)
    return list(render_places(kept, told_places(kept.frame), say, **options))


def page_of(*records, **options):
    ((_, content),) = pages_of(*records, **options)
    return content


def words_of(*records, **options):
    document = html.fromstring(page_of(*records, **options))
    return " ".join(document.find("body").text_content().split())


def summaries(*records):
    document = html.fromstring(page_of(*records))
    return [element.text_content() for element in document.xpath("//li/p")]


def test_a_page_says_what_and_where_its_place_is():
    words = words_of(record(row()), division_name={("SY", "12"): "Idlib Gov."}.get)
    assert "Idlib" in words
    for said in ("city", "Syria", "35.9306° N, 36.6339° E", "GeoNames 169389"):
        assert said in words
    assert "a town: the true place lies within 3 km of this point" in words


def test_a_division_is_named_by_the_gazetteer(lookup):
    assert "Idlib Governorate" in words_of(
        record(row(place_name="Binnish")), division_name=lambda *_: "Idlib Governorate"
    )
    hama = {**IDLIB, "place_name": "Suran", "admin1": "10"}
    assert lookup.division_name("SY", "10") in words_of(
        record(row(**hama)), division_name=lookup.division_name
    )


def test_a_division_is_asked_for_once():
    asked = []
    rows = [row(str(number), geonameid=number) for number in range(1, 9)]
    pages_of(record(*rows), division_name=lambda *place: asked.append(place))
    assert asked == [("SY", "12")]


def test_an_event_says_what_is_known_and_whose_word_it_is():
    words = words_of(
        record(
            row(
                date="2024-11-30",
                summary="Shots were heard.",
                quote="We heard shots.",
                wounded=4,
                fatalities=12,
                fatalities_low=8,
                fatalities_high=20,
                taken="two villages",
                source_text="Agency",
                initiators=["Blue Party", "Green Party"],
            )
        )
    )
    for said in (
        *("30 November 2024 · Attack", "Shots were heard.", "We heard shots."),
        *("12 (8 to 20)", "Wounded", "Places taken", "two villages", "Agency"),
        *("Blue Party, Green Party", "Red Party, reported by Desk"),
        *("claimed by one side", "Clashes, published 1 December 2024"),
    ):
        assert said in words


def test_what_is_not_stated_is_said_to_be_so():
    words = words_of(record(row(claimed_by=None, publisher=None), published=None))
    assert "date not stated" in words
    assert "no source named" in words
    assert re.search(r"Killed\s*not stated", words)
    assert "Wounded" not in words


def test_nobody_killed_is_not_the_same_as_not_stated():
    assert re.search(r"Killed\s*none reported", words_of(record(row(fatalities=0))))


def test_the_newest_event_of_all_reports_comes_first():
    old = record(row(summary="old", date_start="2024-01-01"), row("b", summary="undated"))
    new = record(row(summary="new", date_start="2024-05-01"), name="two")
    assert summaries(old, new) == ["new", "old", "undated"]


def test_a_page_is_the_same_whatever_order_its_records_come_in():
    records = [record(row(), name="a"), record(row(), name="b")]
    assert page_of(*records) == page_of(*records[::-1])


def test_a_link_opens_the_event_on_its_report_s_map():
    event_id = "strike #1/2 & more~*:ا"
    page = page_of(record(row(event_id), name='a b"?'))
    href = html.fromstring(page).xpath("//h3/a/@href")[0]
    file, _, hash_ = href.partition("#")
    assert unquote(file) == '../a b"?.html'
    assert parse_qs(hash_) == {"event": [event_id]}


def test_an_event_s_address_is_written_as_the_page_writes_it():
    # what URLSearchParams and hashOf of hash.js give
    assert event_hash("a b/c,d:e~f*g(h)é") == "#event=a+b/c,d:e%7Ef*g%28h%29%C3%A9"


def test_a_page_links_back_to_the_index():
    links = html.fromstring(page_of(record(row()))).xpath("//nav/a/@href")
    assert links == ["../index.html"]


def test_a_page_allows_nothing_but_its_own_style():
    document = page_of(record(row()))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', document)[1]
    assert "default-src &#39;none&#39;" in policy
    assert policy.count("sha256-") == 1
    assert "<script" not in document
    assert not re.search(r"\bstyle=", document)


def test_text_of_a_report_is_text():
    hostile = "</title><img src=x onerror=alert(1)>\"'\x00\u202e"
    fields = ("event_id", "summary", "quote", "place", "place_name", "taken", "claimed_by")
    given = dict.fromkeys((*fields, "publisher", "sub_event_type", "country"), hostile)
    content = page_of(record(row(**given, initiators=[hostile]), title=hostile))
    assert "<img" not in content
    assert not re.search("[\x00\u202e]", content)
    plain = page_of(record(row(summary="a", quote="b")))
    tags = {element.tag for element in html.fromstring(content).iter()}
    assert tags == {element.tag for element in html.fromstring(plain).iter()}


def test_text_says_its_direction_and_language_where_its_script_does():
    arabic, persian = "قصف على إدلب", "حمله به شهر پاوه"
    page = page_of(record(row(summary=arabic, quote=persian, date="2024")))
    document = html.fromstring(page)
    assert document.get("lang") == "en"
    (summary,), (quote,) = document.xpath("//li/p"), document.xpath("//blockquote")
    assert (summary.get("dir"), summary.get("lang")) == ("rtl", "ar")
    assert (quote.get("dir"), quote.get("lang")) == ("rtl", "")


def test_an_article_that_a_machine_read_says_so():
    assert "nobody has reviewed it" in words_of(record(row(), machine_read=True))


def test_events_without_a_place_have_no_page():
    assert pages_of(record(row(lon=None, lat=None, geonameid=None))) == []


def test_places_are_told_apart_by_their_geonameid():
    rows = row("a"), row("b", place_name="Idleb"), row("c", geonameid=7)
    assert [place.slug for place in places_of(record(*rows))] == ["idleb-169389", "idlib-7"]


def test_places_without_one_are_told_apart_by_name_and_coordinates():
    near = {"geonameid": None, "lon": 36.633931}
    rows = [row(**near), row("b", geonameid=None), row("c", **{**near, "lon": 36.7})]
    rows.append(row("d", geonameid=None, place_name="Binnish"))
    pages = pages_of(record(*rows))
    assert len({place.slug for place, _ in pages}) == 3
    assert sorted(content.count("<h3>") for _, content in pages) == [1, 1, 2]


def test_each_event_says_what_its_point_is_where_a_place_has_several():
    vague = row("b", precision="admin1", uncertainty_m=70400.0)
    words = words_of(record(row(), vague))
    assert words.count("somewhere in this province, up to 70 km") == 2  # place and event


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ḩamāh", "hamah-5"),
        ("CON", "con-5"),
        ("إدلب", "place-5"),
        ("../../etc", "etc-5"),
        ("", "unnamed-place-5"),
        ("x" * 300, f"{'x' * 40}-5"),
    ],
)
def test_a_slug_is_short_ascii_and_no_path(name, slug):
    (place,) = places_of(record(row(geonameid=5, place_name=name)))
    assert place.slug == slug
    assert place.href == f"places/{slug}.html"


def test_the_map_s_places_get_their_addresses_in_its_order(located):
    from conflictmap.maps.event_columns import event_tables, in_order

    events = located.events
    column = place_column(told_places(events), events)
    tables = event_tables(in_order(events)[0])
    names = [tables.header["strings"][code] for code in tables.places["name"]]
    assert len(column) == len(names)
    assert column[names.index("Idlib")] == "places/idlib-169389.html"
    assert column[names.index("Ḩamāh")] == "places/hamah-170017.html"
    assert None not in column


def test_a_place_whose_page_is_not_there_has_no_address(located):
    assert set(place_column([], located.events)) == {None}


@pytest.mark.parametrize(
    ("metres", "words"), [(450.2, "450 m"), (3000.0, "3 km"), (1234.0, "1.2 km")]
)
def test_a_radius_is_no_finer_than_it_is_known(metres, words):
    assert length_words(metres, ENGLISH) == words


def test_pages_are_the_same_however_many_events_are_looked_at_together(monkeypatch):
    rows = [row(str(number), geonameid=number % 5) for number in range(40)]
    records = [record(*rows[at : at + 4], name=f"r{at}") for at in range(0, 40, 4)]
    together = pages_of(*records)
    monkeypatch.setattr("conflictmap.maps.place_pages._MANY", 3)
    assert pages_of(*records) == together
    assert len(together) == 5


# In Arabic

FULL = {
    "place": "the city",
    "date": "2024-11-30/2024-12-01",
    "summary": "Shots were heard.",
    "quote": "We heard shots.",
    "wounded": 4,
    "fatalities": 12,
    "fatalities_low": 8,
    "fatalities_high": 20,
    "taken": "two villages",
    "source_text": "Agency",
    "initiators": ["Blue Party", "Green Party"],
    "targets": ["Army"],
}
VAGUE = {"precision": "admin1", "uncertainty_m": 70400.0, "targets": []}
FOREIGN = {
    *("Idlib", "Idlib Gov.", "GeoNames 169389", "the city", "Shots were heard."),
    *("We heard shots.", "two villages", "Agency", "Blue Party", "Green Party", "Army"),
    *("Red Party", "Desk", "Clashes"),
}
"""What is a report's or the gazetteer's, not ours."""

_ISOLATES = re.compile("[\u200f\u2066-\u2069]")


def full_page(say):
    """A page on which everything is said that can be, but that nothing is known."""
    full = record(row(**FULL), row("b", **{**FULL, **VAGUE}), machine_read=True)
    return page_of(full, say=say, division_name={("SY", "12"): "Idlib Gov."}.get)


def shown_texts(page):
    """Every text of a page but its style, and of its attributes those that are read."""
    document = html.fromstring(page)
    read = document.xpath("//meta[@name='description']/@content | //link/@title")
    texts = document.xpath("//text()[not(parent::style)]")
    return [text for text in (" ".join(one.split()) for one in (*read, *texts)) if text]


def test_a_full_page_says_everything():
    shown = " ".join(shown_texts(full_page(ENGLISH)))
    terms = [getattr(ENGLISH.place, name) for name in ENGLISH.place.__slots__]
    assert [term for term in terms if "{" not in term and term not in shown] == []
    assert set(FULL) | set(IDLIB) <= {*EVENT_COLUMNS}


def test_a_page_in_arabic_has_no_text_of_ours_in_common_with_the_english_one():
    english, arabic = (set(shown_texts(full_page(say))) for say in (ENGLISH, ARABIC))
    common = {text for text in english & arabic if re.search(r"[^\W\d]", text)}
    assert common <= FOREIGN


def test_a_page_in_arabic_has_no_english_word_of_ours():
    shown = _ISOLATES.sub("", "\n".join(shown_texts(full_page(ARABIC))))
    for text in sorted(FOREIGN, key=len, reverse=True):
        shown = shown.replace(text, "")
    assert re.findall("[A-Za-z]+", shown) == ["GeoNames", "CC", "BY"]


def test_a_page_in_arabic_says_so_and_reads_from_right_to_left():
    document = html.fromstring(full_page(ARABIC))
    assert (document.get("lang"), document.get("dir")) == ("ar", "rtl")


def test_a_page_in_arabic_says_the_same():
    shown = _ISOLATES.sub("", "\n".join(shown_texts(full_page(ARABIC))))
    for said in (
        *("Idlib · حدثان", "سوريا", "35.9306° شمالًا، 36.6339° شرقًا", "مدينة"),
        *("حدثان من تقرير واحد، الأحدث أولًا", "30 نوفمبر 2024 – 1 ديسمبر 2024"),
        *("هجوم", "12 (من 8 إلى 20)", "بحسب رواية طرف واحد", "غير مذكور"),
        *("Red Party، نقلًا عن Desk", "Blue Party، Green Party", "نُشر في 1 ديسمبر 2024"),
        *("ضمن 3 كم من هذه النقطة", "قرأته الآلة من المقال ولم يراجعه أحد."),
    ):
        assert said in shown


def test_a_name_keeps_its_own_direction_in_an_arabic_sentence():
    words = words_of(record(row()), say=ARABIC)
    assert "\u200f\u2068Red Party\u2069، نقلًا عن \u2068Desk\u2069" in words


def test_a_name_cannot_leave_its_place_in_an_arabic_sentence():
    hostile = "Red\u2069\u202e Party {publisher}"
    words = words_of(record(row(claimed_by=hostile)), say=ARABIC)
    assert "\u2068Red Party {publisher}\u2069، نقلًا" in words


def test_text_says_where_its_script_differs_from_an_arabic_page_s():
    arabic, persian = "قصف على إدلب", "حمله به شهر پاوه"
    rows = [
        row(summary=arabic, quote=persian),
        row("b", summary="Shots", quote="a raid (حمله)"),
    ]
    document = html.fromstring(page_of(record(*rows), say=ARABIC))
    found = [
        (one.get("dir"), one.get("lang")) for one in document.xpath("//li/p | //blockquote")
    ]
    assert found == [("ltr", ""), ("auto", ""), (None, None), (None, "")]


def test_an_arabic_name_does_not_turn_an_english_sentence_round():
    words = words_of(record(row(claimed_by=None, publisher="وكالة الأنباء")))
    assert "\u200e\u2068وكالة الأنباء\u2069, which names no other source" in words
    assert "\u2068" not in words_of(record(row(place_name="Ḩamāh")))
