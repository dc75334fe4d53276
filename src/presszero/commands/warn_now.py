"""`presszero warn --now`: how likely the line misses its target soon, and what would help most."""

from __future__ import annotations

import csv
import io
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from presszero.commands.simulate_input import MOST_PEOPLE, IntervalMinutes
from presszero.commands.yaml_input import Duration, Pause, Share, Strict, read_yaml
from presszero.pure.errors import BadInput
from presszero.pure.queueing.targets import Target
from presszero.pure.simulation.acting import Action, Effect, Live, effects, missing_chances

NOW_EXPLAINED = """\
How this was worked out:
- The next intervals are played from this line: who waits and who is busy now, arrivals by chance around what is
  expected, whole days so far off as `doubt` says, lognormal handling times, exponential patience
  (docs/sources.md#simulation).
- Every action meets the same people, so that a difference is the action's own; half-widths are 95 %.
- In time is who waits at most the target's time or is called back, of all who come from now on.
- The chance of missing is the share of what was played in which an interval stays below the target."""

Whole = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]
MorePeople = Annotated[int, Field(ge=-MOST_PEOPLE, le=MOST_PEOPLE)]
Expected = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]


class ActionAsked(Strict):
    """Something that can be done now, in the words of the file."""

    more_people: list[MorePeople] = []
    after_seconds: Pause = 0.0
    offer_callbacks_after: Pause | None = None
    accept_share: Share = 0.5


class NowAsked(Strict):
    """The line at this moment, in the words of the file."""

    waited_seconds: list[Pause] = []
    busy: Whole
    people: Annotated[list[Whole], Field(min_length=1)]
    expected: Annotated[list[Expected], Field(min_length=1)]
    interval_minutes: IntervalMinutes = 15.0
    handling_seconds: Duration
    patience_seconds: Duration | None = None
    doubt: Share = 0.1
    actions: dict[str, ActionAsked] = {}


def told_now(content: bytes, source: str, target: Target, *, seed: int) -> dict[str, Any]:
    """Return the chances and the actions, the most helpful first, as JSON can hold them. Raises BadInput."""
    asked = read_yaml(content, source, NowAsked)
    live = _live(asked, source)
    actions = [Action(name, **one.model_dump()) for name, one in asked.actions.items()]
    for one in actions:
        if len(one.more_people) > live.people.size:
            raise BadInput(
                f"{source}, at actions > {one.name} > more_people: {len(one.more_people)} intervals are given, and "
                f"people has {live.people.size}; leave out what lies further ahead."
            )
    judged: dict[str, Any] = {"target_share": target.share, "within_seconds": target.within_seconds}
    return {
        "target": judged,
        "interval_minutes": asked.interval_minutes,
        "missing_chance": [round(float(one), 3) for one in missing_chances(live, seed, **judged)],
        "actions": [_effect(one) for one in effects(live, actions, seed, **judged)],
    }


def _live(asked: NowAsked, source: str) -> Live:
    if len(asked.people) != len(asked.expected):
        raise BadInput(
            f"{source}: people and expected have an entry for each interval from now on; here people has "
            f"{len(asked.people)} and expected {len(asked.expected)}."
        )
    return Live(
        np.array(asked.waited_seconds, float),
        asked.busy,
        np.array(asked.people),
        np.array(asked.expected, float),
        asked.interval_minutes * 60,
        asked.handling_seconds,
        asked.patience_seconds,
        asked.doubt,
    )


def _effect(one: Effect) -> dict[str, Any]:
    return {
        "name": one.action.name,
        "share_without": round(one.share_without, 4),
        "share_with": round(one.share_with, 4),
        "gain": round(one.gain, 4),
        "half_width": round(one.half_width, 4),
        "missing_chance": [round(float(chance), 3) for chance in one.missing_chance],
        "people_hours": round(one.people_hours, 2),
    }


def now_in_words(told: dict[str, Any]) -> str:
    """Return what is read at a terminal."""
    minutes, target = told["interval_minutes"], told["target"]
    lines = [
        f"Chance of fewer than {target['target_share']:.0%} within {target['within_seconds']:g} s, if nothing is done:",
        *(
            f"  {at * minutes:>4g} to {(at + 1) * minutes:g} minutes from now {chance:>6.0%}"
            for at, chance in enumerate(told["missing_chance"])
        ),
    ]
    if told["actions"]:
        lines += ["", f"{'what would help':<32}{'in time':>9}{'gain':>22}{'people-hours':>14}"]
    for one in told["actions"]:
        gain = f"{100 * one['gain']:+.1f} ± {100 * one['half_width']:.1f} points"
        lines.append(f"  {one['name']:<30}{one['share_with']:>9.0%}{gain:>22}{one['people_hours']:>14g}")
    return "\n".join(lines)


def actions_as_csv(told: dict[str, Any]) -> str:
    """Return a line for each interval and action, first those if nothing is done."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ["action", "from_minutes", "missing_chance", "share_with", "gain", "half_width", "people_hours"]
    )
    nothing = {"name": "", "missing_chance": told["missing_chance"]}
    for one in [nothing, *told["actions"]]:
        rest = [one.get(name, "") for name in ("share_with", "gain", "half_width", "people_hours")]
        for at, chance in enumerate(one["missing_chance"]):
            writer.writerow([one["name"], f"{at * told['interval_minutes']:g}", chance, *rest])
    return out.getvalue()
