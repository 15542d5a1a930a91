"""What is said beside objectives: remarks and answers to them, disputes, agreed meanings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.actions import meanings, remarks
from dashboard.actions.meanings import Sides
from dashboard.choices import Answer, RemarkKind
from dashboard.demo import spoken
from dashboard.demo.acts import Act
from dashboard.demo.claims import Claimed
from dashboard.demo.founding import area_steward
from dashboard.demo.organisation import Project
from dashboard.demo.story import Story

ASKED_AFTER, ANSWERED_AFTER = 1.5, 1.2  # working days
SETTLED_AFTER = 11.0
LEFT_OPEN = 9.0  # before the end
SIGNED_AFTER = 8.0


def speaking(story: Story, project: Project, claims: Sequence[Claimed]) -> Iterator[Act]:
    """What is said beside the objectives of a project, if anything is."""
    met = [claim for claim in claims if claim.answer == Answer.MET and not claim.is_last]
    teller = _Teller(story, project, met)
    if project.index % 3 == 0:
        yield from teller.remarked()
    if project.index % 10 in (1, 4, 9):
        yield from teller.disputed(is_settled=project.index % 10 != 1)
    if project.index % 4 in (1, 3):
        yield from teller.agreed(is_by_both=project.index % 4 == 1)


@dataclass(frozen=True, slots=True)
class _Teller:
    story: Story
    project: Project
    claims: Sequence[Claimed]

    def remarked(self) -> Iterator[Act]:
        """Somebody asks what is behind an answer, and is told."""
        claim = self._claim(1, 2)
        if claim is None:
            return
        asked, answered = spoken.REMARKS_BESIDE[
            self.project.index // 3 % len(spoken.REMARKS_BESIDE)
        ]
        when = claim.when + ASKED_AFTER
        yield from self._says(claim, when, self._steward(claim), asked)
        yield from self._says(claim, when + ANSWERED_AFTER, self._lead(when), answered)

    def disputed(self, *, is_settled: bool) -> Iterator[Act]:
        """A steward disputes an answer, the team replies; it is settled, or open at the end."""
        claim = self._claim(2, 3)
        if claim is None:
            return
        told = spoken.DISPUTES[self.project.index // 5 % len(spoken.DISPUTES)]
        when = max(claim.holds_from + 2, self.project.ends - (50 if is_settled else LEFT_OPEN))
        steward = self._steward(claim)
        yield from self._says(claim, when, steward, told.disputed, RemarkKind.DISPUTE)
        yield from self._says(claim, when + ANSWERED_AFTER, self._lead(when), told.replied)
        if is_settled:
            then = when + SETTLED_AFTER
            yield from self._says(claim, then, steward, told.settled, RemarkKind.SETTLEMENT)

    def agreed(self, *, is_by_both: bool) -> Iterator[Act]:
        """The team says what the words mean here; half of the time the steward signs it."""
        claim = self._claim(1, 3)
        if claim is None:
            return
        text = spoken.meaning_of(claim.question.key, self.project.index)
        when = claim.when + ASKED_AFTER / 2
        yield from self._signs(claim, when, self._lead(when), text, Sides(team=True))
        if is_by_both:
            by, then = self._steward(claim), when + SIGNED_AFTER
            yield from self._signs(claim, then, by, text, Sides(steward=True))

    def _claim(self, part: int, of: int) -> Claimed | None:
        """The claim at this part of all, if there are any."""
        return self.claims[len(self.claims) * part // of] if self.claims else None

    def _says(
        self, claim: Claimed, when: float, by: str, text: str, kind: RemarkKind = RemarkKind.REMARK
    ) -> Iterator[Act]:
        if self._can(claim, when):
            rows = self._rows(claim, when)
            yield self.story.act(when, by, remarks.remark, rows, text=text, kind=kind)

    def _signs(
        self, claim: Claimed, when: float, by: str, text: str, sides: Sides
    ) -> Iterator[Act]:
        if self._can(claim, when):
            rows = self._rows(claim, when)
            yield self.story.act(when, by, meanings.agree, rows, text=text, sides=sides)

    def _can(self, claim: Claimed, when: float) -> bool:
        """Whether the objective is asked then, and as long as the thread beside it goes on."""
        until = self.project.ends - 0.5
        return when < until and self.story.is_asked(claim.question, self.project, until)

    def _rows(self, claim: Claimed, when: float) -> dict[str, str]:
        path = self.story.path(claim.question, when)
        return {"project": self.project.slug, "objective": path}

    def _lead(self, when: float) -> str:
        return self.project.team_at(when).lead_at(when)

    def _steward(self, claim: Claimed) -> str:
        return area_steward(self.story, claim.question.area)
