"""Who is who in the made-up organisation: groups, teams, people, and what they make.

Everything follows from the number of projects. Times are in working days since the story began.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import accumulate, cycle, islice

from django.utils.text import slugify

from dashboard.demo import names
from dashboard.demo.arcs import ARCS, YOUNG, Arc
from dashboard.demo.clock import Clock

LEAD, DEPUTY, MEMBER, STEWARD, AREA_STEWARD, ADMIN = (
    "Maren Oyelaran",
    "Runa Castellanos",
    "Tobias Achterberg",
    "Priya Halvorsen",
    "Imran Winterbourne",
    "Kofi Brightwater",
)
TEAM_SIZES = (4, 3, 4, 3, 3, 4, 2, 3, 4)  # projects of each team, again and again
PEOPLE_A_TEAM = 5
TEAMS_A_GROUP = 3
FIRST_IN_TEAMS = 100  # people before that number are stewards
RENAMED, MERGED = 5, 7  # which of the nine teams
FOUNDED = 3.0  # when the first project can begin
SUCCEEDS, MERGES, RENAMES, ARCHIVES, APPEARS, AGREES = 0.60, 0.66, 0.71, 0.78, 0.80, 0.88
NEVER = 2.0
AHEAD = 0.2  # of its team: where it goes, and whence, one sees it in their scores
REACHES = (0.05, -0.09, 0.0, 0.1, -0.04)
STARTS = (0.0, 11.0, 4.0, 19.0)  # working days between the projects of one team


class Fate(Enum):
    """What becomes of a project beyond its team's story."""

    ORDINARY = auto()
    HANDED_OVER = auto()
    OTHER_KIND = auto()
    ARCHIVED = auto()
    NOT_YET = auto()
    IN_TALKS = auto()
    NEVER_ANSWERED = auto()

    @property
    def is_told(self) -> bool:
        """Whether the project ever answers anything."""
        return self not in (Fate.NOT_YET, Fate.IN_TALKS, Fate.NEVER_ANSWERED)


FATES = {
    5: Fate.HANDED_OVER,
    9: Fate.OTHER_KIND,
    12: Fate.ARCHIVED,
    16: Fate.NOT_YET,
    20: Fate.IN_TALKS,
    22: Fate.NEVER_ANSWERED,
    27: Fate.HANDED_OVER,
}
CHANGES = {5: 0.70, 9: 0.45, 27: 0.52}  # when, for those whose team or kind does


@dataclass(frozen=True, slots=True)
class Team:
    """A team and its people. `succeeded_at` is when its lead leaves and the deputy takes over.

    `later_name` is what it is called after a renaming, `merged_into` where its work goes on.
    """

    index: int
    slug: str
    name: str
    group: str
    arc: Arc
    people: tuple[str, ...]
    succeeded_at: float | None = None
    later_name: str = ""
    merged_into: "Team | None" = None

    def lead_at(self, when: float) -> str:
        """Who leads it."""
        has_left = self.succeeded_at is not None and when >= self.succeeded_at
        return self.people[1] if has_left else self.people[0]

    def deputy_at(self, when: float) -> str:
        """Who stands in."""
        has_left = self.succeeded_at is not None and when >= self.succeeded_at
        return self.people[2] if has_left else self.people[1]

    def members(self) -> tuple[str, ...]:
        """Those who stay members throughout."""
        return self.people[3:]


@dataclass(frozen=True, slots=True)
class Project:
    """A project: it answers from `begins` to `ends`, and does `reach` of what is asked.

    `later_team` and `later_kind` hold from `changes_at`, and team mergers from `merges_at`.
    """

    index: int
    slug: str
    product: names.Product
    fate: Fate
    team: Team
    later_team: Team
    kind: str
    later_kind: str
    joins: float
    begins: float
    ends: float
    changes_at: float
    merges_at: float
    reach: float

    def team_at(self, when: float) -> Team:
        """Whose it is."""
        team = self.later_team if when >= self.changes_at else self.team
        if team.merged_into and when >= self.merges_at:
            return team.merged_into
        return team

    def kind_at(self, when: float) -> str:
        """Of what kind it is."""
        return self.later_kind if when >= self.changes_at else self.kind

    def member(self, number: int, when: float) -> str:
        """One of those who work on it."""
        members = self.team_at(when).members()
        return members[(self.index + number) % len(members)]


@dataclass(frozen=True, slots=True)
class Organisation:
    """Group names by slug, and teams and projects in order."""

    groups: dict[str, str]
    teams: tuple[Team, ...]
    projects: tuple[Project, ...]


def organisation(projects: int, kinds: tuple[str, ...], clock: Clock) -> Organisation:
    """The organisation that has so many projects."""
    ends = _last_projects(projects)
    count = bisect_right(ends, projects - 1) + 1
    groups = [names.group(i) for i in range(max(1, min(len(names.GROUPS), count // TEAMS_A_GROUP)))]
    teams = _merged([_team(i, groups, clock) for i in range(count)])
    maker = _Maker(teams, kinds, clock)
    made = tuple(maker.project(i, bisect_right(ends, i)) for i in range(projects))
    return Organisation({slugify(name): name for name in groups}, tuple(teams), made)


def _last_projects(projects: int) -> list[int]:
    """For each team, the number of the first project that is the next team's."""
    return list(accumulate(islice(cycle(TEAM_SIZES), projects)))


def _team(index: int, groups: list[str], clock: Clock) -> Team:
    name = names.team(index)
    people = [names.person(FIRST_IN_TEAMS + index * PEOPLE_A_TEAM + i) for i in range(5)]
    if index == 0:
        people[1:4] = LEAD, DEPUTY, MEMBER
    is_succeeded = index == 0 or index % 5 == 4
    return Team(
        index=index,
        slug=slugify(name),
        name=name,
        group=slugify(groups[index // TEAMS_A_GROUP % len(groups)]),
        arc=ARCS[index % len(ARCS)],
        people=tuple(people),
        succeeded_at=clock.share(SUCCEEDS) if is_succeeded else None,
        later_name=f"Upper {name}" if index % len(ARCS) == RENAMED else "",
    )


def _merged(teams: list[Team]) -> list[Team]:
    """In an organisation of several teams, now and then one becomes part of another."""
    return [
        replace(team, merged_into=teams[team.index - 4]) if team.index % 18 == MERGED else team
        for team in teams
    ]


@dataclass(frozen=True, slots=True)
class _Maker:
    teams: list[Team]
    kinds: tuple[str, ...]
    clock: Clock

    def project(self, index: int, team_index: int) -> Project:
        team, product = self.teams[team_index], names.product(index, self.kinds)
        place = index % len(names.PRODUCTS)
        fate = FATES.get(place, Fate.ORDINARY)
        begins = self.clock.share(team.arc.begins) + STARTS[index % len(STARTS)]
        return Project(
            index=index,
            slug=slugify(product.name),
            product=product,
            fate=fate,
            team=team,
            later_team=self._later_team(team, fate),
            kind=self._earlier_kind(product.kind, fate),
            later_kind=product.kind,
            joins=self._joins(begins, team, fate),
            begins=max(begins, FOUNDED),
            ends=self.clock.share(ARCHIVES if fate is Fate.ARCHIVED else team.arc.stops),
            changes_at=self.clock.share(CHANGES.get(place, NEVER)),
            merges_at=self.clock.share(MERGES),
            reach=self._reach(index, team, fate),
        )

    def _later_team(self, team: Team, fate: Fate) -> Team:
        """The first team of the nine that this one is among, or the sixth where it is the first."""
        if fate is not Fate.HANDED_OVER:
            return team
        first = team.index - team.index % len(ARCS)
        others = [i for i in (first, first + RENAMED) if i != team.index and i < len(self.teams)]
        return self.teams[others[team.index % len(others)]] if others else team

    def _reach(self, index: int, team: Team, fate: Fate) -> float:
        ahead = AHEAD if fate is Fate.HANDED_OVER else 0.0
        return min(max(team.arc.reach + REACHES[index % len(REACHES)] + ahead, 0.05), 0.97)

    def _earlier_kind(self, kind: str, fate: Fate) -> str:
        if fate is not Fate.OTHER_KIND or not self.kinds:
            return kind
        return self.kinds[self.kinds.index(kind) - 1]

    def _joins(self, begins: float, team: Team, fate: Fate) -> float:
        """What is taken up early was there from the start; the rest is entered when it appears."""
        if not fate.is_told:
            return self.clock.share(APPEARS)
        return begins - 12 if team.arc is YOUNG else 1.0
