"""What applying criteria did, in lines for the terminal."""

from collections.abc import Iterator

from dashboard.actions.criteria import Applied
from dashboard.actions.rewriting import Changes


def lines(applied: Applied) -> Iterator[str]:
    """The report; the same words for a dry run, which says at its end that it was one."""
    if applied.changes is None:
        yield "Nothing to do: these criteria are in force."
        return
    yield from _entries(applied.changes)
    yield f"Standings that moved: {applied.standings}, of projects: {applied.projects}"
    if applied.teams:
        yield f"Teams touched: {', '.join(applied.teams)}"
    yield f"Points in all: {_step(applied.points)} of {_step(applied.maximum)}"
    if applied.reworded_answers:
        yield f"Answers now given under earlier wording: {applied.reworded_answers}"
    if applied.retired_answers:
        yield f"Answers that no longer count, kept with what is retired: {applied.retired_answers}"


def _entries(changes: Changes) -> Iterator[str]:
    for path in changes.added:
        yield f"+ {path}"
    for path in changes.changed:
        yield f"~ {path}"
    for before, after in changes.renamed:
        yield f"> {before} is renamed {after}"
    for before, after in changes.moved:
        yield f"> {before} is moved to {after}"
    for path in changes.retired:
        yield f"- {path} is retired"
    for path in changes.dropped:
        yield f"- {path} is dropped: nobody had answered it"


def _step(values: tuple[int, int]) -> str:
    before, after = values
    return str(after) if before == after else f"{before} → {after}"
