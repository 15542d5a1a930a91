from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import assessments, intents, projects, reviews
from dashboard.choices import Agreement, Answer
from dashboard.days import today
from dashboard.models import Project
from dashboard.queries.answers import AnswerRow, AnswerState, ObjectiveRow
from dashboard.queries.framework import framework_on
from dashboard.queries.ladder import AimRow
from dashboard.queries.project import ProjectPage, project_page
from dashboard.scoring import Score
from tests.actions import makers
from tests.actions.makers import WHY

pytestmark = pytest.mark.django_db
ROWS = Project.objects.select_related("team__group", "owner", "contact")


def page(project: Project) -> ProjectPage:
    return project_page(framework_on(today()), ROWS.get(pk=project.pk))


def aims(project: Project) -> dict[str, AimRow]:
    return {aim.head.key: aim for area in page(project).areas for aim in area.aims}


def objectives(project: Project, aim: str = "tests") -> dict[str, ObjectiveRow]:
    return {row.key: row for level in aims(project)[aim].levels for row in level.objectives}


def said(project: Project, key: str) -> AnswerRow:
    answer = objectives(project)[key].said
    assert answer is not None
    return answer


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready(), kinds=["service", "library"])
    return makers.project("api", kind="service")


def test_a_project_of_which_nothing_is_said_has_no_score_and_still_shows_what_is_asked(
    project: Project,
) -> None:
    found = page(project)
    assert found.score is None
    assert not found.is_held_back
    cell = aims(project)["tests"].cell
    assert (cell.word, cell.done, cell.asked) == ("Not started", 0, 2)


def test_the_score_is_that_of_the_stored_standings(project: Project) -> None:
    makers.met(project, "known", "clear")
    assert page(project).score == Score(1, 6)


def test_what_is_said_of_a_project_that_is_not_agreed_is_in_no_sum(project: Project) -> None:
    makers.met(project, "known")
    projects.set_agreement(project=project, agreement=Agreement.IN_TALKS, by=None)
    found = page(project)
    assert (found.score, found.is_held_back) == (None, True)


def test_levels_tell_how_far_they_are(project: Project) -> None:
    makers.met(project, "known", "clear", "all")
    levels = aims(project)["tests"].levels
    assert [(level.rank, level.is_reached) for level in levels] == [
        (1, True),
        (2, False),
        (3, False),
    ]
    assert [(level.done, level.asked) for level in levels] == [(2, 2), (0, 1), (1, 2)]


def test_a_level_that_asks_nothing_here_is_skipped(project: Project) -> None:
    makers.said(project, "better", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    levels = aims(project)["tests"].levels
    assert [level.rank for level in levels] == [1, 0, 2]
    assert aims(project)["tests"].level_count == 2


def test_the_first_unfinished_aim_is_marked() -> None:
    makers.apply(makers.area("a", makers.aim("x", "p"), makers.aim("y", "q"), makers.aim("z", "r")))
    project = makers.project()
    makers.met(project, "p")
    marked = {key: aim.is_first_unfinished for key, aim in aims(project).items()}
    assert marked == {"x": False, "y": True, "z": False}


def test_an_answer_waits_until_somebody_confirms_it(project: Project) -> None:
    makers.said(project, "known", by=makers.person("Ada"))
    assert said(project, "known").state == AnswerState.WAITING
    steward = makers.person("Grace")
    assessments.confirm(project=project, objective=makers.find("known"), by=steward)
    answer = said(project, "known")
    assert (answer.state, answer.by, answer.decided_by) == (AnswerState.CONFIRMED, "Ada", "Grace")


def test_an_answer_sent_back_keeps_the_refusal_beside_it(project: Project) -> None:
    makers.said(project, "known")
    assessments.send_back(
        project=project, objective=makers.find("known"), reason="Of last year.", by=None
    )
    answer = said(project, "known")
    assert (answer.state, answer.sent_back_reason) == (AnswerState.SENT_BACK, "Of last year.")
    assert answer.decided_on == today()


def test_not_yet_is_noted_and_has_nothing_to_confirm(project: Project) -> None:
    makers.said(project, "known", Answer.NOT_YET)
    assert said(project, "known").state == AnswerState.NOTED


def test_an_answer_taken_back_is_as_if_nothing_was_said(project: Project) -> None:
    makers.said(project, "known")
    assessments.take_back(project=project, objective=makers.find("known"), by=None)
    assert objectives(project)["known"].said is None


def test_an_answer_to_an_earlier_wording_says_so(project: Project) -> None:
    makers.said(project, "known")
    reworded = makers.ready()
    reworded["aims"][0]["objectives"]["started"][0]["text"] = "All of it is known."
    makers.apply(reworded, kinds=["service", "library"])
    assert said(project, "known").is_of_earlier_wording


def test_evidence_that_is_no_web_address_is_no_link(project: Project) -> None:
    makers.said(project, "known")
    row = project.assessments.get()
    row.evidence_url, row.evidence_title = "javascript:alert(1)", ""
    row.save()
    answer = said(project, "known")
    assert (answer.evidence_url, answer.evidence_title) == ("", "javascript:alert(1)")


def test_what_is_announced_or_retired_is_shown_and_says_that_it_does_not_count() -> None:
    soon = today() + timedelta(days=9)
    later = makers.objective("later", from_=soon)
    gone = makers.objective("gone", retired=today() - timedelta(days=1))
    makers.apply(
        makers.area(
            "a",
            makers.aim("x", "now", later, gone),
            makers.aim("y", "z", from_=soon + timedelta(days=1)),
        )
    )
    project = makers.project()
    found = objectives(project, "x")
    assert found["now"].outside == ""
    assert found["later"].outside.startswith("Counts from")
    assert found["gone"].outside.startswith("Retired on")
    assert aims(project)["y"].outside.startswith("Counts from")
    assert aims(project)["y"].maximum == 0


def test_what_is_for_another_kind_is_shown_only_where_it_was_answered() -> None:
    libraries = makers.aim("y", "q", applies_to=["library"])
    of_x = makers.objective("r", applies_to=["library"])
    makers.apply(
        makers.area("a", makers.aim("x", "p", of_x), libraries), kinds=["service", "library"]
    )
    project = makers.project(kind="service")
    assert set(aims(project)) == {"x"}
    assert set(objectives(project, "x")) == {"p"}
    projects.change_kind(project=project, kind="library", by=None)
    makers.met(project, "q", "r")
    projects.change_kind(project=project, kind="service", by=None)
    assert aims(project)["y"].outside == "Only for projects of the kind library"
    assert objectives(project, "x")["r"].outside == "Only for projects of the kind library"


def test_what_is_next_is_the_shortest_step_first() -> None:
    one = makers.aim("one", "a", "b", "c")
    two = makers.aim("two", "d", weight=2, at={"mature": ["e"]})
    makers.apply(makers.area("x", one, two))
    project = makers.project()
    makers.met(project, "d")
    first, second = page(project).next_steps
    assert (first.aim.key, first.level.step.key, first.points) == ("two", "mature", 10)
    assert [row.key for row in second.level.open_objectives] == ["a", "b", "c"]


@pytest.mark.parametrize("choice", ["blocked", "deferred"])
def test_what_is_held_up_is_not_next(project: Project, choice: str) -> None:
    plan = intents.Plan(choice, blocked_by="the build farm" if choice == "blocked" else "")
    intents.set_intent(project=project, aim=makers.find_aim("tests"), plan=plan, by=None)
    assert page(project).next_steps == ()


def test_an_aim_set_aside_is_not_applicable_once_that_is_confirmed(project: Project) -> None:
    makers.said(project, "known", Answer.NOT_YET)
    aim = makers.find_aim("tests")
    plan = intents.Plan("not-applicable", note="It has no code.")
    intents.set_intent(project=project, aim=aim, plan=plan, by=None)
    intent = aims(project)["tests"].intent
    assert intent is not None
    assert intent.is_waiting
    assert aims(project)["tests"].cell.is_applicable
    intents.confirm_intent(project=project, aim=aim, by=None)
    assert aims(project)["tests"].cell.is_not_applicable
    assert page(project).score == Score(0, 0)


def test_reviews_and_check_ins_come_latest_first_and_count_for_their_area(project: Project) -> None:
    then = timezone.now() + timedelta(seconds=1)
    reviews.review(project=project, verdict="gaps", by=makers.person("Grace"))
    reviews.check_in(project=project, area=makers.find_area("testing"), by=None, at=then)
    found = page(project)
    assert [visit.word for visit in found.visits] == ["Checked in", "Gaps"]
    assert [visit.area for visit in found.visits] == ["Testing", ""]
    currency = found.areas[0].currency
    assert currency
    assert currency.word == "Gaps"


@pytest.mark.parametrize("aims_of_each", [1, 6])
def test_the_page_costs_the_same_for_one_aim_and_for_many(
    django_assert_num_queries: DjangoAssertNumQueries, aims_of_each: int
) -> None:
    makers.apply(*(
        makers.area(f"a{n}", *(makers.aim(f"x{m}", f"o{n}{m}") for m in range(aims_of_each)))
        for n in range(2)
    ))  # fmt: skip
    project = makers.project()
    makers.met(project, *(f"o{n}{m}" for n in range(2) for m in range(aims_of_each)))
    reviews.review(project=project, verdict="gaps", by=None)
    row, framework = ROWS.get(pk=project.pk), framework_on(today())
    assert framework.objectives.rows  # once in a process
    with django_assert_num_queries(8):
        project_page(framework, row)
