"""Articles as they come: text, Markdown, HTML pages, standard input.

``read_article`` answers what an article's text is and what is known of it. Offsets that
are found in it later refer to `Article.text`: a file's text as it is, without the front
matter of Markdown; of a page, the article taken out of it. Nothing is fetched. JSON Lines
are read in ``article_lines``; what the text says is asked in ``geo``.
"""

import re
import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from .decoding import decode_text, require_plain
from .endings import MARKDOWN_ENDINGS, PAGE_ENDINGS
from .errors import ReportError
from .tables import load_countries
from .yaml_source import YamlSource

__all__ = [
    "MAX_BYTES",
    "Article",
    "headline_of",
    "parse_codes",
    "parse_day",
    "read_article",
]

MAX_BYTES: Final = 50_000_000
_PAGE_START: Final = re.compile(r"\s{0,99}(?:<\?xml|<!doctype html|<html)", re.IGNORECASE)
_FRONT: Final = re.compile(r"---[ \t]*\r?\n(.*?\n)?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ][\d:.,]{1,20}(?:Z| ?[+-][\d:]{2,5})?)?")
_LONGEST_TITLE: Final = 120
_SENTENCE_END: Final = re.compile(r"[.!?؟。]['\"”’»)]?\s")


@dataclass(frozen=True, slots=True)
class Article:
    """A text and what is known of it."""

    text: str
    id: str | int | float = "article"
    """Name of the file without its ending, or the id that a line of JSON gives."""
    title: str | None = None
    """As given; see `headline`."""
    published: date | None = None
    country: tuple[str, ...] = ()
    """What it is about, ISO 3166-1 alpha-2."""
    publisher: str | None = None
    url: str | None = None
    path: Path | None = None
    """The file; ``None`` for standard input and lines of JSON."""

    @property
    def headline(self) -> str:
        """The title, or else the first line if it is short, or the first sentence."""
        return self.title or headline_of(self.text)


def read_article(path: Path | str) -> Article:
    """The article in a file; ``"-"`` reads standard input.

    Raises
    ------
    ReportError
        If there is no text to read; the message says where and what to do.
    """
    name, content, ending = _content(path)
    if len(content) > MAX_BYTES:
        raise ReportError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB; split it")
    text = decode_text(content, name, is_html=ending in PAGE_ENDINGS)
    if ending in PAGE_ENDINGS or (not ending and _PAGE_START.match(text)):
        found = _from_page(text, name)
    elif ending in MARKDOWN_ENDINGS:
        found = _from_markdown(text, name)
    else:
        found = {"text": text}
    require_plain(found["text"], name)
    if not found["text"].strip():
        raise ReportError(f"{name}: no text in it")
    file = None if path == "-" else Path(path)
    return Article(id=file.stem if file else name, path=file, **found)


def parse_day(value: object) -> date | None:
    """The day of a date or a time in ISO 8601; ``None`` of nothing.

    Raises
    ------
    ValueError
        If it is neither.
    """
    if value is None or value == "":
        return None
    match = _DAY.fullmatch(str(value).strip())
    if match is None:
        raise ValueError(f"{value!r} is not a day: expected a date like 2024-12-01")
    try:
        return date.fromisoformat(match[1])
    except ValueError as err:
        raise ValueError(f"{value!r} is not in the calendar: {err}") from err


def parse_codes(value: object) -> tuple[str, ...]:
    """Country codes from one, or a list of them, in any case.

    Raises
    ------
    ValueError
        If one is no country's.
    """
    values = value if isinstance(value, list | tuple) else [value]
    codes = tuple(str(code).upper() for code in values if code not in (None, ""))
    for code in codes:
        if code not in _known_codes():
            raise ValueError(f"{code!r} is not a country code: expected such as SY")
    return codes


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(country.code for country in load_countries())


def _content(path: Path | str) -> tuple[str, bytes, str]:
    """Name, content (little more than `MAX_BYTES`) and ending of a file."""
    if path == "-":
        return "stdin", sys.stdin.buffer.read(MAX_BYTES + 1), ""
    path = Path(path)
    try:
        with path.open("rb") as file:
            return str(path), file.read(MAX_BYTES + 1), path.suffix.lower()
    except OSError as err:
        raise ReportError(f"{path}: cannot be read: {err.strerror}") from err


def _from_markdown(text: str, name: str) -> dict[str, Any]:
    """The text after the front matter, and what that says."""
    match = _FRONT.match(text)
    if match is None:
        return {"text": text}
    front = YamlSource("\n" + (match[1] or ""), name)  # lines count from the fence
    content = front.content()
    if not isinstance(content, dict):
        return {"text": text}  # a rule, not front matter
    source = content.get("source")
    known = source if isinstance(source, dict) else {"publisher": source}
    key = "published" if "published" in content else "date"
    found: dict[str, Any] = {"text": text[match.end() :]}
    for field, path, parse in (
        ("published", key, parse_day),
        ("country", "country", parse_codes),
    ):
        try:
            found[field] = parse(content.get(path))
        except ValueError as err:
            raise ReportError(f"{name}:{front.line((path,))}: {path}: {err}") from err
    found["title"] = _words(content.get("title"))
    found["publisher"] = _words(known.get("publisher"))
    found["url"] = _address(known.get("url") or content.get("url"))
    return found


def _from_page(page: str, name: str) -> dict[str, Any]:
    """The article of an HTML page, and what the page says of it."""
    from trafilatura import bare_extraction  # noqa: PLC0415  half a second

    found = bare_extraction(
        page,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    text, day, title, publisher, url = (
        getattr(found, field, None)
        for field in ("text", "date", "title", "sitename", "url")
    )
    if not text:
        raise ReportError(f"{name}: no article is found in the page; save its text as .txt")
    try:
        published = parse_day(day)
    except ValueError:
        published = None
    return {
        "text": text,
        "title": _words(title),
        "published": published,
        "publisher": _words(publisher),
        "url": _address(url),
    }


def _words(value: object) -> str | None:
    return (" ".join(str(value).split()) or None) if value is not None else None


def _address(value: object) -> str | None:
    text = str(value)
    return text if text.startswith(("https://", "http://")) else None


def headline_of(text: str) -> str:
    """The first line of a text if it is short, or else its first sentence, clipped."""
    start = text.lstrip()[: 4 * _LONGEST_TITLE]
    line = " ".join(start.partition("\n")[0].lstrip("#").split())
    if len(line) <= _LONGEST_TITLE:
        return line or "Article"
    end = _SENTENCE_END.search(line)
    if end is not None and end.end() <= _LONGEST_TITLE + 1:
        return line[: end.end()].rstrip()
    words = line[:_LONGEST_TITLE]
    return f"{words.rpartition(' ')[0] or words}…"
