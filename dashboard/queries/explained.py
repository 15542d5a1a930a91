"""How a score comes about, as values: `explaining` makes them, the page and reports show them."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse

from dashboard.addresses import explanation_address
from dashboard.models import Group, Project, Team
from dashboard.queries.credits import Credit
from dashboard.queries.framework import AimHead, AreaHead
from dashboard.scoring import Score

EVERYTHING = "Everything"
NOTHING = Score()


@dataclass(frozen=True, slots=True)
class Extent:
    """What a score is of: at most one of project, team and group, in an area, on an aim, or on all.

    The project is read with its team and group. `on` is the day at whose end the score stood; none
    is today.
    """

    project: Project | None = None
    team: Team | None = None
    group: Group | None = None
    area: AreaHead | None = None
    aim: AimHead | None = None
    on: date | None = None

    @property
    def asked(self) -> dict[str, str]:
        """What an address asks for, to get this."""
        return {
            "project": self.project.slug if self.project else "",
            "team": self.team.slug if self.team else "",
            "group": self.group.slug if self.group else "",
            "area": self.area.key if self.area else "",
            "aim": self.aim.path if self.aim else "",
            "on": self.on.isoformat() if self.on else "",
        }

    @property
    def address(self) -> str:
        """Where this is explained."""
        return explanation_address(**self.asked)

    @property
    def today(self) -> str:
        """Where the same is explained as it is now."""
        return explanation_address(**{**self.asked, "on": ""})

    def narrowed(self, **more: str) -> str:
        """Where a part of this is explained."""
        return explanation_address(**{**self.asked, **more})

    @property
    def home(self) -> str:
        """Where it stands: on the project's page, or on the board of the day."""
        area = self.aim.area_key if self.aim else self.area.key if self.area else ""
        if self.project:
            place = self.aim.path if self.aim else area
            page = reverse("project", args=[self.project.slug])
            return f"{page}#{place}" if place else page
        asked = {name: self.asked[name] for name in ("team", "group", "on")}
        if self.on:
            page, asked["area"] = reverse("compare"), area
        else:
            page = reverse("area", args=[area]) if area else reverse("board")
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{page}?{query}" if query else page

    @property
    def history(self) -> str:
        """What happened to the project, on this aim or on all."""
        page = reverse("history", args=[self.project.slug]) if self.project else ""
        return f"{page}?of={self.aim.path}" if page and self.aim else page

    @property
    def whose(self) -> str:
        """The name of project, team or group."""
        one = self.project or self.team or self.group
        return one.name if one else ""

    @property
    def where(self) -> str:
        """The name of area or aim."""
        one = self.aim or self.area
        return one.name if one else ""

    @property
    def name(self) -> str:
        """What people call it."""
        return ": ".join(filter(None, (self.whose, self.where))) or EVERYTHING


@dataclass(frozen=True, slots=True)
class Since:
    """The movement by which something came to be as it is. Of several projects: the last one."""

    on: date
    cause: str
    credit: Credit
    project: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """So many projects that reached one level and have one maximum, and what they sum to.

    `value` times `weight` is what the level gives each of them, `top_value` times it the maximum.
    `is_short` says that the aim has levels above `top` which ask nothing of these projects.
    """

    level: str
    value: int
    top: str
    top_value: int
    weight: int
    projects: int
    is_short: bool

    @property
    def points(self) -> int:
        """What they have together."""
        return self.value * self.weight * self.projects

    @property
    def maximum(self) -> int:
        """What they could have together."""
        return self.top_value * self.weight * self.projects


@dataclass(frozen=True, slots=True)
class Open:
    """An objective that is not confirmed yet, and what became of it so far."""

    text_html: str
    word: str
    href: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What a project lacks to the next level of an aim, and the points that level would bring."""

    level: str
    done: int
    asked: int
    points: int
    objectives: tuple[Open, ...]

    @property
    def open(self) -> int:
        """How many objectives are not confirmed yet."""
        return self.asked - self.done


@dataclass(frozen=True, slots=True)
class AimPart:
    """What one aim gives. `unfinished` projects are below the highest level they have there.

    `missing` and `note`, what is meant for the aim, are there for one project alone.
    """

    head: AimHead
    score: Score
    rungs: tuple[Rung, ...]
    unfinished: int
    waiting: int
    href: str
    since: Since | None = None
    missing: Missing | None = None
    note: str = ""

    @property
    def left(self) -> int:
        """The points that are still to be had."""
        return self.score.maximum - self.score.points


@dataclass(frozen=True, slots=True)
class AreaPart:
    """What the aims of one area give together."""

    key: str
    name: str
    score: Score
    aims: tuple[AimPart, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is in no maximum, and why.

    An aim as a whole, or with `objective_html` one objective of it, which then asks nothing. Of a
    project, or of as many as `projects` says.
    """

    aim: str
    reason: str
    href: str
    objective_html: str = ""
    project: str = ""
    projects: int = 0
    note_html: str = ""
    said_by: str = ""
    confirmed_by: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """A project that is in no sum, why, and since when."""

    slug: str
    name: str
    reason: str
    since: date


@dataclass(frozen=True, slots=True)
class Member:
    """A team or project, and what it gives to the score. `note` says where it stands."""

    name: str
    href: str
    score: Score
    note: str = ""


@dataclass(frozen=True, slots=True)
class Members:
    """The same score by team or project, the most to gain first; `rest` is that of `more`."""

    of: str
    rows: tuple[Member, ...] = ()
    more: int = 0
    rest: Score = NOTHING


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do next, and what it would bring."""

    name: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a score comes about. Without `score`, there is none: `outside` says why.

    The areas sum to the score, and so do the members. `left_more` and `absent_more` are those
    that are not listed.
    """

    day: date
    applied_at: datetime | None
    extent: Extent
    score: Score | None
    projects: int
    areas: tuple[AreaPart, ...]
    left: tuple[Left, ...]
    absent: tuple[Absent, ...]
    actions: tuple[Action, ...]
    members: Members | None = None
    left_more: int = 0
    absent_more: int = 0
    outside: Absent | None = None

    @property
    def aims(self) -> list[AimPart]:
        """The parts, without their areas."""
        return [aim for area in self.areas for aim in area.aims]

    @property
    def total(self) -> Score:
        """What the areas sum to: the score, or what it would be."""
        scores = [area.score for area in self.areas]
        return Score(sum(each.points for each in scores), sum(each.maximum for each in scores))

    @property
    def is_past(self) -> bool:
        """Whether it is of a day that is gone."""
        return self.extent.on is not None

    @property
    def is_of_one(self) -> bool:
        """Whether it is the score of one project."""
        return self.extent.project is not None
