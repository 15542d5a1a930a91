"""Days, ages, numbers and addresses in templates, as `dashboard.formats` writes them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dashboard import formats

register = template.Library()
register.filter("day", formats.day)
register.filter("age", formats.age)
register.filter("number", formats.number)
register.filter("percentage", formats.percentage)
register.filter("signed", formats.signed)


@register.filter
def html(text: str) -> SafeString:
    """HTML as it is: the one place. It was rendered from Markdown and cleaned when written."""
    return mark_safe(text)


@register.filter
def counted(value: int, nouns: str) -> str:
    """A number with its noun: `{{ 2|counted:"project" }}`, `{{ 2|counted:"entry,entries" }}`."""
    return formats.counted(value, *nouns.split(",", 1))


@register.filter
def web_link(address: str, title: str = "") -> SafeString | str:
    """A link to somewhere else, or only its words where no browser may be sent there."""
    words = title or address.removeprefix("https://").removeprefix("http://").rstrip("/")
    if not formats.web_address(address):
        return words
    return format_html('<a href="{}" rel="nofollow noopener noreferrer">{}</a>', address, words)
