"""What a reader can ask of progress: of what, and from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.controls import Choice, Options
from dashboard.queries.order import folded
from dashboard.queries.periods import MONTHS
from dashboard.queries.report import ProgressPage
from dashboard.queries.scopes import EVERYTHING, KINDS

Named = Iterable[tuple[str, str]]  # slug and name
OF = "of"


@dataclass(frozen=True, slots=True)
class ProgressControls:
    """The controls of one page. Addresses hold what is known and valid, in one order."""

    periods: tuple[Choice, ...]
    scopes: Options
    kept: dict[str, str]
    everything: str


def controls_of(page: ProgressPage, groups: Named, teams: Named) -> ProgressControls:
    """The controls, with the groups and teams that there are."""
    return ProgressControls(
        periods=tuple(_periods(page)),
        scopes=Options(OF, "Of", tuple(_scopes(page, groups, teams)), _told(page)),
        kept=page.period.asked if page.period.key else {},
        everything=address(page.period.asked),
    )


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
