"""From the bytes of a text file to its text, whatever its encoding.

A byte order mark decides, then UTF-8, then what an HTML page declares, then what
charset-normalizer makes of it. What is no text is refused, with the line and what to do.
"""

import codecs
import re
from typing import Final

from .errors import ReportError

__all__ = ["decode_text", "require_plain"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "a Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_DECLARED: Final = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD: Final = 4096
_SAMPLE: Final = 65_536
_CONTROL: Final = re.compile(r"[\0-\x08\x0e-\x1f\x7f]|[\ud800-\udfff]")


def decode_text(content: bytes, name: str, *, is_html: bool = False) -> str:
    """The text of a file.

    Parameters
    ----------
    content
        The whole file.
    name
        What messages call it.
    is_html
        Whether a declared charset is heeded.

    Raises
    ------
    ReportError
        If it is a file of another kind, or in no known encoding.
    """
    for magic, what in _NO_TEXT:
        if content.startswith(magic):
            raise ReportError(f"{name}: {what}, not a text; save its text as .txt in UTF-8")
    encoding = next((known for mark, known in _MARKS if content.startswith(mark)), None)
    if encoding is None:
        _require_text(content, name)
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            encoding = (_declared(content) if is_html else None) or _guessed(content, name)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as err:
        line = content[: err.start].count(b"\n") + 1
        raise ReportError(f"{name}:{line}: not {encoding} text; save it as UTF-8") from err


def require_plain(text: str, name: str) -> None:
    """Do nothing if a text has no control characters.

    Raises
    ------
    ReportError
        At the first one, or at half of a surrogate pair; the message names the line.
    """
    match = _CONTROL.search(text)
    if match is not None:
        line = text.count("\n", 0, match.start()) + 1
        raise ReportError(
            f"{name}:{line}: a control character (U+{ord(match[0]):04X}): not a plain "
            "text; take it out, or save the text as .txt in UTF-8"
        )


def _require_text(content: bytes, name: str) -> None:
    nul = content.find(b"\0")
    if nul >= 0:
        line = content.count(b"\n", 0, nul) + 1
        raise ReportError(
            f"{name}:{line}: a NUL character: a binary file, or UTF-16 without its mark; "
            "save the text as .txt in UTF-8"
        )


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_HEAD])
    if match is None:
        return None
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(content: bytes, name: str) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415  50 ms

    best = from_bytes(content[:_SAMPLE]).best()
    if best is None:
        raise ReportError(f"{name}: in no encoding that is known; save it as UTF-8")
    return best.encoding
