import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from dashboard.urls import urlpatterns as ours
from tests.actions import makers

POLICY = "Content-Security-Policy"


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise {
        "400": SuspiciousOperation("secret words"),
        "403": PermissionDenied("secret words"),
        "500": ValueError("secret words"),
        "503": OperationalError("secret words"),
    }[how]


urlpatterns = [*ours, path("fail/<str:how>/", fail)]


@pytest.fixture(autouse=True)
def failing_addresses(settings: Settings, client: Client) -> None:
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/fail/400/", 400, "was not understood"),
        ("/fail/403/", 403, "You may not do this"),
        ("/nowhere/", 404, "There is no such page"),
        ("/fail/500/", 500, "Something broke here"),
        ("/fail/503/", 503, "The database cannot be reached"),
    ],
)
def test_every_fault_has_a_page_in_our_look_that_asks_nothing_of_the_database(
    client: Client, address: str, status: int, words: str
) -> None:
    client.cookies["sessionid"] = "x" * 32
    answer = client.get(address)  # no test database: a query would fail here
    shown = answer.content.decode()
    assert answer.status_code == status
    assert words in shown
    assert 'class="brand"' in shown
    assert "secret words" not in shown
    assert "default-src 'none'" in answer[POLICY]
    assert answer["X-Request-ID"]


def test_a_database_fault_asks_to_come_back(client: Client) -> None:
    assert client.get("/fail/503/")["Retry-After"] == "10"


def test_an_unknown_host_is_not_understood(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "ALLOWED_HOSTS" in answer.content.decode()


def test_a_form_out_of_date_says_that_nothing_was_changed() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "ada", "password": "x"})
    assert answer.status_code == 403
    assert "This form is out of date" in answer.content.decode()
    assert "default-src 'none'" in answer[POLICY]


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "500", "503"])
def test_the_page_of_a_fault_needs_no_request(page: str) -> None:
    assert 'class="brand"' in render_to_string(f"{page}.html")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/projects/api/", "/aims/", "/aims/testing/tests/"])
def test_a_database_that_fails_in_the_middle_of_a_page_gives_a_page(
    client: Client, address: str
) -> None:
    makers.apply(makers.ready())
    makers.project("api")
    with broken_after(1):
        answer = client.get(address)
    assert answer.status_code == 503
    assert "The database cannot be reached" in answer.content.decode()


@pytest.mark.django_db
def test_a_session_that_cannot_be_read_gives_a_page(client: Client) -> None:
    client.cookies["sessionid"] = "x" * 32
    with broken_after(0):
        assert client.get("/").status_code == 503


@pytest.mark.django_db
def test_a_database_that_was_never_migrated_gives_a_page(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE dashboard_revision")
    answer = client.get("/")
    assert answer.status_code == 503
    assert "The database cannot be reached" in answer.content.decode()


@pytest.mark.django_db
def test_health_is_told_without_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.cookies["sessionid"] = "x" * 32
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


class broken_after:  # noqa: N801 (reads as the context manager that it is)
    """A database that is locked once it has answered so many queries."""

    def __init__(self, queries: int) -> None:
        self.left = queries

    def __enter__(self) -> None:
        self.wrapper = connection.execute_wrapper(self.ask)
        self.wrapper.__enter__()

    def __exit__(self, *error: object) -> None:
        self.wrapper.__exit__(None, None, None)

    def ask(self, execute: object, *query: object) -> object:
        self.left -= 1
        if self.left < 0:
            raise OperationalError("database is locked")
        return execute(*query)  # type: ignore[operator]
