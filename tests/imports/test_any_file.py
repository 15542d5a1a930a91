"""Whatever a file says: it can be imported again, rehearsed, and its lines may be in any order."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dashboard.imports.assessments import import_assessments
from dashboard.imports.table import Unusable
from dashboard.models import Assessment, Standing
from dashboard.queries.verification import differences_found
from tests.actions import makers
from tests.actions.makers import aim, area, nothing_changed, nothing_written, objective
from tests.imports.conftest import NOW

HEADING = "project,aim,objective,level,answer,confirmed,at,evidence,note"
SIDES = ("project__slug", "aim__key", "applicability", "level", "rank", "points", "maximum")
NAMED = ["known,", "clear,", "better,", "all,", ",started", ",first-results", ",mature", ",mature"]

lines = st.builds(
    "{},tests,{},{},{},{},{},{}".format,
    st.sampled_from(["api", "web"]),
    st.sampled_from(NAMED),
    st.sampled_from(["met", "met", "met", "not yet", "not applicable"]),
    st.sampled_from(["yes", "", "no"]),
    st.sampled_from(["", "2024-06-30", "2025-03-31", "2025-03-31T12:00", "2025-12-31"]),
    st.sampled_from(["", "https://example.org/1", "https://example.org/2"]),
    st.sampled_from(["Because.", "For a reason."]),
)


def world() -> None:
    """Two kinds of project, two frameworks, and a day on which an objective comes."""
    served, later = (
        objective("better", applies_to=["service"]),
        objective("late", from_="2025-06-01"),
    )
    first = aim("tests", "known", at={"mature": ["all"]})
    second = aim(
        "tests", "known", "clear", later, at={"first-results": [served], "mature": ["all"]}
    )
    makers.apply(area("testing", first), at=datetime(2024, 1, 1, tzinfo=UTC))
    makers.apply(area("testing", second), at=datetime(2025, 1, 1, tzinfo=UTC))
    makers.project("api", kind="service")
    makers.project("web")


def outcome() -> list[Any]:
    said = Assessment.objects.order_by("project__slug", "objective__key")
    words = said.values_list("project__slug", "objective__key", "answer", "answered_at")
    return [*Standing.objects.order_by(*SIDES[:2]).values_list(*SIDES), *words]


def enter(file: Path, rows: list[str], *, is_rehearsal: bool = False) -> object:
    file.write_text("\n".join([HEADING, *rows]))
    return import_assessments(file, is_rehearsal=is_rehearsal)


@pytest.mark.django_db
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.too_slow,
    ],
)  # fmt: skip
@given(rows=st.lists(lines, min_size=1, max_size=7, unique=True), seed=st.integers(0, 99))
def test_any_file(tmp_path: Path, rows: list[str], seed: int) -> None:
    file = tmp_path / "answers.csv"
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        world()
        rehearsed = _rehearsed(file, rows)
        with transaction.atomic():
            assert enter(file, rows) == rehearsed
            found = outcome()
            assert list(differences_found()) == []
            with nothing_changed():
                enter(file, rows)
            transaction.set_rollback(True)
        enter(file, Random(seed).sample(rows, len(rows)))
        assert outcome() == found
        transaction.set_rollback(True)


def _rehearsed(file: Path, rows: list[str]) -> object:
    """What a rehearsal says; files with a wrong line are of no interest here."""
    with nothing_written():
        try:
            return enter(file, rows, is_rehearsal=True)
        except Unusable:
            assume(False)
            raise
