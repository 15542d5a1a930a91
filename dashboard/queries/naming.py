"""What events name by number alone: people, teams and promises, as they are called now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.choices import Verb
from dashboard.models import Commitment, Event, Person, Project, Team
from dashboard.record import subject_of

OF_PROJECT, OF_COMMITMENT = subject_of(Project), subject_of(Commitment)


@dataclass(frozen=True, slots=True)
class Names:
    """By number: the names of people and teams, and what was promised for when."""

    people: Mapping[int, str]
    teams: Mapping[int, str]
    promises: Mapping[int, str]


def names_in(events: Iterable[Event]) -> Names:
    """The names that some events need. A query for each kind that they mention."""
    rows = list(events)
    of_projects = [row for row in rows if row.subject == OF_PROJECT]
    moves = [row for row in of_projects if row.verb == Verb.PROJECT_MOVED]
    people = Person.objects.filter(pk__in=_mentioned(of_projects, "owner", "contact"))
    teams = Team.objects.filter(pk__in=_mentioned(moves, "team"))
    promised = {row.subject_id for row in rows if row.subject == OF_COMMITMENT}
    promises = Commitment.objects.filter(pk__in=promised).select_related("level", "cycle")
    return Names(
        people={row.pk: str(row) for row in people},
        teams={row.pk: row.name for row in teams},
        promises={row.pk: f"{row.level.name} by the end of {row.cycle.name}" for row in promises},
    )


def _mentioned(events: Iterable[Event], *fields: str) -> set[int]:
    """The numbers that stand in these fields, before or after."""
    sides = (side for event in events for side in (event.before, event.after))
    return {side[name] for side in sides for name in fields if side.get(name)}
