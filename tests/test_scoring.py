"""The rules of scoring: a table of cases for each, and what holds whatever the case."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.choices import Answer, Applicability, Freshness
from dashboard.scoring import (
    AimRule,
    FreshDays,
    Level,
    ObjectiveRule,
    Said,
    Scope,
    Score,
    Standing,
    counting,
    freshness,
    score,
    standing,
)

DAY = date(2026, 11, 21)
BEFORE, AFTER = DAY - timedelta(1), DAY + timedelta(1)
LADDER = (
    Level("started", "Started", 1),
    Level("first-results", "First results", 4),
    Level("mature", "Mature", 6),
)
ONE = (Level("done", "Done", 5),)
SIX = tuple(Level(f"level-{n}", f"Level {n}", n * n) for n in range(1, 7))

MET = Said(Answer.MET, is_confirmed=True)
SETASIDE = Said(Answer.NOT_APPLICABLE, is_confirmed=True)
CLAIMED = Said(Answer.MET)
CLAIMED_NA = Said(Answer.NOT_APPLICABLE)
SENT_BACK = Said(Answer.MET, is_sent_back=True)
NOT_YET = Said(Answer.NOT_YET)
UNSAID = Said(Answer.UNSAID)
WORDS = {
    "m": MET,
    "n": SETASIDE,
    "w": CLAIMED,
    "a": CLAIMED_NA,
    "b": SENT_BACK,
    "y": NOT_YET,
    "u": UNSAID,
}


def aim_of(letters: str, ladder: tuple[Level, ...] = LADDER, weight: int = 1) -> AimRule:
    """An aim with an objective for each letter; bars stand between levels: `mm|n|`."""
    levels = letters.split("|")
    objectives = [
        ObjectiveRule(100 * rank + index, ladder[rank].key)
        for rank, inside in enumerate(levels)
        for index in range(len(inside))
    ]
    return AimRule(1, weight, ladder, tuple(objectives))


def said_of(letters: str) -> dict[int, Said]:
    """What the letters say; a dot says nothing at all."""
    return {
        100 * rank + index: WORDS[letter]
        for rank, inside in enumerate(letters.split("|"))
        for index, letter in enumerate(inside)
        if letter != "."
    }


def stands(letters: str, ladder: tuple[Level, ...] = LADDER, weight: int = 1) -> Standing:
    return standing(aim_of(letters, ladder, weight), "", DAY, said_of(letters))


@pytest.mark.parametrize(
    ("letters", "level", "rank", "levels", "points", "maximum", "done", "asked"),
    [
        # nothing, then level after level
        ("..|..|..", "", 0, 3, 0, 6, 0, 2),
        ("m.|..|..", "", 0, 3, 0, 6, 1, 2),
        ("mm|..|..", "started", 1, 3, 1, 6, 0, 2),
        ("mm|m.|..", "started", 1, 3, 1, 6, 1, 2),
        ("mm|mm|..", "first-results", 2, 3, 4, 6, 0, 2),
        ("mm|mm|mm", "mature", 3, 3, 6, 6, 0, 0),
        # a level builds on the ones below and is locked in by them
        ("..|mm|mm", "", 0, 3, 0, 6, 0, 2),
        ("mm|..|mm", "started", 1, 3, 1, 6, 0, 2),
        ("m.|mm|mm", "", 0, 3, 0, 6, 1, 2),
        # an empty level is skipped, wherever it is
        ("|m|.", "first-results", 1, 2, 4, 6, 0, 1),
        ("m||m", "mature", 2, 2, 6, 6, 0, 0),
        ("m||.", "started", 1, 2, 1, 6, 0, 1),
        ("m|m|", "first-results", 2, 2, 4, 4, 0, 0),
        ("||m", "mature", 1, 1, 6, 6, 0, 0),
        # so is one whose objectives are all confirmed as not applicable
        ("n|m|.", "first-results", 1, 2, 4, 6, 0, 1),
        ("nn|.|.", "", 0, 2, 0, 6, 0, 1),
        ("m|n|.", "started", 1, 2, 1, 6, 0, 1),
        ("m|n|m", "mature", 2, 2, 6, 6, 0, 0),
        ("m|m|n", "first-results", 2, 2, 4, 4, 0, 0),
        # not applicable leaves a level, and is not what reaches it
        ("mn|..|..", "started", 1, 3, 1, 6, 0, 2),
        ("n.|..|..", "", 0, 3, 0, 6, 0, 1),
        ("mm|n.|..", "started", 1, 3, 1, 6, 0, 1),
        # what is not confirmed met is open: waiting, sent back, not yet, unsaid
        ("mw|..|..", "", 0, 3, 0, 6, 1, 2),
        ("ma|..|..", "", 0, 3, 0, 6, 1, 2),
        ("mb|..|..", "", 0, 3, 0, 6, 1, 2),
        ("my|..|..", "", 0, 3, 0, 6, 1, 2),
        ("mu|..|..", "", 0, 3, 0, 6, 1, 2),
    ],
)
def test_a_level_is_reached_when_all_at_it_and_below_it_is_confirmed_met(
    letters: str,
    level: str,
    rank: int,
    levels: int,
    points: int,
    maximum: int,
    done: int,
    asked: int,
) -> None:
    found = replace(stands(letters), waiting=0)
    assert found == Standing(
        Applicability.APPLICABLE, level, rank, levels, points, maximum, done, asked
    )


@pytest.mark.parametrize("letters", ["n", "nn|n|n", "|n|", "||n"])
def test_an_aim_without_any_level_left_is_not_applicable(letters: str) -> None:
    assert stands(letters) == Standing(Applicability.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("letters", "applicability", "points", "maximum"),
    [
        ("..|..|..", Applicability.NOT_APPLICABLE, 0, 0),
        ("m.|..|..", Applicability.NOT_APPLICABLE, 0, 0),
        ("wy|..|..", Applicability.NOT_APPLICABLE, 0, 0),
        ("mm|..|..", Applicability.APPLICABLE, 1, 6),
        ("n|m|.", Applicability.APPLICABLE, 4, 6),
    ],
)
def test_an_aim_set_aside_is_not_applicable_while_no_level_is_reached(
    letters: str, applicability: str, points: int, maximum: int
) -> None:
    found = standing(aim_of(letters), "", DAY, said_of(letters), is_set_aside=True)
    assert (found.applicability, found.points, found.maximum) == (applicability, points, maximum)


@pytest.mark.parametrize(
    ("letters", "ladder", "rank", "levels", "points", "maximum"),
    [
        (".", ONE, 0, 1, 0, 5),
        ("m", ONE, 1, 1, 5, 5),
        (".|.|.|.|.|.", SIX, 0, 6, 0, 36),
        ("m|m|m|m|m|.", SIX, 5, 6, 25, 36),
        ("m|m|m|m|m|m", SIX, 6, 6, 36, 36),
        ("m||m||m|", SIX, 3, 3, 25, 25),
        ("m|n|m|n|.|n", SIX, 2, 3, 9, 25),
    ],
)
def test_other_ladders_follow_the_same_rules(
    letters: str, ladder: tuple[Level, ...], rank: int, levels: int, points: int, maximum: int
) -> None:
    found = stands(letters, ladder)
    assert (found.rank, found.levels, found.points, found.maximum) == (
        rank, levels, points, maximum,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("weight", "points", "maximum"), [(1, 4, 6), (2, 8, 12), (3, 12, 18), (100, 400, 600)]
)
def test_points_and_maximum_are_multiplied_by_the_weight(
    weight: int, points: int, maximum: int
) -> None:
    found = stands("m|m|.", weight=weight)
    assert (found.points, found.maximum) == (points, maximum)


@pytest.mark.parametrize(
    ("scope", "kind", "is_counted"),
    [
        (Scope(), "", True),
        (Scope(), "service", True),
        (Scope(kinds=frozenset({"service"})), "service", True),
        (Scope(kinds=frozenset({"service"})), "library", False),
        (Scope(kinds=frozenset({"service"})), "", False),
        (Scope(kinds=frozenset({"service", "library"})), "library", True),
        (Scope(counts_from=BEFORE), "", True),
        (Scope(counts_from=DAY), "", True),
        (Scope(counts_from=AFTER), "", False),
        (Scope(retired_on=BEFORE), "", False),
        (Scope(retired_on=DAY), "", False),
        (Scope(retired_on=AFTER), "", True),
        (Scope(counts_from=DAY, retired_on=AFTER), "", True),
        (Scope(counts_from=DAY, retired_on=DAY), "", False),
        (Scope(frozenset({"service"}), BEFORE, AFTER), "service", True),
        (Scope(frozenset({"service"}), BEFORE, AFTER), "library", False),
    ],
)
def test_kinds_and_days_decide_what_counts(scope: Scope, kind: str, is_counted: bool) -> None:
    for_objective = AimRule(1, 1, LADDER, (ObjectiveRule(1, "started", scope),))
    for_aim = AimRule(1, 1, LADDER, (ObjectiveRule(1, "started"),), scopes=(Scope(), scope))
    for_area = AimRule(1, 1, LADDER, (ObjectiveRule(1, "started"),), scopes=(scope, Scope()))
    for aim in (for_objective, for_aim, for_area):
        assert bool(counting(aim, kind, DAY)) is is_counted
        wanted = Applicability.APPLICABLE if is_counted else Applicability.OUTSIDE
        assert standing(aim, kind, DAY, {1: MET}).applicability == wanted


def test_an_announced_objective_opens_a_level_only_from_its_day() -> None:
    new = ObjectiveRule(2, "started", Scope(counts_from=DAY))
    aim = AimRule(1, 1, LADDER, (ObjectiveRule(1, "started"), new))
    assert standing(aim, "", BEFORE, {1: MET}).level == "started"
    assert standing(aim, "", DAY, {1: MET}).level == ""
    assert standing(aim, "", DAY, {1: MET, 2: MET}).level == "started"


def test_a_retired_objective_holds_nothing_back_from_its_day() -> None:
    old = ObjectiveRule(2, "started", Scope(retired_on=DAY))
    aim = AimRule(1, 1, LADDER, (ObjectiveRule(1, "started"), old))
    assert standing(aim, "", BEFORE, {1: MET}).level == ""
    assert standing(aim, "", DAY, {1: MET}).level == "started"


def test_an_aim_of_which_nothing_counts_is_outside_even_when_it_is_set_aside() -> None:
    aim = AimRule(1, 1, LADDER, (ObjectiveRule(1, "started"),), scopes=(Scope(counts_from=AFTER),))
    assert standing(aim, "", DAY, {1: MET}, is_set_aside=True) == Standing(Applicability.OUTSIDE)


@pytest.mark.parametrize(
    ("letters", "waiting"),
    [("...", 0), ("wa.", 2), ("wb.", 1), ("mny", 0), ("www", 3), ("u..", 0), ("|w|w", 2)],
)
def test_waiting_is_a_claim_that_is_neither_confirmed_nor_sent_back(
    letters: str, waiting: int
) -> None:
    assert stands(letters).waiting == waiting


@pytest.mark.parametrize(
    ("scope", "waiting"),
    [
        (Scope(), 1),
        (Scope(counts_from=AFTER), 1),  # announced: answerable, so somebody is asked to confirm it
        (Scope(retired_on=DAY), 0),
        (Scope(retired_on=AFTER), 1),
        (Scope(kinds=frozenset({"library"})), 0),
    ],
)
def test_nobody_waits_for_what_is_not_asked(scope: Scope, waiting: int) -> None:
    of_objective = AimRule(1, 1, LADDER, (ObjectiveRule(1, "started", scope),))
    of_aim = AimRule(1, 1, LADDER, (ObjectiveRule(1, "started"),), scopes=(scope,))
    for aim in (of_objective, of_aim):
        assert standing(aim, "service", DAY, {1: CLAIMED}).waiting == waiting


def test_answers_to_other_aims_do_no_harm() -> None:
    assert standing(aim_of("."), "", DAY, {7: MET, 8: CLAIMED}) == stands(".")


@pytest.mark.parametrize(
    ("points", "maximum", "percentage"),
    [
        (0, 0, None),
        (0, 6, 0),
        (1, 3, 33),
        (2, 3, 67),
        (249, 250, 99),  # 99.6 %: only everything is 100
        (9_999, 10_000, 99),
        (1, 1000, 1),  # and only nothing is 0
        (250, 250, 100),
        (1, 200, 1),
    ],
)
def test_a_percentage_is_the_nearest(points: int, maximum: int, percentage: int | None) -> None:
    assert Score(points, maximum).percentage == percentage


def test_a_score_is_sum_over_sum_and_not_a_mean_of_shares() -> None:
    assert score([stands("m"), stands(".|.|.", weight=10)]) == Score(1, 61)
    assert score([]) == Score(0, 0)


def test_what_is_not_applicable_or_outside_leaves_sum_and_maximum() -> None:
    outside = Standing(waiting=2)
    assert score([stands("m|m|."), stands("n|n|n"), outside]) == Score(4, 6)


@pytest.mark.parametrize(
    ("age", "fresh"),
    [
        (-1, Freshness.NEW),
        (0, Freshness.NEW),
        (31, Freshness.NEW),
        (32, Freshness.CURRENT),
        (93, Freshness.CURRENT),
        (94, Freshness.DUE),
        (186, Freshness.DUE),
        (187, Freshness.OVERDUE),
        (5000, Freshness.OVERDUE),
    ],
)
def test_bands_of_freshness_end_on_their_last_day(age: int, fresh: Freshness) -> None:
    assert freshness(DAY - timedelta(age), DAY, FreshDays()) == fresh


def test_what_was_never_looked_at_is_not_overdue() -> None:
    assert freshness(None, DAY, FreshDays()) == Freshness.NEVER


def test_bands_of_freshness_are_the_organisations() -> None:
    bands = FreshDays(new=1, current=2, due=3)
    found = [freshness(DAY - timedelta(age), DAY, bands) for age in (1, 2, 3, 4)]
    assert found == [Freshness.NEW, Freshness.CURRENT, Freshness.DUE, Freshness.OVERDUE]


# What holds whatever the case.

ladders = some.sampled_from([ONE, LADDER, SIX])
answers = some.sampled_from(list(WORDS.values()))
days = some.dates(date(2026, 1, 1), date(2026, 12, 31))
scopes = some.builds(
    Scope,
    kinds=some.sampled_from([frozenset[str](), frozenset({"service"}), frozenset({"library"})]),
    counts_from=some.none() | days,
    retired_on=some.none() | days,
)


@some.composite
def cases(draw: some.DrawFn) -> tuple[AimRule, dict[int, Said]]:
    ladder = draw(ladders)
    levels = draw(some.lists(some.sampled_from([level.key for level in ladder]), max_size=8))
    objectives = tuple(
        ObjectiveRule(index, level, draw(scopes) if draw(some.booleans()) else Scope())
        for index, level in enumerate(levels)
    )
    aim = AimRule(1, draw(some.integers(1, 9)), ladder, objectives, (draw(scopes), Scope()))
    if draw(some.booleans()):
        aim = replace(aim, scopes=())
    return aim, draw(some.dictionaries(some.integers(0, 9), answers))


def places(case: tuple[AimRule, Mapping[int, Said]], **more: bool) -> Standing:
    aim, said = case
    return standing(aim, "service", DAY, said, **more)


@given(cases(), some.booleans())
def test_points_rank_and_progress_stay_within_their_maximum(
    case: tuple[AimRule, dict[int, Said]], is_set_aside: bool
) -> None:
    found = places(case, is_set_aside=is_set_aside)
    assert 0 <= found.points <= found.maximum
    assert 0 <= found.rank <= found.levels <= len(case[0].ladder)
    assert 0 <= found.done <= found.asked
    assert (found.maximum > 0) == (found.applicability == Applicability.APPLICABLE)
    assert (found.points > 0) == (found.rank > 0) == (found.level != "")
    assert (found.points == found.maximum) == (found.rank == found.levels)
    assert (found.asked == 0) == (found.rank == found.levels)


@given(cases(), some.integers(0, 9), some.booleans())
def test_confirming_one_more_objective_never_lowers(
    case: tuple[AimRule, dict[int, Said]], number: int, is_set_aside: bool
) -> None:
    aim, said = case
    if said.get(number, UNSAID).confirms(Answer.NOT_APPLICABLE):
        del said[number]  # it then asks again, which is another thing than confirming
    before = places((aim, said), is_set_aside=is_set_aside)
    after = places((aim, said | {number: MET}), is_set_aside=is_set_aside)
    assert (after.points, after.rank) >= (before.points, before.rank)
    assert after.points >= before.points


@given(cases(), some.integers(0, 9))
def test_not_applicable_is_never_counted_as_achieved(
    case: tuple[AimRule, dict[int, Said]], number: int
) -> None:
    """What it raises to is a level that is complete by objectives that are confirmed met."""
    aim, said = case
    before = places((aim, said))
    set_aside = said | {number: SETASIDE}
    after = places((aim, set_aside))
    assert after.maximum <= before.maximum
    if after.points > before.points:
        reached = [o for o in counting(aim, "service", DAY) if o.level == after.level]
        asked = [o for o in reached if not set_aside.get(o.id, UNSAID).confirms("not-applicable")]
        assert asked
        assert all(set_aside[o.id] == MET for o in asked)


@given(cases(), some.randoms())
def test_the_order_of_objectives_is_irrelevant(
    case: tuple[AimRule, dict[int, Said]], random: Random
) -> None:
    aim, said = case
    shuffled = list(aim.objectives)
    random.shuffle(shuffled)
    assert places((replace(aim, objectives=tuple(shuffled)), said)) == places(case)


@given(cases())
def test_what_is_not_confirmed_scores_like_nothing_said(
    case: tuple[AimRule, dict[int, Said]],
) -> None:
    aim, said = case
    confirmed = {key: answer for key, answer in said.items() if answer.is_confirmed}
    assert replace(places((aim, said)), waiting=0) == places((aim, confirmed))


@given(cases())
def test_setting_an_aim_aside_never_lowers_points(case: tuple[AimRule, dict[int, Said]]) -> None:
    assert places(case, is_set_aside=True).points == places(case).points


@given(some.lists(cases(), max_size=5))
def test_a_score_is_the_sum_of_its_parts(
    found: list[tuple[AimRule, dict[int, Said]]],
) -> None:
    standings = [places(case) for case in found]
    halves = score(standings[::2]), score(standings[1::2])
    whole = score(standings)
    assert whole.points == sum(half.points for half in halves)
    assert whole.maximum == sum(half.maximum for half in halves)
    assert whole.percentage is None or 0 <= whole.percentage <= 100
