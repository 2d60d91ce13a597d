"""Pages of a site that are words only: no script, no map."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

    from .words import Words

__all__ = ["plain_template", "render_failed"]


def render_failed(name: str, lines: Iterable[str], say: "Words") -> str:
    """The page in the place of a map that could not be made: a line a problem.

    Parameters
    ----------
    name
        Of the report.
    lines
        What is wrong with it, in English.
    say
        The words of the page's language.
    """
    from markupsafe import Markup  # noqa: PLC0415

    isolated = Markup("<bdi>{}</bdi>").format(name)
    return plain_template("failed.html").render(
        say=say,
        title=say.failed.heading.format(name=say.named(name)),
        heading=Markup(say.failed.heading).format(name=isolated),  # noqa: S704  ours
        lines=list(lines),
    )


@cache
def plain_template(filename: str) -> "Template":
    """A template of the page's folder, with the style and the policy of all such pages."""
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415
    from markupsafe import Markup  # noqa: PLC0415

    from .assets import PAGE  # noqa: PLC0415
    from .policy import content_policy  # noqa: PLC0415

    environment = Environment(
        loader=FileSystemLoader(PAGE), autoescape=True, trim_blocks=True
    )
    style = Markup("\n" + (PAGE / "plain.css").read_text("utf-8"))  # noqa: S704  ours
    policy = content_policy(f"<style>{style}</style>")
    return environment.get_template(filename, globals={"style": style, "policy": policy})
