"""What must never be false is refused by the database, whoever asks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError

from dashboard.actions import intents, people, reviews, sittings
from dashboard.actions.intents import Plan
from dashboard.models import (
    Aim,
    Area,
    Assessment,
    Commitment,
    Cycle,
    Event,
    Finding,
    Intent,
    Level,
    Meaning,
    Membership,
    Objective,
    Person,
    Project,
    ProjectSpan,
    Review,
    Revision,
    Sitting,
    Standing,
    Stewardship,
    Team,
    TeamSpan,
)
from tests.actions import makers

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def world() -> None:
    """One row of everything."""
    makers.apply(makers.ready())
    team = makers.team("engine")
    project = makers.project("api", team=team)
    makers.met(project, "known")
    aim, area, ada = makers.find_aim("tests"), makers.find_area("testing"), makers.person("Ada")
    plan = Plan("not-applicable", note="None.")
    intents.set_intent(project=project, aim=aim, plan=plan, is_confirmed=True, by=None)
    people.add_member(team=team, person=ada, role="lead", by=None)
    people.add_steward(person=ada, area=area, by=None)
    people.add_steward(person=ada, area=None, by=None)
    reviews.review(project=project, verdict="gaps", by=None)
    sitting = makers.spoken_of(makers.project("web", team=team))
    for of_project, verdict in ((project, "gaps"), (None, "")):
        sittings.note_finding(
            sitting=sitting, project=of_project, verdict=verdict, minutes="So.", by=None
        )


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Assessment, {"answer": "maybe"}),
        (Assessment, {"answer": "not-yet"}),  # confirmed
        (Assessment, {"sent_back_at": THEN}),  # confirmed and sent back
        (Assessment, {"answer": "", "confirmed_at": None, "note": "words"}),
        (Assessment, {"answer": "not-yet", "confirmed_at": None, "sent_back_at": THEN}),
        (Intent, {"choice": "hoped-for"}),
        (Intent, {"choice": "planned"}),  # confirmed
        (Standing, {"applicability": "perhaps"}),
        (Standing, {"points": 7}),  # of six
        (Standing, {"rank": 4}),  # of three
        (Standing, {"done": 3}),  # of two
        (Project, {"agreement": "perhaps"}),
        (ProjectSpan, {"agreement": "perhaps"}),
        (ProjectSpan, {"ended_at": THEN}),  # before it began
        (TeamSpan, {"ended_at": THEN}),
        (Membership, {"ended_at": THEN}),
        (Membership, {"role": "boss"}),
        (Stewardship, {"ended_at": THEN}),
        (Review, {"verdict": "splendid"}),
        (Finding, {"verdict": "splendid"}),
        (Meaning, {"team_at": None}),  # nobody signs
        (Cycle, {"ends_on": date(2020, 1, 1)}),  # before it starts
        (Commitment, {"withdrawn_at": None}),  # and yet with a reason
        (Person, {"name": ""}),
        (Person, {"forgotten_at": THEN}),  # and still named
        (Area, {"confirmed_by": "anybody"}),
        (Level, {"value": 0}),
        (Aim, {"weight": 0}),
        (Revision, {"id": 2}),
    ],
)
def test_a_value_that_is_none_is_refused(model: type[Model], values: dict[str, Any]) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Assessment, {}),  # once for each objective
        (Intent, {}),  # once for each aim
        (Standing, {}),
        (Project, {}),  # the slug
        (Team, {}),
        (ProjectSpan, {}),  # one that has not ended
        (TeamSpan, {}),
        (Membership, {"role": "member"}),
        (Stewardship, {}),
        (Area, {}),
        (Level, {}),
        (Aim, {}),
        (Objective, {}),
        (Meaning, {}),
        (Commitment, {"withdrawn_at": None, "withdrawn_reason": ""}),
        (Cycle, {}),  # the slug
        (Cycle, {"slug": "other", "ends_on": date(2026, 2, 1)}),  # the first day
        (Cycle, {"slug": "other", "starts_on": date(2026, 2, 1)}),  # the last day
        (Sitting, {}),  # of everything, still open
        (Finding, {}),
    ],
)
def test_a_second_one_is_refused(model: type[Model], values: dict[str, Any]) -> None:
    row: Any = model._default_manager.order_by("pk").last()
    if model is Commitment:
        Commitment.objects.update(**values)
    row.pk = None
    for name, value in values.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("model", [Area, Level, Aim, Objective])
def test_of_what_was_dropped_there_may_be_several(model: type[Model]) -> None:
    row: Any = model._default_manager.all()[0]
    for _ in range(2):
        row.pk, row.is_current = None, False
        row.save(force_insert=True)


def test_what_ended_may_begin_again() -> None:
    ended = THEN + timedelta(days=365)
    for model in (ProjectSpan, TeamSpan, Membership, Stewardship):
        model._default_manager.update(started_at=THEN, ended_at=ended)
        row: Any = model._default_manager.all()[0]
        row.pk, row.started_at, row.ended_at = None, ended, None
        row.save(force_insert=True)


def test_of_an_area_a_team_has_one_open_sitting() -> None:
    team, testing = Team.objects.get(), makers.find_area("testing")
    row = sittings.open_sitting(team=team, area=testing, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.create(team=team, area=testing, opened_at=row.opened_at)


def test_a_team_is_found_once_in_a_sitting() -> None:
    sitting = Sitting.objects.latest("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(sitting=sitting, revision=1)


def test_what_was_withdrawn_or_closed_there_may_be_several() -> None:
    for model in (Commitment, Sitting):
        row: Any = model._default_manager.order_by("pk")[0]
        assert getattr(row, "withdrawn_at", None) or row.closed_at
        row.pk = None
        row.save(force_insert=True)


@pytest.mark.parametrize("values", [{"verb": "danced"}, {"through": "the chimney"}])
def test_an_event_of_an_unknown_kind_is_refused(values: dict[str, str]) -> None:
    event = Event.objects.latest("pk")
    event.pk = None
    for name, value in values.items():
        setattr(event, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save(force_insert=True)


@pytest.mark.parametrize("model", [Project, Team, Person, Area, Aim, Objective, Level, Cycle])
def test_what_something_is_said_of_is_not_deleted(model: type[Model]) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row
    with pytest.raises(ProtectedError):
        row.delete()
