from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from dashboard import database
from dashboard.models import triggers

pytestmark = pytest.mark.django_db


def told(client: Client) -> tuple[int, str]:
    answer = client.get("/readyz")
    return answer.status_code, answer.content.decode()


def test_ready_is_ready(client: Client) -> None:
    assert told(client) == (200, "ready")


def test_a_migration_that_is_not_applied_is_told(client: Client) -> None:
    with patch.object(database, "pending", return_value=["dashboard.0009_more"]):
        status, words = told(client)
    assert status == 503
    assert "manage.py migrate" in words


def test_a_record_without_its_triggers_is_told(client: Client) -> None:
    triggers.remove()
    status, words = told(client)
    triggers.install()
    assert status == 503
    assert "dashboard_event_no_update" in words


def test_a_database_that_does_not_answer_is_told_without_its_words(client: Client) -> None:
    error = OperationalError("password of root at 10.0.0.1")
    with patch.object(database, "pending", side_effect=error):
        assert told(client) == (503, "The database does not answer.")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nobody_keeps_the_answer(client: Client, address: str) -> None:
    answer = client.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_they_are_only_read(client: Client, address: str) -> None:
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
