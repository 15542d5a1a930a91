"""Holds every explanation against the number that pages show of the same extent."""

from collections.abc import Iterable, Iterator

from dashboard.days import today
from dashboard.dossier import PROJECTS
from dashboard.models import Group, Project, Team
from dashboard.queries.board import Asked, BoardPage, board_page
from dashboard.queries.explained import Explanation, Extent
from dashboard.queries.explaining import explain
from dashboard.queries.framework import AreaHead, FrameworkView, framework_on
from dashboard.queries.grain import Grain
from dashboard.queries.lines import board_lines
from dashboard.queries.project import project_page
from dashboard.queries.sums import Across, Down, shares
from dashboard.scoring import Score

FINEST = Grain("projects", "aims", "words")
DOWN: dict[str, Down] = {
    "project": "project_id",
    "team": "team_id",
    "group": "team__group_id",
}


def summed(scores: Iterable[Score]) -> Score:
    every = list(scores)
    return Score(sum(each.points for each in every), sum(each.maximum for each in every))


def check_adds_up(found: Explanation) -> None:
    """Each sum is that of its parts, whether or not there is a score."""
    for aim in found.aims:
        assert aim.score == summed(Score(rung.points, rung.maximum) for rung in aim.rungs)
        if not found.is_of_one:
            assert sum(rung.projects for rung in aim.rungs) <= found.projects
    for area in found.areas:
        assert area.score == summed(aim.score for aim in area.aims)
    assert found.total == summed(area.score for area in found.areas)
    assert found.score in (found.total, None)
    if found.members:
        members = [row.score for row in found.members.rows]
        assert found.total == summed([*members, found.members.rest])


def explained(framework: FrameworkView, extent: Extent) -> Score | None:
    found = explain(framework, extent)
    check_adds_up(found)
    return found.score


def board(framework: FrameworkView, area: AreaHead | None = None) -> BoardPage:
    return board_page(framework, board_lines(framework, area), FINEST, Asked(), area)


def whose() -> Iterator[tuple[str, Extent]]:
    """Everybody who has a score."""
    yield from (("project", Extent(project=project)) for project in PROJECTS.all())
    yield from (("team", Extent(team=team)) for team in Team.objects.all())
    yield from (("group", Extent(group=group)) for group in Group.objects.all())


def check_board(framework: FrameworkView, area: AreaHead | None = None) -> None:
    """Totals, and the scores of rows and bands."""
    page = board(framework, area)
    shown = page.total.score if page.total.assessed else None
    assert explained(framework, Extent(area=area)) == shown
    for team in Team.objects.all():
        own = page.team_totals.get(team.pk)
        assert explained(framework, Extent(team=team, area=area)) == (
            own.score if own and own.assessed else None
        )
    for group in Group.objects.all():
        own = page.group_totals.get(group.pk)
        assert explained(framework, Extent(group=group, area=area)) == (
            own.score if own and own.assessed else None
        )
    for line in page.lines:
        project = PROJECTS.get(pk=line.id)
        found = explained(framework, Extent(project=project, area=area))
        assert found == (line.score if line.is_assessed else None)


def check_cells(framework: FrameworkView) -> None:
    """What stands in row and column, wherever there is a share."""
    aims = {aim.id: aim for aim in framework.aims}
    areas = {area.id: area for area in framework.areas}
    across: tuple[tuple[Across, bool], ...] = (("aim_id", True), ("aim__area_id", False))
    for name, extent in whose():
        one = extent.project or extent.team or extent.group
        assert one
        for column, is_of_aims in across:
            for where, share in shares(DOWN[name], column, aims).get(one.pk, {}).items():
                narrow = {"aim": aims[where]} if is_of_aims else {"area": areas[where]}
                found = explained(framework, Extent(**{name: one}, **narrow))  # type: ignore[arg-type]
                assert found == share.score


def check_every_explanation() -> None:
    """Every extent there is: each number is what its page shows, and the sum of its parts."""
    framework = framework_on(today())
    for area in (None, *framework.areas):
        check_board(framework, area)
    check_cells(framework)
    for aim in framework.aims:
        explained(framework, Extent(aim=aim))
    for project in PROJECTS.all():
        page = project_page(framework, project)
        found = explain(framework, Extent(project=project))
        assert found.score == page.score
        assert (found.outside is None) == (page.score is not None and not project.archived_at)
    everything = explain(framework, Extent())
    assert (
        everything.projects + len(everything.absent) + everything.absent_more
        == Project.objects.count()
    )
