"""Review sittings of some teams: closed ones, and one that is left half-way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.actions import sittings
from dashboard.choices import Verdict
from dashboard.demo import spoken
from dashboard.demo.acts import Act
from dashboard.demo.claims import Claimed
from dashboard.demo.founding import area_steward
from dashboard.demo.looking import finding
from dashboard.demo.organisation import STEWARD, Project, Team
from dashboard.demo.story import Story

SAT_WITH = (0, 2, 8)  # the others are reviewed project by project
OF_TEAMS = 45  # so few in a large organisation: each such act asks the database
SHARES = (0.7, 0.93)
LASTS, A_PROJECT, TEAM_FIRST = 0.2, 0.03, 0.01  # working days
A_TEAM = 0.08
LEFT_BEFORE_END = 0.6
FIRST_PROJECT_LEFT = 1  # of the team whose sitting is left: what comes after it has no verdict


@dataclass(frozen=True, slots=True)
class Sitting:
    """With which team, by whom and when; in one area, or in all where that is empty."""

    team: Team
    by: str
    when: float
    area: str
    is_left: bool = False


def sitting(story: Story) -> Iterator[Act]:
    """How each is opened and closed, and what is written of the team."""
    for team in story.organisation.teams:
        for each in _of_team(story, team):
            rows = {"team": team.slug, "area": each.area}
            yield story.act(each.when, each.by, sittings.open_sitting, rows)
            text = spoken.TEAM_MINUTES[team.index % len(spoken.TEAM_MINUTES)]
            yield _note(story, each, each.when + TEAM_FIRST, "", ("", text))
            if not each.is_left:
                then, on = each.when + LASTS, {"sitting": team.slug}
                yield story.act(then, each.by, sittings.close_sitting, on)


def found(story: Story, project: Project, claims: Sequence[Claimed]) -> Iterator[Act]:
    """What is written of a project in each sitting that it is looked at in."""
    teams = dict.fromkeys((project.team, project.later_team, project.team_at(story.clock.end)))
    for each in (each for team in teams for each in _of_team(story, team)):
        if project.team_at(each.when) is not each.team:
            continue
        if project.begins + 2 < each.when < project.ends - LEFT_BEFORE_END / 2:
            when = each.when + A_PROJECT * (1 + project.index % 5)
            told: tuple[str, str] = finding(story, project, claims, each.when)
            if each.is_left and project.index > FIRST_PROJECT_LEFT:
                told = ("", spoken.HALF_WRITTEN) if project.index % 2 == 0 else ("", "")
            yield _note(story, each, when, project.slug, told)


def _of_team(story: Story, team: Team) -> Iterator[Sitting]:
    """Every team that is sat with has two; the first of all one more, which is left half-way."""
    if team.index % OF_TEAMS not in SAT_WITH or team.merged_into:
        return
    areas = story.versions.criteria.areas
    for number, share in enumerate(SHARES):
        when = float(int(story.clock.share(share))) + team.index % 9 * A_TEAM
        area = areas[team.index % len(areas)].key if number == 0 and team.index else ""
        yield Sitting(team, area_steward(story, area) if area else STEWARD, when, area)
    if team.index == 0:
        yield Sitting(team, STEWARD, story.clock.end - LEFT_BEFORE_END, "", is_left=True)


def _note(story: Story, each: Sitting, when: float, project: str, told: tuple[str, str]) -> Act:
    rows, (verdict, minutes) = {"sitting": each.team.slug, "project": project}, told
    values = {"verdict": Verdict(verdict).value if verdict else "", "minutes": minutes}
    return story.act(when, each.by, sittings.note_finding, rows, **values)
