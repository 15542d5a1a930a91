"""How days, ages and numbers read, on pages and in what programs print."""

from datetime import date, datetime

from dashboard.days import day_of

NARROW = "\N{NARROW NO-BREAK SPACE}"
AGES = ((365, "year"), (30, "month"))


def day(value: date | datetime | None) -> str:
    """A day as "21 November 2026"; a moment is told by its day in the configured time zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = day_of(value)
    return f"{value.day} {value:%B} {value.year}"


def age(value: date | datetime | None, today: date) -> str:
    """How long ago that was on a given day: "today", "3 days ago", "2 months ago"."""
    if value is None:
        return ""
    past = value if not isinstance(value, datetime) else day_of(value)
    days = (today - past).days
    if days <= 0:
        return "today" if days == 0 else f"on {day(past)}"
    if days == 1:
        return "yesterday"
    for length, unit in AGES:
        if days >= 2 * length:
            return f"{days // length} {unit}s ago"
    return f"{days} days ago"


def number(value: int) -> str:
    """A number with its thousands apart: "12,345"."""
    return f"{value:,}"


def signed(value: int) -> str:
    """A change with its sign, and that of none as well: "+3", "±0"."""
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else "±"
    return f"{sign}{number(abs(value))}"


def percentage(value: int | None) -> str:
    """A percentage such as "38 %"; nothing for that of no maximum."""
    return "" if value is None else f"{value}{NARROW}%"


def counted(value: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 project", "2 projects"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def web_address(url: str) -> str:
    """The address where a browser may be sent to it, and nothing where not."""
    return url if url.lower().startswith(("https://", "http://")) else ""
