"""Many answers in one save, with the keyboard, by two at once, and without JavaScript."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.actions import people
from dashboard.choices import Role
from dashboard.models import Team
from tests.actions import makers
from tests.e2e.conftest import Visit
from tests.e2e.sound import check, sideways
from tests.e2e.test_editing import log_in

OF_AIM, OF_PROJECT = "/mine/answers/testing/tests/", "/projects/api/answers/"
Enter = Callable[..., Page]


@pytest.fixture(autouse=True)
def team(live_server: object) -> None:
    """Two projects, in a team with a lead and a member."""
    makers.apply(makers.ready())
    engine = makers.team("engine")
    for slug in ("api", "jobs"):
        makers.project(slug, team=engine)
    for name, role in {"Grace": Role.LEAD, "Ada": Role.MEMBER}.items():
        user = User.objects.create_user(name.lower(), password="a long word")
        person = makers.person(name, user=user)
        people.add_member(team=Team.objects.get(), person=person, role=role, by=None)


@pytest.fixture
def enter(browser: Browser, visit: Visit) -> Enter:
    """Somebody's browser, logged in and on a form."""

    def entered(name: str, address: str = OF_AIM, **more: bool) -> Page:
        page = browser.new_context(base_url=visit.home, **more).new_page()  # type: ignore[arg-type]
        page.goto("/")
        log_in(page, name)
        page.goto(address)
        return page

    return entered


def line(page: Page, project: str, words: str) -> Locator:
    group = page.locator("tbody").filter(has=page.get_by_role("link", name=project, exact=True))
    return group.get_by_role("row", name=words)


def say(page: Page, project: str, words: str, answer: str) -> None:
    line(page, project, words).locator("label", has_text=answer).click()


def chosen(page: Page, project: str, words: str) -> Locator:
    return line(page, project, words).locator("input:checked")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_two_people_collide_on_one_line_of_several(enter: Enter) -> None:
    grace, ada = enter("grace"), enter("ada")
    say(grace, "Api", "known", "Not yet")
    line(grace, "Api", "known").get_by_placeholder("Note").fill("Not at all.")
    save(grace)
    expect(grace.get_by_role("status")).to_have_text("1 answer saved.")
    for project, words in (("Api", "known"), ("Api", "clear"), ("Jobs", "known")):
        say(ada, project, words, "Met")
    save(ada)
    expect(ada.get_by_role("alert")).to_contain_text("2 saved, 1 not")
    ada.get_by_role("link", name="Api: known is so.").click()
    row = line(ada, "Api", "known")
    expect(row).to_contain_text("Grace changed this at")
    expect(row).to_contain_text("Not at all.")
    expect(chosen(ada, "Api", "known")).to_have_value("met")
    save(ada)  # after all
    expect(ada.get_by_role("status")).to_have_text("1 answer saved.")
    for project, words in (("Api", "known"), ("Api", "clear"), ("Jobs", "known")):
        expect(chosen(ada, project, words)).to_have_value("met")


def test_with_the_keyboard_alone(enter: Enter) -> None:
    page = enter("grace")
    line(page, "Api", "known").get_by_label("Met").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("https://ci.example/1")
    page.keyboard.press("Tab")
    page.keyboard.type("So it is.")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(chosen(page, "Api", "clear")).to_have_value("not-yet")
    page.keyboard.press("Enter")  # saves from anywhere but a note
    expect(page.get_by_role("status")).to_have_text("2 answers saved.")
    row = line(page, "Api", "known")
    expect(row.get_by_placeholder("Evidence")).to_have_value("https://ci.example/1")
    expect(row.get_by_placeholder("Note")).to_have_value("So it is.")


def test_a_line_is_seen_whole_when_the_keyboard_comes_to_it(enter: Enter) -> None:
    """The save that stays in sight hides nothing that has the focus."""
    page = enter("grace", OF_PROJECT)
    page.set_viewport_size({"width": 1440, "height": 420})
    page.locator("#main").focus()
    bar = page.locator(".save")
    for _ in range(22):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.evaluate("each => Boolean(each.closest('.line'))"):
            box, foot = focused.bounding_box(), bar.bounding_box()
            assert box
            assert foot
            assert box["y"] + box["height"] <= foot["y"] + 1


def test_all_of_it_without_javascript(enter: Enter) -> None:
    page = enter("grace", "/mine/", java_script_enabled=False)
    page.get_by_role("link", name="tests", exact=True).click()
    say(page, "Jobs", "known", "Met")
    say(page, "Api", "clear", "Not applicable")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("1 saved, 1 not")
    line(page, "Api", "clear").get_by_placeholder("Note").fill("There is none.")
    save(page)
    expect(page.get_by_role("status")).to_have_text("1 answer saved.")
    page.goto("/projects/api/")
    page.get_by_role("link", name="Answer several of Testing").click()
    say(page, "tests", "known", "Met")
    page.get_by_role("button", name="Save, and the rest of Testing is still true").click()
    expect(page.get_by_role("status")).to_have_text("1 answer saved. Checked in.")


def test_still_true_is_one_click(enter: Enter) -> None:
    page = enter("grace", "/projects/api/")
    expect(page.locator(".area-head .freshness")).to_have_text("Never reviewed")
    page.get_by_role("button", name="Still true of Testing").click()
    expect(page.locator(".area-head .freshness")).to_contain_text("Checked in")
    page.locator(".area-head").get_by_text("Note").click()
    page.get_by_label("What you looked at").nth(1).fill("Looked *twice*.")
    page.get_by_role("button", name="Still true of Testing").click()
    expect(page.locator(".visits")).to_contain_text("Looked twice.")


@pytest.mark.usefixtures("look")
def test_the_forms_can_be_used_by_everybody(visit: Visit) -> None:
    page = visit.to("/")
    log_in(page, "grace")
    for address in (OF_AIM, OF_PROJECT, f"{OF_PROJECT}?level=started", "/mine/"):
        check(visit, address)
        assert sideways(page) == 0, address
    page = visit.to(OF_AIM)
    say(page, "Api", "clear", "Not applicable")
    visit.faults.clear()
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("0 saved, 1 not")
    assert sideways(page) == 0
