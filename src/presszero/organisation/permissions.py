"""Who may do what: the whole of it, on one page.

Every route names one of these acts (or says that it is public); a route that
names none is refused. Which rows a worker may see is the scope's matter:
cases of one's own teams, and all of them for leaders.
"""

from __future__ import annotations

from presszero.organisation.models import Role, Worker

AGENTS = {Role.AGENT, Role.LEAD}
LEADS = {Role.LEAD, Role.LEADER}
ALL = set(Role)

MAY: dict[str, set[Role]] = {
    #  act                        who
    "use the desk": AGENTS | {Role.LEADER},
    "see cases": AGENTS | {Role.LEADER},
    "answer cases": AGENTS,
    "mark points": AGENTS,
    "hand over cases": AGENTS,
    "keep promises": AGENTS,
    "see quarantine": {Role.LEAD, Role.OPERATOR},
    "see the team": LEADS | {Role.PLANNER, Role.OPERATOR},
    "see parked work": {Role.LEAD, Role.OPERATOR},
    "settle parked work": {Role.OPERATOR},
    "follow the record": ALL,
}

SEES_ALL_TEAMS = {Role.LEADER}


def may(worker: Worker, act: str) -> bool:
    """Return whether this worker's role may do the act. A bot may only what its role may."""
    return bool(worker.is_active) and Role(worker.role) in MAY[act]
