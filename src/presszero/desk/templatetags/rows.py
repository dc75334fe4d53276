"""The rows of a list, for its template."""

from __future__ import annotations

from types import SimpleNamespace as Shape

from django import template
from django.utils.safestring import SafeString, mark_safe

from presszero.desk.row_markup import row_markup

register = template.Library()


@register.simple_tag
def case_rows(rows: list[Shape], many: object = None) -> SafeString:
    """Draw the rows of one group; with `many` each can be chosen for an act on many."""
    return mark_safe("".join(row_markup(row, many=bool(many)) for row in rows))  # noqa: S308 (made of safe markup)
