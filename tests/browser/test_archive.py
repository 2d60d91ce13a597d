"""The map of an archive: its reports in a list, and what several say of one event."""

from itertools import product
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest

from conflictmap.data import Report
from conflictmap.geo import locate_report
from conflictmap.maps import About, MapOptions, render_map
from conflictmap.maps.archive import reports_part, tellings_part
from conflictmap.maps.records import ReportRecord

AXE = Path(__file__).parents[1] / "page" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
  scrollTo(0, 0); // a map that stays in view lies over what is scrolled below it
  const options = {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}};
  const {violations} = await axe.run(document, options);
  return violations.map(({id, nodes}) => `${id}: ${nodes.map((one) => one.html)}`);
}"""

UNSEEN = dict.fromkeys(map(ord, "\u200e\u2068\u2069"))  # marks of direction
TOWNS = ("Hama", "Idlib", "Aleppo", "Homs")
TITLES = ("Émeute à <b>Hama</b>", "Clashes near Idlib", "قصف على حلب", "Shelling of Homs")
PUBLISHERS = ("The Gazette", "Wire Agency", "وكالة الأنباء", "The Gazette")
HOSTILE = (
    "javascript:alert(1)",
    "//evil.example/x",
    "https://evil.example/",
    "/etc/passwd",
)


def report(number):
    town = TOWNS[number]
    return Report.model_validate(
        {
            "title": TITLES[number],
            "country": ["SY"],
            "source": {"publisher": PUBLISHERS[number]},
            "events": [
                {
                    "id": f"e{n}",
                    "type": "Armed clash",
                    "place": place,
                    "date": f"2024-0{1 + number}-0{1 + n}",
                    "status": "claimed",
                    "claimed_by": f"side {n}",
                    "summary": f"What report {number} says of {place}.",
                }
                for n, place in enumerate([town, "Damascus"])
            ],
        }
    )


def telling(number, **fields):
    return {
        "report": number,
        "id": f"report {number}/e0",
        "publisher": PUBLISHERS[number],
        "status": "claimed",
        "claimed_by": None,
        "fatalities": None,
        "fatalities_low": None,
        "fatalities_high": None,
        "wounded": None,
        "copy_of": None,
        "date": "2024-01-01",
        **fields,
    }


TOLD = [
    {
        "event": "report 0/e0",
        "told": [
            telling(0, fatalities=3, claimed_by="<i>the army</i>", wounded=40),
            telling(1, fatalities=12, status="denied"),
            telling(3, fatalities=12, fatalities_high=20, fatalities_low=8, copy_of=1),
        ],
        "sources": 2,
        "conflicting": ["fatalities"],
    }
]

RECORDS = [
    ReportRecord(
        name=f"report {n}",
        path="x.yaml",
        key="k",
        title=title,
        published=f"2024-0{1 + n}-09",
        publisher=PUBLISHERS[n],
        reliability="B",
        machine_read=n == 1,
        event_count=2,
        placed_count=2,
        verdicts={"road": 2, "contradicts": 1} if n == 1 else {},
        generation=2 if n == 3 else 1,
    )
    for n, title in enumerate(TITLES)
]
FAILED = ReportRecord(name="broken", path="x", key="k", error="broken.yaml:3: <u>dat</u>")


@pytest.fixture(scope="module")
def write(tmp_path_factory, lookup):
    """Writes the page of an archive of these reports, and of more without events."""

    def page(*more, changed=()):
        frames = []
        for number in range(len(TITLES)):
            events = locate_report(report(number), lookup).events.copy()
            events["event_id"] = f"report {number}/" + events["event_id"]
            events["report"] = f"report {number}"
            frames.append(events)
        frame = pd.concat(frames, ignore_index=True)
        reports = reports_part([*RECORDS, FAILED, *more])
        for number, fields in changed:
            reports[number] |= fields
        hrefs = [f"places/{n}.html" for n in range(4)] + ["javascript:alert(2)"] * 9
        parts = {
            "reports": reports,
            "tellings": tellings_part(TOLD, frame),
            "place_pages": {"hrefs": hrefs},
        }
        path = tmp_path_factory.mktemp("archive") / "index.html"
        about = About(title="A desk's archive", parts=parts)
        path.write_text(render_map(frame, lookup, MapOptions(), about), "utf-8")
        return path

    return page


@pytest.fixture(scope="module")
def archive(write):
    return write()


@pytest.fixture(scope="module")
def large(write):
    more = (
        ReportRecord(name=f"m{n}", path="x", key="k", title=f"Made up, number {n}")
        for n in range(10_000)
    )
    return write(*more)


def rows(page):
    return page.locator(".cm-reports > li")


def titles(page):
    return rows(page).locator("h3").all_text_contents()


def row(page, title):
    return rows(page).filter(has_text=title)


def only(page, title):
    return row(page, title).get_by_role("button", name="Show only its events")


def shown(page):
    return page.locator(".cm-shown").text_content()


def test_an_archive_opens_with_its_reports_the_newest_first(open_map, archive):
    page = open_map(archive)
    assert page.get_by_role("tab", selected=True).text_content() == "Reports"
    assert titles(page) == [*TITLES[::-1], "broken"]


def test_a_report_says_what_is_known_of_it_and_leads_to_its_map(open_map, archive):
    one = row(open_map(archive), "Clashes")
    text = one.text_content()
    for words in (
        "9 February 2024",
        "Wire Agency",
        "B: usually reliable",
        "2 events, 2 on the map",
        "contradicted by the map (1), plausible as a road distance",
        "read by machine, not reviewed",
    ):
        assert words in text
    assert one.locator("h3 a").get_attribute("href") == "report%201.html"


def test_what_changed_since_the_last_build_is_said(open_map, write):
    counts = {"added": 3, "changed": 1, "withdrawn": 1}
    page = open_map(write(changed=[(0, {"change": counts})]))
    said = page.locator(".cm-report-change")
    assert row(page, "Homs").locator(said).text_content() == "New"
    text = row(page, "Émeute").locator(said).text_content()
    assert text == "Since the last build: 3 added, 1 changed, 1 withdrawn"
    assert row(page, "Clashes").locator(said).text_content() == ""


def test_a_report_that_failed_says_why_and_offers_no_events(open_map, archive):
    one = row(open_map(archive), "broken")
    assert "No map could be made: broken.yaml:3: <u>dat</u>" in one.text_content()
    assert one.get_by_role("button").count() == 0


def test_an_address_that_leads_out_of_the_site_is_no_link(open_map, write):
    hostile = [(n, {"href": href}) for n, href in enumerate(HOSTILE)]
    page = open_map(write(changed=hostile))
    assert rows(page).count() == 5
    assert rows(page).locator("h3 a").count() == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [("emeute", [TITLES[0]]), ("حلب", [TITLES[2]]), ("gazette homs", [TITLES[3]])],
)
def test_reports_are_found_in_any_script(open_map, archive, query, found):
    page = open_map(archive)
    page.get_by_role("searchbox", name="Find by title or publisher").fill(query)
    assert titles(page) == found
    assert "1 of 5" in page.locator(".cm-report-bar").text_content()


def test_reports_are_sorted_by_title(open_map, archive):
    page = open_map(archive)
    page.locator(".cm-report-bar select").select_option("title")
    order = [titles(page).index(title) for title in ("broken", TITLES[1], TITLES[0])]
    assert order == [0, 1, 2]


def test_the_events_of_one_report_are_shown_alone_and_all_again(
    open_map, archive, wait_until
):
    page = open_map(archive)
    only(page, "Clashes").click()
    assert shown(page) == "3 of 8 events"  # its own two, and one in another's words
    assert only(page, "Clashes").get_attribute("aria-pressed") == "true"
    wait_until(page, 'location.hash.includes("report=report+1")')
    only(page, "Clashes").click()
    assert shown(page) == "8 events"


def test_the_report_is_one_choice_beside_the_others(open_map, archive):
    page = open_map(archive)
    only(page, "Clashes").click()
    page.locator("#cm-tab-filters").click()
    facet = page.locator("#cm-facet-report")
    counts = facet.locator(".cm-option-count").all_text_contents()
    assert sorted(counts) == ["2", "2", "3", "3"]
    page.locator(".cm-chips button").click()
    assert shown(page) == "8 events"


def test_an_address_shows_a_report_that_is_chosen_in_it(open_map, archive):
    page = open_map(archive, lang="en&report=report+2&report=nowhere")
    page.locator(".cm-chips button").wait_for()
    assert shown(page) == "2 of 8 events"
    assert only(page, TITLES[2]).get_attribute("aria-pressed") == "true"


def card_of(page, words):
    page.locator("#cm-tab-events").click()
    page.locator("#cm-events .cm-item").filter(has_text=words).click()
    return page.locator(".cm-popup .cm-card")


def test_an_event_leads_to_itself_on_its_reports_map_and_to_its_place(open_map, archive):
    card = card_of(open_map(archive), "report 1 says of Idlib")
    link = card.get_by_role("link", name=TITLES[1])
    assert unquote(link.get_attribute("href")) == "report 1.html#event=e0"
    place = card.get_by_role("link", name="Idlib", exact=True).get_attribute("href")
    assert place.startswith("places/")


def test_reports_that_tell_of_one_event_stand_side_by_side(open_map, archive):
    card = card_of(open_map(archive), "report 0 says of Hama")
    told = card.locator(".cm-tellings")
    assert "Told by 3 reports, from 2 sources" in told.text_content()
    assert (
        "The reports conflict on the number killed: 3, 12, 12 (8 to 20)."
        in told.text_content()
    )
    assert told.locator("p").count() == 1  # nobody contradicts the wounded
    cells = told.locator("tbody tr:nth-child(2)").all()
    first = [text.strip() for text in cells[0].locator("td").all_text_contents()]
    assert first == ["3", "40", "1 January 2024", "claimed", "<i>the army</i>"]
    assert cells[1].locator("td").nth(1).text_content() == "not stated"
    heads = told.locator("tbody th")
    assert heads.nth(1).locator("a").get_attribute("href") == "report%201.html#event=e0"
    copy = heads.nth(2).text_content().translate(UNSEEN)
    assert copy.endswith("same text as Wire Agency")


def test_an_event_of_one_report_has_no_such_table(open_map, archive):
    card = card_of(open_map(archive), "report 1 says of Idlib")
    card.wait_for()
    assert card.locator(".cm-tellings").count() == 0


def test_only_events_that_a_machine_read_say_so(open_map, archive):
    page = open_map(archive)
    card_of(page, "report 1 says of Idlib").locator(".cm-card-machine").wait_for()
    card = card_of(page, "report 2 says of Aleppo")
    card.get_by_text("What report 2").wait_for()
    assert card.locator(".cm-card-machine").count() == 0


def test_links_keep_the_language_that_was_asked_for(open_map, archive):
    page = open_map(archive, lang="ar")
    href = rows(page).first.locator("h3 a").get_attribute("href")
    assert href == "report%203.html#lang=ar"


def test_of_ten_thousand_reports_a_page_at_a_time_is_there(open_map, large):
    page = open_map(large)
    assert rows(page).count() == 200
    page.get_by_role("spinbutton", name="Page").fill("51")
    page.keyboard.press("Enter")
    assert rows(page).count() == 5
    page.get_by_role("spinbutton", name="Page").fill("99")
    page.keyboard.press("Enter")
    assert page.get_by_role("spinbutton", name="Page").input_value() == "51"
    page.locator(".cm-report-bar [type=search]").fill("number 9999")
    assert titles(page) == ["Made up, number 9999"]


def test_everything_is_reached_by_keyboard(open_map, archive):
    page = open_map(archive)
    page.locator("#cm-tab-reports").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
    focused = "document.activeElement"
    assert page.evaluate(f"{focused}.textContent") == "Show only its events"
    page.keyboard.press("Enter")
    assert shown(page) == "3 of 8 events"
    assert page.evaluate(f"{focused}.getAttribute('aria-pressed')") == "true"


def test_the_reports_are_printed(open_map, archive):
    page = open_map(archive, tab="events")
    page.emulate_media(media="print")
    assert rows(page).last.is_visible()
    assert page.locator(".cm-report-bar select").is_hidden()
    assert only(page, "Clashes").count() == 0


def test_a_page_that_is_no_archive_has_no_reports(page):
    assert page.locator("#cm-tab-reports, #cm-facet-report, .cm-tellings").count() == 0
    assert page.get_by_role("tab", selected=True).text_content() == "Events"


@pytest.fixture(scope="module")
def axe(require):
    if not AXE.is_file():
        require("axe-core is not installed: run npm ci in tests/page")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize("look", [*product(["light", "dark"], ["en", "ar"])])
@pytest.mark.parametrize("width", [1440, 1024, 360])
def test_axe_finds_no_fault(open_map, large, axe, width, look):
    scheme, lang = look
    page = open_map(
        large, width=width, color_scheme=scheme, lang=lang, reduced_motion="reduce"
    )
    page.evaluate(axe)
    assert page.evaluate(_RUN) == []
    card_of(page, "report 0 says of Hama").locator(".cm-tellings").wait_for()
    assert page.evaluate(_RUN) == []
