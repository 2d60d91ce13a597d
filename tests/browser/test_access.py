"""axe-core finds nothing to object to, whatever is open, in either scheme and language."""

from functools import partial
from pathlib import Path

import pytest

AXE = Path(__file__).parents[1] / "page" / "node_modules" / "axe-core" / "axe.min.js"

REPORT = {
    "title": "One clash, told twice",
    "published": "2024-12-02",
    "country": ["SY"],
    "source": {"publisher": "The Gazette", "url": "https://example.org/a"},
    "text": "The army said it held Hama. Rebels said they had taken Hama, 140 km off.",
    "distances": [{"from": "Aleppo", "to": "Hama", "km": 140, "quote": "140 km off"}],
    "events": [
        {
            "id": f"told-{number}",
            "type": kind,
            "place": place,
            "date": f"2024-11-{20 + number}",
            "status": status,
            "claimed_by": teller,
            "summary": f"What {teller} says of {place}.",
            "quote": quote,
            "conflicts_with": [f"told-{1 - number}"] if number < 2 else [],
        }
        for number, (kind, place, status, teller, quote) in enumerate(
            [
                ("Armed clash", "Hama", "denied", "the army", "held Hama"),
                ("Armed clash", "Hama", "claimed", "the rebels", "had taken Hama"),
                ("Attack", "Nowhereville", "reported", "a resident", None),
            ]
        )
    ],
}

_RUN = """async () => {
  const options = {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}};
  const {violations} = await axe.run(document, options);
  return violations.map(({id, nodes}) => `${id}: ${nodes.map((one) => one.html)}`);
}"""
_UNFOLD = """() => {
  scrollTo(0, 0); // a map that stays in view lies over what is scrolled below it
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll("[aria-expanded='false']")) {
    if (!one.matches(".cm-item")) one.click();
  }
  for (const item of document.querySelectorAll(".cm-item, .cm-text-part")) {
    item.style.contentVisibility = "visible"; // axe leaves out what is not laid out
  }
}"""


@pytest.fixture(scope="module")
def axe(require):
    if not AXE.is_file():
        require("axe-core is not installed: run npm ci in tests/page")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="module")
def told_map(render):
    return render(REPORT)


@pytest.fixture
def open_told(open_map, told_map):
    return partial(open_map, told_map, reduced_motion="reduce")


def faults(page):
    """What axe objects to, in each section beside the map, with all that folds unfolded."""
    found = []
    for tab in page.locator("[role=tab]").all():
        tab.evaluate("(one) => one.click()")  # a menu may lie over it
        page.evaluate(_UNFOLD)
        found += [f"{tab.text_content()}: {fault}" for fault in page.evaluate(_RUN)]
    return found


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 360])
def test_axe_finds_no_fault(open_told, axe, scheme, width, lang):
    page = open_told(width=width, color_scheme=scheme, lang=lang)
    page.locator("#cm-events .cm-item").first.click()
    page.locator(".cm-popup .cm-card").wait_for()
    page.evaluate(axe)
    assert faults(page) == []


@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_no_fault_while_tools_are_open(open_told, axe, width):
    page = open_told(width=width)
    page.locator("#cm-bar [type=search]").fill("Hama")
    page.locator(".cm-chips button").wait_for()
    page.locator(".leaflet-container").press("c")
    page.locator(".cm-tool").last.click()
    page.locator(".cm-tool-card").nth(1).wait_for()
    page.evaluate(axe)
    assert page.evaluate(_RUN) == []
