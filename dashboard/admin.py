"""The administrator's tables. What may be changed goes through actions; the rest is to read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dashboard.actions import people, privacy, projects, teams
from dashboard.actions.moment import Refused
from dashboard.choices import Through
from dashboard.models import (
    Aim,
    Area,
    Assessment,
    CheckIn,
    Event,
    Framework,
    Group,
    Intent,
    Membership,
    Movement,
    Objective,
    Person,
    Project,
    Review,
    Standing,
    Stewardship,
    Team,
)

READ = (
    Area, Aim, Objective, Framework, Assessment, Intent, Standing, Review, CheckIn, Event, Movement,
)  # fmt: skip


def _by(request: HttpRequest) -> dict[str, Any]:
    """Whoever is at the admin, as actions want to know it."""
    user = cast("User", request.user)  # the admin lets nobody else in
    return {"by": people.person_of(user), "through": Through.ADMIN}


def _each(
    request: HttpRequest, rows: QuerySet[Any], act: Callable[..., object], name: str, done: str
) -> None:
    """Do one action to each selected row, and say of each that is refused why."""
    for row in rows:
        try:
            act(**{name: row}, **_by(request))
            messages.success(request, f"{row}: {done}.")
        except Refused as refusal:
            messages.error(request, str(refusal))


if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]  # generic for the type checker alone
    AccountBase = UserAdmin[User]
else:
    Admin, AccountBase = admin.ModelAdmin, UserAdmin


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
    formfield_overrides: ClassVar = {URLField: {"assume_scheme": "https"}}

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
                self.change(kept, name, form.cleaned_data[name], _by(request))
        else:
            obj.pk = self.add(form.cleaned_data, _by(request)).pk

    def add(self, values: dict[str, Any], by: dict[str, Any]) -> Model:
        """Enter a row from a form's values."""
        raise NotImplementedError

    def change(self, row: Any, name: str, value: Any, by: dict[str, Any]) -> None:
        """Change one field of a row."""
        raise NotImplementedError


@admin.register(Group)
class GroupAdmin(ActionAdmin):
    """Groups of teams."""

    fields = ("slug", "name")
    fixed = ("slug",)
    list_display = ("name", "slug", "retired_at")
    actions = ("retire",)

    def add(self, values: dict[str, Any], by: dict[str, Any]) -> Model:
        return teams.create_group(**values, **by)

    def change(self, row: Group, name: str, value: Any, by: dict[str, Any]) -> None:
        teams.rename_group(group=row, name=value, **by)

    @admin.action(description="Retire")
    def retire(self, request: HttpRequest, rows: QuerySet[Group]) -> None:
        _each(request, rows, teams.retire_group, "group", "retired")


class MergeForm(ActionForm):
    """Into which team the selected ones are merged."""

    into = forms.ModelChoiceField(
        Team.objects.filter(retired_at__isnull=True), required=False, label="Merge into"
    )


@admin.register(Team)
class TeamAdmin(ActionAdmin):
    """Teams."""

    fields = ("slug", "name", "group")
    fixed = ("slug",)
    list_display = ("name", "slug", "group", "retired_at")
    list_select_related = ("group",)
    action_form = MergeForm
    actions = ("merge", "retire")

    def add(self, values: dict[str, Any], by: dict[str, Any]) -> Model:
        return teams.create_team(**values, **by)

    def change(self, row: Team, name: str, value: Any, by: dict[str, Any]) -> None:
        if name == "name":
            teams.rename_team(team=row, name=value, **by)
        else:
            teams.group_team(team=row, group=value, **by)

    @admin.action(description="Merge into the team named")
    def merge(self, request: HttpRequest, rows: QuerySet[Team]) -> None:
        into = Team.objects.filter(pk=request.POST.get("into") or 0).first()
        if into is None:
            messages.error(request, "Name the team to merge into.")
            return

        def merge_one(*, team: Team, **by: Any) -> Team:
            return teams.merge_teams(team=team, into=into, **by)

        _each(request, rows, merge_one, "team", f"merged into {into}")

    @admin.action(description="Retire")
    def retire(self, request: HttpRequest, rows: QuerySet[Team]) -> None:
        _each(request, rows, teams.retire_team, "team", "retired")


@admin.register(Project)
class ProjectAdmin(ActionAdmin):
    """Projects."""

    fields = (
        "slug", "name", "team", "kind", "agreement",
        "url", "repository", "description", "owner", "contact",
    )  # fmt: skip
    fixed = ("slug",)
    list_display = ("name", "slug", "team", "kind", "agreement", "archived_at")
    list_select_related = ("team",)
    list_filter = ("agreement", "team")
    search_fields = ("name", "slug")
    autocomplete_fields = ("owner", "contact")
    actions = ("archive", "revive")

    def add(self, values: dict[str, Any], by: dict[str, Any]) -> Model:
        return projects.join(**values, **by)

    def change(self, row: Project, name: str, value: Any, by: dict[str, Any]) -> None:
        match name:
            case "name":
                projects.rename(project=row, name=value, **by)
            case "team":
                projects.move(project=row, team=value, **by)
            case "kind":
                projects.change_kind(project=row, kind=value, **by)
            case "agreement":
                projects.set_agreement(project=row, agreement=value, **by)
            case _:
                projects.describe(project=row, **{name: value}, **by)

    @admin.action(description="Archive")
    def archive(self, request: HttpRequest, rows: QuerySet[Project]) -> None:
        _each(request, rows, projects.archive, "project", "archived")

    @admin.action(description="Revive")
    def revive(self, request: HttpRequest, rows: QuerySet[Project]) -> None:
        _each(request, rows, projects.revive, "project", "revived")


@admin.register(Person)
class PersonAdmin(ActionAdmin):
    """People, and the log-ins that are theirs."""

    fields = ("name", "user")
    list_display = ("name", "user", "forgotten_at")
    search_fields = ("name",)
    actions = ("forget",)

    def add(self, values: dict[str, Any], by: dict[str, Any]) -> Model:
        return people.enter_person(**values, **by)

    def change(self, row: Person, name: str, value: Any, by: dict[str, Any]) -> None:
        people.change_person(person=row, **{name: value}, **by)

    @admin.action(description="Forget")
    def forget(self, request: HttpRequest, rows: QuerySet[Person]) -> None:
        for person in rows:
            privacy.forget(person=person, **_by(request))


@admin.register(Membership)
class MembershipAdmin(ActionAdmin):
    """Who is what in which team, now and before."""

    fields = ("person", "team", "role")
    fixed = ("person", "team")
    list_display = ("person", "team", "role", "started_at", "ended_at")
    list_select_related = ("person", "team")
    autocomplete_fields = ("person",)
    actions = ("end",)

    def add(self, values: dict[str, Any], by: dict[str, Any]) -> Model:
        return people.add_member(**values, **by)

    def change(self, row: Membership, name: str, value: Any, by: dict[str, Any]) -> None:
        people.add_member(team=row.team, person=row.person, role=value, **by)

    @admin.action(description="End")
    def end(self, request: HttpRequest, rows: QuerySet[Membership]) -> None:
        for row in rows.select_related("person", "team"):
            people.remove_member(team=row.team, person=row.person, **_by(request))


@admin.register(Stewardship)
class StewardshipAdmin(ActionAdmin):
    """Who confirms and reviews in which area, now and before."""

    fields = fixed = ("person", "area")
    list_display = ("person", "area", "started_at", "ended_at")
    list_select_related = ("person", "area")
    autocomplete_fields = ("person",)
    actions = ("end",)

    def add(self, values: dict[str, Any], by: dict[str, Any]) -> Model:
        return people.add_steward(**values, **by)

    @admin.action(description="End")
    def end(self, request: HttpRequest, rows: QuerySet[Stewardship]) -> None:
        for row in rows.select_related("person", "area"):
            people.remove_steward(person=row.person, area=row.area, **_by(request))


class AccountAdmin(AccountBase):
    """Accounts are closed by making them inactive, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
admin.site.register(READ, ReadOnlyAdmin)
admin.site.site_header = admin.site.site_title = "Upstanding"
admin.site.enable_nav_sidebar = False
