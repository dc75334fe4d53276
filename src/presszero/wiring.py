"""One table: what follows from what. Everything here is safe to run twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from procrastinate import App

from presszero.cases.clocks import running_cases, set_clocks, warn_owner
from presszero.cases.following import tell_followers
from presszero.cases.gatherings import see_gatherings
from presszero.cases.models import Case, Clock, News, Promise
from presszero.cases.phrases import falls_due, is_overdue, settle_runs_out
from presszero.cases.promises import bring_back_for_promise, tell_of_promise
from presszero.cases.sorting import suggest_topic
from presszero.channels.chat.late import DOOR as CHAT
from presszero.channels.chat.late import take_words
from presszero.channels.chat.serving import leave_all_chats
from presszero.channels.email.addressing import new_message_id
from presszero.channels.email.alarms import mail_flow_alarm
from presszero.channels.email.deliver import queue_inquiry, queue_letter
from presszero.channels.email.keys import queue_key
from presszero.channels.email.receive import read_arrival
from presszero.channels.webform.late import DOOR as WEBFORM
from presszero.channels.webform.late import take_form
from presszero.customers.models import Customer
from presszero.customers.people import records_of
from presszero.flows.guarding import prove_live_flows
from presszero.ground import clock, jobs
from presszero.ground.actors import Actor
from presszero.ground.consequences import Consequence
from presszero.ground.late import Late
from presszero.ground.models import RecordLine
from presszero.inbox.days import count_line
from presszero.inbox.knowing import know_case
from presszero.intake.acknowledging import acknowledge_contact
from presszero.lines.actions import join_line, leave_line
from presszero.lines.leaving import return_what_they_answer_no_more, return_when_left
from presszero.lines.turns import give_turns, lines_to_give, note_act, note_asked, note_owner
from presszero.organisation.queries import is_away, the_organisation
from presszero.reading.engine import EngineAway, EngineRefused
from presszero.replies.joining import join_drafts
from presszero.rules.acting import act_by_rules
from presszero.ui import times

log = logging.getLogger("presszero.wiring")


def read_mail(line: RecordLine) -> None:
    read_arrival(arrival_id=line.about_id, at=clock.now())


def acknowledge(line: RecordLine) -> None:
    acknowledge_contact(contact_id=line.about_id, at=clock.now(), message_id=_new_id())


def ask(line: RecordLine) -> None:
    queue_inquiry(inquiry_id=line.about_id, at=clock.now())


def deliver(line: RecordLine) -> None:
    queue_letter(contact_id=line.about_id, at=clock.now())


def mail_the_key(line: RecordLine) -> None:
    queue_key(key_id=line.about_id, message_id=_new_id(), at=clock.now())


def know_for_search(line: RecordLine) -> None:
    know_case(case_id=line.case_id or 0)


def know_customer_for_search(line: RecordLine) -> None:
    """A way to reach somebody is a key of each of their cases, under whichever of their records."""
    ids = {line.about_id, line.facts.get("other", line.about_id)}
    theirs = {one for customer in Customer.objects.filter(pk__in=ids) for one in records_of(customer)}
    for case_id in Case.objects.filter(customer__in=theirs).order_by("id").values_list("id", flat=True):
        know_case(case_id=case_id)


def stand_in_line_again(line: RecordLine) -> None:
    case = Case.objects.select_related("team").get(pk=line.case_id or 0)
    if case.taken_at is None:
        join_line(case=case, by=Actor("worker", line.actor_id), at=clock.now())


def count_for_the_day(line: RecordLine) -> None:
    count_line(line)


def leave_the_line(line: RecordLine) -> None:
    case = Case.objects.get(pk=line.case_id or 0)
    leave_line(case=case, by=Actor("worker", line.actor_id), at=clock.now())


def bring_back_in_time(line: RecordLine) -> None:
    _bring_back(line, falls_due)


def bring_back_overdue(line: RecordLine) -> None:
    _bring_back(line, is_overdue)


def tell_it_falls_due(line: RecordLine) -> None:
    tell_of_promise(promise_id=line.about_id, why=News.Why.PROMISE, line=line.pk, at=clock.now())


def tell_it_is_late(line: RecordLine) -> None:
    tell_of_promise(promise_id=line.about_id, why=News.Why.LATE, line=line.pk, at=clock.now())


def _bring_back(line: RecordLine, words: Callable[[Promise, str], str]) -> None:
    promise = Promise.objects.select_related("owner", "case").get(pk=line.about_id)
    organisation = the_organisation()
    when = promise.due_at.astimezone(ZoneInfo(organisation.time_zone)).strftime("%H:%M")
    with translation.override(promise.owner.language):
        text = words(promise, when)
    bring_back_for_promise(promise_id=promise.pk, text=text, at=clock.now())


def count_clocks(line: RecordLine) -> None:
    set_clocks(case_id=line.case_id or 0, at=clock.now())


def count_clocks_again(line: RecordLine) -> None:
    """Hours changed: what still runs is due at another time, and may be late no longer."""
    for case_id in running_cases(line.team_id):
        set_clocks(case_id=case_id, at=clock.now())
        know_case(case_id=case_id)


def count_clocks_of_a_new_zone(line: RecordLine) -> None:
    """The house moved to another time zone: the same hours are other instants now."""
    if line.facts["zone_moved"]:
        count_clocks_again(line)


def prove_flows_again(line: RecordLine) -> None:
    """What a flow was proved against has changed: raise the alarm before a caller meets it."""
    prove_live_flows(at=clock.now())


def mail_the_alarm(line: RecordLine) -> None:
    """A live flow no longer holds: its lead and who published it read so in their mail too."""
    mail_flow_alarm(alarm_id=line.about_id, at=clock.now())


def give_out(line: RecordLine) -> None:
    """Something came to wait, or somebody has room again: give what is somebody's turn."""
    lines = lines_to_give() if line.kind != "line.joined" else [line.about_id]
    for line_id in lines:
        give_turns(line_id=line_id, at=clock.now())


def leave_chats(line: RecordLine) -> None:
    """Who went away without a word leaves no customer waiting for them in a chat."""
    if is_away(line.about_id):
        leave_all_chats(by=Actor("worker", line.about_id), at=clock.now())


def expect_an_act(line: RecordLine) -> None:
    note_owner(case_id=line.case_id or 0, at=line.at)


def return_what_is_left(line: RecordLine) -> None:
    """Somebody left a team, has another role, or is gone: what they had there waits for nobody who cannot see it."""
    return_what_they_answer_no_more(worker_id=line.about_id, at=clock.now())


def return_a_left_one(line: RecordLine) -> None:
    """What comes back after its owner has left comes back to the team."""
    return_when_left(case_id=line.case_id or 0, at=clock.now())


def see_the_act(line: RecordLine) -> None:
    if line.actor_kind == "worker" and line.case_id:
        note_act(case_id=line.case_id, worker_id=line.actor_id or 0, at=line.at)


def ask_again(line: RecordLine) -> None:
    note_asked(case_id=line.case_id or 0, at=line.at)


def warn_of_clock(line: RecordLine) -> None:
    warned = Clock.objects.select_related("case__owner").get(pk=line.about_id)
    now = clock.now()
    with translation.override(warned.case.owner.language):
        when = times.clock_words(warned.due_at or now, line.at, the_organisation().time_zone)
        text = settle_runs_out(warned, when)
    warn_owner(clock_id=warned.pk, text=text, at=now)


def tell_who_follows(line: RecordLine) -> None:
    tell_followers(line, at=clock.now())


def apply_rules(line: RecordLine) -> None:
    act_by_rules(line, at=clock.now())


def suggest_a_topic(line: RecordLine) -> None:
    """A suggestion is a help: without the engine the words of the topics answer, and nothing waits for it."""
    try:
        suggest_topic(case_id=line.case_id or 0, at=clock.now())
    except (EngineAway, EngineRefused) as error:
        log.warning("no topic was suggested", extra={"facts": {"why": type(error).__name__}})


def see_who_gathers(line: RecordLine) -> None:
    """A crowd is seen while it gathers; without the engine colleagues see it themselves, as before."""
    try:
        see_gatherings(at=clock.now())
    except (EngineAway, EngineRefused) as error:
        log.warning("nobody watched for crowds", extra={"facts": {"why": type(error).__name__}})


def bring_draft_along(line: RecordLine) -> None:
    join_drafts(merged_id=line.about_id, kept_id=line.facts["into"], at=clock.now())


def _new_id() -> str:
    return new_message_id(settings.PRESSZERO.mail_domain)


CONSEQUENCES: dict[str, list[Consequence]] = {
    "mail.arrived": [read_mail],
    "contact.received": [
        acknowledge,
        count_clocks,
        tell_who_follows,
        ask_again,
        apply_rules,
        know_for_search,
        count_for_the_day,
        suggest_a_topic,
    ],
    "acknowledgement.sent": [deliver],
    "reply.sent": [
        deliver,
        leave_the_line,
        count_clocks,
        tell_who_follows,
        see_the_act,
        apply_rules,
        know_for_search,
        count_for_the_day,
    ],
    "notice.sent": [deliver, see_the_act, know_for_search],
    "note.added": [see_the_act, apply_rules, know_for_search],
    "case.taken": [leave_the_line, expect_an_act, apply_rules, know_for_search],
    "case.handed_over": [leave_the_line, expect_an_act, apply_rules, know_for_search],
    "case.closed": [
        leave_the_line,
        count_clocks,
        tell_who_follows,
        apply_rules,
        know_for_search,
        count_for_the_day,
    ],
    "case.given_back": [stand_in_line_again, apply_rules, know_for_search],
    "case.snoozed": [apply_rules, know_for_search],
    "case.put_back": [count_clocks, know_for_search],
    "case.topic_set": [apply_rules, know_for_search],
    "urgency.found": [apply_rules],
    "urgency.said": [apply_rules, know_for_search, see_the_act],
    "case.topic_dismissed": [know_for_search],
    "case.split": [know_for_search],
    "inquiry.asked": [ask],
    "key.asked": [mail_the_key],
    "inquiry.answered": [apply_rules, know_for_search],
    "inquiry.asked_inside": [see_the_act],
    "case.merged": [leave_the_line, bring_draft_along, count_clocks, know_for_search],
    "case.took_in": [count_clocks, know_for_search],
    "worker.changed": [return_what_is_left],
    "access.ended": [return_what_is_left],
    "case.reopened": [return_a_left_one, count_clocks, apply_rules, know_for_search],
    "promise.made": [count_clocks, see_the_act],
    "case.given": [apply_rules, know_for_search],
    "case.returned": [know_for_search],
    "case.escalated": [know_for_search],
    "promise.kept": [count_clocks, count_for_the_day, know_for_search],
    "promise.broken": [count_clocks, count_for_the_day, know_for_search],
    "promise.moved": [count_clocks, know_for_search],
    "promise.passed_on": [know_for_search],
    "line.joined": [give_out],
    "presence.set": [give_out, leave_chats],
    "point.marked": [see_the_act],
    "point.edited": [see_the_act],
    "pledge.settled": [see_the_act],
    "case.opened": [apply_rules, see_who_gathers],
    "clock.missed": [apply_rules, know_for_search],
    "case.routed": [count_clocks, know_for_search],
    "case.target_set": [count_clocks, know_for_search],
    "case.tagged": [apply_rules, know_for_search],
    "case.untagged": [know_for_search],
    "customer.phone_noted": [know_customer_for_search],
    "customer.phone_corrected": [know_customer_for_search],
    "customer.phone_removed": [know_customer_for_search],
    "customer.joined": [know_customer_for_search],
    "customer.parted": [know_customer_for_search],
    "field.set": [apply_rules, know_for_search],
    "outcome.confirmed": [apply_rules, know_for_search],
    "incident.left": [know_for_search],
    "incident.joined": [know_for_search],
    "case.unfollowed": [know_for_search],
    "case.followed": [know_for_search],
    "clock.warned": [warn_of_clock, apply_rules],
    "organisation.changed": [count_clocks_of_a_new_zone, prove_flows_again],
    "hours.set": [count_clocks_again, prove_flows_again],
    "special_day.added": [count_clocks_again, prove_flows_again],
    "special_day.removed": [count_clocks_again, prove_flows_again],
    "calendar.taken_in": [count_clocks_again, prove_flows_again],
    "cover.set": [prove_flows_again],
    "cover_day.added": [prove_flows_again],
    "cover_day.removed": [prove_flows_again],
    "team.changed": [prove_flows_again],
    "place.made": [prove_flows_again],
    "line.closed": [prove_flows_again],
    "line.reopened": [prove_flows_again],
    "flow.alarmed": [mail_the_alarm],
    "person_first.set": [prove_flows_again],
    "flow.waived": [prove_flows_again],
    "waiver.withdrawn": [prove_flows_again],
    "flow_version.published": [prove_flows_again],
    "promise.falls_due": [bring_back_in_time, tell_it_falls_due],
    "promise.overdue": [bring_back_overdue, tell_it_is_late, apply_rules, know_for_search],
    "chat.wrote": [count_clocks, ask_again, know_for_search],
    "chat.answered": [count_clocks, see_the_act, know_for_search],
}

# Doors that keep on disk what arrives while the database is away, and who takes it in later.
LATE_DOORS: dict[str, Callable[[Late], None]] = {WEBFORM: take_form, CHAT: take_words}


def load_jobs(app: App) -> None:
    """Import every module that registers jobs, so that a worker knows them all."""
    from presszero.cases import sorting as _sorting  # noqa: F401
    from presszero.channels.email import deliver as _deliver  # noqa: F401

    jobs.make_known(app)
