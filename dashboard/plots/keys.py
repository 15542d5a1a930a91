"""The entries of a legend."""

from django.utils.safestring import SafeString, mark_safe

from dashboard.pictures import Key, Look


def swatch(key: Key) -> SafeString:
    """What a thing looks like on the chart: a box of an area or bar, or a piece of a line."""
    if key.look is None:
        inside = f'<rect class="{key.tint}" x=".5" y=".5" width="21" height="11"/>'
    else:
        bold = " bold" * key.is_bold
        look = f" {key.look.name.lower()}" if key.look is not Look.SOLID else ""
        inside = f'<polyline class="{key.tint}{bold}{look}" points="0,6 22,6"/>'
    return mark_safe(
        f'<svg class="swatch-of" width="22" height="12" aria-hidden="true">{inside}</svg>'
    )
