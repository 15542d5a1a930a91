"""What an edit answers with, from what it read and wrote, is what the next reader sees."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dashboard import objectives
from dashboard.actions import assessments, intents, projects, reviews
from dashboard.actions.action import opened
from dashboard.actions.undoing import undo
from dashboard.choices import Agreement, Answer
from dashboard.days import today
from dashboard.dossier import PROJECTS, read
from dashboard.models import Project
from dashboard.queries.cells import Mark
from dashboard.queries.framework import framework_on, now_for
from dashboard.queries.ladder import AimRow, LevelRow
from dashboard.queries.offers import Asking
from dashboard.queries.project import AreaRow, ProjectPage, edited_page, project_page
from dashboard.rights import Reader
from tests.actions import makers
from tests.actions.makers import WHY, find

pytestmark = pytest.mark.django_db
Act = Callable[[Project], object]


@pytest.fixture
def project() -> Project:
    secrets = makers.aim("secrets", "listed")
    makers.apply(makers.ready(), makers.area("security", secrets))
    project = makers.project("api", owner=makers.person("Ada"))
    reviews.review(project=project, verdict="gaps", by=None)
    return project


def asking() -> Asking:
    return Asking(Reader("Grace", 1, is_administrator=True), timezone.now() + timedelta(days=1))


def edited(act: Callable[[], object]) -> ProjectPage:
    """Its page, as an edit shows it."""
    with opened() as store:
        act()
    assert store.at_hand
    now = now_for(store.ledger, store.framework())
    return edited_page(framework_on(today(), now), store.at_hand, asking())


def met(project: Project, *keys: str) -> None:
    makers.met(project, *keys, by=makers.person("Mary"))


def answer(key: str, answer: str = Answer.MET, **more: object) -> Act:
    return lambda project: makers.said(project, key, answer, **more)


def about(verb: Callable[..., object], key: str, **more: object) -> Act:
    return lambda project: verb(project=project, objective=find(key), by=None, **more)


def mean(choice: str, **words: str) -> Act:
    plan = intents.Plan(choice, **words)
    aim = makers.find_aim
    return lambda project: intents.set_intent(
        project=project, aim=aim("tests"), plan=plan, is_confirmed=True, by=None
    )


ACTS: dict[str, tuple[tuple[str, ...], Act]] = {
    "the first answer": ((), answer("known")),
    "the first answer, that reaches a level": ((), answer("listed", is_confirmed=True)),
    "an answer that waits": (("known",), answer("clear")),
    "an answer that reaches a level": (("known",), answer("clear", is_confirmed=True)),
    "an answer that loses a level": (("known", "clear"), answer("clear", Answer.NOT_YET)),
    "an answer that falls below two gains": (
        ("known", "clear", "better"),
        answer("known", Answer.NOT_YET),
    ),
    "not applicable": (("known",), answer("clear", Answer.NOT_APPLICABLE, words=WHY)),
    "an answer said twice": (("known", "clear"), answer("clear", is_confirmed=True)),
    "sending back": (("known",), about(assessments.send_back, "known", reason="Show it.")),
    "taking back": (("known", "clear"), about(assessments.take_back, "clear")),
    "taking back the last": (("known",), about(assessments.take_back, "known")),
    "undoing the last": (("known",), about(undo, "known")),
    "undoing a gain": (("known", "clear"), about(undo, "clear")),
    "blocked": (("known",), mean("blocked", blocked_by="the build farm")),
    "set aside": (("known",), mean("not-applicable", note="It has no code.")),
}


@pytest.mark.parametrize(("before", "act"), ACTS.values(), ids=list(ACTS))
def test_it_is_what_the_next_reader_sees(
    project: Project, before: tuple[str, ...], act: Act
) -> None:
    met(project, *before)
    shown = edited(lambda: act(project))
    again = PROJECTS.get(pk=project.pk)
    framework = framework_on(today())
    anew = edited_page(framework, read(again, today()), asking())
    assert replace(shown, currency=None, areas=_undated(shown.areas)) == anew
    whole = project_page(framework, again, asking())
    assert (_undated(shown.areas), shown.score) == (without_talk(whole), whole.score)
    assert shown.currency in (None, whole.currency)


def _undated(areas: tuple[AreaRow, ...]) -> tuple[AreaRow, ...]:
    return tuple(replace(area, currency=None) for area in areas)


def without_talk(page: ProjectPage) -> tuple[AreaRow, ...]:
    """The areas of a page as an edit leaves them: what was said beside objectives stays."""
    return tuple(
        replace(
            area, currency=None, aims=tuple(replace(aim, levels=_silent(aim)) for aim in area.aims)
        )
        for area in page.areas
    )


def _silent(aim: AimRow) -> tuple[LevelRow, ...]:
    return tuple(
        replace(level, objectives=tuple(replace(row, talk=None) for row in level.objectives))
        for level in aim.levels
    )


def test_a_level_reached_by_the_edit_is_marked_as_gained(project: Project) -> None:
    met(project, "known")
    page = edited(lambda: answer("clear", is_confirmed=True)(project))
    row = page.aim(makers.find_aim("tests").pk)
    assert row
    assert row.cell.mark == Mark.GAINED


def test_it_shows_the_project_that_several_acts_in_one_transaction_left(project: Project) -> None:
    def acts() -> None:
        met(project, "known", "clear")
        projects.set_agreement(project=project, agreement=Agreement.IN_TALKS, by=None)
        answer("better")(project)

    page = edited(acts)
    assert (page.score, page.facts.agreement) == (None, Agreement.IN_TALKS)
    assert page == edited_page(
        framework_on(today()), read(PROJECTS.get(pk=project.pk), today()), asking()
    )


def test_criteria_that_were_just_applied_are_the_ones_that_are_asked(project: Project) -> None:
    assert len(framework_on(today()).objectives.rows) == 6
    makers.apply(makers.ready())
    assert len(framework_on(today()).objectives.rows) == 5
    makers.said(project, "known")
    reworded = makers.ready()
    reworded["aims"][0]["objectives"]["started"][0]["text"] = "All of it is known."
    makers.apply(reworded)
    row = makers.said(project, "known", Answer.NOT_YET)
    assert row.wording == find("known").wording == 2


def test_what_is_no_longer_in_force_is_told_as_it_was_applied(project: Project) -> None:
    before = framework_on(today())
    wanted = [
        (row.pk, row.aim_id, row.level.key, row.key, row.text_html, row.is_evidence_required)
        for row in sorted(before.objectives.rows, key=lambda row: row.pk)
    ]
    objectives.forget()
    makers.apply(makers.area("testing", makers.aim("tests", makers.objective("known", text="New"))))
    for queries in (1, 0):  # whoever read the criteria just before they changed
        with connection.execute_wrapper(counted := Counted()):
            found = before.objectives.rows
        assert counted.queries == queries
        assert wanted == [
            (row.pk, row.aim_id, row.level.key, row.key, row.text_html, row.is_evidence_required)
            for row in sorted(found, key=lambda row: row.pk)
        ]
    assert [row.text for row in framework_on(today()).objectives.rows] == ["New"]


class Counted:
    """Counts statements."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., object], *args: object) -> object:
        self.queries += 1
        return execute(*args)
