"""The shapes the desk's templates are filled from; each is told at the head of its template."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace as Shape
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases import phrases
from presszero.cases.models import Case, Contact, Promise
from presszero.cases.queries import CasePage, earlier_times, neighbours
from presszero.channels.email.recipients import came_back_from
from presszero.customers.choices import hears_of
from presszero.customers.models import MailChoice
from presszero.desk.alike_shape import alike_shape
from presszero.desk.carries_shape import carries_shape
from presszero.desk.chat_shape import chat_shape
from presszero.desk.check_shape import CheckShape
from presszero.desk.handed_shape import handed_shape
from presszero.desk.incident_shape import beside_shape
from presszero.desk.ledger_shape import LedgerShape
from presszero.desk.letter_shape import contact_shapes
from presszero.desk.more_shape import TogetherShape
from presszero.desk.owners import owners_of
from presszero.desk.pressing_shape import pressing_shape
from presszero.desk.rows import case_url
from presszero.desk.send_shape import SendShape
from presszero.desk.topic_shape import topic_shape
from presszero.lines.phrases import turn_words
from presszero.lines.turns import turn_at
from presszero.organisation.hours import next_open_day
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation, workers_of
from presszero.reading.keeping import suggestion_of
from presszero.replies.checking import CheckedDraft
from presszero.replies.drafting import moved_on_words
from presszero.replies.greeting import reply_begun
from presszero.replies.models import Writer
from presszero.replies.sending import customer_address
from presszero.ui import times


class CaseShape:
    """Builds what desk/case.html and its parts are filled from."""

    def __init__(
        self, page: CasePage, checked: CheckedDraft, worker: Worker, now: Any, writers: Sequence[Writer] = ()
    ) -> None:
        self.writers = writers
        draft = checked.draft
        self.leaves_at = draft.leaves_at if draft else None
        self.page, self.checked, self.worker, self.now = page, checked, worker, now
        self.case = page.case
        self.zone = the_organisation().time_zone
        self.may_answer = may(worker, "answer cases") and not self.case.is_closed and not self.leaves_at
        self.team = workers_of(self.case.team_id)
        may_arrange = may(worker, "arrange cases") and not self.case.is_closed
        self.together = TogetherShape(page.together, self.case, may_arrange=may_arrange)

    def all(self) -> Shape:
        points = LedgerShape(
            self.page, self.checked, may_answer=self.may_answer, now=self.now, zone=self.zone
        ).all()
        settled = sum(point.state != "open" and not point.owed for point in points)
        before, after = neighbours(case=self.case, by=self.worker.actor)
        suggestion = suggestion_of(self.case.pk)
        handed = handed_shape(self.page, now=self.now, zone=self.zone)
        return Shape(
            case=self._case(),
            handed=handed,
            pressing=pressing_shape(self.case, may_say=self.together.may_arrange),
            experience=[] if handed else [Shape(**trait) for trait in self.case.experience],
            contacts=contact_shapes(self.page.contacts, points, self.zone),
            points=points,
            points_words=_("%(done)s of %(all)s settled") % {"done": settled, "all": len(points)},
            promises=[self.promise(promise) for promise in self.page.promises],
            chat=self._chat(),
            draft=self._draft(),
            carries=carries_shape(
                self.case, self.checked.draft, self.page.contacts, may_change=self.may_answer
            ),
            check=CheckShape(self.checked, case=self.case, now=self.now, zone=self.zone).all(),
            send=SendShape(
                self.case,
                self.checked,
                may_answer=may(self.worker, "answer cases"),
                now=self.now,
                zone=self.zone,
            ).all(),
            history=[self._earlier(case) for case in self.page.earlier],
            history_title=self._history_title(),
            history_note=self._history_note(),
            notes=[self._note(note) for note in self.page.notes],
            suggested=topic_shape(self.case, suggestion, may_say=self.together.may_arrange),
            alike=alike_shape(suggestion, by=self.worker.actor),
            beside=Shape(
                fields=self.together.fields(),
                links=self.together.links(),
                incident=beside_shape(self.case, self.worker.actor, may_arrange=self.together.may_arrange),
            ),
            steps=self.together.steps(),
            followers_words=self.together.followers(),
            writers_words=self._writers_words(),
            unseen=self.page.together.unseen,
            owners=owners_of(self.team, self.now, self.zone),
            previous_url=self._url("case", before) if before else None,
            next_url=self._url("case", after) if after else None,
            urls=self._urls(),
        )

    def _chat(self) -> Shape | None:
        if all(contact.channel != "chat" for contact in self.page.contacts):
            return None
        return chat_shape(
            case=self.case,
            points=self.page.points,
            worker=self.worker,
            may_answer=may(self.worker, "answer cases") and not self.case.is_closed,
            now=self.now,
            is_told_above=self.page.handed is not None and bool(self.page.handed.facts),
        )

    def _url(self, name: str, row_id: int) -> str:
        return case_url(f"desk:{name}", row_id)

    def _urls(self) -> Shape:
        names = [
            "draft",
            "check",
            "mark",
            "unmark",
            "pledge",
            "point_add",
            "send",
            "depart",
            "writing",
            "writing_end",
            "macros",
        ]
        urls = {name: self._url(name, self.case.pk) if self.may_answer else "" for name in names}
        others = (
            "take",
            "handover",
            "close",
            "reopen",
            "note",
            "parts",
            "more",
            "news_seen",
            "wake",
            "clocks",
            "topic",
            "urgency",
            "person",
        )
        return Shape(**urls, **{name: self._url(name, self.case.pk) for name in others})

    def _case(self) -> Shape:
        case = self.case
        first = next((contact for contact in self.page.contacts if contact.direction == "in"), None)
        proof = first.proof if first else ""
        due = case.answer_due_at
        return Shape(
            id=case.pk,
            ref=case.reference,
            title=case.title,
            channel=phrases.channel_icon(first.channel if first else "email"),
            channel_name=phrases.channel_name(first.channel if first else "email"),
            customer=_name(case, first),
            phones=getattr(case, "customer_phones", []),
            customer_proved=bool(proof),
            proof_words=phrases.proof_words(proof) if first and not first.automatic else _("Automatic mail"),
            due_words=self.due_words(due) if due and not case.is_closed else "",
            due_tone=times.due_tone(due, self.now) if due else "",
            owner=case.owner.name,
            owner_is_me=case.owner_id == self.worker.pk and case.taken_at is not None,
            why_owner=self._why_owner(),
            state=case.state,
            state_words=case.get_state_display(),
            tags=self.page.together.tags,
            snoozed_words=self._snoozed_words(),
            merged_into=self._merged_into(),
            line="",
            topic=case.topic.name if case.topic else case.team.name,
            why_topic=_("because of: %(words)s") % {"words": ", ".join(case.topic_words)}
            if case.topic_words
            else "",
            language=case.language,
        )

    def _snoozed_words(self) -> str:
        until = self.case.snoozed_until
        if self.case.state != Case.State.SNOOZED or until is None:
            return ""
        words = _("Put aside until %(when)s") % {"when": times.clock_words(until, self.now, self.zone)}
        return f"{words}: {self.case.snoozed_why}" if self.case.snoozed_why else words

    def _merged_into(self) -> Shape | None:
        kept = self.case.merged_into
        return Shape(ref=kept.reference, url=self._url("case", kept.pk)) if kept else None

    def _why_owner(self) -> str:
        return "; ".join(filter(None, (phrases.why_owner(self.case), turn_words(turn_at(self.case)))))

    def due_words(self, due: Any) -> str:
        when, left = times.clock_words(due, self.now, self.zone), (due - self.now).total_seconds()
        if left < 0:
            return _("Answer was due %(when)s, %(span)s ago") % {"when": when, "span": times.span_words(left)}
        return _("Answer due %(when)s, in %(span)s") % {"when": when, "span": times.span_words(left)}

    def promise(self, promise: Promise) -> Shape:
        late = promise.state == "due" and promise.due_at < self.now
        words = {"kept": _("Kept"), "broken": _("Broken")}.get(promise.state, _("Overdue") if late else "")
        settled = promise.settled_at or promise.due_at
        return Shape(
            id=promise.pk,
            what=phrases.promise_what(promise),
            before=[self._before(one) for one in earlier_times(promise)],
            owner=promise.owner.name,
            due_words=times.clock_words(
                settled if promise.state != "due" else promise.due_at, self.now, self.zone
            ),
            due_value=self._new_time(promise) if promise.state == "due" else "",
            state=promise.state,
            state_words=words,
            tone={"kept": "good", "broken": "bad"}.get(promise.state, "bad" if late else ""),
            may_keep=promise.state == "due" and may(self.worker, "keep promises"),
            url_kept=self._url("promise_kept", promise.pk),
            url_new_time=self._url("promise_new_time", promise.pk),
            url_broken=self._url("promise_broken", promise.pk),
        )

    def _new_time(self, promise: Promise) -> str:
        proposed = next_open_day(self.case.team, max(promise.due_at, self.now))
        return times.form_value(proposed, self.zone)

    def _before(self, promise: Promise) -> str:
        when = times.clock_words(promise.due_at, self.now, self.zone)
        slipped = promise.state == Promise.State.BROKEN
        said = _("Not kept by %(when)s: %(why)s") if slipped else _("Was promised by %(when)s: %(why)s")
        return said % {"when": when, "why": promise.settled_words}

    def _draft(self) -> Shape:
        draft = self.checked.draft
        saved = (
            _("Saved %(time)s") % {"time": times.clock_words(draft.saved_at, self.now, self.zone)}
            if draft and draft.body
            else ""
        )
        language = {"en": _("in English"), "fr": _("in French")}.get(self.case.language, "")
        first = next((contact for contact in self.page.contacts if contact.direction == "in"), None)
        silent = hears_of(self.case.customer) == MailChoice.Hears.REQUIRED
        came_back = "" if silent else self._came_back()
        how = _("%(name)s reads it on their page; no mail goes out") if silent else _("To %(name)s by email")
        to = how % {"name": _name(self.case, first)}
        to = f"{to}, {language}" if language else to
        return Shape(
            body=self.checked.body or self._begun(),
            version=self.checked.version,
            saved_words=saved,
            moved_on_words=moved_on_words(draft, self.worker.actor) if draft else "",
            to_words=f"{to}. {came_back}" if came_back else to,
            dir="",
        )

    def _begun(self) -> str:
        """Return how the letter begins where nobody has saved a word of this reply; a chat is no letter."""
        is_new = self.checked.version == self.case.drafted
        is_letter = all(contact.channel != "chat" for contact in self.page.contacts)
        return (
            reply_begun(case=self.case, worker=self.worker)
            if self.may_answer and is_new and is_letter
            else ""
        )

    def _came_back(self) -> str:
        """Say that the last mail to where the reply goes did not arrive; looked for where a note of ours may say so."""
        if all(note.author for note in self.page.notes):
            return ""
        address = customer_address(self.case)
        why = came_back_from(self.case, address) if address else ""
        return (
            _("The last mail to %(address)s came back: “%(why)s”") % {"address": address, "why": why}
            if why
            else ""
        )

    def _writers_words(self) -> str:
        names = [one.worker.name for one in self.writers]
        if not names:
            return ""
        return ngettext(
            "%(names)s is writing a reply here too. Speak with them before you go on.",
            "%(names)s are writing a reply here too. Speak with them before you go on.",
            len(names),
        ) % {"names": ", ".join(names)}

    def _history_title(self) -> str:
        since = self.case.customer.since.year
        first = next((contact for contact in self.page.contacts if contact.direction == "in"), None)
        return _("%(name)s, since %(year)s") % {"name": _name(self.case, first), "year": since}

    def _history_note(self) -> str:
        return {"en": _("writes in English"), "fr": _("writes in French")}.get(self.case.language, "")

    def _earlier(self, case: Case) -> Shape:
        points = list(case.points.all())
        settled = sum(point.state != "open" for point in points)
        ended = case.get_outcome_display() if case.outcome else case.get_state_display()
        words = f"{case.title}. {ended}"
        if points:
            words += "; " + _("%(done)s of %(all)s points settled") % {"done": settled, "all": len(points)}
        bad = bool(points) and case.is_closed and settled == 0
        return Shape(
            when=times.day_words(case.opened_at, self.zone),
            when_iso=case.opened_at.date().isoformat(),
            words=words,
            tone="bad" if bad else "",
        )

    def _note(self, note: Any) -> Shape:
        return Shape(
            who=note.author.name if note.author else "PressZero",
            when=times.clock_words(note.at, self.now, self.zone),
            words=note.text,
            files=[Shape(name=one.name, url=self._url("note_file", one.pk)) for one in note.files.all()],
        )


def _name(case: Case, first: Contact | None) -> str:
    return case.customer.name or (first.name or first.address if first else "") or _("Unknown sender")
