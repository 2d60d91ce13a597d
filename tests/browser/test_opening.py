"""What a reader finds on opening a map from disk, with the network cut."""

import pytest

EMPTY = {"title": "Nothing happened"}
ANTIMERIDIAN = {
    "title": "Either side of the line",
    "events": [
        {
            "id": f"event-{number}",
            "type": "Armed clash",
            "summary": f"At {lon} degrees.",
            "place": {"lon": lon, "lat": -17, "uncertainty_km": 5},
        }
        for number, lon in enumerate((179, -179))
    ],
}


def list_of(page):
    return page.locator("#cm-events .cm-list > li")


def overflow(page):
    """Elements wider than the page, and how far the page scrolls sideways."""
    return page.evaluate(
        """() => {
          const wide = document.documentElement.scrollWidth - innerWidth;
          const out = [...document.querySelectorAll(".cm-header *, .cm-panel *")]
            .filter((one) => !one.closest(".cm-unseen, details:not([open]) ul"))
            .filter((one) => one.getClientRects().length)
            .filter((one) => {
              const box = one.getBoundingClientRect();
              return box.right > innerWidth + 1 || box.left < -1;
            });
          return [wide, ...out.map((one) => one.outerHTML.slice(0, 90))];
        }"""
    )


def test_the_page_has_the_reports_title_and_a_language(page, report):
    assert page.title() == report.title
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").text_content() == report.title


def test_the_list_has_every_event(page, report):
    shown = list_of(page).locator(".cm-item-summary").all_text_contents()
    assert sorted(shown) == sorted(event.summary for event in report.events)
    assert page.locator(".cm-shown").text_content() == f"{len(shown)} events"


def test_background_and_plans_say_that_they_are_no_news(page, report):
    faint = [event for event in report.events if event.status in {"background", "planned"}]
    assert faint
    for event in faint:
        row = list_of(page).filter(has_text=event.summary)
        assert row.locator(".cm-status").text_content() == event.status


def test_an_event_without_a_place_says_so(page):
    item = list_of(page).filter(has_text="where is not said")
    assert "not placed" in item.text_content()


def test_an_event_without_a_place_can_be_chosen_and_opens_no_popup(page):
    item = list_of(page).filter(has_text="where is not said").locator(".cm-item")
    item.click()
    assert item.get_attribute("aria-current") == "true"
    assert page.locator(".leaflet-popup").count() == 0
    assert "not placed on the map" in page.locator("#cm-live").text_content()


def test_sources_and_the_note_on_borders_are_shown(page):
    page.locator("#cm-tab-about").click()
    assert "Natural Earth" in page.locator("#cm-sources").inner_text()
    assert "Leaflet" in page.locator("#cm-sources").inner_text()
    assert page.locator("#cm-notes li").first.is_visible()


def test_a_report_without_events_opens_with_a_notice(open_map, render):
    page = open_map(render(EMPTY))
    assert page.locator("h1").text_content() == EMPTY["title"]
    assert "no events" in page.locator("#cm-events").text_content().lower()


def test_events_on_both_sides_of_the_antimeridian_are_in_view(open_map, render):
    page = open_map(render(ANTIMERIDIAN))
    marks = page.evaluate(
        """() => {
          const map = window[document.querySelector(".leaflet-container").id];
          let layer;
          map.eachLayer((one) => { if (one.markAt) layer = one; });
          const {x, y} = map.getSize();
          return [0, 1].map((row) => layer.markAt(row))
            .map((at) => [at.x / x, at.y / y]);
        }"""
    )
    assert all(0 < share < 1 for mark in marks for share in mark)
    assert marks[1][0] > marks[0][0]
    assert marks[1][0] - marks[0][0] > 0.3  # they fill the view: it is not the whole world


def test_two_copies_of_a_map_look_the_same(open_map, shipped_map, tmp_path):
    copy = tmp_path / "copy.html"
    copy.write_bytes(shipped_map.read_bytes())
    first, second = (open_map(path).screenshot() for path in (shipped_map, copy))
    assert first == second


def test_on_a_phone_nothing_is_wider_than_the_page(open_map, shipped_map):
    page = open_map(shipped_map, width=360, height=740)
    assert overflow(page) == [0]


def test_on_a_phone_the_panel_is_below_the_map(open_map, shipped_map):
    page = open_map(shipped_map, width=360, height=740)
    map_box = page.locator(".cm-map").bounding_box()
    panel = page.locator(".cm-panel").bounding_box()
    assert panel["y"] >= map_box["y"] + map_box["height"] - 1
    assert map_box["width"] == 360


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_control_lies_over_the_close_button_of_a_popup(open_map, shipped_map, lang):
    page = open_map(shipped_map, width=1024, lang=lang, reduced_motion="reduce")
    for row in page.locator("#cm-events .cm-item").all()[:8]:
        row.click()
        if "cm-popup-open" in page.locator(".leaflet-container").get_attribute("class"):
            page.locator(".leaflet-popup-close-button").click()
            page.wait_for_selector(".leaflet-popup", state="detached")
        page.locator(".leaflet-container").press("ArrowLeft")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", [360, 320])
def test_a_popup_on_a_phone_lies_within_the_map(open_map, shipped_map, width, lang):
    page = open_map(
        shipped_map, width=width, height=740, reduced_motion="reduce", lang=lang
    )
    list_of(page).first.locator(".cm-item").click()
    popup = page.locator(".leaflet-popup").bounding_box()
    frame = page.locator(".cm-map").bounding_box()
    assert popup["x"] >= frame["x"]
    assert popup["x"] + popup["width"] <= frame["x"] + frame["width"]
    assert popup["y"] >= frame["y"]
    page.locator(".leaflet-popup-close-button").click()  # nothing lies over it
    page.wait_for_selector(".leaflet-popup", state="detached")


SPACED = """() => {
  const sheet = new CSSStyleSheet(); // as in WCAG 1.4.12
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


def lost(page):
    """What reaches beyond the page or its own frame, in each section beside the map."""
    found = []
    for tab in page.locator("[role=tab]").all():
        tab.click()
        found += overflow(page)[1:] + ([tab.text_content()] if overflow(page)[0] else [])
        found += page.evaluate(
            """() => [...document.querySelectorAll("button, summary, .cm-key li, dt, dd")]
              .filter((one) => one.checkVisibility() && !one.closest(".cm-list"))
              .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)
              .map((one) => one.outerHTML.slice(0, 90))"""
        )
    return found


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("zoom", [2, 4])
def test_nothing_is_lost_when_the_page_is_enlarged(open_map, shipped_map, zoom, lang):
    # A browser's zoom divides the CSS pixels of a 1280 × 1024 window, and enlarges them.
    page = open_map(
        shipped_map,
        width=1280 // zoom,
        height=1024 // zoom,
        lang=lang,
        reduced_motion="reduce",
    )
    assert lost(page) == []
    last = page.locator("#cm-notes li").last
    last.scroll_into_view_if_needed()
    assert last.is_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_lost_when_letters_and_lines_are_spaced(open_map, shipped_map, width):
    page = open_map(shipped_map, width=width, reduced_motion="reduce")
    page.evaluate(SPACED)
    page.locator("#cm-events .cm-item").first.click()
    assert lost(page) == []


def test_forced_colours_show_what_is_chosen_and_pressed(open_map, shipped_map):
    page = open_map(shipped_map, forced_colors="active", reduced_motion="reduce")
    tab = page.locator("[role=tab][aria-selected=true]")
    other = page.locator("[role=tab][aria-selected=false]").first
    row = page.locator("#cm-events .cm-item")
    row.first.click()
    tool = page.locator(".cm-tool").last
    tool.click()
    for chosen, plain in (
        (tab, other),
        (row.first, row.nth(1)),
        (tool, page.locator(".cm-tool").first),
    ):
        assert look(chosen) != look(plain)


def look(node):
    """Colours of text, background and borders, as they are painted."""
    return node.evaluate(
        """(one) => {
          const {color, backgroundColor, borderBottomColor} = getComputedStyle(one);
          return [color, backgroundColor, borderBottomColor];
        }"""
    )


def test_a_dark_scheme_changes_page_and_map(open_map, shipped_map):
    shades = []
    for scheme in ("light", "dark"):
        page = open_map(shipped_map, color_scheme=scheme)
        shades.append(
            page.evaluate(
                """() => {
                  const canvas = document.querySelector(".leaflet-cm-land-pane canvas");
                  const [x, y] = [canvas.width * 0.8, canvas.height * 0.6];
                  const middle = canvas.getContext("2d").getImageData(x, y, 1, 1).data;
                  const paper = getComputedStyle(document.body).backgroundColor;
                  return [...middle.slice(0, 3), ...paper.match(/\\d+/g).map(Number)];
                }"""
            )
        )
    light, dark = shades
    assert min(light) > 200
    assert max(dark) < 80


def test_the_scheme_may_change_while_the_map_is_open(page, wait_until):
    before = page.screenshot()
    page.emulate_media(color_scheme="dark")
    wait_until(
        page, "getComputedStyle(document.body).backgroundColor === 'rgb(23, 25, 28)'"
    )
    assert page.screenshot() != before


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
def test_motion_is_only_for_those_who_like_it(open_map, shipped_map, wish):
    page = open_map(shipped_map, reduced_motion=wish)
    animated = page.evaluate(
        "window[document.querySelector('.leaflet-container').id]._zoomAnimated"
    )
    assert animated == (wish == "no-preference")
