"""Endings of files that are read, for whoever must tell them apart without reading."""

from typing import Final

__all__ = ["ARTICLE_ENDINGS", "MARKDOWN_ENDINGS", "PAGE_ENDINGS", "REPORT_ENDINGS"]

REPORT_ENDINGS: Final = frozenset({".yaml", ".yml"})
"""Files that are reports."""

PAGE_ENDINGS: Final = frozenset({".html", ".htm", ".xhtml"})
MARKDOWN_ENDINGS: Final = frozenset({".md", ".markdown"})
ARTICLE_ENDINGS: Final = frozenset({".txt", *MARKDOWN_ENDINGS, *PAGE_ENDINGS})
"""Files that are read as articles."""
