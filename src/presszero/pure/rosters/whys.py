"""Why no roster keeps the rules: for whom, which rule with which numbers, and what to loosen."""

from __future__ import annotations

from dataclasses import replace

from presszero.pure.errors import PressZeroError
from presszero.pure.rosters.classes import PeopleClass
from presszero.pure.rosters.people import Contract
from presszero.pure.rosters.problem import Problem
from presszero.pure.rosters.steps import DAYS_A_WEEK, Network, network_of

MOST_TOLD = 3
HOURS_STEP = 15


class NoRosterFits(PressZeroError):
    """The rules leave somebody no way through the roster; says whom, which rule, and what to loosen."""


def refuse_the_impossible(problem: Problem, classes: list[PeopleClass], networks: list[Network]) -> None:
    """Raise NoRosterFits when a class has no way through; the sentence names at most MOST_TOLD of them."""
    stuck = [people for people, network in zip(classes, networks, strict=True) if not network.is_passable]
    if not stuck:
        return
    told = " ".join(why_stuck(problem, people) for people in stuck[:MOST_TOLD])
    others = sum(people.size for people in stuck[MOST_TOLD:])
    raise NoRosterFits(f"{told} The same kind of trouble stops {others} more." if others else told)


def why_stuck(problem: Problem, people: PeopleClass) -> str:
    """Return the sentence for one class: the first rule that would open a way if it were loosened."""
    contract, who = people.contract, _who(people)
    if (fit := _fitting(problem, people, contract)) is not None:
        return _too_many(problem, people, fit, "")
    if missing := _missing_hours(problem, people):
        return f"{who} {missing}"
    if contract.minutes_per_week:
        # Fewer shifts may not reach the least hours: both stand in the way together.
        low, high = contract.minutes_per_week
        fit = _fitting(problem, people, replace(contract, minutes_per_week=(0, high)))
        if fit is not None:
            return _too_many(problem, people, fit, f", and its least hours of {low / 60:g} with it")
    for loosened, sentence in _loosened(contract):
        if _opens(problem, people, loosened):
            return f"{who} {sentence}"
    return (
        f"{who} has locked shifts that break several rules of contract {contract.name!r} at once. "
        "Unlock one of them."
    )


def _fitting(problem: Problem, people: PeopleClass, contract: Contract) -> int | None:
    """Return the most shifts below the least of a week that would open a way; None where none does."""
    least, most = contract.shifts_per_week
    return next(
        (
            fewer
            for fewer in range(least - 1, -1, -1)
            if _opens(problem, people, replace(contract, shifts_per_week=(fewer, most)))
        ),
        None,
    )


def _too_many(problem: Problem, people: PeopleClass, fit: int, beside: str) -> str:
    contract, least = people.contract, people.contract.shifts_per_week[0]
    return (
        f"{_who(people)} cannot have {least} shifts a week: {_days(problem, people)}, and with "
        f"{contract.rest_minutes / 60:g} h rest and at most {contract.days_in_a_row} days in a row only "
        f"{fit} fit, {least - fit} too few. Lower the least of contract {contract.name!r} to {fit}{beside}, or open another day."
    )


def _missing_hours(problem: Problem, people: PeopleClass) -> str:
    """Return which hours a week are out of reach and by how much; nothing where the least hours are not the trouble."""
    contract = people.contract
    if not contract.minutes_per_week:
        return ""
    low, high = contract.minutes_per_week
    reached = next(
        (
            least
            for least in range(low - HOURS_STEP, -1, -HOURS_STEP)
            if _opens(problem, people, replace(contract, minutes_per_week=(least, high)))
        ),
        None,
    )
    if reached is None:
        return ""
    shifts, days = contract.shifts_per_week[1], int(people.allowed.any(axis=1).sum())
    return (
        f"cannot reach {low / 60:g} paid hours a week: {shifts} shifts at most, on {days} open days, come to "
        f"{reached / 60:g} h, {(low - reached) / 60:g} h too few. Lower the least hours of contract "
        f"{contract.name!r} to {reached / 60:g}, or give it longer shifts."
    )


def _loosened(contract: Contract) -> list[tuple[Contract, str]]:
    name, (low, high) = contract.name, contract.minutes_per_week or (0, 0)
    long = 31 * 24 * 60
    return [
        (
            replace(contract, rest_minutes=0),
            f"would have less than {contract.rest_minutes / 60:g} h between two locked shifts. Unlock one of "
            f"them, or lower the rest of contract {name!r}.",
        ),
        (
            replace(contract, days_in_a_row=1000),
            f"would work more than {contract.days_in_a_row} days in a row. Unlock one of the shifts, or raise "
            f"days_in_a_row of contract {name!r}.",
        ),
        (
            replace(contract, shifts_per_week=(low and 0, DAYS_A_WEEK), minutes_per_week=None),
            f"has more locked shifts than contract {name!r} allows a week "
            f"({contract.shifts_per_week[1]} shifts"
            + (f", {high / 60:g} h" if contract.minutes_per_week else "")
            + "). Unlock one, or raise the most.",
        ),
        (
            replace(
                contract,
                shifts_per_week=(0, DAYS_A_WEEK),
                minutes_per_week=None,
                rest_minutes=0,
                days_in_a_row=long,
            ),
            f"finds the rules of contract {name!r} against each other: {_numbers(contract)}. Loosen one of them.",
        ),
    ]


def _numbers(contract: Contract) -> str:
    low, high = contract.shifts_per_week
    said = f"{low} to {high} shifts a week, {contract.rest_minutes / 60:g} h rest, {contract.days_in_a_row} days in a row"
    if contract.minutes_per_week:
        least, most = contract.minutes_per_week
        said += f", {least / 60:g} to {most / 60:g} paid hours a week"
    return said


def _opens(problem: Problem, people: PeopleClass, contract: Contract) -> bool:
    return network_of(problem, replace(people, contract=contract)).is_passable


def _who(people: PeopleClass) -> str:
    first = people.people[0].name
    return first if people.size == 1 else f"{first} (and {people.size - 1} like them)"


def _days(problem: Problem, people: PeopleClass) -> str:
    open_days = [
        day.strftime("%a %d %b")
        for day, allowed in zip(problem.dates, people.allowed, strict=True)
        if allowed.any()
    ]
    shown = ", ".join(open_days[:DAYS_A_WEEK]) + (" ..." if len(open_days) > DAYS_A_WEEK else "")
    return f"{len(open_days)} days are open ({shown})" if open_days else "no day is open"
