"""A flow is proved against who is there: the week, its exceptions, and the holidays of the house."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cast import MORNING, PortLumen
from tests.flows.flow_texts import SAFE_FLOW

from presszero.flows.actions import publish_version, save_version
from presszero.flows.errors import FlowNotSafe
from presszero.flows.models import Flow, FlowVersion
from presszero.organisation.cover import add_cover_day, set_cover
from presszero.organisation.hours import Keeper, add_special_day, set_week

pytestmark = pytest.mark.django_db
GATED = (
    SAFE_FLOW.replace("person: desk", "person: hours")
    + """\
  hours:
    kind: hours
    hours: Transit
    open: desk
    closed: night
  night:
    kind: callback
    prompt: "Nobody is here now. We call you back in the morning."
    team: Transit
    number: caller
    no_number: message
    due_hours: 2
  message:
    kind: voicemail
    prompt: "Leave your number."
    team: Transit
"""
)


@pytest.fixture(autouse=True)
def eight_to_six(town: PortLumen) -> None:
    set_week(keeper=Keeper(town.transit), days=["08:00-18:00"] * 7, by=town.noor.actor, at=MORNING)


def saved(flow: Flow, town: PortLumen, text: str = GATED) -> FlowVersion:
    return save_version(flow_id=flow.pk, text=text, by=town.noor.actor, at=MORNING)


def covered(town: PortLumen, words: str) -> None:
    set_cover(team_id=town.transit.pk, days=[words] * 7, by=town.noor.actor, at=MORNING)


def test_until_somebody_says_who_is_there_staffing_is_unknown_and_no_trap(
    flow: Flow, town: PortLumen
) -> None:
    draft = saved(flow, town)
    assert (draft.verdict, draft.staffing) == ("safe", "unknown")


def test_people_until_after_closing_prove_the_staffing(flow: Flow, town: PortLumen) -> None:
    covered(town, "08:00-18:15 x2")
    draft = saved(flow, town)
    assert (draft.verdict, draft.staffing) == ("safe", "proved")


def test_people_who_leave_at_closing_leave_who_calls_just_before(flow: Flow, town: PortLumen) -> None:
    covered(town, "08:00-18:00 x2")
    draft = saved(flow, town)
    assert (draft.verdict, draft.staffing) == ("trap", "missing")
    with pytest.raises(FlowNotSafe, match="Nobody of Transit is there from .* at 18:00"):
        publish_version(version_id=draft.pk, by=town.noor.actor, at=MORNING)


def test_day_on_which_nobody_is_there_is_found_months_ahead(flow: Flow, town: PortLumen) -> None:
    covered(town, "08:00-18:15 x2")
    strike = {"first_on": date(2026, 3, 2), "last_on": date(2026, 3, 2), "spans": ""}
    add_cover_day(team_id=town.transit.pk, name="Strike", **strike, by=town.noor.actor, at=MORNING)
    (finding,) = [one for one in saved(flow, town).checked["findings"] if one["rule"] == "H1"]
    assert "02 March 2026" in finding["message"]


def test_holiday_closes_the_line_and_needs_nobody_but_a_flow_without_hours_does(
    flow: Flow, town: PortLumen
) -> None:
    covered(town, "00:00-24:00 x1")
    assert saved(flow, town, SAFE_FLOW).staffing == "proved"
    day = {"first_on": date(2025, 12, 25), "last_on": date(2025, 12, 25), "spans": ""}
    add_special_day(keeper=Keeper(), name="Christmas", **day, by=town.noor.actor, at=MORNING)
    assert saved(flow, town).staffing == "proved"
    assert saved(flow, town, SAFE_FLOW).staffing == "missing"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GATED.replace("hours: Transit", "hours: Tramways"), "no hours named 'Tramways'"),
        (GATED.replace("team: Transit", "team: Tramways"), "Tramways"),
        (
            GATED.replace('night."\n    team: Transit', 'night."\n    team: Tramways').replace(
                'number."\n    team: Transit', 'number."\n    team: Tramways'
            ),
            "Tramways",
        ),
    ],
)
def test_hours_and_teams_that_nobody_here_has_are_told(
    flow: Flow, town: PortLumen, text: str, says: str
) -> None:
    draft = saved(flow, town, text)
    assert draft.verdict == "trap"
    assert any(says in one["message"] and "Transit" in one["mend"] for one in draft.checked["findings"])
