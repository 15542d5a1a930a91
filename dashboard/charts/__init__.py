"""What the charts of progress say, show and hold: values in, values out."""

from collections.abc import Callable, Mapping

from dashboard.charts import causes, levels, promises, scores, standing
from dashboard.charts.chart import Chart, Row
from dashboard.progress import Charts

__all__ = ["CHARTS", "Chart", "Row", "charts_of"]

# By key, in the order in which they are read.
CHARTS: Mapping[str, Callable[[Charts], Chart]] = {
    "levels": lambda values: levels.chart(values.levels),
    "scores": lambda values: scores.chart(values.scores),
    "standing": lambda values: standing.chart(values.spreads),
    "causes": lambda values: causes.chart(values.waterfall),
    "promises": lambda values: promises.chart(values.promises),
}


def charts_of(values: Charts) -> tuple[Chart, ...]:
    """The five charts of one scope and period."""
    return tuple(chart(values) for chart in CHARTS.values())
