from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import openid
from tests.e2e.conftest import CHROMIUM, Visit
from tests.e2e.sound import check
from tests.signed_on import Site, serving_site

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if CHROMIUM is None:
        pytest.skip("there is no browser")
    with serving_site(tmp_path_factory.mktemp("sso"), BEHIND_PROXY="false") as site:
        yield site


@pytest.fixture
def site(served: Site) -> Site:
    served.clear()
    return served


def to_provider(page: Page, home: str, there: str = "/") -> None:
    page.goto(f"{home}{there}")
    page.get_by_role("link", name="Log in").click()
    page.get_by_role("button", name="Log in with Example SSO").click()


def test_somebody_logs_in_with_the_provider_and_the_policy_holds(site: Site, page: Page) -> None:
    visit = Visit(page, site.home)
    to_provider(page, site.home)
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{site.home}/")
    page.get_by_role("link", name="Mine").click()
    expect(page.get_by_role("link", name="Log out")).to_be_visible()
    assert visit.faults == []
    assert all(each.startswith(site.provider.issuer) for each in visit.foreign)


def test_whoever_is_known_to_the_provider_is_let_through_at_once(site: Site, page: Page) -> None:
    """The browser checks where a form leads, through all redirects."""
    visit = Visit(page, site.home)
    site.provider.asks = False
    to_provider(page, site.home)
    page.wait_for_url(f"{site.home}/")
    expect(page.get_by_role("link", name="Log out")).to_be_visible()
    assert visit.faults == []


def test_a_log_in_needs_no_script(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.home}/mine/")
    page.get_by_role("button", name="Log in with Example SSO").click()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(f"{site.home}/mine/")
    context.close()


def test_whoever_turns_back_is_told_and_may_begin_once_more(site: Site, page: Page) -> None:
    to_provider(page, site.home)
    page.get_by_role("button", name="Turn back").click()
    expect(page.get_by_role("heading", name="You are not logged in")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Log in").click()
    expect(page.get_by_role("button", name="Log in with Example SSO")).to_be_visible()


def test_a_provider_that_is_away_leaves_the_password(site: Site, page: Page) -> None:
    site.provider.now = openid.Behaviour(answers={openid.DISCOVERY: None})
    to_provider(page, site.home)
    expect(page.get_by_text("does not answer just now")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Log in").click()
    expect(page.get_by_label("Password")).to_be_visible()


@pytest.mark.usefixtures("look")
def test_the_page_for_logging_in_can_be_used_by_everybody(site: Site, page: Page) -> None:
    check(Visit(page, site.home), "/accounts/login/")
