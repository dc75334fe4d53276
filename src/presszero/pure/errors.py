"""The one root of every error that is told to a person."""

from __future__ import annotations

from collections.abc import Mapping


class PressZeroError(Exception):
    """Something a person must be told: what happened, with the numbers, and what to do next.

    The sentence is shown as it stands, on a screen, in the API's envelope and
    on the command line. status is the HTTP status a face answers with.
    """

    status = 409

    @property
    def sentence(self) -> str:
        return str(self)


class NotFoundHere(PressZeroError):
    """The thing is not there, or not for this person: both read the same."""

    status = 404


class NotAllowed(PressZeroError):
    """This role may not do this."""

    status = 403


class BadInput(PressZeroError):
    """What was given cannot be taken. field names the place on the form; fields has the sentence of each place."""

    status = 422

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
        self.fields: Mapping[str, str] = {field: sentence}

    @classmethod
    def in_fields(cls, fields: Mapping[str, str]) -> BadInput:
        """Return one error for several places of a form, at least one: nobody should have to press twice to learn."""
        error = cls(" ".join(fields.values()), next(iter(fields)))
        error.fields = fields
        return error
