"""The rhythm: reviews by stewards, and check-ins by leads in between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.actions import reviews
from dashboard.choices import Verdict
from dashboard.demo import words
from dashboard.demo.acts import Act
from dashboard.demo.claims import Claimed
from dashboard.demo.founding import area_steward
from dashboard.demo.organisation import STEWARD, Project
from dashboard.demo.story import Story

FIRST_AFTER, EVERY = 20.0, 62.0  # working days
ON_TRACK = 3  # how many statements came true since the last review, at least
NEVER = float("inf")


def looking(story: Story, project: Project, claims: Sequence[Claimed]) -> Iterator[Act]:
    """Every review and check-in of a project."""
    teller = _Teller(story, project, claims)
    every = EVERY * project.team.arc.rhythm
    when = project.begins + FIRST_AFTER + project.index % 5 * 2.1
    number = 0
    while when < project.ends - 0.5:
        yield teller.review(when, when - every, number)
        if not project.team.arc.is_quiet and when + every / 2 < project.ends - 0.5:
            yield teller.check_in(when + every / 2, number)
        when, number = when + every, number + 1


def finding(
    story: Story, project: Project, claims: Sequence[Claimed], when: float
) -> tuple[Verdict, str]:
    """Verdict and minutes of one who looks at a project at a time."""
    return _Teller(story, project, claims).finding(when, when - EVERY, project.index)


@dataclass(frozen=True, slots=True)
class _Teller:
    story: Story
    project: Project
    claims: Sequence[Claimed]

    def review(self, when: float, since: float, number: int) -> Act:
        """Two in three are of everything; the others are of one area, by its own steward."""
        area = self._area(number) if number % 3 == 2 or self._is_tired(when) else ""
        by = area_steward(self.story, area) if area else STEWARD
        verdict, minutes = self.finding(when, since, number)
        rows = {"project": self.project.slug, "area": area}
        return self.story.act(when, by, reviews.review, rows, verdict=verdict, minutes=minutes)

    def finding(self, when: float, since: float, number: int) -> tuple[Verdict, str]:
        """What moved since the last look decides."""
        moved = [claim for claim in self.claims if since < claim.holds_from <= when]
        verdict = self._verdict(when, len(moved))
        return verdict, words.minutes(self._findings(when, moved, verdict, number))

    def check_in(self, when: float, number: int) -> Act:
        """The team says that what is recorded is still so."""
        area = self._area(number) if number % 4 == 3 or self._is_tired(when) else ""
        note = words.CHECK_INS[(self.project.index + number) % len(words.CHECK_INS)]
        rows = {"project": self.project.slug, "area": area}
        lead = self.project.team_at(when).lead_at(when)
        return self.story.act(when, lead, reviews.check_in, rows, note=note)

    def _is_tired(self, when: float) -> bool:
        """Whether nobody takes the time for all of it any more."""
        project = self.project
        time = project.ends - project.begins
        return when > project.begins + project.team.arc.tires * time

    def _area(self, number: int) -> str:
        areas = self.story.versions.criteria.areas
        return areas[(number + self.project.team.index) % len(areas)].key

    def _verdict(self, when: float, moved: int) -> Verdict:
        """Off track is only who named what is in the way, and has not moved since."""
        if moved >= ON_TRACK:
            return Verdict.ON_TRACK
        blocked, project = self.project.team.arc.blocked, self.project
        since = project.begins + (blocked or NEVER) * (project.ends - project.begins)
        return Verdict.OFF_TRACK if moved == 0 and when > since else Verdict.GAPS

    def _findings(
        self, when: float, moved: list[Claimed], verdict: Verdict, number: int
    ) -> words.Findings:
        team = self.project.team_at(when)
        remarks = words.REMARKS[verdict]
        later = [claim for claim in self.claims if claim.when > when]
        return words.Findings(
            present=(team.lead_at(when), team.deputy_at(when), self.project.member(number, when)),
            moved=self._names(moved, 3),
            ahead=self._names(later, 2),
            remark=remarks[(self.project.index + number) % len(remarks)],
        )

    def _names(self, some: list[Claimed], most: int) -> tuple[str, ...]:
        aims = dict.fromkeys(self.story.aims[claim.question.aim] for claim in some)
        return tuple(aims)[:most]
