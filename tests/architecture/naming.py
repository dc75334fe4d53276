"""What the bodies of changes name by number or reference: in which fields, and what is tried there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.architecture.matrix import Matrix
from tests.cast import MORNING, PortLumen, a_letter, given_letter, given_open_case, points_of

from presszero.cases.actions import ArrivedFile
from presszero.cases.incidents import open_incident
from presszero.cases.models import Field
from presszero.cases.same_person import note_number
from presszero.ground.files import store_file
from presszero.organisation.models import Topic
from presszero.replies.enclosing import attach_files

NOBODYS = 10**9
NOBODYS_REFERENCE = "PL-999999999"
Put = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Naming:
    """One field of one change that names something. kind: what, as own_ids and foreign_ids call it.

    put: what the body holds when the field names something. beside: what else it holds for the field to be read.
    """

    door: str
    field: str
    kind: str
    beside: dict[str, Any] = field(default_factory=dict)
    put: Put | None = None

    def __str__(self) -> str:
        return f"{self.door} {self.field}"

    def body(self, rightful: dict[str, Any], named: Any) -> dict[str, Any]:
        """Return the rightful body with this field naming something else."""
        others = {name: value for name, value in rightful.items() if not name.startswith(self.field)}
        return others | self.beside | (self.put(named) if self.put else {self.field: named})


def many(name: str) -> Put:
    return lambda named: {name: [named]}


def ticked(prefix: str) -> Put:
    return lambda named: {f"{prefix}{named}": "1"}


def both(page: str, operation: str, name: str, kind: str, **more: Any) -> list[Naming]:
    """The same field of a page and of its operation."""
    return [Naming(page, name, kind, **more), Naming(operation, name, kind, **more)]


def desk(page: str, operation: str, name: str, kind: str, **more: Any) -> list[Naming]:
    return both(f"desk:{page}", operation, name, kind, **more)


def office(page: str, operation: str, name: str, kind: str, **more: Any) -> list[Naming]:
    return both(f"office:{page}", operation, name, kind, **more)


NAMED = [
    *desk("batch", "act_on_many", "cases", "case", put=many("cases")),
    *desk("batch", "act_on_many", "to", "worker", beside={"act": "hand_over", "words": "She was called."}),
    *desk("batch", "act_on_many", "topic", "topic", beside={"act": "topic"}),
    *desk("batch", "act_on_many", "incident", "incident", beside={"act": "incident"}),
    *desk("handover", "hand_over_case", "to", "worker"),
    *desk("asks", "ask_colleague", "to", "worker"),
    *desk("asks", "ask_colleague", "case", "case"),
    *desk("view_keep", "keep_view", "team", "team"),
    *desk("topic", "set_topic", "topic", "topic"),
    *desk("field", "set_field", "field", "field"),
    *desk("link", "link_cases", "reference", "reference"),
    *desk("unlink", "unlink_cases", "other", "linked"),
    Naming("desk:merge", "reference", "reference"),
    Naming("merge_case", "into", "reference"),
    Naming("desk:split", "point-", "point", put=ticked("point-")),
    Naming("desk:split", "letter-", "whole_letter", put=ticked("letter-")),
    Naming("split_case", "points", "point", put=many("points")),
    Naming("split_case", "letters", "whole_letter", put=many("letters")),
    *desk("person_same", "say_same_person", "other", "person"),
    *desk("person_parting", "say_other_person", "other", "joined"),
    *desk("number_correct", "correct_number", "number", "phone"),
    *desk("number_remove", "remove_number", "number", "phone"),
    *desk("join_incident", "join_incident", "incident", "incident"),
    *desk("point_add", "add_point", "contact", "letter"),
    *desk("point_merge", "merge_point", "into", "other_point"),
    *desk("mark", "mark_point", "point", "point"),
    *desk("unmark", "unmark_point", "point", "point"),
    Naming("desk:mark", "owner", "worker", beside={"as": "promised", "due": "2099-01-01T12:00"}),
    Naming("mark_point", "owner", "worker", beside={"said": "promised", "due": "2099-01-01T12:00Z"}),
    *desk("pledge", "settle_pledge", "owner", "worker"),
    *desk("take_file_off", "take_file_off", "file", "file"),
    *desk("letters_send", "send_letters", "cases", "case", put=many("cases")),
    *desk("on_behalf", "open_case_on_behalf", "customer", "customer", beside={"as": "keep"}),
    *desk("on_behalf", "open_case_on_behalf", "team", "team", beside={"as": "keep"}),
]

# Who shapes the house shapes it for all its teams, and any team may be asked: only what nobody has is refused.
OF_THE_HOUSE = [
    *desk("ask_team", "ask_team", "team", "other_team"),
    *office("flow_make", "make_flow", "team", "team"),
    *office("topics", "make_topic", "team", "team"),
    *office("topics", "make_topic", "skill", "skill"),
    *office("topic", "change_topic", "team", "team"),
    *office("topic", "change_topic", "skill", "skill"),
    *office("addresses", "add_address", "team", "team"),
    *office("addresses", "add_address", "topic", "topic"),
    *office("address", "change_address", "team", "team"),
    *office("address", "change_address", "topic", "topic"),
    *office("people", "invite_person", "teams", "team", put=many("teams")),
    *office("person", "change_person", "teams", "team", put=many("teams")),
    *office("person", "change_person", "leads", "team", put=many("leads"), beside={"role": "lead"}),
    Naming("change_person", "skills", "skill", put=lambda named: {"skills": {str(named): 1}}),
    *office("macros", "make_macro", "team", "team"),
    *office("macro", "change_macro", "team", "team"),
    *office("fields", "make_field", "team", "team"),
    *office("fields", "make_field", "needed_for", "topic", put=many("needed_for")),
    *office("field", "change_field", "team", "team"),
    *office("field", "change_field", "needed_for", "topic", put=many("needed_for")),
    *office("reply_check_learn", "learn_threshold", "team", "team"),
    *(
        one
        for page, operation in (("rules", "write_rule"), ("rule", "change_rule"))
        for does, kind in (("route", "team"), ("tell", "worker"), ("macro", "macro"))
        for one in (
            Naming(f"office:{page}", "act0", kind, beside={"does0": does}),
            Naming(
                operation,
                "acts",
                kind,
                put=lambda named, does=does: {"acts": [{"does": does, "value": str(named)}]},
            ),
        )
    ),
    *(
        one
        for page, operation in (("rules", "write_rule"), ("rule", "change_rule"))
        for asks, kind in (("team", "team"), ("topic", "topic"), ("owner", "worker"))
        for one in (
            Naming(f"office:{page}", "value0", kind, beside={"asks0": asks}),
            Naming(
                operation,
                "conditions",
                kind,
                put=lambda named, asks=asks: {"conditions": [{"asks": asks, "value": str(named)}]},
            ),
        )
    ),
]


def own_ids(matrix: Matrix) -> dict[str, Any]:
    """Return by kind what an agent of transit may name about the case of the matrix."""
    case, town, bodies = matrix.case, matrix.town, matrix.bodies
    first, second = points_of(case)
    beside = given_open_case(asks=["refund"], address="by@lakemail.example")
    incident = open_incident(
        title="No trams", facts="The line was down.", case_id=beside.pk, by=town.tomas.actor, at=MORNING
    )
    return {
        "case": case.pk,
        "linked": bodies["unlink_cases"]["other"],
        "reference": bodies["link_cases"]["reference"],
        "point": first.pk,
        "other_point": second.pk,
        "letter": case.contacts.get(kind="letter").pk,
        "customer": case.customer_id,
        "person": bodies["say_same_person"]["other"],
        "joined": bodies["say_other_person"]["other"],
        "phone": bodies["correct_number"]["number"],
        "file": bodies["take_file_off"]["file"],
        "incident": incident.pk,
        "worker": town.odile.pk,
        "whole_letter": given_letter(a_letter(asks=["timetable"]), joins=case).pk,
        "team": town.transit.pk,
        "other_team": town.library.pk,
        "topic": Topic.objects.filter(team=town.transit).last().pk,  # type: ignore[union-attr]
        "field": Field.objects.get(name="Meter").pk,
        "skill": matrix.parts["skill_id"],
        "macro": matrix.parts["macro_id"],
    }


def foreign_ids(town: PortLumen) -> dict[str, Any]:
    """Return by kind what only the library sees, all of one case of theirs."""
    case = given_open_case(
        asks=["library book", "timetable"],
        address="ida@lakemail.example",
        to="library@portlumen.example",
        taken_by=town.ivo,
    )
    by = town.ivo.actor
    note_number(case_id=case.pk, phone="0470 99 88 77", by=by, at=MORNING)
    stored = store_file([b"a list of rooms"], at=MORNING)
    file = ArrivedFile(digest=stored.digest, name="rooms.txt", content_type="text/plain")
    theirs = {"case_id": case.pk, "by": by, "at": MORNING}
    incident = open_incident(title="No light", facts="The lamps were out.", **theirs)
    first, second = points_of(case)
    return {
        "case": case.pk,
        "linked": case.pk,
        "reference": case.reference,
        "point": first.pk,
        "other_point": second.pk,
        **dict.fromkeys(("letter", "whole_letter"), case.contacts.get(kind="letter").pk),
        **dict.fromkeys(("customer", "person", "joined"), case.customer_id),
        "phone": case.customer.addresses.get(kind="phone").pk,
        "file": attach_files(files=[file], **theirs)[0].pk,
        "incident": incident.pk,
        "worker": town.ivo.pk,
        "team": town.library.pk,
        "topic": Topic.objects.filter(team=town.library).first().pk,  # type: ignore[union-attr]
        "field": Field.objects.create(name="Shelf", team=town.library).pk,
    }


def nobodys(kind: str) -> Any:
    return NOBODYS_REFERENCE if kind == "reference" else NOBODYS
