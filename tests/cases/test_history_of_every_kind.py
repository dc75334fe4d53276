"""Every kind of line that a case's record may hold has words of its own, in both languages, and they name its particulars."""

from __future__ import annotations

import re
from functools import cache

import pytest
from django.utils import translation
from tests.architecture.pages import house_events

from presszero.cases.history_words import NOT_TOLD, TOLD, TOLD_MORE

# What the words of each kind name. A new kind has no line here until somebody wrote its words, and said what they name.
PARTICULARS = {
    "case.opened": "owner",
    "case.taken": "before who",
    "case.handed_over": "before to who",
    "case.closed": "outcome who",
    "case.reopened": "why",
    "case.snoozed": "new until who",
    "case.followed": "who",
    "case.unfollowed": "who",
    "case.tagged": "tag who",
    "case.untagged": "tag who",
    "case.linked": "new other who",
    "case.unlinked": "other who",
    "incident.joined": "incident who",
    "incident.left": "incident who",
    "case.topic_set": "topic topic_before who",
    "case.topic_dismissed": "who",
    "case.put_back": "state state_was topic topic_before who",
    "case.merged": "into who",
    "case.took_in": "merged who",
    "case.split": "into points who",
    "case.same_person": "person who",
    "case.other_person": "person who",
    "case.phone_noted": "who",
    "case.phone_corrected": "new_phone old_phone who",
    "case.phone_removed": "old_phone who",
    "field.set": "field new old who",
    "step.added": "step who",
    "step.done": "step who",
    "step.undone": "step who",
    "step.removed": "step who",
    "contact.received": "sender",
    "contact.written_down": "who",
    "inquiry.asked": "asked who whom",
    "inquiry.asked_inside": "asked who whom",
    "inquiry.answered": "answer answerer asked who whom",
    "acknowledgement.sent": "",
    "reply.sent": "answered of_points who",
    "notice.sent": "who",
    "reply.let_go": "who",
    "reply.called_back": "who",
    "reply.held_back": "",
    "macro.used": "macro who",
    "note.added": "who",
    "note.mentioned": "workers",
    "point.found": "ask number",
    "point.edited": "new number old who",
    "point.merged": "into_number number old who",
    "point.split": "new number who",
    "point.taken_out": "new number who",
    "point.missed": "new number who",
    "point.marked": "number said who",
    "point.unmarked": "number who",
    "point.settled": "number said",
    "promise.made": "due owner what",
    "promise.kept": "due what who",
    "promise.broken": "due new_due what who",
    "promise.moved": "due new_due what who",
    "promise.falls_due": "due what",
    "promise.overdue": "due what",
    "case.due_set": "due_before due_now",
    "promise.passed_on": "due owner to what",
    "clock.warned": "clock told",
    "clock.missed": "clock told",
    "case.escalated": "before clock rule to",
    "case.given_back": "before to who",
    "case.given": "before to",
    "case.returned": "left_with to",
    "case.routed": "left owner team",
    "case.target_set": "clock hours hours_was",
    "rule.acted": "rule",
    "chat.asked": "",
    "chat.joined": "who",
    "chat.left": "who",
    "chat.over": "who",
    "urgency.found": "worry",
    "urgency.said": "said who",
    "outcome.confirmed": "who",
    "link.made": "linked",
    "link.revoked": "linked",
    "mail.spared": "",
    "mail.sent": "mailed",
    "mail.refused": "mailed",
    "mail.came_back": "mailed",
    "ask.made": "to who",
    "ask.answered": "new old to who",
}
# Facts that say which sentence it is, by the code word of the sentence or by what it names.
SAYS_WHICH = {
    "channel": "contact.received",
    "later": "reply.let_go",
    "late": "promise.kept",
    "automatic": "inquiry.answered",
    "empty": "field.set",
}
# Under which name a fact stands in the words, where that is not its own.
STANDS_AS = {
    "case.taken.was": "before",
    "case.handed_over.was": "before",
    "case.given.was": "before",
    "case.given_back.was": "before",
    "case.escalated.was": "before",
    "case.topic_set.was": "topic_before",
    "case.put_back.topic_was": "topic_before",
    "case.target_set.was": "hours_was",
    "case.due_set.was": "due_before",
    "case.due_set.due": "due_now",
    "case.returned.worker": "left_with",
    "case.phone_corrected.change": "new_phone",
    "case.phone_removed.change": "old_phone",
    "clock.warned.workers": "told",
    "clock.missed.workers": "told",
    "promise.moved.new": "new_due",
    "promise.broken.new": "new_due",
    "reply.sent.points": "of_points",
    "urgency.found.rule": "worry",
    "point.merged.into": "into_number",
}
# Facts that no sentence tells, and why not.
UNTOLD = {
    "digest": "it proves the words, and says nothing to people",
    "against_check": "it is learned from; the point's own state is what counts",
    "case.opened.why": "the head of the case says why its owner has it",
    "case.given.why": "it says which sentence it is",
    "case.returned.gone": "it says which sentence it is",
    "case.given.able": "the head of the case explains whose turn it was",
    "case.given.open": "the head of the case explains whose turn it was",
    "case.given.limit": "the head of the case explains whose turn it was",
    "case.topic_set.said": "whether a suggestion was right is learned from",
    "case.topic_dismissed.said": "whether a suggestion was right is learned from",
    "acknowledgement.sent.proved": "the letter itself shows whether its sender is proved",
    "notice.sent.answered": "a notice answers no point",
    "notice.sent.points": "a notice answers no point",
    "point.found.kind": "its words show whether it is a question or a complaint",
    "promise.moved.late": "both times are told",
    "promise.broken.late": "it was not kept, whenever that was said",
    "case.due_set.clock": "the line of the target before it names the clock",
    "case.due_set.promise": "the line of the promise tells the time it was made with",
}
HOLE = re.compile(r"%\((\w+)\)s")


@cache
def facts_by_kind() -> dict[str, set[str]]:
    """Return each kind of line that may be of a case, with the facts that it may hold."""
    kinds: dict[str, set[str]] = {}
    for one in house_events():
        if one.of_case:
            kinds.setdefault(one.kind, set()).update(one.facts)
    return kinds


def sentences(kind: str) -> list[str]:
    return [TOLD[kind], *TOLD_MORE.get(kind, {}).values()]


def names_in(kind: str) -> set[str]:
    return {name for words in sentences(kind) for name in HOLE.findall(words)}


def test_every_kind_of_a_case_has_words_or_stands_inside_another() -> None:
    without = sorted(set(facts_by_kind()) - set(TOLD) - set(NOT_TOLD))
    assert not without, f"Write the words of {without} in cases/history_words.py."
    gone = sorted((set(TOLD) | set(NOT_TOLD)) - set(facts_by_kind()))
    assert not gone, f"Nothing records {gone} of a case any more; take the words out."
    assert not set(TOLD) & set(NOT_TOLD) and set(TOLD_MORE) <= set(TOLD)


def test_words_of_each_kind_name_its_particulars() -> None:
    named = {kind: " ".join(sorted(names_in(kind))) for kind in TOLD}
    assert named == PARTICULARS


def test_every_fact_of_a_line_is_told_or_has_a_reason_not_to_be() -> None:
    silent = [
        f"{kind}.{fact}"
        for kind in TOLD
        for fact in sorted(facts_by_kind()[kind])
        if STANDS_AS.get(f"{kind}.{fact}", fact) not in names_in(kind)
        and SAYS_WHICH.get(fact) != kind
        and fact not in UNTOLD
        and f"{kind}.{fact}" not in UNTOLD
    ]
    assert not silent, f"Let the words tell {silent}, or say in UNTOLD why they do not."


@pytest.mark.long
@pytest.mark.parametrize("kind", TOLD)
def test_french_words_name_the_same(kind: str) -> None:
    with translation.override("fr"):
        for words in sentences(kind):
            french = translation.gettext(words)
            assert french != words, f"{words} has no French."
            assert set(HOLE.findall(french)) == set(HOLE.findall(words)), french
