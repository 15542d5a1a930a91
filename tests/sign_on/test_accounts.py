"""Whose account it is that somebody gets, whom the provider vouches for."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.openid import ADA, Behaviour
from tests.signed_on import Site, Visitor

pytestmark = pytest.mark.process


def vouch(site: Site, **said: object) -> None:
    site.provider.now = Behaviour(person={**ADA, **said})


def test_whoever_comes_first_gets_an_account_that_may_read(site: Site, visitor: Visitor) -> None:
    answer = visitor.log_in()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert visitor.is_in()
    (row,) = site.rows(
        "SELECT username, email, first_name, last_name, is_staff, is_superuser, is_active,"
        " substr(password, 1, 1) FROM auth_user"
    )
    assert row == ("ada", "ada@example.org", "Ada", "Byron", False, False, True, "!")
    assert site.rows("SELECT id FROM dashboard_person") == []


def test_whoever_comes_again_finds_the_same_account(site: Site) -> None:
    for _ in range(2):
        assert Visitor(site).log_in().status_code == 302
    vouch(site, email="byron@example.org", preferred_username="byron", name="A. Byron")
    assert Visitor(site).log_in().status_code == 302
    assert site.links() == [("ada-1", "ada")]
    assert site.accounts() == ["ada"]


def test_whoever_comes_several_times_at_once_gets_one_account(site: Site) -> None:
    visitors = [Visitor(site) for _ in range(4)]
    backs = [visitor.decide(visitor.begin()) for visitor in visitors]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(Visitor.get, visitors, backs))
    assert [answer.status_code for answer in answers] == [302] * 4
    assert site.links() == [("ada-1", "ada")]
    assert site.accounts() == ["ada"]


def test_nothing_of_what_the_provider_said_is_kept_but_the_subject(
    site: Site, visitor: Visitor
) -> None:
    visitor.log_in()
    ((provider, uid, extra),) = site.rows(
        "SELECT provider, uid, extra_data FROM socialaccount_socialaccount"
    )
    told = json.loads(extra) if isinstance(extra, str) else extra
    assert (provider, uid, told) == (site.provider.issuer, "ada-1", {})
    assert site.rows("SELECT id FROM socialaccount_socialtoken") == []


@pytest.mark.parametrize("email", ["ada@example.org", "Ada@Example.ORG"])
def test_an_account_with_the_same_proved_address_is_joined(
    site: Site, visitor: Visitor, email: str
) -> None:
    site.enter("lovelace", email)
    assert visitor.log_in().status_code == 302
    assert site.links() == [("ada-1", "lovelace")]
    assert site.accounts() == ["lovelace"]
    assert site.rows("SELECT password FROM auth_user") == [("kept",)]


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_is_not_proved_joins_nothing_and_is_not_kept(
    site: Site, visitor: Visitor, verified: object
) -> None:
    site.enter("lovelace", "ada@example.org")
    site.provider.now = Behaviour(person={**ADA, "email_verified": verified})
    assert visitor.log_in().status_code == 302
    assert site.links() == [("ada-1", "ada")]
    assert site.rows("SELECT email FROM auth_user WHERE username = 'ada'") == [("",)]


@pytest.mark.parametrize("also", ["is_staff", "is_superuser"])
def test_nobody_becomes_an_administrator_by_an_address(
    site: Site, visitor: Visitor, also: str
) -> None:
    site.enter("root", "ada@example.org", also=also)
    assert visitor.log_in().status_code == 302
    assert site.links() == [("ada-1", "ada")]


def test_of_two_accounts_with_the_address_neither_is_joined(site: Site, visitor: Visitor) -> None:
    site.enter("one", "ada@example.org")
    site.enter("two", "ADA@example.org")
    assert visitor.log_in().status_code == 302
    assert site.links() == [("ada-1", "ada")]


def test_an_account_that_another_subject_holds_is_not_joined(site: Site) -> None:
    """An address may be given to somebody else, once its owner has left."""
    Visitor(site).log_in()
    vouch(site, sub="another")
    Visitor(site).log_in()
    assert site.links() == [("ada-1", "ada"), ("another", "ada-2")]


@pytest.mark.parametrize(
    "letter", ["\N{LATIN SMALL LETTER DOTLESS I}", "\N{KELVIN SIGN}", "\u017f"]
)
def test_an_address_beyond_ascii_joins_nothing(site: Site, visitor: Visitor, letter: str) -> None:
    """To some databases an i without its dot is an i, and so on: two people with one address."""
    site.enter("lovelace", "iks@example.org")
    plain = letter.upper().lower()
    vouch(site, email="iks@example.org".replace(plain, letter, 1))
    assert visitor.log_in().status_code == 302
    assert site.links() == [("ada-1", "ada")]


def test_a_closed_account_stays_closed(site: Site) -> None:
    Visitor(site).log_in()
    site.rows("UPDATE auth_user SET is_active = FALSE")
    visitor = Visitor(site)
    answer = visitor.log_in()
    assert answer.status_code == 403
    assert "your account here is closed" in answer.text
    assert not visitor.is_in()


@pytest.mark.parametrize("verified", [True, False])
def test_whose_account_is_closed_gets_no_other_one(
    site: Site, visitor: Visitor, verified: bool
) -> None:
    site.enter("lovelace", "ada@example.org", also="closed")
    vouch(site, email_verified=verified)
    assert visitor.log_in().status_code == 403
    assert site.accounts() == ["lovelace"]
    assert site.links() == []


def test_who_may_administer_later_still_comes_by_the_same_subject(site: Site) -> None:
    Visitor(site).log_in()
    site.rows("UPDATE auth_user SET is_staff = TRUE, is_superuser = TRUE")
    visitor = Visitor(site)
    visitor.log_in()
    assert visitor.get("/admin/").status_code == 200
    shown = visitor.get("/admin/socialaccount/socialaccount/").text
    assert "ada-1" in shown
    assert visitor.get("/admin/socialaccount/socialaccount/add/").status_code == 403
    assert visitor.get("/admin/socialaccount/socialapp/").status_code == 404
    assert visitor.get("/admin/socialaccount/socialtoken/").status_code == 404


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("ADA", "ADA-2"),  # somebody is called so, whatever the case
        ("forgotten-7", "reader"),  # forgetting gives that name
        ("<b>Ada</b> Ω\x00", "bAdabΩ"),
        ("x" * 300, "x" * 100),
        (None, "grace"),  # of the address
        (["list"], "grace"),
    ],
)
def test_a_user_name_is_free_and_fit(site: Site, visitor: Visitor, wish: object, name: str) -> None:
    site.enter("ada")
    vouch(site, preferred_username=wish, email="grace@example.org")
    assert visitor.log_in().status_code == 302
    assert site.accounts() == ["ada", name]


def test_somebody_may_have_no_address_and_no_name(site: Site, visitor: Visitor) -> None:
    site.provider.now = Behaviour(person={"sub": "42"})
    assert visitor.log_in().status_code == 302
    assert site.accounts() == ["reader"]


def test_what_the_token_does_not_say_may_be_said_besides(site: Site, visitor: Visitor) -> None:
    site.provider.now = Behaviour(claims={"email": None, "name": None, "preferred_username": None})
    assert visitor.log_in().status_code == 302
    found = site.rows("SELECT username, email, first_name FROM auth_user")
    assert found == [("ada", "ada@example.org", "Ada")]


def test_a_forgotten_person_is_not_brought_back(site: Site) -> None:
    Visitor(site).log_in()
    site.rows(
        "INSERT INTO dashboard_person (name, user_id)"
        " SELECT 'Ada Byron', id FROM auth_user WHERE username = 'ada'"
    )
    assert site.manage("forget", "Ada Byron", "--yes").returncode == 0
    assert site.links() == []
    Visitor(site).log_in()
    (forgotten, new) = site.rows("SELECT username, is_active FROM auth_user ORDER BY id")
    assert forgotten[0].startswith("forgotten-")
    assert not forgotten[1]
    assert new == ("ada", True)
    assert site.rows("SELECT name, user_id FROM dashboard_person") == [("", None)]


def test_a_person_is_forgotten_where_single_sign_on_was_switched_off(site: Site) -> None:
    Visitor(site).log_in()
    site.rows("INSERT INTO dashboard_person (name, user_id) SELECT 'Ada', id FROM auth_user")
    off = dict.fromkeys(site.provider.environment(), "")
    assert site.manage("forget", "Ada", "--yes", **off).returncode == 0
    assert site.links() == []
