"""How long saving a flow takes, proof, comparison and rows included: a part of `./dev bench flows`."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import yaml

from benchmarks.town import fresh_town

SAVE_SECONDS = 0.2
TURNS = 12


def saving(chain: dict[str, Any]) -> bool:
    """Save 199 nodes again and again against a live version, with a year of hours and cover; print what it takes.

    Each save is read, proved, laid beside the live version and written; times are processor seconds of this
    process, the database's own apart.
    """
    with fresh_town():
        from tests.cast import MORNING, given_town

        from presszero.flows.actions import make_flow, publish_version, save_version
        from presszero.organisation.cover import set_cover

        town = given_town()
        by = town.noor.actor
        set_cover(team_id=town.transit.pk, days=["07:00-21:00 x2"] * 7, by=by, at=MORNING)
        flow = make_flow(name="chain", purpose="phone", team_id=town.transit.pk, by=by, at=MORNING)
        text = yaml.safe_dump(chain, sort_keys=False).replace("town", "transit").replace("desk", "transit")
        text = text.replace("  transit:\n    kind: queue", "  desk:\n    kind: queue").replace(
            "open: transit", "open: desk"
        )
        draft = save_version(flow_id=flow.pk, text=text, by=by, at=MORNING)
        publish_version(version_id=draft.pk, by=by, at=MORNING)
        times, walls = [], []
        for turn in range(TURNS):
            at = MORNING + timedelta(minutes=turn)
            begun, began = time.process_time(), time.perf_counter()
            draft = save_version(flow_id=flow.pk, text=f"{text}# turn {turn}\n", by=by, at=at)
            times.append(time.process_time() - begun)
            walls.append(time.perf_counter() - began)
    times.sort()
    met = times[len(times) // 2] <= SAVE_SECONDS
    print(
        f"saving {len(chain['nodes'])} nodes ({draft.verdict}, staffing {draft.staffing}, {draft.checked['states']:,} states): "
        f"{times[len(times) // 2] * 1000:,.0f} ms in the middle, {times[-1] * 1000:,.0f} ms at worst of {TURNS} "
        f"(limit {SAVE_SECONDS * 1000:,.0f} ms); {sorted(walls)[TURNS // 2] * 1000:,.0f} ms by the clock on the wall"
    )
    return met
