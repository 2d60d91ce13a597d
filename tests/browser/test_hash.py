"""What is shown stands in the address, and an address shows it again."""

import pytest

ALL = "19 events"


@pytest.fixture
def hash_is(wait_until):
    def wait(page, test):
        wait_until(page, f"(() => {{ const hash = location.hash; return {test}; }})()")

    return wait


@pytest.fixture
def open_at(open_map, shipped_map):
    """The shipped map at an address."""

    def opened(fragment, **options):
        page = open_map(shipped_map, **options)
        page.goto(shipped_map.as_uri() + fragment)
        page.reload()
        return page

    return opened


def shown(page):
    return page.locator(".cm-shown").inner_text()


def settle(page):
    """Longer than the address takes to follow."""
    page.wait_for_timeout(350)


def test_an_untouched_page_has_a_bare_address(page):
    settle(page)
    assert page.evaluate("location.hash") == ""


def test_a_reload_restores_view_choice_and_event(page, hash_is):
    page.locator(".cm-search input").fill("hama")
    hash_is(page, "hash === '#q=hama'")
    page.locator(".cm-item").first.click()
    hash_is(page, "hash.includes('event=')")
    first = page.evaluate("location.hash")
    page.locator(".leaflet-control-zoom-in").click()
    hash_is(page, f"hash.includes('map=') && hash !== '{first}'")
    before = page.evaluate("location.hash")
    page.reload()
    page.locator(".leaflet-popup").wait_for()
    settle(page)
    assert page.evaluate("location.hash") == before
    assert page.locator(".cm-search input").input_value() == "hama"
    assert page.locator(".cm-list [aria-current=true]").count() == 1
    assert shown(page) == f"5 of {ALL}"


def test_back_and_forward_step_through_the_choices(page, hash_is, wait_until):
    page.locator(".cm-search input").fill("hama")
    hash_is(page, "hash === '#q=hama'")
    page.locator(".cm-item").first.click()
    hash_is(page, "hash.includes('event=')")
    page.go_back()
    wait_until(page, "!document.querySelector('.leaflet-popup')")
    assert shown(page) == f"5 of {ALL}"
    page.go_back()
    wait_until(page, f"document.querySelector('.cm-shown').textContent === '{ALL}'")
    page.go_forward()
    wait_until(page, "document.querySelector('.cm-search input').value === 'hama'")
    assert shown(page) == f"5 of {ALL}"


def test_a_drag_along_the_timeline_is_one_step(page, hash_is):
    steps = page.evaluate("history.length")
    chart = page.locator(".cm-timeline canvas").first.bounding_box()
    at = [chart["x"] + chart["width"] * share for share in (0.3, 0.5, 0.8)]
    middle = chart["y"] + chart["height"] / 2
    page.mouse.move(at[0], middle)
    page.mouse.down()
    page.mouse.move(at[1], middle, steps=3)
    hash_is(page, "hash.includes('days=')")
    first = page.evaluate("location.hash")
    page.mouse.move(at[2], middle, steps=3)
    page.mouse.up()
    hash_is(page, f"hash.includes('days=') && hash !== '{first}'")
    assert page.evaluate("history.length") == steps + 1


def test_a_link_to_one_event_opens_it(open_at):
    page = open_at("#event=aleppo-consulate")
    page.locator(".leaflet-popup").wait_for()
    assert "consulate" in page.locator(".cm-card-summary").inner_text()
    chosen = page.locator(".cm-list [aria-current=true]")
    assert "consulate" in chosen.inner_text()
    assert (
        page.locator(".cm-own-link").first.get_attribute("href")
        == "#event=aleppo-consulate"
    )


def test_a_link_opens_an_event_in_a_cluster_of_many_places(render, open_map):
    events = [
        {
            "id": f"e{n}",
            "type": "Attack",
            "place": {
                "lon": 36 + n / 2000,
                "lat": 35,
                "uncertainty_km": 1,
                "name": f"P{n}",
            },
            "summary": f"Attack {n}.",
        }
        for n in range(170)
    ]
    far = {"lon": 44, "lat": 37, "uncertainty_km": 1, "name": "Far"}
    events.append({"id": "far", "type": "Attack", "place": far, "summary": "Far."})
    path = render({"title": "Many", "country": ["SY"], "events": events})
    page = open_map(path)
    page.goto(path.as_uri() + "#event=e120")
    assert page.locator(".cm-card-summary").inner_text() == "Attack 120."


def test_the_skip_link_and_anchors_leave_the_state(page, hash_is):
    page.locator(".cm-search input").fill("hama")
    hash_is(page, "hash === '#q=hama'")
    page.locator(".cm-skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "cm-events"
    assert page.evaluate("location.hash") == "#q=hama"
    page.evaluate("location.hash = '#cm-sources'")
    hash_is(page, "hash === '#q=hama'")
    assert shown(page) == f"5 of {ALL}"


def test_a_hostile_or_stale_address_does_no_harm(open_at, hash_is):
    page = open_at(
        "#type=No+such&map=99/1000/2&days=2024-13-01&event=%00%3Cscript%3E&killed=.."
        f"&status=%E0%A4%A&place={'x' * 5000}&__proto__=1"
    )
    hash_is(page, "hash === ''")
    assert shown(page) == ALL


def test_the_other_language_keeps_what_is_shown(open_at, hash_is):
    page = open_at("#q=hama&event=hama-province-towns")
    page.locator(".leaflet-popup").wait_for()
    page.get_by_role("button", name="العربية").click()
    hash_is(page, "hash.includes('lang=ar') && document.dir === 'rtl'")
    page.locator(".leaflet-popup").wait_for()
    assert page.locator(".cm-search input").input_value() == "hama"


def test_the_copied_link_is_the_address_of_what_is_shown(page, hash_is, shipped_map):
    page.evaluate("document.execCommand = () => false")
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard',"
        " {value: {writeText: async (text) => { window.copied = text; }}})"
    )
    page.locator(".cm-search input").fill("hama")
    hash_is(page, "hash === '#q=hama'")
    page.locator(".cm-menu > summary").click()
    page.locator(".cm-menu li button").first.click()
    page.locator(".cm-actions").get_by_text("The link is copied.").wait_for()
    assert page.evaluate("window.copied") == f"{shipped_map.as_uri()}#q=hama"


def test_a_frame_without_an_address_of_its_own_works(browser, shipped_map):
    page = browser.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_content("<iframe sandbox='allow-scripts' width=900 height=700></iframe>")
    page.evaluate(
        "(html) => { document.querySelector('iframe').srcdoc = html; }",
        shipped_map.read_text("utf-8"),
    )
    frame = page.frame_locator("iframe")
    frame.locator(".cm-search input").fill("hama")
    frame.locator(".cm-chips button").wait_for()
    frame.locator(".cm-item").first.click()
    frame.locator(".leaflet-popup").wait_for()
    assert frame.locator(".cm-own-link").count() == 0
    settle(page)
    assert frame.locator(".cm-shown").inner_text() == f"5 of {ALL}"
    assert faults == []
    page.close()
