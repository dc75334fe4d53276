"""Words about lines: why it is somebody's turn."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.lines.models import Turn


def turn_words(turn: Turn | None) -> str:
    """Return the numbers that decided a turn; nothing for a case somebody took by themselves."""
    if turn is None or "able" not in turn.facts:
        return ""
    able = turn.facts["able"]
    who = ngettext("%(n)s person could take it", "%(n)s people could take it", able) % {"n": able}
    return _("%(who)s; %(open)s of at most %(limit)s cases were theirs") % {
        "who": who,
        "open": turn.facts["open"],
        "limit": turn.facts["limit"],
    }
