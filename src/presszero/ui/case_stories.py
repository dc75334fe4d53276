"""What happened to a case, with the names of what lives above it: rules, macros, and to whom our mails went."""

from __future__ import annotations

from presszero.cases.history import Happened, history_of_case
from presszero.cases.history_names import NamesAbove
from presszero.cases.models import Case
from presszero.channels.email.recipients import recipients_of
from presszero.replies.macros import macro_names
from presszero.rules.keeping import rule_names

ABOVE = NamesAbove(rules=rule_names, macros=macro_names, mailed=recipients_of)


def story_of_case(case: Case) -> list[Happened]:
    """Return the story that a colleague reads, the newest first. The caller has made sure that they may see the case."""
    return history_of_case(case=case, above=ABOVE)
