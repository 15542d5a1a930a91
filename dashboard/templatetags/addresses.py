"""Addresses from memory, where a page names some hundred of them."""

from functools import lru_cache

from django import template
from django.urls import get_script_prefix, reverse

from dashboard.addresses import explanation_address

register = template.Library()
register.simple_tag(explanation_address, name="explanation_of")


@register.simple_tag
def address(name: str, *path: str) -> str:
    """What `url` gives; working one out takes as long as rendering what stands around it."""
    return _address(get_script_prefix(), name, path)


@lru_cache(maxsize=20_000)
def _address(prefix: str, name: str, path: tuple[str, ...]) -> str:
    return reverse(name, args=path)
