"""The town with everything one may knock at: who calls, and how every address and body is filled.

One whose address or body is not known here fails in test_access_matrix.py by its name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.architecture.bodies import PASSWORD, office_bodies, office_parts
from tests.architecture.doors import Door, knock
from tests.cast import MORNING, PortLumen, given_draft, given_marks, given_open_case, given_town, points_of
from tests.channels.chat.chat_cast import Customer

from presszero.cases.actions import ArrivedFile
from presszero.cases.asking_inside import ask_team
from presszero.cases.incidents import open_incident
from presszero.cases.linking import link_cases
from presszero.cases.models import Case, Field, Incident, Inquiry, NoteFile
from presszero.cases.notes import add_note
from presszero.cases.person import what_would_join, what_would_part
from presszero.cases.same_person import note_number, say_same_person
from presszero.channels.email.models import Arrival
from presszero.ground import clock
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.files import store_file
from presszero.ground.models import Duty, RecordLine
from presszero.inbox.asks import ask_colleague
from presszero.inbox.batches import take_cases
from presszero.inbox.saved import keep_view
from presszero.intake.on_behalf import points_to_read_back
from presszero.organisation.models import Membership, Role, SpecialDay, Worker
from presszero.organisation.tokens import make_access_token
from presszero.reading.gatherings import keep_gathering
from presszero.reading.models import Gathering
from presszero.replies.enclosing import attach_files
from presszero.replies.models import DraftFile, Macro
from presszero.ui.times import form_value

CALLERS = [
    "agent",
    "stranger",
    "bot_of_strangers",
    "lead",
    "lead_of_strangers",
    "leader",
    "planner",
    "operator",
    "nobody",
]


@dataclass(frozen=True)
class Matrix:
    """The town with one case of transit, who calls, and how every address and body about it is filled."""

    town: PortLumen
    case: Case
    callers: dict[str, Worker | None]
    clients: dict[str, Client]
    keys: dict[str, str]
    parts: dict[str, Any]
    bodies: dict[str, dict[str, Any]]

    def ask(self, caller: str, door: Door) -> Any:
        return self.knock(caller, door)

    def knock(
        self,
        caller: str,
        door: Door,
        parts: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None,
    ) -> Any:
        """Ask at a door; parts and body: others than the rightful ones."""
        client = Client()
        if door.face == "page":
            client.cookies = self.clients[caller].cookies.copy()  # a new password brings a new one
        key = self.keys[caller] if door.face == "api" else ""
        return knock(client, door, parts or self.parts, body or self.bodies.get(door.name, {}), key)

    def give_password(self, caller: str) -> None:
        """Let somebody have the password that the bodies know, and sign them in with it."""
        if worker := self.callers[caller]:
            worker.set_password(PASSWORD)
            worker.save(update_fields=["password"])
            self.clients[caller] = _signed_in(worker)

    def may_enter(self, caller: str, door: Door) -> bool:
        return door.lets_in(self.callers[caller], self.case.team_id, self.town.tomas)


@pytest.fixture
def matrix(db: None) -> Matrix:
    town = given_town()
    case = given_open_case(asks=["refund", "extra buses"], taken_by=town.tomas)
    given_draft(case, by=town.tomas)
    given_marks(case, by=town.tomas)
    callers = _callers(town)
    return Matrix(
        town=town,
        case=case,
        callers=callers,
        clients={name: _signed_in(worker) for name, worker in callers.items()},
        keys={name: _key(worker) for name, worker in callers.items()},
        parts=_parts(case, town),
        bodies=_bodies(case, town),
    )


def _callers(town: PortLumen) -> dict[str, Worker | None]:
    planner = Worker.objects.create_user(
        "planner@portlumen.example", name="Pia Anders", role=Role.PLANNER, joined_at=MORNING
    )
    bot = Worker.objects.create_user("bot@portlumen.example", name="Shelf Bot", kind="bot", joined_at=MORNING)
    Membership.objects.create(team=town.library, worker=bot)
    people = (town.tomas, town.ivo, bot, town.noor, town.hanne, town.edda, planner, town.piet, None)
    return dict(zip(CALLERS, people, strict=True))


def _signed_in(worker: Worker | None) -> Client:
    client = Client()
    if worker:
        client.force_login(worker)
    return client


def _key(worker: Worker | None) -> str:
    return make_access_token(email=worker.email, name="matrix", by=SYSTEM, at=MORNING) if worker else ""


def _parts(case: Case, town: PortLumen) -> dict[str, Any]:
    """What stands in an address, by its name there."""
    letter = case.contacts.get(kind="letter")
    stored = store_file([b"a photo of the stop"], at=MORNING)
    photo = letter.attachments.create(file=stored, name="stop.txt", content_type="text/plain")
    given_chat_on(case)
    line = RecordLine.objects.filter(case_id=case.pk).earliest("id")
    line.position = 10**9
    line.save()
    duty = Duty.objects.create(
        position=line.position, consequence="acknowledge", stream="case:1", state="parked"
    )
    view = keep_view(name="Mine", words="taxi", team_id=None, by=town.tomas.actor, at=MORNING)
    other = given_open_case(asks=["timetable"], address="jo@lakemail.example")
    batch = take_cases(case_ids=[other.pk], by=town.tomas.actor, at=clock.now()).batch
    asked = ask_colleague(
        to=town.tomas.pk, words="Is it yours?", case_id=None, by=town.odile.actor, at=MORNING
    )
    mail = Arrival.objects.create(
        raw=b"?", digest="d", size_bytes=1, received_at=MORNING, state="quarantined"
    )
    return {
        "case_id": case.pk,
        "other_id": other.customer_id,
        "point_id": points_of(case)[0].pk,
        "promise_id": case.promises.get().pk,
        "contact_id": letter.pk,
        "attachment_id": photo.pk,
        "arrival_id": mail.pk,
        "duty_id": duty.pk,
        "worker_id": town.tomas.pk,
        **office_parts(town),
        "keeper": f"team-{town.transit.pk}",
        "day_id": SpecialDay.objects.create(name="Harbour day", first_on=MORNING, last_on=MORNING).pk,
        "view_id": view.pk,
        "note_file_id": given_note_file(case, town).pk,
        "step_id": case.steps.create(what="Call the driver.", order=1).pk,
        "macro_id": Macro.objects.get_or_create(name="Hours", body="Open from 8.")[0].pk,
        "field_id": Field.objects.get_or_create(name="Meter")[0].pk,
        "draft_file_id": given_draft_file(case, town).pk,
        "inquiry_id": given_team_question(town).pk,
        "incident_id": given_incident(case, town).pk,
        "gathering_id": given_gathering(town).pk,
        "batch_id": batch.pk,
        "ask_id": asked.pk,
        "token": "a" * 26,  # nobody's
        "number": 1,
    }


def given_gathering(town: PortLumen) -> Gathering:
    cases = [given_open_case(asks=["extra buses"], address=f"crowd-{n}@lakemail.example") for n in range(4)]
    crowd = {"began_at": MORNING, "words": ["bus"], "score": 20.0, "rule": "crowds-2"} | {
        "seen_with": 4,
        "within": 4,
        "usual_share": 0.01,
    }
    return keep_gathering(
        case_ids=[case.pk for case in cases], crowd=crowd, team_id=town.transit.pk, at=MORNING
    )


def given_chat_on(case: Case) -> None:
    """Let a customer ask for a person by chat, and let it be this case."""
    customer = Customer()
    customer.writes("0")
    customer.chat.contact = case.contacts.get(kind="letter")
    customer.chat.save()


def given_note_file(case: Case, town: PortLumen) -> NoteFile:
    note = add_note(case_id=case.pk, text="From the depot.", by=town.tomas.actor, at=MORNING)
    stored = store_file([b"a list of buses"], at=MORNING)
    return NoteFile.objects.create(note=note, file=stored, name="buses.txt", content_type="text/plain")


def given_team_question(town: PortLumen) -> Inquiry:
    """The library asks transit."""
    theirs = given_open_case(
        asks=["library book"], address="ida@lakemail.example", to="library@portlumen.example"
    )
    asked = {"text": "Was line 7 late?", "by": town.ivo.actor, "at": MORNING, "message_id": f"t-{theirs.pk}"}
    return ask_team(case_id=theirs.pk, team_id=town.transit.pk, **asked)


def given_incident(case: Case, town: PortLumen) -> Incident:
    return open_incident(
        title="No buses", facts="Three buses were full.", case_id=case.pk, by=town.tomas.actor, at=MORNING
    )


def given_draft_file(case: Case, town: PortLumen) -> DraftFile:
    stored = store_file([b"a list of times"], at=MORNING)
    file = ArrivedFile(digest=stored.digest, name="times.txt", content_type="text/plain")
    return attach_files(case_id=case.pk, files=[file], by=town.tomas.actor, at=MORNING)[0]


def said_of_people(case: Case, town: PortLumen) -> dict[tuple[str, str], dict[str, Any]]:
    """What is said of the person of the case: that somebody is the same, that another is not, and of their number."""
    by = town.tomas.actor
    here = {"case_id": case.pk, "by": by, "at": MORNING}
    other, joined = (
        given_open_case(asks=["timetable"], address=f"{name}@lakemail.example").customer_id
        for name in ("near", "joined")
    )
    say_same_person(other_id=joined, shown=_shown(case, joined, by), **here)
    note_number(phone="0470 12 34 56", **here)
    held = {"number": case.customer.addresses.get(kind="phone").pk}
    parting = what_would_part(case_id=case.pk, other_id=joined, by=by)
    return {
        ("person_same", "say_same_person"): {"other": other, "shown": _shown(case, other, by)},
        ("person_parting", "say_other_person"): {"other": joined, "shown": parting.shown},
        ("number_note", "note_number"): {"phone": "0470 12 34 58"},
        ("number_correct", "correct_number"): held | {"phone": "0470 12 34 57"},
        ("number_remove", "remove_number"): held,
    }


def _shown(case: Case, other_id: int, by: Actor) -> str:
    coming = what_would_join(case_id=case.pk, other_id=other_id, by=by)
    return coming.shown if coming else ""


def _bodies(case: Case, town: PortLumen) -> dict[str, dict[str, Any]]:
    """What each change is sent, by the name of its route, so that the rightful one would be let through."""
    first, second = points_of(case)
    beside, linked = (given_open_case(asks=["refund"]) for _ in range(2))
    link_cases(case_id=case.pk, reference=linked.reference, words="", by=town.tomas.actor, at=MORNING)
    soon = clock.now() + timedelta(days=2)
    letter = case.contacts.get(kind="letter")
    local = soon.strftime("%Y-%m-%dT%H:%M")
    shared: dict[tuple[str, str], dict[str, Any]] = {
        ("handover", "hand_over_case"): {"to": town.odile.pk, "words": "She was called."},
        ("close", "close_case"): {"outcome": "no_answer_needed", "words": "It only thanks us."},
        ("note", "add_note"): {"words": "Seen."},
        ("batch", "act_on_many"): {"act": "take", "cases": [case.pk]},
        ("ask_answer", "answer_ask"): {"words": "It is."},
        ("view_keep", "keep_view"): {"name": "Taxis", "words": "taxi"},
        ("draft", "save_draft"): {"body": "Another text."},
        ("check", "check_words"): {"body": "Another text."},
        ("chat_say", "answer_in_chat"): {"words": "Hello.", "key": "1"},
        ("take_file_off", "take_file_off"): {"file": given_draft_file(case, town).pk},
        ("copies", "copy_reply_to"): {"copies": ["union@workers.example"]},
        ("unmark", "unmark_point"): {"point": first.pk},
        ("point_add", "add_point"): {"contact": letter.pk, "start": 0, "end": 12},
        ("point_edit", "word_point"): {"ask": "Money back"},
        ("point_merge", "merge_point"): {"into": second.pk},
        ("point_split", "split_point"): {"at": 8},
        ("point_take_out", "take_out_point"): {"why": "Not asked."},
        ("promise_kept", "keep_promise"): {"words": "Done."},
        ("promise_broken", "break_promise"): {"words": "It could not be."},
        ("tag", "tag_case"): {"tag": "fireworks"},
        ("ask_team", "ask_team"): {"team": town.library.pk, "words": "Was the room open?"},
        ("team_answer", "answer_for_team"): {"words": "It was."},
        ("join_incident", "join_incident"): {"title": "No trams", "facts": "The line was down."},
        ("gathering_confirm", "confirm_gathering"): {"title": "No buses"},
        ("incident_facts", "write_facts"): {"facts": "Three buses were full."},
        ("topic", "set_topic"): {"topic": town.transit.topics.first().pk},  # type: ignore[union-attr]
        ("untag", "untag_case"): {"tag": "fireworks"},
        ("field", "set_field"): {"field": Field.objects.get_or_create(name="Meter")[0].pk, "value": "7"},
        ("ask", "ask_outside"): {"address": "depot@bus.example", "subject": "Bus 7", "words": "Was it full?"},
        ("steps", "add_steps"): {"words": "Call the driver."},
        ("link", "link_cases"): {"reference": beside.reference},
        ("unlink", "unlink_cases"): {"other": linked.pk},
        ("merge", "merge_case"): {"reference": beside.reference, "into": beside.reference},
        ("pledge", "settle_pledge"): {"quote": "The taxi is refunded", "owner": town.tomas.pk},
    }
    shared |= said_of_people(case, town)
    bodies = {f"desk:{page}": body for (page, _), body in shared.items()}
    bodies |= {operation: body for (_, operation), body in shared.items()}
    anybody_asks = Worker.objects.create_user(
        "second@portlumen.example", name="Ada Second", role=Role.LEADER, joined_at=MORNING
    )
    bodies["desk:asks"] = bodies["ask_colleague"] = {"to": anybody_asks.pk, "words": "Is it yours?"}
    declined = {"point": first.pk, "reason": "Not ours."}
    bodies["desk:mark"], bodies["mark_point"] = declined | {"as": "declined"}, declined | {"said": "declined"}
    bodies["office:parked_dismiss"] = bodies["dismiss_parked"] = {"words": "She was told at the counter."}
    bodies["desk:urgency"], bodies["say_urgency"] = {"as": "urgent"}, {"said": "urgent"}
    bodies["desk:letters_send"] = bodies["send_letters"] = {"cases": [case.pk]}
    no_promise = {"quote": "Three buses were full."}
    bodies["desk:letters_pledge"] = no_promise | {"as": "not_a_promise"}
    bodies["settle_shared_pledge"] = no_promise | {"said": "not_a_promise"}
    bodies["desk:snooze"] = {"until": form_value(clock.now() + timedelta(minutes=9), "Europe/Berlin")}
    bodies["snooze_case"] = {"until": (clock.now() + timedelta(minutes=9)).isoformat()}
    bodies["desk:split"], bodies["split_case"] = {f"point-{first.pk}": "1"}, {"points": [first.pk]}
    bodies["desk:attach"] = {"files": SimpleUploadedFile("stop.txt", b"a photo of the stop")}
    bodies["attach_file"] = {"name": "stop.txt", "content": "YSBwaG90bw=="}
    heard = points_to_read_back(words="Please refund the taxi.", at=MORNING)
    said = {"words": "Please refund the taxi."}
    kept = said | {"channel": "phone", "read_back": heard.digest}
    bodies["desk:on_behalf"], bodies["find_points"] = kept | {"as": "read"}, said
    bodies["open_case_on_behalf"] = kept
    bodies["desk:pledge"] = bodies["desk:pledge"] | {"due": local}
    bodies["settle_pledge"] = bodies["settle_pledge"] | {"due": soon.isoformat()}
    bodies["desk:promise_new_time"] = {"due": local, "words": "It takes longer."}
    bodies["propose_new_time"] = {"due": soon.isoformat(), "words": "It takes longer."}
    return bodies | office_bodies(case, town)


def rows() -> dict[str, str]:
    """Return a digest of all rows of each of our tables."""
    models = [
        one for one in apps.get_models(include_auto_created=True) if one.__module__.startswith("presszero.")
    ]
    tables = sorted({model._meta.db_table for model in models})
    ask = "SELECT '{0}', md5(coalesce(string_agg(row::text, '|' ORDER BY row::text), '')) FROM {0} AS row"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(ask.format(table) for table in tables))
        return dict(cursor.fetchall())


def changed_by(act: Callable[[], Any]) -> list[str]:
    """Do it and return the tables in which rows came, went or changed."""
    before = rows()
    act()
    return [table for table, digest in rows().items() if digest != before[table]]
