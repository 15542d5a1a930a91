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
OF = "of"


@dataclass(frozen=True, slots=True)
class ProgressControls:
    """The controls of one page. Addresses hold what is known and valid, in one order.

    `starts_on` and `ends_on` are what stands in the fields: two days that somebody chose, or what
    was typed instead and refused. `board` leads to the projects that the page is about.
    """

    periods: tuple[Choice, ...]
    scopes: Options
    kept: dict[str, str]
    starts_on: str
    ends_on: str
    board: str
    board_words: str


def controls_of(
    page: ProgressPage, asked: Mapping[str, str], groups: Named, teams: Named
) -> ProgressControls:
    """The controls, with the groups and teams that there are."""
    days = _typed(asked) if page.period.refusal else page.period.asked
    board, board_words = _board(page.scope)
    return ProgressControls(
        periods=tuple(_periods(page)),
        scopes=Options(OF, "Of", tuple(_scopes(page, groups, teams)), _told(page)),
        kept=page.period.asked if page.period.key else {},
        starts_on=days.get("from", ""),
        ends_on=days.get("to", ""),
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
    """The address that the form's list leads to: `of=team:lantern` is `team=lantern`."""
    kind, _, key = asked.get(OF, "").partition(":")
    rest = {name: value for name, value in asked.items() if name not in (OF, *KINDS) and value}
    if rest.get("from") or rest.get("to"):
        rest.pop("period", None)
    return address({kind: key, **rest} if kind in KINDS and key else rest)


def _periods(page: ProgressPage) -> Iterable[Choice]:
    words = {"cycle": "This cycle"} if page.has_cycle else {}
    for key, word in {**words, **MONTHS, "all": "All"}.items():
        asked = {"period": key} if key != "12" else {}
        is_on = page.period.key == key
        yield Choice(word, address({**page.scope.asked, **asked}), is_on)


def _scopes(
    page: ProgressPage, groups: Named, teams: Named
) -> Iterable[tuple[str, tuple[tuple[str, str], ...]]]:
    yield "", (("", EVERYTHING),)
    if page.scope.kind == "project":
        yield "Project", ((f"project:{page.scope.key}", page.scope.name),)
    for name, kind, rows in (("Groups", "group", groups), ("Teams", "team", teams)):
        ordered = sorted(rows, key=lambda row: folded(row[1]))
        if ordered:
            yield name, tuple((f"{kind}:{slug}", word) for slug, word in ordered)
    yield "Areas", tuple((f"area:{area.key}", area.name) for area in page.areas)
    for area in page.areas:
        yield f"Aims of {area.name}", tuple((f"aim:{aim.path}", aim.name) for aim in area.aims)


def _told(page: ProgressPage) -> str:
    return f"{page.scope.kind}:{page.scope.key}" if page.scope.kind else ""
