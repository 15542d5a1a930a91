"""Answers with their days: a history that is rebuilt."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dashboard.actions import assessments, intents, projects
from dashboard.actions.intents import Plan
from dashboard.choices import Agreement, Answer, Cause, IntentChoice, Verb
from dashboard.imports.assessments import Report, import_assessments
from dashboard.imports.table import Unusable
from dashboard.models import Assessment, Event, Movement, Project, ProjectSpan
from tests.actions import makers
from tests.actions.makers import WHY, aim, area, nothing_written, objective, stands
from tests.imports.conftest import NOW, Write, told

pytestmark = pytest.mark.usefixtures("verified")
Import = Callable[..., Report]
HEADING = "project,aim,objective,level,answer,at,by,note"
Steps = list[tuple[str, str, int, int]]


@pytest.fixture
def enter(write: Write) -> Import:
    """Import a file of these lines."""
    return lambda *lines: import_assessments(write(HEADING, *lines))


@pytest.fixture
def refused(write: Write) -> Callable[..., list[str]]:
    """What is told of a file of which nothing may be written."""

    def tried(*lines: str) -> list[str]:
        with nothing_written(), pytest.raises(Unusable) as error:
            import_assessments(write(HEADING, *lines))
        return told(error)

    return tried


@pytest.fixture
def project(clock: object, db: None) -> Project:
    makers.apply(makers.ready(), at=day(2024, 1, 1))
    return makers.project("api")


def day(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc,arg-type]


def steps(project: Project) -> Steps:
    """Day, cause, rank before and after of every movement."""
    moved = Movement.objects.filter(project=project).order_by("pk")
    rows = moved.values_list("day", "cause", "rank_before", "rank_after")
    return [(f"{day}", cause, before, after) for day, cause, before, after in rows]


def test_each_line_counts_on_its_day_in_order_of_time(enter: Import, project: Project) -> None:
    report = enter(
        "api,tests,,first-results,met,2025-06-30,Grace,",
        "api,tests,,started,met,2025-03-31,Ada,",
        "api,tests,better,,not yet,2025-09-30,Ada,",
        "api,tests,,mature,met,2026-03-31T16:00,Ada,",
    )
    assert steps(project) == [
        ("2025-03-31", Cause.JOINED, 0, 0),
        ("2025-03-31", Cause.WORK_DONE, 0, 1),
        ("2025-06-30", Cause.WORK_DONE, 1, 2),
        ("2025-09-30", Cause.WORK_UNDONE, 2, 1),
        ("2026-03-31", Cause.WORK_DONE, 1, 2),
        ("2026-03-31", Cause.WORK_DONE, 2, 3),
    ]
    assert stands(project) == ("mature", 6, 6)
    assert (report.rebuilt, report.projects) == (["api"], ["api"])
    assert report.answers + report.unchanged == 2 + 3 + 1 + 5


def test_answers_carry_their_day_and_who_gave_them(enter: Import, project: Project) -> None:
    enter("api,tests,known,,met,2025-03-31T10:00+02:00,Ada,Seen.")
    row = Assessment.objects.get()
    assert row.answered_at == row.confirmed_at == day(2025, 3, 31, 8)
    assert (str(row.answered_by), str(row.confirmed_by), row.note) == ("Ada", "Ada", "Seen.")
    event = Event.objects.get(verb=Verb.ANSWERED)
    assert (event.at, event.recorded_at, event.through) == (day(2025, 3, 31, 8), NOW, "import")


def test_the_joining_moves_back_to_the_first_answer(enter: Import, project: Project) -> None:
    enter("api,tests,known,,met,2025-03-31,,")
    project.refresh_from_db()
    assert project.joined_at == day(2025, 3, 31)
    assert project.agreement == Agreement.AGREED
    span = ProjectSpan.objects.get()
    assert (span.started_at, span.agreement) == (day(2025, 3, 31), Agreement.AGREED)


def test_a_joining_before_the_first_answer_stays(enter: Import, project: Project) -> None:
    projects.date_joining(project=project, since=day(2024, 6, 1), by=None)
    enter("api,tests,known,,met,2025-03-31,,")
    project.refresh_from_db()
    assert project.joined_at == day(2024, 6, 1)
    spans = ProjectSpan.objects.order_by("started_at").values_list("started_at", "ended_at")
    assert list(spans) == [(day(2024, 6, 1), day(2025, 3, 31)), (day(2025, 3, 31), None)]


def test_a_project_described_since_can_still_be_dated_back(
    enter: Import, project: Project, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(hours=1))
    projects.describe(project=project, description="An API.", by=None)
    projects.rename(project=project, name="The API", by=None)
    enter("api,tests,known,,met,2025-03-31,,")
    project.refresh_from_db()
    assert project.joined_at == day(2025, 3, 31)


def test_one_answer_said_again_is_no_news(enter: Import, project: Project) -> None:
    report = enter(
        "api,tests,known,,met,2025-03-31,Ada,Seen.",
        "api,tests,known,,met,2025-06-30,Ada,",
        "api,tests,known,,met,2025-09-30,Ada,Seen.",
        "api,tests,known,,met,2025-12-31,Ada,Seen again.",
    )
    assert (report.answers, report.unchanged) == (2, 2)
    assert Assessment.objects.get().note == "Seen again."


def test_days_and_today_in_one_file(enter: Import, project: Project) -> None:
    enter("api,tests,,mature,met,,,", "api,tests,,started,met,2025-03-31,,")
    assert steps(project)[-2:] == [
        ("2026-06-15", Cause.IMPORTED, 1, 2),
        ("2026-06-15", Cause.IMPORTED, 2, 3),
    ]


def test_at_one_moment_no_order_of_lines_makes_up_a_gain(enter: Import, project: Project) -> None:
    before = ["api,tests,,first-results,met,2025-03-31,,", "api,tests,clear,,not yet,2025-03-31,,"]
    swap = ["api,tests,clear,,met,2025-06-30,,", "api,tests,known,,not yet,2025-06-30,,"]
    enter(*before, *swap)
    assert [step for step in steps(project) if step[0] == "2025-06-30"] == []


def test_applicability_has_its_own_cause(enter: Import, project: Project) -> None:
    enter(
        "api,tests,,first-results,met,2025-03-31,,",
        "api,tests,,mature,not applicable,2025-06-30,,We never will.",
    )
    last = Movement.objects.last()
    assert last is not None
    assert (last.cause, last.maximum_before, last.maximum_after) == (Cause.APPLICABILITY, 6, 4)


# Under the criteria of their days


def test_an_edited_rule_counts_from_its_day_and_credits_nobody(
    enter: Import, clock: object
) -> None:
    makers.apply(makers.ready(), at=day(2024, 1, 1))
    harder = aim("tests", "known", "clear", "fast", at={"first-results": ["better"]}, weight=2)
    makers.apply(area("testing", harder), at=day(2025, 5, 1, 12))
    project = makers.project("api")
    enter(
        "api,tests,,first-results,met,2025-03-31,,",
        "api,tests,fast,,met,2025-06-30,,",
    )
    rows = Movement.objects.order_by("pk").values_list(
        "day", "cause", "points_before", "points_after", "maximum_before", "maximum_after"
    )
    assert [(f"{day}", *rest) for day, *rest in rows] == [
        ("2025-03-31", Cause.JOINED, 0, 0, 0, 6),
        ("2025-03-31", Cause.WORK_DONE, 0, 1, 6, 6),
        ("2025-03-31", Cause.WORK_DONE, 1, 4, 6, 6),
        ("2025-05-01", Cause.CRITERIA, 4, 0, 6, 8),
        ("2025-06-30", Cause.WORK_DONE, 0, 8, 8, 8),
    ]
    applied = Event.objects.filter(verb=Verb.CRITERIA_APPLIED).last()
    assert Movement.objects.get(cause=Cause.CRITERIA).event == applied
    assert stands(project) == ("first-results", 8, 8)


def test_before_the_first_criteria_those_count(enter: Import, clock: object) -> None:
    makers.apply(makers.ready())
    project = makers.project("api")
    enter("api,tests,,started,met,2023-01-31,,")
    assert steps(project)[-1] == ("2023-01-31", Cause.WORK_DONE, 0, 1)


def test_days_in_the_criteria_come_on_their_days(enter: Import, clock: object) -> None:
    new, old = objective("new", from_="2025-05-01"), objective("old", retired="2025-08-01")
    makers.apply(area("testing", aim("tests", "known", new, old)), at=day(2025, 6, 1))
    project = makers.project("api")
    enter("api,tests,known,,met,2025-03-31,,", "api,tests,old,,met,2025-04-30,,",
          "api,tests,old,,not yet,2025-07-31,,", "api,tests,new,,met,2025-08-31,,")  # fmt: skip
    assert steps(project) == [
        ("2025-03-31", Cause.JOINED, 0, 0),
        ("2025-04-30", Cause.WORK_DONE, 0, 1),
        ("2025-05-01", Cause.CRITERIA, 1, 0),
        ("2025-08-31", Cause.WORK_DONE, 0, 1),
    ]


def test_a_day_that_nobody_settled_yet_counts_too(
    enter: Import, clock: time_machine.Traveller
) -> None:
    new = objective("new", from_="2026-06-20")
    makers.apply(area("testing", aim("tests", "known", new)), at=day(2025, 1, 1))
    project = makers.project("api")
    clock.move_to(day(2026, 6, 25, 9))
    enter("api,tests,known,,met,2025-03-31,,")
    assert steps(project)[-1] == ("2026-06-20", Cause.CRITERIA, 1, 0)


def test_a_level_is_that_of_its_day(enter: Import, clock: object) -> None:
    makers.apply(area("testing", aim("tests", "known", at={"mature": ["all"]})), at=day(2024, 1, 1))
    later = aim("tests", "known", "fast", at={"mature": ["all", "kept"]})
    makers.apply(area("testing", later), at=day(2025, 5, 1))
    project = makers.project("api")
    enter("api,tests,,mature,met,2025-03-31,,", "api,tests,,started,met,2025-06-30,,")
    assert steps(project) == [
        ("2025-03-31", Cause.JOINED, 0, 0),
        ("2025-03-31", Cause.WORK_DONE, 0, 1),
        ("2025-03-31", Cause.WORK_DONE, 1, 2),
        ("2025-05-01", Cause.CRITERIA, 2, 0),
        ("2025-06-30", Cause.WORK_DONE, 0, 1),
    ]
    assert not Assessment.objects.filter(objective__key="kept").exists()


def test_what_a_level_asked_then_and_criteria_dropped_since_is_met_too(
    enter: Import, clock: object
) -> None:
    makers.apply(area("testing", aim("tests", "known", "dropped")), at=day(2024, 1, 1))
    makers.apply(area("testing", aim("tests", "known")), at=day(2025, 5, 1))
    project = makers.project("api")
    enter("api,tests,,started,met,2025-03-31,,")
    assert [(when, after) for when, _, _, after in steps(project)][-1] == ("2025-03-31", 1)
    assert stands(project) == ("started", 1, 1)


def test_an_objective_that_moved_to_another_aim_counted_where_it_was(
    enter: Import, clock: object
) -> None:
    makers.apply(
        area("testing", aim("tests", "known", "fast"), aim("pace", "slow")), at=day(2024, 1, 1)
    )
    fast = objective("fast", formerly=["testing/tests/fast"])
    makers.apply(
        area("testing", aim("tests", "known"), aim("pace", "slow", fast)), at=day(2025, 5, 1)
    )
    project = makers.project("api")
    enter("api,tests,known,,met,2025-02-28,,", "api,pace,fast,,met,2025-03-31,,",
          "api,pace,slow,,met,2025-04-30,,")  # fmt: skip
    rows = Movement.objects.exclude(cause=Cause.JOINED).order_by("pk")
    assert [(f"{m.day}", m.aim.key, m.rank_before, m.rank_after) for m in rows] == [
        ("2025-03-31", "tests", 0, 1),
        ("2025-04-30", "pace", 0, 1),
    ]
    assert stands(project, "pace") == ("started", 1, 1)


def test_an_aim_that_came_later_may_be_answered_before(enter: Import, clock: object) -> None:
    makers.apply(area("testing", aim("tests", "known")), at=day(2024, 1, 1))
    makers.apply(area("testing", aim("tests", "known"), aim("pace", "fast")), at=day(2025, 5, 1))
    project = makers.project("api")
    enter("api,tests,known,,met,2025-01-31,,", "api,pace,,started,met,2025-03-31,,")
    last = Movement.objects.last()
    assert last is not None
    assert (f"{last.day}", last.aim.key, last.rank_after) == ("2025-05-01", "pace", 1)
    assert stands(project, "pace") == ("started", 1, 1)


def test_levels_have_the_names_of_their_day(
    enter: Import, refused: Callable[..., list[str]], clock: object
) -> None:
    makers.apply(makers.ready(), at=day(2024, 1, 1))
    ladder = [
        {"key": "begun", "name": "Begun", "value": 1, "formerly": ["started"]},
        {"key": "done", "name": "Done", "value": 6, "formerly": ["mature"]},
    ]
    tests = aim("tests", at={"begun": ["known", "clear"], "done": ["better", "all", "kept"]})
    makers.apply(area("testing", tests), levels=ladder, at=day(2025, 5, 1))
    project = makers.project("api")
    assert refused("api,tests,,begun,met,2025-03-31,,", "api,tests,,mature,met,2025-06-30,,") == [
        "line 2: unknown level `begun`; known here: "
        "`started`, `first results`, `mature`, `first-results`",
        "line 3: unknown level `mature`; known here: `begun`, `done`",
    ]
    enter("api,tests,,first results,met,2025-03-31,,", "api,tests,,done,met,2025-06-30,,")
    assert [after for *_, after in steps(project)] == [0, 1, 2, 1, 2]


def test_answers_before_a_change_of_wording_are_given_under_the_earlier_one(
    enter: Import, clock: object
) -> None:
    for month, words in ((1, "It is."), (5, "It is so."), (9, "So it is.")):
        known = objective("known", text=words)
        makers.apply(area("testing", aim("tests", known, "clear")), at=day(2025, month, 1))
    for number, when in enumerate(("2024-06-30", "2025-06-30", "2025-12-31"), 1):
        makers.project(f"p-{number}")
        enter(f"p-{number},tests,,started,met,{when},,")
    rows = Assessment.objects.filter(objective__key="known").order_by("project__slug")
    assert list(rows.values_list("wording", flat=True)) == [1, 2, 3]
    assert set(Assessment.objects.filter(objective__key="clear").values_list("wording")) == {(1,)}


def test_an_objective_is_asked_as_it_was_on_that_day(
    enter: Import, refused: Callable[..., list[str]], clock: object
) -> None:
    makers.apply(area("testing", aim("tests", "known", "served")), at=day(2024, 1, 1))
    served = objective("served", applies_to=["service"])
    makers.apply(area("testing", aim("tests", "known", served)), at=day(2025, 5, 1))
    project = makers.project("api")
    assert refused("api,tests,served,,met,2025-06-30,,") == [
        "line 2: This objective does not apply to this kind of project."
    ]
    enter("api,tests,served,,met,2025-03-31,,", "api,tests,known,,met,2025-04-30,,")
    assert stands(project) == ("started", 1, 1)


# What refuses a history


def test_a_history_does_not_go_back_before_a_change_of_team_kind_or_agreement(
    enter: Import,
    refused: Callable[..., list[str]],
    project: Project,
    clock: time_machine.Traveller,
) -> None:
    projects.date_joining(project=project, since=day(2025, 1, 1), by=None)
    clock.shift(timedelta(days=1))
    projects.change_kind(project=project, kind="service", by=None)
    changed = "Api changed team, kind or agreement at 09:00 on 16 June 2026"
    for when in ("2024-01-31", "2025-01-31"):
        assert refused(f"api,tests,known,,met,{when},,", "api,tests,clear,,met,2026-06-15,,") == [
            f"line 2: {changed}; its history can begin after that."
        ]
    clock.shift(timedelta(days=9))
    enter("api,tests,known,,met,2026-06-20,,")
    assert steps(project) == [("2026-06-20", Cause.JOINED, 0, 0)]


def test_a_project_whose_answers_were_taken_back_has_a_past(
    enter: Import, refused: Callable[..., list[str]], project: Project
) -> None:
    projects.set_agreement(project=project, agreement=Agreement.AGREED, by=None)
    row = makers.said(project, "known", is_confirmed=True)
    assessments.take_back(project=project, objective=row.objective, by=None)
    assert "is before the last thing recorded" in refused("api,tests,known,,met,2025-01-31,,")[0]


def test_an_aim_set_aside_today_was_not_set_aside_then(
    refused: Callable[..., list[str]], project: Project
) -> None:
    plan = Plan(IntentChoice.NOT_APPLICABLE, note=WHY.note)
    aim_row = makers.find_aim("tests")
    intents.set_intent(project=project, aim=aim_row, plan=plan, is_confirmed=True, by=None)
    assert "is before the last thing recorded" in refused("api,tests,known,,met,2025-01-31,,")[0]


def test_other_intents_do_no_harm(enter: Import, project: Project) -> None:
    plan = Plan(IntentChoice.PLANNED, planned_for="autumn")
    intents.set_intent(project=project, aim=makers.find_aim("tests"), plan=plan, by=None)
    enter("api,tests,,started,met,2025-01-31,,")
    assert steps(project)[-1] == ("2025-01-31", Cause.WORK_DONE, 0, 1)


def test_one_project_s_refusal_lets_nothing_of_another_be_written(
    refused: Callable[..., list[str]], project: Project
) -> None:
    makers.met(makers.project("web"), "known")
    assert (
        len(refused("api,tests,known,,met,2025-01-31,,", "web,tests,clear,,met,2025-01-31,,")) == 1
    )


def test_a_waiting_answer_waits_since_its_day(write: Write, project: Project) -> None:
    import_assessments(
        write(
            "project,aim,objective,answer,confirmed,at",
            "api,tests,known,met,no,2025-01-31",
            "api,tests,clear,met,yes,2025-02-28",
            "api,tests,known,met,yes,2025-03-31",
        )
    )
    row = Assessment.objects.get(objective__key="known")
    assert (row.answered_at, row.confirmed_at) == (day(2025, 1, 31), day(2025, 3, 31))
    assert steps(project)[-1] == ("2025-03-31", Cause.WORK_DONE, 0, 1)


def test_a_day_begins_where_the_time_zone_says(
    enter: Import, project: Project, settings: object
) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"  # type: ignore[attr-defined]
    enter("api,tests,known,,met,2025-03-31,,")
    assert Movement.objects.get().day == datetime(2025, 3, 31).date()
    assert Assessment.objects.get().answered_at == day(2025, 3, 30, 15)


def test_answer_values_are_those_of_the_last_line(enter: Import, project: Project) -> None:
    enter("api,tests,known,,met,2025-03-31,,", "api,tests,known,,not yet,2025-06-30,,No longer.")
    row = Assessment.objects.get()
    assert (row.answer, row.note, row.confirmed_at) == (Answer.NOT_YET, "No longer.", None)
