"""Cases are given out by turn, and go back to the line when nobody acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.cast import (
    LATER_THAT_DAY,
    MORNING,
    NEXT_DAY,
    PortLumen,
    a_letter,
    given_draft,
    given_letter,
    given_open_case,
    given_sent_reply,
    given_town,
    recorded,
)

from presszero.cases.actions import close_case, take_case
from presszero.cases.models import Case
from presszero.lines.jobs import look_at_turns
from presszero.lines.models import Line, Turn, Waiting
from presszero.lines.phrases import turn_words
from presszero.lines.turns import NothingWaits, give_turns, note_act, note_asked, note_owner, take_next
from presszero.organisation.actions import set_presence
from presszero.organisation.models import Proficiency, Skill, Team, Topic, Worker
from presszero.replies.drafting import writes_on

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


def given_turns(town: PortLumen, **settings: object) -> Line:
    Team.objects.filter(pk=town.transit.pk).update(gives_turns=True, **settings)
    return Line.objects.get(team=town.transit)


def only_here(*people: Worker) -> None:
    Worker.objects.exclude(pk__in=[one.pk for one in people]).update(presence="away")


def test_case_goes_to_who_has_the_most_room_and_says_so() -> None:
    town = given_town()
    line = given_turns(town)
    only_here(town.tomas, town.odile)
    for _ in range(2):
        given_open_case(asks=["refund"], taken_by=town.tomas, address="one@x.example")
    Waiting.objects.filter(case__taken_at__isnull=False).delete()
    case = given_open_case(asks=["refund"], address="two@x.example")
    assert give_turns(line_id=line.pk, at=MORNING) == 1
    case = Case.objects.get(pk=case.pk)
    assert (case.owner, case.owner_why, case.taken_at) == (town.odile, "turn-fair", MORNING)
    assert case.promises.get().owner == town.odile
    assert turn_words(Turn.objects.get(case=case)) == (
        "2 people could take it; 0 of at most 12 cases were theirs"
    )
    assert "case.given" in recorded(case) and not Waiting.objects.exists()


def test_customer_comes_back_to_who_answered_them_before() -> None:
    town = given_town()
    line = given_turns(town)
    only_here(town.tomas, town.odile)
    before = given_open_case(asks=["refund"], taken_by=town.tomas)
    given_sent_reply(before, by=town.tomas)
    for _ in range(3):
        given_open_case(asks=["timetable"], taken_by=town.tomas, address="other@x.example")
    Waiting.objects.filter(case__taken_at__isnull=False).delete()
    again = given_open_case(asks=["extra buses"], at=NEXT_DAY)
    give_turns(line_id=line.pk, at=NEXT_DAY)
    again = Case.objects.get(pk=again.pk)
    assert (again.owner, again.owner_why) == (town.tomas, "turn-knows")


def test_topic_asks_for_a_skill_and_the_letter_for_a_language() -> None:
    town = given_town()
    line = given_turns(town)
    only_here(town.tomas, town.odile)
    skill = Skill.objects.create(name="Timetables")
    Topic.objects.filter(name="Buses and trams").update(skill=skill)
    Proficiency.objects.create(worker=town.tomas, skill=skill, depth=2)
    english = given_open_case(asks=["timetable"])
    french = given_letter(
        a_letter(
            text="Bonjour,\n\nJe voudrais savoir quand la vitre cassée sera enfin réparée.\n\nNadège",
            address="nadege@lac.example",
        )
    ).case
    give_turns(line_id=line.pk, at=MORNING)
    assert Case.objects.get(pk=english.pk).owner == town.tomas
    assert french.language == "fr" and Case.objects.get(pk=french.pk).owner == town.odile


def test_full_hands_and_absent_ones_get_nothing_and_the_lead_answers_for_what_waits() -> None:
    town = given_town()
    line = given_turns(town, open_limit=1)
    only_here(town.tomas)
    cases = [given_open_case(asks=["refund"], address=f"{n}@x.example") for n in range(3)]
    assert give_turns(line_id=line.pk, at=MORNING) == 1
    owners = [Case.objects.get(pk=case.pk).owner for case in cases]
    assert owners == [town.tomas, town.noor, town.noor]
    set_presence(presence="away", by=town.tomas.actor, at=MORNING)
    assert give_turns(line_id=line.pk, at=MORNING) == 0


def test_team_that_gives_no_turns_leaves_its_line_alone() -> None:
    town = given_town()
    given_open_case(asks=["refund"])
    assert give_turns(line_id=Line.objects.get(team=town.transit).pk, at=MORNING) == 0


def test_case_that_nobody_here_can_take_holds_up_nobody_behind_it() -> None:
    town = given_town()
    line = given_turns(town)
    only_here(town.tomas)
    french = given_letter(
        a_letter(
            text="Bonjour,\n\nJe voudrais savoir quand la vitre cassée sera enfin réparée.\n\nNadège",
            address="nadege@lac.example",
        )
    ).case
    behind = given_open_case(asks=["refund"], at=LATER_THAT_DAY)
    give_turns(line_id=line.pk, at=LATER_THAT_DAY)
    assert Case.objects.get(pk=behind.pk).owner == town.tomas
    assert Case.objects.get(pk=french.pk).owner == town.noor


def nobody_writes(case_id: int, worker_id: int, since: datetime) -> bool:
    return False


def test_owner_who_does_not_act_gives_it_back_after_open_hours_only() -> None:
    town = given_town()
    Team.objects.filter(pk=town.transit.pk).update(act_within_hours=4)
    evening = datetime(2025, 7, 13, 18, tzinfo=BERLIN)
    case = given_open_case(asks=["refund"], at=evening, taken_by=town.tomas)
    note_owner(case_id=case.pk, at=evening)
    assert Turn.objects.get(case=case).act_by_at == datetime(2025, 7, 14, 10, tzinfo=BERLIN)
    assert look_at_turns(at=evening + timedelta(hours=15), writes_on=nobody_writes) == 0
    Waiting.objects.all().delete()
    assert look_at_turns(at=evening + timedelta(hours=17), writes_on=nobody_writes) == 1
    case = Case.objects.get(pk=case.pk)
    assert (case.owner, case.owner_why, case.taken_at) == (town.noor, "returned", None)
    assert Waiting.objects.get(case=case) and "case.returned" in recorded(case)
    assert look_at_turns(at=evening + timedelta(hours=18), writes_on=nobody_writes) == 0


def test_owner_who_acts_or_writes_keeps_it_until_the_customer_asks_again() -> None:
    town = given_town()
    Team.objects.filter(pk=town.transit.pk).update(act_within_hours=4)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    note_owner(case_id=case.pk, at=MORNING)
    given_draft(case, by=town.tomas, at=LATER_THAT_DAY)
    assert look_at_turns(at=NEXT_DAY, writes_on=writes_on) == 0
    assert Case.objects.get(pk=case.pk).owner == town.tomas
    note_asked(case_id=case.pk, at=NEXT_DAY + timedelta(hours=1))
    assert note_act(case_id=case.pk, worker_id=town.odile.pk, at=NEXT_DAY) is False
    assert look_at_turns(at=NEXT_DAY + timedelta(days=2), writes_on=nobody_writes) == 1


def test_case_that_a_colleague_took_or_that_was_closed_since_does_not_come_back() -> None:
    town = given_town()
    Team.objects.filter(pk=town.transit.pk).update(act_within_hours=4)
    taken = given_open_case(asks=["refund"], taken_by=town.tomas)
    closed = given_open_case(asks=["refund"], address="b@x.example", taken_by=town.tomas)
    for case in (taken, closed):
        note_owner(case_id=case.pk, at=MORNING)
    take_case(case_id=taken.pk, by=town.odile.actor, at=LATER_THAT_DAY)
    ended = {"outcome": "no_answer_needed", "words": "Thanks.", "by": town.tomas.actor}
    close_case(case_id=closed.pk, at=LATER_THAT_DAY, **ended)
    assert look_at_turns(at=NEXT_DAY + timedelta(days=2), writes_on=nobody_writes) == 0
    assert Case.objects.get(pk=taken.pk).owner == town.odile


def test_noting_the_owner_twice_gives_them_no_more_time() -> None:
    town = given_town()
    Team.objects.filter(pk=town.transit.pk).update(act_within_hours=4)
    case = given_open_case(asks=["refund"], taken_by=town.tomas)
    note_owner(case_id=case.pk, at=MORNING)
    first = Turn.objects.get(case=case).act_by_at
    note_owner(case_id=case.pk, at=NEXT_DAY)
    assert Turn.objects.get(case=case).act_by_at == first


def test_next_is_what_waits_longest_in_ones_own_lines() -> None:
    town = given_town()
    later = given_open_case(asks=["refund"], at=LATER_THAT_DAY)
    first = given_open_case(asks=["refund"], at=MORNING)
    assert take_next(by=town.tomas.actor, at=NEXT_DAY) == first
    assert take_next(by=town.odile.actor, at=NEXT_DAY) == later
    with pytest.raises(NothingWaits, match="Nothing waits in your lines"):
        take_next(by=town.tomas.actor, at=NEXT_DAY)


def test_stranger_is_given_nothing_of_another_team() -> None:
    town = given_town()
    given_open_case(asks=["refund"])
    with pytest.raises(NothingWaits):
        take_next(by=town.ivo.actor, at=NEXT_DAY)


def test_case_that_somebody_took_by_themselves_is_not_given_out() -> None:
    town = given_town()
    line = given_turns(town)
    case = given_open_case(asks=["refund"])
    take_case(case_id=case.pk, by=town.odile.actor, at=MORNING)
    assert give_turns(line_id=line.pk, at=MORNING) == 0
    assert Case.objects.get(pk=case.pk).owner == town.odile
