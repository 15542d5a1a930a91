import pytest
from pytest_django import DjangoAssertNumQueries

from dashboard.actions import projects, teams
from dashboard.choices import Agreement
from dashboard.days import today
from dashboard.queries.framework import framework_on
from dashboard.queries.lines import Line, board_lines
from dashboard.queries.order import folded
from dashboard.scoring import Score
from tests.actions import makers

pytestmark = pytest.mark.django_db


def every() -> list[Line]:
    return board_lines(framework_on(today()))


def lines() -> dict[str, Line]:
    return {line.slug: line for line in every()}


def found(words: str) -> list[str]:
    return [line.slug for line in every() if line.has(folded(words).split())]


def names() -> list[str]:
    return [line.name for line in every()]


def test_a_project_without_an_answer_is_not_assessed() -> None:
    makers.apply(makers.ready())
    makers.project("api", agreement=Agreement.AGREED)
    assert not lines()["api"].is_assessed


def test_the_first_answer_makes_it_assessed() -> None:
    makers.apply(makers.ready())
    makers.said(makers.project("api"), "known", "not-yet")
    assert lines()["api"].is_assessed
    assert lines()["api"].score == Score(0, 6)


def test_a_project_that_is_no_longer_agreed_is_not_assessed() -> None:
    makers.apply(makers.ready())
    project = makers.project("api")
    makers.met(project, "known")
    projects.set_agreement(project=project, agreement=Agreement.IN_TALKS, by=None)
    assert not lines()["api"].is_assessed


def test_an_archived_project_is_not_on_the_board() -> None:
    projects.archive(project=makers.project("api"), by=None)
    assert lines() == {}


def test_the_score_sums_the_aims_of_the_area_asked_for() -> None:
    one = makers.area("testing", makers.aim("tests", "known"))
    other = makers.area("security", makers.aim("secrets", "listed", weight=3))
    makers.apply(one, other)
    makers.met(makers.project("api"), "known")
    assert lines()["api"].score == Score(1, 4)
    framework = framework_on(today())
    (line,) = board_lines(framework, framework.area("security"))
    assert (line.score, line.is_assessed) == (Score(0, 3), True)


def test_lines_come_by_group_team_and_name_whatever_their_case() -> None:
    group = teams.create_group(slug="z", name="Zeta", by=None)
    alone = makers.team("alone")
    grouped = makers.team("grouped", group=group)
    makers.project("b", name="banana", team=alone)
    makers.project("a", name="Ärger", team=alone)
    makers.project("c", name="Cherry", team=alone)
    makers.project("d", name="Damson", team=grouped)
    assert names() == ["Damson", "Ärger", "banana", "Cherry"]


@pytest.mark.parametrize("search", ["ÅPI", "engine", "grace", "  gráce   api  ", "the-api", ""])
def test_search_looks_at_project_team_and_owner(search: str) -> None:
    owner = makers.person("Grace")
    makers.project("the-api", name="Åpi", team=makers.team("engine"), owner=owner)
    assert found(search) == ["the-api"]


def test_search_finds_nothing_where_a_word_is_missing() -> None:
    makers.project("the-api", name="Api", team=makers.team("engine"))
    assert found("api wheel") == []


def test_the_words_of_a_description_are_kept_for_what_is_not_assessed() -> None:
    text = "Sends **letters** & [parcels](https://a.example) to <b>everybody</b>. " * 20
    makers.project("api", description=text)
    about = lines()["api"].about
    assert about.startswith("Sends letters & parcels to <b>everybody</b>.")
    assert len(about) <= 120


@pytest.mark.parametrize("number", [1, 8])
def test_reading_them_costs_one_query(
    django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        makers.project()
    framework = framework_on(today())
    with django_assert_num_queries(1):
        assert len(board_lines(framework)) == number
