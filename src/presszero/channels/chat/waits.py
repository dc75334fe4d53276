"""How long people waited for somebody in a chat: kept with each chat, and read as the verifier reads any record."""

from __future__ import annotations

from datetime import datetime, timedelta

from presszero.channels.chat.models import Chat
from presszero.flows.calendar import calendar_from
from presszero.flows.models import Flow
from presszero.flows.runs import team_meant
from presszero.organisation.queries import the_zone
from presszero.pure.flowgraph.graph import Graph
from presszero.pure.flowgraph.waiting import InTheQueue, Waited, in_the_queues, teams_of

LOOKED_BACK = timedelta(weeks=8)
MOST_CHATS = 20_000


def queues_of(*, flow: Flow, graph: Graph, at: datetime) -> list[InTheQueue]:
    """Return the seconds in the queue of each team that a flow leads to: from the last weeks, and forecast with the cover."""
    teams = {name: team_meant(name, flow.team) for name in teams_of(graph)}
    cover = calendar_from(at.astimezone(the_zone()).date()).cover
    names = list(dict.fromkeys(team.name for team in teams.values()))
    return in_the_queues(names, chats_waited(since=at - LOOKED_BACK), cover)


def chats_waited(*, since: datetime) -> list[Waited]:
    """Return each chat that asked for a person since then and no longer waits, at most the newest MOST_CHATS."""
    asked = Chat.objects.filter(asked_at__gte=since, asked_team__isnull=False, run__rehearsal=False)
    zone = the_zone()
    rows = asked.order_by("-asked_at").values_list("asked_team__name", "asked_at", "joined_at", "ended_at")
    found = []
    for team, asked_at, joined_at, ended_at in rows[:MOST_CHATS]:
        until = joined_at or ended_at
        if asked_at is None or until is None:
            continue
        handled = (ended_at - joined_at).total_seconds() if joined_at and ended_at else None
        waited = (until - asked_at).total_seconds()
        found.append(Waited(team, asked_at.astimezone(zone), waited, joined_at is not None, handled))
    return found
