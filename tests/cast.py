"""The cast of the tests: Port Lumen, its people, its letters, and builders that use the real actions.

    town = given_town()
    case = given_open_case(asks=["refund", "timetable"])
    given_draft(case, by=town.tomas)

Who is who: tomas may (agent, transit), odile is his teammate, ivo a stranger (library), noor the
supervisor (lead of transit), edda the leader of all, piet the operator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from presszero.cases.actions import Arrived
from presszero.cases.models import Case, Contact, Point
from presszero.demo.town import build_town
from presszero.ground.installation import hold_to_purpose
from presszero.ground.models import RecordLine
from presszero.inbox.knowing import know_all_cases
from presszero.intake.receiving import receive_contact
from presszero.organisation.models import Team, Worker
from presszero.replies.drafting import mark_point, save_draft
from presszero.replies.models import Draft
from presszero.replies.sending import send_reply

MORNING = datetime(2025, 7, 13, 6, 12, tzinfo=UTC)  # Sunday, 08:12 in Port Lumen
LATER_THAT_DAY = MORNING + timedelta(hours=3)
NEXT_DAY = MORNING + timedelta(days=1)
NEXT_WEEK = MORNING + timedelta(days=7)

MAREN = "maren.oduya@lakemail.example"

# Each is one point for the rules that read letters, and each names its own matter.
ASKS = {
    "refund": "Please refund the taxi, which cost 41.50.",
    "extra buses": "Why were there no extra buses on Saturday night?",
    "timetable": "When does the first bus of line 7 leave Pier Street on Sundays?",
    "lost glove": "Could you tell me where I can collect the glove I left in the tram?",
    "library book": "Can I renew my library books for the reading room?",
}
ANSWERS = {
    "refund": "The taxi is refunded in full, 41.50, within this week's payments.",
    "extra buses": "There were no extra buses on Saturday night because nobody had planned for the fireworks.",
    "timetable": "The first bus of line 7 leaves Pier Street at 06:10 on Sundays.",
    "lost glove": "Your glove from the tram lies at the counter in Quay Street, open until 18:00.",
    "library book": "The library books for the reading room are renewed for four weeks.",
}

_letters = count(1)


@dataclass(frozen=True)
class PortLumen:
    """The people and teams of the town, by the names the stories use."""

    tomas: Worker
    odile: Worker
    ivo: Worker
    noor: Worker
    edda: Worker
    piet: Worker
    hanne: Worker
    transit: Team
    library: Team


def given_town() -> PortLumen:
    """Build Port Lumen in a test's database; its clock stands at the morning after the fireworks."""
    hold_to_purpose("test")
    build_town()
    return PortLumen(
        tomas=worker("Tomas Vell"),
        odile=worker("Odile Farrow"),
        ivo=worker("Ivo Castellan"),
        noor=worker("Noor Halvane"),
        edda=worker("Edda Marlowe"),
        piet=worker("Piet Sorrel"),
        hanne=worker("Hanne Lindqvist"),
        transit=Team.objects.get(name="Transit"),
        library=Team.objects.get(name="Library"),
    )


def worker(name: str) -> Worker:
    return Worker.objects.get(name=name)


def letter_text(asks: Sequence[str], name: str = "Maren Oduya") -> str:
    """Return a letter that asks these things, one paragraph each; words not in ASKS stand as they are."""
    return "\n\n".join(["Good morning,", *(ASKS.get(ask, ask) for ask in asks), name])


def a_letter(
    *,
    asks: Sequence[str] = (),
    text: str = "",
    address: str = MAREN,
    name: str = "Maren Oduya",
    proof: str = "dkim",
    subject: str = "About Saturday night",
    at: datetime = MORNING,
    message_id: str = "",
    automatic: str = "",
) -> Arrived:
    """Return what the mail door hands in of one letter. proof "" means that nothing proves its sender."""
    return Arrived(
        channel="email",
        name=name,
        address=address,
        subject=subject,
        text=text or letter_text(asks, name),
        at=at,
        message_id=message_id or f"letter-{next(_letters)}@lakemail.example",
        proof=proof,
        automatic=automatic,
    )


def given_letter(
    arrived: Arrived,
    *,
    to: str = "transit@portlumen.example",
    joins: Case | None = None,
    clocked: bool = True,
    at: datetime | None = None,
) -> Contact:
    """Let a letter arrive by the real action."""
    return receive_contact(
        arrived=arrived, at=at or arrived.at, addressed_to=[to], joins=joins, clocked=clocked
    )


def given_open_case(
    *,
    asks: Sequence[str] = ("refund", "extra buses"),
    address: str = MAREN,
    name: str = "Maren Oduya",
    proof: str = "dkim",
    at: datetime = MORNING,
    to: str = "transit@portlumen.example",
    taken_by: Worker | None = None,
) -> Case:
    """Return a case opened by a letter whose points are exactly these asks, in this order."""
    from presszero.cases.actions import take_case

    letter = a_letter(asks=asks, address=address, name=name, proof=proof, at=at)
    case = given_letter(letter, to=to).case
    found = [point.text for point in case.points.live()]
    assert len(found) == len(asks), f"The letter of {list(asks)} was read as {found}"
    if taken_by:
        take_case(case_id=case.pk, by=taken_by.actor, at=at)
    return Case.objects.get(pk=case.pk)


def points_of(case: Case) -> list[Point]:
    """Return a case's live points by number, read again."""
    return list(Point.objects.live().filter(case=case).order_by("number"))


def answering_body(case: Case) -> str:
    """Return a reply that answers each point of given_open_case, one sentence each."""
    said = {ASKS[ask]: ANSWERS[ask] for ask in ASKS}
    return "\n\n".join(["Dear Maren Oduya,", *(said[point.text.strip()] for point in points_of(case))])


def given_draft(case: Case, *, by: Worker, body: str = "", at: datetime = LATER_THAT_DAY) -> Draft:
    """Save a draft on the case; without a body, one that answers every point."""
    return save_draft(case_id=case.pk, body=body or answering_body(case), version=None, by=by.actor, at=at)


def given_marks(case: Case, *, by: Worker, at: datetime = LATER_THAT_DAY) -> None:
    """A person says of each point that the sentence of answering_body answers it."""
    said = {ASKS[ask]: ANSWERS[ask] for ask in ASKS}
    for point in points_of(case):
        mark_point(point_id=point.pk, said="answered", quote=said[point.text.strip()], by=by.actor, at=at)


def given_sent_reply(case: Case, *, by: Worker, at: datetime = LATER_THAT_DAY) -> Contact:
    """Answer every point of the case and send."""
    given_draft(case, by=by, at=at)
    given_marks(case, by=by, at=at)
    return send_reply(
        case_id=case.pk, by=by.actor, at=at, message_id=f"reply-{next(_letters)}@portlumen.example"
    )


def known_to_search() -> None:
    """Let search read every case, as the worker does after each act."""
    know_all_cases(anew=True)


def recorded(case: Case | None = None) -> list[str]:
    """Return the kinds of the record's lines in order, of one case or of all."""
    lines = RecordLine.objects.order_by("id")
    return list((lines.filter(case_id=case.pk) if case else lines).values_list("kind", flat=True))
