"""What the charts of progress say, show and hold: values in, values out."""

from dashboard.charts import causes, levels, promises, scores, standing
from dashboard.charts.chart import Chart, Row
from dashboard.progress import Charts

__all__ = ["Chart", "Row", "charts_of"]


def charts_of(values: Charts) -> tuple[Chart, ...]:
    """The five charts of one scope and period, in the order in which they are read."""
    return (
        levels.chart(values.levels),
        scores.chart(values.scores),
        standing.chart(values.spreads),
        causes.chart(values.waterfall),
        promises.chart(values.promises),
    )
