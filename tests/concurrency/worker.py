"""One of several processes that write at once: `python -m tests.concurrency.worker N ROLE …`.

It says that it is ready, waits for a line, works, and says what it did.
"""

import json
import random
import sys

import django

django.setup()

from dashboard.actions import assessments, criteria, projects, teams  # noqa: E402
from dashboard.actions.assessments import Words  # noqa: E402
from dashboard.actions.moment import Conflict, Refused  # noqa: E402
from dashboard.choices import Answer  # noqa: E402
from dashboard.models import Assessment, Objective, Project, Team  # noqa: E402
from tests.actions import makers  # noqa: E402

ACTS = 15
AIMS = (
    makers.aim("first", "a", "b", "c", "d", "counted"),
    makers.aim("second", "e", "f", at={"mature": ["g", "h"]}),
)


def begin(number: int) -> dict[str, int]:
    """Two aims, and two projects of which nothing is said."""
    makers.apply(makers.area("testing", *AIMS))
    team = makers.team("engine")
    makers.team("front")
    for slug in ("api", "web"):
        makers.project(slug, team=team)
    return {}


def answer(number: int) -> dict[str, int]:
    """Every act says something else, so that each is an event."""
    draw = random.Random(number)
    asked = list(Objective.objects.exclude(key="counted").order_by("pk"))
    of = list(Project.objects.order_by("pk"))
    for act in range(ACTS):
        assessments.answer(
            project=draw.choice(of),
            objective=draw.choice(asked),
            answer=draw.choice([Answer.MET, Answer.MET, Answer.NOT_YET]),
            words=Words(note=f"{number}-{act}"),
            is_confirmed=draw.choice([True, True, False]),
            by=None,
        )
    return {"answered": ACTS}


def count(number: int) -> dict[str, int]:
    """Add one to a number in a note, again and again; whoever was overtaken looks again.

    Each names itself too, because wanting what somebody else just wrote would be fine. All begin
    with what they saw before the work began, which was nothing: only one of them can be right.
    """
    project, objective = Project.objects.get(slug="api"), Objective.objects.get(key="counted")
    counted = conflicts = 0
    row = None
    while counted < ACTS:
        before = int(row.note.split()[0]) if row else 0
        words = Words(note=f"{before + 1} by {number}")
        try:
            assessments.answer(
                project=project,
                objective=objective,
                answer=Answer.MET,
                words=words,
                seen=row.revision if row else 0,
                by=None,
            )
            counted += 1
        except Conflict:
            conflicts += 1
        row = Assessment.objects.get(project=project, objective=objective)
    return {"counted": counted, "conflicts": conflicts}


def hand_over(number: int) -> dict[str, int]:
    """Move both projects to and fro, between two teams."""
    of = list(Team.objects.order_by("pk"))
    for act in range(ACTS):
        for project in Project.objects.order_by("pk"):
            projects.move(project=project, team=of[(act + 1) % 2], by=None)
    return {"moved": 2 * ACTS}


def reweigh(number: int) -> dict[str, int]:
    """Apply criteria in which the aims weigh something else."""
    for act in range(5):
        weighed = [aim | {"weight": act + 2} for aim in AIMS]
        criteria.apply(makers.loaded(makers.area("testing", *weighed)), by=None)
    return {"applied": 5}


def open_teams(number: int) -> dict[str, int]:
    """Everybody wants the same slug; one gets it."""
    opened = 0
    for act in range(ACTS):
        try:
            teams.create_team(slug=f"team-{act}", name=f"By {number}", by=None)
            opened += 1
        except Refused:
            continue
    return {"opened": opened}


ROLES = {act.__name__: act for act in (begin, answer, count, hand_over, reweigh, open_teams)}

if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    number, *roles = sys.argv[1:]
    done: dict[str, int] = {}
    for role in roles:
        done |= ROLES[role](int(number))
    print(json.dumps(done), flush=True)
