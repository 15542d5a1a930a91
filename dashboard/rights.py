"""Who may do what: the one module that decides. Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.choices import Confirmer, Role

LEADS = (Role.LEAD, Role.DEPUTY)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever asks. Somebody without a role, logged in or not, is a visitor.

    `roles` are by team; `areas` those of which somebody is steward, None standing for everything.
    """

    name: str = ""
    person_id: int | None = None
    is_administrator: bool = False
    roles: Mapping[int, Role] = field(default_factory=dict)
    areas: frozenset[int | None] = frozenset()

    def may_answer(self, team: int) -> bool:
        """Say what is true of the team's projects, with words and evidence."""
        return self.is_administrator or team in self.roles

    def may_lead(self, team: int) -> bool:
        """Say what the team means to do, and who belongs to it; a deputy may, like the lead."""
        return self.is_administrator or self.roles.get(team) in LEADS

    def roles_to_give(self, team: int) -> tuple[Role, ...]:
        """What somebody may make of others in a team; only an administrator appoints leads."""
        if self.is_administrator:
            return tuple(Role)
        return (Role.MEMBER, Role.DEPUTY) if self.may_lead(team) else ()

    def may_review(self, area: int | None) -> bool:
        """Give a verdict in an area; only who may in every area may in all of them at once."""
        return self.is_administrator or None in self.areas or area in self.areas

    def signs_for(self, team: int, area: int) -> frozenset[str]:
        """The sides that a reader may sign for: the team's, the steward's of the area."""
        sides = {"team": self.may_lead(team), "steward": self.may_review(area)}
        return frozenset(side for side, may in sides.items() if may)

    @property
    def may_plan(self) -> bool:
        """Plan cycles, which are everybody's."""
        return self.may_review(None)

    def may_agree(self, team: int) -> bool:
        """Say whether the team has taken this up: who leads it, or may review everything."""
        return self.may_lead(team) or self.may_review(None)

    def may_confirm(self, team: int, area: int, confirmer: str) -> bool:
        """Decide what is claimed: stewards everywhere in their areas, leads where the area says."""
        by_lead = confirmer == Confirmer.LEAD and self.may_lead(team)
        return by_lead or self.may_review(area)

    def may_undo(self, team: int, area: int, confirmer: str, by: int | None) -> bool:
        """Set an answer back: who may confirm it, and who changed it last and still may answer."""
        is_own = self._is(by) and self.may_answer(team)
        return is_own or self.may_confirm(team, area, confirmer)

    def may_undo_intent(self, team: int, area: int, confirmer: str, by: int | None) -> bool:
        """Set back what is meant: who may confirm it, and who said it last and still leads."""
        is_own = self._is(by) and self.may_lead(team)
        return is_own or self.may_confirm(team, area, confirmer)

    def _is(self, person: int | None) -> bool:
        return person is not None and person == self.person_id


VISITOR = Reader()


@dataclass(frozen=True, slots=True)
class Rights:
    """What a reader may do about one thing, as its row on a page knows it."""

    answer: bool = False
    take_back: bool = False
    confirm: bool = False
    send_back: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything to offer."""
        return self.answer or self.take_back or self.confirm or self.send_back


NONE = Rights()
