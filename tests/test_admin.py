import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from dashboard.choices import Role, Verb
from dashboard.models import Event, Group, Membership, Person, Project, Stewardship, Team
from dashboard.queries.verification import differences_found
from tests.actions import makers

pytestmark = pytest.mark.django_db
PAGES = [
    "group", "team", "project", "person", "membership", "stewardship", "area", "aim", "objective",
    "framework", "assessment", "intent", "standing", "review", "checkin", "event", "movement",
]  # fmt: skip
READ_ONLY = PAGES[PAGES.index("area") :]


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("root", password="a long password")


@pytest.fixture
def admin(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def project() -> Project:
    makers.apply(makers.ready())
    return makers.project("api", team=makers.team("engine"))


def test_strangers_are_sent_to_log_in(client: Client) -> None:
    answer = client.get("/admin/dashboard/project/")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


@pytest.mark.parametrize("model", PAGES)
def test_every_list_opens(admin: Client, project: Project, model: str) -> None:
    assert admin.get(f"/admin/dashboard/{model}/").status_code == 200


@pytest.mark.parametrize("model", READ_ONLY)
def test_what_is_derived_or_recorded_can_only_be_read(
    admin: Client, project: Project, model: str
) -> None:
    assert admin.get(f"/admin/dashboard/{model}/add/").status_code == 403


@pytest.mark.parametrize("model", [Project, Team, Person, Event])
def test_nothing_can_be_deleted(admin: Client, project: Project, model: type[Model]) -> None:
    Person.objects.create(name="Ada")
    row = model._default_manager.first()
    assert row is not None
    address = f"/admin/dashboard/{model.__name__.lower()}/{row.pk}/delete/"
    assert admin.post(address, {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_a_project_is_entered_by_an_action(admin: Client, project: Project) -> None:
    values = {"slug": "web", "name": "Web", "team": project.team_id, "agreement": "not-yet"}
    assert admin.post("/admin/dashboard/project/add/", values).status_code == 302
    event = Event.objects.get(project__slug="web")
    assert (event.verb, event.through) == (Verb.PROJECT_JOINED, "admin")
    assert event.by is not None
    assert event.by.user == User.objects.get()
    assert list(differences_found()) == []


def test_a_change_of_a_project_is_one_event_for_each_kind_of_change(
    admin: Client, project: Project
) -> None:
    other = makers.team("other")
    values = {"name": "API 2", "team": other.pk, "agreement": "agreed", "url": "https://x.example"}
    admin.post(f"/admin/dashboard/project/{project.pk}/change/", values)
    project.refresh_from_db()
    assert (project.name, project.team, project.url) == ("API 2", other, "https://x.example")
    verbs = Event.objects.filter(project=project, through="admin").values_list("verb", flat=True)
    assert set(verbs) == {
        Verb.PROJECT_RENAMED, Verb.PROJECT_MOVED, Verb.AGREEMENT_CHANGED, Verb.PROJECT_DESCRIBED,
    }  # fmt: skip
    assert list(differences_found()) == []


def test_saving_without_a_change_is_no_event(admin: Client, project: Project) -> None:
    events = Event.objects.count()
    values = {"name": project.name, "team": project.team_id, "agreement": project.agreement}
    admin.post(f"/admin/dashboard/project/{project.pk}/change/", values)
    assert Event.objects.count() == events


def test_a_refusal_is_told_and_changes_nothing(admin: Client, project: Project) -> None:
    makers.apply(makers.ready(), kinds=["service"])
    values = {"slug": "web", "name": "Web", "team": project.team_id, "agreement": "not-yet"}
    answer = admin.post("/admin/dashboard/project/add/", values | {"kind": "ship"}, follow=True)
    assert "There is no kind ship" in answer.content.decode()
    assert not Project.objects.filter(slug="web").exists()


def test_a_description_that_is_too_long_is_told_at_its_field(
    admin: Client, project: Project
) -> None:
    values = {"name": "Api", "team": project.team_id, "agreement": "not-yet"}
    with makers.nothing_written():
        answer = admin.post(
            f"/admin/dashboard/project/{project.pk}/change/",
            values | {"description": "x" * 20_001},
        )
    page = answer.content.decode()
    assert (answer.status_code, "This text is too long: 20,001" in page) == (200, True)
    assert "x" * 20_001 in page


def test_projects_are_archived_and_revived(admin: Client, project: Project) -> None:
    for act, is_archived in (("archive", True), ("revive", False)):
        values = {"action": act, "_selected_action": [project.pk]}
        admin.post("/admin/dashboard/project/", values)
        project.refresh_from_db()
        assert (project.archived_at is not None) is is_archived


def test_a_team_is_merged_into_the_one_named(admin: Client, project: Project) -> None:
    into = makers.team("other")
    values = {"action": "merge", "_selected_action": [project.team_id], "into": into.pk}
    admin.post("/admin/dashboard/team/", values)
    project.refresh_from_db()
    assert project.team == into
    assert Team.objects.get(slug="engine").merged_into == into


def test_a_team_with_projects_is_not_retired(admin: Client, project: Project) -> None:
    values = {"action": "retire", "_selected_action": [project.team_id]}
    answer = admin.post("/admin/dashboard/team/", values, follow=True)
    assert "still has projects" in answer.content.decode()
    assert Team.objects.get(pk=project.team_id).retired_at is None


def test_members_and_stewards_come_and_go(admin: Client, project: Project) -> None:
    ada = Person.objects.create(name="Ada")
    values = {"person": ada.pk, "team": project.team_id, "role": Role.LEAD}
    admin.post("/admin/dashboard/membership/add/", values)
    admin.post("/admin/dashboard/stewardship/add/", {"person": ada.pk, "area": ""})
    for model in (Membership, Stewardship):
        row = model._default_manager.get(person=ada)
        address = f"/admin/dashboard/{model.__name__.lower()}/"
        admin.post(address, {"action": "end", "_selected_action": [row.pk]})
        assert model._default_manager.get(person=ada).ended_at is not None
    assert list(differences_found()) == []


def test_groups_and_teams_are_made_and_renamed(admin: Client) -> None:
    admin.post("/admin/dashboard/group/add/", {"slug": "core", "name": "Core"})
    group = Group.objects.get(slug="core")
    admin.post("/admin/dashboard/team/add/", {"slug": "sea", "name": "Sea", "group": group.pk})
    team = Team.objects.get(slug="sea")
    admin.post(f"/admin/dashboard/team/{team.pk}/change/", {"name": "Ocean", "group": ""})
    team.refresh_from_db()
    assert (team.name, team.group) == ("Ocean", None)
    admin.post(f"/admin/dashboard/group/{group.pk}/change/", {"name": "Heart"})
    assert Group.objects.get(slug="core").name == "Heart"
    assert list(differences_found()) == []


def test_a_person_is_forgotten(admin: Client, project: Project) -> None:
    ada = Person.objects.create(name="Ada")
    admin.post("/admin/dashboard/person/", {"action": "forget", "_selected_action": [ada.pk]})
    ada.refresh_from_db()
    assert (ada.name, ada.forgotten_at is not None) == ("", True)
