"""The text beside the map: its marked words lead to events, and events lead to it."""

from pathlib import Path

import pytest

from conflictmap.maps.site import build_site

TEXT = """Fighting spreads east of Idlib 🔥

Rebels stormed a checkpoint in Saraqib on Sunday, two residents said. The army said that \
its aircraft had bombed a depot in Binnish.

Crowds marched in Idlib and Binnish on Saturday. A march in Hama is planned.

Hama lies 90 km south of Idlib. A truce has held since 2020.
"""
ARABIC = "قصفت مدفعية الجيش مدينة إدلب."


def span(words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


SPANS = {
    "storm": {"trigger": span("stormed"), "place": span("Saraqib"), "date": span("Sunday")},
    "bomb": {"trigger": span("bombed"), "place": span("Binnish")},
    "march-idlib": {"trigger": span("marched"), "place": span("Idlib", 1)},
    "march-binnish": {"trigger": span("marched"), "place": span("Binnish", 1)},
    "march-hama": {"trigger": span("march", 1), "place": span("Hama")},
}
EVENTS = [
    {
        "id": "storm",
        "type": "Attack",
        "place": "Saraqib",
        "quote": "Rebels stormed a checkpoint in Saraqib on Sunday, two residents said.",
    },
    {
        "id": "bomb",
        "type": "Air/drone strike",
        "place": "Binnish",
        "status": "claimed",
        "claimed_by": "the army",
    },
    {"id": "march-idlib", "type": "Peaceful protest", "place": "Idlib"},
    {"id": "march-binnish", "type": "Peaceful protest", "place": "Binnish"},
    {"id": "march-hama", "type": "Peaceful protest", "place": "Hama", "status": "planned"},
    {"id": "truce", "type": "Agreement", "quote": "A truce has held since 2020."},
    {"id": "elsewhere", "type": "Attack", "place": "Aleppo"},
]
REPORT = {
    "title": "Fighting spreads east of Idlib",
    "published": "2024-03-03",
    "country": ["SY"],
    "text": TEXT,
    "reading": "machine",
    "distances": [
        {
            "from": "Idlib",
            "to": "Hama",
            "km": 90,
            "quote": "Hama lies 90 km south of Idlib.",
        }
    ],
    "events": [
        {
            **event,
            "summary": f"What happened: {event['id']}.",
            "spans": SPANS.get(event["id"], {}),
        }
        for event in EVENTS
    ],
}


@pytest.fixture(scope="module")
def text_map(render):
    return render(REPORT)


@pytest.fixture
def text_page(open_map, text_map):
    return open_map(text_map, tab="text")


def link(page, words):
    return page.locator("a.cm-mark", has_text=words).first


def pick(page, words):
    """Chooses an event in the list."""
    page.locator("#cm-tab-events").click()
    page.locator("#cm-events .cm-item", has_text=words).click()


def chosen(page):
    """What the list, the popup and the text show as chosen."""
    return page.evaluate(
        """() => [
          document.querySelector(".cm-item[aria-current] .cm-item-summary")?.textContent,
          document.querySelector(".cm-card-summary")?.textContent,
          [...document.querySelectorAll(".cm-text [aria-current]")]
            .map((one) => one.textContent).join("|"),
        ]"""
    )


def all_show(page, event_id, words):
    return chosen(page) == [f"What happened: {event_id}."] * 2 + [words]


def is_visible(page, locator):
    """Is an element inside the window, and not under the map?"""
    box = locator.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return page.evaluate(
        "([x, y]) => !!document.elementFromPoint(x, y)?.closest('.cm-text')", [x, y]
    )


def resting_box(page, locator):
    """Where an element is once what stands above it has been laid out."""
    box = None
    while box != (box := locator.bounding_box()):
        page.wait_for_timeout(100)
    return box


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def test_the_text_stands_whole_in_its_paragraphs(text_page):
    link(text_page, "stormed").wait_for()
    paragraphs = text_page.locator(".cm-text p").all_text_contents()
    assert paragraphs == [line for line in TEXT.split("\n") if line]


def test_a_report_without_text_has_no_such_section(page):
    assert page.locator("#cm-text, .cm-in-text").count() == 0


@pytest.mark.parametrize("words", ["stormed", "Saraqib", "Sunday"])
def test_a_click_on_marked_words_chooses_their_event(text_page, words):
    text_page.locator(".cm-mark", has_text=words).first.click()
    assert all_show(text_page, "storm", "stormed")


def test_a_click_on_words_does_not_scroll_them_away(text_page):
    link(text_page, "bombed").scroll_into_view_if_needed()
    before = resting_box(text_page, link(text_page, "bombed"))
    link(text_page, "bombed").click()
    after = link(text_page, "bombed").bounding_box()
    assert after == pytest.approx(before, abs=1)  # scrolling goes by whole pixels


def test_a_click_on_an_event_without_a_place_chooses_it_in_the_list(text_page):
    link(text_page, "A truce has held").click()
    listed, popup, marked = chosen(text_page)
    assert (listed, popup) == ("What happened: truce.", None)
    assert marked == "A truce has held since 2020."


def test_words_of_several_events_ask_which_is_meant(text_page):
    link(text_page, "marched").click()
    choice = text_page.locator(".cm-choice")
    assert choice.locator("button").count() == 2
    choice.locator("button", has_text="march-binnish").click()
    assert choice.count() == 0
    assert all_show(text_page, "march-binnish", "marched")


def test_escape_leaves_the_choice_and_returns_to_the_words(text_page):
    link(text_page, "marched").click()
    text_page.keyboard.press("Escape")
    assert text_page.locator(".cm-choice").count() == 0
    assert focused(text_page) == "marched"


def test_a_click_on_a_distance_draws_its_line_as_chosen(text_page):
    link(text_page, "Hama lies 90 km").click()
    assert text_page.locator("#cm-distances .cm-item[aria-current]").count() == 1
    assert "stated 90 km" in text_page.locator("#cm-live").text_content()
    assert text_page.evaluate(
        """() => {
          const map = window[document.querySelector(".leaflet-container").id];
          let layer;
          map.eachLayer((one) => { if (one.plates) layer = one; });
          return layer.selected;
        }"""
    ) == 0  # fmt: skip


def test_choosing_an_event_in_the_list_marks_its_words(text_page):
    pick(text_page, "bomb")
    assert all_show(text_page, "bomb", "bombed")


def test_closing_the_popup_takes_the_marks_away(text_page):
    link(text_page, "stormed").click()
    text_page.locator(".leaflet-popup-close-button").click()
    text_page.wait_for_selector(".cm-card", state="detached")
    assert chosen(text_page) == [None, None, ""]
    assert text_page.locator(".cm-piece-chosen").count() == 0


def test_the_words_of_a_quote_are_shown_while_its_event_is_chosen(text_page):
    link(text_page, "stormed").click()
    pieces = text_page.locator(".cm-piece-chosen").all_text_contents()
    assert "".join(pieces) == EVENTS[0]["quote"]


@pytest.mark.parametrize("width", [360, 1024])
def test_the_link_in_the_popup_leads_to_the_words(open_map, text_map, width):
    page = open_map(text_map, width=width, height=740, tab="text")
    pick(page, "bomb")
    page.locator(".cm-card .cm-in-text").click()
    assert focused(page) == "bombed"
    assert is_visible(page, link(page, "bombed"))


@pytest.mark.parametrize("width", [360, 1024])
def test_the_link_in_the_list_leads_to_the_words_and_chooses(open_map, text_map, width):
    page = open_map(text_map, width=width, height=740, tab="text")
    pick(page, "storm.")
    page.locator(".cm-item-card .cm-in-text").click()
    assert is_visible(page, link(page, "stormed"))
    assert all_show(page, "storm", "stormed")


def test_the_link_of_a_distance_leads_to_its_words(text_page):
    text_page.locator("#cm-tab-checks").click()
    text_page.locator("#cm-distances .cm-in-text").click()
    assert focused(text_page) == "Hama lies 90 km south of Idlib."
    assert text_page.locator("#cm-distances .cm-item[aria-current]").count() == 1


def test_an_event_that_does_not_stand_in_the_text_has_no_link_to_it(text_page):
    pick(text_page, "elsewhere")
    assert text_page.locator(".cm-card, .cm-item-card").count() == 2
    assert text_page.locator("#cm-events .cm-in-text, .cm-card .cm-in-text").count() == 0


def test_the_marks_are_one_stop_on_the_way_by_keyboard(text_page):
    link(text_page, "stormed").wait_for()
    assert text_page.locator(".cm-text [tabindex='0']").count() == 1
    assert text_page.locator(".cm-text [tabindex='0']").text_content() == "stormed"


def test_text_and_event_are_reached_and_left_by_keyboard_alone(text_page):
    for _ in range(80):
        text_page.keyboard.press("Tab")
        if text_page.evaluate("!!document.activeElement.closest('.cm-text')"):
            break
    text_page.keyboard.press("ArrowDown")
    assert focused(text_page) == "bombed"
    text_page.keyboard.press("Enter")
    assert "bomb." in text_page.locator(".cm-card:focus").text_content()
    text_page.keyboard.press("Escape")
    assert focused(text_page) == "bombed"
    text_page.keyboard.press("End")
    assert focused(text_page).startswith("A truce")
    text_page.keyboard.press("Home")
    assert focused(text_page) == "stormed"


def test_a_choice_is_made_by_keyboard(text_page):
    link(text_page, "marched").focus()
    text_page.keyboard.press("Enter")
    text_page.keyboard.press("Tab")
    text_page.keyboard.press("Enter")
    assert all_show(text_page, "march-binnish", "marched")


def test_a_mark_says_in_words_what_it_is(text_page):
    title = link(text_page, "bombed").get_attribute("title")
    assert title == (
        "What happened: Air/drone strike (claimed by one side) — What happened: bomb."
    )
    place = text_page.locator("span.cm-mark", has_text="Saraqib").get_attribute("title")
    assert place.startswith("Where: Attack (reported)")


@pytest.mark.parametrize(
    ("words", "style"),
    [("stormed", "solid"), ("bombed", "dashed"), ("march ", "dotted")],
)
def test_the_style_of_an_underline_tells_the_status(text_page, words, style):
    words = text_page.get_by_text(words.strip(), exact=True)
    line = words.and_(text_page.locator(".cm-line"))
    assert line.evaluate("(one) => getComputedStyle(one).textDecorationStyle") == style


@pytest.mark.parametrize(
    ("scheme", "colour"), [("light", "rgb(62, 84, 193)"), ("dark", "rgb(159, 193, 255)")]
)
def test_an_underline_has_the_colour_of_the_events_group(
    open_map, text_map, scheme, colour
):
    page = open_map(text_map, color_scheme=scheme, tab="text")
    line = link(page, "marched").locator(".cm-line").first
    assert line.evaluate("(one) => getComputedStyle(one).textDecorationColor") == colour


def test_a_paragraph_runs_in_its_own_direction(open_map, render):
    page = open_map(
        render({"title": "t", "text": f"{ARABIC}\n\nIn English: إدلب.\n"}), tab="text"
    )
    page.locator(".cm-text p").first.wait_for()
    directions = page.locator(".cm-text p").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).direction)"
    )
    assert directions == ["rtl", "ltr"]
    assert page.locator(".cm-text").get_attribute("lang") == ""


def test_what_a_machine_read_says_so_on_the_page_and_in_the_popup(text_page):
    notice = text_page.locator("#cm-panel > .cm-notice")
    assert notice.text_content() == (
        "Read by machine from the article; nobody has reviewed it."
    )
    link(text_page, "stormed").click()
    assert "read by machine, not reviewed" in text_page.locator(".cm-card").text_content()


def test_what_was_reviewed_carries_no_such_notice(page):
    page.locator(".cm-item").first.click()
    assert page.locator(".cm-notice, .cm-card-machine").count() == 0


def test_the_list_of_maps_says_what_a_machine_read(lookup, open_map, tmp_path):
    paths = []
    for reading in ("machine", "reviewed"):
        paths.append(tmp_path / f"{reading}.yaml")
        paths[-1].write_text(f"title: {reading}\nreading: {reading}\n", "utf-8")
    page = open_map(build_site(paths, tmp_path / "site", lookup).index)
    read = page.locator("#cm-reports li", has_text="read by machine")
    assert read.locator("a").all_text_contents() == ["machine"]


@pytest.fixture(scope="module")
def long_map(render):
    """A megabyte of text with 2,000 spans."""
    sentence = (
        "Rebels attacked Idlib again, and the road to the north stayed closed all day. "
    )
    paragraph = sentence * 5 + "\n\n"
    text = paragraph * (1_000_000 // len(paragraph))
    events = []
    for row in range(500):
        at = row * 5 * len(paragraph)
        spans = {
            "initiators": (at, at + 6),
            "trigger": (at + 7, at + 15),
            "place": (at + 16, at + 21),
            "quote": (at, at + len(sentence)),
        }
        event = {"id": f"e{row}", "type": "Attack", "place": "Idlib", "summary": "s"}
        events.append({**event, "spans": spans})
    return render({"title": "t", "country": ["SY"], "text": text, "events": events})


def follow_last_event(page):
    """Opens the last event of the list, and goes to where the text tells of it."""
    page.locator("#cm-tab-events").click()
    page.locator("#cm-events .cm-item").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.locator(".cm-item-card .cm-in-text").click()


def test_a_long_text_is_marked_only_where_the_reader_is(open_map, long_map):
    page = open_map(long_map, tab="text")
    assert page.locator(".cm-mark").count() < 20
    assert len(page.locator(".cm-text").text_content()) > 999_000  # and can be searched


def test_the_last_words_of_a_long_text_are_reached_at_once(open_map, long_map):
    page = open_map(long_map, tab="text")
    follow_last_event(page)
    assert focused(page) == "attacked"
    assert is_visible(page, page.locator("a.cm-mark[aria-current]"))


@pytest.mark.parametrize("width", [360, 1200])
def test_a_text_without_a_space_widens_nothing(open_map, render, width):
    fields = {"title": "t", "text": "word" * 25_000}
    page = open_map(render(fields), width=width, tab="text")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_hostile_text_is_shown_as_it_stands(open_map, render):
    hostile = "</script><img src=x onerror=alert(1)> {{7*7}} \u202e tfel &lt;b&gt; <!--"
    event = {"id": "a", "type": "Attack", "summary": hostile, "quote": hostile}
    page = open_map(render({"title": "t", "text": hostile, "events": [event]}), tab="text")
    link(page, "script").wait_for()
    assert page.locator(".cm-text p").text_content() == hostile
    assert page.locator(".cm-text img").count() == 0


AXE = Path(__file__).parents[1] / "page" / "node_modules" / "axe-core" / "axe.min.js"
_UNFOLD = """() => {
  // axe leaves out what is not laid out
  const lazy = document.querySelectorAll("li, .cm-text-part");
  for (const item of lazy) item.style.contentVisibility = "visible";
}"""
_RUN = """async () => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"]});
  return violations.map(({id, nodes}) => `${id}: ${nodes.map((one) => one.html)}`);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_no_fault_in_the_text_and_its_choice(
    open_map, text_map, require, scheme, width
):
    if not AXE.is_file():
        require("axe-core is not installed: run npm ci in tests/page")
    page = open_map(
        text_map, width=width, color_scheme=scheme, reduced_motion="reduce", tab="text"
    )
    page.evaluate(_UNFOLD)
    link(page, "stormed").click()
    link(page, "marched").click()
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(_RUN) == []


def test_in_arabic_the_hint_and_the_choice_are_arabic_and_the_text_is_not(
    open_map, text_map
):
    page = open_map(text_map, lang="ar", tab="text")
    assert page.locator(".cm-text-hint").text_content().startswith("6 مقاطع معلَّمة")
    link(page, "marched").click()
    assert "هذه الكلمات عن شيئين" in page.locator(".cm-choice").text_content()
    title = link(page, "bombed").get_attribute("title")
    assert title.startswith("ما حدث: غارة جوية")
    assert page.locator(".cm-text p").nth(1).evaluate(
        "(one) => getComputedStyle(one).direction"
    ) == "ltr"  # fmt: skip


def test_on_paper_every_part_is_marked(open_map, long_map):
    page = open_map(long_map, tab="text")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("a.cm-mark").count() == 500


def test_an_event_chosen_on_the_map_is_shown_in_the_text_that_is_being_read(
    open_map, long_map
):
    page = open_map(long_map, tab="text")
    follow_last_event(page)
    page.evaluate(
        """() => {
          const map = window[document.querySelector(".leaflet-container").id];
          map.eachLayer((one) => { if (one.markAt) one.select(250); });
        }"""
    )
    assert is_visible(page, page.locator("a.cm-mark[aria-current]"))
