"""Pages of a site that are words only: no script, no map."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Template

__all__ = ["render_failed"]


def render_failed(name: str, lines: "Iterable[str]") -> str:
    """The page in the place of a map that could not be made: a line a problem."""
    template, fixed = _template("failed.html")
    return template.render(name=name, lines=list(lines), **fixed)


@cache
def _template(filename: str) -> "tuple[Template, dict[str, Any]]":
    """A template of the page's folder, and what is the same on all its pages."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415

    from .renderer import PAGE, content_policy  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(PAGE), autoescape=True, trim_blocks=True
    )
    style = f"\n{(PAGE / 'index.css').read_text('utf-8')}"
    policy = content_policy(f"<style>{style}</style>")
    return environment.get_template(filename), {"style": style, "policy": policy}
