"""Many rows of a model copied in at once: its defaults with a few facts of each, as lines of COPY's text form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_CHUNK_LINES = 1000


def copy_rows(model: type[Model], numbers: Iterable[int], facts: Callable[[int], dict[str, Any]]) -> None:
    """Copy one row for each number in: the model's defaults, with these facts by attribute name."""
    fields = list(model._meta.concrete_fields)
    defaults = {one.attname: _default(one) for one in fields}
    fresh = [one for one in fields if callable(one.default) and one.attname != "id" and not _is_plain(one)]
    columns = ", ".join(f'"{one.column}"' for one in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copying,
    ):
        lines: list[str] = []
        for number in numbers:
            row = defaults | {one.attname: _default(one) for one in fresh}
            row |= {name: _text(value) for name, value in facts(number).items()}
            lines.append("\t".join(row.values()))
            if len(lines) == _CHUNK_LINES:
                copying.write("\n".join(lines) + "\n")
                lines.clear()
        if lines:
            copying.write("\n".join(lines) + "\n")


def _is_plain(field: Field[Any, Any]) -> bool:
    """Whether a default is the same each time, though it is made by a function."""
    return field.default in (list, dict)


def _default(field: Field[Any, Any]) -> str:
    value = field.get_default()
    if isinstance(field, JSONField):
        return _text(json.dumps(value))
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(_ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return "{" + ",".join(map(json.dumps, value)) + "}"
    return str(value)
