"""What an action knows of itself, and how it refuses."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils import timezone

from dashboard import formats, rules
from dashboard.choices import Through, Verb
from dashboard.days import day_of
from dashboard.models import Assessment, Event, Finding, Intent, Meaning, Person
from dashboard.record import subject_of
from dashboard.rules import Rules

if TYPE_CHECKING:
    from dashboard.actions.store import Store


def told(at: datetime) -> str:
    """A moment as refusals name it, in the configured time zone."""
    return f"{timezone.localtime(at):%H:%M} on {formats.day(at)}"


class Refused(Exception):  # noqa: N818  (it is an answer, not a fault)
    """What was asked cannot be; nothing changed. The text is for people."""


class Conflict(Refused):
    """Somebody else changed it meanwhile: `theirs` is the row as it is now.

    `changes` say who changed it when; the latest counts, of several at one moment the first.
    `did` says what they did, in words.
    Of a draft nobody keeps who wrote it when: then there are none.
    """

    by: Person | None = None
    at: datetime | None = None

    def __init__(
        self,
        theirs: object,
        *changes: tuple[Person | None, datetime | None],
        did: str = "changed this",
    ) -> None:
        self.theirs = theirs
        dated = [(by, at) for by, at in changes if at]
        if dated:
            self.by, self.at = max(dated, key=lambda change: change[1])
        when = f"at {told(self.at)}" if self.at else "meanwhile"
        super().__init__(f"{self.by or 'Somebody'} {did} {when}.")


Edited = Assessment | Intent | Meaning | Finding
SIGNED: dict[type[Model], tuple[str, ...]] = {
    Assessment: ("confirmed", "sent_back", "answered"),
    Intent: ("confirmed", "said"),
    Meaning: ("team", "steward"),
    Finding: ("written",),
}


def need_unchanged(row: Edited | None, seen: int | None) -> None:
    """Raise `Conflict` where a row is not as somebody saw it: at this revision, 0 for none.

    Raises `Refused` where they saw one that is not there.
    """
    is_kept = row is not None and row.pk is not None
    if seen is None or seen == (row.revision if row and is_kept else 0):
        return
    if row is None or not is_kept:
        raise Refused("What you saw is no longer there.")
    signed = SIGNED[type(row)]
    raise Conflict(row, *((getattr(row, f"{by}_by"), getattr(row, f"{by}_at")) for by in signed))


def need_seen(moment: "Moment", row: Edited, seen: int | None, decision: Verb) -> None:
    """Raise `Conflict` where somebody wants what is decided already, of words they did not see.

    They saw them where since then nothing happened but this decision, or a signature. One query
    or two where the row is not as it was seen.
    """
    if seen is None or seen == row.revision:
        return
    moment.store.flush()
    of_row = Event.objects.filter(subject=subject_of(type(row)), subject_id=row.pk)
    since = of_row.filter(revision__gt=seen).prefetch_related("texts")
    signatures = {f"{who}_{what}" for who in SIGNED[type(row)] for what in ("at", "by")}
    others = (event for event in since if event.verb != decision)
    if seen > row.revision or any(_changed(event) - signatures for event in others):
        need_unchanged(row, seen)


def _changed(event: Event) -> set[str]:
    return {*event.after, *(text.field for text in event.texts.all())}


@dataclass(frozen=True, slots=True)
class Moment:
    """When, by whom and through what something is written, and under which rules.

    `of_then` are the rules of another time, where something of the past is entered.
    """

    store: "Store"
    revision: int
    at: datetime
    recorded_at: datetime
    by: Person | None
    through: Through
    of_then: Rules | None = None

    @property
    def rules(self) -> Rules:
        """The rules that count: those in force, unless it is of another time."""
        return self.of_then or rules.current(self.store.framework())

    @property
    def day(self) -> date:
        """The day it happens."""
        return day_of(self.at)

    def moved_to(self, at: datetime, of_then: Rules | None = None) -> "Moment":
        """The same act at another time, and under the rules of then."""
        return replace(self, at=at, of_then=of_then or self.of_then)
