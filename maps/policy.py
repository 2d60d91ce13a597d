"""Content-Security-Policies: what a page may run and load, which is what is in it.

A source is what a policy names: "script" or "style", and the SHA-256 of what stands in
such an element.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from .tiles import tile_origin

__all__ = ["Source", "content_policy", "find_sources", "policy_of", "source_of"]

Source = tuple[str, str]

_INLINE: Final = re.compile(
    r"<(script|style)(?![^>]*application/json)[^>]*>(.*?)</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)


def content_policy(document: str, tiles: dict[str, str] | None = None) -> str:
    """A policy for exactly the scripts and styles of a document.

    Pictures may come from the server of `tiles`, if there are any: from nowhere else.
    """
    return policy_of(find_sources(document), tiles)


def find_sources(document: str) -> Iterator[Source]:
    """The sources of a document's scripts and styles, in its order."""
    for match in _INLINE.finditer(document):
        yield source_of(match[1].lower(), match[2])


def source_of(element: str, content: str) -> Source:
    """The source of one element."""
    digest = hashlib.sha256(content.encode()).digest()
    return element, f"'sha256-{base64.b64encode(digest).decode()}'"


def policy_of(sources: Iterable[Source], tiles: dict[str, str] | None) -> str:
    """A policy that allows these sources, and pictures of `tiles`, if there are any."""
    pictures = ["data:", *([tile_origin(tiles["url"])] if tiles else [])]
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for element, source in dict.fromkeys(sources):
        hashes[element].append(source)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(hashes['script'])}",
            f"style-src {' '.join(hashes['style'])}",
            f"img-src {' '.join(pictures)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
