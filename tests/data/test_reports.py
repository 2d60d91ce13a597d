"""Report files: what is read, what is refused and in which words, and what ships."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import conflictmap.data
from conflictmap.data import (
    DistanceClaim,
    EventEntry,
    PlaceEntry,
    Report,
    ReportError,
    Status,
    read_report,
    report_json_schema,
)
from conflictmap.data.yaml_source import YamlSource

SCHEMA = Path(conflictmap.data.__path__[0]) / "report.schema.json"
EVENT = """\
title: A title
events:
  - id: strike
    type: Attack
    summary: What happened.
"""
DISTANCE = "title: A title\ndistances:\n  - "


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "r.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def problems(write):
    def problems(content):
        path = write(content)
        with pytest.raises(ReportError) as caught:
            read_report(path)
        return str(caught.value).replace(str(path), "r.yaml").splitlines()

    return problems


# What is read


def test_a_title_is_enough(write):
    report = read_report(write("title: A title"))
    assert (report.title, report.events, report.distances) == ("A title", (), ())
    assert report.source.publisher is None


def test_a_report_knows_its_file_and_its_entries_know_their_lines(write):
    path = write(EVENT + "distances:\n  - {from: A, to: B, km: 1}\n")
    report = read_report(path)
    assert (report.name, report.path) == ("r", path)
    assert (report.events[0].line, report.distances[0].line) == (3, 7)


def test_a_report_made_in_code_has_no_file_and_no_lines():
    report = Report(title="A title", events=[{"id": "a", "type": "Attack", "summary": "s"}])
    assert (report.name, report.path, report.events[0].line) == ("report", None, None)


def test_norway_is_a_country_and_not_false(write):
    assert read_report(write("title: NO\ncountry: [no]")).country == ("NO",)


def test_a_year_that_yaml_reads_as_a_number_is_a_date(write):
    assert read_report(write(EVENT + "    date: 2016")).events[0].date == "2016"


@pytest.mark.parametrize(
    ("written", "point"), [("s", "S"), ("nbe", "NbE"), ("SWBS", "SWbS")]
)
def test_a_compass_point_may_be_written_in_any_case(written, point):
    assert DistanceClaim(start="A", end="B", direction=written).direction == point


@pytest.mark.parametrize("written", [140, 140.0, "140"])
def test_a_stated_number_keeps_its_value_exactly(written):
    claim = DistanceClaim(start="A", end="B", km=written)
    assert claim.km == Decimal(140)
    assert claim.stated_km == 140.0


def test_a_decimal_number_is_the_one_that_was_written(write):
    report = read_report(write(DISTANCE + "{from: A, to: B, km: 12.1}"))
    assert report.distances[0].km == Decimal("12.1")


def test_miles_are_converted_by_the_international_mile():
    # 1 mile = 1.609344 km exactly: US National Bureau of Standards, 1959
    assert DistanceClaim(start="A", end="B", miles=100).stated_km == pytest.approx(160.9344)


def test_a_direction_alone_states_no_distance():
    assert DistanceClaim(start="A", end="B", direction="N").stated_km is None


def test_what_was_read_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        Report(title="A title").title = "Another"


# What is refused: every message names the file, the line and the key


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "type: Air strike",
            (
                "4: events[0].type: 'Air strike' is not an event type; "
                "did you mean 'Air/drone strike'?"
            ),
        ),
        ("type: [1]", "4: events[0].type: [1] is not an event type"),
        (
            "id: A b",
            ("3: events[0].id: String should match pattern '^[a-z0-9][a-z0-9-]{0,79}$'"),
        ),
        (
            "status: claimd",
            ("6: events[0].status: 'claimd' is not a status; did you mean 'claimed'?"),
        ),
        (
            "status: claimed",
            ("3: events[0]: status is claimed: expected claimed_by to say by whom"),
        ),
        ("plac: Idlib", "6: events[0].plac: no such key; did you mean 'place'?"),
        ("zzzz: Idlib", "6: events[0].zzzz: no such key"),
        (
            "date: 2024-13-01",
            (
                "6: events[0].date: '2024-13-01' is not in the calendar: "
                "month must be in 1..12"
            ),
        ),
        (
            "date: 2024-12-01/2024-11-30",
            ("6: events[0].date: '2024-12-01/2024-11-30' ends before it begins"),
        ),
        (
            "fatalities: -1",
            ("6: events[0].fatalities: Input should be greater than or equal to 0"),
        ),
        ("fatalities: true", "6: events[0].fatalities: true is not a number"),
        (
            "fatalities: dozens",
            (
                "6: events[0].fatalities: Input should be a valid integer, "
                "unable to parse string as an integer"
            ),
        ),
        (
            "initiators: rebels",
            "6: events[0].initiators: expected a list, such as [SY, LB]",
        ),
        (
            "initiators: [1]",
            (
                "6: events[0].initiators[0]: expected text; put it in quotes if "
                "it looks like a number"
            ),
        ),
        (
            "place: 12",
            (
                "6: events[0].place: expected text; put it in quotes if it looks like "
                "a number"
            ),
        ),
        ("place: {lon: 1, lat: 2}", "6: events[0].place.uncertainty_km: missing"),
        (
            "place: {lon: true, lat: 2, uncertainty_km: 3}",
            ("6: events[0].place.lon: true is not a number"),
        ),
        (
            "place: {lon: 181, lat: 2, uncertainty_km: 3}",
            ("6: events[0].place.lon: Input should be less than or equal to 180"),
        ),
        (
            "place: {lon: 1, lat: nan, uncertainty_km: 3}",
            ("6: events[0].place.lat: Input should be less than or equal to 90"),
        ),
        (
            "place: {lon: 1, lat: 2, uncertainty_km: 3, nam: x}",
            ("6: events[0].place.nam: no such key; did you mean 'name'?"),
        ),
        (
            "conflicts_with: [strikes]",
            ("6: events[0].conflicts_with: 'strikes' is not the id of another event"),
        ),
        (
            "conflicts_with: [strike]",
            ("6: events[0].conflicts_with: 'strike' is not the id of another event"),
        ),
    ],
)
def test_a_problem_of_an_event_is_named_with_its_line_and_key(lines, expected, problems):
    key = lines.partition(":")[0]
    kept = [row for row in EVENT.splitlines() if not row.strip(" -").startswith(f"{key}:")]
    if len(kept) == len(EVENT.splitlines()):
        text = f"{EVENT}    {lines}\n"
    else:
        old = next(r for r in EVENT.splitlines() if r.strip(" -").startswith(f"{key}:"))
        text = EVENT.replace(old.strip(" -"), lines)
    assert problems(text) == [f"r.yaml:{expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: A", ["1: title: missing", "1: titel: no such key; did you mean 'title'?"]),
        (
            "title: 2016",
            [("1: title: expected text; put it in quotes if it looks like a number")],
        ),
        ("title: ''", ["1: title: String should have at least 1 character"]),
        (
            "title: A\npublished: 2024-12",
            [("2: published: '2024-12' is not one day: expected a date like 2024-12-01")],
        ),
        ("title: A\ncountry: SY", ["2: country: expected a list, such as [SY, LB]"]),
        (
            "title: A\ncountry: [SY, Syria]",
            [
                (
                    "2: country[1]: 'Syria' is not the two-letter code of a country; "
                    "did you mean SY?"
                )
            ],
        ),
        ("title: A\nsource:", ["2: source: expected keys and their values"]),
        (
            "title: A\nsource: {url: ftp://x}",
            [("2: source.url: 'ftp://x' is not a web address: expected https://…")],
        ),
        (
            "title: A\nsource:\n  reliability: G",
            [("3: source.reliability: 'G' is not an Admiralty grade from A to F")],
        ),
        (
            "title: A\nsource:\n  publishr: P",
            [("3: source.publishr: no such key; did you mean 'publisher'?")],
        ),
        (
            "title: A\nreading: human",
            [("2: reading: Input should be 'machine' or 'reviewed'")],
        ),
        (
            "title: A\nplaces:\n  Hama: 4",
            ["3: places.Hama: expected keys and their values"],
        ),
        (
            "title: A\nplaces:\n  Hama: {geonameid: 0}",
            [("3: places.Hama.geonameid: Input should be greater than 0")],
        ),
        (
            "title: A\nplaces:\n  Hama: {geonameid: '99999999999999999999'}",
            ["3: places.Hama.geonameid: Input should be less than 2147483648"],
        ),
        (
            "title: A\nplaces:\n  Hama: {geonamid: 5}",
            [("3: places.Hama.geonamid: no such key; did you mean 'geonameid'?")],
        ),
    ],
)
def test_a_problem_of_the_report_is_named_with_its_line_and_key(text, expected, problems):
    assert problems(text) == [f"r.yaml:{each}" for each in expected]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "{from: A, to: B}",
            ("distances[0]: nothing to check: expected km, miles or direction"),
        ),
        (
            "{from: A, to: B, km: 1, miles: 1}",
            ("distances[0]: expected km or miles, as the report states it, not both"),
        ),
        ("{from: A, km: 1}", "distances[0].to: missing"),
        ("{from: A, to: B, km: 0}", "distances[0].km: Input should be greater than 0"),
        (
            "{from: A, to: B, km: 20101}",
            ("distances[0].km: Input should be less than or equal to 20100"),
        ),
        (
            "{from: A, to: B, km: 140 km}",
            "distances[0].km: Input should be a valid decimal",
        ),
        ("{from: A, to: B, km: true}", "distances[0].km: true is not a number"),
        ("{from: A, to: B, km: nan}", "distances[0].km: Input should be a finite number"),
        (
            "{from: A, to: B, km: 1.0e999}",
            "distances[0].km: Input should be a finite number",
        ),
        (
            "{from: A, to: B, direction: south}",
            ("distances[0].direction: 'south' is not a compass point such as S, NE or WSW"),
        ),
        (
            "{from: A, to: B, km: 1, form: A}",
            ("distances[0].form: no such key; did you mean 'from'?"),
        ),
    ],
)
def test_a_problem_of_a_distance_is_named_with_its_line_and_key(claim, expected, problems):
    assert problems(DISTANCE + claim) == [f"r.yaml:3: {expected}"]


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"geonameid": 1, "name": "x"},
        {"geonameid": 1, "lon": 1, "lat": 2, "uncertainty_km": 3},
        {"lon": 1, "lat": 2},
        {"name": "x", "lon": 1},
    ],
)
def test_an_entry_of_places_says_one_thing_wholly(entry):
    with pytest.raises(ValidationError, match=r"expected (either )?geonameid, or name"):
        PlaceEntry(**entry)


def test_an_id_that_comes_twice_is_a_problem_of_the_second_event(problems):
    second = "  - id: strike\n    type: Attack\n    summary: s\n"
    assert problems(EVENT + second) == [
        "r.yaml:6: events[1].id: 'strike' is the id of another event too"
    ]


def test_a_quote_that_is_not_in_the_text_is_a_problem(problems):
    text = "text: what was said\n" + EVENT + "    quote: was never said\n"
    assert problems(text) == [
        "r.yaml:7: events[0].quote: 'was never said' is not in the text"
    ]


def test_a_quote_without_a_text_is_taken_as_it_is(write):
    assert read_report(write(EVENT + "    quote: said")).events[0].quote == "said"


def test_another_event_that_is_meant_is_suggested(problems):
    second = (
        "  - id: strikes\n    type: Attack\n    summary: s\n    conflicts_with: [strik]\n"
    )
    (message,) = problems(EVENT + second)
    assert message.endswith("; did you mean 'strike'?")


def test_every_problem_is_listed_in_the_order_of_the_lines(problems):
    text = EVENT.replace("Attack", "Attak") + "    date: x\npublished: y\nfoo: 1\n"
    lines = [int(message.split(":")[1]) for message in problems(text)]
    assert lines == [4, 6, 7, 8]


@pytest.mark.parametrize("text", ["", "- a", "hello", "3", "[]"])
def test_a_file_that_holds_no_mapping_is_not_a_report(text, problems):
    assert problems(text) == ["r.yaml:1: not a report: expected keys such as title, events"]


@pytest.mark.parametrize(
    "text", ["title: é".encode("latin-1"), "title: t".encode("utf-16")]
)
def test_a_file_that_is_not_utf_8_is_refused(text, problems):
    assert problems(text) == ["r.yaml: not UTF-8 text; save it as UTF-8"]


def test_a_byte_order_mark_does_no_harm(write):
    assert read_report(write(b"\xef\xbb\xbftitle: A title")).title == "A title"


def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path):
    for path, reason in [(tmp_path / "no.yaml", "No such file"), (tmp_path, "directory")]:
        with pytest.raises(ReportError, match=f"cannot be read: .*{reason}"):
            read_report(path)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.sampled_from(sorted(EventEntry.model_fields)),
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner),
        max_leaves=4,
    ),
)
def test_any_value_of_a_key_is_either_read_or_refused(key, value, write):
    event = {"id": "a", "type": "Attack", "summary": "s", key: value}
    try:
        read_report(write(json.dumps({"title": "t", "events": [event]})))
    except ReportError as err:
        assert "events[0]" in str(err) or "not YAML" in str(err)  # noqa: PT017


# The JSON Schema


def test_the_published_schema_is_that_of_the_models(request):
    # after a change of the models: pytest tests/data/test_reports.py --update-golden
    expected = json.dumps(report_json_schema(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-golden"):
        SCHEMA.write_text(expected, "utf-8")
    assert SCHEMA.read_text("utf-8") == expected


def test_the_schema_has_the_keys_of_the_files_and_no_others():
    schema = report_json_schema()
    assert schema["additionalProperties"] is False
    assert {"from", "to"} <= set(schema["$defs"]["DistanceClaim"]["properties"])
    for part in ("Source", "EventEntry", "DistanceClaim", "PlaceEntry", "Coordinates"):
        assert schema["$defs"][part]["additionalProperties"] is False


def test_the_schema_takes_a_year_that_yaml_reads_as_a_number():
    (form,) = report_json_schema()["$defs"]["EventEntry"]["properties"]["date"]["anyOf"]
    assert form == {"type": ["string", "integer", "null"]}


def test_every_limit_of_a_number_is_a_word_of_json_schema():
    def keys(node):
        if isinstance(node, dict):
            yield from node
        for inner in node.values() if isinstance(node, dict) else node:
            if isinstance(inner, dict | list):
                yield from keys(inner)

    assert not {"gt", "ge", "lt", "le"} & set(keys(report_json_schema()))


def test_the_shipped_report_names_the_schema_for_editors(shipped):
    first = shipped.read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../report.schema.json"
    assert (shipped.parent / "../report.schema.json").resolve() == SCHEMA.resolve()


def test_the_shipped_report_has_only_keys_of_the_schema_and_all_required(shipped):
    schema = report_json_schema()
    content = YamlSource(shipped.read_text("utf-8"), shipped.name).content()
    parts = [(content, schema), (content["source"], schema["$defs"]["Source"])]
    for kind, part in (("events", "EventEntry"), ("distances", "DistanceClaim")):
        parts += [(entry, schema["$defs"][part]) for entry in content[kind]]
    for entry, part in parts:
        assert set(part.get("required", ())) <= set(entry) <= set(part["properties"])


# The shipped report


@pytest.mark.parametrize(
    ("event", "place", "status", "said_by"),
    [
        ("idlib-air-strikes", "Idlib", "claimed", "Syrian army"),
        ("aleppo-offensive", "Aleppo", "reported", None),
        ("araghchi-in-damascus", "Damascus", "reported", None),
        ("aleppo-consulate", "Aleppo", "claimed", "Iranian foreign ministry"),
        ("araghchi-to-ankara", "Ankara", "planned", "Iranian foreign ministry"),
        ("aleppo-airport-closed", "Aleppo International Airport", "reported", None),
        ("aleppo-roads-closed", "Aleppo", "reported", None),
        ("aleppo-districts-stormed", "Aleppo", "reported", None),
        ("hama-advance", "Hama", "reported", None),
        ("hama-province-towns", "Hama province", "claimed", "rebels"),
        ("hama-entered", "Hama", "claimed", "rebels"),
        ("hama-reinforcements", "Hama", "claimed", "Syrian army"),
        ("hama-mass-escape", "Hama", "claimed", "Syrian army"),
        ("idlib-truce", "Idlib", "background", None),
        ("lebanon-ceasefire", "Lebanon", "background", None),
        ("aleppo-2016", "Aleppo", "background", None),
    ],
)
def test_the_shipped_report_tells_of_an_event_and_who_said_it(
    event, place, status, said_by, report
):
    (entry,) = [each for each in report.events if each.id == event]
    assert (entry.place, entry.status, entry.claimed_by) == (place, status, said_by)


def test_what_nobody_is_named_for_is_said_by_the_publisher(report):
    assert report.source.publisher == "The National"


@pytest.mark.parametrize(
    ("event", "date"),
    [
        ("idlib-air-strikes", "2024-11-30/2024-12-01"),
        ("aleppo-offensive", "2024-11-27"),  # the Wednesday before Sunday, 1 December
        ("araghchi-in-damascus", "2024-12-01"),
        ("hama-entered", "../2024-11-30"),
        ("idlib-truce", "2020/.."),
        ("aleppo-2016", "2016"),
    ],
)
def test_an_event_of_the_shipped_report_has_its_date(event, date, report):
    (entry,) = [each for each in report.events if each.id == event]
    assert entry.date == date


@pytest.mark.parametrize("one", ["hama-entered", "hama-advance"])
@pytest.mark.parametrize("other", ["hama-mass-escape", "hama-reinforcements"])
def test_conflicting_claims_stand_side_by_side(one, other, report):
    (entry,) = [each for each in report.events if each.id == one]
    assert other in entry.conflicts_with


def test_a_conflict_is_told_from_both_sides(report):
    pairs = {(each.id, other) for each in report.events for other in each.conflicts_with}
    assert pairs == {(other, one) for one, other in pairs}


def test_a_claim_of_the_shipped_report_names_who_claims(report):
    claimed = [each for each in report.events if each.status is Status.CLAIMED]
    assert all(each.claimed_by for each in claimed)


def test_no_number_of_dead_is_given_where_the_article_gives_none(report):
    assert {each.fatalities for each in report.events} == {None}


def test_the_shipped_report_states_two_distances_with_their_directions(report):
    assert [
        (each.start, each.end, each.km, each.direction) for each in report.distances
    ] == [("Aleppo", "Hama", 140, "S"), ("Damascus", "Hama", 213, "N")]


# What a public release withholds


def _sensitive(write, lines):
    indented = "\n".join(f"  {line}" for line in lines)
    return read_report(write(f"title: t\nsensitive:\n{indented}\n")).sensitive


def test_a_report_says_what_of_it_is_sensitive(write):
    sensitive = _sensitive(
        write, ["place: grid", "grid_deg: 0.1", "delay_days: 14", "names: [Abu X]"]
    )
    assert sensitive.place == "grid"
    assert sensitive.grid_deg == 0.1
    assert sensitive.delay_days == 14
    assert sensitive.names == ("Abu X",)
    assert sensitive.event is None


def test_a_report_that_says_nothing_of_it_has_nothing_sensitive(write):
    report = read_report(write("title: t\nevents: [{id: a, type: Attack, summary: s}]"))
    assert report.sensitive is None
    assert report.events[0].sensitive is None


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["place: province"], "'release', 'grid', 'division', 'country' or 'withhold'"),
        (["place: grid"], "place is grid: expected grid_deg, such as 0.1"),
        (["grid_deg: 0.1"], "grid_deg is the size of a grid: expected place: grid"),
        (["place: grid", "grid_deg: 0"], "greater than or equal to 0.01"),
        (["delay_days: -1"], "greater than or equal to 0"),
        (["delay_days: true"], "true is not a number"),
        (["names: ['*']"], "'*' cannot be searched for: expected two letters"),
        (["names: Abu X"], "expected a list"),
        (["event: hide"], "'release' or 'withhold'"),
        (["delay: 14"], "no such key"),
        (["grid_degs: 1"], "did you mean 'grid_deg'?"),
    ],
)
def test_what_cannot_be_withheld_is_refused_with_its_line(lines, message, write):
    with pytest.raises(ReportError) as err:
        _sensitive(write, lines)
    assert message in str(err.value)
    assert re.search(r":[234]: sensitive", str(err.value))


def test_a_wrong_key_of_what_is_sensitive_of_an_event_is_told_with_its_line(write):
    text = (
        "title: t\nevents:\n  - id: a\n    type: Attack\n    summary: s\n"
        "    sensitive:\n      plase: country\n"
    )
    with pytest.raises(ReportError, match=r":7: events\[0\].*did you mean 'place'"):
        read_report(write(text))
