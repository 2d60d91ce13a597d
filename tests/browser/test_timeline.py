"""Days are chosen on the timeline in every way there is, and the page follows.

The shipped report tells of five days, 27 November to 1 December 2024, and of a year long
before, which the axis leaves out until it is asked for.
"""

import re

START, PITCH, BAR_Y = 46, 72, 60  # px: timedraw.js, where there is room for widest bars
DAYS = ["27 November", "28 November", "29 November", "30 November", "1 December"]
ALL = 19  # events in the shipped report
EVENT = {"type": "Armed clash", "place": "Idlib", "summary": "Fighting in Idlib."}


def line(page) -> str:
    return page.locator(".cm-time-line").text_content()


def counted(page) -> int:
    """How many events the timeline says are shown."""
    return int(re.search(r": (\d+) of", line(page))[1])


def at(page, day: int, part: float = 0.5) -> tuple[float, float]:
    """A point in the bar of a day, px of the window; `part` is 0 at its left edge."""
    page.locator(".cm-time-chart").scroll_into_view_if_needed()
    box = page.locator(".cm-time-chart canvas").bounding_box()
    return box["x"] + START + PITCH * (day + part), box["y"] + BAR_Y


def drag(page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=3)
    page.mouse.up()


def span(first: int, last: int) -> str:
    days = sorted({first, last})
    return " – ".join(f"{DAYS[day]} 2024" for day in days)


def test_it_opens_on_the_days_that_most_events_tell_of(page):
    assert line(page) == f"All days: {ALL} of {ALL} events"
    note = page.locator(".cm-time-note")
    assert note.text_content() == "A bar is a day. Not on this stretch: 1 earlier, 0 later."
    page.get_by_role("button", name="Whole time").click()
    assert note.text_content() == "A bar is a month."


def test_a_bar_stands_for_what_a_click_on_it_shows(page):
    page.get_by_text("Exact days, table").click()
    rows = page.locator(".cm-time-table tbody tr").all()
    cells = [row.locator("th, td").all_text_contents()[:2] for row in rows]
    assert [name for name, _ in cells] == [f"{day} 2024" for day in DAYS]
    for day, (name, count) in enumerate(cells):
        page.mouse.click(*at(page, day))
        assert line(page).startswith(f"{name}: {count.split()[0]} of {ALL} events")
        assert page.get_by_text(f"{counted(page)} of {ALL} events", exact=True).count() == 1


def test_bars_follow_the_other_filters(page):
    page.get_by_text("Exact days, table").click()
    page.locator("#cm-tab-filters").click()
    page.get_by_role("checkbox", name=re.compile("^Battles")).check()
    for row in page.locator(".cm-time-table tbody tr").all():
        _, count, *groups = row.locator("th, td").all_text_contents()
        assert [cell for cell in groups if cell] == [count]  # of battles alone
    page.mouse.click(*at(page, 4))
    assert page.locator(".cm-time-table tbody tr").count() == len(DAYS)


def test_chosen_days_keep_their_colour_and_the_others_fade(page, decode):
    def last_bar() -> list[int]:
        x, y = at(page, 4)
        clip = {"x": x, "y": y, "width": 1, "height": 1}
        return list(decode(page.screenshot(clip=clip)))[:3]

    before = last_bar()
    page.mouse.click(*at(page, 0))
    assert min(last_bar()) > min(before) + 60  # nearer to the white of the page
    page.mouse.click(*at(page, 4))
    assert last_bar() == before


def test_a_drag_chooses_days_and_moves_them_and_their_ends(page):
    drag(page, at(page, 3), at(page, 1))
    assert line(page).startswith(f"{span(1, 3)}: ")
    drag(page, at(page, 2), at(page, 3))
    assert line(page).startswith(f"{span(2, 4)}: ")
    drag(page, at(page, 2, -0.1), at(page, 0, -0.1))
    assert line(page).startswith(f"{span(0, 4)}: ")
    drag(page, at(page, 4, 1.1), at(page, 0, 1.1))
    assert line(page).startswith(f"{span(0, 0)}: ")
    assert page.locator("#cm-live").text_content() == line(page)
    page.keyboard.press("Escape")
    assert line(page).startswith("All days")
    drag(page, at(page, 3), at(page, 4))
    page.mouse.dblclick(*at(page, 0))
    assert line(page).startswith("All days")


def test_escape_in_a_drag_gives_back_what_was_chosen(page, wait_until):
    page.mouse.click(*at(page, 1))
    page.mouse.move(*at(page, 3))
    page.mouse.down()
    page.mouse.move(*at(page, 4), steps=3)
    shown = "document.querySelector('.cm-time-line').textContent"
    wait_until(page, f"{shown}.startsWith('30 November')")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert line(page).startswith(f"{span(1, 1)}: ")


def test_a_finger_chooses_a_bar(open_map, shipped_map):
    page = open_map(shipped_map, width=400, height=900, has_touch=True)
    page.locator(".cm-time-chart").scroll_into_view_if_needed()
    box = page.locator(".cm-time-chart canvas").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] - 40, box["y"] + BAR_Y)
    assert line(page).startswith("1 December 2024: ")


def test_the_ends_are_sliders_that_speak_days(page):
    first = page.get_by_role("slider", name="First day")
    last = page.get_by_role("slider", name="Last day")
    assert first.get_attribute("aria-valuetext") == "27 November 2024, not limited"
    first.press("ArrowRight")
    assert first.get_attribute("aria-valuetext") == "28 November 2024"
    last.press("PageDown")
    assert last.get_attribute("aria-valuetext") == "28 November 2024"
    last.press("Shift+ArrowUp")
    assert line(page).startswith(f"{span(2, 2)}: ")
    first.press("Home")
    last.press("End")
    assert line(page).startswith(f"{span(0, 4)}: ")
    first.press("Escape")
    assert line(page).startswith("All days")


def test_steps_are_as_long_as_what_is_chosen(page):
    drag(page, at(page, 0), at(page, 1))
    later = page.get_by_role("button", name="Later")
    later.click()
    assert line(page).startswith(f"{span(2, 3)}: ")
    later.click()
    assert line(page).startswith(f"{span(3, 4)}: ")
    page.get_by_role("button", name="Earlier").click()
    assert line(page).startswith(f"{span(1, 2)}: ")
    assert page.locator("#cm-live").text_content() == line(page)


def test_playing_goes_day_by_day_and_stops_at_the_last(open_map, shipped_map):
    page = open_map(shipped_map, before=lambda page: page.clock.install())
    page.get_by_role("button", name="Play").click()
    seen = [line(page)]
    for _ in DAYS[1:]:
        page.clock.run_for(700)
        seen.append(line(page))
    assert [text.split(" 2024")[0] for text in seen] == DAYS
    assert page.get_by_role("button", name="Pause").is_visible()
    page.clock.run_for(700)
    assert page.get_by_role("button", name="Play").is_visible()
    assert line(page) == seen[-1]
    page.get_by_role("button", name="Play").click()
    assert line(page) == seen[0]
    page.get_by_role("slider", name="Last day").press("ArrowRight")
    assert page.get_by_role("button", name="Play").is_visible()
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Reset filters").click()
    page.clock.run_for(1400)
    assert line(page).startswith("All days")


def test_exact_days_are_written_into_fields(page):
    page.get_by_text("Exact days, table").click()
    page.get_by_label("From").fill("2016-03-05")
    page.get_by_label("To", exact=True).fill("2016-04-09")
    assert line(page).startswith("5 March 2016 – 9 April 2016: ")
    # days off the axis make it show the whole time
    assert page.locator(".cm-time-note").text_content() == "A bar is a month."
    page.get_by_role("button", name="All days").click()
    assert page.get_by_label("From").input_value() == ""


def test_in_arabic_time_runs_from_the_right_and_so_do_the_arrows(open_map, shipped_map):
    page = open_map(
        shipped_map, before=lambda page: page.add_init_script("location.hash = 'lang=ar'")
    )
    box = page.locator(".cm-time-chart canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] - START - PITCH / 2, box["y"] + BAR_Y)
    assert line(page).startswith("27 نوفمبر 2024: ")
    last = page.get_by_role("slider", name="آخر يوم")
    last.press("ArrowLeft")
    assert last.get_attribute("aria-valuetext") == "28 نوفمبر 2024"


def test_events_without_date_are_counted_beside(open_map, render):
    dates = ["2024-11-30", "2024-12-01", "2024-11~", None]
    events = [
        {"id": f"e{i}", **EVENT, **({"date": date} if date else {})}
        for i, date in enumerate(dates)
    ]
    report = {"title": "T", "published": "2024-12-01", "country": ["SY"], "events": events}
    page = open_map(render(report))
    assert line(page) == "All days: 4 of 4 events; 1 without date"
    page.get_by_role("slider", name="Last day").press("Home")
    assert line(page).endswith(" of 4 events; 1 without date is left out")


def test_no_dates_at_all_are_said_in_words(open_map, render):
    events = [{"id": "e", **EVENT}]
    report = {"title": "T", "published": "2024-12-01", "country": ["SY"], "events": events}
    page = open_map(render(report))
    assert page.locator("#cm-timeline").text_content() == "No event has a date."


def test_on_a_low_screen_it_is_closed_and_opens(open_map, shipped_map):
    page = open_map(shipped_map, width=800, height=500)
    assert page.locator(".cm-time-chart").is_hidden()
    page.get_by_text("Timeline", exact=True).click()
    page.locator(".cm-time-chart").wait_for()
    page.mouse.click(*at(page, 0))
    assert line(page).startswith(f"{span(0, 0)}: ")
