"""What a reader chooses, searches and takes back: the filters and the row above them."""

import re
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parents[1] / "page" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
  const parts = {include: [["#cm-filters"], [".cm-filterbar"]]};
  const {violations} = await axe.run(parts, {resultTypes: ["violations"]});
  return violations.map(({id, nodes}) => `${id}: ${nodes.map((one) => one.html)}`);
}"""
EVERY_FACET = ("type", "teller", "status", "actor", "precision")


def shown(page: Any) -> str:
    return page.locator(".cm-shown").inner_text()


def go(page: Any, choices: str) -> None:
    """Open the page anew by a link with choices."""
    url = page.url
    page.goto("about:blank")
    page.goto(f"{url}#{choices}")


def unfold(page: Any, *facets: str) -> None:
    page.locator("#cm-tab-filters").click()
    for facet in facets:
        toggle = page.locator(f"[aria-controls=cm-facet-{facet}]")
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.click()


def choice(page: Any, facet: str, name: str) -> Any:
    return page.locator(f"#cm-facet-{facet}").get_by_role("checkbox", name=name)


def count_of(page: Any, facet: str, name: str) -> int:
    row = page.locator(f"#cm-facet-{facet} .cm-option", has_text=name).first
    return int(row.locator(".cm-option-count").inner_text().replace(",", ""))


def chips(page: Any) -> list[str]:
    texts = page.locator(".cm-chips button").all_inner_texts()
    return [re.sub("[×\u2068\u2069]", "", text).strip() for text in texts]


def wait_shown(page: Any, text: str) -> None:
    page.locator(".cm-shown", has_text=text).wait_for()


@pytest.fixture
def page(open_map, shipped_map) -> Any:
    return open_map(shipped_map, width=1440, height=900)


def test_a_choice_shows_as_many_events_as_it_says(page):
    total = shown(page).split()[0]
    unfold(page, "status", "teller")
    for status in ("claimed", "background"):
        expected = count_of(page, "status", status)
        choice(page, "status", status).check()
        assert shown(page) == f"{expected} of {total} events"
        choice(page, "status", status).uncheck()
    assert shown(page) == f"{total} events"
    choice(page, "status", "claimed").check()
    told = count_of(page, "teller", "Syrian army")
    choice(page, "teller", "Syrian army").check()
    assert shown(page) == f"{told} of {total} events"


def test_choices_that_would_show_nothing_are_muted_and_come_back(page):
    unfold(page, "status", "teller")
    choice(page, "teller", "Russian state media").check()
    muted = page.locator("#cm-facet-status .cm-option-none")
    assert muted.count() > 0
    assert set(muted.locator(".cm-option-count").all_inner_texts()) == {"0"}
    choice(page, "teller", "Russian state media").uncheck()
    assert muted.count() == 0


def test_a_group_of_types_is_mixed_when_some_are_chosen(page):
    unfold(page, "type")
    group = page.locator("#cm-facet-type > ul > li", has=page.locator("ul")).first
    whole, *types = group.get_by_role("checkbox").all()
    types[0].check()
    assert whole.evaluate("(box) => [box.checked, box.indeterminate]") == [False, True]
    whole.check()
    assert all(one.is_checked() for one in types)
    assert len(chips(page)) == 1
    whole.uncheck()
    assert not any(one.is_checked() for one in types)
    assert chips(page) == []


def test_accounts_follow_each_other_while_the_days_stay(page):
    go(page, "days=2024-11-30/2024-12-01")
    wait_shown(page, " of ")
    days = chips(page)
    unfold(page, "teller")
    told = []
    for _ in range(2):
        page.get_by_role("button", name="Next account").click()
        name = page.locator(".cm-step-now").inner_text()
        assert chips(page) == [*days, f"As told by: {name}"]
        assert shown(page).split()[0] == str(count_of(page, "teller", name))
        told.append(name)
    assert len(set(told)) == 2
    page.get_by_role("button", name="Previous account").click()
    assert page.locator(".cm-step-now").inner_text() == told[0]


def test_what_is_vaguer_than_a_limit_is_hidden(page):
    unfold(page, "precision")
    limit = page.get_by_label("Hide vaguer than")
    placed_box = page.get_by_label("Show those not placed on the map")
    total = int(shown(page).split()[0])
    unplaced = count_of(page, "precision", "not placed")
    placed_box.uncheck()
    assert shown(page) == f"{total - unplaced} of {total} events"
    assert chips(page) == ["Precision: placed on the map"]
    towns = limit.locator("option", has_text="a town")
    stay = int(towns.inner_text().split(": ")[1].split()[0])
    limit.select_option(value=towns.get_attribute("value"))
    assert shown(page) == f"{stay} of {total} events"
    assert 0 < stay < total - unplaced
    page.locator(".cm-chips button").click()
    assert placed_box.is_checked()


def test_a_facet_that_was_closed_stays_closed_and_says_what_is_chosen(page):
    unfold(page, "status")
    toggle = page.locator("[aria-controls=cm-facet-status]")
    choice(page, "status", "claimed").check()
    toggle.click()
    page.get_by_role("button", name="Reset filters").click()
    assert not page.locator("#cm-facet-status").is_visible()
    assert toggle.inner_text().strip() == "Status"
    toggle.click()
    choice(page, "status", "claimed").check()
    assert toggle.inner_text() == "Status 1 chosen"


def test_chips_and_reset_take_choices_away_and_keep_the_keyboard(page):
    unfold(page, "status", "teller")
    total = shown(page)
    choice(page, "status", "claimed").check()
    choice(page, "teller", "Syrian army").check()
    focus = "document.activeElement.textContent"
    page.locator(".cm-chips button").first.focus()
    page.keyboard.press("Enter")
    assert len(chips(page)) == 1
    assert chips(page)[0] in page.evaluate(focus).replace("\u2068", "").replace(
        "\u2069", ""
    )
    page.get_by_role("button", name="Reset filters").click()
    assert (shown(page), chips(page)) == (total, [])
    assert page.evaluate("document.activeElement.type") == "search"
    assert not page.get_by_role("button", name="Reset filters").is_visible()
    assert page.locator("#cm-facet-status :checked, #cm-facet-teller :checked").count() == 0


def test_the_search_finds_words_in_any_spelling_and_escape_clears_it(page):
    total = shown(page)
    page.keyboard.press("/")
    page.keyboard.type("ḤAMA offensive")
    wait_shown(page, " of ")
    with_both = int(shown(page).split()[0])
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("حماة")
    page.locator(".cm-chips button", has_text="حماة").wait_for()
    assert int(shown(page).split()[0]) > with_both
    page.keyboard.press("Escape")
    wait_shown(page, total)
    assert (page.locator(".cm-search input").input_value(), chips(page)) == ("", [])
    page.keyboard.type("zzz")
    wait_shown(page, "0 of")
    page.get_by_role("button", name="Reset filters").click()
    assert page.locator(".cm-search input").input_value() == ""


def test_the_key_to_the_search_can_be_switched_off(page):
    switch = page.get_by_role("button", name="/ goes to the search")
    focused = "document.activeElement.type"
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    page.keyboard.press("/")
    assert page.evaluate(focused) != "search"
    switch.click()
    page.keyboard.press("/")
    assert page.evaluate(focused) == "search"
    assert page.locator(".cm-search input").input_value() == ""


def test_a_link_brings_back_all_that_was_chosen(page):
    unfold(page, "status", "type")
    choice(page, "status", "claimed").check()
    page.locator(".cm-search input").fill("hama")
    page.locator(".cm-chips button", has_text="hama").wait_for()
    page.wait_for_url(re.compile("q=hama"))
    page.reload()
    page.locator(".cm-chips button", has_text="hama").wait_for()
    assert chips(page) == ["“hama”", "Status: claimed by one side"]
    assert page.locator(".cm-search input").input_value() == "hama"
    unfold(page, "status")
    assert choice(page, "status", "claimed").is_checked()


def test_how_many_are_shown_is_announced(page):
    unfold(page, "status")
    choice(page, "status", "claimed").check()
    page.locator("#cm-live", has_text=shown(page)).wait_for(state="attached")


def test_the_row_and_the_panel_speak_arabic(open_map, shipped_map):
    page = open_map(shipped_map, width=1440, height=900)
    go(page, "lang=ar")
    unfold(page, "type", "precision")
    assert page.locator("#cm-filters-title").inner_text() == "التصفية"
    choice(page, "type", "معارك").check()
    assert "من أصل" in shown(page)
    assert chips(page) == ["النوع: معارك"]
    page.get_by_role("button", name="إلغاء التصفية").click()
    assert chips(page) == []


def test_of_many_actors_two_hundred_are_laid_out_and_others_are_found_by_typing(
    render, open_map
):
    event = {"type": "Armed clash", "place": "Idlib", "date": "2024-12-01", "summary": "s"}
    actors = [f"group {i}" for i in range(250)]
    events = [
        {**event, "id": f"e{i}", "initiators": [actor]}
        for i, actor in enumerate([*actors, "حركة"])
    ]
    page = open_map(
        render(
            {"title": "t", "published": "2024-12-01", "country": ["SY"], "events": events}
        )
    )
    unfold(page, "actor")
    rows = page.locator("#cm-facet-actor .cm-option")
    assert rows.count() == 200
    assert "200 of 251" in page.locator("#cm-facet-actor").inner_text()
    finder = page.locator("#cm-facet-actor input[type=search]")
    finder.fill("حَرَكه")
    assert rows.locator("bdi").all_inner_texts() == ["حركة"]
    rows.first.click()
    assert shown(page) == "1 of 251 events"
    finder.fill("")
    assert rows.first.get_by_role("checkbox").is_checked()  # what is chosen comes first


def test_facets_in_which_all_events_are_alike_are_not_shown(render, open_map):
    event = {
        "type": "Attack",
        "place": "Idlib",
        "date": "2024-12-01",
        "summary": "s",
        "id": "a",
    }
    page = open_map(
        render(
            {"title": "t", "published": "2024-12-01", "country": ["SY"], "events": [event]}
        )
    )
    page.locator(".cm-shown", has_text="1 event").wait_for()
    assert page.locator("#cm-filters").count() == 0


@pytest.fixture(scope="module")
def axe(require) -> str:
    if not AXE.is_file():
        require("axe-core is not installed: run npm ci in tests/page")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize(("scheme", "lang"), [("light", "en"), ("dark", "ar")])
def test_axe_finds_no_fault_in_open_facets(open_map, shipped_map, axe, scheme, lang):
    page = open_map(shipped_map, width=360, color_scheme=scheme)
    go(page, f"lang={lang}&status=claimed&q=hama")
    page.locator(".cm-chips button").nth(1).wait_for()
    unfold(page, *EVERY_FACET)
    page.evaluate(axe)
    assert page.evaluate(_RUN) == []
