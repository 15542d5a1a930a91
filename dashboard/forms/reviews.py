"""Verdicts, minutes, and what is still true."""

from django import forms

from dashboard.choices import Verdict
from dashboard.forms.base import ToldForm, text_field


class NoteForm(ToldForm):
    """A word with a check-in, or none."""

    note = text_field(required=False)


class ReviewForm(ToldForm):
    """A verdict on a project, with minutes."""

    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        error_messages={
            "required": "Give a verdict.",
            "invalid_choice": "That is no verdict: choose from the list.",
        },
    )
    minutes = text_field(required=False)


class FindingForm(ToldForm):
    """A verdict and minutes, as they are being written."""

    seen = forms.IntegerField(min_value=0)
    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        required=False,
        error_messages={"invalid_choice": "That is no verdict: choose from the list."},
    )
    minutes = text_field(required=False)
