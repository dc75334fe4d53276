"""Addresses that carry a secret, and message ids.

A reply to a case goes to an address with 128 random bits in it; the bits are stored with the case and nothing
can be computed from them, so a guessed case number opens nothing.
"""

import re

from presszero.ground.tokens import new_token

_ADDRESS = re.compile(r"(reply|bounce|ask)\+([a-z2-7]{26})@([a-z0-9.\-]{1,253})")


def reply_address(token: str, domain: str) -> str:
    """Return the address to which a customer answers a case. Raises ValueError when the token is none of ours."""
    return _address("reply", token, domain)


def bounce_address(token: str, domain: str) -> str:
    """Return the envelope sender of one outgoing mail. Raises ValueError when the token is none of ours."""
    return _address("bounce", token, domain)


def ask_address(token: str, domain: str) -> str:
    """Return the address to which somebody outside answers an inquiry. Raises ValueError when the token is none of ours."""
    return _address("ask", token, domain)


def ask_token(address: str, domain: str) -> str | None:
    """Return the token in an address for answers from outside, None for any other address."""
    return _token("ask", address, domain)


def reply_token(address: str, domain: str) -> str | None:
    """Return the token in a reply address of ours, None for any other address."""
    return _token("reply", address, domain)


def bounce_token(address: str, domain: str) -> str | None:
    """Return the token in a bounce address of ours, None for any other address."""
    return _token("bounce", address, domain)


def new_message_id(domain: str) -> str:
    """Return a message id that nobody can guess, without angle brackets, as ids are kept everywhere here."""
    return f"{new_token()}@{domain}"


def _address(kind: str, token: str, domain: str) -> str:
    address = f"{kind}+{token}@{domain.lower()}"
    if not _ADDRESS.fullmatch(address):
        raise ValueError(
            f"A {kind} address needs a token of 26 base32 characters and a domain; make one with new_token()."
        )
    return address


def _token(kind: str, address: str, domain: str) -> str | None:
    found = _ADDRESS.fullmatch(address.strip().strip("<>").lower())
    return found[2] if found and found[1] == kind and found[3] == domain.lower() else None
