"""What stands above a comparison: ready choices, the form, and where they lead."""

from collections.abc import Collection, Sequence
from functools import cached_property

from dashboard.controls import Choice, Options
from dashboard.queries.days_asked import DaysAsked
from dashboard.queries.framework import FrameworkView
from dashboard.queries.lines import Line
from dashboard.queries.order import folded
from dashboard.queries.since_when import Since

EVERYTHING = ("", "Everything")
NAMES = {"group": "Group", "team": "Team", "area": "Area", "project": "Project"}


class Asking:
    """The controls of one comparison, or of the board of one day."""

    def __init__(
        self,
        framework: FrameworkView,
        asked: DaysAsked,
        ready: Sequence[Since],
        lines: Collection[Line] = (),
        views: Collection[FrameworkView] = (),
    ) -> None:
        self.framework = framework
        self.asked = asked
        self.ready = ready
        self.lines = lines
        self.views = (*views, framework)

    @property
    def latest(self) -> str:
        """The last day that can be asked for."""
        return self.framework.day.isoformat()

    @property
    def since(self) -> list[Choice]:
        """The ready choices, each up to today."""
        today = self.framework.day
        return [
            Choice(
                since.word,
                self.asked.to(on="", to=self.latest, **{"from": since.day.isoformat()}),
                (self.asked.earlier, self.asked.later) == (since.day, today),
            )
            for since in self.ready
        ]

    @cached_property
    def parts(self) -> dict[str, dict[str, str]]:
        """What can be looked at alone: names by slug."""
        return {
            "group": {line.group_slug: line.group for line in self.lines if line.group_slug},
            "team": {line.team_slug: line.team for line in self.lines},
            "area": {area.key: area.name for view in self.views for area in view.areas},
            "project": {line.slug: line.name for line in self.lines},
        }

    @property
    def unknown(self) -> list[str]:
        """What was asked for and was not there on any of the days."""
        asked = self.asked.part.items()
        return [slug[:60] for key, slug in asked if slug not in self.parts[key]]

    @property
    def team(self) -> str:
        """The team that is looked at alone, if it was there."""
        return self._known("team")

    @property
    def project(self) -> str:
        """The project that is looked at alone, if it was there."""
        return self._known("project")

    def _known(self, key: str) -> str:
        slug = self.asked.part.get(key, "")
        return slug if slug in self.parts[key] else ""

    @property
    def told(self) -> str:
        """The part that is looked at, in words; empty where it is everything."""
        asked = self.asked.part.items()
        return ", ".join(self.parts[key][slug] for key, slug in asked if slug in self.parts[key])

    @property
    def lists(self) -> list[Options]:
        """The parts as lists of the form; one from which nothing can be chosen is left out."""
        found = [self._options(key, words) for key, words in self.parts.items()]
        return [each for each in found if sum(len(words) for _, words in each.options) > 2]

    def _options(self, key: str, words: dict[str, str]) -> Options:
        chosen = self.asked.part.get(key, "")
        in_order = sorted(words.items(), key=lambda pair: folded(pair[1]))
        return Options(key, NAMES[key], (("", (EVERYTHING, *in_order)),), chosen)

    @property
    def everything(self) -> str:
        """The same days, of everything."""
        return self.asked.to(**dict.fromkeys(NAMES, ""))

    @property
    def other_rows(self) -> str:
        """The same, with all projects or only with those in which something moved."""
        return self.asked.to(rows="" if self.asked.shows_all else "all")

    @property
    def now(self) -> str:
        """From the one day asked for until today."""
        day = self.asked.on.isoformat() if self.asked.on else ""
        return self.asked.to(on="", to=self.latest, **{"from": day})

    @property
    def before(self) -> str:
        """The board of the earlier day."""
        return self._board_of(self.asked.earlier)

    @property
    def after(self) -> str:
        """The board of the later day."""
        return self._board_of(self.asked.later)

    def _board_of(self, day: object) -> str:
        return self.asked.to(on=str(day or ""), to="", rows="", **{"from": ""})
