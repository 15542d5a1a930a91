"""A history that is imported is the one that would be there had it been entered on its days."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.actions.action import settle
from dashboard.actions.assessments import Words, answer
from dashboard.actions.moment import Refused
from dashboard.choices import Answer
from dashboard.imports.assessments import import_assessments
from dashboard.models import Assessment, Movement, Objective, Project, Standing
from dashboard.queries.verification import differences_found
from tests.actions import makers
from tests.imports.conftest import NOW

BEGIN = date(2024, 1, 1)
DAYS = (NOW.date() - BEGIN).days
KEYS = ("a", "b", "c", "d", "e")
LEVELS = ("started", "first-results", "mature")
SIDES = ("applicability", "level", "rank", "levels", "points", "maximum")


@dataclass(frozen=True)
class Act:
    """Something that is said of one objective in one project, so many days after the first."""

    day: int
    kind: str
    key: str
    answer: str
    is_confirmed: bool


@dataclass(frozen=True)
class World:
    """Versions of the criteria with the days they are applied on, and what is said meanwhile."""

    versions: list[tuple[int, makers.Yaml]]
    acts: list[Act]


days = st.integers(0, DAYS).map(lambda number: BEGIN + timedelta(days=number))
scopes = st.fixed_dictionaries({}, optional={"applies_to": st.builds(lambda: ["service"])}) | (
    st.fixed_dictionaries({}, optional={"retired": days})
    | st.builds(lambda day: {"from": day}, days)
)
acts = st.builds(
    Act,
    day=st.integers(0, DAYS - 1),
    kind=st.sampled_from(["service", "library"]),
    key=st.sampled_from([*KEYS, "x", "y"]),
    answer=st.sampled_from(Answer.values[1:]) | st.just(str(Answer.MET)),
    is_confirmed=st.booleans() | st.just(True),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    count = draw(st.integers(1, 4))
    applied = sorted(draw(st.sets(st.integers(0, DAYS - 1), min_size=count, max_size=count)))
    comes = {key: draw(st.integers(0, count - 1)) for key in KEYS}
    versions: list[tuple[int, makers.Yaml]] = []
    was: dict[str, str] = {}
    for number, day in enumerate(applied):
        there = [key for key in KEYS if comes[key] <= number]
        aims = {key: draw(st.sampled_from(["x", "y"])) for key in there}
        entries = [_aim(draw, name, [k for k in there if aims[k] == name], was) for name in "xy"]
        was = aims
        versions.append((day, makers.area("testing", *entries)))
    return World(versions, draw(st.lists(acts, min_size=1, max_size=14)))


def _aim(draw: st.DrawFn, name: str, keys: list[str], was: dict[str, str]) -> makers.Yaml:
    at: dict[str, list[makers.Yaml]] = {"started": [makers.objective(name)]}
    for key in keys:
        words = {"text": draw(st.sampled_from(["It is so.", "So it is."]))} | draw(scopes)
        if was.get(key, name) != name:
            words |= {"formerly": [f"testing/{was[key]}/{key}"]}
        at.setdefault(draw(st.sampled_from(LEVELS)), []).append(makers.objective(key, **words))
    return makers.aim(name, at=at, weight=draw(st.integers(1, 3))) | draw(scopes)


def moment(day: int, minute: int) -> datetime:
    return datetime.combine(BEGIN, datetime.min.time(), UTC) + timedelta(days=day, minutes=minute)


@contextmanager
def undone() -> Iterator[None]:
    """Take everything back in the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def projects(at: datetime | None) -> dict[str, Project]:
    team = makers.team("core", at=at)
    return {
        kind: makers.project(kind, kind=kind, team=team, at=at) for kind in ("library", "service")
    }


def live(world: World) -> list[tuple[Act, datetime]]:
    """Do everything on its day; what was refused then is left out."""
    here = projects(moment(0, 0))
    done = []
    for at, version, act in _in_order(world):
        if version is not None:
            makers.apply(version, at=at)
        elif act is not None and _acts(here[act.kind], act, at):
            done.append((act, at))
    settle()
    return done


def _in_order(world: World) -> list[tuple[datetime, makers.Yaml | None, Act | None]]:
    steps: list[tuple[datetime, Any, Any]] = [
        (moment(day, 720), version, None) for day, version in world.versions
    ]
    steps += [(moment(act.day, 721 + n), None, act) for n, act in enumerate(world.acts)]
    return sorted(steps, key=lambda step: step[0])


def _acts(project: Project, act: Act, at: datetime) -> bool:
    objective = Objective.objects.filter(is_current=True, key=act.key).first()
    if objective is None:
        return False
    try:
        answer(
            project=project,
            objective=objective,
            answer=act.answer,
            words=Words(note=f"{act.answer} then"),
            is_confirmed=act.is_confirmed,
            is_evidence_waived=True,
            by=None,
            at=at,
        )
    except Refused:
        return False
    return True


def imported(world: World, done: list[tuple[Act, datetime]], file: Path) -> None:
    """Apply the criteria on their days, and import what was done."""
    for day, version in world.versions:
        makers.apply(version, at=moment(day, 720))
    projects(None)
    aims = dict(Objective.objects.filter(is_current=True).values_list("key", "aim__key"))
    lines = ["project,aim,objective,answer,confirmed,at,note"]
    for act, at in done:
        confirmed = "yes" if act.is_confirmed else "no"
        where = f"{act.kind},{aims[act.key]},{act.key}"
        lines.append(f"{where},{act.answer},{confirmed},{at.isoformat()},{act.answer} then")
    file.write_text("\n".join(lines))
    import_assessments(file)


def outcome() -> dict[str, list[Any]]:
    sides = [f"{name}_{side}" for name in SIDES for side in ("before", "after")]
    moved = Movement.objects.order_by("project__slug", "aim__key", "pk")
    standings = Standing.objects.order_by("project__slug", "aim__key")
    said = Assessment.objects.order_by("project__slug", "objective__key")
    words = ("answer", "note", "wording", "answered_at", "confirmed_at")
    return {
        "movements": list(
            moved.values_list("project__slug", "aim__key", "at", "day", "cause",
                              "team_before__slug", "team_after__slug", *sides)
        ),
        "standings": list(standings.values_list("project__slug", "aim__key", "team__slug", *SIDES)),
        "answers": list(said.values_list("project__slug", "objective__key", *words)),
    }  # fmt: skip


@pytest.mark.django_db
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds())
def test_imported_history_is_that_of_live_acts(tmp_path: Path, world: World) -> None:
    with time_machine.travel(NOW, tick=False):
        with undone():
            done = live(world)
            assert list(differences_found()) == []
            wanted = outcome()
        with undone():
            imported(world, done, tmp_path / "history.csv")
            assert list(differences_found()) == []
            assert outcome() == wanted
            with makers.nothing_changed():
                import_assessments(tmp_path / "history.csv")
