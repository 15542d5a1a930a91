"""The rows by the names that acts have for them: acts are planned before there is any row."""

from dataclasses import dataclass, field

from django.db.models import Model

from dashboard.actions.criteria import Applied
from dashboard.models import (
    Aim,
    Area,
    Commitment,
    Cycle,
    Group,
    Level,
    Objective,
    Person,
    Project,
    Sitting,
    Team,
)

PLACES = {
    "person": "people",
    "owner": "people",
    "contact": "people",
    "group": "groups",
    "team": "teams",
    "into": "teams",
    "project": "projects",
    "area": "areas",
    "aim": "aims",
    "other_aim": "aims",
    "objective": "objectives",
    "level": "levels",
    "cycle": "cycles",
    "commitment": "commitments",
    "sitting": "sittings",
}


@dataclass(slots=True)
class Stage:
    """People by name, groups, teams, projects and cycles by slug, the criteria in force by path.

    A level goes by the path of an objective at it, a promise by its cycle and project, a sitting
    by its team, which has one at a time.
    """

    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    aims: dict[str, Aim] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    sittings: dict[str, Sitting] = field(default_factory=dict)

    def row(self, word: str, name: str) -> Model | None:
        """What an action calls by this keyword and acts call by this name; nothing for ""."""
        rows: dict[str, Model] = getattr(self, PLACES[word])
        return rows[name] if name else None

    def keep(self, made: object) -> None:
        """Know what an action made, or changed."""
        match made:
            case Person():
                self.people[made.name] = made
            case Group():
                self.groups[made.slug] = made
            case Team():
                self.teams[made.slug] = made
            case Project():
                self.projects[made.slug] = made
            case Cycle():
                self.cycles[made.slug] = made
            case Commitment():
                self.commitments[f"{made.cycle.slug} {made.project.slug}"] = made
            case Sitting():
                self.sittings[made.team.slug] = made
            case Applied():
                self._read_criteria()

    def _read_criteria(self) -> None:
        areas = Area.objects.filter(is_current=True)
        self.areas = {area.key: area for area in areas}
        aims = Aim.objects.filter(is_current=True).select_related("area")
        self.aims = {f"{aim.area.key}/{aim.key}": aim for aim in aims}
        asked = Objective.objects.filter(is_current=True).select_related("aim__area", "level")
        self.objectives = {f"{o.aim.area.key}/{o.aim.key}/{o.key}": o for o in asked}
        self.levels = {path: o.level for path, o in self.objectives.items()}
