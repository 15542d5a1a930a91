"""The story of the default demonstration is worth looking at."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from django.conf import settings
from django.db.models import F, Q, Sum
from django.test import TestCase

from dashboard import rules
from dashboard.choices import Agreement, Applicability, Cause, Freshness, IntentChoice, Verdict
from dashboard.criteria.loader import load
from dashboard.demo import LOG_INS
from dashboard.demo.run import fill
from dashboard.looks import last_looks
from dashboard.models import (
    Aim,
    Assessment,
    Commitment,
    Cycle,
    Event,
    EventText,
    Framework,
    Intent,
    Meaning,
    Movement,
    Person,
    Project,
    Remark,
    Review,
    Sitting,
    Standing,
    Team,
)
from dashboard.progress import Line, Step
from dashboard.queries.framework import framework_on
from dashboard.queries.report import ProgressPage, progress_page
from dashboard.queries.scopes import scope_in
from dashboard.queries.verification import differences_found
from dashboard.scoring import Score

UNTIL = date(2026, 11, 21)


def _gains(days: int) -> int:
    since = UNTIL - timedelta(days=days)
    rose = Movement.objects.filter(cause=Cause.WORK_DONE, rank_after__gt=F("rank_before"))
    return rose.filter(day__gte=since).count()


def _percentage(on: date) -> float:
    moved = Movement.objects.filter(day__lte=on)
    sums = moved.aggregate(
        points=Sum("points_after", filter=Q(team_after__isnull=False)),
        lost=Sum("points_before", filter=Q(team_before__isnull=False)),
        most=Sum("maximum_after", filter=Q(team_after__isnull=False)),
        less=Sum("maximum_before", filter=Q(team_before__isnull=False)),
    )
    value = {name: found or 0 for name, found in sums.items()}
    return float(100 * (value["points"] - value["lost"]) / (value["most"] - value["less"]))


def _outcome(promise: Commitment) -> str:
    if promise.withdrawn_at:
        return "withdrawn"
    moved = Movement.objects.filter(project=promise.project_id, aim=promise.aim_id)
    last = moved.filter(day__lte=promise.cycle.ends_on).order_by("pk").last()
    is_over = promise.cycle.ends_on < UNTIL
    if last and last.rank_after >= promise.level.rank:
        return "kept" if is_over else "kept early"
    return "missed" if is_over else "open"


def _page(starts_on: date, ends_on: date = UNTIL, **asked: str) -> ProgressPage:
    """What /progress/ shows from the end of one day to that of another."""
    framework = framework_on(UNTIL)
    scope = scope_in(framework, asked)
    assert scope is not None
    days = {"from": starts_on.isoformat(), "to": ends_on.isoformat()}
    return progress_page(framework, scope, {**asked, **days})


def _change(scores: tuple[Score, ...]) -> float:
    """From the first to the last, of a hundred."""
    (was, now) = (100 * score.points / score.maximum for score in (scores[0], scores[-1]))
    return float(now - was)


def _lines(page: ProgressPage) -> dict[str, Line]:
    """Of the teams that were in the sums all the time."""
    return {line.key: line for line in page.charts.scores.parts if line.scores[0].maximum}


def _step(page: ProgressPage, cause: Cause) -> Step:
    (step,) = (step for step in page.charts.waterfall.steps if step.cause == cause)
    return step


class StoryOfThirtyProjects(TestCase):
    """A class, because the story is told once for all of these tests."""

    @classmethod
    def setUpTestData(cls) -> None:
        given = load(settings.BASE_DIR / "criteria")
        fill(given, projects=30, years=2, seed=1, until=UNTIL, tell=lambda done, of: None)

    def test_everything_kept_is_what_the_record_says(self) -> None:
        assert list(differences_found()) == []

    def test_standings_are_spread_over_all_levels(self) -> None:
        applicable = Standing.objects.filter(applicability=Applicability.APPLICABLE)
        spread = Counter(applicable.values_list("rank", flat=True))
        assert set(spread) == {0, 1, 2, 3}
        assert min(spread.values()) > sum(spread.values()) / 10

    def test_areas_are_unlike_each_other(self) -> None:
        areas = Standing.objects.order_by().values("aim__area")
        scores = areas.annotate(share=100 * Sum("points") / Sum("maximum")).values_list("share")
        shares = [share for (share,) in scores]
        assert max(shares) > min(shares) + 25

    def test_the_organisation_rises_steadily(self) -> None:
        days = [UNTIL - timedelta(days=days) for days in (600, 400, 250, 100, 0)]
        shares = [_percentage(day) for day in days]
        assert shares == sorted(shares)
        assert shares[0] < 15
        assert 40 < shares[-1] < 70

    def test_one_team_rises_while_another_stalls(self) -> None:
        def points(team: str, days: int) -> int:
            moved = Movement.objects.filter(team_after__slug=team, cause=Cause.WORK_DONE)
            moved = moved.filter(day__gte=UNTIL - timedelta(days=days))
            return sum(moved.values_list(F("points_after") - F("points_before"), flat=True))

        assert points("tidewater", 150) > 5 * max(1, points("ropewalk", 150))
        assert Intent.objects.filter(project__team__slug="ropewalk", choice=IntentChoice.BLOCKED)

    def test_chart_of_a_team_that_rises(self) -> None:
        year = UNTIL - timedelta(days=365)
        rises = {key: _change(line.scores) for key, line in _lines(_page(year)).items()}
        assert max(rises, key=lambda key: rises[key]) == "tidewater"
        assert rises["tidewater"] > 50
        fall = _page(year, team="tidewater").charts.waterfall
        assert fall.steps[0].cause == Cause.WORK_DONE
        assert fall.steps[0].points > 2 / 3 * (fall.after.points - fall.before.points)

    def test_chart_of_a_team_that_stalls_on_what_is_blocked(self) -> None:
        since = UNTIL - timedelta(days=200)
        assert _change(_page(since).charts.scores.whole.scores) > 12
        page = _page(since, team="ropewalk")
        shares = [100 * it.points / it.maximum for it in page.charts.scores.whole.scores]
        assert max(shares) - min(shares) < 1
        assert 40 < shares[-1] < 60
        assert min(page.charts.levels.blocked) == len(page.obstacles) == 3
        assert all(each.blocked_by and each.unblocked_by for each in page.obstacles)

    def test_chart_of_the_edit_that_moves_everybody(self) -> None:
        edit = Framework.objects.latest("pk").applied_at.date()
        page = _page(edit - timedelta(days=1), edit)
        changes = {key: _change(line.scores) for key, line in _lines(page).items()}
        assert len(changes) >= 6
        assert max(changes.values()) < -2
        assert _change(page.charts.scores.whole.scores) < -5
        step, fall = _step(page, Cause.CRITERIA), page.charts.waterfall
        assert (step.points < -100, step.maximum > 100) == (True, True)
        assert abs(fall.after.points - fall.before.points - step.points) < 10

    def test_chart_of_the_hand_over_that_two_teams_show(self) -> None:
        moved = Movement.objects.filter(project__slug="lighthouse-status", cause=Cause.HANDED_OVER)
        (day,) = set(moved.values_list("day", flat=True))
        giver, taker = (
            _page(day - timedelta(days=1), day, team=team) for team in ("lantern", "millrace")
        )
        assert _change(giver.charts.scores.whole.scores) < -5
        assert _change(taker.charts.scores.whole.scores) > 5
        given, taken = (_step(page, Cause.HANDED_OVER) for page in (giver, taker))
        assert given.points == -taken.points < -50
        assert given.maximum == -taken.maximum

    def test_chart_of_the_lapse_of_reviews(self) -> None:
        page = _page(UNTIL - timedelta(days=250), team="saltmarsh")
        scores = page.charts.scores
        assert len({score.points for score in scores.whole.scores}) == 1
        assert scores.fresh[0] == scores.whole.scores[0].points
        falls = [
            day for day, (a, b) in zip(scores.days, pairwise(scores.fresh), strict=False) if a > b
        ]
        assert len(falls) >= 4
        assert (falls[-1] - falls[0]).days > 60
        assert scores.fresh[-1] == 0
        whole = _page(UNTIL - timedelta(days=250)).charts.scores
        assert whole.fresh[-1] == whole.whole.scores[-1].points - scores.whole.scores[-1].points

    def test_there_are_gains_to_celebrate_today(self) -> None:
        assert _gains(7) >= 3
        assert _gains(30) > _gains(7)

    def test_what_is_blocked_says_by_what_and_who_can_clear_it(self) -> None:
        blocked = Intent.objects.filter(choice=IntentChoice.BLOCKED)
        assert blocked.count() >= 4
        assert not blocked.filter(Q(blocked_by="") | Q(unblocked_by="")).exists()

    def test_every_kind_of_intent_is_there(self) -> None:
        assert set(Intent.objects.values_list("choice", flat=True)) == set(IntentChoice.values)
        confirmed = Intent.objects.filter(
            choice=IntentChoice.NOT_APPLICABLE, confirmed_at__isnull=False
        )
        assert confirmed.exists()
        assert Standing.objects.filter(applicability=Applicability.NOT_APPLICABLE).exists()

    def test_answers_wait_and_one_was_sent_back(self) -> None:
        claimed = Assessment.objects.filter(answer__in=["met", "not-applicable"])
        undecided = claimed.filter(confirmed_at__isnull=True)
        assert undecided.filter(sent_back_at__isnull=True).count() >= 4
        assert undecided.exclude(sent_back_reason="").count() >= 1

    def test_reviews_lapsed_somewhere_and_are_fresh_elsewhere(self) -> None:
        bands = rules.current(Framework.objects.last()).fresh_days
        assessed = Project.objects.filter(archived_at__isnull=True, agreement=Agreement.AGREED)
        looks = last_looks([project.pk for project in assessed])
        found = Counter(each.currency(UNTIL, bands).freshness for each in looks.values())
        assert set(found) == set(Freshness)
        lapsed = Project.objects.get(slug="stall-rents")
        assert looks[lapsed.pk].currency(UNTIL, bands).freshness == Freshness.OVERDUE

    def test_reviewers_differ_in_their_verdicts(self) -> None:
        assert set(Review.objects.values_list("verdict", flat=True)) == set(Verdict.values)

    def test_some_projects_are_not_yet_assessed(self) -> None:
        unanswered = Project.objects.filter(assessments__isnull=True)
        assert set(unanswered.values_list("agreement", flat=True)) == set(Agreement.values)

    def test_the_organisation_itself_changed(self) -> None:
        verbs = set(Event.objects.values_list("verb", flat=True))
        assert {"team-renamed", "team-merged", "project-moved", "project-archived"} <= verbs
        assert {"kind-changed", "member-removed", "taken-back"} <= verbs
        assert Team.objects.filter(merged_into__isnull=False, retired_at__isnull=False).count() == 1

    def test_cycles_follow_each_other_and_one_is_to_come(self) -> None:
        days = list(Cycle.objects.values_list("starts_on", "ends_on"))
        assert all(start - end == timedelta(1) for (_, end), (start, _) in pairwise(days))
        current = Cycle.objects.get(starts_on__lte=UNTIL, ends_on__gte=UNTIL)
        assert Cycle.objects.get(starts_on__gt=UNTIL).starts_on == current.ends_on + timedelta(1)
        aims = set(Aim.objects.values_list("pk", flat=True))
        assert all(row.focus and aims.issuperset(row.focus) for row in Cycle.objects.all())

    def test_promises_were_kept_missed_and_withdrawn_and_some_are_open(self) -> None:
        found = Counter(_outcome(row) for row in Commitment.objects.select_related("cycle"))
        assert set(found) == {"kept", "missed", "withdrawn", "open", "kept early"}
        assert min(found[each] for each in ("kept", "missed", "withdrawn", "open")) >= 5
        withdrawn = Commitment.objects.filter(withdrawn_at__isnull=False)
        assert not withdrawn.filter(withdrawn_reason="").exists()
        assert Commitment.objects.filter(cycle__starts_on__gt=UNTIL).exists()

    def test_remarks_are_answered_and_disputes_open_or_settled(self) -> None:
        threads: dict[tuple[int, int], list[Remark]] = {}
        for row in Remark.objects.order_by("pk"):
            threads.setdefault((row.project_id, row.objective_id), []).append(row)
        kinds = Counter(tuple(row.kind for row in thread) for thread in threads.values())
        assert kinds["remark", "remark"] >= 4
        assert kinds["dispute", "remark"] >= 1
        assert kinds["dispute", "remark", "settlement"] >= 1
        assert all(len({row.said_by for row in thread}) == 2 for thread in threads.values())

    def test_meanings_are_signed_by_both_sides_or_by_the_team_alone(self) -> None:
        signed = Counter(row.steward_at is None for row in Meaning.objects.all())
        assert min(signed[True], signed[False]) >= 3
        assert not Meaning.objects.filter(Q(team_at__isnull=True) | Q(text="")).exists()

    def test_teams_were_sat_with_and_one_sitting_is_left_half_way(self) -> None:
        closed = Sitting.objects.filter(closed_at__isnull=False)
        assert closed.values("team").distinct().count() >= 3
        assert not closed.filter(Q(minutes="") | Q(reviews=None)).exists()
        assert closed.filter(area__isnull=False).exists()
        findings = Sitting.objects.get(closed_at=None).findings.exclude(project=None)
        assert findings.exclude(verdict="").exists()
        assert findings.filter(verdict="").exclude(minutes="").exists()

    def test_something_was_undone(self) -> None:
        assert Movement.objects.filter(cause=Cause.WORK_UNDONE, rank_after__lt=F("rank_before"))

    def test_the_criteria_changed_once_in_the_middle(self) -> None:
        days = Framework.objects.order_by("pk").values_list("applied_at__date", flat=True)
        first, *change = days
        assert len(set(change)) == 1
        assert 0.4 < (change[0] - first) / (UNTIL - first) < 0.7
        assert Movement.objects.filter(cause=Cause.CRITERIA).exists()
        assert Assessment.objects.exclude(wording=F("objective__wording")).exists()

    def test_the_criteria_in_force_are_those_in_the_folder(self) -> None:
        in_force = Framework.objects.order_by("pk").last()
        given = load(settings.BASE_DIR / "criteria").criteria
        assert in_force is not None
        assert in_force.content["criteria"] == given.model_dump(mode="json")

    def test_everything_says_that_it_is_made_up(self) -> None:
        assert not Project.objects.exclude(description__contains="Made up").exists()
        assert all("made up" in who for _, _, who in LOG_INS)
        for name, _, _ in LOG_INS:
            person = Person.objects.select_related("user").get(user__username=name)
            assert person.user is not None
            assert "made up" in person.user.last_name

    def test_people_write_markdown(self) -> None:
        assert EventText.objects.filter(field="note", after__contains="**").exists()
        assert Review.objects.filter(minutes_html__contains="<strong>").exists()
