"""A page as ``conflictmap serve`` sends it: with a script that loads it anew.

Only the bytes that are sent are changed: the page's Content-Security-Policy allows that
one script, by hash, and connections to the server that the page came from.
"""

import hashlib
import re
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Final

from .policy import source_of

__all__ = ["digest_of", "live_page", "notice_page"]

_SCRIPT: Final = Path(__file__).parent / "page" / "live.js"
_POLICY: Final = re.compile(
    rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")'
)
_HEAD: Final = 100_000  # bytes in which a page says its policy
_END: Final = b"</body>"
_NOTICE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
<p>{text}</p>
</body>
</html>
"""


def digest_of(page: bytes) -> str:
    """What tells one content of a page from another, in hexadecimal digits."""
    return hashlib.sha256(page).hexdigest()[:16]


def live_page(page: bytes) -> bytes:
    """A page with the script, which knows the digest of the page without it."""
    script, source = _script()
    element = b'<script data-seen="%s">%s</script>\n' % (digest_of(page).encode(), script)
    before, end, after = page.rpartition(_END)
    page = before + element + end + after if end else page + element
    return (
        _POLICY.sub(
            lambda match: match[1] + _opened(match[2], source) + match[3], page[:_HEAD], 1
        )
        + page[_HEAD:]
    )


def notice_page(title: str, text: str) -> bytes:
    """A page of a sentence."""
    return _NOTICE.format(title=escape(title), text=escape(text)).encode()


@cache
def _script() -> tuple[bytes, str]:
    """The script, and its source in a policy."""
    script = _SCRIPT.read_text("utf-8")
    return script.encode(), source_of("script", script)[1]


def _opened(policy: bytes, source: str) -> bytes:
    """A policy, as the attribute holds it, that allows a script and connections home."""
    directives = {
        name: values
        for name, *values in map(str.split, unescape(policy.decode()).split(";"))
    }
    for name, value in (("script-src", source), ("connect-src", "'self'")):
        others = [one for one in directives.get(name, ()) if one != "'none'"]
        directives[name] = [*others, value]
    parts = (" ".join([name, *values]) for name, values in directives.items())
    return escape("; ".join(parts)).encode()
