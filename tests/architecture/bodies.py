"""What each change of the office is sent, so that the rightful one would be let through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import MORNING, PortLumen
from tests.flows.flow_texts import SAFE_FLOW

from presszero.cases.models import Case
from presszero.channels.chat.sites import add_site
from presszero.flows.actions import make_flow, save_version
from presszero.flows.waiving import waive_finding
from presszero.ground import clock
from presszero.lines.closing import close_line
from presszero.organisation.inviting import invite
from presszero.organisation.models import Address, CoverDay, Invitation, Skill, Topic
from presszero.reading.models import TextModel, Threshold
from presszero.rules.keeping import keep_rule

WAIVED: dict[str, Any] = {
    "rule": "S1",
    "node": "hello",
    "reason": "Until Sunday.",
    "until": (MORNING + timedelta(days=7)).date(),
}
MENDABLE = SAFE_FLOW.replace('keys: {"1": ferries}', 'keys: {"1": ferries}\n    no_input: hello')
MENU_CONF = "[menu]\nexten => s,1,Answer()\n same => n,Background(hello)\n same => n,WaitExten(5)\nexten => 0,1,Queue(help)\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20300101\r\nSUMMARY:New Year\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
PASSWORD = "nine herons by the pier"


def office_parts(town: PortLumen) -> dict[str, Any]:
    """What stands in addresses of the office."""
    skill = Skill.objects.create(name="Timetables")
    invite(email="new@x.example", name="New One", role="agent", teams=[], by=town.piet.actor, at=clock.now())
    rule = keep_rule(
        rule_id=None,
        name="Lamps",
        when="opened",
        conditions=[],
        acts=[("tag", "lamp")],
        is_on=False,
        by=town.piet.actor,
        at=clock.now(),
    )
    return {
        **flow_parts(town),
        "rule_id": rule.pk,
        "factor_id": Authenticator.objects.create(
            user=town.tomas, type="webauthn", data={"name": "Phone"}
        ).pk,
        "session_id": UserSession.objects.create(
            user=town.tomas, ip="192.0.2.7", session_key="elsewhere", user_agent="Firefox/140"
        ).pk,
        "provider_id": "house",
        "letter": "acknowledgement",
        "language": "en",
        "cover_day_id": CoverDay.objects.create(
            team=town.transit, name="Training", first_on=MORNING, last_on=MORNING
        ).pk,
        "closing_id": close_line(
            team_id=town.transit.pk,
            begins_at=clock.now(),
            ends_at=clock.now() + timedelta(days=1),
            why="Training",
            by=town.noor.actor,
            at=clock.now(),
        ).pk,
        "address_id": Address.objects.create(mail_name="lamps", team=town.transit).pk,
        "threshold_id": Threshold.objects.create(value=0.5, rules="ab" * 32, made_at=MORNING).pk,
        "model_id": TextModel.objects.get_or_create(hash="ab" * 32, made_at=MORNING, size_bytes=9)[0].pk,
        "team_id": town.transit.pk,
        "topic_id": Topic.objects.get(name="The shop").pk,
        "skill_id": skill.pk,
        "invitation_id": Invitation.objects.get().pk,
        "site_id": add_site(address="https://www.city.example", by=town.piet.actor, at=clock.now()).pk,
    }


def flow_parts(town: PortLumen) -> dict[str, Any]:
    """What stands in addresses of flows: a flow with a safe draft, and a waiver."""
    by, at = town.noor.actor, clock.now()
    flow = make_flow(name="harbour", purpose="phone", team_id=town.transit.pk, by=by, at=at)
    draft = save_version(flow_id=flow.pk, text=SAFE_FLOW, by=by, at=at)
    waiver = waive_finding(flow_id=flow.pk, **WAIVED, by=by, at=at)
    return {"flow_id": flow.pk, "version_id": draft.pk, "waiver_id": waiver.pk}


def flow_bodies(town: PortLumen) -> dict[str, dict[str, Any]]:
    flow = {"name": "night", "purpose": "chat", "team": town.transit.pk}
    waived = WAIVED | {"until": WAIVED["until"].isoformat()}
    text = {"text": SAFE_FLOW}
    return {
        "make_flow": flow,
        "office:flow_make": flow,
        "check_flow": text,
        "office:flow_check": text,
        "bring_in_flow": {"file": "menu.conf", "text": MENU_CONF},
        "office:flow_bring_in": {"file": SimpleUploadedFile("menu.conf", MENU_CONF.encode())},
        "mend_flow": {"text": MENDABLE, "finding": 0},
        "office:flow_mend": {"text": MENDABLE, "chosen": "0"},
        "try_flow": text | {"steps": [{"how": "typed", "words": "0"}]},
        "office:flow_trial": text | {"steps": '[["typed", "0"]]'},
        "save_flow": text,
        "office:flow_draft": text | {"seen": "1"},
        "publish_flow_version": {},
        "waive_finding": waived,
        "office:flow_waivers": waived,
        "offer_person_first": {"on": True},
        "office:person_first": {"on": "on"},
    }


def office_bodies(case: Case, town: PortLumen) -> dict[str, dict[str, Any]]:
    targets = {"first_hours": 8, "warn_before_hours": 2}
    holiday = {"name": "Harbour day", "first_on": "2030-07-14"}
    team = {"name": "Transit", "mail_name": "buses", "open_limit": 9}
    topic = {"name": "Ferries", "team": town.transit.pk}
    person = {
        "name": "Tomas Vell",
        "role": "agent",
        "teams": [town.transit.pk],
        "language": "en",
        "languages": ["en"],
    }
    someone = {"email": "another@x.example", "name": "Another One", "role": "agent"}
    rule = {"name": "Ferries", "when": "opened"}
    address = {"mail_name": "refunds", "team": town.transit.pk}
    macro = {"name": "Thanks", "body": "Thank you, {customer}."}
    field = {"name": "Line", "kind": "text"}
    house = {"name": "Port Lumen", "phone": "", "time_zone": "Europe/Berlin", "language": "en"}
    asked = {"acts": [{"does": "tag", "value": "ferry"}]}
    filled = {"does0": "tag", "act0": "ferry"}
    return {
        "make_macro": macro,
        "change_macro": macro,
        "office:macros": macro,
        "office:macro": macro,
        "make_field": field,
        "change_field": field,
        "office:fields": field,
        "office:field": field,
        **flow_bodies(town),
        "change_password": {"old": PASSWORD, "new": "eleven gulls on the roof"},
        "office:password": {"old": PASSWORD, "new": "eleven gulls on the roof"},
        "change_organisation": house,
        "office:organisation": house,
        "add_address": address,
        "change_address": address,
        "office:addresses": address,
        "office:address": address,
        "test_address": {"mail_name": "transit"},
        "office:address_test": {"mail_name": "transit"},
        "set_voice": {"sender_name": "Buses"},
        "office:voice": {"sender_name": "Buses"},
        "word_letter": {"text": "{owner} by {when}: {link} {reference}"},
        "office:letter": {"text": "{owner} by {when}: {link} {reference}"},
        "require_factors": {"roles": []},
        "write_rule": rule | asked,
        "change_rule": rule | asked,
        "office:rules": rule | filled,
        "office:rule": rule | filled,
        "switch_rule": {"on": True},
        "make_team": {"name": "Ferries", "mail_name": "ferries"},
        "office:teams": {"name": "Ferries", "mail_name": "ferries"},
        "change_team": team,
        "office:team_page": team,
        "make_topic": topic,
        "office:topics": topic | {"words": "ferry"},
        "change_topic": topic,
        "office:topic": topic | {"words": "ferry"},
        "add_chat_site": {"address": "https://help.city.example"},
        "office:chat": {"address": "https://help.city.example"},
        "make_skill": {"name": "Ferries"},
        "office:skills": {"name": "Ferries"},
        "invite_person": someone,
        "office:people": someone,
        "change_person": person,
        "office:person": person,
        "set_access": {"open": False},
        "office:access": {"open": ""},
        "set_week": {"week": ["08:00-18:00"] * 7},
        "set_cover": {"week": ["08:00-18:00 x2"] * 7},
        "office:cover_week": {f"day{day}": "08:00-18:00 x2" for day in range(7)},
        "add_cover_day": holiday | {"cover": "10:00-12:00 x1"},
        "office:cover_days": holiday | {"spans": "10:00-12:00 x1"},
        "close_line": {"why": "Training", "ends_at": (clock.now() + timedelta(hours=2)).isoformat()},
        "office:line_closing": {
            "why": "Training",
            "ends_at": (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"),
        },
        "set_targets": targets,
        "office:hours_targets": {"first": "8", "warn": "2"},
        "add_special_day": holiday,
        "office:hours_special": holiday,
        "take_in_calendar": {"text": CALENDAR},
        "office:hours_take_in": {"file": SimpleUploadedFile("days.ics", CALENDAR.encode())},
        "set_presence": {"presence": "busy"},
        "desk:presence": {"presence": "busy"},
        "make_place": {"name": "Quay Street counter"},
        "office:place_make": {"name": "Quay Street counter"},
    }
