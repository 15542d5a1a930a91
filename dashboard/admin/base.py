"""How the administrator's tables act: through actions, or not at all."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet, TextField, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dashboard.actions import people
from dashboard.actions.moment import Refused
from dashboard.choices import Through
from dashboard.models.fields import need_short


def whoever(request: HttpRequest) -> dict[str, Any]:
    """Whoever is at the admin, as actions want to know it."""
    user = cast("User", request.user)  # the admin lets nobody else in
    return {"by": people.person_of(user), "through": Through.ADMIN}


def each(
    request: HttpRequest, rows: QuerySet[Any], act: Callable[..., object], name: str, done: str
) -> None:
    """Do one action to each selected row, and say of each that is refused why."""
    for row in rows:
        try:
            act(**{name: row}, **whoever(request))
            messages.success(request, f"{row}: {done}.")
        except Refused as refusal:
            messages.error(request, str(refusal))


if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]  # generic for the type checker alone
else:
    Admin = admin.ModelAdmin


class ReadOnlyAdmin(Admin):
    """To look at; nothing here is added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ActionAdmin(Admin):
    """Adds and changes through actions; nothing is deleted. `fixed` cannot change once added."""

    fixed: tuple[str, ...] = ()
    formfield_overrides: ClassVar = {
        URLField: {"assume_scheme": "https"},
        TextField: {"validators": [need_short]},
    }

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.fixed if obj else ()

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())

    def save_model(
        self, request: HttpRequest, obj: Any, form: "forms.ModelForm[Any]", change: bool
    ) -> None:
        if change:
            kept = self.model._default_manager.get(pk=obj.pk)
            for name in form.changed_data:
                self.change(kept, name, form.cleaned_data[name], whoever(request))
        else:
            obj.pk = self.add(form.cleaned_data, whoever(request)).pk

    def add(self, values: dict[str, Any], by: dict[str, Any]) -> Model:
        """Enter a row from a form's values."""
        raise NotImplementedError

    def change(self, row: Any, name: str, value: Any, by: dict[str, Any]) -> None:
        """Change one field of a row."""
        raise NotImplementedError
