"""What every form has in common."""

from typing import Any

from django import forms
from django.db.models import Field, Model

from dashboard.models import Assessment
from dashboard.models.fields import need_short
from dashboard.queries.answers import Draft
from dashboard.queries.ladder import MeantDraft
from dashboard.queries.promises import PromiseDraft
from dashboard.queries.talk import TalkDraft

Drafted = Draft | MeantDraft | TalkDraft | PromiseDraft


def length(name: str, model: type[Model] = Assessment) -> int:
    column = model._meta.get_field(name)
    assert isinstance(column, Field)
    return column.max_length or 0


def text_field(**options: Any) -> forms.CharField:
    """Prose, no longer than any may be."""
    return forms.CharField(validators=[need_short], **options)


def day_field(told: str) -> forms.DateField:
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
