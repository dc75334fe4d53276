"""How `presszero forecast` reads a table of weather: the day first, then any readings in numbers."""

from __future__ import annotations

from pathlib import Path

from presszero.commands.interval_table import read_table
from presszero.pure.demand.weather import Weather
from presszero.pure.sheets import DAY, NUMBER, BadSheet, Column, headings, read_sheet


def read_weather(path: Path | None) -> Weather | None:
    """Return the readings of a CSV file, None without a file. An empty cell is an unknown reading.

    Raises BadSheet, naming line, column and what was expected.
    """
    if path is None:
        return None
    content = read_table(path)
    day, *names = headings(content, source=path.name)
    if not names or len(set(names)) < len(names):
        raise BadSheet(
            f"{path.name} needs the day in its first column and a reading, such as rain, in each further one, "
            f"every one under a name of its own; its columns are {', '.join([day, *names])}.",
            "weather",
        )
    columns = [Column(day, DAY), *(Column(name, NUMBER, may_be_empty=True, at_least=None) for name in names)]
    sheet = read_sheet(content, columns, source=path.name)
    readings = zip(*(sheet[name] for name in names), strict=True)
    return Weather(
        names=tuple(names),
        by_day={
            when: tuple(float("nan") if value is None else value for value in row)
            for when, row in zip(sheet[day], readings, strict=True)
        },
    )
