"""How a score comes about: the one function behind every page and report that explains one."""

from dashboard.queries.explained import Explanation, Scope
from dashboard.queries.explaining_project import of_project
from dashboard.queries.explaining_sums import of_several
from dashboard.queries.framework import FrameworkView


def explain(framework: FrameworkView, scope: Scope) -> Explanation:
    """How a score comes about, aim by aim, today.

    The parts add up to the score that pages show of the same scope. Five queries for one project,
    at most ten for several, whatever the size.
    """
    if scope.project:
        return of_project(framework, scope, scope.project)
    return of_several(framework, scope)
