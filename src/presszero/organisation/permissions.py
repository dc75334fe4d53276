"""Who may do what: the whole of it, on one page.

Every route names one of these acts (or says that it is public); a route that
names none is refused. Which rows a worker may see is the scope's matter:
cases of one's own teams, and all of them for leaders.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from presszero.organisation.models import Role, Worker

AGENTS = {Role.AGENT, Role.LEAD}
LEADS = {Role.LEAD, Role.LEADER}
ALL = set(Role)

MAY: dict[str, set[Role]] = {
    #  act                        who
    noop("use the desk"): AGENTS | {Role.LEADER},
    noop("see cases"): AGENTS | {Role.LEADER},
    noop("answer cases"): AGENTS,
    noop("mark points"): AGENTS,
    noop("hand over cases"): AGENTS,
    noop("say who is here"): ALL,
    noop("keep promises"): AGENTS,
    noop("arrange cases"): AGENTS,
    noop("say who is who"): AGENTS,
    noop("follow cases"): AGENTS | {Role.LEADER},
    noop("define macros"): {Role.LEAD, Role.OPERATOR},
    noop("define fields"): {Role.LEAD, Role.OPERATOR},
    noop("see quarantine"): {Role.LEAD, Role.OPERATOR},
    noop("see the team"): LEADS | {Role.PLANNER, Role.OPERATOR},
    noop("see figures"): LEADS | {Role.PLANNER},
    noop("shape the office"): {Role.LEAD, Role.OPERATOR},
    noop("write rules"): {Role.LEAD, Role.OPERATOR},
    noop("look after their own sign-in"): ALL,
    noop("set how people sign in"): {Role.LEAD, Role.OPERATOR},
    noop("reset lost factors"): {Role.OPERATOR},
    noop("invite people"): {Role.LEAD, Role.OPERATOR},
    noop("set hours"): {Role.LEAD, Role.PLANNER, Role.OPERATOR},
    noop("see flows"): LEADS | {Role.PLANNER, Role.OPERATOR},
    noop("write flows"): {Role.LEAD, Role.OPERATOR},
    noop("publish flows"): {Role.LEAD},
    noop("see parked work"): {Role.LEAD, Role.OPERATOR},
    noop("settle parked work"): {Role.OPERATOR},
    noop("follow the record"): ALL,
}

SEES_ALL_TEAMS = {Role.LEADER}
LEADS_TEAMS = {Role.LEAD}


def may(worker: Worker, act: str) -> bool:
    """Return whether this worker's role may do the act. A bot may only what its role may."""
    return bool(worker.is_active) and Role(worker.role) in MAY[act]
