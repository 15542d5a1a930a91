"""What part of a project's history is asked for: of what, by whom, what kind, through what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from dashboard.choices import Through
from dashboard.models import Commitment, Event, Movement, Objective, Project, Review
from dashboard.queries.framework import FrameworkView
from dashboard.queries.order import folded

NOBODY = "0"  # as `by`: what nobody named did
TOLD_OF_UNKNOWN = 40  # characters


class Kind(NamedTuple):
    """A kind of what happens: events on these subjects."""

    label: str
    subjects: tuple[str, ...]


KINDS = {
    "answers": Kind("Answers", ("assessment",)),
    "intents": Kind("Intents", ("intent",)),
    "promises": Kind("Promises", ("commitment", "cycle")),
    "remarks": Kind("Remarks and meanings", ("remark", "meaning")),
    "reviews": Kind("Reviews and check-ins", ("review", "checkin", "sitting")),
    "facts": Kind("Facts", ("project", "team")),
    "criteria": Kind("Criteria", ("framework",)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; empty: everything. `unknown` is what the address asked for in vain."""

    of: str = ""
    of_name: str = ""
    aim: int = 0
    objective: int = 0
    by: str = ""
    what: str = ""
    through: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """As it stands in an address, without what is not known."""
        named = {"of": self.of, "by": self.by, "what": self.what, "through": self.through}
        return urlencode({name: value for name, value in named.items() if value}, safe="/")


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be asked for, each with the words for it."""

    of: Mapping[str, str]
    by: Mapping[str, str]
    what: Mapping[str, str]
    through: Mapping[str, str]


def events_of(project: Project) -> QuerySet[Event]:
    """What happened to a project, and what it is part of: sittings that reviewed it, and so on."""
    moved = Movement.objects.filter(project=project).values("event")
    sittings = Review.objects.filter(project=project).values("sitting")
    cycles = Commitment.objects.filter(project=project).values("cycle")
    return Event.objects.filter(
        Q(project=project)
        | Q(pk__in=moved)
        | Q(subject="sitting", subject_id__in=sittings)
        | Q(subject="cycle", subject_id__in=cycles)
    )


def choices_in(
    framework: FrameworkView, events: QuerySet[Event], query: Mapping[str, str]
) -> Choices:
    """What there is to choose from in these events, and what is chosen. One query."""
    rows = set(events.order_by().values_list("by", "by__name", "subject", "through").distinct())
    people = {
        str(by or NOBODY): name or ("Somebody" if by else "Nobody named") for by, name, *_ in rows
    }
    subjects, ways = {row[2] for row in rows}, {row[3] for row in rows} | {query.get("through")}
    kinds = {key for key, kind in KINDS.items() if subjects & {*kind.subjects}}
    return Choices(
        of={aim.path: aim.name for aim in framework.aims},
        by=dict(sorted(people.items(), key=lambda item: folded(item[1]))),
        what={key: KINDS[key].label for key in KINDS if key in kinds | {query.get("what")}},
        through={way.value: way.label for way in Through if way in ways},
    )


def asked_for(framework: FrameworkView, choices: Choices, query: Mapping[str, str]) -> Asked:
    """What the query of an address asks for, and what of that is not known here."""
    wanted = {name: query.get(name, "") for name in ("of", "by", "what", "through")}
    found = _thing(framework, wanted["of"])
    known = {
        name: value
        for name, value in wanted.items()
        if value in getattr(choices, name) or (name == "of" and found)
    }
    unknown = [
        value[:TOLD_OF_UNKNOWN] for name, value in wanted.items() if value and name not in known
    ]
    return Asked(**(found | known), unknown=tuple(unknown))


def _thing(framework: FrameworkView, path: str) -> dict[str, Any]:
    """The aim or objective at a path. One query for an objective."""
    key = path.partition("/")[2].partition("/")[2]
    head = framework.aim(path.removesuffix(f"/{key}") if key else path)
    if head is None or "\0" in key:  # PostgreSQL takes no such text
        return {}
    if not key:
        return {"of_name": head.name, "aim": head.id}
    rows = Objective.objects.filter(is_current=True, aim=head.id, key=key)
    number = rows.values_list("pk", flat=True).first()
    return {"of_name": f"{head.name}: {key}", "objective": number} if number else {}


def narrowed(events: QuerySet[Event], asked: Asked) -> QuerySet[Event]:
    """The events that are asked for, the latest first, with whom and what their rows name."""
    for condition in _conditions(asked):
        events = events.filter(condition)
    return events.select_related("by", "objective").order_by("-at", "-pk")


def _conditions(asked: Asked) -> Iterable[Q]:
    if asked.aim:
        moved = Movement.objects.filter(aim=asked.aim).values("event")
        yield Q(aim=asked.aim) | Q(pk__in=moved)
    if asked.objective:
        yield Q(objective=asked.objective)
    if asked.by:
        yield Q(by=asked.by) if asked.by != NOBODY else Q(by__isnull=True)
    if asked.what:
        yield Q(subject__in=KINDS[asked.what].subjects)
    if asked.through:
        yield Q(through=asked.through)
