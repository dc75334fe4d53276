"""What keeps a chat from going on."""

from __future__ import annotations

from presszero.pure.errors import NotAllowed, PressZeroError


class ChatOver(PressZeroError):
    """The conversation has ended; another one can be begun."""


class NoChatHere(PressZeroError):
    """No flow for chat is live, so that nobody would answer."""


class NotInTheChat(PressZeroError):
    """A colleague writes before the customer was told of them."""


class TooManyTurns(PressZeroError):
    """More came from one place in a short time than a person writes."""

    status = 429


class SiteNotAllowed(NotAllowed):
    """A page of a site that the organisation has not named."""
