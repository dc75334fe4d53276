"""What can be the matter with a table, told with its line, its column and what was expected."""

from __future__ import annotations

from presszero.pure.errors import BadInput


class BadSheet(BadInput):
    """A table cannot be read: the sentence names the line, the column and what was expected there."""
