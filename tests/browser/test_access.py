"""axe-core finds nothing to object to, in either scheme, wide or narrow."""

from pathlib import Path

import pytest

AXE = Path(__file__).parents[1] / "page" / "node_modules" / "axe-core" / "axe.min.js"

_UNFOLD = """() => {
  document.querySelector("details").open = true;
  const items = document.querySelectorAll("li"); // axe leaves out what is not laid out
  for (const item of items) item.style.contentVisibility = "visible";
}"""
_RUN = """async () => {
  const {violations} = await axe.run(document, {resultTypes: ["violations"]});
  return violations.map(({id, nodes}) => `${id}: ${nodes.map((one) => one.html)}`);
}"""


@pytest.fixture(scope="module")
def axe(require):
    if not AXE.is_file():
        require("axe-core is not installed: run npm ci in tests/page")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_no_fault(open_map, shipped_map, axe, scheme, width):
    page = open_map(shipped_map, width=width, color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(_UNFOLD)
    page.locator(".cm-item").first.click()
    page.evaluate(axe)
    assert page.evaluate(_RUN) == []
