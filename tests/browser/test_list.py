"""The list beside the map: every shown event in words, sorted, opened, and by keyboard."""

import pytest

COUNT = 320  # more than are kept in the page at once
TYPES = ("Armed clash", "Peaceful protest", "Attack")
PLACES = ("Idlib", "Aleppo", "Hama", None)
STATUSES = ("reported", "planned", "denied")


def made(row):
    day = f"2024-{1 + row // 28:02}-{1 + row % 28:02}"
    return {
        "id": f"e{row}",
        "type": TYPES[row % 3],
        "place": PLACES[row % 4],
        "date": day,
        "status": STATUSES[row % 3] if row % 5 == 0 else "reported",
        "fatalities": None if row % 7 else row,
        "summary": f"Number {row} of a long list, told in the north of the country.",
    }


@pytest.fixture(scope="module")
def long_map(render):
    events = [made(row) for row in range(COUNT)]
    return render({"title": "Many", "country": ["SY"], "events": events})


@pytest.fixture(scope="module")
def short_map(render):
    events = [made(row) for row in range(12)]
    return render({"title": "Few", "country": ["SY"], "events": events})


@pytest.fixture
def long_page(open_map, long_map):
    return open_map(long_map)


@pytest.fixture
def short_page(open_map, short_map):
    return open_map(short_map)


def summaries(page):
    return page.locator("#cm-events .cm-item-summary").all_text_contents()


def numbers(page):
    """The numbers that the summaries tell, in the order of the list."""
    return [int(text.split()[1]) for text in summaries(page)]


def focused(page):
    """Number and place of the row that has the keyboard, and whether it is in view."""
    return page.evaluate(
        """() => {
          const item = document.activeElement;
          const box = item.getBoundingClientRect();
          const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
          const shown = item.contains(document.elementFromPoint(x, y));
          const number = item.querySelector(".cm-item-summary").textContent.split(" ")[1];
          const row = item.closest("li");
          return [Number(number), Number(row.getAttribute("aria-posinset")), shown];
        }"""
    )


def sort_by(page, value):
    page.locator(".cm-sort-by").select_option(value)


def scroll(page, share):
    page.locator(".cm-rows").evaluate(
        "(box, share) => { box.scrollTop = share * box.scrollHeight; }", share
    )


def test_a_short_list_has_every_row_in_the_page(short_page):
    assert numbers(short_page) == list(range(12))


def test_a_long_list_has_only_the_rows_that_are_seen(long_page):
    rows = long_page.locator("#cm-events .cm-list > li")
    assert 4 < rows.count() < 40
    assert rows.first.get_attribute("aria-setsize") == str(COUNT)
    assert numbers(long_page)[0] == 0


def test_a_row_says_type_status_summary_date_and_place(short_page):
    text = short_page.locator("#cm-events .cm-item").nth(10).inner_text()
    said = ("Peaceful protest", "planned", "Number 10", "11 January 2024", "Hama")
    assert all(words in text for words in said)
    assert "reported" not in short_page.locator(".cm-item").nth(1).inner_text()


def test_a_long_list_is_scrolled_to_its_end(long_page, wait_until):
    scroll(long_page, 1)
    wait_until(
        long_page,
        f"!!document.querySelector('.cm-list > li[aria-posinset=\"{COUNT}\"]')",
    )
    assert numbers(long_page)[-1] == COUNT - 1
    row = long_page.locator(".cm-list > li").last.bounding_box()
    box = long_page.locator(".cm-rows").bounding_box()
    assert row["y"] + row["height"] <= box["y"] + box["height"] + 1


@pytest.mark.parametrize(
    ("by", "first"), [("date", 0), ("fatalities", 7), ("place", 1), ("type", 0)]
)
def test_the_list_is_sorted_by_what_the_reader_chooses(short_page, by, first):
    sort_by(short_page, by)
    assert numbers(short_page)[0] == first
    assert sorted(numbers(short_page)) == list(range(12))


def test_what_is_not_known_stays_last_when_the_order_is_turned_round(short_page):
    sort_by(short_page, "fatalities")
    assert numbers(short_page)[:2] == [7, 0]
    turn = short_page.locator(".cm-sort-turn")
    assert turn.text_content() == "most first"
    turn.click()
    assert numbers(short_page)[:2] == [0, 7]
    assert turn.text_content() == "fewest first"
    assert "fewest first" in short_page.locator("#cm-live").text_content()


def test_a_row_opens_in_place_and_closes_again(short_page):
    item = short_page.locator("#cm-events .cm-item").nth(2)
    item.click()
    assert item.get_attribute("aria-expanded") == "true"
    card = short_page.locator("#cm-events li:nth-child(3) > .cm-item-card")
    assert "3 January 2024" in card.inner_text()
    assert short_page.locator(".cm-item-card").count() == 1
    item.click()
    assert item.get_attribute("aria-expanded") == "false"
    assert short_page.locator(".cm-item-card").count() == 0


def test_in_a_long_list_an_open_row_pushes_the_next_one_down(long_page, wait_until):
    long_page.locator(".cm-item").nth(1).click()
    wait_until(
        long_page,
        """(() => {
          const [a, b] = ["2", "3"].map((n) =>
            document.querySelector(`.cm-list > li[aria-posinset="${n}"]`));
          return a.classList.contains("cm-open") && Math.abs(
            a.getBoundingClientRect().bottom - b.getBoundingClientRect().top) < 1;
        })()""",
    )
    assert long_page.locator(".cm-item-card .cm-terms").count() == 1


def test_an_event_that_is_chosen_on_the_map_is_brought_into_the_list(long_page):
    long_page.evaluate(
        """() => {
          const map = window[document.querySelector(".leaflet-container").id];
          map.eachLayer((one) => { if (one.markAt) one.select(300); });
        }"""
    )
    item = long_page.locator(".cm-item[aria-current]")
    assert "Number 300 " in item.text_content()
    row, box = item.bounding_box(), long_page.locator(".cm-rows").bounding_box()
    assert box["y"] - 1 <= row["y"] < box["y"] + box["height"]


def test_an_event_chosen_before_the_list_knows_its_size_is_brought_into_view(long_page):
    long_page.add_init_script(
        """new MutationObserver((_, seen) => {
          if (!document.querySelector(".cm-tablist")) return;
          seen.disconnect();
          const map = window[document.querySelector(".leaflet-container").id];
          map.eachLayer((one) => { if (one.markAt) one.select(300); });
        }).observe(document, {childList: true, subtree: true});"""
    )
    long_page.reload()
    assert "Number 300 " in long_page.locator(".cm-item[aria-current]").text_content()


@pytest.mark.parametrize("width", [360, 1200])
def test_keys_go_through_a_long_list(open_map, long_map, width):
    page = open_map(long_map, width=width, height=740)
    page.locator("#cm-events .cm-item").first.focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == [1, 2, True]
    page.keyboard.press("End")
    assert focused(page) == [COUNT - 1, COUNT, True]
    page.keyboard.press("PageUp")
    number, place, shown = focused(page)
    assert (number, shown) == (place - 1, True)
    assert number < COUNT - 1
    page.keyboard.press("Home")
    assert focused(page) == [0, 1, True]


def test_the_list_is_one_stop_on_the_way_by_keyboard(short_page):
    assert short_page.locator("#cm-events .cm-item[tabindex='0']").count() == 1
    short_page.locator("#cm-events .cm-item").first.focus()
    short_page.keyboard.press("ArrowDown")
    assert short_page.locator("#cm-events .cm-item[tabindex='0']").count() == 1
    short_page.keyboard.press("Tab")
    assert not short_page.evaluate("document.activeElement.matches('.cm-list .cm-item')")


def test_what_has_the_keyboard_stays_when_the_list_is_scrolled_away(long_page):
    long_page.locator("#cm-events .cm-item").first.focus()
    scroll(long_page, 0.5)
    long_page.wait_for_timeout(300)  # until the list rests
    assert long_page.evaluate("document.activeElement.className") == "cm-item"
    long_page.keyboard.press("ArrowDown")
    assert focused(long_page) == [1, 2, True]


def test_the_list_shows_what_was_searched_and_marks_it(long_page, wait_until):
    long_page.get_by_role("searchbox").fill("number 31")
    wait_until(long_page, "!!document.querySelector('.cm-list > [aria-setsize=\"13\"]')")
    assert numbers(long_page) == [31, 131, 231, *range(310, 320)]
    marks = long_page.locator(".cm-list > li").first.locator("mark").all_text_contents()
    assert marks == ["Number", "31"]


def test_a_list_from_which_all_is_left_out_says_so(short_page, wait_until):
    short_page.get_by_role("searchbox").fill("nothing like it")
    wait_until(short_page, "document.querySelector('.cm-rows').hidden")
    assert short_page.locator(".cm-list-empty").text_content() == (
        "No event fits what was chosen."
    )


def test_on_paper_every_event_of_a_short_list_has_its_card(short_page):
    short_page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert short_page.locator(".cm-item-card").count() == 12
    short_page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert short_page.locator(".cm-item-card").count() == 0


def test_in_arabic_the_list_reads_from_the_right(open_map, short_map):
    page = open_map(short_map, lang="ar")
    assert page.locator("#cm-events-title").text_content() == "الأحداث"
    item = page.locator("#cm-events .cm-item").nth(10)
    assert "احتجاج سلمي" in item.inner_text()
    assert "مخطط له" in item.inner_text()
    swatch = item.locator("canvas").bounding_box()
    assert swatch["x"] > item.locator(".cm-item-type").bounding_box()["x"]


def test_a_readers_own_spacing_makes_rows_higher_and_cuts_no_line(long_page, wait_until):
    before = long_page.locator(".cm-list > li").first.bounding_box()["height"]
    long_page.evaluate(
        """() => {
          // WCAG 2.2, 1.4.12
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("* { line-height: 1.5 !important; "
            + "letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }");
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    wait_until(
        long_page, f"document.querySelector('.cm-list > li').offsetHeight > {before + 3}"
    )
    rows = long_page.locator(".cm-list > li").all()[:3]
    boxes = [row.bounding_box() for row in rows]
    for row, box in zip(rows, boxes, strict=True):
        facts = row.locator(".cm-item-facts").bounding_box()
        assert facts["y"] + facts["height"] <= box["y"] + box["height"]
    assert abs(boxes[1]["y"] - boxes[0]["y"] - boxes[0]["height"]) < 1
