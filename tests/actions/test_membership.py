from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from dashboard.actions.membership import admit, assign
from dashboard.actions.moment import Conflict
from dashboard.actions.people import add_member, remove_member
from dashboard.choices import Role
from dashboard.models import Membership, Person, Team
from tests.actions.conftest import Clock
from tests.actions.makers import last_event, nothing_changed, person, refused

LEADS_MAY = (Role.MEMBER, Role.DEPUTY)


@pytest.fixture
def ada(team: Team) -> Membership:
    return add_member(team=team, person=person("Ada"), role=Role.MEMBER, by=None)


def admitted(team: Team, name: str, role: str = Role.MEMBER) -> Person:
    return admit(team=team, name=name, role=role, among=LEADS_MAY, by=None)


def become(place: Membership, role: str, seen: int | None = None, **more: object) -> None:
    values = {"seen": place.pk if seen is None else seen, "among": LEADS_MAY, "by": None} | more
    assign(team=place.team, person=place.person, role=role, **values)  # type: ignore[arg-type]


def roles(team: Team) -> dict[str, str]:
    rows = Membership.objects.filter(team=team, ended_at__isnull=True)
    return dict(rows.values_list("person__name", "role"))


def test_somebody_is_added_by_name(team: Team) -> None:
    grace = person("Grace Hopper")
    assert admitted(team, " Grace Hopper ") == grace
    assert roles(team) == {"Grace Hopper": "member"}


def test_somebody_is_added_by_log_in_and_entered_the_first_time(team: Team) -> None:
    User.objects.create(username="grace", first_name="Grace", last_name="Hopper")
    admitted(team, "grace", Role.DEPUTY)
    assert roles(team) == {"Grace Hopper": "deputy"}


def test_of_two_with_one_name_the_log_in_tells_which(team: Team) -> None:
    person("Grace")
    other = person("Grace", user=User.objects.create(username="ghopper"))
    with refused("More than one person is called Grace: give the log-in name"):
        admitted(team, "Grace")
    assert admitted(team, "ghopper") == other


def test_a_log_in_that_bears_the_name_of_another_takes_nobodys_place(team: Team) -> None:
    person("Ada")
    User.objects.create(username="Ada")  # whoever chose that name at a provider
    with refused("Ada is the log-in name of one and the name of another"):
        admitted(team, "Ada")


@pytest.mark.parametrize("name", ["Bob", "grace", "Grace  Hopper", "", "gone"])
def test_nobody_unknown_is_added_and_it_is_told_what_to_do(team: Team, name: str) -> None:
    person("Grace Hopper")
    User.objects.create(username="gone", is_active=False)
    with refused("Nobody here is called .* An administrator makes log-ins"):
        admitted(team, name)


def test_adding_twice_changes_nothing(team: Team, ada: Membership) -> None:
    with nothing_changed():
        admitted(team, "Ada")


def test_adding_changes_nobodys_role_by_the_way(team: Team, ada: Membership) -> None:
    with refused("Ada is here already, as member"):
        admitted(team, "Ada", Role.DEPUTY)


def test_a_lead_is_appointed_and_removed_only_by_whoever_may(team: Team, ada: Membership) -> None:
    person("Grace")
    with refused("Only an administrator appoints"):
        admitted(team, "Grace", Role.LEAD)
    with refused("Only an administrator appoints"):
        become(ada, Role.LEAD)
    become(ada, Role.LEAD, among=tuple(Role))
    for role in ("", Role.MEMBER):
        with refused("Only an administrator appoints"):
            become(Membership.objects.get(ended_at__isnull=True), role)
    become(Membership.objects.get(ended_at__isnull=True), "", among=tuple(Role))
    assert roles(team) == {}


def test_a_role_changes_and_ends(team: Team, ada: Membership, clock: Clock) -> None:
    clock.shift(timedelta(hours=1))
    become(ada, Role.DEPUTY)
    assert roles(team) == {"Ada": "deputy"}
    deputy = Membership.objects.get(ended_at__isnull=True)
    become(deputy, "")
    assert roles(team) == {}
    assert last_event().verb == "member-removed"
    with nothing_changed():
        become(deputy, "")


def test_what_somebody_changed_meanwhile_stays(team: Team, ada: Membership) -> None:
    add_member(team=team, person=ada.person, role=Role.DEPUTY, by=person("Grace"))
    with refused("Grace changed this at", Conflict):
        become(ada, "")
    become(ada, Role.DEPUTY)  # is so already


def test_who_left_meanwhile_gets_no_other_role(team: Team, ada: Membership) -> None:
    remove_member(team=team, person=ada.person, by=person("Grace"))
    words = "^Grace ended the place of Ada here at 09:00 on 2 March 2026.$"
    with refused(words, Conflict):
        become(ada, Role.DEPUTY)


def test_who_never_was_there_gets_no_other_role(team: Team) -> None:
    stranger = Membership(pk=1, team=team, person=person("Eve"))
    with refused("Eve was never in Engine"):
        become(stranger, Role.DEPUTY)
