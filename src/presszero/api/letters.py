"""Letters the house writes by itself, in the organisation's own words or the shipped ones."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.words import Words
from presszero.channels.email.wordings import read_as, wording
from presszero.ground import clock
from presszero.organisation.wordings import LETTERS, keep_wording, own_wordings, ship_wording_again

routes = Routes(tags=["office"])
ACT, LETTER = "shape the office", "/letters/{str:letter}/{str:language}/"


class WordingShape(Schema):
    letter: str
    language: str
    text: str
    own: bool = Field(description="False: the shipped words.")
    needed: list[str] = Field(description="What the words must hold in braces.")
    reads: str = Field(description="How it reads for a made-up customer.")


class WordingList(Schema):
    letters: list[WordingShape]

    @classmethod
    def all(cls) -> WordingList:
        own, url = own_wordings(), settings.PRESSZERO.public_url
        kept = [
            (letter, code, wording(letter, code)) for letter in LETTERS for code, _name in settings.LANGUAGES
        ]
        return cls(
            letters=[
                WordingShape(
                    letter=letter,
                    language=code,
                    text=text,
                    own=(letter, code) in own,
                    needed=list(LETTERS[letter].needed),
                    reads=read_as(text, code, public_url=url),
                )
                for letter, code, text in kept
            ]
        )


class WordingGiven(Schema):
    text: Words


@routes.reads("/letters/", act=ACT, answers=WordingList, name="list_letters")
def letters(request: HttpRequest) -> WordingList:
    """Every letter in every language: its words, and how it reads."""
    return WordingList.all()


@routes.changes(LETTER, act=ACT, answers=WordingList, name="word_letter")
def word(request: HttpRequest, letter: str, language: str, given: WordingGiven) -> WordingList:
    """Say a letter in words of one's own from now on."""
    keep_wording(letter=letter, language=language, text=given.text, by=actor_of(request), at=clock.now())
    return WordingList.all()


@routes.changes(LETTER + "shipped/", act=ACT, answers=WordingList, name="ship_letter")
def shipped(request: HttpRequest, letter: str, language: str) -> WordingList:
    """Go back to the shipped words."""
    ship_wording_again(letter=letter, language=language, by=actor_of(request), at=clock.now())
    return WordingList.all()
