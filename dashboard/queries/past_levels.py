"""What levels were called, by whatever name they were reached."""

from dashboard.queries.framework import FrameworkView
from dashboard.queries.past import Stood
from dashboard.rules import Rules


class Levels:
    """What levels were called at the end of a day, whatever they were called when one moved."""

    def __init__(self, then: FrameworkView) -> None:
        self.then = then
        self.applied = then.past.applied
        self._known: dict[tuple[int, str, int], str] = {}

    def name(self, aim: int, side: Stood) -> str:
        """The name of the level that was reached; empty where it is none."""
        if not side.level:
            return ""
        told_by = self._framework_of(side)
        where = (aim, side.level, told_by)
        if where not in self._known:
            self._known[where] = self._name(*where)
        return self._known[where]

    def _framework_of(self, side: Stood) -> int:
        """The criteria in whose words a movement was written; the first, before there were any."""
        if side.at is None or not self.applied:
            return 0
        known = [e for e in self.applied if e.at <= side.at and e.revision <= side.revision]
        return (known or self.applied[:1])[-1].framework_id

    def _name(self, aim: int, key: str, told_by: int) -> str:
        told = self.then.past.under(told_by) if told_by else Rules()
        number, name = _rung(told, aim, key)
        rule = self.then.rules.aims.get(aim)
        if rule and number in self.then.rules.ladders[aim]:
            return rule.ladder[self.then.rules.ladders[aim].index(number)].name
        return name or _rung(self.then.rules, aim, key)[1] or key


def _rung(told: Rules, aim: int, key: str) -> tuple[int, str]:
    """The number and name of a level of an aim, by its key."""
    rule = told.aims.get(aim)
    for level, number in zip(rule.ladder if rule else (), told.ladders.get(aim, ()), strict=True):
        if level.key == key:
            return number, level.name
    return 0, ""
