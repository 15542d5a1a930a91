"""Organisations in their third and fifth year, larger than the shipped criteria can show.

Everything is drawn by chance from a seed, so that figures and pictures compare. The demo tells a
story; this has only the size, for the benchmark and for the tests of the board.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from dashboard.actions import assessments, criteria, intents, projects, reviews, teams
from dashboard.actions.batch import batch
from dashboard.actions.intents import Plan
from dashboard.choices import Answer, IntentChoice, Verdict
from dashboard.criteria.loader import Loaded, load
from dashboard.demo.names import group, product, team
from dashboard.models import Aim, Objective, Project, Team

GROUPS, TEAMS, PROJECTS = 8, 60, 400
AREAS = (
    "Testing", "Documentation", "Security", "Delivery", "People", "Observability", "Architecture",
    "Accessibility", "Performance", "Data", "Privacy", "Incidents", "Dependencies", "Builds",
    "Code review", "Interfaces", "Localisation", "Cost", "Design", "Support",
)  # fmt: skip
AIMS = ("Basics", "Practice", "Improvement")  # of each area
LEVELS = ("started", "first-results", "mature")
YEAR = timedelta(days=365)
LAST_REVIEW = timedelta(days=250)  # at most so long ago
BLOCKED = 0.02  # of the aims that are not complete
STUCK = Plan(IntentChoice.BLOCKED, blocked_by="A licence", unblocked_by="The purchasing office")

Asked = Sequence[tuple[Aim, Sequence[Objective]]]


@dataclass(frozen=True)
class Size:
    """How many projects, over how many years, and how often somebody looks at each in a year."""

    projects: int = PROJECTS
    years: int = 3
    looks: int = 0


YEAR_THREE, YEAR_FIVE = Size(), Size(projects=1000, years=5, looks=4)


def fill(seed: int = 3, *, aims: float = 1, size: Size = YEAR_THREE) -> None:
    """Fill an empty database with some 40,000 answers, in year five with more than twice as many.

    Fewer where a project has but some aims.
    """
    draw = random.Random(seed)
    end = timezone.now() - timedelta(days=1)
    past = size.years * YEAR
    began = end - past
    with batch():
        criteria.apply(_criteria(), by=None, at=began)
        asked = _asked()
        owners = _teams(began)
        for number in range(size.projects):
            joined = began + draw.random() * past / 2
            project = _join(number, owners[draw.randrange(TEAMS)], joined)
            own = [each for each in asked if draw.random() < aims]
            _work(draw, project, own, joined, end, size.looks)


def _criteria() -> Loaded:
    """One objective at each level of each aim."""
    with TemporaryDirectory() as folder:
        for name in AREAS:
            key = name.lower().replace(" ", "-")
            area = {"area": key, "name": name, "aims": [_aim(name, aim) for aim in AIMS]}
            (Path(folder) / f"{key}.yaml").write_text(json.dumps(area))
        return load(Path(folder))


def _aim(area: str, name: str) -> dict[str, object]:
    objectives = {
        level: [{"key": level, "text": f"{name} of {area.lower()}: step {step} is done."}]
        for step, level in enumerate(LEVELS, 1)
    }
    reason = "It stands for any aim of a large framework."
    return {"key": name.lower(), "name": name, "reason": reason, "objectives": objectives}


def _asked() -> Asked:
    aims = Aim.objects.select_related("area").order_by("pk")
    objectives = Objective.objects.select_related("aim__area", "level").order_by("level__rank")
    of_aim: dict[int, list[Objective]] = {aim.pk: [] for aim in aims}
    for objective in objectives:
        of_aim[objective.aim_id].append(objective)
    return [(aim, of_aim[aim.pk]) for aim in aims]


def _teams(at: datetime) -> list[Team]:
    groups = [
        teams.create_group(slug=f"group-{n}", name=group(n), by=None, at=at) for n in range(GROUPS)
    ]
    return [
        teams.create_team(slug=f"team-{n}", name=team(n), group=groups[n % GROUPS], by=None, at=at)
        for n in range(TEAMS)
    ]


def _join(number: int, owner: Team, at: datetime) -> Project:
    name = product(number, ()).name
    return projects.join(slug=f"project-{number}", name=name, team=owner, by=None, at=at)


def _work(
    draw: random.Random,
    project: Project,
    asked: Asked,
    joined: datetime,
    end: datetime,
    looks: int,
) -> None:
    """Meet some objectives of each aim, from the lowest level up, in any order of aims."""
    reach = draw.betavariate(2, 2)
    seen = range(1, looks * (end - joined).days // 365)
    steps: list[tuple[datetime, Aim | None, Objective | None]] = [
        (joined + number * YEAR / looks, None, None) for number in seen
    ]
    for aim, objectives in asked:
        met = sum(draw.random() < reach for _ in objectives)
        moments = sorted(joined + draw.random() * (end - joined) for _ in objectives)
        steps += [(at, aim, each) for at, each in zip(moments, objectives[:met], strict=False)]
        if met < len(objectives) and draw.random() < BLOCKED:
            steps.append((moments[-1], aim, None))
    for at, of, objective in sorted(steps, key=itemgetter(0)):
        if objective:
            _meet(project, objective, at)
        elif of is None:
            reviews.check_in(project=project, by=None, at=at)
        else:
            intents.set_intent(project=project, aim=of, plan=STUCK, by=None, at=at)
    latest = max((at for at, _, _ in steps), default=joined)
    reviewed = max(end - draw.random() * LAST_REVIEW, latest)
    reviews.review(project=project, verdict=draw.choice(Verdict.values), by=None, at=reviewed)


def _meet(project: Project, objective: Objective, at: datetime) -> None:
    assessments.answer(
        project=project,
        objective=objective,
        answer=Answer.MET,
        is_confirmed=True,
        by=None,
        at=at,
    )
