from collections.abc import Callable

import pytest

from dashboard.actions import projects, teams
from dashboard.imports.projects import Report, import_projects
from dashboard.imports.table import Unusable
from dashboard.models import Group, Project, Team
from tests.actions import makers
from tests.actions.makers import nothing_changed, nothing_written
from tests.imports.conftest import Write, told

pytestmark = pytest.mark.usefixtures("verified")
Import = Callable[..., Report]
HEADING = "key,name,team,group"


@pytest.fixture
def enter(write: Write) -> Import:
    return lambda *lines: import_projects(write(HEADING, *lines))


@pytest.fixture
def refused(write: Write) -> Callable[..., list[str]]:
    """What is told of a file of which nothing may be written."""

    def tried(*lines: str) -> list[str]:
        with nothing_written(), pytest.raises(Unusable) as error:
            import_projects(write(HEADING, *lines))
        return told(error)

    return tried


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Équipe Ü", "equipe-u"),
        ("日本", "cf2abf0c5be3"),
        ("R&D / 2", "rd-2"),
        ("<b>Core</b>", "bcoreb"),
        ("x" * 120, "x" * 55),
    ],
)
def test_a_name_in_any_script_makes_a_slug(enter: Import, name: str, slug: str) -> None:
    enter(f"api,API,{name},{name}")
    assert list(Team.objects.values_list("name", "slug")) == [(name, slug)]
    assert list(Group.objects.values_list("name", "slug")) == [(name, slug)]
    with nothing_changed():
        enter(f"api,API,{name},{name}")


def test_names_that_only_look_alike_in_addresses_are_different_teams(enter: Import) -> None:
    enter("a,A,C,C", "b,B,C++,C++", "c,C,C#,C#", "d,D,Ç,C")
    slugs = ["c", "c-2", "c-3", "c-4"]
    assert sorted(Team.objects.values_list("slug", flat=True)) == slugs
    assert sorted(Group.objects.values_list("slug", flat=True)) == slugs[:3]


def test_case_blanks_and_forms_of_letters_do_not_tell_teams_apart(enter: Import) -> None:
    enter("a,A,Équipe Ü,", "b,B,ÉQUIPE  Ü,", "c,C,E\u0301quipe U\u0308,")
    assert Team.objects.count() == 1


def test_a_team_is_found_by_the_name_it_was_given_since(enter: Import) -> None:
    enter("a,A,Core,Platform")
    teams.rename_team(team=Team.objects.get(), name="Engine", by=None)
    teams.rename_group(group=Group.objects.get(), name="Basis", by=None)
    with nothing_changed():
        enter("a,A,Engine,Basis")


def test_a_team_is_found_by_a_name_it_had(enter: Import) -> None:
    enter("a,A,Core,Platform")
    teams.rename_team(team=Team.objects.get(), name="Engine", by=None)
    teams.rename_group(group=Group.objects.get(), name="Basis", by=None)
    with nothing_changed():
        enter("a,A,Core,Platform")


def test_the_team_that_has_a_name_now_goes_before_one_that_had_it(enter: Import) -> None:
    enter("a,A,Core,")
    teams.rename_team(team=Team.objects.get(), name="Engine", by=None)
    now = makers.team("edge")
    teams.rename_team(team=now, name="Core", by=None)
    enter("b,B,Core,")
    assert Project.objects.get(slug="b").team == now


def test_a_team_changes_group_once(enter: Import) -> None:
    enter("a,A,Core,Platform", "b,B,Core,Platform")
    report = enter("a,A,Core,Products", "b,B,Core,Products")
    assert (report.regrouped, report.groups) == (["Core"], ["Products"])
    assert (report.changed, report.unchanged) == ([], 2)
    assert str(Team.objects.get().group) == "Products"


def test_a_group_without_a_team_is_that_of_the_project_s_team(enter: Import) -> None:
    enter("a,A,Core,", "b,B,Core,")
    report = enter("a,,,Platform", "b,,,Platform")
    assert report.regrouped == ["Core"]
    assert str(Team.objects.get().group) == "Platform"


def test_one_team_is_in_one_group(refused: Callable[..., list[str]]) -> None:
    assert refused("a,A,Core,Platform", "b,B,Edge,Platform", "c,C,core,Products") == [
        "line 4: the team Core is in the group Platform on line 2"
    ]


def test_one_team_under_two_names_is_in_one_group(
    enter: Import, refused: Callable[..., list[str]]
) -> None:
    enter("a,A,Core,")
    teams.rename_team(team=Team.objects.get(), name="Engine", by=None)
    assert refused("a,A,Core,Platform", "b,B,Engine,Products", "a,,,") == [
        "line 3: the team Engine is in the group Platform on line 2",
        "line 4: the key a is on line 2 already",
    ]


def test_a_retired_team_gets_nothing_new(enter: Import, refused: Callable[..., list[str]]) -> None:
    teams.retire_team(team=makers.team("core"), by=None)
    enter("a,A,Edge,")
    assert refused("a,A,Core,", "b,B,Core,") == [
        "line 2: the team Core is retired",
        "line 3: the team Core is retired",
    ]


def test_a_merged_team_says_into_which(enter: Import, refused: Callable[..., list[str]]) -> None:
    enter("a,A,Core,", "b,B,Edge,")
    core, edge = Team.objects.order_by("slug")
    teams.merge_teams(team=core, into=edge, by=None)
    assert refused("a,A,Core,") == ["line 2: the team Core was merged into Edge; name that one"]


def test_what_is_in_a_retired_team_already_may_stay(enter: Import) -> None:
    enter("a,A,Core,")
    projects.archive(project=Project.objects.get(), by=None)
    teams.retire_team(team=Team.objects.get(), by=None)
    with nothing_changed():
        enter("a,A,Core,")


def test_a_retired_group_gets_no_team(enter: Import, refused: Callable[..., list[str]]) -> None:
    group = teams.create_group(slug="platform", name="Platform", by=None)
    teams.retire_group(group=group, by=None)
    enter("b,B,Edge,")
    assert refused("a,A,Core,Platform", "b,B,Edge,platform") == [
        "line 2: the group Platform is retired",
        "line 3: the group Platform is retired",
    ]
