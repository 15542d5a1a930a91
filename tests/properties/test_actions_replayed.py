"""Any sequence of actions, replayed from its events, gives the same state."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as some

from dashboard.actions import (
    assessments,
    commitments,
    criteria,
    cycles,
    intents,
    meanings,
    people,
    privacy,
    projects,
    remarks,
    reviews,
    sittings,
)
from dashboard.actions import teams as team_actions
from dashboard.actions.action import settle
from dashboard.actions.assessments import Words
from dashboard.actions.intents import Plan
from dashboard.actions.meanings import Sides
from dashboard.actions.moment import Refused
from dashboard.actions.undoing import undo, undo_intent
from dashboard.choices import Agreement, Answer, IntentChoice, RemarkKind, Role, Verdict
from dashboard.criteria.problems import CriteriaError
from dashboard.models import (
    Aim,
    Area,
    Commitment,
    Cycle,
    Event,
    EventText,
    Group,
    Level,
    Movement,
    Objective,
    Person,
    Project,
    Sitting,
    Standing,
    Team,
)
from dashboard.queries.replay import REPLAYED, replayed
from dashboard.record import values_of
from tests.actions import makers
from tests.actions.makers import aim, area, objective
from tests.properties.conftest import Clock, Example
from tests.properties.frameworks import Draw

NOTES = ("", "one", "two")
KINDS = ("", "service", "library")
DAYS = (date(2026, 3, 1), date(2026, 3, 9), date(2026, 3, 20))
VERSIONS = (
    [
        area(
            "testing",
            aim("tests", "known", "clear", at={"mature": ["kept"]}),
            aim("types", "strict"),
        )
    ],
    [
        area("testing", aim("tests", "known", "clear", at={"mature": ["kept"]}, weight=3)),
        area("quality", aim("types", objective("strict"), formerly=["testing/types"])),
    ],
    [
        area(
            "testing",
            aim(
                "tests",
                objective("known", applies_to=["service"]),
                "clear",
                at={"mature": ["kept"]},
            ),
            aim("types", objective("strict", from_=date(2026, 3, 6)), retired=date(2026, 3, 9)),
            formerly=["quality"],
        )
    ],
)


class World:
    """Draws whom and what an action is about from all there is."""

    def __init__(self, draw: Draw, clock: Clock) -> None:
        self.draw = draw
        self.clock = clock

    def pick(self, things: Any) -> Any:
        return self.draw(some.sampled_from(list(things)))

    def one(self, model: Any) -> Any:
        return self.pick(model.objects.order_by("pk"))

    def when(self) -> datetime | None:
        """Mostly now; else some minutes ahead or hours and days ago."""
        minutes = self.pick((None, None, None, 0, 4, -30, -3000, 90))
        at: datetime = makers.last_event().recorded_at
        return None if minutes is None else at + timedelta(minutes=minutes)

    def about(self) -> dict[str, Any]:
        return {"by": self.pick([None, *Person.objects.order_by("pk")]), "at": self.when()}

    def of_project(self) -> dict[str, Any]:
        return {"project": self.one(Project), **self.about()}

    def words(self) -> Words:
        return Words(self.pick(NOTES), self.pick(("", "https://example.org/")))

    def seen(self) -> int | None:
        return self.pick((None, None, 0, makers.last_event().revision))  # type: ignore[no-any-return]


Act = Callable[[World], object]
ANSWERS = (Answer.MET, Answer.MET, Answer.NOT_YET, Answer.NOT_APPLICABLE)


def answered(world: World) -> dict[str, Any]:
    return {"objective": world.one(Objective), "seen": world.seen(), **world.of_project()}


def answer(world: World) -> None:
    assessments.answer(
        answer=world.pick(ANSWERS),
        words=world.words(),
        is_confirmed=world.draw(some.booleans()),
        **answered(world),
    )


def work(world: World) -> None:
    """What is asked now is met and confirmed, so that levels are reached."""
    asked = world.pick(Objective.objects.filter(is_current=True).order_by("pk"))
    makers.met(world.one(Project), f"{asked.key}", by=world.one(Person))


def set_intent(world: World) -> None:
    plan = Plan(
        world.pick(IntentChoice.values),
        blocked_by=world.pick(NOTES),
        note=world.pick(NOTES),
    )
    intents.set_intent(
        aim=world.one(Aim),
        plan=plan,
        is_confirmed=world.draw(some.booleans()),
        seen=world.seen(),
        **world.of_project(),
    )


def cycle(world: World) -> None:
    """Halves of March, which may overlap with those that are there."""
    starts_on = world.pick(DAYS)
    entry = {"focus": world.pick(([], list(Aim.objects.order_by("pk")[:1]))), **world.about()}
    ends_on = starts_on + timedelta(days=world.pick((-1, 4, 13)))
    cycles.plan_cycle(name=world.pick("XYZ"), starts_on=starts_on, ends_on=ends_on, **entry)


def of_objective(world: World) -> dict[str, Any]:
    text = world.pick(NOTES)
    return {"objective": world.one(Objective), "text": text, **world.of_project()}


def agree(world: World) -> None:
    sides = Sides(world.draw(some.booleans()), world.draw(some.booleans()))
    meanings.agree(sides=sides, seen=world.seen(), **of_objective(world))


def commit(world: World) -> None:
    of = {"aim": world.one(Aim), "level": world.one(Level), "cycle": world.one(Cycle)}
    commitments.commit(**of, **world.of_project())


def withdraw(world: World) -> None:
    if promises := list(Commitment.objects.order_by("pk")):
        reason = world.pick(NOTES)
        commitments.withdraw(commitment=world.pick(promises), reason=reason, **world.about())


def open_sitting(world: World) -> None:
    of = world.pick([None, *Area.objects.order_by("pk")])
    sittings.open_sitting(team=world.one(Team), area=of, **world.about())


def note_finding(world: World) -> None:
    of = world.pick([None, *Project.objects.order_by("pk")])
    sittings.note_finding(
        project=of,
        verdict=world.pick(("", "gaps", "on-track")),
        minutes=world.pick(NOTES),
        seen=world.seen(),
        **of_sitting(world),
    )


def of_sitting(world: World) -> dict[str, Any]:
    return {"sitting": world.one(Sitting), **world.about()}


def join(world: World) -> None:
    projects.join(
        slug=f"project-{Project.objects.count()}",
        name="New",
        team=world.one(Team),
        kind=world.pick(KINDS),
        agreement=world.pick(Agreement.values),
        description=world.pick(NOTES),
        **world.about(),
    )


def date_joining(world: World) -> None:
    since = world.when() or makers.NOW
    projects.date_joining(project=world.one(Project), since=since, by=None)


def create_team(world: World) -> None:
    group = world.pick([None, *Group.objects.order_by("pk")])
    team_actions.create_team(
        slug=f"team-{Team.objects.count()}", name="New", group=group, **world.about()
    )


def create_group(world: World) -> None:
    team_actions.create_group(slug=f"group-{Group.objects.count()}", name="New", **world.about())


def group_team(world: World) -> None:
    group = world.pick([None, *Group.objects.order_by("pk")])
    team_actions.group_team(team=world.one(Team), group=group, **world.about())


def redact(world: World) -> None:
    texts = list(EventText.objects.order_by("pk"))
    if texts:
        text = world.pick(texts)
        privacy.redact(event=text.event, field=text.field, **world.about())


def apply(world: World) -> None:
    kinds = list(KINDS[1:])
    rhythm = world.pick(({}, {"fresh_days": {"new": 1, "current": 2, "due": 3}}))
    loaded = makers.loaded(*world.pick(VERSIONS), kinds=kinds, **rhythm)
    criteria.apply(loaded, is_rehearsal=world.pick((True, False, False)), **world.about())


def stewards(world: World) -> dict[str, Any]:
    of = world.pick([None, *Area.objects.order_by("pk")])
    return {"person": world.one(Person), "area": of, **world.about()}


def members(world: World) -> dict[str, Any]:
    return {"team": world.one(Team), "person": world.one(Person), **world.about()}


ACTS: dict[str, Act] = {
    "answer": answer,
    "answer again": answer,
    "answer once more": answer,
    "work": work,
    "confirm": lambda w: assessments.confirm(**answered(w)),
    "send back": lambda w: assessments.send_back(reason=w.pick(NOTES), **answered(w)),
    "take back": lambda w: assessments.take_back(**answered(w)),
    "undo": lambda w: undo(**answered(w)),
    "undo again": lambda w: undo(**answered(w)),
    "set intent": set_intent,
    "confirm intent": lambda w: intents.confirm_intent(aim=w.one(Aim), **w.of_project()),
    "join": join,
    "date joining": date_joining,
    "describe": lambda w: projects.describe(description=w.pick(NOTES), **w.of_project()),
    "rename": lambda w: projects.rename(name=w.pick(("A", "B", "")), **w.of_project()),
    "move": lambda w: projects.move(team=w.one(Team), **w.of_project()),
    "change kind": lambda w: projects.change_kind(kind=w.pick(KINDS), **w.of_project()),
    "agree": lambda w: projects.set_agreement(agreement=w.pick(Agreement.values), **w.of_project()),
    "archive": lambda w: projects.archive(**w.of_project()),
    "revive": lambda w: projects.revive(**w.of_project()),
    "undo intent": lambda w: undo_intent(aim=w.one(Aim), seen=w.seen(), **w.of_project()),
    "remark": lambda w: remarks.remark(kind=w.pick(RemarkKind.values), **of_objective(w)),
    "remark again": lambda w: remarks.remark(kind=w.pick(RemarkKind.values), **of_objective(w)),
    "agree on a meaning": agree,
    "plan cycle": cycle,
    "commit": commit,
    "commit again": commit,
    "withdraw": withdraw,
    "open sitting": open_sitting,
    "note finding": note_finding,
    "close sitting": lambda w: sittings.close_sitting(**of_sitting(w)),
    "cancel sitting": lambda w: sittings.cancel_sitting(**of_sitting(w)),
    "review": lambda w: reviews.review(
        verdict=w.pick(Verdict.values), minutes=w.pick(NOTES), **w.of_project()
    ),
    "check in": lambda w: reviews.check_in(note=w.pick(NOTES), **w.of_project()),
    "create group": create_group,
    "rename group": lambda w: team_actions.rename_group(
        group=w.one(Group), name=w.pick("AB"), **w.about()
    ),
    "retire group": lambda w: team_actions.retire_group(group=w.one(Group), **w.about()),
    "create team": create_team,
    "rename team": lambda w: team_actions.rename_team(
        team=w.one(Team), name=w.pick("AB"), **w.about()
    ),
    "group team": group_team,
    "merge teams": lambda w: team_actions.merge_teams(
        team=w.one(Team), into=w.one(Team), **w.about()
    ),
    "retire team": lambda w: team_actions.retire_team(team=w.one(Team), **w.about()),
    "add member": lambda w: people.add_member(role=w.pick(Role.values), **members(w)),
    "remove member": lambda w: people.remove_member(**members(w)),
    "add steward": lambda w: people.add_steward(**stewards(w)),
    "remove steward": lambda w: people.remove_steward(**stewards(w)),
    "forget": lambda w: privacy.forget(person=w.one(Person), **w.about()),
    "redact": redact,
    "apply criteria": apply,
    "settle": lambda w: settle(at=w.when()),
    "wait": lambda w: w.clock.shift(timedelta(hours=w.pick((1, 20, 90)))),
    "be behind": lambda w: w.clock.shift(timedelta(minutes=-3)),
}


def begin() -> None:
    """Two teams in a group, two projects with an answer, two people."""
    makers.loaded(*VERSIONS[0], kinds=list(KINDS[1:]))
    makers.apply(*VERSIONS[0], kinds=list(KINDS[1:]))
    group = team_actions.create_group(slug="core", name="Core", by=None)
    for slug in ("engine", "front"):
        makers.met(makers.project(slug, team=makers.team(f"{slug}-team", group=group)), "known")
    for name in ("Ada", "Grace"):
        makers.person(name)
    makers.cycle("X", date(2026, 3, 1), date(2026, 3, 8))
    sitting = sittings.open_sitting(team=Team.objects.earliest("pk"), by=None)
    sittings.note_finding(sitting=sitting, project=None, verdict="", minutes="one", by=None)


def do(world: World, name: str) -> None:
    """One act; what is refused changes nothing."""
    before = makers.kept()
    try:
        ACTS[name](world)
    except (Refused, CriteriaError):
        event("refused")
        assert makers.kept() == before


def score_told(day: date | None = None) -> dict[int, tuple[int, int]]:
    """Points and maximum of teams as the sum over all movements."""
    sums: dict[int, tuple[int, int]] = {}
    for row in Movement.objects.all():
        for team, sign, points, maximum in (
            (row.team_before_id, -1, row.points_before, row.maximum_before),
            (row.team_after_id, 1, row.points_after, row.maximum_after),
        ):
            if team is not None:
                told = sums.get(team, (0, 0))
                sums[team] = (told[0] + sign * points, told[1] + sign * maximum)
    return sums


def check_replayed() -> None:
    for model in REPLAYED:
        rows = {row.pk: values_of(row) for row in model._default_manager.all()}
        told = {
            key: {name: state.get(name) for name in rows.get(key, state)}
            for key, state in replayed(model).items()
        }
        assert told == rows


def check_scores() -> None:
    told = score_told()
    for team in Team.objects.all():
        rows = Standing.objects.filter(team=team)
        kept = (sum(row.points for row in rows), sum(row.maximum for row in rows))
        assert told.get(team.pk, (0, 0)) == kept


def check_order() -> None:
    """No project's record runs backwards, and no revision is used again later."""
    latest: dict[int | None, datetime] = {}
    for row in Event.objects.exclude(verb="since-changed").exclude(project=None):
        assert latest.get(row.project_id, row.at) <= row.at
        latest[row.project_id] = row.at


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=some.data())
def test_the_record_tells_the_whole_state(example: Example, data: some.DataObject) -> None:
    names = some.lists(some.sampled_from(sorted(ACTS)), min_size=1, max_size=20)
    with example() as clock:
        begin()
        world = World(data.draw, clock)
        for name in data.draw(names):
            do(world, name)
        check_replayed()
        check_scores()
        check_order()
