"""What a reader can ask the board for: switches, filters, chips, and the addresses they lead to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from dashboard.choices import Agreement, Freshness
from dashboard.filters import NONE, REACHES
from dashboard.queries.board import BoardPage
from dashboard.queries.cells import NOT_STARTED
from dashboard.queries.framework import FrameworkView
from dashboard.queries.grain import AIMS, AREAS, GROUPS, HEAT, PROJECTS, TEAMS, WORDS
from dashboard.queries.order import folded

ANY = ("", "Any")
MARKED = {"blocked": "Blocked", "waiting": "Waiting to be confirmed", "gained": "Gained in 30 days"}
NAMES = {
    "group": "Group", "team": "Team", "kind": "Kind", "owner": "Owner",
    "agreement": "Agreement", "freshness": "Review",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways; `href` leads to it."""

    word: str
    href: str
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Switch:
    """Ways of showing the same."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """A list to choose from in the form: value and word, the chosen one, perhaps in groups."""

    key: str
    name: str
    options: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    chosen: str


class Controls:
    """The controls of one board. Addresses hold what is known and valid, in one order."""

    def __init__(self, page: BoardPage, framework: FrameworkView, shown: Mapping[str, str]) -> None:
        self.page = page
        self.framework = framework
        self.asked = page.asked.filters
        self.here = {
            **{key: self.asked[key] for key in sorted(self.asked)},
            **({"q": page.asked.search} if page.asked.search.strip() else {}),
            **{key: value for key, value in shown.items() if value},
            **({"sort": page.asked.sort.alias} if page.asked.sort.key else {}),
        }
        self.kept = {key: self.here[key] for key in ("down", "across", "show") if key in self.here}

    def to(self, **changes: str) -> str:
        """The address with some of it changed; an empty value takes something away."""
        query = {key: value for key, value in {**self.here, **changes}.items() if value}
        return f"?{urlencode(query)}"

    @property
    def unsorted(self) -> str:
        """Back to the bands."""
        return self.to(sort="")

    @property
    def everything(self) -> str:
        """Without any filter."""
        return self.to(q="", **dict.fromkeys(self.asked, ""))

    @property
    def switches(self) -> list[Switch]:
        """Densities and grains, those that there are."""
        grain = self.page.grain
        rows = [(PROJECTS, "Projects"), (TEAMS, "Teams")]
        if any(line.group_slug for line in self.page.everything):
            rows.append((GROUPS, "Groups"))
        found = [
            self._switch("Density", "show", [(WORDS, "Words"), (HEAT, "Heat map")], grain.show)
        ]
        if len({line.team_id for line in self.page.everything}) > 1:
            found.append(self._switch("Rows", "down", rows, grain.down, sort=""))
        if len(self.page.areas) > 1:
            columns = [(AIMS, "Aims"), (AREAS, "Areas")]
            found.append(self._switch("Columns", "across", columns, grain.across, sort=""))
        return found

    def _switch(
        self, name: str, key: str, words: Iterable[tuple[str, str]], on: str, **more: str
    ) -> Switch:
        choices = (Choice(word, self.to(**{key: to, **more}), to == on) for to, word in words)
        return Switch(name, tuple(choices))

    @cached_property
    def chips(self) -> list[Choice]:
        """What narrows the board, each with the address without it."""
        found = [
            Choice(self._told(key, value), self.to(**{key: ""}, **self._with(key)))
            for key, value in self.asked.items()
            if key not in ("aim", "reach")
        ]
        if self.page.asked.search.strip():
            found.append(Choice(f"“{self.page.asked.search.strip()[:60]}”", self.to(q="")))
        return found

    @staticmethod
    def _with(key: str) -> dict[str, str]:
        return {"aim": "", "reach": ""} if key == "level" else {}

    def _told(self, key: str, value: str) -> str:
        if key == "level":
            return self._level(value)
        if key in MARKED:
            return MARKED[key]
        words = dict(self._words(key))
        return f"{NAMES[key]}: {words.get(value, value)}"

    def _level(self, value: str) -> str:
        aim = self.framework.aim(self.asked.get("aim", ""))
        word = dict(self._levels()).get(value, value)
        if aim is None:
            return f"An aim at {word}" if value != NONE else f"An aim {word.lower()}"
        how = self.asked.get("reach", "least")
        return {
            "at": f"{aim.name}: {word} exactly",
            "least": f"{aim.name}: {word} or above",
            "below": f"{aim.name}: below {word}",
        }[how]

    def _levels(self) -> list[tuple[str, str]]:
        steps = {step.key: step.name for ladder in self.page.ladders for step in ladder.steps}
        return [(NONE, NOT_STARTED), *steps.items()]

    def _words(self, key: str) -> list[tuple[str, str]]:
        lines = self.page.everything
        match key:
            case "group":
                return _sorted((line.group_slug, line.group) for line in lines if line.group_slug)
            case "team":
                return _sorted((line.team_slug, line.team) for line in lines)
            case "kind":
                return _sorted((line.kind, line.kind) for line in lines if line.kind)
            case "owner":
                return _sorted((line.owner, line.owner) for line in lines if line.owner)
            case "agreement":
                return [(str(value), label) for value, label in Agreement.choices]
            case _:
                return [(str(value), label) for value, label in Freshness.choices]

    @property
    def team(self) -> str:
        """The team whose projects are asked for, if it is there."""
        asked = self.asked.get("team", "")
        return asked if asked in dict(self._words("team")) else ""

    @property
    def lists(self) -> list[Options]:
        """The lists of the form; one from which nothing can be chosen is left out."""
        found = [self._options(key, NAMES[key], self._words(key)) for key in NAMES]
        areas = [(area.key, area.name) for area in self.framework.areas]
        chosen = self.page.area.key if self.page.area else ""
        found.insert(2, Options("area", "Area", (("", (ANY, *areas)),), chosen))
        return [each for each in found if sum(len(words) for _, words in each.options) > 2]

    def _options(self, key: str, name: str, words: Iterable[tuple[str, str]]) -> Options:
        return Options(key, name, (("", (ANY, *words)),), self.asked.get(key, ""))

    @property
    def aims(self) -> Options:
        """Every aim, by area."""
        by_area = tuple(
            (area.name, tuple((aim.path, aim.name) for aim in area.aims))
            for area in self.page.areas
        )
        return Options("aim", "Aim", (("", (ANY,)), *by_area), self.asked.get("aim", ""))

    @property
    def levels(self) -> Options:
        """Every level there is, none included."""
        return self._options("level", "Level", self._levels())

    @property
    def reaches(self) -> Options:
        """How a level is meant."""
        return Options("reach", "Meant", (("", tuple(REACHES)),), self.asked.get("reach", "least"))

    @property
    def marks(self) -> list[tuple[str, str, bool]]:
        """What can be ticked."""
        return [(key, word, key in self.asked) for key, word in MARKED.items()]

    @cached_property
    def legend(self) -> dict[str, Choice]:
        """Where entries of the legend lead: each narrows the board to itself, or no longer does."""
        return {
            **{key: self._entry("level", key, word) for key, word in self._levels()},
            **{key: self._entry(key, "yes", word) for key, word in MARKED.items()},
            "overdue": self._entry("freshness", Freshness.OVERDUE, "Review overdue"),
        }

    def _entry(self, key: str, value: str, word: str) -> Choice:
        is_on = self.asked.get(key) == value and not (key == "level" and "aim" in self.asked)
        narrow = {"aim": "", "reach": ""} if key == "level" else {}
        there = {key: "" if is_on else value, "down": PROJECTS, **narrow}
        return Choice(word, self.to(**there), is_on)


def _sorted(words: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(dict(words).items(), key=lambda pair: folded(pair[1]))
