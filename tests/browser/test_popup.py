"""What an event's card says, in the popup and in the list, in both languages."""

import pytest

REPORT = {
    "title": "A road and two towns",
    "published": "2024-12-02",
    "country": ["SY"],
    "reading": "machine",
    "source": {
        "publisher": "The Gazette",
        "url": "https://example.org/a",
        "reliability": "C",
    },
    "distances": [
        {"from": "Aleppo", "to": "Hama", "km": 140, "direction": "S"},
        {"from": "Aleppo", "to": "Idlib", "km": 200, "direction": "E"},
    ],
    "events": [
        {
            "id": "clash",
            "type": "Armed clash",
            "place": "Hama",
            "date": "2024-11-29/2024-12-01",
            "status": "claimed",
            "claimed_by": "the ministry",
            "initiators": ["rebels", "a militia"],
            "targets": ["the army"],
            "fatalities": 4,
            "wounded": 11,
            "taken": 2,
            "summary": "Rebels fought their way into two villages.",
            "quote": "Two villages are in our hands.",
            "conflicts_with": ["denial"],
        },
        {
            "id": "denial",
            "type": "Armed clash",
            "place": "Idlib",
            "date": "2024-11",
            "status": "denied",
            "summary": "The army says that it holds every village.",
        },
        {"id": "lost", "type": "Attack", "place": "Nowhereville", "summary": "An attack."},
    ],
}


@pytest.fixture(scope="module")
def card_map(render):
    return render(REPORT)


@pytest.fixture
def card_page(open_map, card_map):
    return open_map(card_map)


def rows_of(card):
    """The card's terms and what is said of each, without direction marks."""
    pairs = card.locator(".cm-terms > div").evaluate_all(
        "(all) => all.map((one) => [...one.children].map((part) => part.textContent))"
    )
    hidden = dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069"))
    return {term: text.translate(hidden) for term, text in pairs}


def choose(page, summary):
    page.locator("#cm-events .cm-item", has_text=summary).click()


def test_a_card_says_everything_that_is_known(card_page):
    choose(card_page, "fought their way")
    rows = rows_of(card_page.locator(".cm-card"))
    assert rows["When"] == (
        "29 November 2024 – 1 December 2024: some time between, or throughout"
    )
    assert rows["Where"] == "Hama"
    assert rows["Who"] == "rebels, a militia"
    assert rows["To whom"] == "the army"
    assert rows["Who says so"] == "the ministry, reported by The Gazette"
    assert rows["Source"] == "The Gazette, C: fairly reliable"
    assert rows["Status"] == "claimed by one side"
    counts = [rows[term] for term in ("Fatalities", "Wounded", "Places taken")]
    assert counts == ["4", "11", "2"]
    assert "true place lies within" in rows["How precise"]


def test_popup_and_list_say_the_same(card_page):
    choose(card_page, "fought their way")
    popup = rows_of(card_page.locator(".cm-card"))
    assert popup == rows_of(card_page.locator(".cm-item-card"))
    quotes = card_page.locator(".cm-quote").all_text_contents()
    assert quotes == ["Two villages are in our hands."] * 2


def test_the_source_is_a_link(card_page):
    choose(card_page, "fought their way")
    source = card_page.locator(".cm-card .cm-terms a")
    assert source.get_attribute("href") == "https://example.org/a"
    assert source.get_attribute("rel") == "noopener noreferrer"


def test_a_month_says_that_the_day_is_not_stated(card_page):
    choose(card_page, "holds every village")
    when = rows_of(card_page.locator(".cm-card"))["When"]
    assert when == "November 2024: the day is not stated"


def test_an_event_that_was_not_placed_says_where_in_the_reports_words(card_page):
    choose(card_page, "An attack.")
    rows = rows_of(card_page.locator(".cm-item-card"))
    assert rows["Where"] == "Nowhereville — not placed on the map"
    assert "How precise" not in rows
    assert card_page.locator(".cm-card").count() == 0


def test_an_event_that_says_otherwise_is_opened_from_the_card(card_page):
    choose(card_page, "fought their way")
    other = card_page.locator(".cm-card .cm-contradicted button")
    assert "The army says that it holds every village." in other.text_content()
    other.click()
    card_page.locator(".cm-card-summary", has_text="holds every village").wait_for()


def test_places_of_the_same_name_are_told_with_their_distance(card_page):
    choose(card_page, "fought their way")
    details = card_page.locator(".cm-item-card .cm-candidates")
    assert "of this name" in details.locator("summary").text_content()
    details.locator("summary").click()
    words = details.locator("li").first.inner_text()
    assert "km away" in words
    assert "azimuth" in words


def test_each_distance_says_its_numbers_and_verdict(card_page):
    texts = card_page.locator("#cm-distances li").all_inner_texts()
    assert "plausible as a road distance, not as a straight line" in texts[0]
    assert "1.128" in texts[0]
    assert "“south” holds" in texts[0]
    assert "contradicted by the map" in texts[1]
    assert "“east” does not hold" in texts[1]


def test_a_distance_that_is_chosen_is_announced_with_both_numbers(card_page):
    card_page.locator("#cm-tab-checks").click()
    card_page.locator("#cm-distances .cm-item").first.click()
    said = card_page.locator("#cm-live").text_content()
    assert "stated 140 km, straight line 124.2 km" in said


def test_in_arabic_the_card_and_the_checks_are_arabic(open_map, card_map):
    page = open_map(card_map, lang="ar")
    choose(page, "fought their way")
    rows = rows_of(page.locator(".cm-card"))
    assert rows["متى"].startswith("29 نوفمبر 2024 – 1 ديسمبر 2024")
    assert rows["من يقول ذلك"] == "the ministry، نقلًا عن The Gazette"
    assert rows["المصدر"] == "The Gazette، C: موثوق إلى حد ما"
    assert rows["الحالة"] == "بحسب رواية طرف واحد"
    distance = page.locator("#cm-distances li").first.inner_text()
    assert "معقولة كمسافة بالطريق" in distance
    assert "«جنوب» صحيح" in distance


def test_in_arabic_no_word_of_the_interface_is_english(open_map, card_map):
    page = open_map(card_map, lang="ar")
    choose(page, "fought their way")
    words = page.evaluate(
        """() => {
          const parts = [".cm-terms dt", "h2", "h3", ".cm-key li", ".cm-sortbar label",
            ".cm-sort-by option", ".cm-sort-turn", ".cm-exits", ".cm-candidates summary",
            ".cm-card-machine", ".cm-notice", ".cm-contradicted strong", ".cm-contents"];
          return parts.flatMap((part) => [...document.querySelectorAll(part)])
            .filter((one) => one.closest("#cm-panel, .cm-card"))
            .map((one) => one.textContent).filter((text) => /[A-Za-z]{2}/.test(text));
        }"""
    )
    assert words == []


@pytest.mark.parametrize(("width", "lang"), [(360, "en"), (1024, "ar")])
def test_nothing_in_the_panel_is_wider_than_it(open_map, card_map, width, lang):
    page = open_map(card_map, width=width, lang=lang)
    choose(page, "fought their way")
    wide = page.evaluate(
        """() => {
          const panel = document.querySelector(".cm-panel").getBoundingClientRect();
          return [...document.querySelectorAll(".cm-panel *")]
            .filter((one) => one.getClientRects().length && !one.closest(".cm-unseen"))
            .filter((one) => {
              const box = one.getBoundingClientRect();
              return box.right > panel.right + 1 || box.left < panel.left - 1;
            }).map((one) => one.outerHTML.slice(0, 90));
        }"""
    )
    assert wide == []
