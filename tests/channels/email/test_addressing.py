"""The reply address opens a case only to whom it was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presszero.channels.email.addressing import (
    bounce_address,
    bounce_token,
    new_message_id,
    new_token,
    reply_address,
    reply_token,
)

DOMAIN = "portlumen.example"


def test_token_comes_back_from_its_address_however_it_is_written():
    token = new_token()
    address = reply_address(token, DOMAIN)
    assert address == f"reply+{token}@{DOMAIN}"
    assert reply_token(address, DOMAIN) == token
    assert reply_token(f" <{address.upper()}> ", DOMAIN.upper()) == token
    assert bounce_token(bounce_address(token, DOMAIN), DOMAIN) == token


def test_tokens_and_message_ids_are_never_the_same():
    assert len({new_token() for _ in range(1_000)}) == 1_000
    assert new_message_id(DOMAIN) != new_message_id(DOMAIN)
    assert len(new_token()) == 26


@pytest.mark.parametrize(
    "address",
    ["", "reply@portlumen.example", "reply+42@portlumen.example", "bus@portlumen.example", "reply+%s@evil.example",
     "reply+%s@portlumen.example.evil.example", "bounce+%s@portlumen.example", "x reply+%s@portlumen.example"],
)  # fmt: skip
def test_other_address_opens_nothing(address):
    assert reply_token(address.replace("%s", new_token()), DOMAIN) is None


def test_bad_token_makes_no_address():
    with pytest.raises(ValueError, match="26 base32"):
        reply_address("42", DOMAIN)


@given(st.text(max_size=80))
def test_any_words_are_looked_at_without_an_error(words):
    assert reply_token(words, DOMAIN) is None
