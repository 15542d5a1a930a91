"""How fine the board is: projects, teams or groups down, aims or areas across, words or shades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from dashboard.queries.lines import Line

PROJECTS, TEAMS, GROUPS = "projects", "teams", "groups"
AIMS, AREAS = "aims", "areas"
WORDS, HEAT = "words", "heat"
ROWS_FIT = 100  # on a page
AIMS_FIT = 24  # beside each other as shades
WORDS_FIT = 8  # beside each other as words


@dataclass(frozen=True, slots=True)
class Grain:
    """What a row is, what a column is, and how a cell is shown."""

    down: str
    across: str
    show: str

    @classmethod
    def of(cls, asked: Mapping[str, str], lines: Sequence[Line], aims: int, areas: int) -> Self:
        """As an address asks, and otherwise the finest that fits.

        Projects are summed to teams where more of them than fit are assessed: sums of what is not
        assessed would say nothing.
        """
        down = asked.get("down", "")
        across = asked.get("across", "")
        show = asked.get("show", "")
        across = across if across in (AIMS, AREAS) else _across(aims, areas)
        columns = aims if across == AIMS else areas
        return cls(
            down=down if down in (PROJECTS, TEAMS, GROUPS) else _down(lines),
            across=across,
            show=show if show in (WORDS, HEAT) else (WORDS if columns <= WORDS_FIT else HEAT),
        )

    @property
    def is_of_projects(self) -> bool:
        """Whether a row is a project."""
        return self.down == PROJECTS

    @property
    def is_of_aims(self) -> bool:
        """Whether a column is an aim."""
        return self.across == AIMS

    @property
    def is_of_cells(self) -> bool:
        """Whether what stands in row and column is one standing, and no sum of several."""
        return self.is_of_projects and self.is_of_aims


def _across(aims: int, areas: int) -> str:
    return AREAS if aims > AIMS_FIT and areas > 1 else AIMS


def _down(lines: Sequence[Line]) -> str:
    if sum(line.is_assessed for line in lines) <= ROWS_FIT:
        return PROJECTS
    return TEAMS if len({line.team_id for line in lines}) <= ROWS_FIT else GROUPS
