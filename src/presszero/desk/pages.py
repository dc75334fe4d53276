"""The shapes the desk's templates are filled from; each is told at the head of its template."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace as Shape
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases import phrases
from presszero.cases.models import Case, Contact, Point, Promise
from presszero.cases.queries import CasePage, neighbours
from presszero.desk.check_shape import CheckShape
from presszero.desk.letters import pieces_of
from presszero.desk.more_shape import TogetherShape
from presszero.lines.phrases import turn_words
from presszero.lines.turns import turn_at
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation, workers_of
from presszero.replies.checking import CheckedDraft
from presszero.replies.models import Mark, Writer
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
        points = self._points()
        settled = sum(point.state != "open" for point in points)
        before, after = neighbours(case=self.case, by=self.worker.actor)
        return Shape(
            case=self._case(),
            experience=[Shape(**trait) for trait in self.case.experience],
            contacts=[self._contact(contact, points) for contact in self.page.contacts],
            points=points,
            points_words=_("%(done)s of %(all)s answered") % {"done": settled, "all": len(points)},
            promises=[self.promise(promise) for promise in self.page.promises],
            draft=self._draft(),
            check=CheckShape(self.checked, owner_id=self.case.owner_id, now=self.now, zone=self.zone).all(),
            send=self._send(),
            history=[self._earlier(case) for case in self.page.earlier],
            history_title=self._history_title(),
            history_note=self._history_note(),
            notes=[self._note(note) for note in self.page.notes],
            beside=Shape(fields=self.together.fields(), links=self.together.links()),
            steps=self.together.steps(),
            followers_words=self.together.followers(),
            writers_words=self._writers_words(),
            unseen=self.page.together.unseen,
            owners=[Shape(id=worker.pk, name=worker.name) for worker in self.team],
            previous_url=self._url("case", before) if before else None,
            next_url=self._url("case", after) if after else None,
            urls=self._urls(),
        )

    def _url(self, name: str, *parts: int) -> str:
        return reverse(f"desk:{name}", args=parts)

    def _urls(self) -> Shape:
        names = [
            "draft",
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

    def _contact(self, contact: Contact, points: list[Shape]) -> Shape:
        ours = contact.direction == Contact.Direction.OUT
        whose = contact.author.name if contact.author else contact.name
        return Shape(
            id=contact.pk,
            ours=ours,
            folded=contact.kind == Contact.Kind.ACKNOWLEDGEMENT,
            when=times.full_words(contact.at, self.zone),
            when_iso=contact.at.isoformat(),
            from_words=_our_words(contact, whose)
            if ours
            else contact.name or contact.address or _("Unknown sender"),
            pieces=pieces_of(contact, points),
            html_url=self._url("contact_html", contact.pk) if contact.html else None,
            attachments=[self._attachment(one) for one in contact.attachments.all() if not one.inline],
            complaints=contact.complaints,
            quarantined="",
        )

    def _attachment(self, attachment: Any) -> Shape:
        return Shape(
            name=attachment.name,
            size_words=times.size_words(attachment.file.size_bytes),
            type=attachment.content_type,
            url=self._url("attachment", attachment.pk),
        )

    def _points(self) -> list[Shape]:
        shapes, first_open = [], True
        for point in self.page.points:
            mark = self.checked.marks.get(point.number)
            shape = self._point(point, mark)
            if shape.state == "open" and first_open:
                shape.now, first_open = True, False
            shapes.append(shape)
        return shapes

    def _point(self, point: Point, mark: Mark | None) -> Shape:
        state = mark.said if mark else point.state
        pledged = next(
            (
                p
                for p in self.checked.pledges.values()
                if mark and p.is_promise and _same(p.quote, mark.quote)
            ),
            None,
        )
        promise = point.promise
        owed = state == "promised" and (
            mark is not None or (promise is not None and promise.kind == "answer")
        )
        words = ""
        if mark and mark.said == "promised" and mark.owner and mark.due_at:
            words = f"{mark.owner.name}, {times.by_words(mark.due_at, self.now, self.zone)}"
        elif pledged and pledged.owner and pledged.due_at:
            state, words = (
                "promised",
                f"{pledged.owner.name}, {times.by_words(pledged.due_at, self.now, self.zone)}",
            )
        elif promise and state == "promised":
            words = f"{promise.owner.name}, {times.by_words(promise.due_at, self.now, self.zone)}"
        editable = self.may_answer and point.state == "open"
        return Shape(
            id=point.pk,
            number=point.number,
            state=state,
            owed=owed,
            ask=point.ask,
            quote=point.text,
            kind=point.get_kind_display(),
            details_words=_details(point),
            now=False,
            marked=mark is not None,
            answer_quote=mark.quote if mark else point.answer_quote,
            promise_words=words,
            decline_reason=mark.reason if mark else point.decline_reason,
            due_value=times.form_value(times.next_day(self.now), self.zone),
            owner_id=self.case.owner_id,
            start=point.start,
            end=point.end,
            contact_id=point.contact_id,
            url_edit=self._url("point_edit", point.pk) if editable else "",
            url_merge=self._url("point_merge", point.pk) if editable else "",
            url_split=self._url("point_split", point.pk) if editable else "",
        )

    def promise(self, promise: Promise) -> Shape:
        late = promise.state == "due" and promise.due_at < self.now
        words = {"kept": _("Kept"), "broken": _("Broken")}.get(promise.state, _("Overdue") if late else "")
        settled = promise.settled_at or promise.due_at
        return Shape(
            id=promise.pk,
            what=phrases.promise_what(promise),
            owner=promise.owner.name,
            due_words=times.clock_words(
                settled if promise.state != "due" else promise.due_at, self.now, self.zone
            ),
            due_value=times.form_value(times.next_day(promise.due_at), self.zone),
            state=promise.state,
            state_words=words,
            tone={"kept": "good", "broken": "bad"}.get(promise.state, "bad" if late else ""),
            may_keep=promise.state == "due" and may(self.worker, "keep promises"),
            url_kept=self._url("promise_kept", promise.pk),
            url_new_time=self._url("promise_new_time", promise.pk),
        )

    def _draft(self) -> Shape:
        draft = self.checked.draft
        saved = (
            _("Saved %(time)s") % {"time": times.clock_words(draft.saved_at, self.now, self.zone)}
            if draft and draft.body
            else ""
        )
        language = {"en": _("in English"), "fr": _("in French")}.get(self.case.language, "")
        first = next((contact for contact in self.page.contacts if contact.direction == "in"), None)
        to = _("To %(name)s by email") % {"name": _name(self.case, first)}
        return Shape(
            body=self.checked.body,
            version=draft.version if draft else 0,
            saved_words=saved,
            to_words=f"{to}, {language}" if language else to,
            dir="",
        )

    def _send(self) -> Shape:
        if self.leaves_at:
            return self._leaving(self.leaves_at)
        if self.case.is_closed:
            return Shape(ready=False, why_not=_("This case is closed. Open it again to write."))
        if not self.checked.body.strip():
            return Shape(ready=False, why_not=_("Sending opens when there are words to send."))
        waits = self.checked.check.stops
        if not waits:
            return Shape(ready=True, why_not=_("Every point and promise has a person’s word."))
        numbers = [str(finding.number) for finding in waits if finding.rule == "point-open"]
        pledges = sum(finding.rule == "promise-undated" for finding in waits)
        parts = []
        if numbers:
            parts.append(
                ngettext("point %(numbers)s", "points %(numbers)s", len(numbers))
                % {"numbers": ", ".join(numbers)}
            )
        if pledges:
            parts.append(ngettext("the promise", "%(n)s promises", pledges) % {"n": pledges})
        what = _(" and ").join(parts)
        settled = ngettext(
            "Sending opens when %(what)s is settled.", "Sending opens when %(what)s are settled.", len(waits)
        )
        return Shape(ready=False, why_not=settled % {"what": what})

    def _writers_words(self) -> str:
        names = [one.worker.name for one in self.writers]
        if not names:
            return ""
        return ngettext(
            "%(names)s is writing a reply here too. Speak with them before you go on.",
            "%(names)s are writing a reply here too. Speak with them before you go on.",
            len(names),
        ) % {"names": ", ".join(names)}

    def _leaving(self, leaves_at: Any) -> Shape:
        seconds = max(0, round((leaves_at - self.now).total_seconds()))
        soon = seconds <= 60
        words = (
            _("Goes out in %(n)s s.") % {"n": seconds}
            if soon
            else _("Goes out %(when)s.") % {"when": times.clock_words(leaves_at, self.now, self.zone)}
        )
        return Shape(
            ready=False,
            why_not=words,
            leaves_in=seconds if soon else None,
            url_call_back=self._url("call_back", self.case.pk) if may(self.worker, "answer cases") else "",
        )

    def _history_title(self) -> str:
        since = self.case.customer.since.year
        first = next((contact for contact in self.page.contacts if contact.direction == "in"), None)
        return _("%(name)s, since %(year)s") % {"name": _name(self.case, first), "year": since}

    def _history_note(self) -> str:
        return {"en": _("writes in English"), "fr": _("writes in French")}.get(self.case.language, "")

    def _earlier(self, case: Case) -> Shape:
        points = list(case.points.all())
        answered = sum(point.state != "open" for point in points)
        ended = case.get_outcome_display() if case.outcome else case.get_state_display()
        words = f"{case.title}. {ended}"
        if points:
            words += "; " + _("%(done)s of %(all)s points answered") % {"done": answered, "all": len(points)}
        bad = bool(points) and case.is_closed and answered == 0
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


def _our_words(contact: Contact, whose: str) -> str:
    if contact.kind == Contact.Kind.ACKNOWLEDGEMENT:
        return _("Acknowledgement")
    if contact.kind == Contact.Kind.NOTICE:
        return _("A new time, from %(name)s") % {"name": whose}
    return _("Our reply, by %(name)s") % {"name": whose}


def _details(point: Point) -> str:
    return ", ".join(dict.fromkeys(detail["text"] for detail in point.details[:4]))


def _same(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)
