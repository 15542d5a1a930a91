"""The smallest worlds for actions, made by the actions themselves so that each has its events."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.test.utils import CaptureQueriesContext

from dashboard.actions import (
    assessments,
    commitments,
    cycles,
    meanings,
    people,
    projects,
    remarks,
    sittings,
    teams,
)
from dashboard.actions import criteria as criteria_actions
from dashboard.actions.assessments import Words
from dashboard.actions.criteria import Applied
from dashboard.actions.meanings import Sides
from dashboard.actions.moment import Refused
from dashboard.choices import Answer, RemarkKind
from dashboard.criteria.loader import Loaded, load
from dashboard.models import (
    Aim,
    Area,
    Assessment,
    Cycle,
    Event,
    Level,
    Movement,
    Objective,
    Person,
    Project,
    Sitting,
    Standing,
    Team,
)
from dashboard.states import value_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHY = Words(note="There is nothing of the kind here.")
_numbers = count(1)
Yaml = dict[str, Any]


# Criteria, from the inside out.


def objective(key: str, **more: Any) -> Yaml:
    """An objective; `from_` and `to` stand for the YAML keys that Python reserves."""
    return {"key": key, "text": f"{key} is so."} | _yaml(more)


def aim(key: str, *started: str | Yaml, **more: Any) -> Yaml:
    """An aim with objectives at `started`, and at the levels that `at` names."""
    levels = {"started": started, **more.pop("at", {})}
    entries = {
        level: [entry if isinstance(entry, dict) else objective(entry) for entry in inside]
        for level, inside in levels.items()
        if inside
    }
    return {"key": key, "name": key, "reason": "Because."} | _yaml(more) | {"objectives": entries}


def area(key: str, *aims: Yaml, **more: Any) -> Yaml:
    return {"area": key, "name": key.title(), "aims": list(aims)} | _yaml(more)


def _yaml(values: Yaml) -> Yaml:
    return {name.rstrip("_"): value for name, value in values.items()}


def ladder(*keys: str) -> list[Yaml]:
    return [{"key": key, "name": key.title(), "value": n} for n, key in enumerate(keys, 1)]


def written(folder: Path, *areas: Yaml, **framework: Any) -> Path:
    """A folder of YAML that holds these areas and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.yaml"):
        old.unlink()
    order = {"areas": [each["area"] for each in areas]}
    for name, content in {"framework": order | framework, **{a["area"]: a for a in areas}}.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content, sort_keys=False))
    return folder


def loaded(*areas: Yaml, **framework: Any) -> Loaded:
    with TemporaryDirectory() as folder:
        return load(written(Path(folder), *areas, **framework))


def apply(*areas: Yaml, at: datetime | None = None, **framework: Any) -> Applied:
    """Make these areas the criteria in force."""
    return criteria_actions.apply(loaded(*areas, **framework), by=None, at=at)


def ready() -> Yaml:
    """An area with one aim of three levels, five objectives in all."""
    return area(
        "testing",
        aim("tests", "known", "clear", at={"first-results": ["better"], "mature": ["all", "kept"]}),
    )


# People, teams, projects.


def person(name: str = "Ada", **more: Any) -> Person:
    return Person.objects.create(name=name, **more)


def team(slug: str = "", **more: Any) -> Team:
    slug = slug or f"team-{next(_numbers)}"
    return teams.create_team(slug=slug, name=slug.title(), by=None, **more)


def project(slug: str = "", **more: Any) -> Project:
    slug = slug or f"project-{next(_numbers)}"
    of_team = more.pop("team", None) or Team.objects.filter(retired_at__isnull=True).first()
    entry = {"name": slug.title(), "by": None} | more
    return projects.join(slug=slug, team=of_team or team(), **entry)


def lead(of_team: Team, name: str = "Grace") -> Person:
    who = person(name)
    people.add_member(team=of_team, person=who, role="lead", by=None)
    return who


def cycle(name: str = "2026-H1", *days: date, **more: Any) -> Cycle:
    """The half-year that holds `NOW`, unless other days are given."""
    starts_on, ends_on = days or (date(2026, 1, 1), date(2026, 6, 30))
    entry: dict[str, Any] = {
        "name": name,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "by": None,
    } | more
    return cycles.plan_cycle(**entry)


def spoken_of(of_project: Project, key: str = "known", level: str = "mature") -> Sitting:
    """A dispute, an agreed meaning, a withdrawn promise and a closed sitting; one is still open."""
    of: dict[str, Any] = {"project": of_project, "objective": find(key), "by": None}
    remarks.remark(**of, text="It is not so.", kind=RemarkKind.DISPUTE)
    meanings.agree(**of, text="It means this.", sides=Sides(team=True))
    long = cycle("Long", date(2021, 1, 1), date(2099, 12, 31))  # whatever day it is
    promise = commitments.commit(
        project=of_project, aim=find(key).aim, level=find_level(level), cycle=long, by=None
    )
    commitments.withdraw(commitment=promise, reason="Too much.", by=None)
    sitting = sittings.open_sitting(team=of_project.team, by=None)
    values: dict[str, Any] = {"sitting": sitting, "by": None}
    sittings.note_finding(**values, project=of_project, verdict="gaps", minutes="Slow.")
    sittings.note_finding(**values, project=None, verdict="", minutes="A short one.")
    sittings.close_sitting(**values)
    return sittings.open_sitting(team=of_project.team, by=None)


def find(path: str) -> Objective:
    """The current objective at a path, or the one of that key where it is the only one."""
    keys = dict(zip(("key", "aim__key", "aim__area__key"), reversed(path.split("/")), strict=False))
    return Objective.objects.get(is_current=True, **keys)


def find_aim(key: str) -> Aim:
    return Aim.objects.get(is_current=True, key=key)


def find_area(key: str) -> Area:
    return Area.objects.get(is_current=True, key=key)


def find_level(key: str) -> Level:
    """The level of the shared ladder."""
    return Level.objects.get(is_current=True, key=key, area=None)


def met(of_project: Project, *paths: str, **more: Any) -> None:
    """Say that objectives are met, and confirm it."""
    values = {"by": None, "is_confirmed": True} | more
    for path in paths:
        assessments.answer(project=of_project, objective=find(path), answer=Answer.MET, **values)


def said(of_project: Project, path: str, answer: str = Answer.MET, **more: Any) -> Assessment:
    """Say something of an objective, unconfirmed unless told."""
    values = {"by": None} | more
    return assessments.answer(project=of_project, objective=find(path), answer=answer, **values)


# Looking at what came of it.


def stands(of_project: Project, aim_key: str = "tests") -> tuple[str, int, int]:
    """Level, points and maximum of a stored standing; nothing is nowhere."""
    row = Standing.objects.filter(project=of_project, aim__key=aim_key, aim__is_current=True)
    found = value_of(row.first())
    return found.level, found.points, found.maximum


def counted(of_team: Team) -> tuple[int, int]:
    """A team's points and maximum."""
    rows = Standing.objects.filter(team=of_team)
    return sum(row.points for row in rows), sum(row.maximum for row in rows)


def verbs(of_project: Project | None = None) -> list[str]:
    events = Event.objects.all() if of_project is None else Event.objects.filter(project=of_project)
    return list(events.values_list("verb", flat=True))


def movements(of_project: Project) -> list[tuple[str, str, int, int]]:
    """Cause, aim, points before and after."""
    fields = ("cause", "aim__key", "points_before", "points_after")
    return list(Movement.objects.filter(project=of_project).values_list(*fields))


def last_event() -> Event:
    event = Event.objects.last()
    assert event is not None
    return event


def kept() -> dict[str, list[str]]:
    """Every row of every table of ours, and the accounts."""
    models = [*apps.get_app_config("dashboard").get_models(), apps.get_model("auth", "User")]
    return {
        model.__name__: [
            json.dumps(row, default=str, sort_keys=True)
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in models
    }


@contextmanager
def nothing_written() -> Iterator[None]:
    """No row changes, not even the revision."""
    before = kept()
    yield
    assert kept() == before


@contextmanager
def nothing_changed() -> Iterator[None]:
    """No row changes; the revision may."""
    before = kept() | {"Revision": []}
    yield
    assert kept() | {"Revision": []} == before


@contextmanager
def refused(words: str, kind: type[Refused] = Refused) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """What is asked is refused in these words, and no row changes."""
    with nothing_written(), pytest.raises(kind, match=words) as told:
        yield told


def costs(queries: CaptureQueriesContext) -> int:
    """Statements, without those that begin and end a transaction or are a test's savepoints."""
    outside = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    told = [query["sql"] for query in queries.captured_queries]
    return sum(not sql.startswith(outside) for sql in told)
