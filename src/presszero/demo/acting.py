"""The cast at work: each act goes over HTTP through the same doors as anybody's. Rows are read, never written."""

from __future__ import annotations

import re
from html import unescape

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from presszero.cases.models import Case, Contact, Point, Promise
from presszero.customers.models import Address
from presszero.demo.models import PostedLetter
from presszero.demo.papers import Answer, Saying, letter_named
from presszero.demo.story import Act, acts
from presszero.demo.visitor import Visitor
from presszero.ground.models import RecordLine
from presszero.organisation.models import Worker
from presszero.pure.errors import PressZeroError
from presszero.ui.times import form_value

_PLEDGE = re.compile(r'data-act="pledge".*?name="quote" value="([^"]*)"', re.DOTALL)
_PRIVATE = re.compile(r"https?://\S+/c/\S+/")
ZONE = "Europe/Berlin"


class NoMailYet(PressZeroError):
    """A customer wants to follow a link of ours, and no mail of ours has reached them."""


class Cast:
    """The colleagues and customers of the town, each with a session of their own."""

    def __init__(self) -> None:
        self._sessions: dict[str, Visitor] = {}

    def do(self, act: Act) -> None:
        """Do one act, unless the record shows that it was done. Raises TurnedAway."""
        case = case_of(act.letter)
        if not is_done(act, case):
            getattr(self, "_" + act.leaves.replace(".", "_"))(act, case)

    def colleague(self, name: str) -> Visitor:
        """Return a colleague's session, signed in through the demo's doors."""
        if name not in self._sessions:
            visitor = self._sessions[name] = Visitor(settings.PRESSZERO.public_url)
            visitor.open(reverse("doors"))
            visitor.send(reverse("demo_sign_in", args=[Worker.objects.get(name=name).pk]), {}, part=False)
            visitor.open(reverse("desk:promises"))
        return self._sessions[name]

    def _desk(self, act: Act, case: Case, name: str, **fields: object) -> str:
        desk = self.colleague(act.by)
        desk.open(reverse("desk:case", args=[case.pk]))  # its forms carry the token of this session
        return desk.send(reverse(f"desk:{name}", args=[case.pk]), fields)

    def _case_taken(self, act: Act, case: Case) -> None:
        self._desk(act, case, "take")

    def _note_added(self, act: Act, case: Case) -> None:
        self._desk(act, case, "note", words=act.words)

    def _case_handed_over(self, act: Act, case: Case) -> None:
        self._desk(act, case, "handover", to=Worker.objects.get(name=act.to).pk, words=act.words)

    def _case_closed(self, act: Act, case: Case) -> None:
        self._desk(act, case, "close", outcome=act.words, words="")

    def _promise_kept(self, act: Act, case: Case) -> None:
        desk = self.colleague(act.by)
        desk.open(reverse("desk:case", args=[case.pk]))
        for due in _acts_promised(case).filter(state=Promise.State.DUE)[:1]:
            desk.send(reverse("desk:promise_kept", args=[due.pk]), {"words": act.words})

    def _reply_sent(self, act: Act, case: Case) -> None:
        answer = act.answer
        if answer is None:
            return
        self._desk(act, case, "draft", body=answer.text)
        for point, saying in _sayings(answer, case).items():
            self._desk(act, case, "mark", **_mark(point, saying, answer))
        for pledging in answer.pledgings:
            owner = Worker.objects.get(name=pledging.owner)
            due = form_value(pledging.due_at, ZONE)
            self._desk(
                act, case, "pledge", quote=pledging.quote, owner=owner.pk, due=due, **{"as": "promise"}
            )
        self._deny_other_promises(act, case)
        self._desk(act, case, "send")

    def _deny_other_promises(self, act: Act, case: Case) -> None:
        """Say of what the check took for a promise, and the writer did not, that it is none."""
        page = self.colleague(act.by).open(reverse("desk:case", args=[case.pk]))
        for quote in _PLEDGE.findall(page):
            self._desk(act, case, "pledge", quote=unescape(quote), **{"as": "not_a_promise"})

    def _address_confirmed(self, act: Act, case: Case) -> None:
        customer, link = Visitor(settings.PRESSZERO.public_url), private_link(case)
        customer.open(link)
        customer.send(f"{link}confirmation/", {}, part=False)

    def _point_missed(self, act: Act, case: Case) -> None:
        customer, link = Visitor(settings.PRESSZERO.public_url), private_link(case)
        customer.open(link)
        number = (
            case.points.live()
            .exclude(state="open")
            .order_by("-number")
            .values_list("number", flat=True)
            .first()
        )
        customer.send(f"{link}points/{number}/missed/", {"words": act.words}, part=False)


def case_of(letter: str) -> Case:
    """Return the case that a letter opened or joined."""
    return (
        Contact.objects.select_related("case")
        .get(message_id=letter_named(letter).message_id, direction="in")
        .case
    )


def is_done(act: Act, case: Case) -> bool:
    """Whether the rows show as many of these acts on the case as the story has up to this one."""
    if act.leaves == "address.confirmed":
        ours = Address.objects.filter(value=letter_named(act.letter).sender)
        return ours.filter(confirmed_at__isnull=False).exists()
    same = [one for one in acts() if (one.letter, one.leaves) == (act.letter, act.leaves)]
    return _done_so_far(act, case) >= sum(one.at <= act.at for one in same)


def _done_so_far(act: Act, case: Case) -> int:
    if act.leaves == "promise.kept":  # an answer keeps the promise of itself, which nobody pressed
        return _acts_promised(case).filter(state=Promise.State.KEPT).count()
    return RecordLine.objects.filter(case_id=case.pk, kind=act.leaves).exclude(actor_kind="system").count()


def _acts_promised(case: Case) -> QuerySet[Promise]:
    return case.promises.filter(kind=Promise.Kind.ACT).order_by("due_at")


def private_link(case: Case) -> str:
    """Return the link to the customer's page, as it stands in the newest mail they got."""
    sent = case.contacts.filter(direction="out").order_by("-id").values_list("message_id", flat=True)
    for message_id in sent:
        for letter in PostedLetter.objects.order_by("-id"):
            if message_id.encode() in bytes(letter.raw)[:4000] and (link := _PRIVATE.search(letter.text)):
                return link[0]
    raise NoMailYet(f"No mail to the customer of {case.reference} has reached the post office yet.")


def _sayings(answer: Answer, case: Case) -> dict[Point, Saying]:
    """What the answer says of each point.

    What the writer did not mark is answered where its neighbour is: a complaint stands beside the question it leads to.
    """
    points = list(case.points.live().order_by("contact__at", "start"))
    said = {point: one for point in points for one in answer.sayings if one.about in point.text}
    answered = [point for point in points if point in said and said[point].said == "answered"]
    for place, point in enumerate(points):
        if point not in said and answered:
            neighbour = next((one for one in points[place:] if one in answered), answered[-1])
            said[point] = said[neighbour]
    return said


def _mark(point: Point, saying: Saying, answer: Answer) -> dict[str, object]:
    start = answer.text.index(saying.quote)
    return {
        "point": point.pk,
        "as": saying.said,
        "start": start,
        "end": start + len(saying.quote),
        "reason": saying.reason,
        "owner": Worker.objects.get(name=saying.owner).pk if saying.owner else None,
        "due": form_value(saying.due_at, ZONE) if saying.due_at else None,
    }
