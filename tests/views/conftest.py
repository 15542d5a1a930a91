"""Small worlds for pages, and a count of what a page asks of the database."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import unwrap

import pytest
from django.db import connection
from django.template.response import TemplateResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from dashboard.actions import reviews
from dashboard.days import today
from dashboard.models import Project
from dashboard.queries.framework import framework_on
from tests.actions import makers

Page = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cost:
    """How many queries a view made before, and while its template was rendered."""

    view: int
    template: int


@pytest.fixture
def show(client: Client, db: None) -> Page:
    """What an address shows; it must be there."""

    def content(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    return content


@pytest.fixture
def cost(rf: RequestFactory) -> Callable[[str], Cost]:
    """What an address costs a stranger, in a process that has read the criteria."""

    def count(address: str) -> Cost:
        request = rf.get(address)
        found = resolve(request.path)
        assert framework_on(today()).objectives
        with CaptureQueriesContext(connection) as view:
            framework = framework_on(today())
            answer = unwrap(found.func)(request, framework, *found.args, **found.kwargs)
        assert isinstance(answer, TemplateResponse)
        with CaptureQueriesContext(connection) as template:
            answer.render()
        return Cost(len(view), len(template))

    return count


def fill(projects: int) -> list[Project]:
    """An organisation with so many projects in teams of three, of which something is said."""
    makers.apply(
        makers.ready(), makers.area("security", makers.aim("secrets", "listed", "kept-safe"))
    )
    made: list[Project] = []
    for number in range(projects):
        team = makers.team(f"team-of-{number}") if number % 3 == 0 else made[-1].team
        project = makers.project(f"p{number}", team=team, owner=makers.person(f"Owner {number}"))
        makers.met(project, "known", "clear")
        makers.said(project, "listed")
        reviews.review(project=project, verdict="gaps", by=None)
        made.append(project)
    return made
