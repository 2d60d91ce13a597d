"""Online services as a fallback: asked seldom, politely and once, and never in vain."""

import json
import logging
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
import shapely
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter, URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable

from conflictmap.data import Coordinates, GeocodingError, Kind, PlaceEntry, Report
from conflictmap.geo import Match, Place, PlaceLookup, locate_report
from conflictmap.geo.online import OnlineService
from conflictmap.geo.services import answer_file

AGENT = "conflictmap-tests (nobody@example.org)"


def feature(name="Kafr Nabudah", lon=36.48, lat=35.42, **said):
    said = {"osm_key": "place", "osm_value": "village", "countrycode": "SY", **said}
    point = {"coordinates": [lon, lat]}
    return {"geometry": point, "properties": {"name": name, **said}}


class Web(BaseSyncAdapter):
    """What geopy takes for the network: it keeps the requests and answers from a list."""

    def __init__(self):
        super().__init__(proxies=None, ssl_context=None)
        self.answers = {"features": [feature()]}
        self.error = None
        self.requests = []

    def get_json(self, url, *, timeout, headers):
        self.requests.append((url, timeout, headers))
        if self.error is not None:
            raise self.error
        return self.answers

    get_text = get_json

    @property
    def asked(self):
        return [parse_qs(urlsplit(url).query)["q"][0] for url, _, _ in self.requests]


@pytest.fixture
def web():
    return Web()


@pytest.fixture
def clock(monkeypatch):
    """A clock that only sleeping moves; its list holds the sleeps."""
    sleeps = []
    monkeypatch.setattr(answer_file.time, "time", lambda: 1000.0 + sum(sleeps))
    monkeypatch.setattr(answer_file.time, "sleep", sleeps.append)
    return sleeps


@pytest.fixture
def make(web, clock, tmp_path):
    assert clock == []

    def make(service="photon", **options):
        options = {"user_agent": AGENT, "cache": tmp_path / "online.sqlite", **options}
        return OnlineService(service, adapter_factory=lambda **_: web, **options)

    return make


def http_error(status):
    return AdapterHTTPError("no", status_code=status, headers={}, text="key=SECRET")


# Setting up


def test_a_service_is_set_up_without_asking_it(make, web):
    make()
    assert web.requests == []


@pytest.mark.usefixtures("clock")
def test_the_default_file_lies_beside_the_index(web, monkeypatch, tmp_path):
    monkeypatch.setenv("CONFLICTMAP_CACHE", str(tmp_path))
    service = OnlineService("photon", user_agent=AGENT, adapter_factory=lambda **_: web)
    assert list(tmp_path.iterdir()) == []
    service.candidates("Hama")
    assert [path.name for path in tmp_path.iterdir()] == ["online.sqlite"]


def test_importing_does_not_import_geopy():
    code = "import sys, conflictmap.geo.online; print('geopy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("agent", ["", "  ", None, "a\r\nX-Evil: 1", "ü", "x" * 201])
def test_a_service_must_be_told_who_asks(make, agent):
    with pytest.raises(GeocodingError, match="must be told who asks; expected an appl"):
        make(user_agent=agent)


def test_a_sample_user_agent_is_refused_by_nominatim(make):
    with pytest.raises(GeocodingError, match="cannot be set up"):
        make("nominatim", user_agent="my-application")


def test_an_unknown_service_is_refused_with_the_known_ones(make):
    with pytest.raises(GeocodingError, match=r"'nowhere' is no online service; .*photon"):
        make("nowhere")


def test_a_service_without_its_key_is_refused(make):
    with pytest.raises(GeocodingError, match=r"OpenCage cannot be set up.*api_key"):
        make("opencage")


def test_an_option_that_it_does_not_have_is_refused(make):
    with pytest.raises(GeocodingError, match="with the options adapter_factory, colour"):
        make(colour="red")


@pytest.mark.parametrize("delay_s", [-1, 61, float("nan")])
def test_a_delay_that_is_none_is_refused(make, delay_s):
    with pytest.raises(GeocodingError, match="expected 0 to 60"):
        make(min_delay_s=delay_s)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"domain": "nominatim.openstreetmap.org"},
        {"domain": "/NOMINATIM.openstreetmap.org/"},
    ],
)
def test_the_public_nominatim_is_never_asked_more_than_once_a_second(make, options):
    with pytest.raises(GeocodingError, match="at most every 1 s"):
        make("nominatim", min_delay_s=0.9, **options)


def test_the_public_nominatim_by_its_full_name_is_the_same_service(make, web, clock):
    web.answers = []
    make("nominatim").candidates("a")
    make("nominatim", domain="nominatim.openstreetmap.org").candidates("b")
    assert clock == [0, 1]


def test_ones_own_nominatim_may_be_asked_more_often(make):
    assert make("nominatim", min_delay_s=0, domain="localhost:8080").name == "Nominatim"


# Asking


def test_an_answer_is_a_place_with_its_provenance(make):
    (place,) = make().candidates("Kafr Nabudah")
    today = datetime.now(UTC).date().isoformat()
    assert place == Place(
        name="Kafr Nabudah",
        lon=36.48,
        lat=35.42,
        kind=Kind.VILLAGE,
        country="SY",
        admin1=None,
        geonameid=None,
        population=None,
        uncertainty_m=10_000.0,
        score=0.5,
        matched=Match.ONLINE,
        source=f"Photon (© OpenStreetMap contributors, ODbL 1.0), fetched {today}",
    )


def test_the_service_is_told_who_asks(make, web):
    make().candidates("Kafr Nabudah")
    ((_, _, headers),) = web.requests
    assert headers["User-Agent"] == AGENT


def test_a_slow_service_is_waited_for_ten_seconds(make, web):
    make().candidates("Kafr Nabudah")
    ((_, timeout_s, _),) = web.requests
    assert timeout_s == 10


@pytest.mark.parametrize(
    ("service", "options", "expected"),
    [
        ("nominatim", {}, {"countrycodes": "SY,TR", "limit": "10", "addressdetails": "1"}),
        ("photon", {}, {"lang": "en", "limit": "10"}),
        ("opencage", {"api_key": "k"}, {"countrycode": "SY,TR", "language": "en"}),
        ("herev7", {"apikey": "k"}, {"limit": "10"}),
    ],
)
def test_each_service_is_asked_what_it_can_be_asked(make, web, service, options, expected):
    web.answers = {
        "features": [],
        "items": [],
        "results": [],
        "status": {"code": 200, "message": ""},
    }
    if service == "nominatim":
        web.answers = []
    make(service, **options).candidates("Suran", country_codes=["TR", "sy"])
    asked = {key: values[0] for key, values in parse_qs(web.requests[0][0]).items()}
    assert expected.items() <= asked.items()


def test_a_service_without_an_answer_finds_no_place(make, web):
    web.answers = {"features": []}
    assert make().candidates("Nowhere") == []


@pytest.mark.parametrize("name", ["", "  ", "\x00\x1b", "\u202e"])
def test_an_empty_name_is_not_asked_for(make, web, name):
    assert make().candidates(name) == []
    assert web.requests == []


def test_a_hostile_name_is_asked_for_on_one_short_line(make, web):
    make().candidates("a\r\nb\x00" + "x" * 100_000)
    (asked,) = web.asked
    assert asked.startswith("a b x")
    assert len(asked) <= 200


@pytest.fixture
def several(web):
    """Hama's in three countries, in this order."""
    web.answers["features"] = [
        feature("Hama", 36.75, 35.13, osm_value="city"),
        feature("Hama", 139.7, 35.7, countrycode="JP", osm_value="suburb"),
        feature("Hama", 10.0, 60.0, countrycode=None),
    ]


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("options", "lons"),
    [
        ({}, [36.75, 139.7, 10.0]),
        ({"limit": 2}, [36.75, 139.7]),
        ({"limit": 0}, []),
        ({"country_codes": ["jp"]}, [139.7]),
        ({"country_codes": ["SY", "JP"]}, [36.75, 139.7]),
        ({"kinds": [Kind.DISTRICT]}, [139.7]),
        ({"within": (0.0, 30.0, 40.0, 70.0)}, [36.75, 10.0]),
        ({"within": (130.0, 30.0, -170.0, 70.0)}, [139.7]),
        ({"within": (-180.0, -90.0, 180.0, 90.0)}, [36.75, 139.7, 10.0]),
        ({"within": shapely.box(30, 30, 40, 40)}, [36.75]),
        ({"near": (139.0, 35.0)}, [139.7, 36.75, 10.0]),
        ({"fuzzy": True}, [36.75, 139.7, 10.0]),
    ],
)
def test_candidates_are_chosen_as_those_of_the_gazetteer(make, options, lons):
    assert [place.lon for place in make().candidates("Hama", **options)] == lons


def test_a_point_that_is_not_on_earth_is_a_bad_call(make, web):
    with pytest.raises(ValueError, match=r"expected \(lon, lat\)"):
        make().candidates("Hama", near=(36.0, 91.0))
    assert web.requests == []


@pytest.fixture
def local_server(monkeypatch):
    """A service on the loopback interface; its list holds paths and user agents."""
    monkeypatch.setenv("no_proxy", "*")
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.path, self.headers["User-Agent"]))
            self.send_response(429 if "Homs" in self.path else 200)
            self.end_headers()
            self.wfile.write(json.dumps({"features": [feature()]}).encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, args=(0.01,))
        thread.start()
        yield f"127.0.0.1:{httpd.server_port}", seen
        httpd.shutdown()
        thread.join()


@pytest.mark.usefixtures("clock")
def test_a_service_is_asked_through_geopys_own_adapter(local_server, tmp_path):
    domain, seen = local_server
    options = {"domain": domain, "scheme": "http", "adapter_factory": URLLibAdapter}
    service = OnlineService(
        "photon", user_agent=AGENT, cache=tmp_path / "a.sqlite", **options
    )
    assert service.candidates("Hama")[0].name == "Kafr Nabudah"
    with pytest.raises(GeocodingError, match="quota"):
        service.candidates("Homs")
    assert seen == [
        ("/api?q=Hama&limit=10&lang=en", AGENT),
        ("/api?q=Homs&limit=10&lang=en", AGENT),
    ]


# What goes wrong


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (GeocoderTimedOut("no"), "did not answer in time"),
        (GeocoderUnavailable("no"), "cannot be reached"),
        (GeocoderParseError("no"), "answer cannot be read"),
        (http_error(429), "quota is used up"),
        (http_error(402), "quota is used up"),
        (http_error(401), "refuses the credentials"),
        (http_error(403), "refuses the request"),
        (http_error(400), "does not understand"),
        (http_error(500), "in trouble"),
        (ConnectionResetError("key=SECRET"), "it failed"),
    ],
)
def test_a_failure_is_one_error_that_says_why_and_no_secret(make, web, error, reason):
    web.error = error
    with pytest.raises(GeocodingError, match=f"^Photon: .*{reason}") as caught:
        make().candidates("Hama")
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    "answers",
    [
        *([], {}, None, {"features": 7}, {"features": [{}]}),
        *({"features": [wrong]} for wrong in (feature(lat=95.0), feature(lon="x"))),
    ],
)
def test_an_answer_of_another_form_is_an_error(make, web, answers):
    web.answers = answers
    with pytest.raises(GeocodingError, match="its answer cannot be read"):
        make().candidates("Hama")


def test_a_failure_is_not_kept(make, web):
    service, web.error = make(), GeocoderTimedOut("no")
    with pytest.raises(GeocodingError):
        service.candidates("Hama")
    web.error = None
    assert service.candidates("Hama") != []


# The file of answers


def test_a_name_is_asked_for_once(make, web):
    first = make().candidates("Kafr Nabudah")
    assert make().candidates("Kafr Nabudah") == first
    assert len(web.requests) == 1


def test_that_there_is_no_such_place_is_kept_too(make, web):
    web.answers = {"features": []}
    for _ in range(2):
        assert make().candidates("Nowhere") == []
    assert len(web.requests) == 1


@pytest.mark.parametrize("name", [" kafr  NABUDAH ", "Kafr\nNabudah"])
def test_case_and_spaces_are_no_other_question(make, web, name):
    make().candidates("Kafr Nabudah")
    make().candidates(name)
    assert len(web.requests) == 1


def test_decomposed_letters_are_no_other_question(make, web):
    make().candidates("Sūrān")
    make().candidates("Su\u0304ra\u0304n")
    assert len(web.requests) == 1


def test_limit_kinds_and_nearness_are_no_other_question(make, web):
    make().candidates("Kafr Nabudah", limit=1)
    make().candidates("Kafr Nabudah", kinds=[Kind.CITY], near=(0.0, 0.0), fuzzy=True)
    assert len(web.requests) == 1


@pytest.mark.parametrize(
    "other",
    [
        lambda make: make().candidates("Kafr Nabudah", country_codes=["SY"]),
        lambda make: make().candidates("Kafr Nabuda"),
        lambda make: make(domain="localhost").candidates("Kafr Nabudah"),
    ],
)
def test_another_name_country_or_server_is_another_question(make, web, other):
    make().candidates("Kafr Nabudah")
    other(make)
    assert len(web.requests) == 2


def test_an_answer_keeps_the_day_on_which_it_was_fetched(make, tmp_path):
    make().candidates("Kafr Nabudah")
    with sqlite3.connect(tmp_path / "online.sqlite") as file:
        file.execute("UPDATE answers SET fetched = '2020-02-29'")
    file.close()
    (place,) = make().candidates("Kafr Nabudah")
    assert place.source.endswith(", fetched 2020-02-29")


@pytest.mark.parametrize("content", ["", "[7]", "[{}]", '[{"kind": "?"}]', "[" * 9999])
def test_an_answer_that_cannot_be_read_is_asked_for_again(make, web, tmp_path, content):
    make().candidates("Kafr Nabudah")
    with sqlite3.connect(tmp_path / "online.sqlite") as file:
        file.execute("UPDATE answers SET places = ?", (content,))
    file.close()
    assert make().candidates("Kafr Nabudah") != []
    assert len(web.requests) == 2


def test_a_damaged_file_is_an_error_that_says_what_to_do(make, tmp_path):
    (tmp_path / "online.sqlite").write_bytes(b"no database" * 99)
    with pytest.raises(GeocodingError, match=r"cannot be used: .*; remove it"):
        make().candidates("Hama")


def test_a_folder_that_cannot_be_made_is_an_error(make, tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(GeocodingError, match="cannot be used"):
        make(cache=tmp_path / "a" / "b.sqlite").candidates("Hama")


PUT_MANY = """
import sys
from pathlib import Path
from conflictmap.geo.services.answer_file import AnswerFile
path, worker = sys.argv[1:]
for i in range(20):
    AnswerFile(Path(path)).put((worker, f"query {i}", ""), "2026-11-22", [])
"""


def test_two_processes_may_write_at_once(tmp_path):
    path = tmp_path / "online.sqlite"
    workers = [
        subprocess.Popen([sys.executable, "-c", PUT_MANY, path, worker]) for worker in "ab"
    ]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    with sqlite3.connect(path) as file:
        assert file.execute("SELECT count(*) FROM answers").fetchone() == (40,)
    file.close()


# The pace


def test_requests_are_a_second_apart(make, clock):
    for name in ("a", "b", "c"):
        make().candidates(name)
    assert clock == [0, 1, 1]


def test_a_kept_answer_is_not_waited_for(make, clock):
    for _ in range(3):
        make().candidates("a")
    assert clock == [0]


def test_services_do_not_wait_for_each_other(make, web, clock):
    make().candidates("a")
    web.answers = []
    make("nominatim").candidates("a")
    assert clock == [0, 0]


def test_all_who_share_the_file_keep_the_pace_together(clock, tmp_path):
    one, other = (answer_file.AnswerFile(tmp_path / "a.sqlite") for _ in range(2))
    for file in (one, other, one):
        file.wait_for_turn("photon", 2.0)
    assert clock == [0, 2, 2]


def test_a_clock_that_was_set_back_does_not_stop_the_asking(make, monkeypatch, clock):
    make().candidates("a")
    monkeypatch.setattr(answer_file.time, "time", lambda: 10.0)
    make().candidates("b")
    assert clock == [0, 1]


# The fallback


@pytest.fixture
def fallback(make):
    return PlaceLookup(layers=(), online=make())


def test_the_service_is_not_asked_for_what_the_gazetteer_has(fallback, web):
    assert fallback.candidates("Hama")[0].geonameid == 170017
    assert web.requests == []


def test_the_service_is_asked_for_what_the_gazetteer_lacks(fallback):
    (place,) = fallback.candidates("Kafr Nabudah", country_codes=["SY"])
    assert place.matched is Match.ONLINE


def test_a_city_abroad_is_not_looked_for_in_the_country(fallback, web):
    assert fallback.candidates("Paris", country_codes=["SY"]) == []
    assert web.requests == []


def test_a_village_that_only_has_a_namesake_abroad_is_looked_for(fallback, web):
    assert fallback.candidates("Hallstatt", country_codes=["SY"]) != []
    assert web.asked == ["Hallstatt"]


def test_a_failure_leaves_the_offline_result(fallback, web, caplog):
    web.error = GeocoderTimedOut("no")
    assert fallback.candidates("Kafr Nabudah") == []
    assert caplog.messages == ["not found online: Photon: it did not answer in time"]
    assert caplog.records[0].levelno == logging.WARNING


def test_a_reason_is_told_once_and_a_failing_service_left_alone(fallback, web, caplog):
    web.error = GeocoderTimedOut("no")
    for name in ("Qqa", "Qqb", "Qqc", "Qqd", "Qqe"):
        fallback.candidates(name)
    assert len(web.requests) == 3
    assert caplog.messages == [
        "not found online: Photon: it did not answer in time",
        "Photon is not asked any more",
    ]


def test_one_answer_makes_up_for_the_failures_before(fallback, web):
    for i in range(3):
        web.error = GeocoderTimedOut("no")
        fallback.candidates(f"Qqa{i}")
        fallback.candidates(f"Qqb{i}")
        web.error = None
        fallback.candidates(f"Qqc{i}")
    assert len(web.requests) == 9


# In a report


def event(place):
    return {"id": "a", "type": "Attack", "summary": "s", "place": place}


def locate(lookup, place, **places):
    report = Report(title="t", country=("SY",), events=[event(place)], places=places)
    return locate_report(report, lookup)


def test_an_event_is_placed_where_the_service_says(fallback):
    row = locate(fallback, "Kafr Nabudah").events.iloc[0]
    assert (row.lon, row.lat) == (36.48, 35.42)
    assert "OpenStreetMap contributors, ODbL" in row.place_source


@pytest.mark.parametrize(
    "entry",
    [
        PlaceEntry(geonameid=170017),
        PlaceEntry(geonameid=999),
        PlaceEntry(lon=36.5, lat=35.4, uncertainty_km=1),
    ],
)
def test_the_analysts_word_is_final_and_asks_nobody(fallback, web, entry):
    locate(fallback, "Kafr Nabudah", **{"Kafr Nabudah": entry})
    assert web.requests == []


def test_coordinates_in_an_event_ask_nobody(fallback, web):
    locate(fallback, Coordinates(lon=36.5, lat=35.4, uncertainty_km=1))
    assert web.requests == []


def test_a_failing_service_costs_a_report_nothing_else(fallback, web):
    web.error = GeocoderUnavailable("no")
    report = Report(
        title="t",
        country=("SY",),
        events=[event("Kafr Nabudah"), {**event("Hama"), "id": "b"}],
    )
    located = locate_report(report, fallback)
    assert list(located.places) == ["Hama"]
    assert [finding.event_id for finding in located.findings] == ["a"]


def test_the_same_file_gives_the_same_places(make, web):
    first = locate(PlaceLookup(layers=(), online=make()), "Kafr Nabudah").places
    web.error = GeocoderUnavailable("no")
    second = locate(PlaceLookup(layers=(), online=make()), "Kafr Nabudah").places
    assert json.dumps(first["Kafr Nabudah"].to_dict()) == json.dumps(
        second["Kafr Nabudah"].to_dict()
    )
