from datetime import timedelta
from typing import Any

import pytest

from dashboard.actions import intents, projects
from dashboard.actions.intents import Plan
from dashboard.actions.moment import Conflict
from dashboard.actions.undoing import undo_intent
from dashboard.choices import IntentChoice
from dashboard.days import today
from dashboard.models import EventText, Intent, Project, Standing, Team
from dashboard.queries.framework import framework_on
from dashboard.queries.week import this_week
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    aim,
    apply,
    area,
    counted,
    find_aim,
    last_event,
    met,
    movements,
    nothing_changed,
    person,
    ready,
    refused,
    stands,
)

HOUR = timedelta(hours=1)
PLANNED = Plan(IntentChoice.PLANNED, planned_for="2026-H2")
BLOCKED = Plan(IntentChoice.BLOCKED, blocked_by="No runner.", unblocked_by="The platform team")
ASIDE = Plan(IntentChoice.NOT_APPLICABLE, note="It has no code.")


def mean(project: Project, plan: Plan, **more: Any) -> Intent | None:
    return intents.set_intent(project=project, aim=find_aim("tests"), plan=plan, by=None, **more)


def confirm(project: Project, **more: Any) -> Intent:
    values = {"by": None} | more
    return intents.confirm_intent(project=project, aim=find_aim("tests"), **values)


@pytest.mark.parametrize("plan", [PLANNED, BLOCKED, ASIDE, Plan(IntentChoice.DEFERRED)])
def test_what_is_meant_is_kept_with_its_words(project: Project, plan: Plan) -> None:
    row = intents.set_intent(project=project, aim=find_aim("tests"), plan=plan, by=person("Ada"))
    row = Intent.objects.get()
    assert (row.choice, row.planned_for, row.note) == (plan.choice, plan.planned_for, plan.note)
    assert (row.blocked_by, row.unblocked_by) == (plan.blocked_by, plan.unblocked_by)
    assert (str(row.said_by), row.said_at) == ("Ada", NOW)


def test_who_blocks_is_a_text_that_can_be_redacted(project: Project) -> None:
    mean(project, BLOCKED)
    assert "blocked_by" not in last_event().after
    assert {text.field for text in EventText.objects.all()} == {"blocked_by", "unblocked_by"}


@pytest.mark.parametrize("plan", [PLANNED, BLOCKED, ASIDE])
def test_saying_it_twice_changes_nothing(project: Project, clock: Clock, plan: Plan) -> None:
    first = mean(project, plan)
    clock.shift(HOUR)
    with nothing_changed():
        again = mean(project, plan, seen=0)
    assert first
    assert again
    assert again.revision == first.revision


def test_an_intent_does_not_agree_for_the_team_and_brings_nothing_into_the_sums(
    project: Project, team: Team
) -> None:
    mean(project, PLANNED)
    assert Standing.objects.count() == 0
    assert counted(team) == (0, 0)


def test_not_applicable_leaves_the_sums_once_it_is_confirmed(project: Project, team: Team) -> None:
    met(project, "known")
    mean(project, ASIDE)
    assert counted(team) == (0, 6)
    confirm(project, by=person("Grace"))
    assert counted(team) == (0, 0)
    assert Standing.objects.get().applicability == "not-applicable"
    assert movements(project)[-1] == ("applicability", "tests", 0, 0)


def test_not_applicable_may_be_confirmed_as_it_is_said(project: Project, team: Team) -> None:
    met(project, "known")
    mean(project, ASIDE, is_confirmed=True)
    assert counted(team) == (0, 0)


def test_saying_it_again_with_a_confirmation_confirms_it(project: Project) -> None:
    mean(project, ASIDE)
    row = mean(project, ASIDE, is_confirmed=True)
    assert row
    assert row.confirmed_at


def test_confirming_twice_changes_nothing(project: Project, clock: Clock) -> None:
    mean(project, ASIDE)
    first = confirm(project)
    clock.shift(HOUR)
    with nothing_changed():
        assert confirm(project).revision == first.revision


def test_other_words_for_the_same_leave_it_confirmed(project: Project, team: Team) -> None:
    met(project, "known")
    mean(project, ASIDE, is_confirmed=True)
    row = mean(project, Plan(IntentChoice.NOT_APPLICABLE, note="It has no code at all."))
    assert row
    assert row.confirmed_at == NOW
    assert counted(team) == (0, 0)


def test_another_choice_brings_the_aim_back(project: Project, team: Team) -> None:
    met(project, "known")
    mean(project, ASIDE, is_confirmed=True)
    mean(project, PLANNED)
    assert Intent.objects.get().confirmed_at is None
    assert counted(team) == (0, 6)


def test_an_aim_on_which_a_level_is_reached_is_not_set_aside(project: Project) -> None:
    met(project, "known", "clear")
    mean(project, ASIDE, is_confirmed=True)
    assert stands(project) == ("started", 1, 6)


def test_nothing_said_sets_it_back_and_the_row_stays(project: Project) -> None:
    mean(project, BLOCKED)
    mean(project, Plan(IntentChoice.NONE))
    row = Intent.objects.get()
    assert (row.choice, row.blocked_by, row.unblocked_by) == ("", "", "")


def test_nothing_said_of_what_nobody_spoke_of_changes_nothing(project: Project) -> None:
    with nothing_changed():
        assert mean(project, Plan(IntentChoice.NONE)) is None


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(IntentChoice.BLOCKED), "what blocks"),
        (Plan(IntentChoice.BLOCKED, blocked_by=" "), "what blocks"),
        (Plan(IntentChoice.NOT_APPLICABLE), "Say why"),
        (Plan(IntentChoice.NOT_APPLICABLE, note=" "), "Say why"),
        (Plan("hoped-for"), "not a valid choice"),
        (Plan(IntentChoice.PLANNED, planned_for="x" * 61), "at most 60"),
        (Plan(IntentChoice.BLOCKED, blocked_by="x" * 201), "at most 200"),
    ],
)
def test_what_cannot_be_meant_is_refused(project: Project, plan: Plan, words: str) -> None:
    with refused(words):
        mean(project, plan)


def test_an_aim_that_no_criteria_hold_is_refused(project: Project) -> None:
    gone = find_aim("tests")
    apply(area("testing", aim("types", "strict")))
    with refused("not part of the criteria"):
        intents.set_intent(project=project, aim=gone, plan=PLANNED, by=None)


def test_a_stale_edit_is_told_who_changed_what_and_when(project: Project, clock: Clock) -> None:
    row = mean(project, ASIDE)
    assert row
    clock.shift(HOUR)
    confirm(project, by=person("Grace"))
    with refused("Grace changed this at 10:00", Conflict) as told:
        mean(project, PLANNED, seen=row.revision)
    conflict = told.value
    assert isinstance(conflict, Conflict)
    assert conflict.theirs == row


def test_confirmed_meanwhile_with_other_words_is_a_conflict(project: Project) -> None:
    row = mean(project, ASIDE)
    assert row
    mean(project, Plan(IntentChoice.NOT_APPLICABLE, note="For quite another reason."))
    confirm(project, by=person("Grace"))
    with refused("Grace changed this", Conflict):
        confirm(project, seen=row.revision)


def test_where_only_somebody_elses_confirmation_happened_it_is_so_already(
    project: Project,
) -> None:
    row = mean(project, ASIDE)
    assert row
    confirm(project, by=person("Grace"))
    with nothing_changed():
        confirm(project, seen=row.revision)


def test_an_edit_that_saw_the_latest_goes_through(project: Project) -> None:
    row = mean(project, PLANNED, seen=0)
    assert row
    assert mean(project, BLOCKED, seen=row.revision)


@pytest.mark.parametrize("plan", [None, PLANNED])
def test_where_nothing_is_set_aside_there_is_nothing_to_confirm(
    project: Project, plan: Plan | None
) -> None:
    if plan:
        mean(project, plan)
    with refused("Nothing here needs"):
        confirm(project)


def test_in_an_archived_project_nothing_is_meant_or_confirmed(project: Project) -> None:
    mean(project, ASIDE)
    projects.archive(project=project, by=None)
    with refused("archived"):
        mean(project, PLANNED)
    with refused("archived"):
        confirm(project)


def test_what_is_set_aside_before_the_first_answer_is_not_in_the_sums(
    project: Project, team: Team
) -> None:
    mean(project, ASIDE, is_confirmed=True)
    apply(*[ready() | {"aims": [*ready()["aims"], aim("types", "strict")]}])
    met(project, "strict")
    assert counted(team) == (1, 1)


def test_before_the_projects_latest_event_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    mean(project, ASIDE)
    with refused("before"):
        mean(project, PLANNED, at=NOW)
    with refused("before"):
        confirm(project, at=NOW)


def test_other_words_do_not_make_an_obstacle_younger(project: Project, clock: Clock) -> None:
    mean(project, BLOCKED)
    clock.shift(24 * HOUR)
    mean(project, Plan(IntentChoice.BLOCKED, blocked_by="No runner at all."))
    row = Intent.objects.get()
    assert (row.chosen_at, row.said_at) == (NOW, NOW + 24 * HOUR)
    assert this_week(list(framework_on(today()).aims), today()).obstacles == ()  # in no sum yet
    met(project, "known")
    (obstacle,) = this_week(list(framework_on(today()).aims), today()).obstacles
    assert obstacle.since == NOW.date()
    clock.shift(24 * HOUR)
    mean(project, PLANNED)
    assert Intent.objects.get().chosen_at == NOW + 48 * HOUR
    undo_intent(project=project, aim=find_aim("tests"), by=None)
    row = Intent.objects.get()
    assert (row.choice, row.chosen_at) == (IntentChoice.BLOCKED, NOW)
