"""Change one row and append the event that tells of it."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django.db.models import Model

from dashboard.actions.fitness import need_fit
from dashboard.actions.moment import Moment
from dashboard.choices import Verb
from dashboard.markdown import to_html
from dashboard.models import (
    Aim,
    Area,
    Assessment,
    CheckIn,
    Commitment,
    Event,
    EventText,
    Group,
    Intent,
    Meaning,
    Membership,
    Project,
    Remark,
    Review,
    Sitting,
    Stewardship,
    Team,
)
from dashboard.record import PROSE, subject_of, values_of


@cache
def _has(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def write(moment: Moment, verb: Verb, row: Model, **values: Any) -> Event | None:
    """Set fields of a row, new or old, and append the event; nothing where nothing changes.

    Raises `Refused` where a column does not take the value.
    """
    need_fit(row, values)
    is_new = row.pk is None
    before = {} if is_new else values_of(row)
    for name, value in values.items():
        put(row, name, value)
    after = values_of(row)
    changed = [name for name in after if is_new or before[name] != after[name]]
    if not changed:
        return None
    save(moment, row, changed, is_new=is_new)
    return append(
        moment, verb, row, {n: before[n] for n in changed if n in before}, _picked(after, changed)
    )


def _picked(values: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}


@lru_cache(maxsize=256)
def _rendered(text: str) -> str:
    """HTML of a text; many rows written at once often say the same."""
    return to_html(text)


def put(row: Model, name: str, value: Any) -> None:
    """Set a field, and what is rendered from it."""
    setattr(row, name, value)
    html = f"{name}_html"
    if _has(type(row), html):
        setattr(row, html, _rendered(value))


def save(moment: Moment, row: Model, changed: list[str], *, is_new: bool = False) -> None:
    """Write fields of a row, what is rendered from them, and the revision."""
    model = type(row)
    fields = [*changed, *(f"{name}_html" for name in changed if _has(model, f"{name}_html"))]
    if _has(model, "revision"):
        row.revision = moment.revision  # type: ignore[attr-defined]
        fields.append("revision")
    if is_new:
        moment.store.add(row)
    else:
        moment.store.update(row, fields)


def append(
    moment: Moment, verb: Verb, row: Model, before: dict[str, Any], after: dict[str, Any]
) -> Event:
    """Append an event on a row; free text goes to rows of its own that can be redacted."""
    references = _references(row)
    event = Event(
        revision=moment.revision,
        at=moment.at,
        recorded_at=moment.recorded_at,
        by_id=moment.by.pk if moment.by else None,
        through=moment.through,
        verb=verb,
        subject=subject_of(type(row)),
        subject_id=row.pk,
        names={name: str(thing) for name, thing in references.items()},
        before={name: value for name, value in before.items() if name not in PROSE},
        after={name: value for name, value in after.items() if name not in PROSE},
        **{f"{name}_id": thing.pk for name, thing in references.items()},
    )
    moment.store.add(event)
    texts = [
        EventText(event_id=event.pk, field=name, before=before.get(name, ""), after=after[name])
        for name in after
        if name in PROSE and (before.get(name) or after[name])
    ]
    moment.store.add_many(texts)
    return event


def _references(row: Model) -> dict[str, Model]:
    """What an event on this row is about, beyond the row itself; never a person."""
    things: dict[str, Model | None] = {}
    match row:
        case Project():
            things = {"project": row, "team": row.team}
        case Team():
            things = {"team": row, "group": row.group}
        case Group():
            things = {"group": row}
        case Membership():
            things = {"team": row.team}
        case Area():
            things = {"area": row}
        case Stewardship():
            things = {"area": row.area}
        case Assessment() | Remark() | Meaning():
            things = _of_aim(row.project, row.objective.aim) | {"objective": row.objective}
        case Intent():
            things = _of_aim(row.project, row.aim)
        case Commitment():
            things = _of_aim(row.project, row.aim) | {"team": row.team}
        case Sitting():
            things = {"team": row.team, "area": row.area}
        case Review() | CheckIn():
            things = {"project": row.project, "team": row.project.team, "area": row.area}
    return {name: thing for name, thing in things.items() if thing is not None}


def _of_aim(project: Project, aim: Aim) -> dict[str, Model | None]:
    return {"project": project, "team": project.team, "area": aim.area, "aim": aim}
