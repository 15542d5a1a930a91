"""The administrator's tables. What may be changed goes through actions; the rest is to read."""

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from dashboard.actions import people, privacy, projects, teams
from dashboard.admin.base import ActionAdmin, ReadOnlyAdmin, each, whoever
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
        each(request, rows, teams.retire_group, "group", "retired")


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

        each(request, rows, merge_one, "team", f"merged into {into}")

    @admin.action(description="Retire")
    def retire(self, request: HttpRequest, rows: QuerySet[Team]) -> None:
        each(request, rows, teams.retire_team, "team", "retired")


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
        each(request, rows, projects.archive, "project", "archived")

    @admin.action(description="Revive")
    def revive(self, request: HttpRequest, rows: QuerySet[Project]) -> None:
        each(request, rows, projects.revive, "project", "revived")


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
            privacy.forget(person=person, **whoever(request))


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
            people.remove_member(team=row.team, person=row.person, **whoever(request))


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
            people.remove_steward(person=row.person, area=row.area, **whoever(request))


if TYPE_CHECKING:
    AccountBase = UserAdmin[User]
else:
    AccountBase = UserAdmin


class AccountAdmin(AccountBase):
    """Accounts are closed by making them inactive, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
admin.site.register(READ, ReadOnlyAdmin)
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # throttled
admin.site.site_header = admin.site.site_title = "Upstanding"
admin.site.enable_nav_sidebar = False
if settings.SIGN_ON:
    from dashboard.admin import sign_on  # noqa: F401 (registers its table)
