"""Charts drawn by our own functions on the design tokens, each with the same as a table. No Django in here."""

from presszero.ui.charts.figures import figure, table
from presszero.ui.charts.shapes import Band, Chart, Series, number

__all__ = ["Band", "Chart", "Series", "figure", "number", "table"]
