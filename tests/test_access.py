"""Every address and method as each role, against one table that says who may do what."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from pytest_django.fixtures import Settings

from dashboard.actions import people, sittings
from dashboard.actions.intents import Plan, set_intent
from dashboard.actions.remarks import remark
from dashboard.choices import RemarkKind, Role
from dashboard.days import today
from dashboard.models import (
    Assessment,
    Commitment,
    Cycle,
    Finding,
    Intent,
    Membership,
    Person,
    Project,
    Sitting,
    Team,
)
from tests.actions import makers
from tests.promised import cycle, promise

pytestmark = pytest.mark.django_db

ROLES = ("visitor", "stranger", "other lead", "member", "lead", "steward", "administrator")
EVERYBODY = set(ROLES)
TEAM = {"member", "lead", "administrator"}
DECIDERS = {"lead", "steward", "administrator"}
IN_A_TEAM = {"member", "lead", "other lead"}
FORM = ("GET", "HEAD", "POST")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
FILES = ("board", "comparison", "movements")
OF_TWO_DAYS = ("comparison-file", "movements-file")
OF_ACCOUNTS = ("GET", "HEAD", "POST")  # what the library makes of others is its own affair
PROJECT = {"slug": "api"}
OF_TESTS = PROJECT | {"area": "testing", "aim": "tests"}
OF_KEYS = PROJECT | {"area": "safety", "aim": "keys"}
THE_PROMISE = {"number": "the promise"}
CYCLE = {"cycle": "now"}
IN_TESTING = PROJECT | {"area": "testing", "aim": "tests", "objective": "known"}
TEAM_OF_IT = {"team": "engine"}
ITS_MEMBER = TEAM_OF_IT | {"person": "member"}  # by name: the number is not known before
IN_SAFETY = PROJECT | {"area": "safety", "aim": "keys", "objective": "sealed"}  # by stewards alone


@dataclass(frozen=True)
class Row:
    """Who may do what at an address; what is not here nobody may."""

    name: str
    who: Mapping[str, set[str]]
    path: dict[str, str] | None = None


def read(name: str, **path: str) -> Row:
    return Row(name, {"GET": EVERYBODY, "HEAD": EVERYBODY}, path)


TABLE = [
    read("board"),
    read("area", area="testing"),
    read("compare"),
    read("progress"),
    read("chart-picture", chart="standing"),
    *(read("chart-file", chart="levels", kind=kind) for kind in ("csv", "xlsx", "json")),
    *(read(f"{name}-file", kind=kind) for name in FILES for kind in ("csv", "xlsx", "json")),
    read("project", **PROJECT),
    read("history", **PROJECT),
    read("explanation"),
    Row("agreement", {"POST": DECIDERS}, PROJECT),
    Row("mine", {"GET": EVERYBODY - {"visitor"}, "HEAD": EVERYBODY - {"visitor"}}),
    read("sitting", slug="engine"),
    Row("sitting-opening", {"POST": {"steward", "administrator"}}, {"slug": "engine"}),
    Row("finding", {"POST": {"steward", "administrator"}}, {"slug": "engine"}),
    Row("sitting-closing", {"POST": {"steward", "administrator"}}, {"slug": "engine"}),
    Row("sitting-cancelling", {"POST": {"steward", "administrator"}}, {"slug": "engine"}),
    Row("minutes", {"GET": EVERYBODY, "HEAD": EVERYBODY}, {"slug": "engine", "number": "1"}),
    Row(
        "minutes-to-paste",
        {"GET": EVERYBODY, "HEAD": EVERYBODY},
        {"slug": "engine", "number": "1"},
    ),
    Row("review", {"POST": {"steward", "administrator"}}, PROJECT),
    Row("mine-answers", dict.fromkeys(FORM, IN_A_TEAM), {"area": "testing", "aim": "tests"}),
    Row("answers", dict.fromkeys(FORM, TEAM), PROJECT),
    Row("check-in", {"POST": {"lead", "administrator"}}, PROJECT),
    Row("area-check-in", {"POST": {"lead", "administrator"}}, PROJECT | {"area": "testing"}),
    Row("area-check-in", {"POST": {"lead", "administrator"}}, PROJECT | {"area": "safety"}),
    read("aims"),
    read("aim", area="testing", aim="tests"),
    read("team", **TEAM_OF_IT),
    read("people", **TEAM_OF_IT),
    Row("person-admission", {"POST": {"lead", "administrator"}}, TEAM_OF_IT),
    Row("person-place", {"POST": {"lead", "administrator"}}, ITS_MEMBER),
    read("alive"),
    read("ready"),
    Row("account_login", dict.fromkeys(OF_ACCOUNTS, EVERYBODY)),
    Row("account_logout", dict.fromkeys(OF_ACCOUNTS, EVERYBODY)),
    Row("answer", {"POST": TEAM}, IN_TESTING),
    Row("answer", {"POST": TEAM}, IN_SAFETY),
    Row("answer-withdrawal", {"POST": TEAM}, IN_TESTING),
    Row("answer-undoing", {"POST": DECIDERS | {"member"}}, IN_TESTING),  # the member said it
    Row("answer-undoing", {"POST": {"member", "steward", "administrator"}}, IN_SAFETY),
    Row("answer-confirmation", {"POST": DECIDERS}, IN_TESTING),
    Row("answer-confirmation", {"POST": {"steward", "administrator"}}, IN_SAFETY),
    Row("answer-refusal", {"POST": DECIDERS}, IN_TESTING),
    Row("answer-refusal", {"POST": {"steward", "administrator"}}, IN_SAFETY),
    Row("remark", {"POST": TEAM | DECIDERS}, IN_TESTING),
    Row("remark", {"POST": TEAM | {"steward"}}, IN_SAFETY),
    Row("dispute-settlement", {"POST": DECIDERS}, IN_TESTING),
    Row("dispute-settlement", {"POST": {"steward", "administrator"}}, IN_SAFETY),
    Row("meaning", {"POST": DECIDERS}, IN_TESTING),
    Row("meaning", {"POST": DECIDERS}, IN_SAFETY),
    Row("intent", {"POST": {"lead", "administrator"}}, OF_TESTS),
    Row("intent", {"POST": {"lead", "administrator"}}, OF_KEYS),
    Row("intent-undoing", {"POST": DECIDERS}, OF_TESTS),
    Row("intent-undoing", {"POST": DECIDERS}, OF_KEYS),  # the lead said it
    Row("intent-confirmation", {"POST": DECIDERS}, OF_TESTS),
    Row("intent-confirmation", {"POST": {"steward", "administrator"}}, OF_KEYS),
    Row("commitment", {"POST": {"lead", "administrator"}}, OF_TESTS),
    Row("commitment", {"POST": {"lead", "administrator"}}, OF_KEYS),
    Row("commitment-withdrawal", {"POST": {"lead", "administrator"}}, OF_TESTS | THE_PROMISE),
    read("cycles"),
    read("cycle", **CYCLE),
    Row("planning", {"POST": {"steward", "administrator"}}),
    Row("replanning", {"POST": {"steward", "administrator"}}, CYCLE),
]
OPEN = {"alive", "ready", "account_login", "account_logout"}


@pytest.fixture
def clients() -> dict[str, Client]:
    """A team with a claim of its member in each of two areas, and somebody of each role."""
    safety = makers.area("safety", makers.aim("keys", "sealed"), confirmed_by="steward")
    makers.apply(makers.ready(), safety)
    own, other = makers.team("engine"), makers.team("front")
    api = makers.project("api", team=own)
    now = cycle("now", today(), today() + timedelta(days=9))
    promise(api, "started", cycle=now)
    found = {"visitor": Client()}
    for role in ROLES[1:]:
        user = User.objects.create(username=role, is_superuser=role == "administrator")
        person = makers.person(role, user=user)
        match role:
            case "member":
                people.add_member(team=own, person=person, role=Role.MEMBER, by=None)
                makers.said(api, "known", by=person)
                makers.said(api, "sealed", by=person)
                for key in ("known", "sealed"):
                    remark(
                        project=api,
                        objective=makers.find(key),
                        text="Is it so?",
                        kind=RemarkKind.DISPUTE,
                        by=person,
                    )
            case "lead":
                people.add_member(team=own, person=person, role=Role.LEAD, by=None)
                for aim in ("tests", "keys"):
                    plan = Plan("not-applicable", note="We have none.")
                    set_intent(project=api, aim=makers.find_aim(aim), plan=plan, by=person)
            case "other lead":
                people.add_member(team=other, person=person, role=Role.LEAD, by=None)
            case "steward":
                people.add_steward(person=person, area=None, by=None)
                hold_sittings(own, api, person)
        found[role] = Client()
        found[role].force_login(user)
    return found


def hold_sittings(team: Team, project: Project, steward: Person) -> None:
    """One that is closed, and one that goes on."""
    for _ in range(2):
        sitting = sittings.open_sitting(team=team, by=steward)
        sittings.note_finding(
            sitting=sitting, project=project, verdict="gaps", minutes="", by=steward
        )
        if not Sitting.objects.filter(closed_at__isnull=False):
            sittings.close_sitting(sitting=sitting, by=steward)


def _seen(row: Row) -> int | str:
    """What the last reader saw of it."""
    path = row.path or {}
    if row.name in ("planning", "replanning"):
        planned = Cycle.objects.filter(slug=path.get("cycle", "later")).first()
        return planned.stamp if planned else ""
    if row.name == "agreement":
        return Project.objects.get(slug=path["slug"]).agreement
    if "person" in path:
        return Membership.objects.get(person__name=path["person"]).pk
    if "aim" not in path or row.name == "meaning":
        return 0
    said = Assessment.objects.filter(objective__key=path.get("objective")).first()
    meant = Intent.objects.filter(aim__key=path.get("aim")).first()
    found = said if "objective" in path else meant
    return found.revision if found else 0


def address_of(row: Row) -> str:
    """The address; of a promise, a sitting or a person by their number."""
    path: dict[str, Any] = dict(row.path or {})
    if "number" in path:
        of = Commitment if "aim" in path else Sitting
        path["number"] = str(of._default_manager.earliest("pk").pk)
    if "person" in path:
        path["person"] = Person.objects.get(name=path["person"]).pk
    return reverse(row.name, kwargs=path)


def ask(client: Client, row: Row, method: str) -> Any:
    """Ask, and take back whatever it did."""
    typed = {"answer": "met", "choice": "deferred", "note": "So it is.", "reason": "Show it."}
    typed |= {"text": "So it is.", "verdict": "gaps", "seen": str(_seen(row))}
    typed |= {"level": "started", "cycle": "now", "name": "later"}
    typed |= {"starts_on": "2090-01-01", "ends_on": "2090-06-30"}
    typed |= {"role": "deputy", "agreement": "in-talks", "project": "api"}
    typed["sitting"] = str(Sitting.objects.latest("pk").pk)
    if row.name == "person-admission":
        typed["name"] = "stranger"
    cookies = deepcopy(client.cookies)  # logging out changes them
    with transaction.atomic():
        if row.name == "sitting-cancelling":
            Finding.objects.update(verdict="")
        answer = client.generic(
            method,
            address_of(row),
            "&".join(f"{name}={value}" for name, value in typed.items()),
            content_type="application/x-www-form-urlencoded",
        )
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def expected(row: Row, method: str, role: str, *, is_required: bool) -> set[int]:
    if role == "visitor" and is_required and row.name not in OPEN:
        return {302}
    if method not in row.who:
        return {405}
    if role in row.who[method] and row.name in OF_TWO_DAYS:
        return {400}  # all of this world began today: there is nothing to compare with
    if role in row.who[method]:
        return {200, 302}
    return {302} if role == "visitor" else {403}


@pytest.mark.parametrize("is_required", [False, True], ids=["open", "log-in required"])
@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_do_what_the_table_says_and_nothing_else(
    clients: dict[str, Client], settings: Settings, role: str, is_required: bool
) -> None:
    settings.LOGIN_REQUIRED = is_required
    for row in TABLE:
        for method in OF_ACCOUNTS if row.name.startswith("account") else METHODS:
            answer = ask(clients[role], row, method)
            wanted = expected(row, method, role, is_required=is_required)
            told = f"{method} {row.name} {row.path} as {role}: {answer.status_code}"
            assert answer.status_code in wanted, told
            is_turned_away = wanted == {302}
            assert is_turned_away == ("/accounts/login/" in answer.headers.get("Location", "")), (
                told
            )


def test_every_address_is_in_the_table() -> None:
    """But the two of single sign-on, which `tests/sign_on/test_addresses.py` has."""
    named = {each.name for each in get_resolver().url_patterns if isinstance(each, URLPattern)}
    assert named == {row.name for row in TABLE}


@pytest.mark.parametrize("address", ["/nowhere/", "/projects/nothing/", "/admin/", "/static/x.css"])
def test_with_log_in_required_strangers_learn_nothing_of_other_addresses(
    settings: Settings, client: Client, address: str
) -> None:
    settings.LOGIN_REQUIRED = True
    answer = client.get(address)
    assert answer.status_code in (302, 404)
    assert b"Upstanding" in answer.content or answer.status_code == 302


def test_whoever_is_turned_away_leaves_no_trace(clients: dict[str, Client]) -> None:
    newcomer = Client()
    newcomer.force_login(User.objects.create(username="newcomer"))
    with makers.nothing_written():
        for row in TABLE:
            if row.path and "POST" in row.who:
                assert newcomer.post(address_of(row)).status_code == 403


def test_whoever_must_log_in_comes_back_to_where_they_were(client: Client) -> None:
    makers.apply(makers.ready())
    makers.project("api")
    address = reverse("answer", kwargs=IN_TESTING)
    there = "/accounts/login/?next=/projects/api/"
    assert client.post(address).headers["Location"] == there
    fragment = client.post(address, headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["HX-Redirect"]) == (200, there)


@pytest.mark.parametrize(
    ("address", "posted", "page"),
    [
        ("/reviews/engine/finding/", {}, "/reviews/engine/"),
        ("/reviews/engine/closing/", {"area": "testing"}, "/reviews/engine/?area=testing"),
        ("/planning/", {}, "/cycles/"),
        ("/planning/2026-h1/", {}, "/cycles/2026-h1/"),
    ],
)
@pytest.mark.parametrize("is_required", [False, True])
def test_whoever_was_logged_out_meanwhile_comes_back_to_the_page_of_the_form(
    client: Client,
    settings: Settings,
    address: str,
    posted: dict[str, str],
    page: str,
    is_required: bool,
) -> None:
    settings.LOGIN_REQUIRED = is_required
    where = urlsplit(client.post(address, posted).headers["Location"])
    assert (where.path, parse_qs(where.query)) == ("/accounts/login/", {"next": [page]})


def test_what_nobody_offers_is_not_shown(clients: dict[str, Client]) -> None:
    """Only who may do it sees the form."""
    forms = {
        role: {
            name
            for name in ("answer", "confirmation", "refusal", "withdrawal", "undoing")
            if f"/known/{name}/" in client.get("/projects/api/").content.decode()
        }
        for role, client in clients.items()
    }
    assert forms == {
        "visitor": set(),
        "stranger": set(),
        "other lead": set(),
        "member": {"answer", "withdrawal", "undoing"},
        "lead": {"answer", "confirmation", "refusal", "withdrawal"},
        "steward": {"confirmation", "refusal"},
        "administrator": {"answer", "confirmation", "refusal", "withdrawal"},
    }
