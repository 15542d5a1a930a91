"""What people type into the pages, checked before an action is asked."""

from typing import Any

from django import forms
from django.db.models import Field, Model

from dashboard.actions.assessments import Words
from dashboard.actions.intents import Plan
from dashboard.choices import Answer, IntentChoice, Verdict
from dashboard.models import Assessment, Intent
from dashboard.queries.answers import CHOICES, Draft
from dashboard.queries.ladder import MeantDraft
from dashboard.queries.talk import TalkDraft


def _length(name: str, model: type[Model] = Assessment) -> int:
    column = model._meta.get_field(name)
    assert isinstance(column, Field)
    return column.max_length or 0


class WithMistakes(forms.Form):
    """A form that tells its mistakes in one line."""

    @property
    def mistakes(self) -> str:
        """Every mistake, in one line."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class EditForm(WithMistakes):
    """What is typed beside an aim or objective, and goes back there where it cannot be saved."""

    draft_of: type[Draft] | type[MeantDraft] | type[TalkDraft] = Draft
    marks: dict[str, str] = {}

    def draft(
        self, refusal: str = "", *, is_conflict: bool = False
    ) -> Draft | MeantDraft | TalkDraft:
        """What was typed, with why it was not taken."""
        typed = {name: self.data.get(name, "") for name in self.fields if name != "seen"}
        told = refusal or self.mistakes
        return self.draft_of(**typed, **self.marks, refusal=told, is_conflict=is_conflict)


class SeenForm(EditForm):
    """What every edit of something carries: the revision of what was seen, 0 for nothing."""

    seen = forms.IntegerField(min_value=0)


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


class ReviewForm(WithMistakes):
    """A verdict on a project, with minutes."""

    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        error_messages={
            "required": "Give a verdict.",
            "invalid_choice": "That is no verdict: choose from the list.",
        },
    )
    minutes = forms.CharField(required=False)


class FindingForm(WithMistakes):
    """A verdict and minutes, as they are being written."""

    seen = forms.IntegerField(min_value=0)
    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        required=False,
        error_messages={"invalid_choice": "That is no verdict: choose from the list."},
    )
    minutes = forms.CharField(required=False)
