"""The fast path leaves the same rows as the actions do one by one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from dashboard.actions.action import action
from dashboard.actions.batch import batch
from dashboard.criteria.loader import Loaded
from dashboard.demo.plan import plan
from dashboard.demo.stage import Stage
from dashboard.models import Tally
from dashboard.queries.verification import differences_found
from tests.demo.samples import UNTIL

Rows = dict[str, list[dict[str, Any]]]
# The daily summary is the same sums in another order, with those left out that came to nothing:
# it is held against the record, as everything is.
KEPT = [model for model in apps.get_app_config("dashboard").get_models() if model is not Tally]
MODELS: list[type[Model]] = [*KEPT, User]
VOLATILE = {"recorded_at", "password"}

pytestmark = pytest.mark.django_db


def _rows() -> Rows:
    kept = {}
    for model in MODELS:
        names = [f.attname for f in model._meta.concrete_fields if f.attname not in VOLATILE]
        kept[model.__name__] = list(model._default_manager.order_by("pk").values(*names))
    return kept


def _left_by(perform: Callable[[], None]) -> Rows:
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
                cursor.execute(statement)
        perform()
        rows = _rows()
        assert list(differences_found()) == []
        transaction.set_rollback(True)
    return rows


def _compare(given: Loaded, projects: int) -> Rows:
    acts = plan(given, projects=projects, years=1, seed=7, until=UNTIL)

    def one_by_one() -> None:
        with action(by=None):
            pass  # the batch is a revision of its own
        stage = Stage()
        for act in acts:
            act.perform(stage)

    def at_once() -> None:
        with batch():
            stage = Stage()
            for act in acts:
                act.perform(stage)

    slow, fast = _left_by(one_by_one), _left_by(at_once)
    for model in slow:
        for row, other in zip(slow[model], fast[model], strict=True):
            assert other == row, model
    return fast


def test_the_shipped_criteria_leave_the_same_rows(shipped: Loaded) -> None:
    rows = _compare(shipped, projects=4)
    assert len(rows["Framework"]) == 3


def test_days_that_come_and_a_full_memory_leave_the_same_rows(
    tricky: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.actions.batch.FULL", 60)
    rows = _compare(tricky, projects=29)
    verbs = {event["verb"] for event in rows["Event"]}
    assert {"settled", "kind-changed", "team-merged", "team-renamed", "sent-back"} <= verbs
    assert {"project-archived", "project-moved", "intent-confirmed", "taken-back"} <= verbs
    assert {"remarked", "disputed", "dispute-settled", "meaning-agreed"} <= verbs
    assert {"cycle-planned", "committed", "commitment-withdrawn"} <= verbs
    assert {"sitting-opened", "sitting-closed"} <= verbs
    assert rows["Finding"]
