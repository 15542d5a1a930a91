"""Whose doing a movement is: who claimed it, and who confirmed it."""

from typing import NamedTuple

from django.db.models import BigIntegerField, Case, F, OuterRef, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from dashboard.choices import Verb
from dashboard.models import Event, Person


class Credit(NamedTuple):
    """Who did it, and who confirmed it where that was somebody else. Either may be nobody named."""

    by: str = ""
    confirmed_by: str = ""

    def __str__(self) -> str:
        if not self.confirmed_by:
            return self.by
        return f"{self.by or 'Nobody named'}, confirmed by {self.confirmed_by}"


def credit(verb: str, claimed_by: str | None, decided_by: object) -> Credit:
    """Of a movement's event: what it did, who had given the answer, and whose event it is."""
    decider = str(decided_by or "")
    if verb == Verb.CONFIRMED and claimed_by:
        return Credit(claimed_by, decider if decider != claimed_by else "")
    if verb == Verb.ANSWERED and claimed_by:
        return Credit(claimed_by)
    return Credit(decider)


def claimer() -> Subquery:
    """The name of who gave the answer that a movement came of, as it stood with its event.

    Nobody's where it came of something else: of the criteria, say, or of a hand-over.
    """
    answers = Event.objects.filter(
        subject=OuterRef(OuterRef("event__subject")),
        subject_id=OuterRef(OuterRef("event__subject_id")),
        pk__lte=OuterRef(OuterRef("event")),
        after__has_key="answered_by",
    ).annotate(who=Cast(KeyTextTransform("answered_by", "after"), BigIntegerField()))
    people = Person.objects.filter(pk=Subquery(answers.order_by("-pk").values("who")[:1]))
    name = Case(When(name="", then=Value(str(Person()))), default=F("name"))
    return Subquery(people.annotate(called=name).values("called")[:1])
