"""No free text is longer than any may be, whichever action it goes through."""

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.actions import (
    assessments,
    commitments,
    intents,
    meanings,
    projects,
    remarks,
    reviews,
    sittings,
)
from dashboard.actions.assessments import Words
from dashboard.actions.intents import Plan
from dashboard.actions.meanings import Sides
from dashboard.actions.moment import Refused
from dashboard.choices import Answer, RemarkKind
from dashboard.models import Project, Sitting
from dashboard.models.fields import TEXT_LENGTH
from tests.actions import makers
from tests.promised import promise

LONGEST = "x" * TEXT_LENGTH
Say = Callable[[Project, str], object]


def of(project: Project) -> dict[str, Any]:
    return {"project": project, "objective": makers.find("known"), "by": None}


def answer(project: Project, text: str) -> object:
    return assessments.answer(**of(project), answer=Answer.MET, words=Words(text))


def send_back(project: Project, text: str) -> object:
    makers.said(project, "known")
    return assessments.send_back(**of(project), reason=text)


def mean(project: Project, text: str) -> object:
    plan = Plan("deferred", note=text)
    aim = makers.find_aim("tests")
    return intents.set_intent(project=project, aim=aim, plan=plan, by=None)


def remark(project: Project, text: str) -> object:
    return remarks.remark(**of(project), text=text)


def dispute(project: Project, text: str) -> object:
    return remarks.remark(**of(project), text=text, kind=RemarkKind.DISPUTE)


def settle(project: Project, text: str) -> object:
    dispute(project, "It is not so.")
    return remarks.remark(**of(project), text=text, kind=RemarkKind.SETTLEMENT)


def agree(project: Project, text: str) -> object:
    return meanings.agree(**of(project), text=text, sides=Sides(team=True))


def withdraw(project: Project, text: str) -> object:
    makers.cycle()
    return commitments.withdraw(commitment=promise(project), reason=text, by=None)


def review(project: Project, text: str) -> object:
    return reviews.review(project=project, verdict="gaps", minutes=text, by=None)


def check_in(project: Project, text: str) -> object:
    return reviews.check_in(project=project, note=text, by=None)


def find(project: Project, text: str) -> object:
    sitting = sittings.open_sitting(team=project.team, by=None)
    found = {"sitting": sitting, "project": project, "verdict": "gaps", "by": None}
    return sittings.note_finding(**found, minutes=text)  # type: ignore[arg-type]


def describe(project: Project, text: str) -> object:
    return projects.describe(project=project, description=text, by=None)


SAYINGS = [
    answer, send_back, mean, remark, dispute, settle, agree, withdraw, review, check_in, find,
    describe,
]  # fmt: skip


@pytest.mark.parametrize("say", SAYINGS)
def test_a_text_of_more_than_is_kept_is_refused(project: Project, say: Say) -> None:
    with pytest.raises(Refused, match="too long: 20,001 characters, and at most 20,000 are kept"):
        say(project, LONGEST + "x")


@pytest.mark.parametrize("say", SAYINGS)
def test_the_longest_text_is_kept(project: Project, say: Say) -> None:
    say(project, LONGEST)


def test_a_lines_end_is_one_character_as_a_browser_counts_it(project: Project) -> None:
    remark(project, "x\r\n" * (TEXT_LENGTH // 2))


def test_minutes_put_together_from_short_ones_do_not_keep_a_sitting_open(project: Project) -> None:
    find(project, LONGEST)
    projects.archive(project=project, by=None)
    sitting = Sitting.objects.get()
    values: dict[str, Any] = {"sitting": sitting, "project": None, "verdict": ""}
    sittings.note_finding(**values, minutes=LONGEST, by=None)
    sittings.close_sitting(sitting=sitting, by=None)
    assert len(Sitting.objects.get().minutes) > 2 * TEXT_LENGTH


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff"])
def test_what_is_no_character_is_in_no_name_and_no_text(letter: str) -> None:
    makers.apply(makers.ready())
    with pytest.raises(Refused, match="no characters"):
        makers.project("api", name=f"a{letter}")
    with pytest.raises(Refused, match="no characters"):
        remark(makers.project(), f"a{letter}")
