"""Secrets: 128 random bits, kept only as a hash."""

from __future__ import annotations

import re

from presszero.ground.tokens import new_token, token_hash


def test_tokens_hold_128_bits_in_letters_that_survive_a_mail_address() -> None:
    tokens = {new_token() for _ in range(500)}
    assert len(tokens) == 500
    assert all(re.fullmatch(r"[a-z2-7]{26}", token) for token in tokens)
    firsts = {token[0] for token in tokens}
    assert len(firsts) > 16  # every place of it is drawn


def test_what_is_stored_is_not_the_token() -> None:
    token = new_token()
    assert re.fullmatch(r"[0-9a-f]{64}", token_hash(token))
    assert token not in token_hash(token)
    assert token_hash(token) != token_hash(new_token())
