from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dashboard.models import Person
from tests.actions import makers

pytestmark = pytest.mark.django_db


def forget(*args: str) -> str:
    out = StringIO()
    call_command("forget", *args, stdout=out)
    return out.getvalue()


def test_without_yes_it_says_what_it_would_do_and_does_nothing() -> None:
    makers.apply(makers.ready())
    ada = makers.person("Ada")
    makers.said(makers.project("api"), "known", by=ada)
    with makers.nothing_written():
        told = forget("Ada")
    assert told == f"Would forget Ada (number {ada.pk}), named in 2 events. Say --yes to do it.\n"


def test_with_yes_it_forgets() -> None:
    ada = makers.person("Ada")
    assert forget("Ada", "--yes").startswith(f"Forgot Ada (number {ada.pk})")
    ada.refresh_from_db()
    assert ada.name == ""


def test_twice_there_is_nobody_of_that_name() -> None:
    makers.person("Ada")
    forget("Ada", "--yes")
    with pytest.raises(CommandError, match="nobody called Ada"), makers.nothing_written():
        forget("Ada", "--yes")


def test_of_several_a_number_says_which() -> None:
    first, second = makers.person("Ada"), makers.person("Ada")
    with pytest.raises(CommandError, match=f"give a number: {first.pk}, {second.pk}"):
        forget("Ada", "--yes")
    forget(str(second.pk), "--yes")
    assert list(Person.objects.exclude(name="")) == [first]


@pytest.mark.parametrize("name", ["Nobody", "4711", "", "99999999999999999999"])
def test_nobody_is_forgotten_by_a_wrong_name(name: str) -> None:
    makers.person("Ada")
    with pytest.raises(CommandError, match="nobody"), makers.nothing_written():
        forget(name, "--yes")
