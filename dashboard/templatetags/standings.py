"""Standings in templates, drawn as on the board."""

from collections.abc import Mapping

from django import template

from dashboard import drawing, shapes

register = template.Library()
register.filter("cell_class", drawing.cell_class)
register.filter("cell_content", drawing.cell_content)
register.filter("currency_content", drawing.currency_content)
register.filter("explained", drawing.explained)
register.filter("score_content", drawing.score_content)
register.filter("options_content", drawing.options_content)
register.filter("places_content", drawing.places_content)
register.filter("trend_content", drawing.trend_content)
register.simple_tag(shapes.shape, name="shape")
register.simple_tag(shapes.shade, name="shade")
register.simple_tag(shapes.symbols, name="symbols")


@register.filter
def entry(choices: Mapping[str, object], key: str) -> object:
    """What a mapping holds under a key that a variable names."""
    return choices[key]
