"""The board of a day that is gone, as the board of today is made."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dashboard.looks import last_looks
from dashboard.queries.board import (
    Asked,
    BoardPage,
    Details,
    board_page,
    columns_of,
)
from dashboard.queries.cells import Cell, Mark
from dashboard.queries.compare import is_in_part, past_cell
from dashboard.queries.days_asked import DaysAsked
from dashboard.queries.framework import FrameworkView
from dashboard.queries.grain import GROUPS, Grain
from dashboard.queries.lines import Line
from dashboard.queries.parts import area_asked, area_then
from dashboard.queries.past import (
    blocked_then,
    framework_then,
    past_lines,
    past_shares,
    risen_then,
    stood,
)
from dashboard.queries.past_levels import Levels
from dashboard.queries.week import Week

NO_WEEK = Week((), (), (), {})
NEVER = 10**9


class PastBoard(NamedTuple):
    """The criteria of a day, what stands around its table, and every project that there was."""

    then: FrameworkView
    page: BoardPage
    everything: Sequence[Line]


def past_board(framework: FrameworkView, asked: DaysAsked, shown: Mapping[str, str]) -> PastBoard:
    """The board of the day asked for, but for the rows of its table. Four queries.

    What is asked for is all that is summed: of a team, its projects of then.
    """
    assert asked.on
    then = framework_then(framework, asked.on)
    area = area_asked(framework, asked)
    area = area_then(then, area) if area else None
    every = past_lines(then, area)
    lines = [line for line in every if is_in_part(line, asked.part)]
    areas = columns_of(then, area)
    grain = Grain.of(shown, lines, sum(len(each.aims) for each in areas), len(areas))
    return PastBoard(then, board_page(then, lines, grain, Asked(asked.query), area, NO_WEEK), every)


def past_details(then: FrameworkView, page: BoardPage, lines: Sequence[Line]) -> Details:
    """What the board of a day shows of some projects. Four queries at most."""
    ids = [line.id for line in lines]
    looks = last_looks(ids, then.day)
    within, bands = page.area.id if page.area else None, then.rules.fresh_days
    currency = {id: each.currency(then.day, bands, within) for id, each in looks.items()}
    if not page.grain.is_of_aims:
        shares = past_shares("project", then, page.areas, ids, is_of_aims=False)
        return Details(shares=shares, currency=currency)
    overdue = {
        (id, area.id)
        for id, each in looks.items()
        for area in page.areas
        if each.is_overdue(then.day, bands, area.id)
    }
    return Details(cells=_cells(then, page, ids, overdue), currency=currency)


def _cells(
    then: FrameworkView, page: BoardPage, ids: Sequence[int], overdue: set[tuple[int, int]]
) -> dict[int, dict[int, Cell]]:
    aims, levels = {aim.id: aim for aim in page.aims}, Levels(then)
    blocked, risen = blocked_then(then.day, ids), risen_then(then.day, ids)
    found: dict[int, dict[int, Cell]] = defaultdict(dict)
    for pair, side in stood(then.day, aims, ids).items():
        project, aim = pair
        mark = Mark.NONE
        if pair in blocked and side.rank < side.levels:
            mark = Mark.BLOCKED
        elif risen.get(pair, NEVER) <= side.rank:
            mark = Mark.GAINED
        is_overdue = (project, aims[aim].area_id) in overdue
        found[project][aim] = past_cell(aim, side, levels, mark, is_overdue=is_overdue)
    return found


def past_gathered(then: FrameworkView, page: BoardPage) -> Details:
    """What the board of a day shows of teams or groups. Two queries at most."""
    down = "group" if page.grain.down == GROUPS else "team"
    projects = (
        None
        if not page.asked.filters.keys() & {"group", "team", "project"}
        else [line.id for line in page.lines]
    )
    return Details(
        shares=past_shares(down, then, page.areas, projects, is_of_aims=page.grain.is_of_aims)  # type: ignore[arg-type]
    )
