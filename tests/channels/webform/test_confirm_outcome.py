"""Closed is our word, settled is theirs."""

from __future__ import annotations

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    NEXT_DAY,
    NEXT_WEEK,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.actions import close_case
from presszero.channels.webform.receiving import confirm_outcome, not_fixed
from presszero.pure.errors import NotFoundHere

pytestmark = pytest.mark.django_db


def test_customer_confirms_once_that_a_closed_case_is_settled() -> None:
    town = given_town()
    case = given_open_case()
    given_sent_reply(case, by=town.tomas)
    close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=LATER_THAT_DAY)
    confirm_outcome(case=case, at=NEXT_DAY)
    again = confirm_outcome(case=case, at=NEXT_WEEK)
    assert again.outcome_confirmed_at == NEXT_DAY
    assert recorded(case).count("outcome.confirmed") == 1


def test_denial_takes_the_confirmation_back_with_the_closing() -> None:
    town = given_town()
    case = given_open_case()
    given_sent_reply(case, by=town.tomas)
    close_case(case_id=case.pk, outcome="settled", words="", by=town.tomas.actor, at=LATER_THAT_DAY)
    confirm_outcome(case=case, at=NEXT_DAY)
    not_fixed(case=case, words="The lift stands still again.", at=NEXT_WEEK)
    case.refresh_from_db()
    assert case.outcome_confirmed_at is None
    assert not case.is_closed


def test_open_case_has_no_outcome_to_confirm() -> None:
    given_town()
    case = given_open_case()
    with pytest.raises(NotFoundHere):
        confirm_outcome(case=case, at=NEXT_DAY)
