from typing import Any

from django.contrib.auth.models import User
from playwright.sync_api import expect

from tests.e2e.conftest import Visit


def test_somebody_logs_in_and_out(visit: Visit, transactional_db: Any) -> None:
    User.objects.create_user("ada", password="a long password")
    page = visit.to("/")
    page.get_by_role("link", name="Log in").click()
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{visit.home}/")
    page.get_by_role("link", name="Log out").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    assert visit.faults == []
