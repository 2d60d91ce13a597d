"""What a page says and shows of what changed since its last build."""

import json
from pathlib import Path

import pandas as pd
import pytest

from conflictmap.data import Report
from conflictmap.geo import locate_report
from conflictmap.maps import About, render_map
from conflictmap.maps.changes import changes_between, changes_part

AXE = Path(__file__).parents[1] / "page" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
  const options = {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}};
  const {violations} = await axe.run(document, options);
  return violations.map(({id, nodes}) => `${id}: ${nodes.map((one) => one.html)}`);
}"""
_INK = """(reach) => {
  const canvas = document.querySelector(".leaflet-cm-ghosts-pane canvas");
  if (!canvas) return 0;
  const {width, height} = canvas;
  const pen = new OffscreenCanvas(width, height).getContext("2d"); // read once
  pen.drawImage(canvas, 0, 0);
  const [w, h] = reach ? [reach, reach] : [width, height];
  const {data} = pen.getImageData((width - w) / 2, (height - h) / 2, w, h);
  return data.reduce((sum, value, i) => sum + (i % 4 === 3 && value > 200), 0);
}"""
"""Opaque pixels of the former positions, in the middle of the map or on all of it."""

FIGHT = {
    "id": "fight",
    "type": "Armed clash",
    "place": "Hama",
    "date": "2024-11-29",
    "status": "claimed",
    "claimed_by": "the ministry",
    "fatalities": 12,
    "summary": "Rebels fought their way into two villages.",
}
BUS = {"id": "bus", "type": "Attack", "place": "Idlib", "summary": "A bus was shot at."}
TALKS = {"id": "talks", "type": "Agreement", "place": "Damascus", "summary": "Talks."}
DEPOT = {
    "id": "depot",
    "type": "Air/drone strike",
    "place": "Homs",
    "date": "2024-12-01",
    "summary": "A drone <b>struck</b> a depot.",
    "status": "claimed",
    "claimed_by": "an agency",
}
REPORT = {
    "title": "A road",
    "country": ["SY", "SD"],
    "source": {"publisher": "The Gazette"},
}
BEFORE = [FIGHT, BUS, TALKS, DEPOT]
AFTER = [
    FIGHT | {"fatalities": 14, "place": "Aleppo"},
    BUS | {"date": "2024-12"},
    TALKS,
    {"id": "new", "type": "Attack", "place": "Latakia", "summary": "A checkpoint."},
]


@pytest.fixture(scope="module")
def build(tmp_path_factory, lookup):
    """Writes the map of a report, with what changed since another version of it."""

    def located(events):
        report = Report.model_validate(REPORT | {"events": events})
        return locate_report(report, lookup)

    def rows(events):
        frame = pd.DataFrame(located(events).events.drop(columns="geometry"))
        return json.loads(frame.to_json(orient="records", date_format="iso"))

    def write(before, after):
        part = changes_part(changes_between(rows(before), rows(after)))
        path = tmp_path_factory.mktemp("map") / "map.html"
        page = render_map(located(after), lookup, about=About(parts={"changes": part}))
        path.write_text(page, "utf-8")
        return path

    return write


@pytest.fixture(scope="module")
def changed_map(build):
    return build(BEFORE, AFTER)


@pytest.fixture
def changed_page(open_map, changed_map):
    return open_map(changed_map, reduced_motion="reduce")


def switch(page):
    return page.get_by_role("checkbox", name="Show former positions on the map")


def items(page):
    page.locator("#cm-changes summary").click()
    return page.locator("#cm-changes li")


def test_the_page_says_how_many_events_changed(changed_page):
    section = changed_page.get_by_role("region", name="Since the last build")
    summary = section.locator("summary").text_content()
    assert summary == "1 added, 2 changed, 1 withdrawn"


def test_what_changed_is_said_as_it_was_and_as_it_is(changed_page):
    fight = items(changed_page).filter(has_text="fought their way").locator("dl > div")
    rows = dict(row.split("\n", 1) for row in fight.all_inner_texts())
    assert rows["Fatalities"] == "12 → 14"
    assert rows["Where"] == "Hama → Aleppo"
    assert "Status" not in rows


def test_each_entry_opens_its_event(changed_page):
    items(changed_page).get_by_role("button", name="A checkpoint.").press("Enter")
    card = changed_page.locator(".cm-popup .cm-card")
    assert "A checkpoint." in card.inner_text()
    assert card.locator(".cm-card-change").text_content() == "Added since the last build"


def test_the_card_of_a_changed_event_says_what_of_it(changed_page):
    changed_page.locator("#cm-events .cm-item", has_text="A bus").click()
    note = changed_page.locator(".cm-popup .cm-card-change")
    assert note.text_content() == "Changed since the last build: When"


def test_the_card_of_an_event_that_is_as_it_was_says_nothing_of_it(changed_page):
    changed_page.locator("#cm-events .cm-item", has_text="Talks").click()
    changed_page.locator(".cm-popup .cm-card").wait_for()
    assert changed_page.locator(".cm-card-change").count() == 0


def test_a_withdrawn_event_keeps_its_words_as_text_and_who_said_them(changed_page):
    gone = items(changed_page).last
    assert gone.inner_text().split("\n\n") == [
        "Withdrawn A drone <b>struck</b> a depot.",
        "Air/drone strike · Homs · 1 December 2024 · an agency",
    ]


def test_former_positions_are_drawn_and_explained_only_on_demand(changed_page):
    key = changed_page.locator(".cm-ghost-key")
    assert changed_page.evaluate(_INK) == 0
    assert not key.is_visible()
    switch(changed_page).press("Space")
    assert changed_page.evaluate(_INK) > 100
    assert key.locator("li").all_inner_texts() == [
        "where an event stood at the last build; the line leads to where it is now",
        "where a withdrawn event stood",
    ]
    switch(changed_page).press("Space")
    assert changed_page.evaluate(_INK) == 0
    assert not key.is_visible()


def test_of_an_event_that_is_left_out_the_former_position_is_too(changed_page):
    switch(changed_page).check()
    before = changed_page.evaluate(_INK)
    changed_page.locator("#cm-bar [type=search]").fill("checkpoint")
    changed_page.locator("#cm-events .cm-item").nth(1).wait_for(state="detached")
    assert 0 < changed_page.evaluate(_INK) < before


def test_a_withdrawn_event_is_brought_to_the_middle_of_the_map(changed_page):
    items(changed_page).get_by_role("button", name="A drone").press("Enter")
    assert switch(changed_page).is_checked()
    assert changed_page.evaluate(_INK, 12) > 10


def test_also_one_that_was_far_from_all_others(open_map, build):
    far = DEPOT | {"place": "Khartoum"}
    page = open_map(build([BUS, TALKS, far], [BUS, TALKS]), reduced_motion="reduce")
    items(page).get_by_role("button", name="A drone").press("Enter")
    assert page.evaluate(_INK, 12) > 10


@pytest.mark.parametrize("shown", [True, False])
def test_a_picture_explains_former_positions_only_while_they_are_shown(
    changed_page, tmp_path, shown
):
    switch(changed_page).set_checked(shown)
    changed_page.locator(".cm-menu summary").click()
    with changed_page.expect_download() as saved:
        changed_page.get_by_role("button", name="SVG").click()
    saved.value.save_as(tmp_path / "map.svg")
    picture = (tmp_path / "map.svg").read_text("utf-8")
    assert ("where a withdrawn event stood" in picture) is shown


def test_a_page_on_which_nothing_changed_says_nothing(open_map, build):
    page = open_map(build(BEFORE, BEFORE))
    assert page.locator("#cm-changes, .cm-ghost-key").count() == 0


def test_changes_that_move_nothing_have_no_switch(open_map, build):
    page = open_map(build([BUS], [BUS | {"fatalities": 3}]))
    assert page.locator("#cm-changes summary").text_content() == "1 changed"
    assert page.locator("#cm-changes input").count() == 0


def test_an_arabic_page_says_it_in_arabic(open_map, changed_map):
    page = open_map(changed_map, lang="ar")
    summary = page.locator("#cm-changes summary").text_content()
    assert summary == "مضافة: 1، معدّلة: 2، مسحوبة: 1"
    assert "12 ← 14" in page.locator("#cm-changes dl").first.text_content()


@pytest.fixture(scope="module")
def axe(require):
    if not AXE.is_file():
        require("axe-core is not installed: run npm ci in tests/page")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize(
    "view",
    [
        {"width": width, "color_scheme": scheme, "lang": lang}
        for width, scheme in [(1440, "light"), (360, "dark")]
        for lang in ["en", "ar"]
    ],
    ids=lambda view: "-".join(map(str, view.values())),
)
def test_axe_finds_no_fault(open_map, changed_map, axe, view):
    page = open_map(changed_map, reduced_motion="reduce", **view)
    page.locator("#cm-changes summary").click()
    page.locator("#cm-changes input").check()
    page.locator("#cm-changes .cm-link").first.click()
    page.locator(".cm-popup .cm-card").wait_for()
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(axe)
    assert page.evaluate(_RUN) == []
