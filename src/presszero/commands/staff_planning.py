"""From what was asked of `presszero staff` to the plan and all that is told of it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from presszero.commands.interval_table import named_columns
from presszero.commands.progress import Progress
from presszero.commands.staff_input import ITEMS, START, Intervals, place_intervals, read_file
from presszero.pure.errors import BadInput
from presszero.pure.queueing.backlog import Deferred, WorkedOff, least_beside, work_off
from presszero.pure.queueing.lines import HOUR_SECONDS
from presszero.pure.queueing.staffing import Plan, Rules, scheduled_for, staff, with_share
from presszero.pure.queueing.targets import Target, target_from
from presszero.pure.queueing.tolerance import StepUp, Tolerated, step_up, tolerated
from presszero.pure.sheets import read_sheet

if TYPE_CHECKING:
    from presszero.pure.simulation.correcting import Corrected


@dataclass(frozen=True)
class Beside:
    """Deferred work beside the live line: the least people for both, and what becomes of it."""

    people: int
    minutes_each: float
    due_hours: float
    worked: WorkedOff


@dataclass(frozen=True)
class Made:
    """A plan with all that is told of it. levels and half_widths: played through, (intervals,); None when not."""

    intervals: Intervals
    plan: Plan
    tolerated: Tolerated
    step_up: StepUp | None
    levels: np.ndarray | None
    half_widths: np.ndarray | None
    replications: int
    formula_people: int
    beside: Beside | None

    @property
    def required(self) -> np.ndarray:
        """People at work in each interval, (intervals,): on the line, and beside it where work is deferred."""
        return self.plan.required + (self.beside.worked.people() if self.beside else 0)

    @property
    def scheduled(self) -> np.ndarray:
        """Whom to schedule so that the required are left, (intervals,)."""
        return scheduled_for(self.required, self.plan.rules)

    @property
    def paid_hours(self) -> float:
        return float(self.scheduled.sum()) * self.interval_hours

    @property
    def cost(self) -> float:
        return self.paid_hours * self.plan.rules.cost_per_hour

    @property
    def share_within(self) -> float:
        """The share that the target counts as kept, 0 to 1: as played through, else by the formula.

        Only what waits at most that long is played through.
        """
        if self.levels is None:
            return self.plan.share_within()
        return 1.0 - self.tolerated.waiting_longer / max(self.tolerated.offered, 1e-12)

    @property
    def interval_hours(self) -> float:
        return self.intervals.demand.interval_seconds / HOUR_SECONDS


def make_plan(
    intervals: Intervals, given: argparse.Namespace, parser: argparse.ArgumentParser, progress: Progress
) -> Made:
    """Return the plan for what was asked. Raises PressZeroError with a sentence for what cannot be."""
    formula = staff(intervals.demand, rules_of(given))
    if given.simulate:
        plan, met, step, levels, widths = _played_through(formula, given, progress)
    else:
        plan, met, step, levels, widths = formula, tolerated(formula), step_up(formula), None, None
    return Made(
        intervals,
        plan,
        met,
        step,
        levels,
        widths,
        given.days if given.simulate else 0,
        int(formula.required.sum()),
        _beside(intervals, plan, given, parser) if given.deferred else None,
    )


def _played_through(
    formula: Plan, given: argparse.Namespace, progress: Progress
) -> tuple[Plan, Tolerated, StepUp | None, np.ndarray, np.ndarray]:
    """Return the corrected plan, what it tolerates, the next step up corrected alike, levels and half-widths."""
    from presszero.pure.simulation.correcting import correct

    def played(plan: Plan) -> Corrected:
        return correct(
            plan,
            given.seed,
            replications=given.days,
            busyness_variation=given.uncertainty,
            tell=lambda rounds: _tell(progress),
        )

    def keeping(share: float) -> tuple[Plan, Tolerated]:
        better = played(staff(formula.demand, with_share(formula.rules, share)))
        return better.plan, better.tolerated

    found = played(formula)
    step = step_up(found.plan, keeping)
    progress.end()
    return found.plan, found.tolerated, step, found.levels, found.half_widths


def rules_of(given: argparse.Namespace) -> Rules:
    """Return the rules that the options say."""
    return Rules(
        target_of(given),
        patience_seconds=given.patience_seconds,
        shrinkage=given.shrinkage,
        slower_at=shares_of(given.chats) if given.chats else (1.0,),
        at_least=given.at_least,
        cost_per_hour=given.cost_per_hour,
        lagged=given.lagged,
    )


def target_of(given: argparse.Namespace) -> Target:
    """Return the target that the options say."""
    return target_from(
        given.target,
        definition=given.definition,
        occupancy=given.max_occupancy,
        abandoned_share=given.max_abandonment,
    )


def _tell(progress: Progress) -> None:
    progress.whole = max(progress.whole, progress.done + 3)
    progress.step()


def _beside(
    intervals: Intervals, plan: Plan, given: argparse.Namespace, parser: argparse.ArgumentParser
) -> Beside:
    content, source = read_file(parser, given.deferred), given.deferred.name
    named = named_columns(content, source, time="", value=given.items_column)
    if "offered" in named:
        named[ITEMS.name] = named.pop("offered")
    sheet = read_sheet(content, [START, ITEMS], source=source, named=named)
    seconds = intervals.demand.interval_seconds
    place_intervals(sheet)
    items = np.zeros(len(intervals.starts))
    for row, start in enumerate(sheet["interval_start"]):
        place = int((start - intervals.starts[0]).total_seconds() // seconds)
        if not 0 <= place < items.size:
            raise BadInput(
                f"{sheet.source}, line {sheet.lines[row]}: {start:%Y-%m-%d %H:%M} lies outside the calls' time, "
                f"{intervals.starts[0]:%Y-%m-%d %H:%M} to {intervals.starts[-1]:%Y-%m-%d %H:%M}."
            )
        items[place] += sheet["items"][row]
    due = max(round(given.due_hours * 3600 / seconds), 1)
    work = Deferred(items, given.deferred_minutes, due)
    present = np.array(intervals.written)
    people, free = least_beside(work, plan.required, seconds, present=present)
    return Beside(people, given.deferred_minutes, given.due_hours, work_off(work, free, seconds))


def shares_of(written: str) -> tuple[float, ...]:
    """Return the numbers of a list such as 1,1.3,1.7. Raises BadInput."""
    try:
        found = tuple(float(part) for part in written.split(","))
    except ValueError:
        found = ()
    if not found or min(found) <= 0:
        raise BadInput(f"--chats {written!r} cannot be read; write numbers above 0, such as 1,1.3,1.7.")
    if found[0] != 1:
        raise BadInput(
            f"--chats {written!r} begins with {found[0]:g}, and a chat held alone takes its handling time: begin with 1, such "
            "as 1,1.3,1.7."
        )
    if list(found) != sorted(found):
        raise BadInput(
            f"--chats {written!r} says that a chat is done sooner while more are held; write numbers that rise, such as "
            "1,1.3,1.7."
        )
    return found
