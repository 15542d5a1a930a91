"""How a score comes about: the one function behind every page and report that explains one."""

from dashboard.queries.explained import Explanation, Extent
from dashboard.queries.explaining_project import of_project
from dashboard.queries.explaining_sums import of_several
from dashboard.queries.framework import FrameworkView


def explain(framework: FrameworkView, extent: Extent) -> Explanation:
    """How a score comes about, aim by aim: under the criteria of the extent's day.

    The parts add up to the score that pages show of the same extent. Five queries for one project,
    at most eleven for several, whatever the size; some more for a day that is gone, of which the
    project must have been there.
    """
    if extent.project:
        return of_project(framework, extent, extent.project)
    return of_several(framework, extent)
