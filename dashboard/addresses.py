"""Addresses that more than one layer names, and parts of them."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

WHOSE = ("project", "team", "group")
WHERE = ("aim", "area")


def explanation_address(
    *,
    project: str = "",
    team: str = "",
    group: str = "",
    area: str = "",
    aim: str = "",
    on: date | str | None = None,
) -> str:
    """Where the score of a project, team, group or all is explained, in an area or on an aim.

    Slugs, an area's key, an aim's path; the day at whose end the score stood, none for today. Of
    several the narrowest counts: a project before its team, an aim before its area.
    """
    whose = {"project": project, "team": team, "group": group}
    where = {"aim": aim, "area": area}
    asked = dict([*_narrowest(whose), *_narrowest(where), *([("on", str(on))] if on else [])])
    query = urlencode(asked, safe="/")
    return f"{reverse('explanation')}?{query}" if query else reverse("explanation")


def _narrowest(asked: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in asked.items() if value][:1]


class FileKind:
    """In what form something is taken away."""

    regex = "csv|xlsx|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
