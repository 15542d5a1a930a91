"""What each day added to the sums of a scope, and of its parts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Sum

from dashboard import tallies
from dashboard.choices import Cause
from dashboard.models import Movement, Standing, Tally
from dashboard.queries.scopes import ALWAYS, Scope, Spans
from dashboard.series import AREA, EVERYTHING, TEAM, Entry, Key, Sums, while_inside

MOST_PARTS = 8
PARTS = {"project": AREA, "team": "project"}  # what lines are of; elsewhere of teams
OF_DAY = ("day", "cause", "rank", "levels")


class Summary:
    """The entries of a scope up to a day, each kind of them read when it is first asked for.

    Of one project, what happened to it is added up anew.
    """

    def __init__(self, scope: Scope, until: date) -> None:
        self.scope, self.until = scope, until
        self.kind = PARTS.get(scope.kind, TEAM)

    @cached_property
    def whole(self) -> list[Entry]:
        """Those of the whole. One query, of a group at most two, of a project those of a replay."""
        if self.scope.kind == "project":
            return [entry for entry in self._replayed if entry[0].subject == EVERYTHING]
        if self.scope.kind == "group":
            return self._of_group()
        subject = (self.scope.kind, self.scope.id)
        rows = self._kept.filter(subject=subject[0], subject_id=subject[1])
        return [
            (Key(*subject, *row[:4]), Sums._make(row[4:]))
            for row in rows.values_list(*OF_DAY, *Sums._fields)
        ]

    @cached_property
    def parts(self) -> Mapping[int, list[Entry]]:
        """Those of its largest parts, by number. At most three queries."""
        match self.scope.kind:
            case "project":
                return _by_subject(e for e in self._replayed if e[0].subject == self.kind)
            case "group":
                inside = self.scope.inside
                teams = self._of_teams().items()
                found = {team: _inside(entries, inside[team]) for team, entries in teams}
            case "":
                found = self._of_teams()
            case _:
                found = self._moved()
        return {pk: found.get(pk, []) for pk in self._largest}

    @cached_property
    def left_out(self) -> int:
        """How many smaller parts there are."""
        return 0 if self.scope.kind == "project" else len(self._sizes[MOST_PARTS:])

    @property
    def _kept(self) -> Any:
        return Tally.objects.filter(day__lte=self.until).order_by()

    @cached_property
    def _replayed(self) -> list[Entry]:
        entries = tallies.entries_of(self.scope.id)
        return [entry for entry in entries if entry[0].day <= self.until]

    def _of_group(self) -> list[Entry]:
        """Its teams', while they were in it. Those that always were are read in one."""
        inside = self.scope.inside
        always = [team for team, spans in inside.items() if tuple(spans) == ALWAYS]
        whole = self._summed(always)
        others = [team for team in inside if team not in always]
        if others:
            rows = self._kept.filter(subject=TEAM, subject_id__in=others)
            found = _by_subject(
                (Key(TEAM, *row[:5]), Sums._make(row[5:]))
                for row in rows.values_list("subject_id", *OF_DAY, *Sums._fields)
            )
            whole += [e for team in found for e in _inside(found[team], inside[team])]
        return whole

    def _summed(self, teams: Sequence[int]) -> list[Entry]:
        """What several teams add together."""
        rows = self._kept.filter(subject=TEAM, subject_id__in=teams).values_list(*OF_DAY)
        return [
            (Key(TEAM, 0, *row[:4]), Sums._make(row[4:]))
            for row in rows.annotate(**{name: Sum(name) for name in Sums._fields})
        ]

    def _of_teams(self) -> dict[int, list[Entry]]:
        """The points and maxima of the largest teams, day by day, whatever the cause."""
        rows = self._kept.filter(subject=TEAM, subject_id__in=self._largest).exclude(cause="")
        days = rows.values_list("subject_id", "day")
        return _by_subject(
            (Key(TEAM, team, day), Sums(points=points, maximum=maximum))
            for team, day, points, maximum in days.annotate(Sum("points"), Sum("maximum"))
        )

    def _moved(self) -> dict[int, list[Entry]]:
        """Of an area or aim by team, of a team by project: what movements added. Two queries."""
        found: dict[int, list[Entry]] = defaultdict(list)
        for side, sign in (("before", -1), ("after", 1)):
            by = f"team_{side}_id" if self.kind == TEAM else "project_id"
            rows = Movement.objects.filter(
                self.scope.of_side(side), day__lte=self.until, **{f"{by}__in": self._largest}
            )
            counted = rows.filter(**{f"team_{side}__isnull": False}).order_by()
            for pk, day, points, maximum in counted.values_list(by, "day").annotate(
                points=Sum(f"points_{side}"), maximum=Sum(f"maximum_{side}")
            ):
                sums = Sums(points=sign * points, maximum=sign * maximum)
                found[pk].append((Key(self.kind, pk, day), sums))
        return found

    @property
    def _largest(self) -> list[int]:
        return self._sizes[:MOST_PARTS]

    @cached_property
    def _sizes(self) -> list[int]:
        """The parts, those first that have the most to reach today."""
        rows = Standing.objects.filter(self.scope.of_standings(), team__isnull=False).order_by()
        sizes = rows.values_list(f"{self.kind}_id").annotate(size=Sum("maximum"))
        return [pk for pk, _ in sizes.order_by("-size", f"{self.kind}_id")]


def _by_subject(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry[0].subject_id].append(entry)
    return found


def _inside(entries: Iterable[Entry], spans: Spans) -> list[Entry]:
    return list(while_inside(entries, spans, Cause.HANDED_OVER))
