"""Applying criteria over answers: what it does to rows, standings and the record."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.actions import (
    assessments,
    commitments,
    criteria,
    intents,
    meanings,
    people,
    projects,
    remarks,
    reviews,
    sittings,
)
from dashboard.actions.action import settle
from dashboard.actions.criteria import Applied
from dashboard.actions.intents import Plan
from dashboard.actions.meanings import Sides
from dashboard.actions.rewriting import Changes
from dashboard.choices import Answer, RemarkKind
from dashboard.criteria.loader import load
from dashboard.criteria.problems import CriteriaError
from dashboard.models import (
    Aim,
    Area,
    Assessment,
    Commitment,
    Event,
    Framework,
    Level,
    Meaning,
    Movement,
    Objective,
    Project,
    Remark,
    Revision,
    Standing,
    Team,
)
from tests.actions import makers
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    WHY,
    Yaml,
    aim,
    apply,
    area,
    counted,
    cycle,
    find,
    find_aim,
    find_area,
    find_level,
    ladder,
    last_event,
    loaded,
    met,
    movements,
    nothing_written,
    objective,
    person,
    refused,
    said,
    stands,
    written,
)

DAY = timedelta(days=1)


def one(*objectives: str | Yaml, **more: Any) -> Yaml:
    """The area testing with its one aim."""
    return area("testing", aim("tests", *objectives, **more))


def changes(applied: Applied) -> Changes:
    assert applied.changes
    return applied.changes


@pytest.fixture(autouse=True)
def answers_kept() -> Iterator[None]:
    """No test here takes an answer back, so that none may be gone at its end."""
    yield
    answered = Event.objects.filter(verb="answered").values("subject_id").distinct().count()
    assert Assessment.objects.exclude(answer="").count() == answered


@pytest.fixture
def api(team: Team) -> Project:
    """Of the aim's first level "known" is met, "clear" is not."""
    apply(one("known", "clear", at={"mature": ["kept"]}))
    project = makers.project("api", team=team)
    met(project, "known")
    return project


# Rows.


def test_the_first_criteria_make_their_rows(db: None) -> None:
    applied = apply(
        area(
            "testing",
            aim(
                "tests",
                objective("known", text="It *is*.", guidance="Ask.", evidence="required"),
                weight=3,
                reason="Because *so*.",
                background=[{"title": "Why", "url": "https://example.org/"}],
                applies_to=["service"],
                from_=date(2026, 1, 1),
                retired=date(2027, 1, 1),
            ),
            description="All of it.",
            confirmed_by="steward",
        ),
        kinds=["service"],
    )
    row = Objective.objects.select_related("aim__area", "level").get()
    assert (row.key, row.text_html, row.guidance_html) == (
        "known",
        "<p>It <em>is</em>.</p>\n",
        "<p>Ask.</p>\n",
    )
    assert (row.is_evidence_required, row.wording, row.level.key) == (True, 1, "started")
    assert (row.aim.weight, row.aim.reason_html) == (3, "<p>Because <em>so</em>.</p>\n")
    assert row.aim.background == [{"title": "Why", "url": "https://example.org/"}]
    assert (row.aim.applies_to, row.aim.counts_from, row.aim.retired_on) == (
        ["service"],
        date(2026, 1, 1),
        date(2027, 1, 1),
    )
    assert (row.aim.area.confirmed_by, row.aim.area.description) == ("steward", "All of it.")
    assert [(level.key, level.rank, level.value) for level in Level.objects.all()] == [
        ("started", 1, 1),
        ("first-results", 2, 4),
        ("mature", 3, 6),
    ]
    assert changes(applied).added == [
        "testing",
        ":started",
        ":first-results",
        ":mature",
        "testing/tests",
        "testing/tests/known",
    ]


def test_what_is_in_force_already_is_not_applied_again(api: Project, clock: Clock) -> None:
    clock.shift(DAY)
    settle()
    before = makers.kept() | {"Revision": []}
    applied = apply(one("known", "clear", at={"mature": ["kept"]}))
    assert applied == Applied()
    assert makers.kept() | {"Revision": []} == before
    assert Framework.objects.count() == 1


def test_every_framework_is_kept_whole_with_its_day(api: Project, clock: Clock) -> None:
    clock.shift(DAY)
    apply(one("known"))
    clock.shift(DAY)
    apply(one("known", "other"))
    kept = list(Framework.objects.all())
    assert [row.applied_at for row in kept] == [NOW, NOW + DAY, NOW + 2 * DAY]
    assert [sorted(row.content["ids"]) for row in kept][1] == [
        ":first-results",
        ":mature",
        ":started",
        "testing",
        "testing/tests",
        "testing/tests/known",
    ]
    assert Revision.objects.get().framework == kept[-1]


def test_the_event_tells_what_happened_to_which_path(api: Project) -> None:
    grace = person("Grace")
    criteria.apply(loaded(one("known", "new")), by=grace)
    event = last_event()
    assert (event.verb, event.by, event.through) == ("criteria-applied", grace, "criteria")
    assert event.after == {
        "added": ["testing/tests/new"],
        "changed": [],
        "renamed": [],
        "moved": [],
        "retired": [],
        "dropped": ["testing/tests/clear", "testing/tests/kept"],
    }
    framework = Framework.objects.last()
    assert framework
    assert (event.subject, event.subject_id) == ("framework", framework.pk)


# Added, changed, dropped.


def test_one_objective_more_opens_a_level_and_charges_no_team(api: Project, team: Team) -> None:
    met(api, "clear")
    applied = apply(one("known", "clear", "new", at={"mature": ["kept"]}))
    assert changes(applied).added == ["testing/tests/new"]
    assert stands(api) == ("", 0, 6)
    assert movements(api)[-1] == ("criteria", "tests", 1, 0)
    assert (applied.standings, applied.projects, applied.teams) == (1, 1, ("Engine",))
    assert (applied.points, applied.maximum) == ((1, 0), (6, 6))


def test_a_dropped_objective_closes_a_level_and_credits_no_team(api: Project) -> None:
    applied = apply(one("known", at={"mature": ["kept"]}))
    assert changes(applied).dropped == ["testing/tests/clear"]
    assert movements(api)[-1] == ("criteria", "tests", 0, 1)
    assert not Movement.objects.filter(cause="work-done").exists()
    row = Objective.objects.get(key="clear")
    assert not row.is_current


def test_another_weight_multiplies_points_and_maximum(api: Project) -> None:
    met(api, "clear")
    applied = apply(one("known", "clear", at={"mature": ["kept"]}, weight=5))
    assert changes(applied).changed == ["testing/tests"]
    assert stands(api) == ("started", 5, 30)
    assert (applied.points, applied.maximum) == ((1, 5), (6, 30))


def test_another_value_of_a_level_counts_for_all(api: Project) -> None:
    met(api, "clear")
    levels = ladder("started", "first-results", "mature")
    for level, value in zip(levels, (2, 5, 9), strict=True):
        level["value"] = value
    applied = apply(one("known", "clear", at={"mature": ["kept"]}), levels=levels)
    assert ":started" in changes(applied).changed
    assert stands(api) == ("started", 2, 9)


def test_an_objective_moves_to_another_level_with_its_answers(api: Project) -> None:
    applied = apply(one("clear", at={"mature": ["kept", "known"]}))
    assert changes(applied).changed == ["testing/tests/known"]
    met(api, "clear")
    assert stands(api) == ("started", 1, 6)
    assert Standing.objects.get().done == 1


def test_a_new_aim_is_asked_of_every_project_in_the_sums(api: Project, team: Team) -> None:
    makers.project("young", team=team)
    apply(
        area("testing", aim("tests", "known", "clear", at={"mature": ["kept"]})),
        area("security", aim("secrets", "none")),
    )
    assert counted(team) == (0, 7)
    assert movements(api)[-1] == ("criteria", "secrets", 0, 0)


def test_a_dropped_aim_leaves_the_sums_and_names_the_team_it_touched(
    api: Project, team: Team
) -> None:
    apply(area("testing", *one("known", "clear")["aims"], aim("types", "strict")))
    applied = apply(one("known", "clear"))
    assert changes(applied).dropped == ["testing/types", "testing/types/strict"]
    assert counted(team) == (0, 1)
    assert Standing.objects.get(aim__key="types").applicability == "outside"
    assert (applied.teams, applied.standings) == (("Engine",), 1)


def test_a_dropped_area_takes_its_aims_along(api: Project) -> None:
    testing = one("known", "clear")
    apply(testing, area("security", aim("secrets", "none")))
    applied = apply(testing)
    assert changes(applied).dropped == [
        "security",
        "security/secrets",
        "security/secrets/none",
    ]
    assert not Area.objects.get(key="security").is_current


def test_what_comes_back_takes_its_old_row(api: Project) -> None:
    pk = find("clear").pk
    apply(one("known"))
    applied = apply(one("known", "clear"))
    assert changes(applied).added == ["testing/tests/clear"]
    assert find("clear").pk == pk
    assert stands(api) == ("", 0, 1)


def test_other_words_about_an_aim_move_nothing(api: Project) -> None:
    before = Movement.objects.count()
    entry = one("known", "clear", at={"mature": ["kept"]}, reason="It is *good*.")
    applied = apply(entry | {"name": "Tests"})
    assert changes(applied).changed == ["testing", "testing/tests"]
    assert applied.standings == 0
    assert Movement.objects.count() == before
    assert find_aim("tests").reason_html == "<p>It is <em>good</em>.</p>\n"


def test_another_order_is_no_change_of_what_is_asked(api: Project) -> None:
    applied = apply(one("clear", "known", at={"mature": ["kept"]}))
    assert changes(applied) == Changes()
    assert [row.key for row in find_aim("tests").objectives.all()] == ["clear", "known", "kept"]


# Wording.


def test_new_wording_marks_answers_that_still_count(api: Project) -> None:
    met(api, "clear")
    said(api, "kept", Answer.NOT_YET)
    known = objective("known", text="Known by all.")
    kept = objective("kept", text="Kept by all.")
    applied = apply(one(known, "clear", at={"mature": [kept]}))
    assert changes(applied).changed == ["testing/tests/known", "testing/tests/kept"]
    assert applied.reworded_answers == 2
    assert stands(api) == ("started", 1, 6)
    earlier = [row for row in Assessment.objects.all() if row.wording < row.objective.wording]
    assert {row.objective.key for row in earlier} == {"known", "kept"}


def test_guidance_and_evidence_are_not_the_wording(api: Project) -> None:
    known = objective("known", guidance="Ask around.", evidence="required")
    applied = apply(one(known, "clear", at={"mature": ["kept"]}))
    assert applied.reworded_answers == 0
    assert find("known").wording == 1


def test_wording_is_counted_through_a_move(api: Project) -> None:
    apply(
        area(
            "testing",
            aim("tests", "clear", at={"mature": ["kept"]}),
            aim("basics", objective("seen", text="Seen.", formerly=["testing/tests/known"])),
        )
    )
    assert find("seen").wording == 2
    assert Assessment.objects.get(objective=find("seen")).wording == 1


# Renamed and moved.


def promised(project: Project, key: str, level: str = "started") -> Commitment:
    return commitments.commit(
        project=project, aim=find_aim(key), level=find_level(level), cycle=cycle(), by=None
    )


def test_what_is_renamed_takes_remarks_meanings_and_promises_along(api: Project) -> None:
    of: dict[str, Any] = {"project": api, "objective": find("clear"), "text": "Why?", "by": None}
    thread, meaning = remarks.remark(**of), meanings.agree(**of, sides=Sides(team=True))
    promise = promised(api, "tests")
    entries = [objective("a", formerly=["known"]), objective("b", formerly=["clear"])]
    apply(area("quality", aim("checks", *entries, formerly=["tests"]), formerly=["testing"]))
    assert Remark.objects.get(objective=find("quality/checks/b")) == thread
    assert Meaning.objects.get(objective=find("quality/checks/b")) == meaning
    assert Commitment.objects.get(aim=find_aim("checks")) == promise


def test_what_moves_to_another_aim_takes_its_thread_along(api: Project) -> None:
    of: dict[str, Any] = {"project": api, "objective": find("clear"), "by": None}
    remarks.remark(**of, text="No.", kind=RemarkKind.DISPUTE)
    moved = objective("clear", formerly=["testing/tests/clear"])
    apply(one("known"), area("security", aim("secrets", moved)))
    of["objective"] = find("clear")
    remarks.remark(**of, text="So.", kind=RemarkKind.SETTLEMENT)
    assert {row.objective.aim.key for row in Remark.objects.all()} == {"secrets"}


def test_a_renamed_level_keeps_what_was_promised(api: Project) -> None:
    row = promised(api, "tests")
    levels = ladder("begun", "first-results", "mature")
    levels[0] |= {"formerly": ["started"]}
    apply(one(at={"begun": ["known", "clear"], "mature": ["kept"]}), levels=levels)
    assert Commitment.objects.select_related("level").get(pk=row.pk).level.key == "begun"


def test_two_objectives_that_were_both_spoken_of_do_not_become_one(
    api: Project, tmp_path: Path
) -> None:
    remarks.remark(project=api, objective=find("clear"), text="Why?", by=None)
    entry = objective("both", formerly=["known", "clear"])
    (told,) = lost(one(entry), folder=tmp_path)
    assert "both have answers" in told


def test_a_renamed_objective_keeps_its_answers(api: Project) -> None:
    pk = find("known").pk
    applied = apply(one(objective("grasped", formerly=["known"], text="known is so."), "clear"))
    assert changes(applied).renamed == [("testing/tests/known", "testing/tests/grasped")]
    assert applied.reworded_answers == 0
    assert find("grasped").pk == pk
    met(api, "clear")
    assert stands(api) == ("started", 1, 1)


def test_a_renamed_aim_keeps_what_it_holds(api: Project) -> None:
    met(api, "clear")
    applied = apply(
        area(
            "testing", aim("checks", "known", "clear", at={"mature": ["kept"]}, formerly=["tests"])
        )
    )
    assert changes(applied).renamed == [("testing/tests", "testing/checks")]
    assert changes(applied).added == changes(applied).dropped == []
    assert stands(api, "checks") == ("started", 1, 6)
    assert applied.standings == 0


def test_a_renamed_area_keeps_what_it_holds(api: Project) -> None:
    reviews.review(project=api, verdict="gaps", area=find_area("testing"), by=None)
    people.add_steward(person=person("Ada"), area=find_area("testing"), by=None)
    pk = find_area("testing").pk
    entry = area("quality", *one("known", "clear", at={"mature": ["kept"]})["aims"])
    applied = apply(entry | {"formerly": ["testing"]})
    assert changes(applied).renamed == [("testing", "quality")]
    assert changes(applied).dropped == []
    assert find_area("quality").pk == pk


def test_a_renamed_level_keeps_what_is_reached(api: Project) -> None:
    met(api, "clear")
    levels = ladder("begun", "first-results", "mature")
    levels[0] |= {"formerly": ["started"], "value": 1}
    levels[1]["value"], levels[2]["value"] = 4, 6
    pk = Level.objects.get(key="started").pk
    applied = apply(one(at={"begun": ["known", "clear"], "mature": ["kept"]}), levels=levels)
    assert changes(applied).renamed == [(":started", ":begun")]
    assert Level.objects.get(key="begun").pk == pk
    assert stands(api) == ("begun", 1, 6)
    assert applied.standings == 0


def test_everything_above_may_be_renamed_at_once(api: Project) -> None:
    met(api, "clear")
    entries = [objective("a", formerly=["known"]), objective("b", formerly=["clear"])]
    checks = aim("checks", *entries, formerly=["tests"])
    applied = apply(area("quality", checks, formerly=["testing"]))
    assert changes(applied).renamed == [
        ("testing", "quality"),
        ("testing/tests", "quality/checks"),
        ("testing/tests/known", "quality/checks/a"),
        ("testing/tests/clear", "quality/checks/b"),
    ]
    assert stands(api, "checks") == ("started", 1, 1)


def test_an_objective_moves_to_another_aim_in_another_area(api: Project, team: Team) -> None:
    moved = objective("known", formerly=["testing/tests/known"])
    applied = apply(one("clear", at={"mature": ["kept"]}), area("security", aim("secrets", moved)))
    assert changes(applied).moved == [("testing/tests/known", "security/secrets/known")]
    assert stands(api, "secrets") == ("started", 1, 1)
    assert stands(api, "tests") == ("", 0, 6)
    assert counted(team) == (1, 7)
    assert {cause for cause, *_ in movements(api)} == {"joined", "criteria"}


def test_an_aim_moves_to_another_area_with_all_it_holds(api: Project) -> None:
    met(api, "clear")
    tests = aim("tests", "known", "clear", at={"mature": ["kept"]}, formerly=["testing/tests"])
    applied = apply(area("testing", aim("types", "strict")), area("quality", tests))
    assert changes(applied).moved == [("testing/tests", "quality/tests")]
    assert changes(applied).dropped == []
    assert stands(api) == ("started", 1, 6)


def test_an_aim_whose_objectives_all_moved_may_go(api: Project) -> None:
    """It is not itself that has answers, and an aim without objectives could not stay."""
    met(api, "clear")
    moved = [objective(key, formerly=[f"testing/tests/{key}"]) for key in ("known", "clear")]
    applied = apply(area("testing", aim("first", moved[0]), aim("second", moved[1])))
    assert changes(applied).dropped == ["testing/tests", "testing/tests/kept"]
    assert stands(api, "first") == stands(api, "second") == ("started", 1, 1)


def test_an_area_whose_aims_all_moved_may_go(api: Project) -> None:
    tests = aim("tests", "known", "clear", at={"mature": ["kept"]}, formerly=["testing/tests"])
    applied = apply(area("quality", tests))
    assert changes(applied).dropped == ["testing"]


def test_two_aims_change_places(team: Team) -> None:
    apply(area("testing", aim("left", "a"), aim("right", "b")))
    api = makers.project("api", team=team)
    met(api, "a")
    swapped = [
        aim("left", objective("b", formerly=["testing/right/b"])),
        aim("right", objective("a", formerly=["testing/left/a"])),
    ]
    apply(area("testing", *swapped))
    assert stands(api, "right") == ("started", 1, 1)
    assert stands(api, "left") == ("", 0, 1)


def test_keys_are_handed_on_in_a_row(team: Team) -> None:
    """a becomes d becomes b, while b becomes c becomes a."""
    apply(one("a", "b"))
    api = makers.project("api", team=team)
    met(api, "a")
    said(api, "b", Answer.NOT_YET)
    rows = {key: find(key).pk for key in ("a", "b")}
    apply(one(objective("c", formerly=["b"]), objective("d", formerly=["a"])))
    apply(one(objective("b", formerly=["d"]), objective("a", formerly=["c"])))
    assert (find("b").pk, find("a").pk) == (rows["a"], rows["b"])


def test_formerly_may_stay_written_for_good(api: Project) -> None:
    entry = one(objective("grasped", formerly=["known"]), "clear")
    apply(entry)
    applied = apply(entry)
    assert applied == Applied()
    applied = apply(one(objective("grasped", formerly=["known"]), "clear", weight=2))
    assert changes(applied).renamed == []


# Retired and announced.


def test_a_retired_objective_keeps_its_answers_out_of_scoring(api: Project) -> None:
    met(api, "clear")
    retired = objective("known", retired=date(2026, 3, 2))
    applied = apply(one(retired, "clear", at={"mature": ["kept"]}))
    assert changes(applied).retired == ["testing/tests/known"]
    assert changes(applied).changed == []
    assert applied.retired_answers == 1
    assert stands(api) == ("started", 1, 6)
    assert Assessment.objects.get(objective=find("known")).answer == Answer.MET


def test_a_retired_aim_leaves_the_sums_with_all_its_answers(api: Project, team: Team) -> None:
    met(api, "clear")
    entry = one("known", "clear", at={"mature": ["kept"]}, retired=date(2026, 3, 2))
    applied = apply(entry)
    assert changes(applied).retired == ["testing/tests"]
    assert applied.retired_answers == 2
    assert counted(team) == (0, 0)
    assert movements(api)[-1] == ("criteria", "tests", 1, 0)


def test_to_retire_later_moves_nothing_now(api: Project, clock: Clock) -> None:
    met(api, "clear")
    retired = objective("clear", retired=date(2026, 3, 9))
    applied = apply(one("known", retired, at={"mature": ["kept"]}))
    assert changes(applied).retired == ["testing/tests/clear"]
    assert applied.standings == 0
    clock.shift(10 * DAY)
    assert settle() == [date(2026, 3, 9)]


def test_what_was_retired_may_count_again(api: Project) -> None:
    retired = objective("known", retired=date(2026, 3, 2))
    apply(one(retired, "clear", at={"mature": ["kept"]}))
    applied = apply(one("known", "clear", at={"mature": ["kept"]}))
    assert changes(applied).changed == ["testing/tests/known"]
    assert Standing.objects.get().done == 1


def test_an_announced_objective_counts_from_its_day(api: Project, clock: Clock) -> None:
    met(api, "clear")
    announced = objective("new", from_=date(2026, 3, 9))
    applied = apply(one("known", "clear", announced, at={"mature": ["kept"]}))
    assert applied.standings == 0
    clock.shift(10 * DAY)
    settle()
    assert movements(api)[-1] == ("criteria", "tests", 1, 0)


# Refused where answers would be lost.


def lost(*areas: Yaml, folder: Path) -> list[str]:
    """The problems that applying these areas meets, and nothing written."""
    written(folder, *areas)
    with nothing_written(), pytest.raises(CriteriaError) as told:
        criteria.apply(load(folder), by=None)
    return [str(problem).removeprefix(f"{folder}/") for problem in told.value.problems]


def test_an_answered_objective_is_not_dropped(api: Project, tmp_path: Path) -> None:
    assert lost(one("clear"), folder=tmp_path) == [
        "testing.yaml:4:3: testing/tests/known has answers or remarks: "
        "say `formerly` where it is now, or keep it `retired`"
    ]


def test_an_aim_with_answers_is_not_dropped_and_told_once(api: Project, tmp_path: Path) -> None:
    met(api, "clear")
    assert lost(area("testing", aim("types", "strict")), folder=tmp_path) == [
        "testing.yaml:1:1: testing/tests has answers, intents or promises: "
        "say `formerly` where it is now, or keep it `retired`"
    ]


def test_an_area_with_answers_is_not_dropped_and_told_once(api: Project, tmp_path: Path) -> None:
    told = lost(area("security", aim("secrets", "none")), folder=tmp_path)
    assert [words.partition(": ")[2] for words in told] == [
        "testing has answers, reviews or stewards: "
        "say `formerly` where it is now, or keep it with its aims `retired`"
    ]
    assert told[0].startswith(str(tmp_path))


def test_an_answered_objective_missed_in_a_moved_aim_is_told_at_that_aim(
    api: Project, tmp_path: Path
) -> None:
    moved = aim("checks", "clear", formerly=["testing/tests"])
    (told,) = lost(area("quality", moved), folder=tmp_path)
    assert told.startswith("quality.yaml:4:3: testing/tests/known has answers")


def test_every_answer_that_would_be_lost_is_told_at_once(api: Project, tmp_path: Path) -> None:
    met(api, "clear")
    told = lost(one("other"), folder=tmp_path)
    assert [words.split(": ")[1].split(" ")[0] for words in told] == [
        "testing/tests/clear",
        "testing/tests/known",
    ]


def test_what_was_taken_back_is_not_dropped_either(api: Project, tmp_path: Path) -> None:
    """Its events stay, and somebody may want to read them."""
    said(api, "clear")
    assessments.take_back(project=api, objective=find("clear"), by=None)
    assert len(lost(one("known"), folder=tmp_path)) == 1
    said(api, "clear")


def test_an_aim_with_an_intent_is_not_dropped(api: Project, tmp_path: Path) -> None:
    apply(area("testing", *one("known", "clear")["aims"], aim("types", "strict")))
    plan = Plan("planned")
    intents.set_intent(project=api, aim=find_aim("types"), plan=plan, by=None)
    assert len(lost(one("known", "clear"), folder=tmp_path)) == 1


@pytest.mark.parametrize("is_agreed", [False, True])
def test_an_objective_with_a_remark_or_a_meaning_is_not_dropped(
    api: Project, tmp_path: Path, is_agreed: bool
) -> None:
    of: dict[str, Any] = {"project": api, "objective": find("clear"), "text": "Why?", "by": None}
    if is_agreed:
        meanings.agree(**of, sides=Sides(team=True))
    else:
        remarks.remark(**of)
    assert lost(one("known"), folder=tmp_path) == [
        "testing.yaml:4:3: testing/tests/clear has answers or remarks: "
        "say `formerly` where it is now, or keep it `retired`"
    ]


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_an_aim_that_was_promised_is_not_dropped(
    api: Project, tmp_path: Path, is_withdrawn: bool
) -> None:
    apply(area("testing", *one("known", "clear")["aims"], aim("types", "strict")))
    row = promised(api, "types")
    if is_withdrawn:
        commitments.withdraw(commitment=row, reason="Too much.", by=None)
    assert lost(one("known", "clear"), folder=tmp_path) == [
        "testing.yaml:1:1: testing/types has answers, intents or promises: "
        "say `formerly` where it is now, or keep it `retired`"
    ]


def test_an_objective_of_a_promised_level_may_go(api: Project) -> None:
    """The promise is asked for no more; it stays to be read."""
    row = promised(api, "tests", "mature")
    apply(one("known", "clear"))
    assert Commitment.objects.get() == row


def test_an_area_with_a_sitting_is_not_dropped(api: Project, team: Team, tmp_path: Path) -> None:
    testing = one("known", "clear")
    apply(testing, area("security", aim("secrets", "none")))
    sittings.open_sitting(team=team, area=find_area("security"), by=None)
    assert len(lost(testing, folder=tmp_path)) == 1


def test_an_area_with_a_review_is_not_dropped(api: Project, tmp_path: Path) -> None:
    testing = one("known", "clear")
    apply(testing, area("security", aim("secrets", "none")))
    reviews.review(project=api, verdict="gaps", area=find_area("security"), by=None)
    assert len(lost(testing, folder=tmp_path)) == 1


def test_an_area_with_a_steward_is_not_dropped(api: Project, tmp_path: Path) -> None:
    testing = one("known", "clear")
    apply(testing, area("security", aim("secrets", "none")))
    ada = person("Ada")
    people.add_steward(person=ada, area=find_area("security"), by=None)
    assert len(lost(testing, folder=tmp_path)) == 1
    people.remove_steward(person=ada, area=find_area("security"), by=None)
    apply(testing)


def test_two_answered_objectives_do_not_become_one(api: Project, tmp_path: Path) -> None:
    met(api, "clear")
    entry = objective("known", formerly=["clear"])
    (told,) = lost(one(entry), folder=tmp_path)
    assert "both have answers; they cannot become one" in told
    assert told.startswith("testing.yaml:9:7: ")


def test_two_of_which_one_is_answered_become_one(api: Project) -> None:
    pk = find("known").pk
    apply(one(objective("clear", formerly=["known"])))
    assert find("clear").pk == pk
    apply(one(objective("clear", formerly=["kept"])))
    assert find("clear").pk == pk


def test_a_rehearsal_meets_the_same_mistakes(api: Project) -> None:
    with nothing_written(), pytest.raises(CriteriaError):
        criteria.apply(loaded(one("clear")), is_rehearsal=True, by=None)


# Ladders.


def test_an_area_brings_a_ladder_of_its_own_and_shares_again(api: Project) -> None:
    met(api, "clear")
    own = one(at={"low": ["known"], "high": ["clear", "kept"]})
    applied = apply(own | {"levels": ladder("low", "high")})
    assert changes(applied).added == ["testing:low", "testing:high"]
    assert stands(api) == ("low", 1, 2)
    assert Level.objects.filter(is_current=True).count() == 5
    applied = apply(one("known", "clear", at={"mature": ["kept"]}))
    assert changes(applied).dropped == ["testing:high", "testing:low"]
    assert stands(api) == ("started", 1, 6)
    apply(own | {"levels": ladder("low", "high")})
    assert Level.objects.count() == 5


def test_an_own_ladder_with_the_keys_of_the_shared_one(api: Project) -> None:
    met(api, "clear")
    levels = ladder("started", "mature")
    levels[0]["value"], levels[1]["value"] = 10, 20
    apply(one("known", "clear", at={"mature": ["kept"]}) | {"levels": levels})
    assert stands(api) == ("started", 10, 20)
    assert find("known").level.area == find_area("testing")


def test_two_ladders_stand_side_by_side(api: Project, team: Team) -> None:
    own = area(
        "security", aim("secrets", at={"three": ["none"]}), levels=ladder("one", "two", "three")
    )
    apply(one("known", "clear", at={"mature": ["kept"]}), own)
    met(api, "none")
    assert stands(api, "secrets") == ("three", 3, 3)
    assert counted(team) == (3, 9)


# Kinds.


def test_an_objective_for_one_kind_leaves_the_others(team: Team) -> None:
    apply(one("known", "clear"), kinds=["service", "library"])
    service = makers.project("api", team=team, kind="service")
    library = makers.project("lib", team=team, kind="library")
    for project in (service, library):
        met(project, "known")
    applied = apply(
        one("known", objective("clear", applies_to=["service"])), kinds=["service", "library"]
    )
    assert stands(service) == ("", 0, 1)
    assert stands(library) == ("started", 1, 1)
    assert (applied.standings, applied.points) == (1, (0, 1))


@pytest.mark.parametrize("where", ["area", "aim"])
def test_an_aim_for_one_kind_leaves_the_sums_of_the_others(team: Team, where: str) -> None:
    apply(one("known"), kinds=["service", "library"])
    library = makers.project("lib", team=team, kind="library")
    met(library, "known")
    entry = one("known", **({"applies_to": ["service"]} if where == "aim" else {}))
    apply(
        entry | ({"applies_to": ["service"]} if where == "area" else {}),
        kinds=["service", "library"],
    )
    assert counted(team) == (0, 0)
    assert Standing.objects.get().applicability == "outside"


def test_a_kind_that_is_gone_leaves_its_projects_alone(team: Team) -> None:
    apply(one("known"), kinds=["service", "library"])
    library = makers.project("lib", team=team, kind="library")
    apply(one("known"), kinds=["service"])
    met(library, "known")
    assert counted(team) == (1, 1)


# Rehearsal.


@pytest.mark.parametrize(
    "entry",
    [
        one("known", "clear", "new", at={"mature": ["kept"]}, weight=7),
        one(objective("known", text="Other."), objective("clear", retired=date(2026, 3, 2))),
        area("quality", aim("checks", "known", formerly=["testing/tests"])),
        one(at={"low": ["known"]}) | {"levels": ladder("low")},
        one("known", "clear", at={"mature": ["kept"]}),
    ],
)
def test_a_rehearsal_tells_what_applying_does_and_writes_nothing(api: Project, entry: Yaml) -> None:
    wanted = loaded(entry)
    with nothing_written():
        rehearsed = criteria.apply(wanted, is_rehearsal=True, by=None)
    with nothing_written():
        assert criteria.apply(wanted, is_rehearsal=True, by=None) == rehearsed
    assert criteria.apply(wanted, by=None) == rehearsed


def test_after_a_rehearsal_other_criteria_can_be_applied(api: Project) -> None:
    criteria.apply(loaded(one("known", "other", weight=9)), is_rehearsal=True, by=None)
    apply(one("known", "new", weight=2))
    met(api, "new")
    assert stands(api) == ("started", 2, 2)


def test_a_folder_that_vanishes_after_it_was_checked_is_applied_as_it_was_read(
    api: Project, tmp_path: Path
) -> None:
    wanted = load(written(tmp_path / "criteria", one("known")))
    for file in (tmp_path / "criteria").iterdir():
        file.unlink()
    (tmp_path / "criteria").rmdir()
    criteria.apply(wanted, by=None)
    assert stands(api) == ("started", 1, 1)


# Times.


def test_before_something_already_recorded_is_refused(api: Project, clock: Clock) -> None:
    clock.shift(DAY)
    met(api, "clear")
    with refused("recorded"):
        apply(one("known", "clear"), at=NOW + DAY / 2)


def test_a_time_to_come_is_refused(api: Project) -> None:
    with refused("still to come"):
        apply(one("known"), at=NOW + DAY)


def test_a_clock_behind_the_last_event_takes_that_events_time(api: Project) -> None:
    met(api, "clear", at=NOW + timedelta(minutes=4))
    apply(one("known", "clear"))
    framework = Framework.objects.last()
    assert framework
    assert framework.applied_at == NOW + timedelta(minutes=4)


def test_criteria_dated_back_count_from_their_day_on(api: Project, clock: Clock) -> None:
    """Days that were settled under the earlier criteria are settled again under these."""
    met(api, "clear")
    clock.shift(10 * DAY)
    settle()
    announced = objective("new", from_=date(2026, 3, 8))
    apply(one("known", "clear", announced, at={"mature": ["kept"]}), at=NOW + DAY)
    settle()
    assert stands(api) == ("", 0, 6)
    movement = Movement.objects.latest("pk")
    assert (movement.cause, movement.day) == ("criteria", date(2026, 3, 8))


# Who is touched.


def test_archived_and_young_projects_are_not_counted_as_touched(api: Project, team: Team) -> None:
    met(api, "clear")
    makers.project("young", team=team)
    old = makers.project("old", team=makers.team("other"))
    met(old, "known")
    projects.archive(project=old, by=None)
    applied = apply(one("known", "clear", "new", at={"mature": ["kept"]}, weight=2))
    assert applied.teams == ("Engine",)
    assert (applied.points, applied.maximum) == ((1, 0), (6, 12))


def test_what_is_set_aside_stays_set_aside(api: Project, team: Team) -> None:
    plan = Plan("not-applicable", note="None here.")
    aside = find_aim("tests")
    intents.set_intent(project=api, aim=aside, plan=plan, is_confirmed=True, by=None)
    apply(one("known", "clear", "new"))
    assert counted(team) == (0, 0)


def test_not_applicable_stays_so_through_a_move(api: Project) -> None:
    said(api, "clear", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    moved = objective("clear", formerly=["testing/tests/clear"])
    apply(one("known"), area("security", aim("secrets", moved)))
    assert Standing.objects.get(aim=find_aim("secrets")).applicability == "not-applicable"


def test_rows_that_nothing_changed_are_not_written(
    api: Project, django_assert_max_num_queries: Any
) -> None:
    """Sixty unchanged objectives cost nothing more than five."""
    many = [f"o{n}" for n in range(60)]
    apply(area("testing", *one("known", "clear")["aims"], aim("more", *many)))
    entry = area("testing", *one("known", "clear")["aims"], aim("more", *many, weight=2))
    wanted = loaded(entry)
    with django_assert_max_num_queries(60):
        criteria.apply(wanted, by=None)
    assert Aim.objects.get(key="more").weight == 2
