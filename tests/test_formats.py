from datetime import UTC, date, datetime

import pytest
from pytest_django.fixtures import Settings

from dashboard import formats
from dashboard.templatetags.formats import web_link

TODAY = date(2026, 11, 21)


def test_a_day_reads_as_people_write_it() -> None:
    assert formats.day(date(2026, 3, 2)) == "2 March 2026"


def test_a_moment_is_told_by_its_day_in_the_configured_time_zone(settings: Settings) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    assert formats.day(datetime(2026, 3, 2, 20, tzinfo=UTC)) == "3 March 2026"


def test_no_day_reads_as_nothing() -> None:
    assert formats.day(None) == formats.age(None, TODAY) == ""


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 20), "yesterday"),
        (date(2026, 11, 18), "3 days ago"),
        (date(2026, 9, 23), "59 days ago"),
        (date(2026, 9, 22), "2 months ago"),
        (date(2024, 11, 22), "24 months ago"),
        (date(2024, 11, 21), "2 years ago"),
        (date(2026, 11, 22), "on 22 November 2026"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_of_which_there_are_two(then: date, words: str) -> None:
    assert formats.age(then, TODAY) == words


def test_numbers_have_their_thousands_apart() -> None:
    assert formats.number(1234567) == "1,234,567"


def test_a_percentage_of_nothing_is_nothing() -> None:
    assert formats.percentage(None) == ""
    assert formats.percentage(0).startswith("0")


def test_a_noun_follows_its_number() -> None:
    assert formats.counted(1, "project") == "1 project"
    assert formats.counted(0, "project") == "0 projects"
    assert formats.counted(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize("url", ["https://a.example", "http://a.example", "HTTPS://a.example"])
def test_web_addresses_become_links(url: str) -> None:
    assert formats.web_address(url) == url
    assert 'href="' in web_link(url, "Report")


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "data:text/html,x", "//a.example"])
def test_nothing_else_becomes_a_link(url: str) -> None:
    assert formats.web_address(url) == ""
    assert "href" not in web_link(url, "Report")


def test_a_link_shows_its_title_as_text() -> None:
    assert "&lt;b&gt;" in web_link("https://a.example", "<b>")


def test_a_link_without_title_shows_its_address() -> None:
    assert ">a.example/b<" in web_link("https://a.example/b/")
