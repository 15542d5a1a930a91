"""Who belongs to a team, and whether it takes part."""

from django import forms

from dashboard.choices import Agreement, Role
from dashboard.forms.base import SeenForm, ToldForm, length
from dashboard.models import Person


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
        max_length=length("name", Person), error_messages={"required": "Say who."}
    )
    role = forms.ChoiceField(choices=Role.choices, error_messages={"invalid_choice": NO_ROLE})


class PlaceForm(SeenForm):
    """What somebody is in a team from now on; without a role, nothing any more."""

    role = forms.ChoiceField(
        choices=[("", ""), *Role.choices],
        required=False,
        error_messages={"invalid_choice": NO_ROLE},
    )
