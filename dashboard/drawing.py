"""How standings, scores and reviews are drawn: on the board, and wherever else they stand."""

import html
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from dashboard import formats
from dashboard.dossier import GAIN_DAYS
from dashboard.looks import UNREVIEWED, Currency
from dashboard.queries.cells import Cell, Mark
from dashboard.queries.standpoints import Place
from dashboard.queries.sums import Share
from dashboard.scoring import Score
from dashboard.shapes import TWELFTHS, bar, distribution, shade, shape, sparkline


def cell_class(cell: Cell) -> str:
    """The classes that give a cell its colour and outline."""
    if cell.is_not_applicable:
        return "not-applicable"
    if not cell.is_applicable:
        return "outside"
    under_way = " under-way" if cell.is_under_way else ""
    overdue = " overdue" if cell.is_overdue else ""
    return f"shade-{shade(cell.rank, cell.levels)}{under_way}{overdue}"


@lru_cache(maxsize=4096)
def cell_content(cell: Cell, towards: str = "") -> SafeString:
    """What a cell shows: shape, word, how much of the next level is done, one mark.

    `towards` names the next level, where there is room for that.
    """
    if cell.is_not_applicable:
        return mark_safe('<span class="word">Not applicable</span>')
    if not cell.is_applicable:
        return mark_safe("")
    word = format_html('<span class="word">{}</span>', cell.word)
    nothing = "" if cell.done else " nothing"
    to = f" to {escape(towards)}" if towards else ""
    done = f'<span class="of{nothing}">{cell.done} of {cell.asked}{to}</span>'
    done = done if cell.asked else ""  # nothing more, or nobody knows any more
    stale = '<span class="hidden">, review overdue</span>' if cell.is_overdue else ""
    return mark_safe(f"{shape(cell.rank, cell.levels)}{word}{done}{mark_content(cell)}{stale}")


def mark_content(cell: Cell) -> str:
    """The mark of a cell; empty where there is none."""
    match cell.mark:
        case Mark.BLOCKED:
            return _mark("blocked", "Blocked", "!")
        case Mark.WAITING:
            return _mark("waiting", f"{cell.waiting} waiting to be confirmed", str(cell.waiting))
        case Mark.GAINED:
            return _mark("gained", f"Gained within {GAIN_DAYS} days", "★")
        case _:
            return ""


def _mark(kind: str, label: str, sign: str) -> str:
    return f'<span class="mark {kind}" role="img" aria-label="{label}">{sign}</span>'


def score_content(score: Score) -> SafeString:
    """Points of their maximum, as a bar and as a percentage."""
    part = score.percentage
    if part is None:
        return mark_safe('<span class="of">No aim counts here</span>')
    points, maximum = formats.number(score.points), formats.number(score.maximum)
    return mark_safe(
        f'<span class="points"><strong>{points}</strong> <span class="of">/ {maximum}</span></span>'
        f'{bar(part)}<span class="percent">{formats.percentage(part)}</span>'
    )


def explained(content: str, address: str) -> SafeString:
    """A number as a link to how it comes about."""
    link = '<a class="explains" href="{}">{}<span class="hidden">: how it comes about</span></a>'
    return format_html(link, address, content)


def currency_content(currency: Currency, day: date) -> SafeString:
    """The last verdict, and how long ago anybody looked."""
    age = formats.age(currency.last_on, day)
    return format_html(
        '<span class="verdict {}">{}</span><span class="age">{}</span>',
        currency.freshness.value,
        currency.word,
        f"last {age}" if currency.word == UNREVIEWED else age,
    )


def places_content(places: Iterable[Place]) -> SafeString:
    """How projects are spread over the levels of an aim, the highest first; words stand beside."""
    return distribution(
        [
            (f"shade-{shade(place.rank, place.levels)}", len(place.projects))
            for place in places
            if not place.is_not_applicable
        ]
    )


def trend_content(trend: Sequence[int | None]) -> SafeString:
    """A line of twelve months, and in words what came of them; nothing of a first month."""
    known = [value for value in trend if value is not None]
    if len(known) < 2:
        return mark_safe("")
    change = known[-1] - known[0]
    words = f"{change:+d}".replace("-", "\N{MINUS SIGN}")
    return mark_safe(
        f'{sparkline(trend)}<span class="hidden">{words} percentage points in 12 months</span>'
    )


@lru_cache(maxsize=4096)
def share_content(share: Share) -> SafeString:
    """What a cell of several standings shows: how much of what is possible is reached."""
    part = share.score.percentage
    if part is None:
        return mark_safe("")
    sums = f"{formats.number(share.score.points)} of {formats.number(share.score.maximum)}"
    waits = _mark("waiting", f"{share.waiting} waiting to be confirmed", str(share.waiting))
    return mark_safe(
        f"{shape(share_rank(part), TWELFTHS)}"
        f'<span class="word">{formats.percentage(part)}</span><span class="of">{sums}</span>'
        f"{waits if share.waiting else ''}"
    )


def share_rank(percentage: int) -> int:
    """The percentage in twelfths: the first as soon as there is anything, the last only at 100."""
    if percentage <= 0:
        return 0
    parts = round(TWELFTHS * percentage / 100)
    return TWELFTHS if percentage >= 100 else min(max(parts, 1), TWELFTHS - 1)


def share_class(share: Share) -> str:
    """The classes that give a cell of several standings its colour."""
    if share.score.percentage is None:
        return "outside"
    return f"share shade-{shade(share_rank(share.score.percentage), TWELFTHS)}"


def cell_td(cell: Cell, href: str, area: str = "", is_hit: bool = False) -> str:
    """One cell; `href` is escaped. The first of an area carries its name for a phone's strip."""
    hit = " hit" if is_hit else ""
    start = f'<td class="cell {cell_class(cell)}{hit}"{area}>'
    if not (cell.is_applicable or cell.is_not_applicable):
        return f"{start}</td>"
    return f'{start}<a href="{href}">{cell_content(cell)}</a></td>'


def share_td(share: Share, href: str, area: str = "") -> str:
    """One cell of several standings; `href` is escaped, and may be empty."""
    start = f'<td class="cell {share_class(share)}"{area}>'
    if share.score.percentage is None:
        return f"{start}</td>"
    link = f' href="{href}"' if href else ""
    return f"{start}<a{link}>{share_content(share)}</a></td>"


def area_attribute(name: str, cells: int) -> str:
    """So much of an area's name as stands above so many narrow cells."""
    room = max(2, 5 * cells // 2)
    end = "…" if len(name) > room > 4 else ""
    letters = name[: room - len(end)].rstrip() + end
    return f' data-area="{escape(letters)}"'


def options_content(
    groups: Iterable[tuple[str, Iterable[tuple[str, str]]]], chosen: str
) -> SafeString:
    """The options of a list; hundreds of people are too many for a template's loop."""
    parts = []
    for name, options in groups:
        inside = "".join(
            f'<option value="{html.escape(value)}"{" selected" if value == chosen else ""}>'
            f"{html.escape(word)}</option>"
            for value, word in options
        )
        parts.append(
            f'<optgroup label="{html.escape(name)}">{inside}</optgroup>' if name else inside
        )
    return mark_safe("".join(parts))
