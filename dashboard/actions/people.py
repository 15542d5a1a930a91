"""People: members of teams, and stewards of areas."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser, User

from dashboard.actions.action import action
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.recording import write
from dashboard.choices import Through, Verb
from dashboard.models import Area, Membership, Person, Stewardship, Team


def person_named(name: str) -> Person:
    """The person of exactly that name, entered where there is none.

    Names are not unique: of several the one entered first. Call it inside an action.
    """
    with action(by=None) as moment:
        person = moment.store.person_named(name)
        if person is None:
            person = Person(name=name)
            moment.store.add(person)
        return person


def person_of(user: AbstractUser) -> Person:
    """The person behind a log-in, entered where there is none."""
    with action(by=None) as moment:
        moment.store.flush()
        person = Person.objects.filter(user_id=user.pk).first()
        if person is None:
            person = Person(name=user.get_full_name() or user.get_username(), user_id=user.pk)
            moment.store.add(person)
        return person


def enter_person(
    *,
    name: str,
    user: User | None = None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Person:
    """Enter a person. A name is no event: what is in the record of somebody is their number."""
    with action(by=by, at=at, through=through) as moment:
        person = Person(name=name, user=user)
        moment.store.add(person)
        return person


def change_person(
    *, person: Person, by: Person | None, through: Through = Through.PAGE, **values: Any
) -> Person:
    """Correct somebody's name, or say which log-in is theirs. Raises `Refused` once forgotten."""
    with action(by=by, through=through) as moment:
        moment.store.flush()
        person = Person.objects.get(pk=person.pk)
        if person.forgotten_at:
            raise Refused("This person was forgotten.")
        for name, value in values.items():
            setattr(person, name, value)
        moment.store.update(person, list(values))
        return person


def add_member(
    *,
    team: Team,
    person: Person,
    role: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Membership:
    """Make somebody a member, deputy or lead of a team; another role ends the one before."""
    with action(by=by, at=at, through=through) as moment:
        current = _membership(moment, team, person)
        if current and current.role == role:
            return current
        if team.retired_at or person.forgotten_at:
            raise Refused(f"{person} cannot become a member of {team.name}.")
        if current:
            write(moment, Verb.MEMBER_REMOVED, current, ended_at=moment.at)
        place = Membership(person=person, team=team, role=role)
        write(moment, Verb.MEMBER_ADDED, place, started_at=moment.at)
        return place


def remove_member(
    *,
    team: Team,
    person: Person,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> None:
    """End somebody's place in a team; nothing where there is none."""
    with action(by=by, at=at, through=through) as moment:
        current = _membership(moment, team, person)
        if current:
            write(moment, Verb.MEMBER_REMOVED, current, ended_at=moment.at)


def add_steward(
    *,
    person: Person,
    area: Area | None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Stewardship:
    """Appoint somebody steward of an area, or of everything where `area` is None."""
    with action(by=by, at=at, through=through) as moment:
        current = _stewardship(moment, person, area)
        if current:
            return current
        if person.forgotten_at:
            raise Refused(f"{person} cannot become a steward.")
        stewardship = Stewardship(person=person, area=area)
        write(moment, Verb.STEWARD_ADDED, stewardship, started_at=moment.at)
        return stewardship


def remove_steward(
    *,
    person: Person,
    area: Area | None,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> None:
    """Relieve a steward; nothing where somebody is none."""
    with action(by=by, at=at, through=through) as moment:
        current = _stewardship(moment, person, area)
        if current:
            write(moment, Verb.STEWARD_REMOVED, current, ended_at=moment.at)


def _membership(moment: Moment, team: Team, person: Person) -> Membership | None:
    moment.store.flush()
    rows = Membership.objects.select_related("team")
    return rows.filter(team=team, person=person, ended_at__isnull=True).first()


def _stewardship(moment: Moment, person: Person, area: Area | None) -> Stewardship | None:
    moment.store.flush()
    rows = Stewardship.objects.select_related("area")
    return rows.filter(person=person, area=area, ended_at__isnull=True).first()
