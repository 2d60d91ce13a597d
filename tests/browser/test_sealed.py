"""Nothing in a report runs, and nothing leaves the page."""

import re

import folium
import pytest

from conflictmap.maps import ConflictMap, EventLayer

HOSTILE = (
    "</script><img src=x onerror=window.pwned=1><svg onload=window.pwned=1>"
    "{{7*7}}{% raw %}${7*7}`'\"\\ \\u2028\u2028\u2029\u202e tfel\u202c \x00 <!--<script>"
    " ]]> javascript:window.pwned=1 &lt;b&gt; إدلب"
)
LONG = "word" * 25_000  # 100 kB without a space
NAME = HOSTILE[:300]


def event(number, **fields):
    place = {"lon": 36 + number, "lat": 35, "uncertainty_km": 3, "name": NAME}
    return {
        "id": f"event-{number}",
        "type": "Armed clash",
        "place": place,
        "initiators": [HOSTILE],
        "targets": [HOSTILE],
        "claimed_by": HOSTILE,
        "status": "claimed",
        "summary": f"{number} {HOSTILE}",
        "quote": HOSTILE,
        **fields,
    }


REPORT = {
    "title": HOSTILE,
    "source": {"publisher": HOSTILE, "url": "https://example.org/<!--<script>\"'`"},
    "text": HOSTILE,
    "events": [
        event(0, conflicts_with=["event-1"]),
        event(1, summary=LONG, conflicts_with=["event-0"]),
        event(2, place=HOSTILE),
        event(3, place=None, status="background"),
    ],
    "distances": [
        {"from": "A" + NAME, "to": "B" + NAME, "km": 100, "quote": HOSTILE},
        {"from": "A" + NAME, "to": "B" + NAME, "direction": "E", "claimed_by": HOSTILE},
    ],
    "places": {
        "A" + NAME: {"lon": 36, "lat": 35, "uncertainty_km": 1, "name": NAME},
        "B" + NAME: {"lon": 37, "lat": 35, "uncertainty_km": 1},
    },
}


@pytest.fixture(scope="module")
def hostile_map(render):
    return render(REPORT)


def shown(page, selector):
    return page.locator(selector).first.text_content()


def nothing_ran(page):
    return page.evaluate("window.pwned === undefined")


def test_hostile_text_runs_nothing_when_the_page_opens(open_map, hostile_map):
    page = open_map(hostile_map)
    assert page.locator(".cm-item").count() == 6
    assert page.locator("img, svg").count() == 0
    assert nothing_ran(page)


def test_hostile_text_is_shown_as_it_stands(open_map, hostile_map):
    page = open_map(hostile_map)
    assert shown(page, "h1") == HOSTILE
    terms = page.locator("#cm-events dd").all_text_contents()
    assert f"\u200e\u2068{HOSTILE}\u2069 → \u2068{HOSTILE}\u2069" in terms
    assert f"\u200e{HOSTILE}, reported by {HOSTILE}" in terms
    assert HOSTILE in page.locator("#cm-distances dd").all_text_contents()


def test_hostile_text_is_shown_as_it_stands_in_a_popup(open_map, hostile_map):
    page = open_map(hostile_map)
    page.locator(".cm-item").first.click()
    assert shown(page, ".cm-card-summary") == f"0 {HOSTILE}"
    assert shown(page, ".cm-quote") == HOSTILE
    assert page.locator(".leaflet-popup img").count() == 0
    assert nothing_ran(page)


@pytest.mark.parametrize("width", [360, 1200])
def test_a_word_of_100_kb_is_shown_whole_and_widens_nothing(open_map, hostile_map, width):
    page = open_map(hostile_map, width=width)
    page.locator(".cm-item").nth(1).click()
    assert shown(page, ".cm-card-summary") == LONG
    assert page.evaluate("document.documentElement.scrollWidth") == width
    popup = page.locator(".leaflet-popup").bounding_box()
    assert popup["height"] < 600


def test_a_place_that_is_not_found_is_a_finding_in_the_reports_words(open_map, hostile_map):
    page = open_map(hostile_map)
    assert "no such place" in shown(page, "#cm-findings")


def test_a_direction_without_a_distance_is_checked_and_drawn(open_map, hostile_map):
    page = open_map(hostile_map)
    text = page.locator("#cm-distances li").nth(1).text_content()
    assert "a direction, no distance" in text
    assert "stated east: holds" in text
    assert "NaN" not in text
    assert "null" not in text


BREAKS = {
    "an inline script": """() => {
        const script = document.createElement("script");
        script.textContent = "window.pwned = 1";
        document.body.append(script);
    }""",
    "an event handler": """() => {
        const box = document.createElement("div");
        box.setAttribute("onclick", "window.pwned = 1");
        document.body.append(box);
        box.click();
    }""",
    "an image from elsewhere": """() => { new Image().src = "http://192.0.2.1/x.png"; }""",
    "a request": """() => { fetch("http://192.0.2.1/").catch(() => {}); }""",
    "a frame": """() => {
        const frame = document.createElement("iframe");
        frame.src = "http://192.0.2.1/";
        document.body.append(frame);
    }""",
    "a form": """() => {
        const form = document.createElement("form");
        form.action = "http://192.0.2.1/";
        document.body.append(form);
        form.submit();
    }""",
    "a worker": """() => {
        try { new Worker(URL.createObjectURL(new Blob(["1"]))); } catch {}
    }""",
}


@pytest.mark.parametrize("attempt", BREAKS)
def test_the_policy_refuses(page, watch, wait_until, attempt):
    watch.expected = ("Content Security Policy", "request: http://192.0.2.1", "blob:")
    page.evaluate(
        """() => {
          window.refused = [];
          document.addEventListener("securitypolicyviolation",
            (event) => window.refused.push(event.effectiveDirective));
        }"""
    )
    page.evaluate(BREAKS[attempt])
    wait_until(page, "window.refused.length > 0")
    assert nothing_ran(page)


def test_the_policy_refuses_code_in_strings(page, watch):
    watch.expected = ("Content Security Policy", "unsafe-eval")
    refused = page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener("securitypolicyviolation",
            (event) => done(event.effectiveDirective));
          setTimeout("window.pwned = 1", 0);
        })"""
    )
    assert refused == "script-src"
    assert nothing_ran(page)


def test_another_folium_layer_shows_on_the_sealed_map(located, lookup, open_map, tmp_path):
    sealed = ConflictMap(located, lookup)
    line = [(33.5, 36.3), (36.2, 37.2)]
    folium.PolyLine(line, color="#ff00aa", tooltip="The M5").add_to(sealed)
    path = tmp_path / "map.html"
    sealed.save(path)
    page = open_map(path)
    assert page.locator("path.leaflet-interactive").get_attribute("stroke") == "#ff00aa"
    assert page.locator("#cm-events .cm-item").count() == 15


def test_a_notebook_shows_the_map_in_its_frame(located, lookup, open_map, tmp_path):
    host = tmp_path / "notebook.html"
    html = ConflictMap(located, lookup)._repr_html_()
    host.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{html}", "utf-8")
    page = open_map(host)
    frame = page.frame_locator("iframe")
    frame.locator(".cm-item").first.click()
    assert "Air/drone strike" in frame.locator(".cm-card").inner_text()


def test_the_layer_alone_works_on_a_plain_folium_map(located, browser, tmp_path):
    from xstatic.pkg import leaflet

    plain = folium.Map((35, 37), zoom_start=7, tiles=None)
    EventLayer(located.events).add_to(plain)
    path = tmp_path / "plain.html"
    plain.save(path)
    errors = []
    context = browser.new_context()

    def answer(route):
        name = route.request.url.rsplit("/", 1)[-1]
        if route.request.url.startswith("file:"):
            route.continue_()
        elif name in {"leaflet.js", "leaflet.css"}:
            route.fulfill(path=f"{leaflet.BASE_DIR}/{name}")
        else:
            route.fulfill(body="")

    context.route(re.compile(".*"), answer)
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    mark = page.evaluate(
        """() => {
          const map = window[document.querySelector(".leaflet-container").id];
          let layer;
          map.eachLayer((one) => { if (one.markAt) layer = one; });
          return layer.markAt(0);
        }"""
    )
    page.mouse.click(mark["x"], mark["y"])
    text = page.locator(".leaflet-popup").inner_text()
    context.close()
    assert errors == []
    assert "Syrian army, reported by The National" in text
