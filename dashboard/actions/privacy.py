"""Forget a person, redact a text: what the record must be able to lose, and how it says so."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model, Q

from dashboard.actions.action import action, not_before, take
from dashboard.actions.moment import Refused
from dashboard.actions.people import end
from dashboard.actions.recording import append, put, save
from dashboard.choices import Through, Verb
from dashboard.models import (
    Assessment,
    CheckIn,
    Commitment,
    Event,
    EventText,
    Intent,
    Meaning,
    Membership,
    Person,
    Project,
    Remark,
    Review,
    Sitting,
    Stewardship,
)
from dashboard.record import PROSE, subject_of

LINKS = "socialaccount_socialaccount"  # of single sign-on, where it is or ever was
WITH_TEXT: dict[str, type[Model]] = {
    subject_of(model): model
    for model in (
        Assessment, CheckIn, Commitment, Intent, Meaning, Project, Remark, Review, Sitting,
    )
}  # fmt: skip


def forget(
    *,
    person: Person,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.COMMAND,
) -> None:
    """Blank a person's name, end what they are in teams and areas, and close their log-in.

    What they did stays, done by somebody. Text that names them is for `redact`. Twice changes
    nothing.
    """
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        person = Person.objects.select_related("user").get(pk=person.pk)
        if person.forgotten_at:
            return
        for model, verb in (
            (Membership, Verb.MEMBER_REMOVED),
            (Stewardship, Verb.STEWARD_REMOVED),
        ):
            for row in model._default_manager.filter(person=person, ended_at__isnull=True):
                end(moment, verb, row)
        if person.user:
            _close(person.user)
        person.name, person.user, person.forgotten_at = "", None, moment.at
        person.save()
        append(moment, Verb.FORGOTTEN, person, {}, {"forgotten_at": moment.at.isoformat()})
        _unlog(person, *person.memberships.all(), *person.stewardships.all())


def _close(user: AbstractBaseUser) -> None:
    """Leave nothing in an account that tells whose it was; it can no longer log in."""
    EmailAddress.objects.filter(user_id=user.pk).delete()
    _unlink(user)
    blank = {"username": f"forgotten-{user.pk}", "first_name": "", "last_name": "", "email": ""}
    for name, value in blank.items():
        setattr(user, name, value)
    user.is_active = False
    user.set_unusable_password()
    user.save()
    _unlog(user)


def _unlink(user: AbstractBaseUser) -> None:
    """Let no provider vouch for them any more. In SQL: the table outlives the setting."""
    if LINKS in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {LINKS} WHERE user_id = %s", [user.pk])


def _unlog(*rows: Model) -> None:
    """Let the administrators' log name these rows as they are called now."""
    for row in rows:
        of_row = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
        )
        of_row.update(object_repr=str(row))


def redact(
    *,
    event: Event,
    field: str,
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.COMMAND,
) -> int:
    """Blank a text that an event set, wherever the record of that row repeats it.

    Returns how many events lost a text; the row itself loses it too if it still says so.
    Redacting is an event. Twice changes nothing. Raises `Refused` where the event set no such text.
    """
    with action(by=by, at=at, through=through) as moment:
        moment.store.flush()
        text = EventText.objects.filter(event=event, field=field).first()
        if text is None or field not in PROSE or event.subject not in WITH_TEXT:
            raise Refused(f"Event {event.pk} set no {field}.")
        if not text.after:
            return 0
        row: Any = WITH_TEXT[event.subject]._default_manager.get(pk=event.subject_id)
        if isinstance(row, Sitting):
            moment = not_before(moment, row.closed_at, str(row))
        else:
            moment, _ = take(moment, row if isinstance(row, Project) else row.project)
        redacted = _blank(event, field, text.after)
        if getattr(row, field) == text.after:
            put(row, field, "")
            save(moment, row, [field])
        append(moment, Verb.REDACTED, row, {}, {"redacted": field})
        return redacted


def _blank(event: Event, field: str, secret: str) -> int:
    same = EventText.objects.filter(
        Q(before=secret) | Q(after=secret),
        event__subject=event.subject,
        event__subject_id=event.subject_id,
        field=field,
    )
    for text in same:
        text.before = "" if text.before == secret else text.before
        text.after = "" if text.after == secret else text.after
        text.save(update_fields=["before", "after"])
    return len(same)
