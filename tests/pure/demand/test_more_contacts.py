"""Contacts on top: added to their hours, with their own range, and none lost without a word."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pure.demand.made_up import made_up

from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.forecasting import Forecaster
from presszero.pure.demand.forecasts import Forecast
from presszero.pure.demand.more_contacts import MoreContacts, with_more

SERIES = made_up(60)
SAID: Forecast = Forecaster(SERIES, horizon=3).forecast(60)
MIDNIGHT = datetime.combine(SERIES.day(60), datetime.min.time())


@given(st.lists(st.tuples(st.integers(0, 71), st.floats(0, 500), st.floats(0, 1)), max_size=12))
def test_every_contact_is_added_or_told(hours: list[tuple[int, float, float]]) -> None:
    more = [
        MoreContacts(MIDNIGHT + timedelta(hours=hour), count, count * (1 - wide), count * (1 + wide))
        for hour, count, wide in hours
    ]
    raised, lost = with_more(SAID, more, SERIES)
    assert raised.lift.sum() + lost == pytest.approx(sum(one.expected for one in more))
    assert raised.expected - raised.lift == pytest.approx(SAID.expected)
    assert not raised.expected[SAID.expected == 0].any()


def test_an_uncertain_hour_widens_its_band_and_a_sure_one_moves_it() -> None:
    ten = MIDNIGHT + timedelta(hours=10)
    sure, _ = with_more(SAID, [MoreContacts(ten, 100, 100, 100)], SERIES)
    unsure, _ = with_more(SAID, [MoreContacts(ten, 100, 20, 180)], SERIES)
    widths = [np.subtract(*one.bands[80][::-1])[0, 20:22].sum() for one in (SAID, sure, unsure)]
    assert widths[1] == pytest.approx(widths[0], abs=4) and widths[2] > widths[1] + 50
    assert sure.expected[0, 20:22].sum() == pytest.approx(SAID.expected[0, 20:22].sum() + 100)


def test_a_range_that_does_not_hold_its_middle_is_refused() -> None:
    with pytest.raises(BadSeries, match="low, expected and high must follow each other"):
        MoreContacts(MIDNIGHT, 10, 12, 20)
