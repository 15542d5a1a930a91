import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.views.conftest import Page

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"


@pytest.fixture(autouse=True)
def user() -> User:
    cache.clear()  # attempts are counted there
    return User.objects.create_user("ada", password=PASSWORD)


def log_in(client: Client, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    answer = client.post("/accounts/login/", {"login": "ada", "password": password, **more})
    return answer.status_code, answer.get("Location", answer.content.decode())


def test_the_page_asks_for_name_and_password_and_offers_nothing_that_is_not_there(
    show: Page,
) -> None:
    shown = show("/accounts/login/")
    assert 'name="login"' in shown
    assert 'name="password"' in shown
    for word in ("sign up", "signup", "forgot", "reset"):
        assert word not in shown.lower()


def test_the_right_password_leads_to_the_board(client: Client) -> None:
    assert log_in(client) == (302, "/")
    assert "Log out" in client.get("/").content.decode()


def test_one_comes_back_to_where_one_was(client: Client) -> None:
    assert 'value="/aims/"' in client.get("/accounts/login/?next=/aims/").content.decode()
    assert log_in(client, next="/aims/") == (302, "/aims/")


def test_one_is_not_sent_elsewhere(client: Client) -> None:
    assert log_in(client, next="https://evil.example/") == (302, "/")


def test_a_wrong_password_is_told_in_words(client: Client) -> None:
    status, shown = log_in(client, "guess")
    assert status == 200
    assert 'role="alert"' in shown


def test_guessing_is_slowed_down(client: Client) -> None:
    statuses = [log_in(client, f"guess {attempt}")[0] for attempt in range(12)]
    assert statuses[0] == 200
    assert log_in(client)[0] != 302
    assert set(statuses) <= {200, 429}


def test_logging_out_asks_first(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/accounts/logout/").status_code == 200
    assert "Log out" in client.get("/").content.decode()
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert "Log in" in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["signup", "password/reset", "email", "password/change", ""])
def test_no_other_address_of_the_log_in_library_is_there(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}/".replace("//", "/")).status_code == 404


def test_nobody_can_sign_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
