"""Nothing in a report runs, and nothing leaves the page."""

import re

import folium
import pytest

from conflictmap.data import Report
from conflictmap.geo import locate_report
from conflictmap.maps import ConflictMap, EventLayer, payload, render_map
from conflictmap.maps.options import About

HOSTILE = (
    "</script><img src=x onerror=window.pwned=1><svg onload=window.pwned=1>"
    "{{7*7}}{% raw %}${7*7}`'\"\\ \\u2028\u2028\u2029\u202e tfel\u202c \x00 <!--<script>"
    " ]]> javascript:window.pwned=1 &lt;b&gt; \u2067\U0001f4a3\ufeff\u0007 إدلب"
)
LONG = "word" * 250_000  # 1 MB without a space
NAME = HOSTILE[:300]


def event(number, **fields):
    place = {"lon": 36 + number, "lat": 35, "uncertainty_km": 3, "name": NAME}
    return {
        "id": f"event-{number}",
        "type": "Armed clash",
        "place": place,
        "date": f"2024-11-0{number + 1}",
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
        event(2, place=HOSTILE, initiators=["rebels"], claimed_by="rebels"),
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


def row_of(page, beginning):
    """The row of the list whose summary begins so."""
    rows = page.locator("#cm-events .cm-item")
    summary = re.compile("^" + re.escape(beginning))
    return rows.filter(has=page.locator(".cm-item-summary", has_text=summary))


def shown(page, selector):
    return page.locator(selector).first.text_content()


def visible(text):
    """Without marks of direction, which the page adds and takes away."""
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", text)


def nothing_ran(page):
    return page.evaluate("window.pwned === undefined")


def test_hostile_text_runs_nothing_when_the_page_opens(open_map, hostile_map):
    page = open_map(hostile_map)
    assert page.locator("#cm-events .cm-item").count() == 4
    assert page.locator("img, svg:not(.cm-tool svg), iframe, object").count() == 0
    assert nothing_ran(page)


def test_hostile_text_is_shown_as_it_stands(open_map, hostile_map):
    page = open_map(hostile_map)
    assert shown(page, "h1") == HOSTILE
    row_of(page, "0 ").click()
    terms = [visible(term) for term in page.locator("#cm-events dd").all_text_contents()]
    words = visible(HOSTILE)
    assert words in terms
    assert f"{words}, reported by {words}" in terms
    assert HOSTILE in page.locator("#cm-distances dd").all_text_contents()


def test_hostile_text_is_shown_as_it_stands_in_a_popup(open_map, hostile_map):
    page = open_map(hostile_map)
    row_of(page, "0 ").click()
    assert shown(page, ".cm-card-summary") == f"0 {HOSTILE}"
    assert shown(page, ".cm-quote") == HOSTILE
    assert page.locator(".leaflet-popup img").count() == 0
    assert nothing_ran(page)


@pytest.mark.parametrize("width", [360, 1200])
def test_a_word_of_a_megabyte_is_shown_whole_and_widens_nothing(
    open_map, hostile_map, width
):
    page = open_map(hostile_map, width=width)
    row_of(page, "wordword").click()
    assert shown(page, ".cm-card-summary") == LONG
    assert page.evaluate("document.documentElement.scrollWidth") == width
    popup = page.locator(".leaflet-popup").bounding_box()
    assert popup["height"] < 600


def test_a_place_that_is_not_found_is_a_finding_in_the_reports_words(open_map, hostile_map):
    page = open_map(hostile_map)
    assert "no such place" in shown(page, "#cm-findings")


def test_a_direction_without_a_distance_is_checked_and_drawn(open_map, hostile_map):
    page = open_map(hostile_map)
    text = visible(page.locator("#cm-distances li").nth(1).text_content())
    assert "a direction, no distance" in text
    assert "stated east: holds" in text
    assert "NaN" not in text
    assert "null" not in text


def test_hostile_text_runs_nothing_wherever_it_is_chosen(open_map, hostile_map):
    page = open_map(hostile_map)
    page.locator("#cm-tab-filters").click()
    page.evaluate(
        """() => document.querySelectorAll("#cm-tabpanel-filters [aria-expanded=false]")
          .forEach((one) => one.click())"""
    )
    page.locator(".cm-option", has_text="onerror").first.locator("input").check()
    assert page.locator(".cm-chips", has_text="onerror").count() == 1
    page.locator("#cm-bar [type=search]").fill(HOSTILE[:60])
    page.locator(".cm-time-more summary").click()
    assert nothing_ran(page)
    assert page.locator("img, svg:not(.cm-tool svg), iframe, object").count() == 0


@pytest.mark.parametrize("kind", ["GeoJSON", "CSV", "PNG", "SVG"])
def test_what_is_saved_of_a_hostile_report_runs_nothing(
    open_map, hostile_map, tmp_path, kind
):
    page = open_map(hostile_map)
    page.locator(".cm-menu > summary").click()
    with page.expect_download() as download:
        page.locator(".cm-menu li button", has_text=kind).click()
    path = tmp_path / f"saved.{kind.lower()}"
    download.value.save_as(path)
    assert nothing_ran(page)
    if kind == "SVG":
        picture = open_map(path)
        assert nothing_ran(picture)
        assert picture.locator("script, foreignObject, a").count() == 0


def test_hostile_text_in_a_packed_page_runs_nothing(
    open_map, lookup, tmp_path, monkeypatch
):
    monkeypatch.setattr(payload, "PACK_FROM", 1)
    path = tmp_path / "packed.html"
    located = locate_report(Report.model_validate(REPORT), lookup)
    path.write_text(render_map(located, lookup), "utf-8")
    page = open_map(path)
    row_of(page, "0 ").click()
    assert shown(page, ".cm-card-summary") == f"0 {HOSTILE}"
    assert nothing_ran(page)


def test_a_data_set_of_hostile_words_runs_nothing(open_map, located, lookup, tmp_path):
    frame = located.events.copy()
    for column in ("event_type", "sub_event_type", "publisher", "summary", "place_name"):
        frame[column] = HOSTILE
    frame["initiators"] = [(HOSTILE,)] * len(frame)
    path = tmp_path / "frame.html"
    about = About(title=HOSTILE, notes=(HOSTILE,))
    path.write_text(render_map(frame, lookup, about=about), "utf-8")
    page = open_map(path)
    assert shown(page, "#cm-events .cm-item-type") == HOSTILE
    page.locator(".cm-time-more summary").click()
    assert page.locator("img, svg:not(.cm-tool svg), iframe, object").count() == 0
    assert nothing_ran(page)


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
    assert page.locator("#cm-events .cm-item").count() == 19


def test_a_notebook_shows_the_map_in_its_frame(located, lookup, open_map, tmp_path):
    host = tmp_path / "notebook.html"
    html = ConflictMap(located, lookup)._repr_html_()
    host.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{html}", "utf-8")
    page = open_map(host)
    frame = page.frame_locator("iframe")
    frame.locator(".cm-item").first.click()
    assert "Hama province" in frame.locator(".cm-popup .cm-card").inner_text()


_PLACE_OF_A_MARK = """(name) => {
  const frame = document.querySelector(".leaflet-container");
  let layer;
  window[frame.id].eachLayer((one) => { if (one.markAt) layer = one; });
  const {events, places} = layer.data;
  const at = layer.markAt(events.place.findIndex((one) => places.label[one] === name));
  const box = frame.getBoundingClientRect();
  return [box.x + at.x, box.y + at.y];
}"""

FRAMES = {
    "on its own": "",
    "sandboxed": "sandbox='allow-scripts'",
    "sandboxed, of the same origin": "sandbox='allow-scripts allow-same-origin'",
}


@pytest.fixture
def open_framed(open_map, shipped_map, tmp_path, watch):
    """Opens the shipped map in a frame of 360 × 500 px."""
    watch.expected = (f"request: {shipped_map.as_uri()}",)  # by the page round it

    def framed(attributes, lang):
        host = tmp_path / "host.html"
        source = f"{shipped_map.as_uri()}#lang={lang}"
        host.write_text(
            "<!DOCTYPE html><meta charset=utf-8><title>Host</title><iframe title=Map "
            f"src='{source}' width=360 height=500 {attributes}></iframe>"
        )
        return open_map(host)

    return framed


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_page_works_in_a_small_frame(open_framed, frame, lang):
    page = open_framed(FRAMES[frame], lang)
    inner = page.frame_locator("iframe")
    row = inner.locator("#cm-events .cm-item").nth(1)
    summary = row.locator(".cm-item-summary").text_content()
    row.click()
    assert inner.locator(".cm-popup .cm-card-summary").text_content() == summary
    inner.locator("#cm-bar [type=search]").fill("Hama")
    inner.locator(".cm-chips button").wait_for()
    wide = page.frames[1].evaluate("document.documentElement.scrollWidth")
    assert wide <= page.frames[1].evaluate("innerWidth")
    assert inner.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")


def test_on_a_phone_marks_are_tapped_and_the_list_scrolls(open_map, shipped_map):
    page = open_map(
        shipped_map, width=360, height=740, has_touch=True, is_mobile=True,
        reduced_motion="reduce",
    )  # fmt: skip
    page.touchscreen.tap(*page.evaluate(_PLACE_OF_A_MARK, "Damascus"))
    card = page.locator(".cm-popup .cm-card")
    assert "Damascus" in card.inner_text()
    touch = page.context.new_cdp_session(page)
    middle = (
        "window[document.querySelector('.leaflet-container').id].getCenter().toString()"
    )
    before = page.evaluate(middle)
    touch.send("Input.synthesizeScrollGesture", {"x": 180, "y": 680, "yDistance": -400})
    assert page.evaluate("scrollY") > 200
    assert page.evaluate(middle) == before


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
    assert "rebels, reported by The National" in visible(text)
