"""The shape of the customer's page; told at the head of publicsite/case.html."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Shape

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from presszero.cases import phrases
from presszero.cases.models import Attachment, Contact, Point, PrivateLink, Promise
from presszero.cases.queries import (
    contacts_for_customer,
    earlier_times,
    points_for_customer,
    promises_that_stand,
)
from presszero.channels.webform.files import LARGEST_TOTAL_BYTES, MOST_FILES
from presszero.organisation.queries import the_organisation
from presszero.publicsite.mails import choices_shape
from presszero.ui import times


class CustomerPage:
    """Builds what publicsite/case.html is filled from."""

    def __init__(self, link: PrivateLink, token: str, now: datetime) -> None:
        self.link, self.token, self.now, self.case = link, token, now, link.case
        self.zone = the_organisation().time_zone
        self.points = points_for_customer(case=self.case)

    def all(self, *, notice: str = "", words: str = "", error: str = "", files_error: str = "") -> Shape:
        case = self.case
        return Shape(
            reference=case.reference,
            organisation=the_organisation().name,
            now_words=times.full_words(self.now, self.zone),
            letter_date_words=_("Your letter of %(day)s")
            % {"day": times.day_words(case.opened_at, self.zone)},
            title=case.title,
            answerer=Shape(
                name=case.owner.name, first_name=case.owner.name.split()[0], initials=case.owner.initials
            ),
            summary_words=self._summary(),
            points=[self._point(point) for point in self.points],
            promises=[self._promise(promise) for promise in promises_that_stand(self.case)],
            contacts=[self._contact(contact) for contact in self._letters()],
            write_back=Shape(
                url=self._url("page_write"),
                form_error=error,
                words=words,
                files_error=files_error,
                size_words=_("Up to %(n)s files, %(size)s together.")
                % {"n": MOST_FILES, "size": times.size_words(LARGEST_TOTAL_BYTES)},
            ),
            confirm=Shape(url=self._url("page_confirm")) if self._unconfirmed() else None,
            settled=self._settled(),
            not_fixed=Shape(url=self._url("page_not_fixed")) if case.is_closed else None,
            closed_words=self._closed_words() if case.is_closed else "",
            revoke_url=self._url("page_revoke"),
            files=self._files(),
            download_url=self._url("page_download"),
            mails=choices_shape(self.link, self._url("page_mails")),
            own_url=reverse("own"),
            expiry_words=_("This page is for you alone and closes on %(day)s.")
            % {"day": formats.date_format(times.local(self.link.expires_at, self.zone), "j F Y")},
            notice=notice,
        )

    def _url(self, name: str, *more: int) -> str:
        return reverse(name, args=[self.token, *more])

    def _settled(self) -> Shape | None:
        """Closed is our word, settled is theirs: ask once."""
        if not self.case.is_closed or self.case.outcome == "no_answer_needed":
            return None
        said = self.case.outcome_confirmed_at is not None
        return Shape(url=None if said else self._url("page_settled"), confirmed=said)

    def _unconfirmed(self) -> bool:
        addresses = self.case.customer.addresses
        return (
            bool(self.link.sent_to)
            and not addresses.filter(value=self.link.sent_to, confirmed_at__isnull=False).exists()
        )

    def _summary(self) -> str:
        count = len(self.points)
        if not count:
            return _("Your letter is being read.")
        answered = sum(self._reads_answered(point) for point in self.points)
        asked = ngettext("You asked one thing.", "You asked %(n)s things.", count) % {"n": count}
        if answered == count:
            return f"{asked} " + ngettext("It has an answer.", "All have an answer.", count)
        due = self.case.answer_due_at
        by = (
            f" {_('You hear from us')} {times.by_words(due, self.now, self.zone)}."
            if due and due > self.now
            else ""
        )
        return f"{asked} " + _("%(n)s answered so far.") % {"n": answered} + by

    def _reads_answered(self, point: Point) -> bool:
        return point.state != Point.State.OPEN and not self._owed(point)

    def _owed(self, point: Point) -> bool:
        promise = point.promise
        return (
            point.state == Point.State.PROMISED
            and promise is not None
            and promise.kind == Promise.Kind.ANSWER
        )

    def _point(self, point: Point) -> Shape:
        owed = self._owed(point)
        settled = times.clock_words(point.settled_at, self.now, self.zone) if point.settled_at else ""
        words = {
            "open": _("Not yet answered."),
            "answered": _("Answered %(when)s") % {"when": settled},
            "promised": _("Not yet answered.") if owed else self._promised(point),
            "declined": _("Not taken up, with the reason"),
        }[point.state]
        due = (
            point.promise.due_at
            if owed and point.promise
            else self.case.answer_due_at
            if point.state == "open"
            else None
        )
        return Shape(
            number=point.number,
            state=point.state,
            owed=owed,
            text=point.text,
            answer=self._answer(point),
            state_words=words,
            owed_words=_capital(times.by_words(due, self.now, self.zone)) if due and due > self.now else "",
            missed_url=self._url("page_missed", point.number) if self._reads_answered(point) else None,
        )

    def _promised(self, point: Point) -> str:
        """Return how the promise stands that answers a point."""
        promise = point.promise
        if promise is None:
            return _("Promised")
        if promise.state == Promise.State.KEPT:
            return _("Promised and kept")
        by = times.by_words(promise.due_at, self.now, self.zone)
        if promise.state == Promise.State.BROKEN or promise.due_at < self.now:
            return _("Promised %(by)s, and not kept") % {"by": by}
        return _("Promised %(by)s") % {"by": by}

    def _answer(self, point: Point) -> str:
        if point.state == Point.State.DECLINED:
            return point.decline_reason
        if point.state == Point.State.OPEN:
            return _("You said this was missed. It is open again.") if point.missed_at else ""
        if self._owed(point):
            return _("%(name)s finds it out.") % {"name": point.promise.owner.name} if point.promise else ""
        return point.answer_quote

    def _promise(self, promise: Promise) -> Shape:
        what = phrases.promise_what(promise)
        state, words = self._how_it_stands(promise)
        return Shape(
            what=f"{what}. {promise.settled_words}" if promise.settled_words else what,
            owner=promise.owner.name,
            when_words=times.by_words(promise.due_at, self.now, self.zone),
            state=state,
            state_words=words,
            before=[self._before(one) for one in earlier_times(promise)],
        )

    def _how_it_stands(self, promise: Promise) -> tuple[str, str]:
        """Return the state the customer reads. What passed its time was not kept, whatever we still do about it."""
        by = times.by_words(promise.due_at, self.now, self.zone)
        settled = times.clock_words(promise.settled_at, self.now, self.zone) if promise.settled_at else ""
        if promise.state == Promise.State.KEPT:
            late = promise.settled_at is not None and promise.settled_at > promise.due_at
            words = _("Kept too late, %(when)s") if late else _("Kept, %(when)s")
            return ("late" if late else "kept"), words % {"when": settled}
        if promise.state == Promise.State.BROKEN:
            return "broken", _("Not kept, %(when)s") % {"when": settled}
        if promise.due_at < self.now:
            return "broken", _("Not kept %(by)s; we still owe it to you") % {"by": by}
        return "due", ""

    def _before(self, promise: Promise) -> str:
        """Return the time that was promised before, and why another was given."""
        by = times.by_words(promise.due_at, self.now, self.zone)
        slipped = promise.state == Promise.State.BROKEN
        said = (
            _("Promised %(by)s before, and not kept: %(why)s")
            if slipped
            else _("Promised %(by)s before: %(why)s")
        )
        return said % {"by": by, "why": promise.settled_words}

    def _letters(self) -> list[Contact]:
        """Every letter, but one acknowledgement only: each says the same."""
        letters = contacts_for_customer(case=self.case)
        receipts = [one for one in letters if one.kind == Contact.Kind.ACKNOWLEDGEMENT]
        return [one for one in letters if one not in receipts[1:]]

    def _contact(self, contact: Contact) -> Shape:
        ours = contact.direction == Contact.Direction.OUT
        name = contact.author.name if contact.author else contact.name
        return Shape(
            ours=ours,
            folded=contact.kind == Contact.Kind.ACKNOWLEDGEMENT,
            from_words=name if ours else _("You"),
            copied_words=_("Copy to %(readers)s") % {"readers": ", ".join(contact.copied_to)}
            if contact.copied_to
            else "",
            when=times.full_words(contact.at, self.zone),
            when_iso=contact.at.isoformat(),
            body=contact.text.replace("{link}", "").strip(),
            attachments=[
                self._attachment(one) for one in contact.attachments.all() if ours or not one.inline
            ],
        )

    def _attachment(self, attachment: Attachment) -> Shape:
        return Shape(
            id=attachment.pk,
            name=attachment.name,
            kind_words=_kind(attachment.content_type),
            size_words=times.size_words(attachment.file.size_bytes),
            url=self._url("page_file", attachment.pk),
        )

    def _files(self) -> list[Shape]:
        """Every file of theirs and ours, the newest first: whose it is and what its bytes say it is."""
        found = [
            Shape(
                **vars(self._attachment(one)),
                from_words=_("You") if contact.direction == "in" else contact.name,
            )
            for contact in self._letters()
            for one in contact.attachments.all()
            if not one.inline
        ]
        return found[::-1]

    def _closed_words(self) -> str:
        closed = self.case.closed_at
        when = times.day_words(closed, self.zone) if closed else ""
        said = _("We closed this on %(day)s: %(outcome)s.") % {
            "day": when,
            "outcome": self.case.get_outcome_display().lower(),
        }
        return f"{said} {self.case.outcome_words}".strip()


KINDS = {
    "image": noop("Picture"),
    "video": noop("Film"),
    "audio": noop("Sound"),
    "application/pdf": noop("PDF"),
    "text": noop("Text"),
}


def _kind(content_type: str) -> str:
    """Return what a file is, as its bytes say; "File" for what we do not know."""
    words = KINDS.get(content_type) or KINDS.get(content_type.partition("/")[0])
    return _(words) if words else _("File")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
