"""What people type into the pages, checked before an action is asked."""

from typing import Any

from django import forms
from django.db.models import Field, Model

from dashboard.actions.assessments import Words
from dashboard.actions.intents import Plan
from dashboard.choices import Agreement, Answer, IntentChoice, Role
from dashboard.models import Assessment, Intent, Person
from dashboard.queries.answers import CHOICES, Draft
from dashboard.queries.ladder import MeantDraft


def _length(name: str, model: type[Model] = Assessment) -> int:
    column = model._meta.get_field(name)
    assert isinstance(column, Field)
    return column.max_length or 0


class ToldForm(forms.Form):
    """Tells its mistakes."""

    @property
    def refusal(self) -> str:
        """Every mistake, in one line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class SeenForm(ToldForm):
    """What every edit carries: the revision of what its author saw, 0 for nothing."""

    seen = forms.IntegerField(min_value=0)

    draft_of: type[Draft] | type[MeantDraft] = Draft

    def draft(self, refusal: str = "", *, is_conflict: bool = False) -> Draft | MeantDraft:
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
