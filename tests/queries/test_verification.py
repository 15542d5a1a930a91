"""Each thing that is verified, broken once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Model

from dashboard.actions import intents, people, reviews, sittings, teams
from dashboard.actions.intents import Plan
from dashboard.models import (
    Aim,
    Area,
    Assessment,
    CheckIn,
    Commitment,
    Cycle,
    Event,
    EventText,
    Finding,
    Framework,
    Group,
    Intent,
    Level,
    Meaning,
    Membership,
    Movement,
    Objective,
    Project,
    ProjectSpan,
    Remark,
    Review,
    Revision,
    Sitting,
    Standing,
    Stewardship,
    Tally,
    Team,
    TeamSpan,
    triggers,
)
from dashboard.queries.verification import differences_found
from tests.actions import makers

pytestmark = pytest.mark.django_db
THEN = datetime(2020, 1, 1, tzinfo=UTC)
SPOKEN = (Remark, Meaning, Cycle, Commitment, Sitting)


@pytest.fixture(autouse=True)
def world() -> None:
    """One row of everything, and nothing wrong."""
    makers.apply(makers.area("testing", makers.aim("tests", "known")))
    makers.apply(makers.ready())
    group = teams.create_group(slug="core", name="Core", by=None)
    team = makers.team("engine", group=group)
    project = makers.project("api", team=team)
    makers.met(project, "known", "clear")
    aim, area, ada = makers.find_aim("tests"), makers.find_area("testing"), makers.person("Ada")
    plan = Plan("planned", note="Soon.")
    intents.set_intent(project=project, aim=aim, plan=plan, by=None)
    people.add_member(team=team, person=ada, role="lead", by=None)
    people.add_steward(person=ada, area=area, by=None)
    reviews.review(project=project, verdict="gaps", minutes="Slow.", by=None)
    reviews.check_in(project=project, note="So.", by=None)
    makers.spoken_of(project)
    assert found() == []


def found() -> list[str]:
    return list(differences_found())


def tamper(model: type[Model], **values: Any) -> None:
    """Change the last row past every action."""
    row = model._default_manager.order_by("pk").last()
    assert row
    with triggers.lifted():
        model._default_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    ("values"),
    [
        {"points": 0},
        {"maximum": 7},
        {"level": "mature"},
        {"rank": 0},
        {"levels": 5},
        {"applicability": "outside"},
        {"team": None},
        {"waiting": 1},
        {"done": 1},
        {"asked": 9},
        {"is_blocked": True},
        {"fresh_until": None},
    ],
)
def test_a_standing_that_does_not_follow_is_found(values: dict[str, Any]) -> None:
    tamper(Standing, **values)
    assert "the standing of api on aim" in found()[0]


def test_a_standing_that_is_missing_is_found() -> None:
    Standing.objects.all()._raw_delete(using="default")
    assert len(found()) == 2  # and its movements end nowhere


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Assessment, {"answer": "not-applicable"}),
        (Assessment, {"note": "Changed."}),
        (Assessment, {"answered_at": THEN}),
        (Assessment, {"wording": 7}),
        (Assessment, {"confirmed_at": None}),
        (Intent, {"choice": "deferred"}),
        (Intent, {"note": "Never."}),
        (Review, {"verdict": "on-track"}),
        (Review, {"minutes": "Fast."}),
        (CheckIn, {"note": "Not so."}),
        (Remark, {"text": "It is so."}),
        (Remark, {"kind": "settlement"}),
        (Meaning, {"text": "It means something else."}),
        (Meaning, {"steward_at": THEN}),
        (Cycle, {"name": "Changed"}),
        (Cycle, {"ends_on": date(2099, 7, 31)}),
        (Cycle, {"focus": [1]}),
        (Commitment, {"withdrawn_reason": "Nobody cared."}),
        (Commitment, {"withdrawn_by": None, "made_at": THEN}),
        (Sitting, {"opened_at": THEN}),
        (Sitting, {"closed_at": THEN}),
        (Sitting, {"minutes": "A long one."}),
        (Project, {"name": "Changed"}),
        (Project, {"url": "https://example.org/"}),
        (Project, {"description": "Changed."}),
        (Project, {"joined_at": THEN}),
        (Team, {"name": "Changed"}),
        (Team, {"retired_at": THEN}),
        (Group, {"name": "Changed"}),
        (Membership, {"role": "member"}),
        (Stewardship, {"area": None}),
    ],
)
def test_a_row_that_its_events_do_not_tell_is_found(
    model: type[Model], values: dict[str, Any]
) -> None:
    tamper(model, **values)
    name = list(values)[-1]
    assert any(words.startswith(f"{model.__name__.lower()} ") for words in found())
    assert any(f": {name} is " in words for words in found())


@pytest.mark.parametrize("model", [Assessment, Intent, Review, CheckIn, Membership, *SPOKEN])
def test_a_row_without_an_event_is_found(model: type[Model]) -> None:
    row: Any = model._default_manager.order_by("pk").last()
    if model is Assessment:
        row.objective = makers.find("kept")
    if model is Intent:
        row.project = makers.project("other")
    if model is Membership:
        row.person = makers.person("Eve")
    if model is Meaning:
        row.objective = makers.find("kept")
    if model is Cycle:
        row.slug, row.starts_on, row.ends_on = "later", date(2100, 1, 1), date(2100, 6, 30)
    if model is Sitting:
        row.closed_at = THEN
    row.pk = None
    row.save(force_insert=True)
    assert f"{model.__name__.lower()} {row.pk} has no event" in found()


@pytest.mark.parametrize("model", [CheckIn, Intent, Membership, Stewardship, Meaning, Commitment])
def test_a_row_that_is_gone_is_found(model: type[Model]) -> None:
    row = model._default_manager.order_by("pk").last()
    assert row
    model._default_manager.all()._raw_delete(using="default")
    assert found() == [f"{model.__name__.lower()} {row.pk} is gone"]


def test_a_remark_that_is_gone_is_found() -> None:
    row = Remark.objects.get()
    with triggers.lifted():
        Remark.objects.all()._raw_delete(using="default")
    assert found() == [f"remark {row.pk} is gone"]


def test_what_others_stand_on_is_missed_too() -> None:
    """A review without its sitting, a promise without its cycle."""
    for model in (Finding, Review, Sitting, Commitment, Cycle):
        model._default_manager.all()._raw_delete(using="default")
    gone = {words.split()[0] for words in found()}
    assert gone == {"review", "sitting", "commitment", "cycle"}


@pytest.mark.parametrize(
    "days", [(date(2101, 12, 31), date(2103, 2, 1)), (date(2101, 2, 1), date(2101, 3, 1))]
)
def test_cycles_that_overlap_are_found(days: tuple[date, date]) -> None:
    makers.cycle("2101", date(2101, 1, 1), date(2101, 12, 31))
    makers.cycle("2103", date(2103, 1, 1), date(2103, 12, 31))
    assert found() == []
    Cycle.objects.filter(name="2103").update(starts_on=days[0], ends_on=days[1])
    assert any("overlap" in words for words in found())


@pytest.mark.parametrize("values", [{"verdict": "gaps"}, {"minutes": "Slow."}])
def test_a_draft_that_outlives_its_sitting_is_found(values: dict[str, str]) -> None:
    row = Finding.objects.latest("pk")
    Finding.objects.filter(pk=row.pk).update(**values)
    assert found() == [f"the finding {row.pk} of a closed sitting was not blanked"]


def test_a_draft_of_an_open_sitting_is_none_of_the_record() -> None:
    values = {"project": None, "verdict": "", "minutes": "Draft."}
    sittings.note_finding(sitting=Sitting.objects.latest("pk"), by=None, **values)  # type: ignore[arg-type]
    assert found() == []
    Finding.objects.all()._raw_delete(using="default")
    assert found() == []


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (ProjectSpan, {"agreement": "in-talks"}),
        (ProjectSpan, {"started_at": THEN}),
        (ProjectSpan, {"is_archived": True}),
        (ProjectSpan, {"kind": "service"}),
        (ProjectSpan, {"ended_at": datetime(2100, 1, 1, tzinfo=UTC)}),
        (TeamSpan, {"name": "Changed"}),
        (TeamSpan, {"group": None}),
    ],
)
def test_a_span_that_its_events_do_not_tell_is_found(
    model: type[Model], values: dict[str, Any]
) -> None:
    tamper(model, **values)
    (told,) = found()
    assert told.startswith(f"the spans of {model.__name__.removesuffix('Span').lower()} ")


def test_a_span_too_many_and_a_span_too_few_are_found() -> None:
    span = ProjectSpan.objects.earliest("pk")
    ProjectSpan.objects.filter(pk=span.pk)._raw_delete(using="default")
    assert len(found()) == 1
    span.save(force_insert=True)
    assert found() == []
    span.pk, span.started_at, span.ended_at = None, THEN, THEN + timedelta(1)
    span.save(force_insert=True)
    assert len(found()) == 1


def add_movement(**values: Any) -> None:
    row = Movement.objects.latest("pk")
    row.pk = None
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def test_a_movement_that_was_inserted_is_found() -> None:
    add_movement()
    (told,) = found()
    assert "do not join" in told


def test_a_gain_that_was_invented_at_the_end_is_found() -> None:
    latest = Movement.objects.latest("pk")
    before = {
        f"{name}_before": getattr(latest, f"{name}_after")
        for name in ("applicability", "level", "rank", "levels", "points", "maximum")
    }
    add_movement(**before, team_before=latest.team_after, rank_after=2, points_after=4)
    told, *summary = found()
    assert "do not end at its standing" in told
    assert all("daily summary" in words for words in summary)


def test_a_movement_dated_before_the_one_it_follows_is_found() -> None:
    latest = Movement.objects.latest("pk")
    tamper(Movement, at=latest.at - timedelta(days=400))
    assert any("do not join" in words for words in found())


def test_a_movement_by_an_event_of_another_project_is_found() -> None:
    makers.met(makers.project("web"), "known")
    tamper(Movement, event=Event.objects.filter(project__slug="api").earliest("pk"))
    (told,) = found()
    assert "none of its event's project" in told


def test_a_movement_that_was_removed_is_found() -> None:
    with triggers.lifted():
        Movement.objects.filter(pk=Movement.objects.latest("pk").pk)._raw_delete(using="default")
    assert any("do not end at its standing" in words for words in found())


def test_a_summary_that_was_changed_is_found() -> None:
    tamper(Tally, points=F("points") + 1)
    assert all("the daily summary of" in words for words in found())
    assert found()


def test_movements_without_a_standing_are_found() -> None:
    Standing.objects.all()._raw_delete(using="default")
    assert any("and no standing" in words for words in found())


@pytest.mark.parametrize("values", [{"after": {}}, {"subject_id": 99}, {"subject": "team"}])
def test_an_event_that_was_changed_is_found(values: dict[str, Any]) -> None:
    event = Event.objects.filter(verb="reviewed").earliest("pk")
    with triggers.lifted():
        Event.objects.filter(pk=event.pk).update(**values)
    assert found()


def test_an_event_that_was_removed_is_found() -> None:
    with triggers.lifted():
        Event.objects.filter(verb="intent-set").first()
        EventText.objects.filter(event__verb="intent-set").delete()
        Event.objects.filter(verb="intent-set")._raw_delete(using="default")
    assert any("has no event" in words for words in found())


def test_a_text_that_was_changed_is_found() -> None:
    tamper(EventText, after="Changed.")
    assert len(found()) == 1


def test_a_revision_that_was_set_back_is_found() -> None:
    Revision.objects.update(number=F("number") - 3)
    assert "still to come" in found()[0]


def test_a_framework_in_force_that_is_not_the_last_is_found() -> None:
    Revision.objects.update(framework=Framework.objects.earliest("pk"))
    assert "the framework in force is not the one applied last" in found()


@pytest.mark.parametrize("which", ["first", "last"])
def test_a_framework_that_was_changed_is_found(which: str) -> None:
    row = getattr(Framework.objects, which)()
    row.content["criteria"]["areas"][0]["aims"][0]["weight"] = 9
    with triggers.lifted():
        Framework.objects.filter(pk=row.pk).update(content=row.content)
    assert f"the framework of {row.applied_at:%Y-%m-%d} is not what was applied" in found()


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Area, {"key": "changed"}),
        (Area, {"is_current": False}),
        (Level, {"key": "changed"}),
        (Aim, {"key": "changed"}),
        (Objective, {"key": "changed"}),
        (Objective, {"is_current": False}),
    ],
)
def test_criteria_that_were_not_applied_are_found(
    model: type[Model], values: dict[str, Any]
) -> None:
    tamper(model, **values)
    assert any(words.startswith("the criteria") for words in found())


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Area, {"name": "Changed"}),
        (Area, {"confirmed_by": "steward"}),
        (Level, {"value": 99}),
        (Aim, {"weight": 99}),
        (Aim, {"counts_from": date(2030, 1, 1)}),
        (Objective, {"text": "Changed."}),
        (Objective, {"is_evidence_required": True}),
        (Objective, {"retired_on": date(2020, 1, 1)}),
    ],
)
def test_criteria_that_say_something_else_are_found(
    model: type[Model], values: dict[str, Any]
) -> None:
    tamper(model, **values)
    (name,) = values
    assert any(f"{name} is not what was applied" in words for words in found())


@pytest.mark.parametrize("operation", ["update", "delete"])
@pytest.mark.parametrize("table", triggers.GUARDED)
def test_a_trigger_that_is_missing_is_found(table: str, operation: str) -> None:
    name = f"{table}_no_{operation}"
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert found() == [f"the trigger {name} is missing"]
