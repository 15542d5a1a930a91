from datetime import timedelta
from typing import Any

import pytest

from dashboard.actions import intents, projects
from dashboard.actions.intents import Plan
from dashboard.actions.moment import Conflict
from dashboard.actions.privacy import redact
from dashboard.actions.undoing import undo_intent
from dashboard.choices import IntentChoice
from dashboard.models import EventText, Intent, Project, Team
from dashboard.record import values_of
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    counted,
    find_aim,
    last_event,
    met,
    movements,
    person,
    refused,
    verbs,
)

HOUR = timedelta(hours=1)
PLANNED = Plan(IntentChoice.PLANNED, planned_for="2026-H2", note="Soon.")
BLOCKED = Plan(IntentChoice.BLOCKED, blocked_by="No runner.", unblocked_by="The platform team")
ASIDE = Plan(IntentChoice.NOT_APPLICABLE, note="It has no code.")


def mean(project: Project, plan: Plan, **more: Any) -> Intent:
    values = {"by": None} | more
    row = intents.set_intent(project=project, aim=find_aim("tests"), plan=plan, **values)
    assert row
    return row


def undone(project: Project, **more: Any) -> Intent:
    return undo_intent(project=project, aim=find_aim("tests"), **{"by": None} | more)


def told() -> dict[str, object]:
    return values_of(Intent.objects.get())


@pytest.mark.parametrize("first", [PLANNED, BLOCKED, ASIDE])
def test_another_intent_gives_way_to_the_one_before(
    project: Project, clock: Clock, first: Plan
) -> None:
    mean(project, first, by=person("Ada"))
    before = told()
    clock.shift(HOUR)
    mean(project, Plan(IntentChoice.DEFERRED), by=person("Grace"))
    undone(project, by=person("Eve"))
    assert told() == before
    assert verbs(project)[-2:] == ["intent-set", "undone"]


def test_other_words_alone_are_undone_at_the_moment_they_were_said(project: Project) -> None:
    mean(project, PLANNED)
    before = told()
    mean(project, Plan(IntentChoice.PLANNED, planned_for="2026-H2", note="Late."))
    undone(project)
    assert told() == before


def test_undoing_the_first_leaves_nothing_said(project: Project) -> None:
    mean(project, BLOCKED)
    undone(project)
    row = Intent.objects.get()
    assert (row.choice, row.planned_for, row.blocked_by, row.unblocked_by) == ("", "", "", "")


def test_a_confirmation_is_undone_and_the_aim_is_back(project: Project, team: Team) -> None:
    met(project, "known")
    mean(project, ASIDE)
    intents.confirm_intent(project=project, aim=find_aim("tests"), by=None)
    assert counted(team) == (0, 0)
    undone(project)
    assert counted(team) == (0, 6)
    assert movements(project)[-1][0] == "applicability"
    assert Intent.objects.get().confirmed_at is None


def test_an_aim_that_was_brought_back_is_set_aside_again(project: Project, team: Team) -> None:
    met(project, "known")
    mean(project, ASIDE, is_confirmed=True, by=person("Grace"))
    mean(project, PLANNED)
    undone(project)
    assert counted(team) == (0, 0)
    row = Intent.objects.select_related("confirmed_by").get()
    assert (row.confirmed_at, str(row.confirmed_by)) == (NOW, "Grace")


def test_undone_twice_it_is_there_again(project: Project, clock: Clock) -> None:
    mean(project, PLANNED)
    clock.shift(HOUR)
    mean(project, BLOCKED)
    after = told()
    undone(project)
    undone(project)
    assert told() == after


def test_the_first_undone_twice_is_there_again(project: Project) -> None:
    mean(project, BLOCKED)
    after = told()
    undone(project)
    undone(project)
    assert told() == after


def test_what_was_redacted_does_not_come_back(project: Project) -> None:
    mean(project, BLOCKED)
    text = EventText.objects.get(field="blocked_by")
    mean(project, PLANNED)
    redact(event=text.event, field="blocked_by", by=None)
    undone(project)
    row = Intent.objects.get()
    assert (row.choice, row.blocked_by, row.unblocked_by) == ("blocked", "", "The platform team")


def test_what_somebody_changed_meanwhile_is_not_undone(project: Project, clock: Clock) -> None:
    seen = mean(project, PLANNED).revision
    clock.shift(HOUR)
    mean(project, BLOCKED, by=person("Grace"))
    with refused("Grace changed this at 10:00", Conflict):
        undone(project, seen=seen)
    assert undone(project, seen=last_event().revision)


def test_where_nothing_was_said_there_is_nothing_to_undo(project: Project) -> None:
    with refused("nothing to undo"):
        undone(project)


def test_in_an_archived_project_nothing_is_undone(project: Project) -> None:
    mean(project, PLANNED)
    projects.archive(project=project, by=None)
    with refused("archived"):
        undone(project)


def test_before_the_projects_latest_event_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    mean(project, PLANNED)
    with refused("before"):
        undone(project, at=NOW)
