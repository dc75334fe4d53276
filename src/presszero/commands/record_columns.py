"""Records of calls, one a line, as `warn --replay` and `staff patience` read them: their columns, and who gave up."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from presszero.commands.table_names import time_column
from presszero.pure.errors import BadInput
from presszero.pure.sheets import INSTANT, SECONDS, WORDS, Column, look_at

SAY = "say which of them it is by --column {}=NAME"
ENTERED = Column(
    "entered_at", INSTANT, also=("queue_start", "arrived_at", "start_time", "start", "call_time"),
    option=SAY.format("entered_at"),
)  # fmt: skip
LONGEST_SECONDS = 7 * 24 * 3600.0
WAIT = Column(
    "wait_seconds", SECONDS, at_most=LONGEST_SECONDS, option=SAY.format("wait_seconds"),
    also=("wait", "q_time", "queue_time", "wait_time", "waiting_time", "time_in_queue", "queue_seconds", "wartezeit",
          "temps_attente", "temps_d_attente", "attente", "tiempo_espera", "espera", "attesa", "wachttijd"),
)  # fmt: skip
GAVE_UP = Column(
    "gave_up", WORDS, option=SAY.format("gave_up"), may_be_empty=True,
    also=("abandoned", "outcome", "is_abandoned", "disposition", "result", "call_result", "call_outcome", "status",
          "ergebnis", "resultat", "resultado", "esito"),
)  # fmt: skip
SERVICE = Column(
    "service_seconds", SECONDS, at_most=LONGEST_SECONDS, may_be_empty=True, option=SAY.format("service_seconds"),
    also=("service", "ser_time", "service_time", "handling_seconds", "handle_time", "handling_time", "talk_time",
          "talk_seconds", "call_duration", "duration", "gesprachsdauer", "bearbeitungszeit", "duree", "duracion", "durata"),
)  # fmt: skip
SERVER = Column(
    "server", WORDS, needed=False, may_be_empty=True,
    also=("agent", "agent_name", "agent_id", "user", "operator", "mitarbeiter", "conseiller", "agente"),
)  # fmt: skip
RECORD_COLUMNS = (ENTERED, WAIT, GAVE_UP, SERVICE, SERVER)
YES = frozenset((
    "1", "true", "yes", "y", "x", "hang", "hang up", "hangup", "abandon", "abandoned", "gave up", "lost", "missed",
    "no answer", "noanswer", "unanswered", "ja", "abgebrochen", "aufgelegt", "verloren", "oui", "abandonné", "perdu",
    "si", "sí", "sì", "abandonada", "abandonado", "perdida", "abbandonata",
))  # fmt: skip
NO = frozenset(("0", "false", "no", "n", "", "nein", "non", "answered", "agent"))
WORDS_TOLD = 4


def add_column_option(parser: argparse.ArgumentParser) -> None:
    """Let records with other headings be read."""
    parser.add_argument(
        "--column", action="append", default=[], metavar="OURS=NAME",
        help=f"a heading of the records for one of {', '.join(one.name for one in RECORD_COLUMNS)}; DAY+TIME joins two",
    )  # fmt: skip


def named_by(content: bytes, source: str, given: Sequence[str]) -> dict[str, str]:
    """Return the headings to take: those that were told, and the day and time by what they hold. Raises BadInput."""
    known = {one.name for one in RECORD_COLUMNS}
    named = {}
    for one in given:
        ours, is_told, heading = one.partition("=")
        if ours not in known or not is_told:
            raise BadInput(
                f"--column {one!r}: write OURS=NAME, with one of {', '.join(sorted(known))} as OURS.",
                "column",
            )
        named[ours] = heading
    titles, samples = look_at(content, source=source)
    if "entered_at" not in named and "entered_at" not in titles and (found := time_column(titles, samples)):
        named["entered_at"] = found
    return named


def who_gave_up(cells: Sequence[str | None], source: str) -> list[bool]:
    """Return who gave up; where nobody did and the words are others than expected, say so on standard error."""
    plain = [(cell or "").strip().casefold() for cell in cells]
    found = [cell in YES for cell in plain]
    if not any(found) and (strange := sorted({cell for cell in plain if cell not in NO})):
        told = ", ".join(repr(one) for one in strange[:WORDS_TOLD])
        print(
            f"{source}: no line says that a caller gave up; it says {told}. Write yes or no, or abandoned.",
            file=sys.stderr,
        )
    return found
