from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine

from dashboard.actions import projects, reviews
from dashboard.imports.projects import import_projects
from dashboard.imports.table import Unusable
from tests.actions import makers
from tests.actions.makers import nothing_written
from tests.imports.conftest import Write, told

pytestmark = pytest.mark.usefixtures("verified")
Mistakes = Callable[..., list[str]]


@pytest.fixture
def mistakes(write: Write) -> Mistakes:
    """What is told of a file of which nothing may be written."""

    def found(*lines: str | bytes) -> list[str]:
        with nothing_written(), pytest.raises(Unusable) as error:
            import_projects(write(*lines))
        return told(error)

    return found


def test_every_wrong_line_is_told_with_all_that_is_wrong(mistakes: Mistakes) -> None:
    makers.apply(makers.ready(), kinds=["service", "library"])
    assert mistakes(
        "key,name,team,kind,url,agreement,since",
        "api,API,Core,servic,example.org,perhaps,31.1.2025",
        "ok,OK,Core,service,https://example.org,agreed,2025-01-31",
        "My API,My API,Core,,,,",
        ",API,Core,,,,",
        '"web",Web,"',
        '",,,,',
        "app,,,,,,2031-01-01",
        "ok,OK,Core,,,,",
        "tool",
    ) == [
        "line 2: agreement: `perhaps` must be not yet, in talks or agreed",
        "line 2: since: `31.1.2025` is no date like 2026-05-31",
        "line 2: unknown kind `servic`: did you mean `service`?",
        "line 2: url: `example.org` is no web address like https://example.org/page",
        "line 4: key: `My API` must be lower-case letters, digits and hyphens, at most 60",
        "line 5: key is empty",
        "line 6: web is new and needs a team",
        "line 8: app is new and needs a name",
        "line 8: app is new and needs a team",
        "line 8: since: 2031-01-01 is still to come",
        "line 9: the key ok is on line 3 already",
        "line 10: it has 1 cell, the heading has 7",
    ]


def test_a_key_twice_is_told_each_time(mistakes: Mistakes) -> None:
    assert mistakes("key,name,team", "a,A,T", "b,B,T", "a,A,T", "a,Other,T") == [
        "line 4: the key a is on line 2 already",
        "line 5: the key a is on line 2 already",
    ]


def test_several_refusals_of_one_line_are_all_told(
    mistakes: Mistakes, clock: time_machine.Traveller
) -> None:
    project = makers.project("api")
    clock.shift(timedelta(days=1))
    projects.change_kind(project=project, kind="service", by=None)
    makers.apply(makers.ready(), kinds=["service"])
    assert mistakes("key,since,kind", "api,2025-01-01,app") == [
        "line 2: When Api joined can no longer be changed.",
        "line 2: unknown kind `app`; known here: `service`",
    ]


def test_since_cannot_be_corrected_once_something_was_said(mistakes: Mistakes) -> None:
    makers.apply(makers.ready())
    makers.met(makers.project("api"), "known")
    assert mistakes("key,since", "api,2025-01-01") == [
        "line 2: When Api joined can no longer be changed."
    ]


def test_a_project_cannot_have_joined_after_what_happened_to_it(
    mistakes: Mistakes, clock: time_machine.Traveller
) -> None:
    project = makers.project("api")
    clock.shift(timedelta(days=1))
    reviews.review(project=project, verdict="on-track", by=None)
    clock.shift(timedelta(days=9))
    day = f"{datetime.now():%Y-%m-%d}"
    assert mistakes("key,since", f"api,{day}") == [
        "line 2: When Api joined can no longer be changed."
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("key,name,team", "é,é,é".encode("latin-1")),
        ("key,name,team", "a,A,T", 'b,"B,T'),
        ("name,team", "A,T"),
        ("",),
        ("key,name,team", "a,A,T", "b,B"),
    ],
    ids=["Latin-1", "open quote", "no key", "empty", "short line"],
)
def test_a_file_that_is_no_such_table_writes_nothing(
    mistakes: Mistakes, lines: tuple[str | bytes, ...]
) -> None:
    assert mistakes(*lines)


def test_very_many_wrong_lines_are_told_soon(mistakes: Mistakes) -> None:
    makers.apply(makers.ready(), kinds=["service", "library"])
    lines = [f"p-{n},P,T,kind-{n},nowhere,soon" for n in range(5000)]
    assert len(mistakes("key,name,team,kind,url,since", *lines)) == 15_000
