"""Who belongs to a team, as those who lead it say on its page."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from dashboard.actions.action import action
from dashboard.actions.moment import Conflict, Moment, Refused
from dashboard.actions.people import add_member, person_of, remove_member
from dashboard.choices import Role, Through, Verb
from dashboard.models import Event, Membership, Person, Team
from dashboard.record import subject_of


def admit(
    *,
    team: Team,
    name: str,
    role: str,
    among: Collection[str],
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> Person:
    """Take somebody into a team, by log-in or by exact name. Twice changes nothing.

    `among` are the roles that `by` may give. Raises `Refused` where nobody or more than one is
    called that, and where somebody is something else in the team already.
    """
    with action(by=by, at=at, through=through) as moment:
        person = _called(name.strip())
        current = _place(moment, team, person)
        if current and current.role != role:
            is_now = Role(current.role).label.lower()
            raise Refused(f"{person} is here already, as {is_now}: change that in the list.")
        acting: dict[str, Any] = {"team": team, "person": person, "by": by, "at": at}
        assign(role=role, seen=None, among=among, through=through, **acting)
        return person


def assign(
    *,
    team: Team,
    person: Person,
    role: str,
    seen: int | None,
    among: Collection[str],
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> None:
    """Say what somebody is in a team; no role: nothing any more. Twice changes nothing.

    `seen` is the number of the place that was seen; another one since raises `Conflict`. Raises
    `Refused` for a role, given or taken, that is not `among` those that `by` may give.
    """
    with action(by=by, at=at, through=through) as moment:
        current = _place(moment, team, person)
        held = current.role if current else ""
        if role == held:
            return
        _need_unchanged(team, person, current, seen)
        if not {role, held} <= {"", *among}:
            raise Refused("Only an administrator appoints and removes leads.")
        acting: dict[str, Any] = {
            "team": team,
            "person": person,
            "by": by,
            "at": at,
            "through": through,
        }
        if role:
            add_member(role=role, **acting)
        else:
            remove_member(**acting)


def _called(name: str) -> Person:
    """Whose log-in that is; otherwise the one person of that name. Entered at the first time."""
    user = User.objects.filter(username=name, is_active=True).first()
    named = Person.objects.filter(name=name, forgotten_at__isnull=True)
    if user and named.exclude(user=user).exists():
        told = f"{name} is the log-in name of one and the name of another here."
        raise Refused(f"{told} An administrator can add the one you mean.")
    if user:
        return person_of(user)
    found = list(named[:2])
    if len(found) > 1:
        raise Refused(f"More than one person is called {name}: give the log-in name instead.")
    if not found:
        words = "Give the log-in name, or the name exactly as it stands elsewhere here."
        raise Refused(f"Nobody here is called {name}. {words} An administrator makes log-ins.")
    return found[0]


def _place(moment: Moment, team: Team, person: Person) -> Membership | None:
    moment.store.flush()
    return Membership.objects.filter(team=team, person=person, ended_at__isnull=True).first()


def _need_unchanged(
    team: Team, person: Person, current: Membership | None, seen: int | None
) -> None:
    if seen is None or (current and current.pk == seen):
        return
    if current:
        raise Conflict(current, _change(current, Verb.MEMBER_ADDED))
    ended = Membership.objects.filter(team=team, person=person).order_by("pk").last()
    if ended is None:
        raise Refused(f"{person} was never in {team}.")
    change = _change(ended, Verb.MEMBER_REMOVED)
    raise Conflict(ended, change, did=f"ended the place of {person} here")


def _change(place: Membership, verb: Verb) -> tuple[Person | None, datetime]:
    """Who did that to a place, and when."""
    events = Event.objects.filter(subject=subject_of(Membership), subject_id=place.pk, verb=verb)
    event = events.select_related("by").latest("pk")
    return event.by, event.at
