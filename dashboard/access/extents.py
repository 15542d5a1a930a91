"""What a score is of, by the words of an address."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from dashboard.access.projects import project_to_read
from dashboard.access.readers import fit, there
from dashboard.access.teams import team_to_read
from dashboard.models import Group
from dashboard.queries.explained import Extent
from dashboard.queries.framework import AimHead, AreaHead, FrameworkView
from dashboard.queries.past import framework_then

Head = TypeVar("Head", AimHead, AreaHead)


def extent_to_read(
    framework: FrameworkView, asked: Mapping[str, str], on: date | None = None
) -> Extent:
    """404 where something named is not there. Of several the narrowest counts. One query.

    On a day that is gone an area or aim goes by its key of then; its key of today will do, too.
    """
    then = framework_then(framework, on) if on else framework
    key = {name: fit(value) for name, value in asked.items()}
    aim = (
        there(_then(then.aims, then.aim(key["aim"]) or framework.aim(key["aim"])))
        if key.get("aim")
        else None
    )
    area = (
        there(_then(then.areas, then.area(key["area"]) or framework.area(key["area"])))
        if key.get("area") and not aim
        else None
    )
    if key.get("project"):
        return Extent(project=project_to_read(key["project"]), area=area, aim=aim, on=on)
    if key.get("team"):
        return Extent(team=team_to_read(key["team"]), area=area, aim=aim, on=on)
    if key.get("group"):
        group = Group.objects.filter(slug=key["group"]).first()
        return Extent(group=there(group), area=area, aim=aim, on=on)
    return Extent(area=area, aim=aim, on=on)


def _then(rows: Iterable[Head], found: Head | None) -> Head | None:
    """The same area or aim as it was among others."""
    return next((row for row in rows if found and row.id == found.id), None)
