"""Markdown to safe HTML: rendered when something is written or applied, never when it is shown."""

from functools import cache

import nh3
from markdown_it import MarkdownIt

INLINE = {"a", "br", "code", "em", "strong"}
BLOCKS = {"blockquote", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def to_html(text: str) -> str:
    """Clean HTML of a Markdown text; HTML in the text is shown as text. Empty stays empty."""
    if not text.strip():
        return ""
    return nh3.clean(
        _parser().render(text),
        tags=INLINE | BLOCKS | TABLES,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
