"""People: members of teams, and stewards of areas."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser, User

from dashboard.actions.action import action, not_before
from dashboard.actions.fitness import need_fit
from dashboard.actions.moment import Moment, Refused
from dashboard.actions.recording import write
from dashboard.choices import Through, Verb
from dashboard.models import Area, Membership, Person, Stewardship, Team
from dashboard.models.fields import NAME_LENGTH


def person_named(name: str) -> Person:
    """The person of exactly that name, entered where there is none.

    Names are not unique: of several the one entered first. Call it inside an action.
    """
    with action(by=None) as moment:
        _need_name(name)
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
            name = (user.get_full_name() or user.get_username())[:NAME_LENGTH]
            person = Person(name=name, user_id=user.pk)
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
        _need_name(name)
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
        _need_name(values.get("name", person.name))
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
        team = moment.store.team_named(team.slug) or team
        if team.retired_at or _is_forgotten(person):
            raise Refused(f"{person} cannot become a member of {team.name}.")
        began = end(moment, Verb.MEMBER_REMOVED, current) if current else moment.at
        place = Membership(person=person, team=team)
        write(moment, Verb.MEMBER_ADDED, place, role=role, started_at=began)
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
            end(moment, Verb.MEMBER_REMOVED, current)


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
        if _is_forgotten(person):
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
            end(moment, Verb.STEWARD_REMOVED, current)


def end(moment: Moment, verb: Verb, place: Membership | Stewardship) -> datetime:
    """End somebody's place, and return when: a moment after it began at the earliest.

    No place is ever empty. Raises `Refused` where the end is dated before the beginning.
    """
    moment = not_before(moment, place.started_at, str(place))
    ended_at = max(moment.at, place.started_at + timedelta.resolution)
    write(moment, verb, place, ended_at=ended_at)
    return ended_at


def _need_name(name: str) -> None:
    if not name.strip():
        raise Refused("A person needs a name.")
    need_fit(Person(), {"name": name})


def _is_forgotten(person: Person) -> bool:
    return Person.objects.filter(pk=person.pk, forgotten_at__isnull=False).exists()


def _membership(moment: Moment, team: Team, person: Person) -> Membership | None:
    moment.store.flush()
    rows = Membership.objects.select_related("team")
    return rows.filter(team=team, person=person, ended_at__isnull=True).first()


def _stewardship(moment: Moment, person: Person, area: Area | None) -> Stewardship | None:
    moment.store.flush()
    rows = Stewardship.objects.select_related("area")
    return rows.filter(person=person, area=area, ended_at__isnull=True).first()
