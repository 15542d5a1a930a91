from datetime import timedelta
from typing import Any

import pytest

from dashboard.actions import projects
from dashboard.actions.meanings import Sides, agree
from dashboard.actions.moment import Conflict
from dashboard.actions.privacy import redact
from dashboard.models import EventText, Meaning, Project, Standing
from tests.actions.conftest import Clock
from tests.actions.makers import (
    NOW,
    aim,
    apply,
    area,
    find,
    last_event,
    met,
    nothing_changed,
    nothing_written,
    objective,
    person,
    refused,
    verbs,
)

HOUR = timedelta(hours=1)
TEAM, STEWARD, BOTH = Sides(team=True), Sides(steward=True), Sides(team=True, steward=True)
WORDS = "*Better* means half of what was missing."


def sign(project: Project, sides: Sides = TEAM, text: str = WORDS, **more: Any) -> Meaning | None:
    values = {"by": None} | more
    return agree(project=project, objective=find("better"), text=text, sides=sides, **values)


def signatures() -> tuple[str | None, str | None]:
    row = Meaning.objects.select_related("team_by", "steward_by").get()
    return tuple(str(by) if by else None for by in (row.team_by, row.steward_by))  # type: ignore[return-value]


def test_one_side_says_what_it_means_and_the_other_signs(project: Project, clock: Clock) -> None:
    sign(project, by=person("Ada"))
    assert signatures() == ("Ada", None)
    clock.shift(HOUR)
    sign(project, STEWARD, by=person("Grace"))
    assert signatures() == ("Ada", "Grace")
    row = Meaning.objects.get()
    assert (row.text, row.team_at, row.steward_at) == (WORDS, NOW, NOW + HOUR)
    assert row.text_html.startswith("<p><em>Better</em>")


def test_it_is_an_event_whose_words_can_be_redacted(project: Project) -> None:
    sign(project)
    event = last_event()
    assert (event.verb, event.objective) == ("meaning-agreed", find("better"))
    assert "text" not in event.after
    assert EventText.objects.get().after == WORDS


def test_it_moves_no_standing(project: Project) -> None:
    met(project, "known")
    before = Standing.objects.get().revision
    sign(project, BOTH)
    assert Standing.objects.get().revision == before


@pytest.mark.parametrize("sides", [TEAM, STEWARD, BOTH])
def test_signing_twice_changes_nothing(project: Project, clock: Clock, sides: Sides) -> None:
    first = sign(project, sides)
    clock.shift(HOUR)
    with nothing_changed():
        assert sign(project, sides, seen=0) == first


def test_who_is_both_sides_signs_for_both(project: Project) -> None:
    sign(project, BOTH, by=person("Ada"))
    assert signatures() == ("Ada", "Ada")


def test_signing_for_both_leaves_a_signature_that_is_there(project: Project, clock: Clock) -> None:
    sign(project, by=person("Ada"))
    clock.shift(HOUR)
    sign(project, BOTH, by=person("Grace"))
    assert signatures() == ("Ada", "Grace")


@pytest.mark.parametrize(
    ("said", "sent"), [("Half.\r\nBy May.", "Half.\nBy May."), ("A.\n\nB.", "A.\r\n\r\nB.")]
)
def test_the_same_words_with_other_line_endings_are_the_same(
    project: Project, said: str, sent: str
) -> None:
    """A form that is sent by htmx ends lines otherwise than one that the browser sends."""
    sign(project, text=said, by=person("Ada"))
    sign(project, STEWARD, text=sent, by=person("Grace"))
    assert signatures() == ("Ada", "Grace")


def test_other_words_are_signed_by_this_side_alone(project: Project) -> None:
    sign(project, BOTH, by=person("Ada"))
    sign(project, STEWARD, "All of it.", by=person("Grace"))
    assert signatures() == (None, "Grace")
    sign(project, TEAM, "All of it.", by=person("Eve"))
    assert signatures() == ("Eve", "Grace")


def test_no_words_set_it_back_and_the_row_stays(project: Project) -> None:
    sign(project, BOTH)
    sign(project, TEAM, " ", by=person("Ada"))
    row = Meaning.objects.get()
    assert (row.text, row.text_html) == ("", "")
    assert signatures() == ("Ada", None)
    with nothing_changed():
        assert sign(project, STEWARD, "") == row


def test_no_words_where_nothing_was_agreed_change_nothing(project: Project) -> None:
    with nothing_changed():
        assert sign(project, TEAM, "\n") is None


def test_space_around_the_words_is_none_of_them(project: Project) -> None:
    sign(project)
    with nothing_changed():
        sign(project, TEAM, f" {WORDS}\n")


def test_nobody_signs_for_neither_side(project: Project) -> None:
    with refused("Only the team and the steward"):
        sign(project, Sides())
    sign(project)
    with refused("Only the team and the steward"):
        sign(project, Sides(), "Something else.")


def test_what_no_database_takes_is_refused(project: Project) -> None:
    with refused("Null characters"):
        sign(project, TEAM, "a\0b")


def test_a_stale_edit_is_told_who_changed_what_and_when(project: Project, clock: Clock) -> None:
    first = sign(project, by=person("Ada"))
    assert first
    clock.shift(HOUR)
    sign(project, STEWARD, by=person("Grace"))
    with nothing_written(), refused("Grace changed this at 10:00", Conflict) as told:
        sign(project, TEAM, "Something else.", seen=first.revision)
    conflict = told.value
    assert isinstance(conflict, Conflict)
    assert conflict.theirs == first


def test_an_edit_that_saw_the_latest_goes_through(project: Project) -> None:
    first = sign(project, seen=0)
    assert first
    assert sign(project, STEWARD, "Something else.", seen=first.revision)


def test_what_was_seen_and_never_was_is_refused(project: Project) -> None:
    with refused("no longer there"):
        sign(project, seen=1)


def test_a_page_that_still_holds_redacted_words_cannot_bring_them_back(project: Project) -> None:
    row = sign(project, by=person("Ada"))
    assert row
    redact(event=last_event(), field="text", by=None)
    with refused("Ada changed this", Conflict):
        sign(project, STEWARD, seen=row.revision)


def test_where_nothing_is_asked_nothing_is_agreed(project: Project) -> None:
    gone = find("better")
    apply(area("testing", aim("tests", "known")))
    with refused("not part of the criteria"):
        agree(project=project, objective=gone, text=WORDS, sides=TEAM, by=None)


def test_of_what_is_retired_nothing_is_agreed(project: Project) -> None:
    at = {"first-results": [objective("better", retired=NOW.date())]}
    apply(area("testing", aim("tests", "known", at=at)))
    with refused("retired"):
        sign(project)


def test_in_an_archived_project_nothing_is_agreed(project: Project) -> None:
    sign(project)
    projects.archive(project=project, by=None)
    with refused("archived"):
        sign(project, STEWARD)


def test_before_the_projects_latest_event_is_refused(project: Project, clock: Clock) -> None:
    clock.shift(HOUR)
    sign(project)
    with refused("before"):
        sign(project, STEWARD, at=NOW)


def test_each_side_is_an_act_of_its_own(project: Project) -> None:
    sign(project)
    sign(project, STEWARD)
    assert verbs(project)[1:] == ["meaning-agreed", "meaning-agreed"]
