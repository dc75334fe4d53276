"""Rosters from a requirement: who works when, with every rule kept and the distance to the best proved.

`make_roster` plans people, `least_cover` plans shifts without names, `repair_roster` mends with the fewest
changes, `violations` checks and knows nothing of how a roster is made. OR-Tools is loaded when first asked.
"""

from presszero.pure.rosters.calendars import Issue, calendar_of, cancellation_of
from presszero.pure.rosters.checking import Violation, violations
from presszero.pure.rosters.cover import CannotCover, Cover, ShiftCount, least_cover
from presszero.pure.rosters.covering import Coverage, coverage
from presszero.pure.rosters.making import Roster, make_roster
from presszero.pure.rosters.people import Assignment, Contract, Person, Rules, Weights
from presszero.pure.rosters.problem import Problem
from presszero.pure.rosters.programme import NoPlanInTime
from presszero.pure.rosters.repair import Change, Repair, repair_roster
from presszero.pure.rosters.rulebook import Rulebook, read_rulebook, usual_rulebook
from presszero.pure.rosters.sheets import (
    read_people,
    read_requirement,
    read_revision,
    read_roster,
    roster_table,
)
from presszero.pure.rosters.shifts import Break, Shift, Template
from presszero.pure.rosters.whys import NoRosterFits

__all__ = [
    "Assignment",
    "Break",
    "CannotCover",
    "Change",
    "Contract",
    "Cover",
    "Coverage",
    "Issue",
    "NoPlanInTime",
    "NoRosterFits",
    "Person",
    "Problem",
    "Repair",
    "Roster",
    "Rulebook",
    "Rules",
    "Shift",
    "ShiftCount",
    "Template",
    "Violation",
    "Weights",
    "calendar_of",
    "cancellation_of",
    "coverage",
    "least_cover",
    "make_roster",
    "read_people",
    "read_requirement",
    "read_revision",
    "read_roster",
    "read_rulebook",
    "repair_roster",
    "roster_table",
    "usual_rulebook",
    "violations",
]
