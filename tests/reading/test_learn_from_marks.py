"""The desk teaches the reply check: marks are labels, a threshold is chosen by them, works, and is taken back with one act."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    PortLumen,
    given_draft,
    given_open_case,
    given_town,
    points_of,
)

from presszero.cases.models import Case
from presszero.cases.points import miss_point
from presszero.ground.actors import Actor
from presszero.ground.models import RecordLine
from presszero.organisation.models import Team, Worker
from presszero.reading.labels import POINT, rules_hash
from presszero.reading.models import Label, Threshold
from presszero.reading.thresholds import (
    TooFewLabels,
    learn_threshold,
    rest_thresholds,
    said_by_team,
    still_missing,
    thresholds_at_work,
    work_threshold,
)
from presszero.replies.checking import check_draft
from presszero.replies.drafting import mark_point
from presszero.replies.sending import send_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> PortLumen:
    return given_town()


def given_sent(by: Worker, *, said: str = "answered") -> Case:
    """One point, marked, in a reply that went out."""
    case = given_open_case(asks=["refund"], taken_by=by)
    draft = given_draft(case, by=by)
    point = points_of(case)[0]
    due = NEXT_DAY if said == "promised" else None
    mark_point(
        point_id=point.pk, said=said, quote=draft.body.splitlines()[-1] if said == "answered" else "",
        owner_id=by.pk if due else None, due_at=due, by=by.actor, at=LATER_THAT_DAY,
    )  # fmt: skip
    send_reply(case_id=case.pk, by=by.actor, at=LATER_THAT_DAY, message_id=f"{case.pk}@portlumen.example")
    return case


def given_labels(
    team: Team, by: Worker, scores: Iterator[tuple[float, bool]], *, rules: str = "", rule: str = POINT
) -> None:
    first = Label.objects.count() + 1
    for at, (score, answered) in enumerate(scores, first):
        Label.objects.create(
            case_id=at, team=team, rule=rule, quote="", said="confirmed", score=score,
            right="answered" if answered else "open", hash=rules or rules_hash(), by=by, at=MORNING,
        )  # fmt: skip


def spread(count: int = 100, *, top: float = 0.6) -> Iterator[tuple[float, bool]]:
    for at in range(count):
        yield round(top * at / count, 3), False
        yield 0.9, True


def label_of(case: Case) -> Label:
    return Label.objects.get(case_id=case.pk, rule=POINT)


def test_a_mark_is_a_label_with_the_score_and_the_rules_that_made_it(town: PortLumen) -> None:
    label = label_of(given_sent(town.tomas))
    assert (label.said, label.right, label.hash, label.team) == (
        "confirmed",
        "answered",
        rules_hash(),
        town.transit,
    )
    assert label.score is not None and 0 < label.score <= 1


def test_a_promised_point_says_that_the_reply_leaves_it_open(town: PortLumen) -> None:
    label = label_of(given_sent(town.tomas, said="promised"))
    assert (label.said, label.right) == ("dismissed", "open")


def test_a_customer_who_was_not_answered_corrects_the_label(town: PortLumen) -> None:
    case = given_sent(town.tomas)
    miss_point(point_id=points_of(case)[0].pk, words="", by=Actor("customer", case.customer_id), at=NEXT_DAY)
    assert (label_of(case).said, label_of(case).right) == ("dismissed", "open")


def test_too_few_labels_say_how_many_more_and_the_shipped_threshold_stays(town: PortLumen) -> None:
    given_labels(town.transit, town.tomas, spread(30))
    with pytest.raises(TooFewLabels, match="10 more points"):
        learn_threshold(team_id=None, by=town.noor.actor, at=MORNING)
    assert still_missing(None) == 10 and thresholds_at_work(town.transit.pk) == {}


def test_a_learned_threshold_works_once_somebody_lets_it_and_is_taken_back_with_one_act(
    town: PortLumen,
) -> None:
    given_labels(town.transit, town.tomas, spread())
    first = learn_threshold(team_id=None, by=town.noor.actor, at=MORNING)
    assert thresholds_at_work(town.transit.pk) == {}
    work_threshold(threshold_id=first.pk, by=town.noor.actor, at=MORNING)
    assert thresholds_at_work(town.transit.pk) == {"": first.value}
    rest_thresholds(by=town.noor.actor, at=MORNING)
    assert thresholds_at_work(town.transit.pk) == {}
    work_threshold(threshold_id=first.pk, by=town.noor.actor, at=MORNING)
    assert thresholds_at_work(town.library.pk) == {"": first.value}
    kinds = RecordLine.objects.filter(kind__startswith="threshold.").values_list("kind", flat=True)
    assert sorted(kinds) == ["threshold.learned", "threshold.live", "threshold.live", "threshold.rested"]


def test_labels_of_another_team_other_rules_or_another_finding_move_nothing(town: PortLumen) -> None:
    given_labels(town.transit, town.tomas, spread())
    alone = learn_threshold(team_id=town.transit.pk, by=town.noor.actor, at=MORNING)
    given_labels(town.library, town.ivo, spread(300, top=1.0))
    given_labels(town.transit, town.tomas, spread(300, top=1.0), rules="cd" * 32)
    given_labels(town.transit, town.tomas, spread(300, top=1.0), rule="reply.promise")
    again = learn_threshold(team_id=town.transit.pk, by=town.noor.actor, at=NEXT_DAY)
    house = learn_threshold(team_id=None, by=town.noor.actor, at=NEXT_DAY)
    assert again.value == alone.value < house.value


def test_a_teams_own_threshold_goes_before_the_house_s(town: PortLumen) -> None:
    for team, value in ((None, 0.7), (town.transit, 0.4)):
        Threshold.objects.create(team=team, value=value, rules=rules_hash(), made_at=MORNING, is_live=True)
    assert thresholds_at_work(town.transit.pk) == {"": 0.4}
    assert thresholds_at_work(town.library.pk) == {"": 0.7}


def test_one_learned_with_other_rules_counts_nothing(town: PortLumen) -> None:
    Threshold.objects.create(value=0.4, rules="cd" * 32, made_at=MORNING, is_live=True)
    assert thresholds_at_work(town.transit.pk) == {}


def test_it_changes_what_is_proposed_and_neither_stops_nor_releases(town: PortLumen) -> None:
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_draft(case, by=town.tomas)
    before = check_draft(case=case, at=LATER_THAT_DAY)
    assert before.check.proposals[0].state == "answered"
    Threshold.objects.create(value=1.0, rules=rules_hash(), made_at=MORNING, is_live=True)
    after = check_draft(case=case, at=LATER_THAT_DAY)
    assert after.check.proposals[0].state != "answered"
    assert [each.number for each in after.check.stops] == [each.number for each in before.check.stops]


def test_figures_are_told_by_team_and_not_where_few_said_something(town: PortLumen) -> None:
    for by in (town.tomas, town.odile):
        given_labels(town.transit, by, spread(2))
    assert said_by_team() == []
    given_labels(town.transit, town.noor, spread(2))
    (told,) = said_by_team()
    assert (told.team, told.answered, told.open, told.as_proposed) == (town.transit.name, 6, 6, 12)


def test_the_office_shows_what_is_missing_learns_and_goes_back(town: PortLumen) -> None:
    lead = Client()
    lead.force_login(town.noor)
    page = lead.get("/office/reply-check/").content.decode()
    assert "40 more points of the house" in page
    assert "disabled>Learn from our marks now" in page
    refused = lead.post("/office/reply-check/learning/", {"team": ""})
    assert refused.status_code == 409
    assert "40 more points must be marked" in refused.content.decode()
    assert not Threshold.objects.exists()
    given_labels(town.transit, town.tomas, spread())
    assert "disabled>" not in lead.get("/office/reply-check/").content.decode()
    assert lead.post("/office/reply-check/learning/", {"team": ""}).status_code == 302
    kept = Threshold.objects.get()
    assert lead.post(f"/office/reply-check/{kept.pk}/work/").status_code == 302
    assert "Your own threshold works" in lead.get("/office/reply-check/").content.decode()
    assert lead.post("/office/reply-check/rest/").status_code == 302
    assert not Threshold.objects.get().is_live


def test_a_stranger_to_the_office_sees_none_of_it(town: PortLumen) -> None:
    agent = Client()
    agent.force_login(town.tomas)
    assert agent.get("/office/reply-check/").status_code in (403, 404)
    assert agent.post("/office/reply-check/rest/").status_code in (403, 404)
