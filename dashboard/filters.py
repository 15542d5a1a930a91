"""Which projects a reader asks the board for: django-filter on the query, before rows are built."""

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import QueryDict

from dashboard.choices import Agreement, Applicability, Cause, Freshness, IntentChoice
from dashboard.days import start_of
from dashboard.dossier import GAIN_DAYS
from dashboard.models import Intent, Movement, Project, Standing
from dashboard.queries.framework import AreaHead, FrameworkView

YES = [("yes", "Yes")]
NONE = "none"
REACHES = [("least", "or above"), ("at", "exactly"), ("below", "not yet reached")]
LONGEST = 200
Projects = QuerySet[Any]


class ProjectFilter(django_filters.FilterSet):  # type: ignore[misc]  # it ships no types
    """Filters over projects that `lines.active_projects` annotated. What is not valid is ignored.

    `level` says a level's key, or `none`; with `aim`, the path of an aim, it is asked of that aim,
    and `reach` says whether exactly that level, it or above, or below it is meant.
    """

    group = django_filters.CharFilter(field_name="team__group__slug", max_length=LONGEST)
    team = django_filters.CharFilter(field_name="team__slug", max_length=LONGEST)
    kind = django_filters.CharFilter(field_name="kind", max_length=LONGEST)
    owner = django_filters.CharFilter(field_name="owner__name", max_length=LONGEST)
    agreement = django_filters.ChoiceFilter(choices=Agreement.choices)
    freshness = django_filters.ChoiceFilter(choices=Freshness.choices, method="of_freshness")
    aim = django_filters.CharFilter(method="of_standing", max_length=LONGEST)
    level = django_filters.CharFilter(method="of_standing", max_length=LONGEST)
    reach = django_filters.ChoiceFilter(choices=REACHES, method="of_standing")
    blocked = django_filters.ChoiceFilter(choices=YES, method="with_obstacles")
    waiting = django_filters.ChoiceFilter(choices=YES, method="with_claims")
    gained = django_filters.ChoiceFilter(choices=YES, method="with_gains")

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(
        self,
        asked: QueryDict,
        projects: Projects,
        framework: FrameworkView,
        area: AreaHead | None = None,
    ) -> None:
        super().__init__(asked, projects)
        self.framework = framework
        self.aims = {aim.path: aim for aim in (area.aims if area else framework.aims)}
        self.form.is_valid()
        self.asked = {
            name: value for name, value in self.form.cleaned_data.items() if value not in ("", None)
        }
        self._drop_unknown()

    def _drop_unknown(self) -> None:
        if self.asked.get("aim") not in self.aims:
            self.asked.pop("aim", None)
        aim = self.aims.get(self.asked.get("aim", ""))
        ladders = {each.ladder for each in ([aim] if aim else self.aims.values())}
        known = {step.key for ladder in ladders for step in ladder.steps} | {NONE}
        if self.asked.get("level") not in known:
            self.asked.pop("level", None)
        if "level" not in self.asked or aim is None:
            self.asked.pop("reach", None)
        if "aim" in self.asked and "level" not in self.asked:
            self.asked.pop("aim")

    def chosen(self) -> Projects | None:
        """The projects asked for; None where nothing narrows them."""
        return self.filter_queryset(self.queryset) if self.asked else None

    def filter_queryset(self, queryset: Projects) -> Projects:
        for name, value in self.asked.items():
            if name not in ("aim", "reach"):
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def of_freshness(self, queryset: Projects, name: str, value: str) -> Projects:
        """By the day of the last review or check-in, in bands as the criteria have them."""
        if value == Freshness.NEVER:
            return queryset.filter(looked_at=None)
        bands, day = self.framework.rules.fresh_days, self.framework.day
        ends = {
            Freshness.NEW: (None, bands.new),
            Freshness.CURRENT: (bands.new, bands.current),
            Freshness.DUE: (bands.current, bands.due),
            Freshness.OVERDUE: (bands.due, None),
        }
        younger, older = ends[Freshness(value)]
        if older is not None:
            queryset = queryset.filter(looked_at__gte=start_of(day - timedelta(days=older)))
        if younger is not None:
            queryset = queryset.filter(looked_at__lt=start_of(day - timedelta(days=younger)))
        return queryset

    def of_standing(self, queryset: Projects, name: str, value: str) -> Projects:
        """By the level reached on one aim, or on any."""
        aim = self.aims.get(self.asked.get("aim", ""))
        level = "" if value == NONE else value
        keys = [level]
        if aim is not None:
            steps = ["", *(step.key for step in aim.ladder.steps)]
            place = steps.index(level)
            reach = self.asked.get("reach", "least")
            keys = {"at": [level], "least": steps[place:], "below": steps[:place]}[reach]
        standings = self._standings(aim.id if aim else None)
        at = standings.filter(applicability=Applicability.APPLICABLE, level__in=keys)
        return queryset.filter(Exists(at))

    def with_obstacles(self, queryset: Projects, name: str, value: str) -> Projects:
        """With an aim that is blocked and not complete."""
        blocked = Intent.objects.filter(
            project=OuterRef("project"), aim=OuterRef("aim"), choice=IntentChoice.BLOCKED
        )
        unfinished = self._standings().filter(rank__lt=F("levels"))
        return queryset.filter(Exists(unfinished.filter(Exists(blocked))))

    def with_claims(self, queryset: Projects, name: str, value: str) -> Projects:
        """With an answer that waits to be confirmed."""
        return queryset.filter(Exists(self._standings().filter(waiting__gt=0)))

    def with_gains(self, queryset: Projects, name: str, value: str) -> Projects:
        """With a level reached by work within the last days."""
        gains = Movement.objects.filter(
            project=OuterRef("pk"),
            aim__in=self._aim_ids(),
            cause=Cause.WORK_DONE,
            rank_after__gt=F("rank_before"),
            day__gt=self.framework.day - timedelta(days=GAIN_DAYS),
        )
        return queryset.filter(Exists(gains))

    def _standings(self, aim: int | None = None) -> QuerySet[Standing]:
        only = [aim] if aim else self._aim_ids()
        return Standing.objects.filter(project=OuterRef("pk"), aim__in=only)

    def _aim_ids(self) -> list[int]:
        return [aim.id for aim in self.aims.values()]
