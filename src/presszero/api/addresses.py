"""The mail addresses people write to, how teams sign, and a letter that must come back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.words import Id, Words
from presszero.channels.email.house import last_tests, send_test_letter
from presszero.channels.email.models import HouseLetter
from presszero.ground import clock
from presszero.organisation.addresses import all_addresses, keep_address, remove_address, set_voice
from presszero.organisation.models import Address
from presszero.organisation.shaping import all_teams

routes = Routes(tags=["office"])
ACT, ADDRESS = "shape the office", "/addresses/{int:address_id}/"


class AddressGiven(Schema):
    mail_name: Annotated[Words, Field(max_length=64, description="What stands before @.")]
    team: Id
    topic: Id | None = Field(None, description="What letters to it are about, whatever their words.")


class TestShape(Schema):
    """A test of an address. left: waiting, sent, refused or bounced."""

    address: str
    sent_at: datetime
    left: str
    came_back_at: datetime | None
    said: str = Field(description="What the mail server said last.")

    @classmethod
    def of(cls, one: HouseLetter) -> TestShape:
        return cls(
            address=one.address,
            sent_at=one.made_at,
            left=one.outgoing.state,
            came_back_at=one.came_back_at,
            said=one.outgoing.last_words,
        )


class AddressShape(Schema):
    """id: of an address beside those of the teams; none for a team's own."""

    id: int | None
    address: str
    team: int
    topic: int | None
    test: TestShape | None


class VoiceShape(Schema):
    team: int
    sender_name: str
    signature: str


class AddressList(Schema):
    addresses: list[AddressShape]
    voices: list[VoiceShape]

    @classmethod
    def all(cls) -> AddressList:
        tests, teams = last_tests(), all_teams()
        own = [_shape(None, team.mail_name, team.pk, None, tests) for team in teams]
        more = [_of(one, tests) for one in all_addresses()]
        voices = [
            VoiceShape(team=one.pk, sender_name=one.sender_name, signature=one.signature) for one in teams
        ]
        return cls(addresses=[*own, *more], voices=voices)


def _of(one: Address, tests: dict[str, HouseLetter]) -> AddressShape:
    return _shape(one.pk, one.mail_name, one.team_id, one.topic_id, tests)


def _shape(
    address_id: int | None, mail_name: str, team: int, topic: int | None, tests: dict[str, HouseLetter]
) -> AddressShape:
    address = f"{mail_name}@{settings.PRESSZERO.mail_domain}"
    test = tests.get(address)
    return AddressShape(
        id=address_id, address=address, team=team, topic=topic, test=TestShape.of(test) if test else None
    )


class VoiceGiven(Schema):
    sender_name: Words = Field(
        "", description="Stands after the colleague's name; empty: the organisation's."
    )
    signature: Words = Field("", description="May hold {me}, {team}, {organisation} and {phone}.")


class TestGiven(Schema):
    mail_name: Annotated[Words, Field(max_length=64)]


@routes.reads("/addresses/", act=ACT, answers=AddressList, name="list_addresses")
def addresses(request: HttpRequest) -> AddressList:
    """Every address with who reads it and its newest test, and how each team signs."""
    return AddressList.all()


@routes.changes("/addresses/", act=ACT, answers=AddressList, name="add_address", status=201)
def add(request: HttpRequest, given: AddressGiven) -> AddressList:
    """Let a team read one more address."""
    return _kept(request, None, given)


@routes.changes(ADDRESS, act=ACT, answers=AddressList, name="change_address")
def change(request: HttpRequest, address_id: int, given: AddressGiven) -> AddressList:
    """Change its name, its team or its topic."""
    return _kept(request, address_id, given)


def _kept(request: HttpRequest, address_id: int | None, given: AddressGiven) -> AddressList:
    keep_address(
        address_id=address_id,
        mail_name=given.mail_name,
        team_id=given.team,
        topic_id=given.topic,
        by=actor_of(request),
        at=clock.now(),
    )
    return AddressList.all()


@routes.changes(ADDRESS + "removal/", act=ACT, answers=AddressList, name="remove_address")
def remove(request: HttpRequest, address_id: int) -> AddressList:
    """Take it out; letters to it go where their words say."""
    remove_address(address_id=address_id, by=actor_of(request), at=clock.now())
    return AddressList.all()


@routes.changes("/addresses/test/", act=ACT, answers=TestShape, name="test_address", status=201)
def test(request: HttpRequest, given: TestGiven) -> TestShape:
    """Send a letter out to one of our addresses; list_addresses says when it came back."""
    return TestShape.of(send_test_letter(mail_name=given.mail_name, by=actor_of(request), at=clock.now()))


@routes.changes("/teams/{int:team_id}/voice/", act=ACT, answers=VoiceShape, name="set_voice")
def voice(request: HttpRequest, team_id: int, given: VoiceGiven) -> VoiceShape:
    """Say which name stands in a team's letters, and what under its replies."""
    team = set_voice(
        team_id=team_id,
        sender_name=given.sender_name,
        signature=given.signature,
        by=actor_of(request),
        at=clock.now(),
    )
    return VoiceShape(team=team.pk, sender_name=team.sender_name, signature=team.signature)
