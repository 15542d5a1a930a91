from datetime import timedelta
from typing import Any

import pytest

from dashboard.actions import projects, teams
from dashboard.choices import Agreement
from dashboard.models import EventText, Project, ProjectSpan, Standing, Team
from tests.actions import makers
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    aim,
    apply,
    area,
    last_event,
    met,
    person,
    refused,
)

DAY = timedelta(days=1)


def test_a_project_enters_with_its_facts_and_in_no_sum(team: Team) -> None:
    ada = person("Ada")
    projects.join(
        slug="api",
        name="Api",
        team=team,
        kind="service",
        url="https://example.org/",
        description="The *front* door.",
        owner=ada,
        by=ada,
    )
    row = Project.objects.get()
    assert (row.slug, row.name, row.team, row.kind) == ("api", "Api", team, "service")
    assert (row.agreement, row.joined_at, row.archived_at) == (Agreement.NOT_YET, NOW, None)
    assert (row.owner, row.contact, row.url) == (ada, None, "https://example.org/")
    assert row.description_html == "<p>The <em>front</em> door.</p>\n"
    assert Standing.objects.count() == 0
    span = ProjectSpan.objects.get()
    assert (span.team, span.kind, span.agreement, span.is_archived) == (
        team,
        "service",
        Agreement.NOT_YET,
        False,
    )
    assert (span.started_at, span.ended_at) == (NOW, None)


def test_the_event_names_the_project_its_team_and_who_did_it(team: Team) -> None:
    ada = person("Ada")
    api = projects.join(slug="api", name="Api", team=team, description="D.", owner=ada, by=ada)
    event = last_event()
    assert (event.verb, event.project, event.team, event.by) == ("project-joined", api, team, ada)
    assert event.names == {"project": "Api", "team": "Engine"}
    assert event.after["owner"] == ada.pk
    assert event.before == {}
    assert EventText.objects.get(event=event).after == "D."


def test_a_slug_that_is_taken_is_refused(project: Project, team: Team) -> None:
    with refused("There is a project api already"):
        projects.join(slug="api", name="Another", team=team, by=None)


def test_a_retired_team_is_refused_even_if_the_caller_has_not_seen_it_retire(team: Team) -> None:
    stale = Team.objects.get(pk=team.pk)
    teams.retire_team(team=team, by=None)
    with refused("Engine is retired"):
        projects.join(slug="api", name="Api", team=stale, by=None)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "gadget"}, "no kind gadget; the criteria know service, library"),
        ({"name": ""}, "name is empty"),
        ({"name": "  "}, "name is empty"),
        ({"name": "x" * 121}, "at most 120"),
        ({"slug": "Not A Slug"}, "The slug"),
        ({"slug": "x" * 61}, "at most 60"),
        ({"agreement": "perhaps"}, "not a valid choice"),
        ({"url": "javascript:alert(1)"}, "The url"),
        ({"repository": "example"}, "The repository"),
    ],
)
def test_what_cannot_be_kept_is_refused(team: Team, values: dict[str, Any], words: str) -> None:
    apply(area("testing", aim("tests", "known")), kinds=["service", "library"])
    with refused(words):
        makers.project(team=team, **values)


def test_a_fact_that_projects_do_not_have_is_an_error_of_the_caller(team: Team) -> None:
    with pytest.raises(TypeError, match="archived_at"):
        projects.join(slug="api", name="Api", team=team, by=None, archived_at=NOW)


def test_any_kind_will_do_where_the_criteria_name_none(team: Team) -> None:
    apply(area("testing", aim("tests", "known")))
    assert projects.join(slug="api", name="Api", team=team, kind="gadget", by=None).kind == "gadget"


def test_it_may_have_joined_long_ago(team: Team) -> None:
    api = projects.join(slug="api", name="Api", team=team, by=None, at=NOW - 700 * DAY)
    assert api.joined_at == NOW - 700 * DAY
    assert ProjectSpan.objects.get().started_at == NOW - 700 * DAY


def test_a_time_to_come_is_refused(team: Team) -> None:
    with refused("still to come"):
        projects.join(slug="api", name="Api", team=team, by=None, at=NOW + DAY)


def test_it_can_be_agreed_from_the_first_day(team: Team) -> None:
    api = projects.join(slug="api", name="Api", team=team, agreement=Agreement.AGREED, by=None)
    assert api.agreement == Agreement.AGREED
    assert Standing.objects.count() == 0


def since(project: Project, days: int) -> Project:
    return projects.date_joining(project=project, since=NOW + days * DAY, by=None)


def test_joining_is_dated_back_and_the_span_with_it(project: Project) -> None:
    since(project, -30)
    project.refresh_from_db()
    assert project.joined_at == NOW - 30 * DAY
    assert ProjectSpan.objects.get().started_at == NOW - 30 * DAY
    assert last_event().verb == "since-changed"


def test_joining_may_be_dated_again(project: Project, clock: Clock) -> None:
    clock.shift(DAY)
    since(project, -30)
    since(project, -20)
    since(project, 1)
    project.refresh_from_db()
    assert project.joined_at == NOW + DAY


def test_dating_it_twice_changes_nothing(project: Project) -> None:
    since(project, -30)
    events = project.events.count()
    since(project, -30)
    assert project.events.count() == events


def test_it_cannot_have_joined_in_time_to_come(project: Project) -> None:
    with refused("still to come"):
        since(project, 1)


def test_once_answered_joining_stays(project: Project) -> None:
    met(project, "known")
    with refused("can no longer be changed"):
        since(project, -30)


def test_once_handed_over_joining_stays(project: Project, clock: Clock) -> None:
    clock.shift(DAY)
    projects.move(project=project, team=makers.team("other"), by=None)
    with refused("can no longer be changed"):
        since(project, -30)


def test_it_cannot_have_joined_after_something_happened_to_it(
    project: Project, clock: Clock
) -> None:
    clock.shift(DAY)
    projects.describe(project=project, url="https://example.org/", by=None)
    clock.shift(DAY)
    with refused("can no longer be changed"):
        since(project, 2)
    since(project, -30)  # before it all is possible
