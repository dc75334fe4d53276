"""Tables that people keep in spreadsheets, read as data from strangers."""

from presszero.pure.sheets.columns import DAY, INSTANT, NUMBER, SECONDS, WORDS, Column
from presszero.pure.sheets.errors import BadSheet
from presszero.pure.sheets.reading import Sheet, headings, look_at, read_sheet

__all__ = [
    "DAY",
    "INSTANT",
    "NUMBER",
    "SECONDS",
    "WORDS",
    "BadSheet",
    "Column",
    "Sheet",
    "headings",
    "look_at",
    "read_sheet",
]
