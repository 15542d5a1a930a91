"""What people type into the pages, checked before an action is asked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import Field, Model
from django.http import QueryDict
from django.utils.text import slugify

from dashboard.actions.assessments import Claim, Words
from dashboard.actions.intents import Plan
from dashboard.choices import Agreement, Answer, IntentChoice, Role, Verdict
from dashboard.models import Aim, Assessment, Cycle, Intent, Level, Person
from dashboard.queries.answers import CHOICES, Draft
from dashboard.queries.cycles import PlanDraft
from dashboard.queries.ladder import MeantDraft
from dashboard.queries.promises import PromiseDraft
from dashboard.queries.sheet_lines import SheetLine, fingerprint, plain
from dashboard.queries.talk import TalkDraft

Drafted = Draft | MeantDraft | TalkDraft | PromiseDraft


def _length(name: str, model: type[Model] = Assessment) -> int:
    column = model._meta.get_field(name)
    assert isinstance(column, Field)
    return column.max_length or 0


def _day(told: str) -> forms.DateField:
    return forms.DateField(error_messages={"required": told, "invalid": told})


class ToldForm(forms.Form):
    """A form that tells its mistakes in words of its own."""

    @property
    def refusal(self) -> str:
        """Every mistake, in one line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class EditForm(ToldForm):
    """What is typed beside an aim or objective, and goes back there where it cannot be saved."""

    draft_of: type[Drafted] = Draft
    marks: dict[str, str] = {}

    def draft(self, refusal: str = "", *, is_conflict: bool = False) -> Drafted:
        """What was typed, with why it was not taken."""
        typed = {name: self.data.get(name, "") for name in self.fields if name != "seen"}
        told = refusal or self.refusal
        return self.draft_of(**typed, **self.marks, refusal=told, is_conflict=is_conflict)


class SeenForm(EditForm):
    """What every edit of something carries: the revision of what was seen, 0 for nothing."""

    seen = forms.IntegerField(min_value=0)


class ClaimForm(ToldForm):
    """An answer with what is said of it most."""

    answer = forms.ChoiceField(
        choices=[(choice.value, choice.label) for choice in CHOICES],
        error_messages={
            "required": "Choose an answer.",
            "invalid_choice": "That is no answer: met, not yet or not applicable.",
        },
    )
    note = forms.CharField(required=False)
    evidence_url = forms.URLField(
        required=False,
        assume_scheme="https",
        max_length=_length("evidence_url"),
        error_messages={"invalid": "The evidence is no web address."},
    )


class AnswerForm(SeenForm, ClaimForm):
    """An answer with all its words."""

    evidence_title = forms.CharField(required=False, max_length=_length("evidence_title"))
    evidence_on = forms.DateField(
        required=False, error_messages={"invalid": "Write the day as 2026-05-31."}
    )

    def said(self) -> tuple[Answer, Words]:
        """The answer and its words, once they are valid."""
        values: dict[str, Any] = dict(self.cleaned_data)
        del values["seen"]
        return Answer(values.pop("answer")), Words(**values)


class LineForm(ClaimForm):
    """An answer among many. `stamp` tells what its author saw."""

    stamp = forms.RegexField(
        r"^\d{1,18}-[0-9a-f]+$",
        error_messages={
            "required": "Load the page again: this line came without what was seen of it.",
            "invalid": "Load the page again: this line came without what was seen of it.",
        },
    )

    @property
    def seen(self) -> int:
        """The revision that its author saw, once it is valid."""
        return int(self.cleaned_data["stamp"].partition("-")[0])

    def claim(self, line: SheetLine) -> Claim:
        """What is said, once it is valid. The same evidence keeps its title and its day."""
        said, kept = self.cleaned_data, line.row.draft
        note = kept.note if plain(said["note"]) == plain(kept.note) else said["note"]
        words = Words(note, said["evidence_url"])
        if kept.evidence_url == words.evidence_url:
            on = date.fromisoformat(kept.evidence_on) if kept.evidence_on else None
            words = replace(words, evidence_title=kept.evidence_title, evidence_on=on)
        return Claim(said["answer"], words, is_confirmed=line.may_confirm)


def lines_in(posted: Mapping[str, str]) -> dict[str, Draft]:
    """What was typed into the lines that say something else than their author saw, by name."""
    names = [field.removesuffix("-stamp") for field in posted if field.endswith("-stamp")]
    typed = {name: _typed(posted, name) for name in names}
    return {
        name: draft
        for name, draft in typed.items()
        if not posted[f"{name}-stamp"].endswith(f"-{fingerprint(draft)}")
    }


def _typed(posted: Mapping[str, str], name: str) -> Draft:
    return Draft(
        answer=posted.get(f"{name}-answer", ""),
        note=posted.get(f"{name}-note", ""),
        evidence_url=posted.get(f"{name}-evidence_url", ""),
    )


class NoteForm(ToldForm):
    """A word with a check-in, or none."""

    note = forms.CharField(required=False)


class SendBackForm(SeenForm):
    """Why a claim is not so."""

    reason = forms.CharField(error_messages={"required": "Say why it is sent back."})


class RemarkForm(EditForm):
    """A word in the thread beside an objective."""

    draft_of = TalkDraft
    marks = {"of": "remark"}
    text = forms.CharField(error_messages={"required": "Write something."})


class MeaningForm(SeenForm):
    """What the words of an objective mean here; empty, nothing any more."""

    draft_of = TalkDraft
    marks = {"of": "meaning"}
    text = forms.CharField(required=False)


class IntentForm(SeenForm):
    """What is meant for an aim; without a choice, nothing any more."""

    draft_of = MeantDraft
    choice = forms.ChoiceField(
        choices=IntentChoice.choices,
        required=False,
        error_messages={"invalid_choice": "That is nothing to mean: choose from the list."},
    )
    planned_for = forms.CharField(required=False, max_length=_length("planned_for", Intent))
    blocked_by = forms.CharField(required=False, max_length=_length("blocked_by", Intent))
    unblocked_by = forms.CharField(required=False, max_length=_length("unblocked_by", Intent))
    note = forms.CharField(required=False)

    def plan(self) -> Plan:
        """What is meant, once it is valid, with the words that this choice has."""
        values: dict[str, Any] = dict(self.cleaned_data)
        del values["seen"]
        if values["choice"] != IntentChoice.BLOCKED:
            values |= {"blocked_by": "", "unblocked_by": ""}
        if values["choice"] != IntentChoice.PLANNED:
            values["planned_for"] = ""
        if values["choice"] == IntentChoice.NONE:
            values["note"] = ""
        return Plan(**values)


class ReviewForm(ToldForm):
    """A verdict on a project, with minutes."""

    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        error_messages={
            "required": "Give a verdict.",
            "invalid_choice": "That is no verdict: choose from the list.",
        },
    )
    minutes = forms.CharField(required=False)


class FindingForm(ToldForm):
    """A verdict and minutes, as they are being written."""

    seen = forms.IntegerField(min_value=0)
    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        required=False,
        error_messages={"invalid_choice": "That is no verdict: choose from the list."},
    )
    minutes = forms.CharField(required=False)


class WithdrawalForm(EditForm):
    """Why a promise is withdrawn."""

    draft_of = PromiseDraft
    reason = forms.CharField(error_messages={"required": "Say why the promise is withdrawn."})


class PromiseForm(EditForm):
    """A level of this aim, and the cycle by whose end a project is to reach it."""

    draft_of = PromiseDraft
    level = forms.ModelChoiceField(
        Level.objects.none(),
        to_field_name="key",
        error_messages={
            "required": "Choose a level.",
            "invalid_choice": "That is no level of this aim.",
        },
    )
    cycle = forms.ModelChoiceField(
        Cycle.objects.all(),
        to_field_name="slug",
        error_messages={
            "required": "Choose a cycle.",
            "invalid_choice": "That is no cycle.",
        },
    )

    def __init__(self, typed: QueryDict, aim: Aim) -> None:
        super().__init__(typed)
        asking = aim.objectives.filter(is_current=True).values("level")
        levels = self.fields["level"]
        assert isinstance(levels, forms.ModelChoiceField)
        levels.queryset = Level.objects.filter(is_current=True, pk__in=asking)


class PlanForm(ToldForm):
    """A cycle: a new one, or changes of one that is planned."""

    name = forms.CharField(
        max_length=_length("slug", Cycle), error_messages={"required": "A cycle needs a name."}
    )
    starts_on = _day("Say on which day it starts, as 2027-01-01.")
    ends_on = _day("Say on which day it ends, as 2027-06-30.")
    focus = forms.ModelMultipleChoiceField(
        Aim.objects.filter(is_current=True),
        required=False,
        error_messages={
            "invalid_choice": "There is no such aim.",
            "invalid_pk_value": "There is no such aim.",
        },
    )

    def __init__(self, typed: QueryDict, cycle: Cycle | None = None) -> None:
        super().__init__(typed)
        self.typed, self.cycle = typed, cycle

    def clean(self) -> dict[str, Any]:
        """No cycle takes the name of another one: planned anew, it would move that one."""
        values = self.cleaned_data
        taken = Cycle.objects.filter(slug=slugify(values.get("name", ""))).first()
        days = (values.get("starts_on"), values.get("ends_on"))
        is_same = taken and self.cycle is None and (taken.starts_on, taken.ends_on) == days
        if taken and taken != self.cycle and not is_same:
            raise forms.ValidationError(f"There is a cycle {taken.name} already.")
        return values

    def draft(self, refusal: str) -> PlanDraft:
        """What was typed, with why it was not taken."""
        typed = {name: self.typed.get(name, "") for name in ("name", "starts_on", "ends_on")}
        return PlanDraft(**typed, focus=tuple(self.typed.getlist("focus")), refusal=refusal)


class AgreementForm(ToldForm):
    """Whether the team has taken this up, and what stood there for whoever says so."""

    agreement = forms.ChoiceField(
        choices=Agreement.choices,
        error_messages={"invalid_choice": "That is no agreement: choose from the list."},
    )
    seen = forms.CharField()


NO_ROLE = "That is nothing to be in a team: choose from the list."


class AdmitForm(ToldForm):
    """Who is to belong to a team, by log-in or name, and as what."""

    name = forms.CharField(
        max_length=_length("name", Person), error_messages={"required": "Say who."}
    )
    role = forms.ChoiceField(choices=Role.choices, error_messages={"invalid_choice": NO_ROLE})


class PlaceForm(SeenForm):
    """What somebody is in a team from now on; without a role, nothing any more."""

    role = forms.ChoiceField(
        choices=[("", ""), *Role.choices],
        required=False,
        error_messages={"invalid_choice": NO_ROLE},
    )
