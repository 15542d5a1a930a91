"""The lines of a file of answers: read, and brought into order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import groupby

from dashboard.actions.assessments import Claim, Words
from dashboard.choices import Answer
from dashboard.imports import cells
from dashboard.imports.catalogue import Catalogue
from dashboard.imports.table import Row
from dashboard.models import Aim, Objective, Project

FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, read: a claim about one objective, or about what a level asks.

    `rank` is that of the level, 0 where the line names an objective; without `at` it is of today.
    """

    row: Row
    project: Project
    aim: Aim
    objectives: tuple[Objective, ...]
    rank: int
    claim: Claim
    at: datetime | None
    by: str


Pair = tuple[Entry, Objective]


def read_entry(row: Row, catalogue: Catalogue) -> Entry | None:
    """The line as it is meant; None where it tells what is wrong with it."""
    project, aim = catalogue.project(row), catalogue.aim(row)
    claim, at = _claim(row), row.read("at", cells.moment, None)
    by = row.read("by", cells.name, "")
    rank, objective = _named(row, aim, at, catalogue)
    if project is None or aim is None or not row.is_sound:
        return None
    asked = catalogue.asked(row, project, aim, rank, claim.answer, at)
    objectives = (objective,) if objective else asked
    for each in objectives:
        catalogue.check_asked(row, project, each, at)
    return Entry(row, project, aim, objectives, rank, claim, at, by) if row.is_sound else None


def _named(
    row: Row, aim: Aim | None, at: datetime | None, catalogue: Catalogue
) -> tuple[int, Objective | None]:
    """The rank of the level that the line names, or else its objective."""
    if bool(row["objective"]) == bool(row["level"]):
        row.tell("name an objective or a level, and not both")
    elif aim and row["level"]:
        return catalogue.rank(row, aim, at), None
    elif aim:
        return 0, catalogue.objective(row, aim)
    return 0, None


def _claim(row: Row) -> Claim:
    row.need("answer")
    answer = row.read("answer", partial(cells.one_of, Answer), "")
    words = Words(row.read("note", cells.text, ""), row.read("evidence", cells.url, ""))
    if answer == Answer.NOT_APPLICABLE and not row["note"]:
        row.tell("not applicable needs a note that says why")
    is_confirmed = row.read("confirmed", cells.yes_or_no, True)
    return Claim(answer, words, is_confirmed, is_evidence_waived=True)


def resolved(entries: Iterable[Entry]) -> list[Pair]:
    """What the lines say of each objective at each moment, in order of time; tells contradictions.

    The line that speaks most closely of an objective wins: its own, then that of its level, then
    that of a level above. At one moment, what is lost comes before what is gained, so that no
    order of lines makes up a gain.
    """
    said: dict[tuple[int, int, datetime | None], Pair] = {}
    peers: dict[tuple[object, ...], Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.rank):
        for objective in entry.objectives:
            key = (entry.project.pk, objective.pk, entry.at)
            said.setdefault(key, (entry, objective))
            peer = peers.setdefault((*key, bool(entry.rank)), entry)
            if peer is not entry:
                _check_agreement(peer, entry)
    return sorted(said.values(), key=lambda pair: _order(pair[0]))


def _order(entry: Entry) -> tuple[bool, datetime, bool, int]:
    is_loss = entry.claim.answer == Answer.NOT_YET
    return (entry.at is None, entry.at or FIRST, not is_loss, entry.row.line)


def _check_agreement(near: Entry, far: Entry) -> None:
    """Tell where two lines at one moment say the same of the same, or what cannot both be."""
    earlier, later = sorted((near, far), key=lambda entry: entry.row.line)
    answers = (near.claim.answer, far.claim.answer)
    same = answers[0] == answers[1]
    if near.rank == far.rank and same and near.claim.is_confirmed == far.claim.is_confirmed:
        later.row.tell(f"line {earlier.row.line} says this already")
    elif near.rank == far.rank or not (same or answers == (Answer.NOT_APPLICABLE, Answer.MET)):
        later.row.tell(f"it contradicts line {earlier.row.line}")


def lower_levels(entries: Iterable[Entry]) -> Iterator[int]:
    """Lines that name a lower level than one of an earlier day, which by itself loses nothing.

    Whoever keeps one level a quarter may mean a loss; that needs a line "not yet".
    """
    highest: dict[tuple[int, int], int] = defaultdict(int)
    levels = sorted((entry for entry in entries if entry.rank), key=_moment_and_aim)
    for _, together in groupby(levels, _moment_and_aim):
        now = list(together)
        of = (now[0].project.pk, now[0].aim.pk)
        met = [entry for entry in now if entry.claim.answer == Answer.MET]
        lost = [entry.rank - 1 for entry in now if entry.claim.answer == Answer.NOT_YET]
        top, left = max((entry.rank for entry in met), default=0), min([*lost, highest[of]])
        if 0 < top < left:
            yield max(met, key=lambda entry: entry.rank).row.line
        highest[of] = max(top, left)


def _moment_and_aim(entry: Entry) -> tuple[bool, datetime, int, int]:
    return (entry.at is None, entry.at or FIRST, entry.project.pk, entry.aim.pk)
