from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import time_machine
from django.test import override_settings

from dashboard.choices import Agreement, Answer
from dashboard.imports import cells
from tests.imports.conftest import NOW


def refused(reader: Callable[..., Any], *said: Any) -> str:
    with pytest.raises(ValueError, match=r".") as error:
        reader(*said)
    return str(error.value)


@pytest.mark.parametrize("text", ["a", "my-api-2", "-", "a" * 60])
def test_a_key_is_lower_case_letters_digits_and_hyphens(text: str) -> None:
    assert cells.key(text) == text


@pytest.mark.parametrize("text", ["A", "my api", "my_api", "é", "a" * 61, "a/b", "a\n"])
def test_no_other_key_is_taken(text: str) -> None:
    assert "lower-case letters, digits and hyphens, at most 60" in refused(cells.key, text)


def test_a_name_is_one_visible_line_of_limited_length() -> None:
    assert cells.name("=Équipe <b>日本</b>") == "=Équipe <b>日本</b>"
    assert cells.name("x" * 120)
    assert (
        refused(cells.name, "x" * 121)
        == f"`{'x' * 59}…` must be one line of at most 120 characters"
    )
    assert "must be one line" in refused(cells.name, "a\nb")
    assert "must be one line" in refused(cells.name, "a\tb")
    assert refused(cells.name, "\u200b\u200d") == "nothing of it can be seen"


def test_lines_of_a_text_end_one_way() -> None:
    assert cells.text("a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert refused(cells.text, "x" * 20_001) == "it is longer than 20,000 characters"


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://localhost:8000/a?b=c#d", "HTTPS://EXAMPLE.org/ü"]
)
def test_web_addresses_are_taken(address: str) -> None:
    assert cells.url(address) == address


@pytest.mark.parametrize(
    "address",
    ["example.org", "javascript:alert(1)", "ftp://example.org", "https://", "https://a b.org",
     "http://[::1", "mailto:a@example.org", "//example.org"],
)  # fmt: skip
def test_nothing_else_is_a_web_address(address: str) -> None:
    assert (
        refused(cells.url, address)
        == f"`{address}` is no web address like https://example.org/page"
    )


def test_a_web_address_has_a_limited_length() -> None:
    assert (
        refused(cells.url, "https://example.org/" + "a" * 500)
        == "an address has at most 500 characters"
    )


@pytest.mark.usefixtures("clock")
def test_a_day_begins_where_the_time_zone_says() -> None:
    assert cells.moment("2026-05-31") == datetime(2026, 5, 31, tzinfo=UTC)
    with override_settings(TIME_ZONE="Asia/Tokyo"):
        assert cells.moment("2026-05-31") == datetime(2026, 5, 30, 15, tzinfo=UTC)


@pytest.mark.usefixtures("clock")
def test_a_moment_of_a_day_may_be_named() -> None:
    east = timezone(timedelta(hours=2))
    assert cells.moment("2026-05-31T10:30") == datetime(2026, 5, 31, 10, 30, tzinfo=UTC)
    assert cells.moment("2026-05-31 10:30+02:00") == datetime(2026, 5, 31, 10, 30, tzinfo=east)


@pytest.mark.parametrize("words", ["31.05.2026", "5/31/2026", "2026-02-30", "May 2026", "2026-5-1"])
def test_other_dates_are_refused(words: str) -> None:
    assert refused(cells.moment, words) == f"`{words}` is no date like 2026-05-31"


@pytest.mark.parametrize(
    "words", ["0026-05-31", "1900-01-01", "9999-12-31", "0001-01-01T00:00+14:00"]
)
def test_years_that_nobody_means_are_refused(words: str) -> None:
    assert refused(cells.moment, words) == f"the year of {words} cannot be meant"


def test_what_is_to_come_is_refused_and_today_is_not() -> None:
    with time_machine.travel(NOW, tick=False):
        assert cells.moment("2026-06-15")
        assert refused(cells.moment, "2026-06-16") == "2026-06-16 is still to come"
        assert refused(cells.moment, "2026-06-15T09:01") == "2026-06-15T09:01 is still to come"


def test_yes_and_no() -> None:
    assert cells.yes_or_no("Yes")
    assert not cells.yes_or_no("no")
    assert refused(cells.yes_or_no, "maybe") == "`maybe` must be yes or no"


@pytest.mark.parametrize("word", ["not yet", "Not yet", "not-yet", "NOT YET"])
def test_a_choice_is_taken_as_it_is_shown_and_as_it_is_kept(word: str) -> None:
    assert cells.one_of(Answer, word) == Answer.NOT_YET


def test_no_other_choice_is_taken() -> None:
    words = "must be not yet, met or not applicable"
    assert refused(cells.one_of, Answer, "done") == f"`done` {words}"
    assert refused(cells.one_of, Answer, "nothing said") == f"`nothing said` {words}"
    assert refused(cells.one_of, Agreement, "x") == "`x` must be not yet, in talks or agreed"
