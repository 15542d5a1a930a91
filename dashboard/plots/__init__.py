"""Charts drawn on the server as SVG: for print, without JavaScript, and until Plotly has come.

Words keep their size whatever the width: they stand at percentages of it, and only what has no
words is stretched. Colours are classes of the style sheet.
"""

from dashboard.plots.bars import rows
from dashboard.plots.days import timeline
from dashboard.plots.keys import swatch
from dashboard.plots.little import small

__all__ = ["rows", "small", "swatch", "timeline"]
