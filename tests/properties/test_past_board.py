"""The board of any day is the one worked out from scratch: replayed events, and scoring."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dashboard import rules, scoring
from dashboard.choices import Agreement, Answer, Applicability, IntentChoice
from dashboard.days import start_of, today
from dashboard.dossier import PROJECTS
from dashboard.models import Assessment, Event, Group, Intent, Project, Team
from dashboard.queries.compare import score_of
from dashboard.queries.differences import Difference, Looked, differences, kind_of
from dashboard.queries.explained import Extent
from dashboard.queries.framework import FrameworkView, framework_on
from dashboard.queries.lines import Line, board_lines
from dashboard.queries.past import (
    NOWHERE,
    Pair,
    Stood,
    framework_then,
    past_lines,
    past_shares,
    stood,
)
from dashboard.queries.past_levels import Levels
from dashboard.record import subject_of
from dashboard.scoring import Said, Score
from dashboard.states import said_of
from tests.explained import explained, summed
from tests.properties.conftest import Example
from tests.properties.histories import live
from tests.properties.test_actions_replayed import begin


def told(model: type[Model], day: date) -> list[dict[str, Any]]:
    """The rows of a model at the end of a day, as events tell them."""
    end = start_of(day + timedelta(days=1))
    rows: dict[int, dict[str, Any]] = {}
    events = Event.objects.filter(subject=subject_of(model), at__lt=end).order_by("pk")
    for row, after in events.values_list("subject_id", "after"):
        rows.setdefault(row, {"id": row}).update(after)
    return list(rows.values())


class Replayed:
    """A project at the end of a day."""

    def __init__(self, facts: dict[str, Any], day: date) -> None:
        self.facts = facts
        own = [row for row in told(Assessment, day) if row["project"] == facts["id"]]
        self.said: dict[int, Said] = {
            row["objective"]: said_of(
                row.get("answer", ""), row.get("confirmed_at"), row.get("sent_back_at")
            )
            for row in own
        }
        self.set_aside = {
            row["aim"]
            for row in told(Intent, day)
            if row["project"] == facts["id"]
            and row.get("choice") == IntentChoice.NOT_APPLICABLE
            and row.get("confirmed_at")
        }

    def is_counted(self) -> bool:
        has_answers = any(said.answer != Answer.UNSAID for said in self.said.values())
        return has_answers and self.facts["agreement"] == Agreement.AGREED

    def stands(self, then: FrameworkView, aim: int) -> scoring.Standing:
        rule, kind = then.rules.aims[aim], self.facts.get("kind", "")
        is_set_aside = aim in self.set_aside
        return scoring.standing(rule, kind, then.day, self.said, is_set_aside=is_set_aside)


def there_were(day: date) -> list[Replayed]:
    """The projects that had joined and were not archived."""
    joined = dict(Project.objects.values_list("pk", "joined_at"))
    end = start_of(day + timedelta(days=1))
    return [
        Replayed(facts, day)
        for facts in told(Project, day)
        if joined[facts["id"]] < end and not facts.get("archived_at")
    ]


def check_board(day: date) -> None:
    then = framework_then(framework_on(today()), day)
    aims = [aim for aim in then.aims if aim.span.includes(day)]
    places = stood(day, [aim.id for aim in aims])
    levels = Levels(then)
    lines = {line.id: line for line in past_lines(then)}
    wanted = {project.facts["id"]: project for project in there_were(day)}
    assert lines.keys() == wanted.keys()
    for number, project in wanted.items():
        line = lines[number]
        assert (line.team_id, line.kind) == (project.facts["team"], project.facts.get("kind", ""))
        assert line.agreement == project.facts["agreement"]
        standings = {aim.id: project.stands(then, aim.id) for aim in aims}
        counts = project.is_counted()
        for aim in aims:
            side, standing = places.get((number, aim.id), NOWHERE), standings[aim.id]
            is_placed = counts and standing.applicability != Applicability.OUTSIDE
            assert side.team == (project.facts["team"] if is_placed else None)
            if counts:
                assert side[1:2] + side[3:7] == (
                    standing.applicability, standing.rank, standing.levels,
                    standing.points, standing.maximum,
                )  # fmt: skip
                name = aim.ladder.name_of(standing.level) if standing.level else ""
                assert levels.name(aim.id, side) == name
        in_sums = [s for s in standings.values() if s.applicability != Applicability.OUTSIDE]
        assert line.is_assessed == (counts and bool(in_sums))
        if line.is_assessed:
            assert line.score == scoring.score(standings.values())
    check_sums(then, lines.values())


def check_explained(day: date) -> None:
    """What the board of a day shows, every explanation of that day comes to."""
    then = framework_then(framework_on(today()), day)
    lines = past_lines(then)
    scores = {line.id: line.score for line in lines if line.is_assessed}
    for line in lines:
        project = PROJECTS.get(pk=line.id)
        for area in (None, *then.areas):
            found = explained(then, Extent(project=project, area=area, on=day))
            if area is None:
                assert found == (scores.get(line.id))
    whole = explained(then, Extent(on=day))
    assert whole == (summed(scores.values()) if scores else None)
    for team in Team.objects.all():
        own = [scores[line.id] for line in lines if line.team_id == team.pk and line.id in scores]
        assert explained(then, Extent(team=team, on=day)) == (summed(own) if own else None)
    for group in Group.objects.all():
        own = [scores[line.id] for line in lines if line.group_id == group.pk and line.id in scores]
        assert explained(then, Extent(group=group, on=day)) == (summed(own) if own else None)
    for aim in then.aims:
        explained(then, Extent(aim=aim, on=day))


def check_sums(then: FrameworkView, lines: Collection[Any]) -> None:
    """What teams had is what their projects had."""
    teams: dict[int, list[Score]] = {}
    for line in lines:
        if line.is_assessed:
            teams.setdefault(line.team_id, []).append(line.score)
    shares = past_shares("team", then, then.areas, is_of_aims=True)
    assert shares.keys() == teams.keys()
    for team, scores in teams.items():
        own = [share.score for share in shares[team].values()]
        for name in ("points", "maximum"):
            assert sum(getattr(s, name) for s in own) == sum(getattr(s, name) for s in scores)


def check_differences(earlier: date, later: date) -> None:
    """What differs is what two boards say differs."""
    now = framework_on(today())
    views = [framework_then(now, day) for day in (earlier, later)]
    lines = [{line.id: line for line in past_lines(view)} for view in views]
    whole = [
        Looked(own, {aim.id for aim in view.aims}) for own, view in zip(lines, views, strict=True)
    ]
    check_looked(views, whole)
    check_scores(differences(earlier, later, *whole).values(), *(own.values() for own in lines))
    for group in Group.objects.values_list("pk", flat=True):
        own = [[line for line in side.values() if line.group_id == group] for side in lines]
        part = [
            Looked({line.id for line in side}, each.aims)
            for side, each in zip(own, whole, strict=True)
        ]
        check_looked(views, part)
        check_scores(differences(earlier, later, *part).values(), *own)


def check_looked(views: Sequence[FrameworkView], looked: Sequence[Looked]) -> None:
    aims = {*looked[0].aims, *looked[1].aims}
    before, after = (stood(view.day, aims) for view in views)
    wanted = {}
    for pair in before.keys() | after.keys():
        sides = before.get(pair, NOWHERE), after.get(pair, NOWHERE)
        was_there, is_there = (side.has(pair) for side in looked)
        kind = kind_of(*sides, was_there=was_there, is_there=is_there)
        if kind:
            kept = zip(sides, (was_there, is_there), strict=True)
            wanted[pair] = (kind, *(values(side if there else NOWHERE) for side, there in kept))
    found = differences(views[0].day, views[1].day, *looked)
    assert {p: (d.kind, values(d.before), values(d.after)) for p, d in found.items()} == wanted
    assert_levels(found, before, Levels(views[0]))


def check_scores(found: Iterable[Difference], was: Iterable[Line], now: Iterable[Line]) -> None:
    """What differs sums to what the score differs by."""
    sums = [0, 0]
    for each in found:
        for side, sign in ((each.before, -1), (each.after, 1)):
            if side.counts:
                sums[0] += sign * side.points
                sums[1] += sign * side.maximum
    before, after = score_of(was), score_of(now)
    assert sums == [after.points - before.points, after.maximum - before.maximum]


def values(side: Stood) -> tuple[Any, ...]:
    """Where it stood, without what its level was called when it moved."""
    return (side.team, side.applicability, *side[3:7])


def assert_levels(found: dict[Pair, Any], before: dict[Pair, Stood], levels: Levels) -> None:
    """A level is called the same, whether it is told by the movement to it or by that from it."""
    for pair, each in found.items():
        if pair in before and each.before != NOWHERE:
            assert levels.name(pair[1], each.before) == levels.name(pair[1], before[pair])


def check_today() -> None:
    """The board of today is the board."""
    framework = framework_on(today())
    was = {line.id: line for line in past_lines(framework)}
    for line in board_lines(framework):
        own = was.pop(line.id)
        assert (own.team, own.group, own.looked_at) == (line.team, line.group, line.looked_at)
        if own.is_assessed:
            assert own.score == line.score
    assert not was


@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=some.data())
def test_any_past_board_is_the_one_worked_out_from_scratch(
    example: Example, data: some.DataObject
) -> None:
    with example() as clock:
        rules.applied_until.cache_clear()  # the example before used the same numbers again
        begin()
        every = live(data, clock)
        days, first, last = some.sampled_from(every), every[0], every[-1]
        for day in sorted({*data.draw(some.lists(days, max_size=4)), first, last}):
            check_board(day)
            check_explained(day)
        earlier, later = sorted((data.draw(days), data.draw(days)))
        check_differences(earlier, later)
        check_differences(first - timedelta(days=1), last)
        check_today()
