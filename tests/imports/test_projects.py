from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import people, projects
from dashboard.choices import Agreement, Verb
from dashboard.imports.projects import Report, import_projects
from dashboard.models import Event, Person, Project, ProjectSpan
from tests.actions import makers
from tests.actions.makers import nothing_changed
from tests.imports.conftest import Write

pytestmark = pytest.mark.usefixtures("verified")
Import = Callable[..., Report]
ALL = "key,name,team,group,kind,url,repository,description,owner,contact,agreement,since"
FULL = (
    "api,API,Core,Platform,service,https://api.example.org,https://example.org/api.git,"
    '"It answers.\nAlways.",Ada,Grace,in talks,2025-01-31'
)


@pytest.fixture
def enter(write: Write) -> Import:
    """Import a file of these lines."""
    return lambda *lines, **options: import_projects(write(*lines), **options)


def test_a_line_enters_a_project_with_all_its_facts(enter: Import) -> None:
    report = enter(ALL, FULL)
    project = Project.objects.get(slug="api")
    assert (project.name, project.kind, project.agreement) == ("API", "service", Agreement.IN_TALKS)
    assert project.team.group is not None
    assert (project.team.name, project.team.group.name) == ("Core", "Platform")
    assert (project.url, project.repository) == (
        "https://api.example.org",
        "https://example.org/api.git",
    )
    assert project.description == "It answers.\nAlways."
    assert (str(project.owner), str(project.contact)) == ("Ada", "Grace")
    assert project.joined_at == datetime(2025, 1, 31, tzinfo=UTC)
    assert (report.added, report.teams, report.groups) == (["api"], ["Core"], ["Platform"])
    assert (report.changed, report.unchanged, report.regrouped) == ([], 0, [])


def test_key_name_and_team_are_enough(enter: Import) -> None:
    enter("team,key,name", "Core,api,API")
    project = Project.objects.get()
    assert (project.agreement, project.kind, project.owner) == (Agreement.NOT_YET, "", None)
    assert project.joined_at == Event.objects.get(verb=Verb.PROJECT_JOINED).recorded_at


def test_events_say_that_they_came_through_an_import(enter: Import) -> None:
    by = Person.objects.create(name="Linus")
    enter(ALL, FULL, by=by)
    assert set(Event.objects.values_list("through", "by")) == {("import", by.pk)}


def test_the_same_file_again_changes_nothing(enter: Import) -> None:
    enter(ALL, FULL)
    with nothing_changed():
        report = enter(ALL, FULL)
    assert (report.added, report.changed, report.unchanged) == ([], [], 1)
    assert (report.teams, report.groups, report.regrouped) == ([], [], [])


def test_what_differs_is_changed_by_one_event_each(
    enter: Import, clock: time_machine.Traveller
) -> None:
    enter(ALL, FULL)
    clock.shift(timedelta(days=1))
    report = enter(
        ALL,
        "api,The API,Edge,,library,https://x.example.org,,Less.,Grace,,agreed,2025-01-31",
    )
    project = Project.objects.get()
    assert report.changed == ["api"]
    assert (project.name, project.team.name, project.kind) == ("The API", "Edge", "library")
    assert (str(project.owner), str(project.contact), project.description) == (
        "Grace",
        "Grace",
        "Less.",
    )
    assert [verb for verb in makers.verbs(project) if verb.startswith("project")] == [
        Verb.PROJECT_JOINED,
        Verb.PROJECT_RENAMED,
        Verb.PROJECT_MOVED,
        Verb.PROJECT_DESCRIBED,
    ]
    assert ProjectSpan.objects.count() == 2


def test_keys_that_are_absent_are_left_alone(enter: Import) -> None:
    enter(ALL, FULL)
    enter("key,name,team", "web,Web,Core")
    assert list(Project.objects.values_list("slug", flat=True)) == ["api", "web"]


def test_absent_columns_and_empty_cells_leave_what_is_there(enter: Import) -> None:
    enter(ALL, FULL)
    with nothing_changed():
        assert enter("key", "api").unchanged == 1
        assert enter(ALL, "api,,,,,,,,,,,").unchanged == 1


def test_agreement_is_raised(enter: Import) -> None:
    enter("key,name,team,agreement", "api,API,Core,In talks")
    enter("key,agreement", "api,agreed")
    assert Project.objects.get().agreement == Agreement.AGREED


@pytest.mark.parametrize("less", ["not yet", "in talks", ""])
def test_agreement_is_never_lowered(enter: Import, less: str) -> None:
    enter("key,name,team,agreement", "api,API,Core,agreed")
    with nothing_changed():
        assert enter("key,agreement", f"api,{less}").unchanged == 1


def test_since_can_be_corrected_while_nothing_else_happened(enter: Import) -> None:
    enter("key,name,team,since", "api,API,Core,2025-06-30")
    for day in (28, 30, 1):
        report = enter("key,since", f"api,2025-06-{day:02}")
        assert report.changed == ["api"]
    assert Project.objects.get().joined_at == datetime(2025, 6, 1, tzinfo=UTC)
    assert ProjectSpan.objects.get().started_at == datetime(2025, 6, 1, tzinfo=UTC)


def test_a_person_is_known_by_name_and_stays_who_it_is(enter: Import) -> None:
    namesakes = [Person.objects.create(name="Ada") for _ in range(2)]
    project = makers.project("api")
    projects.describe(project=project, owner=namesakes[1], by=None)
    with nothing_changed():
        enter("key,owner,contact", "api,Ada,")
    enter("key,owner,contact", "api,,Ada")
    project.refresh_from_db()
    assert (project.owner, project.contact) == (namesakes[1], namesakes[0])


def test_two_lines_that_name_a_new_person_name_one(enter: Import) -> None:
    enter("key,name,team,owner,contact", "api,API,Core,Ada,Ada", "web,Web,Core,Ada,")
    assert Person.objects.filter(name="Ada").count() == 1


def test_a_rehearsal_reports_the_same_and_changes_nothing(enter: Import) -> None:
    enter("key,name,team", "web,Web,Core")
    lines = (ALL, FULL, "web,Internet,Core,Platform,,,,,,,agreed,")
    with makers.nothing_written():
        rehearsed = enter(*lines, is_rehearsal=True)
    assert rehearsed == enter(*lines)


def test_html_formulas_and_long_prose_stay_as_they_are(enter: Import) -> None:
    script, formula = "<script>alert(1)</script>", "=HYPERLINK(A1)"
    enter("key,name,team,description,owner", f'api,{script},{formula},"{script}",@SUM(A1)')
    project = Project.objects.get()
    assert (project.name, project.team.name, str(project.owner)) == (script, formula, "@SUM(A1)")
    assert project.description == script
    assert "<script" not in project.description_html


def test_lines_of_a_description_that_another_program_ends_otherwise_are_the_same(
    enter: Import,
) -> None:
    enter("key,name,team,description", b'api,API,Core,"one\r\ntwo"\r\n')
    with nothing_changed():
        enter("key,description", 'api,"one\ntwo"')


def test_an_archived_project_stays_archived(enter: Import) -> None:
    project = makers.project("api")
    projects.archive(project=project, by=None)
    enter("key,description", "api,Gone.")
    project.refresh_from_db()
    assert project.archived_at is not None


def test_a_kind_that_the_criteria_dropped_stays_where_it_is(enter: Import) -> None:
    enter("key,name,team,kind", "api,API,Core,service")
    makers.apply(makers.ready(), kinds=["library"])
    with nothing_changed():
        enter("key,kind", "api,service")


def test_without_kinds_in_the_criteria_any_is_taken(enter: Import) -> None:
    makers.apply(makers.ready())
    enter("key,name,team,kind", "api,API,Core,gadget")
    assert Project.objects.get().kind == "gadget"


def test_a_thousand_projects_cost_few_queries_each_and_none_where_nothing_changes(
    enter: Import, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lines = [f"p-{n},Project {n},Team {n % 40},Group {n % 4},Ada {n % 9}" for n in range(1000)]
    heading = "key,name,team,group,owner"
    with django_assert_max_num_queries(2500):
        enter(heading, *lines)
    with django_assert_max_num_queries(60):
        assert enter(heading, *lines).unchanged == 1000


def test_members_of_teams_are_left_alone(enter: Import) -> None:
    enter("key,name,team", "api,API,Core")
    team = Project.objects.get().team
    people.add_member(team=team, person=makers.person(), role="lead", by=None)
    enter("key,name,team", "web,Web,Core")
    assert team.memberships.filter(ended_at__isnull=True).count() == 1
