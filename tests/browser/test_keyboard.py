"""Everything is reached, seen and left by keyboard alone; what is announced is short."""

import pytest

_FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const {outlineStyle, outlineWidth} = getComputedStyle(one);
  const ring = getComputedStyle(one, "::after").borderTopWidth; // the map draws its own
  return {
    name: one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.textContent,
    ringed: (outlineStyle === "solid" && parseFloat(outlineWidth) >= 2) || ring === "3px",
    small: box.width < 24 || box.height < 24,
    covered: !one.contains(document.elementFromPoint(x, y)) && box.height < innerHeight,
    at: [box.x, box.y],
    part: one.closest("header, .cm-map, .cm-timeline, .cm-panel")?.className ?? "",
  };
}"""


def focused(page):
    return page.evaluate(_FOCUSED)


def walk(page, key="Tab", limit=90):
    """What has the keyboard, stop by stop, until the page is left."""
    stops = []
    for _ in range(limit):
        page.keyboard.press(key)
        stop = focused(page)
        if stop is None:
            return stops
        stops.append(stop)
    return pytest.fail(f"the keyboard did not leave the page in {limit} steps")


def said(page):
    return page.locator("#cm-live").text_content()


def to_map(page):
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Shift")  # so that the ring shows, as for one who came by Tab


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("size", [(1440, 900), (360, 740), (320, 256)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_is_named_ringed_uncovered_and_large_enough(
    open_map, shipped_map, lang, size, scheme
):
    page = open_map(
        shipped_map, width=size[0], height=size[1], lang=lang, color_scheme=scheme
    )
    page.locator("h1").wait_for()
    stops = walk(page)
    assert len(stops) > 18
    for stop in stops:
        assert stop["name"].strip(), stop
        assert stop["ringed"], stop
        assert not stop["small"], stop
        assert not stop["covered"], stop


def test_the_way_back_is_the_way_there(page):
    there = [stop["name"] for stop in walk(page)]
    back = []
    for _ in there:  # a headless browser goes round, past the page's beginning
        page.keyboard.press("Shift+Tab")
        back.append(focused(page)["name"])
    assert back == there[::-1]


def test_the_parts_of_the_page_come_one_after_the_other(page):
    parts = [stop["part"] for stop in walk(page)]
    assert list(dict.fromkeys(parts)) == ["", "cm-map", "cm-timeline", "cm-panel"]
    assert parts == sorted(parts, key=list(dict.fromkeys(parts)).index)


def test_every_section_is_walked_through_without_a_loss(page):
    for tab in page.locator("[role=tab]").all():
        tab.click()
        page.locator("h1").click()
        stops = walk(page)
        for _ in stops[1:]:
            page.keyboard.press("Shift+Tab")
            stops.append(focused(page))
        assert all(stop["ringed"] and not stop["covered"] for stop in stops)


def test_the_skip_link_leads_to_the_events_from_any_section(page):
    page.locator("#cm-tab-checks").click()
    page.locator("h1").click()
    page.keyboard.press("Shift+Tab")
    while page.evaluate("!document.activeElement.matches('.cm-skip')"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "cm-events"
    assert page.locator("#cm-events").is_visible()


def test_an_event_is_opened_from_the_list_and_left(page):
    items = page.locator("#cm-events .cm-item")
    summary = items.first.locator(".cm-item-summary").text_content()
    items.first.focus()
    page.keyboard.press("Enter")
    assert summary in page.locator(".cm-popup .cm-card").inner_text()
    assert page.evaluate("document.activeElement.matches('.cm-popup .cm-card')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".cm-popup", state="detached")
    assert page.evaluate("document.activeElement.textContent").count(summary) == 1


def test_the_close_button_of_a_popup_gives_the_keyboard_back(page):
    item = page.locator("#cm-events .cm-item").nth(1)
    item.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup-close-button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".cm-popup", state="detached")
    assert item.evaluate("(one) => one === document.activeElement")


def test_a_popup_opened_from_the_checks_returns_there(page):
    page.locator("#cm-tab-checks").click()
    link = page.locator("#cm-contradictions .cm-link").first
    link.focus()
    page.keyboard.press("Enter")
    page.locator(".cm-popup .cm-card").wait_for()
    page.keyboard.press("Escape")
    assert link.evaluate("(one) => one === document.activeElement")


def test_arrow_keys_go_through_the_list(page):
    items = page.locator("#cm-events .cm-item")
    summaries = items.locator(".cm-item-summary").all_text_contents()
    items.first.focus()
    at = page.locator("#cm-events .cm-item:focus .cm-item-summary")
    for key, row in (("ArrowDown", 1), ("End", -1), ("ArrowUp", -2), ("Home", 0)):
        page.keyboard.press(key)
        assert at.text_content() == summaries[row]


def test_every_mark_in_view_is_reached_from_the_map(page, report):
    to_map(page)
    page.keyboard.press("n")
    first = said(page)
    count = int(first.split(":")[0].split(" of ")[1])
    heard = {first}
    for _ in range(count - 1):
        page.keyboard.press("n")
        heard.add(said(page))
    placed = [one for one in report.events if one.place and one.id != "ankara-next"]
    assert len(heard) == count
    told = [one for one in placed if any(one.summary[:60] in text for text in heard)]
    assert len(told) == count  # each mark of the first view stands for one event
    page.keyboard.press("n")
    assert said(page) == first  # round again


def test_a_ring_shows_which_mark_has_the_keyboard(page):
    ring = page.locator(".cm-mark-ring")
    to_map(page)
    page.keyboard.press("n")
    page.keyboard.press("n")
    box = ring.bounding_box()
    page.keyboard.press("p")
    assert ring.bounding_box() != box
    page.keyboard.press("Tab")
    assert not ring.is_visible()


def test_enter_opens_the_mark_and_escape_returns_to_the_map(page):
    to_map(page)
    page.keyboard.press("n")
    heard = said(page)
    page.keyboard.press("Enter")
    summary = page.locator(".cm-popup .cm-card-summary").text_content()
    assert summary[:60] in heard
    assert page.evaluate("document.activeElement.matches('.cm-popup .cm-card')")
    ring = "(one) => getComputedStyle(one).outlineWidth"
    assert page.locator(".leaflet-popup-content-wrapper").evaluate(ring) == "3px"
    page.keyboard.press("Escape")
    page.wait_for_selector(".cm-popup", state="detached")
    assert page.evaluate("document.activeElement.matches('.leaflet-container')")


def test_the_map_moves_and_zooms_by_keys(page, wait_until):
    leaflet = "window[document.querySelector('.leaflet-container').id]"
    centre = f"String({leaflet}.getCenter())"
    to_map(page)
    before = page.evaluate(centre)
    page.keyboard.press("ArrowLeft")
    wait_until(page, f"{centre} !== '{before}'")
    scale = page.locator(".leaflet-control-scale-line").text_content()
    page.keyboard.press("+")
    wait_until(
        page,
        f"document.querySelector('.leaflet-control-scale-line').textContent !== '{scale}'",
    )


def test_the_menu_gives_the_keyboard_back(page):
    summary = page.locator(".cm-menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.cm-menu ul')")
    page.keyboard.press("Escape")
    assert summary.evaluate("(one) => one === document.activeElement")
    page.keyboard.press("Enter")
    while page.evaluate("!!document.activeElement.closest('.cm-menu')"):
        page.keyboard.press("Tab")
    assert not page.locator(".cm-menu ul").is_visible()  # it lies over nothing that is used


def test_a_card_of_the_map_gives_the_keyboard_back(page):
    to_map(page)
    page.keyboard.press("c")
    page.locator(".cm-tool-card").wait_for()
    assert page.evaluate("!!document.activeElement.closest('.cm-tool-card')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.leaflet-container')")


def test_a_choice_that_is_taken_back_leaves_the_keyboard_on_the_page(page):
    page.locator("#cm-tab-filters").click()
    box = page.locator(".cm-option input[type=checkbox]").first
    box.focus()
    page.keyboard.press("Space")
    page.locator(".cm-chips button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.type") == "search"


def test_a_filter_is_announced_once_it_rests(page, wait_until):
    page.evaluate(
        """() => {
          window.heard = [];
          const live = document.getElementById("cm-live");
          new MutationObserver(() => window.heard.push(live.textContent))
            .observe(live, {childList: true, characterData: true, subtree: true});
        }"""
    )
    page.locator("#cm-bar [type=search]").press_sequentially("Hama", delay=30)
    wait_until(page, "window.heard.some((one) => one.includes(' of 19 events'))")
    assert len(page.evaluate("window.heard")) == 1
