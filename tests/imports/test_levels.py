"""Lines that name a level: how a spreadsheet knows it."""

from collections.abc import Callable

import pytest

from dashboard.actions.assessments import Words
from dashboard.choices import Answer
from dashboard.imports.assessments import Report, import_assessments
from dashboard.models import Assessment, Project
from tests.actions import makers
from tests.actions.makers import WHY, aim, area, nothing_changed, objective, stands
from tests.imports.conftest import NOW, Write

pytestmark = pytest.mark.usefixtures("verified")
Import = Callable[..., Report]
HEADING = "project,aim,objective,level,answer,confirmed,at,note"


@pytest.fixture
def enter(write: Write) -> Import:
    """Import a file of these lines."""
    return lambda *lines: import_assessments(write(HEADING, *lines))


@pytest.fixture
def project(clock: object, db: None) -> Project:
    makers.apply(makers.ready())
    return makers.project("api")


def answers() -> dict[str, str]:
    return dict(Assessment.objects.values_list("objective__key", "answer"))


@pytest.mark.parametrize("level", ["first-results", "First results", "FIRST RESULTS"])
def test_met_fills_the_level_and_those_below(enter: Import, project: Project, level: str) -> None:
    assert enter(f"api,tests,,{level},met,,,").answers == 3
    assert answers() == dict.fromkeys(["known", "clear", "better"], Answer.MET)
    assert stands(project) == ("first-results", 4, 6)


@pytest.mark.parametrize("answer", [Answer.NOT_YET, Answer.NOT_APPLICABLE])
def test_another_answer_is_of_that_level_alone(
    enter: Import, project: Project, answer: str
) -> None:
    enter("api,tests,,mature,met,,,")
    enter(f"api,tests,,first-results,{answer},,,Why.")
    met = dict.fromkeys(["known", "clear", "all", "kept"], Answer.MET)
    assert answers() == met | {"better": answer}


def test_an_objective_s_own_line_wins_wherever_it_stands(enter: Import, project: Project) -> None:
    own = "api,tests,clear,,not yet,,,"
    enter(own, "api,tests,,started,met,,,")
    assert answers() == {"known": Answer.MET, "clear": Answer.NOT_YET}
    enter("api,tests,,mature,met,,,", own)
    assert answers()["clear"] == Answer.NOT_YET


def test_a_level_s_own_line_wins_over_one_above(enter: Import, project: Project) -> None:
    enter("api,tests,,first-results,met,no,,", "api,tests,,started,met,yes,,")
    assert stands(project) == ("started", 1, 6)


def test_a_level_may_be_not_applicable_below_one_that_is_met(
    enter: Import, project: Project
) -> None:
    enter("api,tests,,first-results,met,,,", "api,tests,,started,not applicable,,,Why.")
    assert stands(project) == ("first-results", 4, 6)
    assert answers()["known"] == Answer.NOT_APPLICABLE


def test_what_is_confirmed_as_not_applicable_stays_so(enter: Import, project: Project) -> None:
    makers.said(project, "clear", Answer.NOT_APPLICABLE, words=WHY, is_confirmed=True)
    enter("api,tests,,started,met,,,")
    assert answers()["clear"] == Answer.NOT_APPLICABLE
    assert stands(project) == ("started", 1, 6)
    with nothing_changed():
        enter("api,tests,,started,met,,,")


def test_what_is_only_said_to_be_not_applicable_is_met(enter: Import, project: Project) -> None:
    makers.said(project, "clear", Answer.NOT_APPLICABLE, words=WHY)
    enter("api,tests,,started,met,,,")
    assert answers()["clear"] == Answer.MET


def test_words_that_are_there_stay_and_others_get_those_of_the_line(
    enter: Import, project: Project
) -> None:
    makers.said(project, "known", words=Words("Mine.", "https://example.org/1"))
    enter("api,tests,,started,met,,,Audited.")
    rows = Assessment.objects.order_by("objective__position")
    assert list(rows.values_list("note", "evidence_url", "confirmed_at")) == [
        ("Mine.", "https://example.org/1", NOW),
        ("Audited.", "", NOW),
    ]
    with nothing_changed():
        enter("api,tests,,started,met,,,Otherwise.")


def test_a_level_asks_what_it_asks_of_this_kind_of_project(enter: Import, project: Project) -> None:
    first, last = (objective(key, applies_to=["service"]) for key in ("served", "watched"))
    makers.apply(area("testing", aim("tests", "known", first, at={"mature": [last]})))
    web = makers.project("web", kind="service")
    enter("api,tests,,started,met,,,", "web,tests,,mature,met,,,")
    assert stands(project) == ("started", 1, 1)
    assert stands(web) == ("mature", 6, 6)


def test_a_level_asks_nothing_that_is_announced_or_retired(enter: Import, project: Project) -> None:
    old, new = objective("old", retired="2026-01-01"), objective("new", from_="2026-07-01")
    makers.apply(area("testing", aim("tests", "known", old, new)))
    enter("api,tests,,started,met,,,")
    assert answers() == {"known": Answer.MET}


def test_a_level_of_an_aim_that_is_announced_is_that_of_its_day(
    enter: Import, project: Project
) -> None:
    later = objective("later", from_="2027-06-01")
    makers.apply(area("testing", aim("tests", "known", later, from_="2027-01-01")))
    enter("api,tests,,started,met,,,")
    assert answers() == {"known": Answer.MET}


def test_a_ladder_of_an_area_s_own(enter: Import, project: Project) -> None:
    own = makers.ladder("bronze", "gold")
    safe = aim("safe", at={"bronze": ["locked"], "gold": ["watched"]})
    makers.apply(makers.ready(), area("security", safe, levels=own))
    enter("api,safe,,Gold,met,,,", "api,tests,,started,met,,,")
    assert stands(project, "safe") == ("gold", 2, 2)
    assert stands(project) == ("started", 1, 6)


def test_the_key_of_a_level_goes_before_the_name_of_another(
    enter: Import, project: Project
) -> None:
    own = [
        {"key": "one", "name": "Two", "value": 1},
        {"key": "two", "name": "One", "value": 2},
    ]
    makers.apply(area("testing", aim("tests", at={"one": ["a"], "two": ["b"]}), levels=own))
    enter("api,tests,,one,met,,,")
    assert answers() == {"a": Answer.MET}


def test_a_lower_level_than_before_takes_nothing_back_and_is_told(
    enter: Import, project: Project
) -> None:
    report = enter(
        "api,tests,,mature,met,,2025-01-01,",
        "api,tests,,started,met,,2025-04-01,",
        "api,tests,,mature,not yet,,2025-07-01,",
        "api,tests,,first-results,met,,2025-07-01,",
        "api,tests,,first-results,not yet,,2025-10-01,",
        "api,tests,,started,met,,2025-10-01,",
        "api,tests,,started,met,,2026-01-01,",
        "api,tests,,first-results,met,,,",
        "api,tests,,started,met,,,",
    )
    assert report.lower == ["line 3"]
    assert stands(project) == ("first-results", 4, 6)


def test_a_level_of_an_aim_in_another_ladder_than_that_of_its_day(
    enter: Import, project: Project
) -> None:
    renamed = [
        {"key": "begun", "name": "Begun", "value": 1, "formerly": ["started"]},
        {"key": "done", "name": "Done", "value": 6},
    ]
    tests = aim("tests", at={"begun": ["known", "clear"], "done": ["better", "all", "kept"]})
    makers.apply(area("testing", tests), levels=renamed)
    enter("api,tests,,Begun,met,,,")
    assert stands(project) == ("begun", 1, 6)
