"""The record can only grow: the database itself refuses anything else."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dashboard.actions.assessments import Words
from dashboard.actions.remarks import remark
from dashboard.models import Event, EventText, Framework, Movement, Remark, triggers
from tests.actions import makers

pytestmark = pytest.mark.django_db
KEPT = (Event, Movement, Framework)


@pytest.fixture(autouse=True)
def record() -> None:
    makers.apply(makers.ready())
    project = makers.project("api")
    makers.said(project, "known", words=Words("note", "https://example.org/"))
    makers.said(project, "known", words=Words("other note", "https://example.org/"))
    makers.met(project, "known", "clear")
    of: dict[str, Any] = {"project": project, "objective": makers.find("known")}
    remark(**of, text="It is not so.", kind="dispute", by=makers.person("Ada"))
    remark(**of, text="Why?", by=None)


@pytest.mark.parametrize("model", KEPT)
def test_nothing_in_it_is_deleted(model: type[Event]) -> None:
    assert model.objects.exists()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=model.objects.latest("pk").pk)._raw_delete(using="default")


@pytest.mark.parametrize("model", KEPT)
def test_nothing_in_it_is_changed(model: type[Event]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(revision=0)


@pytest.mark.parametrize("model", KEPT)
def test_not_even_to_what_it_says_already(model: type[Event]) -> None:
    row = model.objects.latest("pk")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save()


def test_a_text_is_not_deleted() -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EventText.objects.all()._raw_delete(using="default")


@pytest.mark.parametrize(
    "values",
    [
        {"after": "something else"},
        {"before": "something else"},
        {"after": "", "before": "something else"},
        {"field": "evidence_url"},
        {"event_id": 1},
    ],
)
def test_a_text_is_not_changed(values: dict[str, object]) -> None:
    text = EventText.objects.filter(field="note").latest("pk")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EventText.objects.filter(pk=text.pk).update(**values)


@pytest.mark.parametrize("values", [{"after": ""}, {"before": ""}, {"after": "", "before": ""}])
def test_a_text_is_blanked(values: dict[str, str]) -> None:
    text = EventText.objects.filter(field="note", before="note").get()
    EventText.objects.filter(pk=text.pk).update(**values)
    text.refresh_from_db()
    assert {name: getattr(text, name) for name in values} == values


def test_a_blanked_text_does_not_come_back() -> None:
    text = EventText.objects.filter(field="note", before="note").get()
    EventText.objects.filter(pk=text.pk).update(before="")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EventText.objects.filter(pk=text.pk).update(before="note")


def test_a_remark_is_not_deleted() -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Remark.objects.all()._raw_delete(using="default")


@pytest.mark.parametrize(
    "values",
    [
        {"text": "something else"},
        {"text_html": "something else"},
        {"text": "", "text_html": "something else"},
        {"text": "", "kind": "remark"},
        {"kind": "settlement"},
        {"said_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"said_by": None},
        {"project_id": 0},
        {"objective_id": 0},
    ],
)
def test_a_remark_is_not_changed(values: dict[str, object]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Remark.objects.filter(kind="dispute").update(**values)


def test_who_said_what_nobody_said_is_not_told_afterwards() -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Remark.objects.filter(said_by=None).update(said_by=makers.person("Eve"))


def test_a_remark_is_blanked_and_does_not_come_back() -> None:
    rows = Remark.objects.filter(kind="dispute")
    rows.update(text="", text_html="")
    assert rows.get().text == ""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(text="It is not so.")


def test_no_trigger_is_missing() -> None:
    assert triggers.missing() == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL can truncate")
@pytest.mark.parametrize("table", ["dashboard_movement", "dashboard_remark"])
def test_it_is_not_truncated(table: str) -> None:
    connection.check_constraints()  # so that no deferred one stands in the way
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has this")
def test_a_disabled_trigger_is_missing() -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dashboard_event DISABLE TRIGGER dashboard_event_no_update")
    assert triggers.missing() == ["dashboard_event_no_update"]


def test_lifted_triggers_come_back_whatever_happens() -> None:
    def fail() -> None:
        with triggers.lifted():
            assert len(triggers.missing()) >= 8
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert triggers.missing() == []


def test_installing_twice_is_installing_once() -> None:
    triggers.install()
    triggers.install()
    assert triggers.missing() == []
