"""Words without a space, in texts and in names: no page grows wider than a phone by them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User

from dashboard.actions import assessments, intents, people, remarks, reviews, sittings
from dashboard.actions.assessments import Words
from dashboard.actions.commitments import withdraw
from dashboard.actions.intents import Plan
from dashboard.choices import Answer, RemarkKind
from dashboard.days import today
from dashboard.models import Project, Sitting
from tests.actions import makers
from tests.e2e.conftest import Visit
from tests.e2e.test_editing import log_in
from tests.promised import cycle, promise

LONG = "https-example-org-" + "x" * 180
NAME = "N" * 100
NOTE = (
    f"{LONG}\n\n    {LONG}\n\n| a | b |\n| - | - |\n| {LONG} | {LONG} |"  # with code, and a table
)
PHONES = [320, 360]
PAGES = [
    "/mine/", "/projects/api/", "/projects/api/history/", "/projects/api/answers/", "/cycles/",
    "/cycles/now/", "/reviews/engine/", "/reviews/engine/{minutes}/", "/teams/engine/people/", "/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def world(live_server: object) -> None:
    """Everything that somebody may write, written without a space."""
    keys = makers.area("safety", makers.aim("keys", "sealed"), makers.aim("doors", "locked"))
    makers.apply(makers.ready(), keys)
    person = makers.person(NAME, user=User.objects.create_user("grace", password="a long word"))
    by: dict[str, Any] = {"by": makers.person(f"Other{NAME}")}
    team = makers.team("engine")
    people.add_member(team=team, person=person, role="lead", by=None)
    people.add_steward(person=person, area=None, by=None)
    project = makers.project("api", name=NAME, team=team, owner=person, description=LONG)
    answered(project, by)
    promised_and_reviewed(project, by)


def answered(project: Project, by: dict[str, Any]) -> None:
    words = Words(NOTE, f"https://example.org/{LONG}", LONG)
    for key in ("known", "clear", "sealed"):
        makers.said(project, key, words=words, **by)
    of: dict[str, Any] = {"project": project, "objective": makers.find("clear")}
    assessments.send_back(**of, reason=LONG, **by)
    makers.said(project, "better", Answer.NOT_APPLICABLE, words=words, **by)
    for kind in (RemarkKind.REMARK, RemarkKind.DISPUTE):
        remarks.remark(**of, text=LONG, kind=kind, **by)
    plans = {
        "keys": Plan("not-applicable", note=LONG),
        "doors": Plan("blocked", blocked_by=LONG, unblocked_by=LONG, note=LONG),
    }
    for key, plan in plans.items():
        intents.set_intent(project=project, aim=makers.find_aim(key), plan=plan, **by)


def promised_and_reviewed(project: Project, by: dict[str, Any]) -> None:
    cycle("now", today(), today().replace(year=today().year + 1))
    withdraw(commitment=promise(project, **by), reason=LONG, **by)
    promise(project, "mature", **by)
    reviews.review(project=project, verdict="gaps", minutes=LONG, **by)
    reviews.check_in(project=project, note=LONG, **by)
    sitting = sittings.open_sitting(team=project.team, **by)
    sittings.note_finding(sitting=sitting, project=project, verdict="gaps", minutes=LONG, **by)
    sittings.close_sitting(sitting=sitting, **by)
    sittings.open_sitting(team=project.team, **by)


def wider(visit: Visit) -> Iterator[tuple[str, int, int]]:
    """Pages, by how much they are wider than phones."""
    minutes = Sitting.objects.earliest("pk").pk
    for width in PHONES:
        visit.page.set_viewport_size({"width": width, "height": 740})
        for address in PAGES:
            page = visit.to(address.format(minutes=minutes))
            page.evaluate(
                "for (const fold of document.querySelectorAll('details')) fold.open = true"
            )
            needed: int = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                yield address, width, needed - width


def test_no_word_makes_a_page_wider_than_a_phone(visit: Visit) -> None:
    visit.to("/")
    log_in(visit.page, "grace")
    assert list(wider(visit)) == []
