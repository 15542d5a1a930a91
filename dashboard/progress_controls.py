"""What a reader can ask of progress: of what, and from when to when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from dashboard.controls import Choice, Options
from dashboard.days import day_told
from dashboard.queries.order import folded
from dashboard.queries.periods import MONTHS
from dashboard.queries.report import ProgressPage
from dashboard.queries.scopes import EVERYTHING, KINDS, Scope

Named = Iterable[tuple[str, str]]  # slug and name
OF, DAYS = "of", "days"
SPAN = "{from}/{to}"


@dataclass(frozen=True, slots=True)
class ProgressControls:
    """The controls of one page. Addresses hold what is known and valid, in one order.

    `starts_on` and `ends_on` are what stands in the fields: the days that are shown, or what was
    typed instead and refused. `kept` tells what else the form holds: a period with a name, and the
    days that it is. `board` leads to the projects that the page is about.
    """

    periods: tuple[Choice, ...]
    scopes: Options
    kept: dict[str, str]
    starts_on: str
    ends_on: str
    everything: str
    board: str
    board_words: str


def controls_of(
    page: ProgressPage, asked: Mapping[str, str], named: Mapping[str, Named]
) -> ProgressControls:
    """The controls, with the groups, teams and projects that there are."""
    period = page.period
    shown = {"from": period.starts_on.isoformat(), "to": period.ends_on.isoformat()}
    is_refused = period.refusal and period.key and (asked.get("from") or asked.get("to"))
    days = _typed(asked) if is_refused else shown
    board, board_words = _board(page.scope)
    return ProgressControls(
        periods=tuple(_periods(page)),
        scopes=Options(OF, "For", tuple(_scopes(page, named)), _told(page)),
        kept={**period.asked, DAYS: SPAN.format(**shown)} if period.key else {},
        starts_on=days.get("from", ""),
        ends_on=days.get("to", ""),
        everything=address(period.asked),
        board=board,
        board_words=board_words,
    )


def _typed(asked: Mapping[str, str]) -> dict[str, str]:
    """The days that were refused; what is no day a browser would not show."""
    return {name: asked[name] for name in ("from", "to") if day_told(asked.get(name, ""))}


def _board(scope: Scope) -> tuple[str, str]:
    """Where the projects that a scope is about can be seen, and what that is called."""
    match scope.kind:
        case "project":
            return reverse("project", args=[scope.key]), scope.name
        case "aim":
            return reverse("aim", args=scope.key.split("/")), scope.name
        case "area":
            return reverse("area", args=[scope.key]), f"The board of {scope.name}"
        case "team" | "group":
            return reverse("board") + f"?{scope.query}", f"The board of {scope.name}"
    return reverse("board"), "The board"


def address(asked: dict[str, str]) -> str:
    """The same page, asked for this."""
    return f"?{urlencode(asked, safe='/')}" if asked else "?"


def straight(asked: dict[str, str]) -> str:
    """The address that the form leads to: `of=team:lantern` is `team=lantern`.

    A period with a name stays one, as long as its days are not changed.
    """
    kind, _, key = asked.get(OF, "").partition(":")
    rest = {
        name: value for name, value in asked.items() if name not in (OF, DAYS, *KINDS) and value
    }
    days = {name: rest.get(name, "") for name in ("from", "to")}
    is_named = SPAN.format(**days) == asked.get(DAYS)
    for name in days if is_named else ["period"] if any(days.values()) else []:
        rest.pop(name, None)
    return address({kind: key, **rest} if kind in KINDS and key else rest)


def _periods(page: ProgressPage) -> Iterable[Choice]:
    words = {"cycle": "This cycle"} if page.has_cycle else {}
    for key, word in {**words, **MONTHS, "all": "All"}.items():
        asked = {"period": key} if key != "12" else {}
        is_on = page.period.key == key
        yield Choice(word, address({**page.scope.asked, **asked}), is_on)


def _scopes(
    page: ProgressPage, named: Mapping[str, Named]
) -> Iterable[tuple[str, tuple[tuple[str, str], ...]]]:
    yield "", (("", EVERYTHING),)
    for kind in ("group", "team"):
        yield from _rows(kind, named[kind])
    yield "Areas", tuple((f"area:{area.key}", area.name) for area in page.areas)
    for area in page.areas:
        yield f"Aims of {area.name}", tuple((f"aim:{aim.path}", aim.name) for aim in area.aims)
    gone = {page.scope.key: page.scope.name} if page.scope.kind == "project" else {}
    yield from _rows("project", (gone | dict(named["project"])).items())


def _rows(kind: str, rows: Named) -> Iterable[tuple[str, tuple[tuple[str, str], ...]]]:
    ordered = sorted(rows, key=lambda row: folded(row[1]))
    if ordered:
        yield f"{kind.title()}s", tuple((f"{kind}:{slug}", word) for slug, word in ordered)


def _told(page: ProgressPage) -> str:
    return f"{page.scope.kind}:{page.scope.key}" if page.scope.kind else ""
