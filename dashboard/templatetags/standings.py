"""Standings in templates, drawn as on the board."""

from django import template

from dashboard import shapes, tables

register = template.Library()
register.filter("cell_class", tables.cell_class)
register.filter("cell_content", tables.cell_content)
register.filter("currency_content", tables.currency_content)
register.filter("score_content", tables.score_content)
register.simple_tag(shapes.shape, name="shape")
register.simple_tag(shapes.shade, name="shade")
