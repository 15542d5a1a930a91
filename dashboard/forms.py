"""What people type into the pages, checked before an action is asked."""

from typing import Any

from django import forms
from django.db.models import Field, Model
from django.http import QueryDict
from django.utils.text import slugify

from dashboard.actions.assessments import Words
from dashboard.actions.intents import Plan
from dashboard.choices import Answer, IntentChoice
from dashboard.models import Aim, Assessment, Cycle, Intent, Level
from dashboard.queries.answers import CHOICES, Draft
from dashboard.queries.cycles import PlanDraft
from dashboard.queries.ladder import MeantDraft
from dashboard.queries.promises import PromiseDraft


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


class SeenForm(ToldForm):
    """What every edit carries: the revision of what its author saw, 0 for nothing."""

    seen = forms.IntegerField(min_value=0)

    draft_of: type[Draft] | type[MeantDraft] | type[PromiseDraft] = Draft

    def draft(
        self, refusal: str = "", *, is_conflict: bool = False
    ) -> Draft | MeantDraft | PromiseDraft:
        """What was typed, with why it was not taken."""
        typed = {name: self.data.get(name, "") for name in self.fields if name != "seen"}
        told = refusal or self.refusal
        return self.draft_of(**typed, refusal=told, is_conflict=is_conflict)


class AnswerForm(SeenForm):
    """An answer with its words."""

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
    evidence_title = forms.CharField(required=False, max_length=_length("evidence_title"))
    evidence_on = forms.DateField(
        required=False, error_messages={"invalid": "Write the day as 2026-05-31."}
    )

    def said(self) -> tuple[Answer, Words]:
        """The answer and its words, once they are valid."""
        values: dict[str, Any] = dict(self.cleaned_data)
        del values["seen"]
        return Answer(values.pop("answer")), Words(**values)


class SendBackForm(SeenForm):
    """Why a claim is not so."""

    reason = forms.CharField(error_messages={"required": "Say why it is sent back."})


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


class WithdrawalForm(SeenForm):
    """Why a promise is withdrawn. It stands or is withdrawn: there is no revision to have seen."""

    draft_of = PromiseDraft
    seen = None  # type: ignore[assignment]  # so a form drops a field that it inherits
    reason = forms.CharField(error_messages={"required": "Say why the promise is withdrawn."})


class PromiseForm(SeenForm):
    """A level of this aim, and the cycle by whose end a project is to reach it."""

    draft_of = PromiseDraft
    seen = None  # type: ignore[assignment]
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
