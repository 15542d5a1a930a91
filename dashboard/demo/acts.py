"""What people do in the story: dated values, each of which calls one action of the product."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard.choices import Through
from dashboard.demo.stage import Stage


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does at a moment; `by` is a person's name, or nobody's.

    `rows` names what the action is about, by the action's own keywords: slugs, paths, names.
    `values` are handed on as they are.
    """

    at: datetime
    by: str
    action: Callable[..., object]
    rows: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def perform(self, stage: Stage) -> None:
        """Do it, and let the stage know what came of it."""
        rows = {word: stage.row(word, name) for word, name in self.rows.items()}
        by = stage.row("person", self.by)
        made = self.action(**rows, **self.values, by=by, at=self.at, through=Through.DEMO)
        stage.keep(made)
