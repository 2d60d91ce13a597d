"""Which events tell of one happening, who is its source, and what they differ in."""

import datetime as dt
import itertools

import geopy.distance
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.data import EVENT_COLUMNS
from conflictmap.data.schema import EVENT_TYPE_OF
from conflictmap.geo import Teller, corroborate, tellings_part, text_sketch
from conflictmap.geo.happenings import read_happenings
from conflictmap.geo.same_happening import link_happenings

AIR, SHELLING = "Air/drone strike", "Shelling/artillery/missile attack"
CLASH, ATTACK = "Armed clash", "Attack"
HAMA = {"lon": 36.75783, "lat": 35.13179, "place_name": "Hama", "uncertainty_m": 3_000.0}
IN_HAMA = {**HAMA, "precision": "settlement", "country": "SY", "kind": "city"}
IN_PROVINCE = {
    **IN_HAMA,
    "precision": "admin1",
    "admin1": "10",
    "kind": "admin1",
    "uncertainty_m": 80_000.0,
}
KM_NORTH = 1 / 110.95  # degrees of latitude a kilometre, at 35 degrees


def event(report, **given):
    """A row: an air strike on Hama, told by a report."""
    first, last = given.pop("days", ("2031-03-04", "2031-03-04"))
    return {
        "report": report,
        "event_id": "e",
        "sub_event_type": AIR,
        "date": first if first == last else f"{first}/{last}",
        "date_start": first and pd.Timestamp(first),
        "date_end": last and pd.Timestamp(last),
        "initiators": (),
        "targets": (),
        "conflicts_with": (),
        "status": "reported",
        **IN_HAMA,
        **given,
    }


def frame(*rows):
    made = pd.DataFrame(rows, columns=list(EVENT_COLUMNS))
    made["event_type"] = made["sub_event_type"].map(EVENT_TYPE_OF)
    return made.astype(EVENT_COLUMNS)


def linked(*rows):
    """The reports of each telling, the drawn one's first."""
    events = frame(*rows)
    return [
        [events["report"].iloc[row] for row in told.rows] for told in corroborate(events)
    ]


def is_linked(one, other):
    return len(linked(event("a", **one), event("b", **other))) == 1


def told(*rows, tellers=()):
    """The only telling of some rows."""
    (telling,) = corroborate(frame(*rows), tellers)
    return telling


def days(first, last=None):
    return {"days": (first, last or first)}


def by(*names):
    return {"initiators": names}


def on(*names):
    return {"targets": names}


def test_the_same_place_day_and_type_in_two_reports_are_one_happening():
    assert linked(event("a"), event("b")) == [["a", "b"]]


def test_two_events_of_one_report_are_never_one():
    assert linked(event("a", event_id="1"), event("a", event_id="2")) == []


def test_what_a_report_tells_twice_is_linked_once():
    rows = (event("a", event_id="1"), event("a", event_id="2"), event("b"))
    assert linked(*rows) == [["a", "b"]]


def test_of_two_strikes_the_one_with_the_same_dead_is_linked():
    rows = (
        event("a", event_id="1", fatalities=3),
        event("a", event_id="2", fatalities=12),
        event("b", fatalities=12, **days("2031-03-04", "2031-03-05")),
    )
    assert told(*rows).rows == (1, 2)


@pytest.mark.parametrize("status", ["planned", "background"])
def test_what_has_not_happened_is_not_linked(status):
    assert not is_linked({}, {"status": status})


@pytest.mark.parametrize("status", ["denied", "claimed", "disputed", "confirmed"])
def test_claims_and_denials_are_linked(status):
    assert is_linked({}, {"status": status})


# Place


def test_no_place_is_no_link():
    nowhere = {"lon": None, "lat": None}
    assert not is_linked(nowhere, nowhere)


@pytest.mark.parametrize(("km", "expected"), [(2.9, True), (3.1, False)])
def test_of_two_settlements_one_lies_within_the_other(km, expected):
    village = {
        "lat": HAMA["lat"] + km * KM_NORTH,
        "place_name": "Mithal",
        "uncertainty_m": 1e3,
    }
    assert is_linked({}, village) is expected


def test_neighbouring_villages_are_two_places():
    village = {"uncertainty_m": 5e3, "place_name": "Mithal"}
    near = {**village, "lat": HAMA["lat"] + 2 * KM_NORTH}
    assert not is_linked(village, {**near, "place_name": "Qasr"})
    east, west = ({"place_name": f"{side} Mithal"} for side in ("East", "West"))
    assert not is_linked({**village, **east}, {**near, **west})
    assert is_linked(village, near)


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Talbisah", "Talbiseh village"),
        ("Ar Raqqah town", "Raqqa"),
        ("Tadmur/Palmyra town", "Palmyra"),
        ("تلبيسة", "تلبيسه"),
        ("Mithal", None),
        ("Mithal", "35.1318, 36.7578"),
    ],
)
def test_a_village_is_one_in_all_its_spellings(name, spelling):
    near = {"place_name": spelling, "lat": HAMA["lat"] + 2 * KM_NORTH}
    assert is_linked({"place_name": name}, near)


@pytest.mark.parametrize(("km", "expected"), [(3.9, True), (4.1, False)])
def test_a_point_is_as_far_as_both_radii(km, expected):
    post = {
        "lat": HAMA["lat"] + km * KM_NORTH,
        "precision": "exact",
        "uncertainty_m": 1e3,
    }
    assert is_linked({}, post) is expected


@pytest.mark.parametrize(("km", "expected"), [(14.8, True), (15.3, False)])
def test_points_that_are_hardly_known_do_not_link_all_round_them(km, expected):
    vague = {"precision": "exact", "uncertainty_m": 40e3}
    assert is_linked(vague, {**vague, "lat": HAMA["lat"] + km * KM_NORTH}) is expected


def test_a_province_is_not_its_capital():
    assert not is_linked({**IN_PROVINCE, **by("HTS")}, by("HTS"))


def test_a_province_is_the_same_province_under_another_name():
    one = {**IN_PROVINCE, **by("HTS")}
    assert is_linked(one, {**one, "place_name": "Hamah Governorate", "lon": 37.4})


def test_two_provinces_are_two():
    one = {**IN_PROVINCE, **by("HTS")}
    assert not is_linked(one, {**one, "admin1": "12"})


def test_districts_are_one_by_name():
    one = {**IN_PROVINCE, "precision": "admin2", "place_name": "Mithal"}
    assert is_linked(one, {**one, "place_name": "Mithal district", "lat": 35.2})
    assert not is_linked(one, {**one, "place_name": "Qasr"})


def test_areas_without_a_name_are_one_only_in_one_spot():
    one = {**IN_PROVINCE, "precision": "admin2", "place_name": None}
    assert is_linked(one, one)
    assert not is_linked(one, {**one, "lat": 35.2})


def test_unknown_types_and_divisions_are_not_taken_for_others():
    assert not is_linked({"sub_event_type": None}, {})
    assert not is_linked({"sub_event_type": None}, {"sub_event_type": None})
    mithal = {**IN_PROVINCE, "place_name": "Mithal", **by("HTS")}
    divisions = (("SY", "10"), ("SY", "12"), ("TR", None))
    rows = [
        event(f"r{code}", **{**mithal, "country": country, "admin1": code})
        for country, code in divisions
    ]
    assert linked(*rows) == []


def test_in_a_wide_area_a_shared_actor_is_needed():
    assert not is_linked(IN_PROVINCE, IN_PROVINCE)
    assert is_linked({**IN_PROVINCE, **by("HTS")}, {**IN_PROVINCE, **by("HTS")})
    assert not is_linked({**IN_PROVINCE, **by("HTS")}, IN_PROVINCE)


def test_places_are_near_across_the_antimeridian():
    east, west = {"lon": 179.995, "lat": 0.0}, {"lon": -179.995, "lat": 0.0}
    assert is_linked(east, west)


# Days


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2031-03-04", "2031-03-04"), ("2031-03-05", "2031-03-05"), False),
        (("2031-03-04", "2031-03-05"), ("2031-03-05", "2031-03-05"), True),
        (("2031-03-04", "2031-03-06"), ("2031-03-06", "2031-03-07"), True),
        (("2031-03-04", "2031-03-06"), ("2031-03-07", "2031-03-07"), False),
    ],
)
def test_a_few_days_overlap(one, other, expected):
    assert is_linked(days(*one), days(*other)) is expected


def test_about_a_day_is_a_day_more_at_both_ends():
    about = {**days("2031-03-04"), "date": "2031-03-04~"}
    assert is_linked(about, days("2031-03-05"))
    assert is_linked(about, days("2031-03-03"))
    assert not is_linked(about, days("2031-03-06"))
    assert not is_linked({**about, "date": "2031-03-04?"}, days("2031-03-05"))


def test_a_day_is_not_one_with_the_month_it_lies_in():
    may = {**days("2031-05-01", "2031-05-31"), **by("HTS")}
    assert not is_linked(may, {**days("2031-05-09"), **by("HTS")})


def test_vague_dates_link_if_both_are_as_vague_and_an_actor_is_shared():
    week = days("2031-03-03", "2031-03-09")
    assert is_linked({**week, **by("HTS")}, {**week, **by("HTS")})
    assert not is_linked(week, week)
    nearly = {**days("2031-03-03", "2031-03-08"), **by("HTS")}
    assert is_linked({**week, **by("HTS")}, nearly)
    other = {**days("2031-03-05", "2031-03-11"), **by("HTS")}
    assert not is_linked({**week, **by("HTS")}, other)
    fortnight = {**days("2031-03-03", "2031-03-17"), **by("HTS")}
    assert not is_linked({**week, **by("HTS")}, fortnight)


def test_a_vague_date_in_a_wide_area_is_too_little():
    loose = {**days("2031-03-03", "2031-03-09"), **IN_PROVINCE, **by("HTS")}
    assert not is_linked(loose, loose)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2031-03-04", None),
        (None, "2031-03-04"),
        (None, None),
        ("2031-03-04", "2031-05-04"),
    ],
)
def test_open_unknown_and_long_dates_do_not_link(first, last):
    open_date = {"days": (first, last), **by("HTS")}
    assert not is_linked({**open_date, "date": "2031"}, {**open_date, "date": "2031"})


# Type


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AIR, SHELLING),
        (CLASH, "Non-state actor overtakes territory"),
        (ATTACK, CLASH),
        ("Suicide bomb", "Remote explosive/landmine/IED"),
        ("State-based violence", CLASH),
        ("Arrests", "Abduction/forced disappearance"),
    ],
)
def test_types_that_reports_waver_between_link_by_a_shared_actor(one, other):
    typed = [{"sub_event_type": name} for name in (one, other)]
    assert is_linked(*({**kind, **by("HTS")} for kind in typed))
    assert not is_linked(*typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AIR, CLASH),
        ("Government regains territory", "Non-state actor overtakes territory"),
        ("Peaceful protest", "Arrests"),
        (SHELLING, "Sexual violence"),
    ],
)
def test_other_types_do_not_link(one, other):
    typed = [{"sub_event_type": name, **by("HTS")} for name in (one, other)]
    assert not is_linked(*typed)


@pytest.mark.parametrize("name", ["Other", "Non-state violence"])
def test_a_type_that_says_little_is_not_enough_by_itself(name):
    assert not is_linked({"sub_event_type": name}, {"sub_event_type": name})
    named = {"sub_event_type": name, **by("HTS")}
    assert is_linked(named, named)


# Sides


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Syrian army", "the SYRIAN Army"),
        ("Syrian army", "army of Syria"),
        ("Syrian army", "Syrian government forces"),
        ("الجيش السوري", "قوات النظام السوري"),
        ("الجيش السوري", "Syrian army"),
        ("القوات الأمريكية", "US forces"),
        ("HTS", "Hay'at Tahrir al-Sham fighters"),
        ("the Blue Front", "Blue Front militants"),
        ("Military Forces of Syria (2000-2024)", "Syrian troops"),
    ],
)
def test_names_of_one_actor_agree(one, other):
    week = days("2031-03-03", "2031-03-09")  # so that a shared actor is needed
    assert is_linked({**week, **by(one)}, {**week, **by(other)})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Syrian air force", "Russian air force"),
        ("Syrian army", "Syrian Democratic Forces"),
        ("Syrian army", "Syrian rebels"),
        ("Syrian army", "Free Syrian Army"),
        ("Islamic State", "Islamic Jihad"),
        ("Blue Front", "Green Front"),
        ("الجيش السوري", "الجيش التركي"),
        ("army", "insurgents"),
        ("الجيش", "مسلحون"),
    ],
)
def test_two_different_sides_are_two_happenings(one, other):
    assert not is_linked(by(one), by(other))


@pytest.mark.parametrize("unnamed", [(), ("an unnamed side",), ("gunmen",), ("مسلحون",)])
def test_an_unnamed_side_agrees_with_any(unnamed):
    assert is_linked(by("HTS"), {"initiators": unnamed})


def test_what_the_dead_are_called_does_not_part_two_tellings():
    assert is_linked(on("insurgents"), on("civilians"))
    assert not is_linked(on("Blue Front"), on("Green Front"))


def test_one_of_several_sides_is_enough():
    both = by("Syrian air force", "Russian air force")
    assert is_linked(both, by("Russian air force"))


def test_two_clashes_of_one_army_with_two_groups_are_two():
    coarse = {"sub_event_type": "State-based violence"}
    one = {**coarse, **by("Syrian army", "HTS")}
    assert is_linked(one, {**coarse, **by("HTS", "Syrian government")})
    assert not is_linked(one, {**coarse, **by("Syrian army", "Islamic State")})


def test_the_sides_of_a_clash_stand_in_either_order():
    clash = {"sub_event_type": CLASH}
    one = {**clash, **by("HTS"), **on("Syrian army")}
    assert is_linked(one, {**clash, **by("Syrian army"), **on("HTS")})
    strike = {**by("HTS"), **on("Syrian army")}
    assert not is_linked(strike, {**by("Syrian army"), **on("HTS")})


# Groups


def test_chains_do_not_drift():
    rows = (
        event("a", **days("2031-03-04")),
        event("b", **days("2031-03-04", "2031-03-05")),
        event("c", **days("2031-03-05")),
    )
    assert linked(*rows) == [["a", "b"]]


def test_who_is_named_parts_what_nobody_names():
    rows = (
        event("a", **by("Syrian air force")),
        event("b"),
        event("c", **by("Russian air force")),
    )
    assert linked(*rows) == [["a", "b"]]


def test_many_reports_of_one_attack_are_one_telling():
    rows = [event(f"r{n:03}", fatalities=n % 7) for n in range(300)]
    assert [len(group) for group in linked(*rows)] == [300]


def test_nothing_is_linked_of_nothing():
    assert corroborate(frame()) == ()
    assert corroborate(frame(event("a"))) == ()


def test_events_far_apart_in_place_or_time_are_never_linked():
    rng = np.random.default_rng(3)
    rows = [
        event(f"r{n}", lon=float(lon), lat=float(lat), uncertainty_m=2e3)
        for n, (lon, lat) in enumerate(
            itertools.product(range(-170, 171, 10), range(-60, 61, 20))
        )
    ]
    rows += [
        event(f"s{n}", **days(str(dt.date(2031, 4, 1) + dt.timedelta(days=2 * n))))
        for n in range(100)
    ]
    rng.shuffle(rows)
    assert linked(*rows) == []


# What is drawn, who is a source, what differs


def test_the_most_precise_is_drawn():
    post = {"precision": "exact", "uncertainty_m": 300.0}
    assert linked(event("a"), event("b", **post)) == [["b", "a"]]
    long = days("2031-03-03", "2031-03-04")
    assert linked(event("a", **long), event("b")) == [["b", "a"]]


def test_of_equals_the_best_graded_then_the_earliest_is_drawn():
    rows = event("a"), event("b"), event("c")
    graded = [
        Teller("a", "2031-03-05", "C"),
        Teller("b", "2031-03-06", "B"),
        Teller("c", "2031-03-05", "B"),
    ]
    assert told(*rows, tellers=graded).rows == (2, 1, 0)


def test_a_report_without_grade_or_day_comes_last():
    known = [Teller("b", "2031-03-06", "F")]
    assert told(event("a"), event("b"), tellers=known).rows == (1, 0)


def test_a_denial_is_not_drawn_nor_a_source():
    denial = event("a", status="denied", precision="exact", uncertainty_m=100.0)
    telling = told(denial, event("b", publisher="Bulletin"))
    assert telling.rows == (1, 0)
    assert telling.sources == 1


def test_only_denials_are_no_source():
    assert told(event("a", status="denied"), event("b", status="denied")).sources == 0


def test_sources_are_publishers_each_counted_once():
    rows = [event(name, publisher=who) for name, who in zip("abc", "XYX", strict=True)]
    assert told(*rows).sources == 2


def test_reports_without_publisher_are_each_a_source():
    assert told(event("a"), event("b")).sources == 2


def test_a_claim_that_two_newspapers_pass_on_is_one_source():
    claims = [
        event("a", publisher="X", status="claimed", claimed_by="Syrian army"),
        event("b", publisher="Y", status="claimed", claimed_by="the Syrian military"),
    ]
    assert told(*claims).sources == 1
    assert told(*claims, event("c", publisher="Z")).sources == 2


def test_unnamed_residents_of_two_newspapers_are_two_sources():
    rows = [
        event(name, publisher=who, status="claimed", claimed_by="residents")
        for name, who in (("a", "X"), ("b", "Y"))
    ]
    assert told(*rows).sources == 2


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"fatalities": 12}, {"fatalities": 20}, ("fatalities",)),
        ({"fatalities": 12}, {"fatalities": 12}, ()),
        ({"fatalities": 12}, {}, ()),
        ({"fatalities": 0}, {"fatalities": 3}, ("fatalities",)),
        ({"wounded": 2}, {"wounded": 3, "fatalities": 1}, ("wounded",)),
        (
            {"fatalities": 15, "fatalities_low": 10, "fatalities_high": 20},
            {"fatalities": 12},
            (),
        ),
        (
            {"fatalities": 15, "fatalities_low": 13, "fatalities_high": 20},
            {"fatalities": 12},
            ("fatalities",),
        ),
    ],
)
def test_numbers_that_differ_are_flagged_and_still_linked(one, other, expected):
    assert told(event("a", **one), event("b", **other)).conflicting == expected


# Wire copies

STORY = " ".join(f"word{n}" for n in range(120))
OTHER_STORY = " ".join(f"other{n}" for n in range(120))


def published(name, day, text):
    return Teller(name, f"2031-03-{day:02}", sketch=text_sketch(text))


def test_a_wire_copy_is_marked_and_no_source():
    tellers = [published("a", 6, STORY), published("b", 5, STORY)]
    rows = event("a", publisher="X"), event("b", publisher="Y")
    telling = told(*rows, tellers=tellers)
    assert (telling.rows, telling.copy_of, telling.sources) == ((1, 0), (None, 0), 1)


def test_of_one_day_the_longer_text_is_the_original():
    tellers = [published("a", 5, STORY), published("b", 5, f"{STORY} {OTHER_STORY}")]
    telling = told(event("a"), event("b"), tellers=tellers)
    assert (telling.rows, telling.copy_of) == ((1, 0), (None, 0))


def test_a_copy_is_not_drawn_though_it_is_more_precise():
    tellers = [published("a", 6, STORY), published("b", 5, STORY)]
    exact = event("a", precision="exact", uncertainty_m=100.0)
    assert told(exact, event("b"), tellers=tellers).rows == (1, 0)


def test_two_copies_of_a_report_that_tells_nothing_here_are_one_source():
    tellers = [published(name, day, STORY) for name, day in (("a", 6), ("b", 7), ("z", 5))]
    telling = told(event("a"), event("b"), tellers=tellers)
    assert (telling.copy_of, telling.sources) == ((None, 0), 1)


def test_the_same_words_count_as_copied_where_no_text_is_known():
    words = "Jets struck the northern quarter of the town before dawn on Tuesday."
    rows = [
        event("a", publisher="X", quote=words),
        event("b", publisher="Y", summary=words.replace("Tuesday", "Tuesday,").upper()),
        event("c", publisher="Z", summary="Jets struck the town."),
        event("d", publisher="W", summary="Jets struck the town."),
    ]
    telling = told(*rows)
    assert (telling.copy_of, telling.sources) == ((None, None, None, 0), 3)


def test_a_line_that_two_known_texts_quote_makes_no_copy():
    words = "Jets struck the northern quarter of the town before dawn on Tuesday."
    tellers = [published("a", 5, STORY), published("b", 6, OTHER_STORY)]
    rows = event("a", quote=words), event("b", quote=words), event("c")
    assert told(*rows, tellers=tellers).copy_of == (None, None, None)


def test_arabic_words_are_copied_too():
    words = "قصفت الطائرات الحي الشمالي من المدينة قبل فجر يوم الثلاثاء الماضي"
    marked = words.replace("الطائرات", "الطّائرات")
    telling = told(event("a", summary=words), event("b", summary=marked))
    assert telling.copy_of == (None, 0)


# The page's part


def test_the_part_says_what_each_report_tells():
    apart = {"fatalities_low": 18, "fatalities_high": 25}
    claimed = {"status": "claimed", "claimed_by": "HTS"}
    rows = [
        event("b", publisher="Y", fatalities=20, **apart, **claimed),
        event("a", publisher="X", fatalities=12, wounded=4),
        event("c", **days("2031-06-01")),
    ]
    events = frame(*rows)
    part = tellings_part(events, corroborate(events), ["c", "b", "a"])
    assert part == [
        {
            "event": "a/e",
            "told": [
                {
                    "report": 2,
                    "id": "a/e",
                    "publisher": "X",
                    "status": "reported",
                    "claimed_by": None,
                    "fatalities": 12,
                    "fatalities_low": None,
                    "fatalities_high": None,
                    "wounded": 4,
                    "copy_of": None,
                    "date": "2031-03-04",
                },
                {
                    "report": 1,
                    "id": "b/e",
                    "publisher": "Y",
                    "status": "claimed",
                    "claimed_by": "HTS",
                    "fatalities": 20,
                    "fatalities_low": 18,
                    "fatalities_high": 25,
                    "wounded": None,
                    "copy_of": None,
                    "date": "2031-03-04",
                },
            ],
            "sources": 2,
            "conflicting": ["fatalities"],
        }
    ]


def test_columns_may_be_categoricals_and_sides_lists():
    events = frame(event("a", **by("HTS")), event("b", **by("HTS"))).astype(
        dict.fromkeys(
            ("report", "sub_event_type", "date", "precision", "country", "status"),
            "category",
        )
    )
    events["initiators"] = [["HTS"], ["Hayat Tahrir al-Sham"]]
    (telling,) = corroborate(events)
    assert telling.rows == (0, 1)
    part = tellings_part(events, [telling], ["a", "b"])
    assert part[0]["told"][1]["id"] == "b/e"


# Properties

SIDES = st.sampled_from([(), ("HTS",), ("Syrian army",), ("insurgents",)])
ROWS = st.lists(
    st.builds(
        lambda report, day, longer, lat, kind, initiators, targets, dead: event(
            report,
            sub_event_type=kind,
            initiators=initiators,
            targets=targets,
            fatalities=dead,
            lat=lat,
            **days(f"2031-03-{day:02}", f"2031-03-{day + longer:02}"),
        ),
        st.sampled_from("abcdef"),
        st.integers(1, 4),
        st.sampled_from([0, 0, 1, 5]),
        st.sampled_from([35.0, 35.02, 35.04]),
        st.sampled_from([AIR, SHELLING, CLASH, ATTACK]),
        SIDES,
        SIDES,
        st.sampled_from([None, 1, 2]),
    ),
    min_size=2,
    max_size=14,
)


def by_id(events, tellings):
    """Tellings as nobody can tell the order of the rows from."""
    ids = (events["report"] + "/" + events["event_id"]).tolist()
    return [
        ([ids[row] for row in told.rows], told.copy_of, told.sources, told.conflicting)
        for told in tellings
    ]


def numbered(rows):
    return [{**row, "event_id": f"e{n}"} for n, row in enumerate(rows)]


@settings(max_examples=40)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, random):
    events = frame(*numbered(rows))
    order = list(range(len(events)))
    random.shuffle(order)
    shuffled = events.iloc[order]
    assert by_id(events, corroborate(events)) == by_id(shuffled, corroborate(shuffled))


@settings(max_examples=40)
@given(ROWS)
def test_every_member_may_be_one_with_every_other(rows):
    events = frame(*numbered(rows))
    tellings = corroborate(events)
    found = [row for telling in tellings for row in telling.rows]
    assert len(found) == len(set(found))
    for telling in tellings:
        assert events["report"].iloc[list(telling.rows)].is_unique
        for pair in itertools.combinations(telling.rows, 2):
            assert len(corroborate(events.iloc[list(pair)])) == 1


SPOTS = st.tuples(
    st.one_of(st.floats(-0.3, 0.3), st.floats(179.7, 180.0), st.floats(-180.0, -179.7)),
    st.one_of(st.floats(-0.3, 0.3), st.floats(89.8, 90.0)),
    st.sampled_from([500.0, 4_000.0, 30_000.0]),
)


@settings(max_examples=60)
@given(st.lists(SPOTS, min_size=2, max_size=12))
def test_all_that_are_near_are_found_wherever_on_earth(spots):
    rows = [
        event(f"r{n:02}", lon=lon, lat=lat, uncertainty_m=radius, fatalities=n)
        for n, (lon, lat, radius) in enumerate(spots)
    ]
    rows = [{**row, "precision": "exact"} for row in rows]
    happenings = read_happenings(frame(*rows))
    links = link_happenings(happenings)
    found = set(zip(links.first.tolist(), links.second.tolist(), strict=True))
    for one, other in itertools.combinations(range(len(rows)), 2):
        (lon, lat, radius), (lon_2, lat_2, radius_2) = spots[one], spots[other]
        away_m = geopy.distance.geodesic((lat, lon), (lat_2, lon_2)).m
        reach_m = min(radius + radius_2, 15_000.0)
        if abs(away_m - reach_m) > 0.006 * reach_m + 1.0:  # sphere and ellipsoid
            assert ((one, other) in found) is (away_m < reach_m)
