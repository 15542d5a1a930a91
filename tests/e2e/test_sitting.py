"""A review sitting from its opening to its minutes, and the talk beside objectives."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.actions import people
from dashboard.choices import Role
from dashboard.models import Team
from tests.actions import makers
from tests.e2e.conftest import Visit
from tests.e2e.sound import check
from tests.e2e.test_editing import log_in

Enter = Callable[..., Page]


@pytest.fixture(autouse=True)
def team(live_server: object) -> None:
    """Two projects of a team; a member's claim waits in one, and a steward is there."""
    makers.apply(makers.ready())
    engine = makers.team("engine")
    for name, role in {"Ada": Role.MEMBER, "Mary": None}.items():
        user = User.objects.create_user(name.lower(), password="a long word")
        person = makers.person(name, user=user)
        if role:
            people.add_member(team=Team.objects.get(), person=person, role=role, by=None)
            makers.said(makers.project("api", team=engine), "known", by=person)
            makers.met(makers.project("web", team=engine), "known", "clear", by=person)
        else:
            people.add_steward(person=person, area=None, by=None)


@pytest.fixture
def enter(browser: Browser, visit: Visit) -> Enter:
    """Somebody's browser, logged in and at an address."""

    def entered(name: str, address: str, **more: bool) -> Page:
        page = browser.new_context(base_url=visit.home, **more).new_page()  # type: ignore[arg-type]
        page.goto("/")
        log_in(page, name)
        page.goto(address)
        return page

    return entered


def finding(page: Page, of: str) -> Locator:
    return page.locator(f"#finding-{of}")


def test_a_sitting_from_start_to_minutes(enter: Enter) -> None:
    page = enter("mary", "/reviews/engine/")
    page.get_by_role("button", name="Open a sitting").click()
    api = page.locator("#api")
    api.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/reviews/engine/#api")
    expect(page.locator("#api")).not_to_contain_text("Waits to be confirmed")
    finding(page, "api").get_by_label("Gaps").check()
    expect(finding(page, "api").get_by_role("status")).to_have_text("Saved.")
    minutes = finding(page, "api").get_by_label("Minutes")
    with page.expect_response("**/finding/"):  # without leaving the field, or pressing anything
        minutes.press_sequentially("Tests are *slow*.")
    page.goto("/")
    page.goto("/reviews/engine/")
    expect(finding(page, "api").get_by_label("Gaps")).to_be_checked()
    expect(minutes).to_have_value("Tests are *slow*.")
    finding(page, "team").get_by_label("Minutes").fill("They moved house.")
    finding(page, "team").get_by_role("button", name="Save").click()
    expect(finding(page, "team").get_by_role("status")).to_have_text("Saved.")
    page.get_by_role("button", name="Close the sitting").click()
    page.wait_for_url("**/reviews/engine/*/")
    main = page.locator("main")
    for words in ("Gaps", "Tests are slow.", "They moved house.", "Mary confirmed"):
        expect(main).to_contain_text(words)
    page.get_by_text("As Markdown, to paste elsewhere").click()
    pasted = page.get_by_label("Minutes as Markdown").input_value()
    assert pasted.startswith("# Review of Engine, all areas, ")
    assert "## Api: Gaps\n\nTests are *slow*." in pasted


def test_it_works_without_javascript(enter: Enter) -> None:
    page = enter("mary", "/reviews/engine/", java_script_enabled=False)
    page.get_by_role("button", name="Open a sitting").click()
    finding(page, "web").get_by_label("On track").check()
    finding(page, "web").get_by_label("Minutes").fill("Well done.")
    finding(page, "web").get_by_role("button", name="Save").click()
    page.wait_for_url("**/reviews/engine/#web")
    page.get_by_role("button", name="Close the sitting").click()
    expect(page.locator("main")).to_contain_text("Well done.")


def test_two_reviewers_do_not_overwrite_each_other(enter: Enter) -> None:
    first = enter("mary", "/reviews/engine/")
    first.get_by_role("button", name="Open a sitting").click()
    second = enter("mary", "/reviews/engine/")
    finding(first, "api").get_by_label("Gaps").check()
    expect(finding(first, "api").get_by_role("status")).to_have_text("Saved.")
    finding(second, "api").get_by_label("Off track").check()
    expect(finding(second, "api").get_by_role("alert")).to_contain_text("Mary changed this at")
    expect(finding(second, "api").get_by_label("Off track")).to_be_checked()
    finding(second, "api").get_by_role("button", name="Save").click()
    expect(finding(second, "api").get_by_role("status")).to_have_text("Saved.")


def test_talk_beside_an_objective_stays_while_answers_come_and_go(enter: Enter) -> None:
    ada = enter("ada", "/projects/api/#testing/tests")
    row = ada.locator('[id="testing/tests/known"]')
    row.get_by_text("Remark", exact=True).click()
    row.get_by_label("Remark, in Markdown").fill("Since when?")
    row.get_by_role("button", name="Dispute").click()
    expect(row.locator(".talk")).to_contain_text("Disputed")
    row.get_by_role("button", name="Not yet", exact=True).click()
    expect(row.get_by_role("status")).to_have_text("Saved.")
    expect(row.locator(".talk")).to_contain_text("Since when?")
    mary = enter("mary", "/projects/api/#testing/tests")
    row = mary.locator('[id="testing/tests/known"]')
    row.get_by_label("Remark, in Markdown").fill("Since May.")
    row.get_by_role("button", name="Settle the dispute").click()
    expect(row.locator(".talk")).to_contain_text("2 remarks")
    expect(row.locator(".talk")).not_to_contain_text("Disputed")
    row.get_by_text("What does it mean here?").click()
    row.get_by_label("What its words mean").fill("By everybody.")
    row.get_by_role("button", name="Save and sign").click()
    expect(row.locator(".meant-here")).to_contain_text("Mary as steward")


@pytest.mark.usefixtures("look")
def test_everybody_can_use_it(visit: Visit) -> None:
    page = visit.to("/")
    log_in(page, "mary")
    visit.to("/reviews/engine/").get_by_role("button", name="Open a sitting").click()
    finding(page, "api").get_by_label("Gaps").check()
    expect(finding(page, "api").get_by_role("status")).to_have_text("Saved.")
    check(visit, "/reviews/engine/")
    page.get_by_role("button", name="Close the sitting").click()
    page.wait_for_url("**/reviews/engine/*/")
    check(visit, page.url.removeprefix(visit.home), "/reviews/engine/")


def test_what_could_not_be_kept_is_said(enter: Enter) -> None:
    page = enter("mary", "/reviews/engine/")
    page.get_by_role("button", name="Open a sitting").click()
    page.route("**/reviews/engine/*/", lambda route: route.abort())
    finding(page, "api").get_by_label("Gaps").check()
    told = "Not saved: the server cannot be reached. Try again."
    expect(finding(page, "api").get_by_role("alert")).to_have_text(told)
    page.get_by_role("button", name="Close the sitting").click()
    expect(page.locator(".close").first.get_by_role("alert")).to_have_text(told)
