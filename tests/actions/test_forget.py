from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User

from dashboard.actions import commitments, meanings, people, remarks, sittings
from dashboard.actions.meanings import Sides
from dashboard.actions.privacy import forget
from dashboard.models import (
    Assessment,
    Commitment,
    Event,
    Meaning,
    Membership,
    Person,
    Project,
    Remark,
    Sitting,
    Stewardship,
    Team,
)
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    cycle,
    find,
    find_aim,
    find_level,
    kept,
    last_event,
    nothing_changed,
    person,
    refused,
    said,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def ada(db: None) -> Person:
    user = User.objects.create(
        username="ada",
        email="ada@example.org",
        first_name="Ada",
        last_name="Lovelace",
        password="some hash",
    )
    EmailAddress.objects.create(user=user, email="ada@example.org")
    return person("Ada Lovelace", user=user)


def test_the_name_is_nowhere_any_more(project: Project, team: Team, ada: Person) -> None:
    people.add_member(team=team, person=ada, role="lead", by=ada)
    said(project, "known", by=ada)
    forget(person=ada, by=None)
    assert "lovelace" not in str(kept()).lower()
    assert "ada@example.org" not in str(kept())
    assert EmailAddress.objects.count() == 0


def test_what_they_did_stays_done_by_somebody(project: Project, ada: Person) -> None:
    said(project, "known", by=ada)
    forget(person=ada, by=None)
    row = Assessment.objects.select_related("answered_by").get()
    assert row.answered_by == ada
    assert str(row.answered_by) == "somebody"
    assert Event.objects.filter(by=ada).count() == 2  # answered, agreed


def test_they_are_named_beside_nothing_that_they_said(
    project: Project, team: Team, ada: Person
) -> None:
    of: dict[str, Any] = {"project": project, "objective": find("known"), "by": ada}
    remarks.remark(**of, text="Why?")
    meanings.agree(**of, text="So.", sides=Sides(team=True, steward=True))
    half, level = cycle(by=ada), find_level("started")
    promise = commitments.commit(
        project=project, aim=find_aim("tests"), level=level, cycle=half, by=ada
    )
    commitments.withdraw(commitment=promise, reason="Too much.", by=ada)
    sitting = sittings.open_sitting(team=team, by=ada)
    values: dict[str, Any] = {"project": project, "verdict": "gaps", "minutes": "Slow."}
    sittings.note_finding(sitting=sitting, by=ada, **values)
    forget(person=ada, by=None)
    sittings.close_sitting(sitting=sitting, by=None)
    assert "lovelace" not in str(kept()).lower()
    said_by = (Remark.objects.get().said_by, Meaning.objects.get().team_by)
    done_by = (Commitment.objects.get().withdrawn_by, Sitting.objects.get().opened_by)
    assert {str(person) for person in (*said_by, *done_by)} == {"somebody"}


def test_their_places_end(team: Team, ada: Person, criteria: None, clock: Clock) -> None:
    people.add_member(team=team, person=ada, role="lead", by=None)
    people.add_steward(person=ada, area=None, by=None)
    clock.shift(HOUR)
    forget(person=ada, by=None)
    assert Membership.objects.get().ended_at == NOW + HOUR
    assert Stewardship.objects.get().ended_at == NOW + HOUR


def test_places_that_began_this_moment_end_too(team: Team, ada: Person) -> None:
    people.add_member(team=team, person=ada, role="lead", by=None)
    forget(person=ada, by=None)
    assert Membership.objects.filter(ended_at__isnull=True).count() == 0


def test_their_log_in_is_closed(ada: Person) -> None:
    assert User.objects.get().has_usable_password()
    forget(person=ada, by=None)
    user = User.objects.get()
    assert (user.is_active, user.email, user.get_full_name()) == (False, "", "")
    assert not user.has_usable_password()
    ada.refresh_from_db()
    assert (ada.name, ada.user, ada.forgotten_at) == ("", None, NOW)


def test_the_event_tells_who_did_it_and_not_whom_it_was(ada: Person) -> None:
    grace = person("Grace")
    forget(person=ada, by=grace)
    event = last_event()
    assert (event.verb, event.by, event.subject_id, event.names) == (
        "forgotten",
        grace,
        ada.pk,
        {},
    )


def test_forgetting_twice_changes_nothing(ada: Person, clock: Clock) -> None:
    forget(person=ada, by=None)
    clock.shift(HOUR)
    with nothing_changed():
        forget(person=ada, by=None)


def test_somebody_without_a_log_in_is_forgotten_too(db: None) -> None:
    forget(person=person("Grace"), by=None)
    assert Person.objects.get().name == ""


def test_two_may_be_forgotten(db: None) -> None:
    for name in ("Ada", "Grace"):
        forget(person=person(name), by=None)
    assert Person.objects.filter(name="").count() == 2


def test_a_time_to_come_is_refused(ada: Person) -> None:
    with refused("still to come"):
        forget(person=ada, by=None, at=NOW + HOUR)


def test_the_administrators_log_names_them_no_more(ada: Person) -> None:
    assert ada.user
    admin = User.objects.create_superuser("root")
    entries = [
        LogEntry.objects.log_actions(admin.pk, [row], CHANGE, "Changed.", single_object=True)
        for row in (ada, ada.user)
    ]
    forget(person=ada, by=None)
    for entry in entries:
        entry.refresh_from_db()
    assert [entry.object_repr for entry in entries] == [
        "somebody",
        f"forgotten-{entries[1].object_id}",
    ]
