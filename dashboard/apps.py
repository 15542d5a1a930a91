"""The one application of the project."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "dashboard"
    verbose_name = "Upstanding"

    def ready(self) -> None:
        from dashboard import checks  # noqa: F401 (registers the checks)
