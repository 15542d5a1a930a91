"""How the score of one project comes about: as its page has it, with what led there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse

from dashboard.choices import Agreement, Answer, Applicability
from dashboard.dossier import Dossier, read
from dashboard.formats import counted
from dashboard.formats import day as in_words
from dashboard.models import Movement, Project
from dashboard.queries.answers import AnswerState, ObjectiveRow, name_of, only_for
from dashboard.queries.explained import (
    Action,
    AimPart,
    Explanation,
    Extent,
    Left,
    Missing,
    Open,
    Since,
)
from dashboard.queries.explaining_parts import (
    ALL_SET_ASIDE,
    MOVED,
    NOTHING_COUNTS,
    SET_ASIDE,
    areas_of,
    heads_in,
    last_moves,
    objectives_outside,
    rung_of,
    since_of,
    total,
    worth_telling_first,
)
from dashboard.queries.framework import AimHead, FrameworkView
from dashboard.queries.ladder import AimRow, LevelRow, next_steps
from dashboard.queries.outside import absent, absent_then
from dashboard.queries.past_project import dossier_then, span_then
from dashboard.queries.project import aim_rows
from dashboard.scoring import Score

WORDS = {
    AnswerState.WAITING: "Waiting to be confirmed",
    AnswerState.SENT_BACK: "Sent back",
    AnswerState.NOTED: "Not yet",
}
UNSAID = "Nothing said yet"


def of_project(framework: FrameworkView, extent: Extent, project: Project) -> Explanation:
    """How the score of a project, or a part of it, comes about. Five queries, of the past nine."""
    if extent.on:
        span = span_then(project, extent.on)
        assert span, f"{project} was not there on {extent.on}"
        dossier = dossier_then(project, span, extent.on)
        outside = absent_then(span, has_answers=dossier.state.has_answers)
    else:
        dossier = read(project, framework.day)
        outside = next(iter(absent(Project.objects.filter(pk=project.pk), 1)), None)
    story = _Story(framework, extent, dossier, _last_moved(project, framework.day))
    heads = heads_in(framework, extent)
    wanted = {head.id for head in heads}
    rows = {row.head.id: row for row in aim_rows(framework, dossier) if row.head.id in wanted}
    areas = areas_of(extent, [story.part(row) for row in rows.values() if row.maximum])
    return Explanation(
        day=framework.day,
        applied_at=framework.applied_at,
        extent=extent,
        score=total([area.score for area in areas]) if _has_score(dossier) else None,
        projects=1,
        areas=areas,
        left=tuple(worth_telling_first(story.left(heads, rows))),
        absent=(),
        actions=() if extent.on else tuple(story.actions(list(rows.values()))),
        outside=outside,
    )


def _has_score(dossier: Dossier) -> bool:
    """Whether its page shows one: an archived project keeps it, and is in no sum of several."""
    return dossier.state.has_answers and dossier.project.agreement == Agreement.AGREED


def _last_moved(project: Project, day: date) -> dict[int, Movement]:
    """By aim, the last movement by the end of a day that changed more than the team it counts for.
    One query."""
    moved = Movement.objects.filter(MOVED, project=project, day__lte=day).order_by()
    last = moved.values("aim").annotate(last=Max("pk")).values("last")
    return {row.aim_id: row for row in last_moves(Movement.objects.filter(pk__in=last))}


@dataclass(frozen=True, slots=True)
class _Story:
    """What was read of one project."""

    framework: FrameworkView
    extent: Extent
    dossier: Dossier
    moved: Mapping[int, Movement]

    @property
    def home(self) -> str:
        """The project's page."""
        return reverse("project", args=[self.dossier.project.slug])

    def part(self, row: AimRow) -> AimPart:
        """What an aim that counts gives."""
        head, ahead = row.head, row.next_level
        reached = [level.step.key for level in row.levels if level.is_reached]
        level = reached[-1] if reached else ""
        return AimPart(
            head=head,
            score=Score(row.points, row.maximum),
            rungs=(rung_of(self.framework, head, level, row.points, row.maximum),),
            unfinished=int(ahead is not None),
            waiting=row.cell.waiting,
            href=self.extent.narrowed(aim=head.path),
            since=self._since(head.id),
            missing=self._missing(row, ahead) if ahead else None,
            note=_meant(row),
        )

    def _since(self, aim: int) -> Since | None:
        row = self.moved.get(aim)
        return since_of(row) if row else None

    def _missing(self, row: AimRow, level: LevelRow) -> Missing:
        worth = level.step.value * row.head.weight
        return Missing(
            level=level.step.name,
            done=level.done,
            asked=level.asked,
            points=worth - row.points,
            objectives=tuple(self._open(row.head, each) for each in level.open_objectives),
        )

    def _open(self, head: AimHead, row: ObjectiveRow) -> Open:
        word = WORDS.get(row.said.state, UNSAID) if row.said else UNSAID
        return Open(row.text_html, word, f"{self.home}#{head.path}/{row.key}")

    def left(self, heads: Iterable[AimHead], rows: Mapping[int, AimRow]) -> Iterable[Left]:
        """What is in no maximum: aims, and in those that are in it, objectives."""
        for head in heads:
            row = rows.get(head.id)
            if row is None or not row.maximum:
                yield self._aim_left(head, row)
            if row is not None and not row.outside:
                yield from self._objectives_left(head, row)

    def _aim_left(self, head: AimHead, row: AimRow | None) -> Left:
        intent = self.dossier.intents.get(head.id)
        is_set_aside = row is not None and row.cell.is_not_applicable
        said = intent if intent and intent.confirmed_at and is_set_aside else None
        reason = self._reason(head, row) if not said else SET_ASIDE
        return Left(
            aim=head.name,
            reason=reason,
            href=f"{self.home}#{head.path}" if row else reverse("aim", args=head.path.split("/")),
            note_html=said.note_html if said else "",
            said_by=name_of(said.said_by) if said else "",
            confirmed_by=name_of(said.confirmed_by) if said else "",
            since=self._left_on(head),
        )

    def _reason(self, head: AimHead, row: AimRow | None) -> str:
        if row is not None and row.cell.is_not_applicable:
            return ALL_SET_ASIDE
        if head.applies_to and self.dossier.project.kind not in head.applies_to:
            return only_for(head.applies_to)
        return head.span.words(self.framework.settled_on) or NOTHING_COUNTS

    def _left_on(self, head: AimHead) -> date | None:
        row = self.moved.get(head.id)
        is_out = row is not None and row.applicability_after != Applicability.APPLICABLE
        return row.day if row is not None and is_out else None

    def _objectives_left(self, head: AimHead, row: AimRow) -> Iterable[Left]:
        shown = [each for level in row.levels for each in level.objectives]
        for each in shown:
            if each.outside:
                yield self._objective(head, each, each.outside)
            elif each.is_confirmed and each.said and each.said.answer == Answer.NOT_APPLICABLE:
                yield self._set_aside(head, each)
        yield from objectives_outside(self.framework, head, {each.id for each in shown})

    def _objective(self, head: AimHead, row: ObjectiveRow, reason: str) -> Left:
        return Left(head.name, reason, f"{self.home}#{head.path}/{row.key}", row.text_html)

    def _set_aside(self, head: AimHead, row: ObjectiveRow) -> Left:
        assert row.said is not None
        return Left(
            aim=head.name,
            reason=SET_ASIDE,
            href=f"{self.home}#{head.path}/{row.key}",
            objective_html=row.text_html,
            note_html=row.said.note_html,
            said_by=row.said.by,
            confirmed_by=row.said.decided_by,
            since=row.said.decided_on,
        )

    def actions(self, rows: Sequence[AimRow]) -> Iterable[Action]:
        """The shortest steps up; where there are none, the page where things are said."""
        for step in next_steps(rows):
            left = counted(step.level.asked - step.level.done, "objective")
            words = f"{left} to {step.level.step.name}: {counted(step.points, 'point')} more"
            yield Action(step.aim.name, words, f"{self.home}#{step.aim.path}")


def _meant(row: AimRow) -> str:
    """What is meant for the aim, in a line."""
    intent = row.intent
    if intent is None:
        return ""
    words = [intent.choice.label]
    words += [f"for {intent.planned_for}"] if intent.planned_for else []
    words += [f"by {intent.blocked_by}"] if intent.blocked_by else []
    told = " ".join(words)
    told += f"; {intent.unblocked_by} can unblock it" if intent.unblocked_by else ""
    told += f", since {in_words(intent.since)}"
    told += ", waits to be confirmed and counts until then" if intent.is_waiting else ""
    return told
