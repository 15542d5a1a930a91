"""More prose than is kept: each form says so before anything is rendered, and loses no word."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from dashboard.actions import people, sittings
from dashboard.choices import Role
from dashboard.forms import base, cycles, edits, lines, reviews
from dashboard.forms import people as people_forms
from dashboard.models import Project
from dashboard.models.fields import TEXT_LENGTH, need_short
from tests.actions import makers
from tests.promised import promise

pytestmark = pytest.mark.django_db
AT = "/projects/api/testing/tests"
BARE = {"PlanForm.seen", "AgreementForm.seen", "LineForm.stamp"}  # compared, and never kept


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready())
    return makers.project("api", team=makers.team("engine"))


@pytest.fixture
def everything(project: Project) -> Client:
    """Somebody who leads the team and reviews it."""
    client, user = Client(), User.objects.create(username="Grace")
    person = makers.person("Grace", user=user)
    people.add_member(team=project.team, person=person, role=Role.LEAD, by=None)
    people.add_steward(person=person, area=None, by=None)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("address", "name", "typed"),
    [
        (f"{AT}/known/answer/", "note", {"answer": "met", "seen": 0}),
        (f"{AT}/clear/refusal/", "reason", {"seen": 0}),
        (f"{AT}/known/remark/", "text", {}),
        (f"{AT}/known/remark/", "text", {"kind": "dispute"}),
        (f"{AT}/known/settlement/", "text", {}),
        (f"{AT}/known/meaning/", "text", {"seen": 0}),
        (f"{AT}/intent/", "note", {"choice": "deferred", "seen": 0}),
        (f"{AT}/commitments/{{promise}}/withdrawal/", "reason", {}),
        ("/projects/api/check-in/", "note", {}),
        ("/projects/api/review/", "minutes", {"verdict": "gaps"}),
        ("/reviews/engine/finding/", "minutes", {"project": "api", "seen": 0}),
    ],
)
def test_it_is_told_with_what_was_typed_and_nothing_is_written(
    everything: Client, project: Project, address: str, name: str, typed: dict[str, object]
) -> None:
    makers.said(project, "clear", by=makers.person("Ada"))
    makers.spoken_of(project)
    made = promise(project, "first-results")
    typed["sitting"] = sittings.open_sitting(team=project.team, by=None).pk
    words = "A long story. " + "x" * TEXT_LENGTH
    with makers.nothing_written():
        answer = everything.post(address.format(promise=made.pk), typed | {name: words})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This text is too long: 20,014 characters, and at most 20,000 are kept." in page
    assert words in page


def test_no_form_takes_a_text_of_any_length() -> None:
    modules = (base, cycles, edits, lines, people_forms, reviews)
    forms = [value for each in modules for value in vars(each).values() if isinstance(value, type)]
    fields = {
        f"{form.__name__}.{name}": field
        for form in forms
        for name, field in getattr(form, "base_fields", {}).items()
        if type(field).__name__ in ("CharField", "RegexField")
    }
    endless = {name for name, field in fields.items() if not field.max_length}
    assert {name for name in endless if need_short not in fields[name].validators} == BARE
