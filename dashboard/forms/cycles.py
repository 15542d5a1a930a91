"""Planning a cycle."""

from typing import Any

from django import forms
from django.http import QueryDict

from dashboard.actions.cycles import cycle_named
from dashboard.forms.base import ToldForm, day_field, length
from dashboard.models import Aim, Cycle
from dashboard.queries.cycles import PlanDraft

DIGITS = 18  # of a number that every database holds
NO_AIM = "There is no such aim."


class AimsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Aims by number. One that no row can have is none, where a database would fail on it."""

    def clean(self, value: Any) -> Any:
        if any(len(str(each)) > DIGITS for each in value or ()):
            raise forms.ValidationError(NO_AIM)
        return super().clean(value)


class PlanForm(ToldForm):
    """A cycle: a new one, or changes of one that is planned."""

    seen = forms.CharField(required=False)
    name = forms.CharField(
        max_length=length("slug", Cycle), error_messages={"required": "A cycle needs a name."}
    )
    starts_on = day_field("Say on which day it starts, as 2027-01-01.")
    ends_on = day_field("Say on which day it ends, as 2027-06-30.")
    focus = AimsField(
        Aim.objects.filter(is_current=True),
        required=False,
        error_messages={"invalid_choice": NO_AIM, "invalid_pk_value": NO_AIM},
    )

    def __init__(self, typed: QueryDict, cycle: Cycle | None = None) -> None:
        super().__init__(typed)
        self.typed, self.cycle = typed, cycle

    def clean(self) -> dict[str, Any]:
        """No cycle takes the name of another one: planned anew, it would move that one."""
        values = self.cleaned_data
        taken = cycle_named(values.get("name", ""))
        days = (values.get("starts_on"), values.get("ends_on"))
        is_same = taken and self.cycle is None and (taken.starts_on, taken.ends_on) == days
        if taken and taken != self.cycle and not is_same:
            raise forms.ValidationError(f"There is a cycle {taken.name} already.")
        return values

    def draft(self, refusal: str, seen: str | None = None) -> PlanDraft:
        """What was typed, with why it was not taken, and what its author has seen by now."""
        names = ("name", "starts_on", "ends_on", "seen")
        typed = {name: self.typed.get(name, "") for name in names}
        typed |= {"seen": seen} if seen is not None else {}
        return PlanDraft(**typed, focus=tuple(self.typed.getlist("focus")), refusal=refusal)
