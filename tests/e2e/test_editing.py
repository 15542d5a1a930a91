"""A team says what is true, somebody confirms it, and nobody overwrites anybody."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.actions import people
from dashboard.choices import Role
from dashboard.models import Team
from tests.actions import makers
from tests.e2e.conftest import Visit
from tests.e2e.sound import check

PAGE = "/projects/api/#testing/tests"
Enter = Callable[..., Page]


@pytest.fixture(autouse=True)
def team(live_server: object) -> None:
    """A project without an answer, in a team with a lead and a member, and a steward."""
    makers.apply(makers.ready())
    makers.project("api", team=makers.team("engine"))
    for name, role in {"Grace": Role.LEAD, "Ada": Role.MEMBER, "Mary": None}.items():
        user = User.objects.create_user(name.lower(), password="a long word")
        person = makers.person(name, user=user)
        if role:
            people.add_member(team=Team.objects.get(), person=person, role=role, by=None)
        else:
            people.add_steward(person=person, area=None, by=None)


@pytest.fixture
def enter(browser: Browser, visit: Visit) -> Enter:
    """Somebody's browser, logged in and on the project's page."""

    def entered(name: str, **more: bool) -> Page:
        page = browser.new_context(base_url=visit.home, **more).new_page()  # type: ignore[arg-type]
        page.goto("/")
        log_in(page, name)
        page.goto(PAGE)
        return page

    return entered


def log_in(page: Page, name: str) -> None:
    """Give a browser the session of somebody who logged in; the form is tried in test_log_in."""
    client = Client()
    client.force_login(User.objects.get(username=name.lower()))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])


def objective(page: Page, key: str) -> Locator:
    return page.locator(f'[id="testing/tests/{key}"]')


def say(page: Page, key: str, word: str) -> None:
    objective(page, key).get_by_role("button", name=word, exact=True).click()


def test_a_lead_raises_a_level_and_undoes_it(enter: Enter) -> None:
    page = enter("grace")
    for key in ("known", "clear"):
        say(page, key, "Met")
        expect(objective(page, key).get_by_role("status")).to_have_text("Saved.")
    summary = page.locator('[id="testing/tests"] > summary')
    expect(summary).to_contain_text("Started")
    expect(page.locator("#standing")).to_contain_text("1 / 6")
    objective(page, "clear").get_by_role("button", name="Undo").click()
    expect(summary).to_contain_text("Under way")
    expect(page.locator("#standing")).to_contain_text("0 / 6")
    expect(objective(page, "clear").get_by_role("status")).to_have_text("Undone.")
    page.reload()
    expect(objective(page, "clear")).to_contain_text("Nothing said")


def test_a_members_answer_waits_and_a_steward_confirms_it(enter: Enter) -> None:
    ada = enter("ada")
    say(ada, "known", "Met")
    expect(objective(ada, "known")).to_contain_text("Waiting to be confirmed")
    mary = enter("mary")
    expect(objective(mary, "known").get_by_role("button", name="Met")).to_have_count(0)
    objective(mary, "known").get_by_role("button", name="Confirm").click()
    expect(objective(mary, "known")).to_contain_text("confirmed by Mary")


def test_one_is_sent_back_and_answered_again(enter: Enter) -> None:
    ada = enter("ada")
    say(ada, "known", "Met")
    expect(objective(ada, "known")).to_contain_text("Waiting")
    grace = enter("grace")
    row = objective(grace, "known")
    row.locator("summary", has_text="Send back").click()
    row.get_by_label("Why it is not so").fill("Show it.")
    row.get_by_role("button", name="Send back").click()
    expect(row).to_contain_text("Sent back")
    ada.reload()
    row = objective(ada, "known")
    expect(row).to_contain_text("Show it.")
    row.get_by_text("Evidence and note").click()
    row.get_by_label("Web address of the evidence").fill("https://ci.example/1")
    row.get_by_role("button", name="Save as").click()
    expect(row).to_contain_text("Waiting to be confirmed")
    expect(row.get_by_role("link", name="https://ci.example/1")).to_be_visible()


def test_two_people_at_once_do_not_overwrite_each_other(enter: Enter) -> None:
    grace, ada = enter("grace"), enter("ada")
    say(grace, "known", "Not yet")
    expect(objective(grace, "known").get_by_role("status")).to_be_visible()
    say(ada, "known", "Met")
    row = objective(ada, "known")
    expect(row.get_by_role("alert")).to_contain_text("Grace changed this at")
    expect(row.get_by_role("alert")).to_contain_text("You wanted to say Met")
    expect(row.locator(".answer")).to_contain_text("Not yet")
    say(ada, "known", "Met")  # after all
    expect(row).to_contain_text("Waiting to be confirmed")


def test_with_the_keyboard_alone_the_focus_stays(enter: Enter) -> None:
    page = enter("grace")
    objective(page, "known").get_by_role("button", name="Met", exact=True).focus()
    page.keyboard.press("Enter")
    row = objective(page, "known")
    expect(row.get_by_role("status")).to_have_text("Saved.")
    expect(row.get_by_role("button", name="Met", exact=True)).to_be_focused()


def test_what_could_not_be_saved_is_said(enter: Enter) -> None:
    page = enter("grace")
    page.route("**/answer/", lambda route: route.abort())
    say(page, "known", "Met")
    alert = objective(page, "known").get_by_role("alert")
    expect(alert).to_have_text("Not saved: the server cannot be reached. Try again.")
    page.unroute("**/answer/")
    page.context.clear_cookies(name="csrftoken")
    say(page, "known", "Met")
    expect(alert).to_have_text("Not saved. Load the page again to see why.")


def test_what_is_unfinished_outlives_an_edit_beside_it(enter: Enter) -> None:
    page = enter("grace")
    say(page, "known", "Not applicable")
    row = objective(page, "known")
    expect(row.get_by_role("alert")).to_contain_text("Say why")
    row.get_by_label("Note, in Markdown").fill("There is none.")
    say(page, "clear", "Met")
    expect(objective(page, "clear").get_by_role("status")).to_have_text("Saved.")
    expect(row.get_by_role("alert")).to_contain_text("Say why")
    expect(row.get_by_label("Note, in Markdown")).to_have_value("There is none.")
    row.get_by_role("button", name="Save as").click()
    expect(row.locator(".answer")).to_contain_text("There is none.")
    expect(row.get_by_role("alert")).to_have_count(0)


def test_a_session_that_ended_leads_to_the_log_in_and_back(enter: Enter) -> None:
    page = enter("grace")
    page.context.clear_cookies(name="sessionid")
    say(page, "known", "Met")
    page.wait_for_url("**/accounts/login/?next=/projects/api/")


def test_everything_once_without_javascript(enter: Enter) -> None:
    page = enter("grace", java_script_enabled=False)
    say(page, "known", "Met")
    page.wait_for_url("**/projects/api/#testing/tests/known")
    row = objective(page, "known")
    expect(row).to_contain_text("confirmed")
    row.get_by_text("Evidence and note").click()
    row.get_by_label("Note, in Markdown").fill("So it is.")
    row.get_by_role("button", name="Save as").click()
    expect(objective(page, "known")).to_contain_text("So it is.")
    say(page, "clear", "Not applicable")
    expect(objective(page, "clear").get_by_role("alert")).to_contain_text("Say why")


@pytest.mark.usefixtures("look")
def test_the_forms_can_be_used_by_everybody(visit: Visit) -> None:
    page = visit.to("/")
    log_in(page, "grace")
    say(visit.to("/projects/api/"), "known", "Met")
    expect(objective(page, "known").get_by_role("status")).to_have_text("Saved.")
    check(visit, "/mine/", "/projects/api/")
