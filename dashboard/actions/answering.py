"""Many answers in one save: what nobody contradicts is kept, and the others say why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dashboard.actions.action import action
from dashboard.actions.assessments import Claim, answer
from dashboard.actions.moment import Refused
from dashboard.choices import Through
from dashboard.models import Objective, Person, Project


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody says of one objective in one project, and the revision that they saw."""

    project: Project
    objective: Objective
    claim: Claim
    seen: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: saved, or why not; neither where it was so already."""

    is_saved: bool = False
    refusal: Refused | None = None


class _NothingSaved(Exception):  # noqa: N818  (it takes the revision back, and is no fault)
    pass


def answer_all(
    *,
    sayings: Sequence[Saying],
    by: Person | None,
    at: datetime | None = None,
    through: Through = Through.PAGE,
) -> list[Outcome]:
    """Say many things at once, each as `answer` does. One transaction, one outcome for each.

    What is refused, or what somebody else changed meanwhile, leaves no trace and keeps none of
    the others from being saved. Costs some sixteen queries for each that is saved.
    """
    outcomes: list[Outcome] = []
    try:
        with action(by=by, at=at, through=through) as moment:
            outcomes += [_outcome(saying, moment.revision, by, at, through) for saying in sayings]
            _need_saved(outcomes)
    except _NothingSaved:
        pass
    return outcomes


def _need_saved(outcomes: Iterable[Outcome]) -> None:
    if not any(outcome.is_saved for outcome in outcomes):
        raise _NothingSaved


def _outcome(
    saying: Saying, before: int, by: Person | None, at: datetime | None, through: Through
) -> Outcome:
    claim = saying.claim
    try:
        with transaction.atomic():  # whatever a refusal leaves half done goes with it
            row = answer(
                project=saying.project,
                objective=saying.objective,
                answer=claim.answer,
                words=claim.words,
                is_confirmed=claim.is_confirmed,
                is_evidence_waived=claim.is_evidence_waived,
                seen=saying.seen,
                by=by,
                at=at,
                through=through,
            )
    except Refused as refused:
        return Outcome(refusal=refused)
    return Outcome(is_saved=row.revision > before)
