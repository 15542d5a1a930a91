"""What is said beside an objective or an aim of a project."""

from typing import Any

from django import forms
from django.http import QueryDict

from dashboard.actions.assessments import Words
from dashboard.actions.intents import Plan
from dashboard.choices import Answer, IntentChoice
from dashboard.forms.base import EditForm, SeenForm, ToldForm, length, text_field
from dashboard.models import Aim, Cycle, Intent, Level
from dashboard.queries.answers import CHOICES
from dashboard.queries.ladder import MeantDraft
from dashboard.queries.promises import PromiseDraft
from dashboard.queries.talk import TalkDraft


class ClaimForm(ToldForm):
    """An answer with what is said of it most."""

    answer = forms.ChoiceField(
        choices=[(choice.value, choice.label) for choice in CHOICES],
        error_messages={
            "required": "Choose an answer.",
            "invalid_choice": "That is no answer: met, not yet or not applicable.",
        },
    )
    note = text_field(required=False)
    evidence_url = forms.URLField(
        required=False,
        assume_scheme="https",
        max_length=length("evidence_url"),
        error_messages={"invalid": "The evidence is no web address."},
    )


class AnswerForm(SeenForm, ClaimForm):
    """An answer with all its words."""

    evidence_title = forms.CharField(required=False, max_length=length("evidence_title"))
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

    reason = text_field(error_messages={"required": "Say why it is sent back."})


class RemarkForm(EditForm):
    """A word in the thread beside an objective."""

    draft_of = TalkDraft
    marks = {"of": "remark"}
    text = text_field(error_messages={"required": "Write something."})


class MeaningForm(SeenForm):
    """What the words of an objective mean here; empty, nothing any more."""

    draft_of = TalkDraft
    marks = {"of": "meaning"}
    text = text_field(required=False)


class MeantForm(SeenForm):
    """What every edit of what is meant for an aim carries."""

    draft_of = MeantDraft


class IntentForm(MeantForm):
    """What is meant for an aim; without a choice, nothing any more."""

    choice = forms.ChoiceField(
        choices=IntentChoice.choices,
        required=False,
        error_messages={"invalid_choice": "That is nothing to mean: choose from the list."},
    )
    planned_for = forms.CharField(required=False, max_length=length("planned_for", Intent))
    blocked_by = forms.CharField(required=False, max_length=length("blocked_by", Intent))
    unblocked_by = forms.CharField(required=False, max_length=length("unblocked_by", Intent))
    note = text_field(required=False)

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


class WithdrawalForm(EditForm):
    """Why a promise is withdrawn."""

    draft_of = PromiseDraft
    reason = text_field(error_messages={"required": "Say why the promise is withdrawn."})


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
