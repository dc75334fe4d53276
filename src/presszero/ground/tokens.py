"""Secrets that open something: at least 128 random bits, kept only as a hash."""

from __future__ import annotations

import base64
import hashlib
import secrets


def new_token() -> str:
    """Return 26 lower-case letters and digits that hold 128 random bits."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def token_hash(token: str) -> str:
    """Return what is stored in place of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
