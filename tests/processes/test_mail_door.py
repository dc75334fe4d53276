"""What the mail door says, and that 250 is said for nothing but a mail that is kept."""

from __future__ import annotations

import threading

import pytest
from mail_client import Client, LocalTalk, RunningDoor
from tests.waiting import wait_for

from presszero.processes import mail

LETTER = b"Subject: The bus\r\n\r\nWhy was it late?"


def test_mail_is_kept_byte_for_byte_before_its_sender_hears_250() -> None:
    with RunningDoor() as door:
        client = door.client()
        assert client.hand_in(LETTER + b"\r\n..dots\r\n\xff\x00") == "250 2.0.0 Kept\r\n"
        kept = [
            (
                LETTER + b"\r\n.dots\r\n\xff\x00\r\n",
                "rider@lakemail.example",
                ["transit@portlumen.example"],
                "127.0.0.1",
            )
        ]
        assert door.kept == kept
        client.close()


def test_mail_that_cannot_be_kept_is_put_off_and_the_talk_goes_on() -> None:
    away = threading.Event()
    away.set()

    def keep(*_: object) -> None:
        if away.is_set():
            raise OSError("the database is away")

    with RunningDoor(keep=keep) as door:
        client = door.client()
        assert client.hand_in(LETTER).startswith("451 4.3.0")
        away.clear()
        assert client.hand_in(LETTER).startswith("250")
        client.close()


@pytest.mark.parametrize(
    "end",
    [b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r", b"\r.\r\n", b"\r\n\x00.\r\n", b"\r\n.\r\r\n"],
)
def test_smuggled_second_mail_stays_inside_the_first(end: bytes) -> None:
    second = b"MAIL FROM:<boss@portlumen.example>\r\nRCPT TO:<transit@portlumen.example>\r\nDATA\r\nForged"
    with RunningDoor() as door:
        client = door.client()
        assert client.hand_in(LETTER + end + second).startswith("250")
        assert client.say("NOOP").startswith("250")
        assert len(door.kept) == 1
        assert b"Forged" in door.kept[0][0]
        client.close()


def test_command_sent_before_tls_is_not_taken_as_said_under_tls() -> None:
    with RunningDoor() as door:
        client = door.client()
        client.send(b"STARTTLS\r\nMAIL FROM:<rider@lakemail.example>\r\n")
        # No TLS is offered, so there is none to inject into; the refusal is said before anything else.
        assert client.answer().startswith(("454", "500", "502"))
        client.close()


def test_mail_for_another_domain_is_refused() -> None:
    with RunningDoor() as door:
        client = door.client()
        client.say("MAIL FROM:<rider@lakemail.example>")
        assert client.say("RCPT TO:<someone@elsewhere.example>").startswith(
            "550 5.1.2 We take mail for portlumen.example only"
        )
        assert client.say("RCPT TO:<Transit@PortLumen.EXAMPLE>").startswith("250")
        client.close()


def test_report_with_an_empty_sender_is_taken() -> None:
    with RunningDoor() as door:
        client = door.client()
        client.begin(sender="")
        client.send(LETTER + b"\r\n.\r\n")
        assert client.answer().startswith("250")
        assert door.kept[0][1] == ""
        client.close()


def test_recipient_beyond_the_most_is_put_off_and_the_mail_goes_to_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail, "MOST_RECIPIENTS", 2)
    with RunningDoor() as door:
        client = door.client()
        client.say("MAIL FROM:<rider@lakemail.example>")
        said = [client.say(f"RCPT TO:<team-{number}@portlumen.example>")[:9] for number in range(3)]
        assert said == ["250 2.1.5", "250 2.1.5", "452 4.5.3"]
        client.say("DATA")
        client.send(LETTER + b"\r\n.\r\n")
        assert client.answer().startswith("250")
        assert len(door.kept[0][2]) == 2
        client.close()


def test_mail_that_is_too_large_is_refused_at_its_announcement_and_at_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mail, "LARGEST_MAIL_BYTES", 10_000)
    with RunningDoor() as door:
        client = door.client()
        assert client.say("MAIL FROM:<rider@lakemail.example> SIZE=10001").startswith("552")
        assert client.hand_in(LETTER + b"\r\nword" * 3000).startswith("552")
        assert client.hand_in(LETTER).startswith("250")
        assert len(door.kept) == 1
        client.close()


def test_mail_without_line_ends_is_taken() -> None:
    with RunningDoor() as door:
        client = door.client()
        assert client.hand_in(LETTER + b"x" * 200_000).startswith("250")
        client.close()


def until_hung_up_on(client: Client, door: RunningDoor) -> None:
    """Say nothing more, however long that may be, until the door hangs up."""
    wait_for("the hanging up", lambda: door.let_pass(door.idle_seconds) or client.is_hung_up_on())


@pytest.mark.parametrize(
    "said", [b"", b"MAIL FROM:<rider@lakemail.example>\r\nRCPT TO:<a@portlumen.example>\r\nDATA\r\nHalf"]
)
def test_client_that_falls_silent_is_hung_up_on_and_nothing_is_kept(said: bytes) -> None:
    with RunningDoor() as door:
        client = door.client()
        client.send(said)
        until_hung_up_on(client, door)
        assert door.kept == []
        client.close()


def test_slow_client_that_goes_on_sending_is_heard_to_the_end() -> None:
    with RunningDoor() as door:
        client = door.client()
        client.begin()
        for part in (b"Subject: slow\r\n", b"\r\n", b"one\r\n", b"two\r\n", b"three\r\n"):
            door.let_pass(0.9 * door.idle_seconds)
            client.send(part)
            wait_for("the door hearing it", lambda: door.heard_bytes == client.sent_bytes)
        client.send(b".\r\n")
        assert client.answer().startswith("250")
        client.close()


def test_talk_that_lasts_too_long_is_ended_however_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "LONGEST_TALK_SECONDS", 0.0)
    with RunningDoor() as door:
        client = mail_client_without_hello(door)
        client.send(b"NOOP\r\n" * 10)
        door.let_pass(door.idle_seconds)
        assert client.answer() == ""
        client.close()


def mail_client_without_hello(door: RunningDoor):  # type: ignore[no-untyped-def]
    client = Client(door.port)
    assert client.answer().startswith("220")
    return client


def test_door_that_is_full_says_so_and_has_room_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "MOST_CONNECTIONS", 1)
    with RunningDoor() as door:
        first, second = door.client(), Client(door.port)
        assert second.answer().startswith("421 4.3.2 Too many connections")
        assert second.answer() == ""
        first.say("QUIT")
        assert first.answer() == ""
        third = door.client()
        assert third.hand_in(LETTER).startswith("250")
        for client in (first, second, third):
            client.close()


def test_lmtp_answers_for_each_recipient() -> None:
    with RunningDoor(protocol=LocalTalk) as door:
        client = door.client("LHLO relay")
        client.begin("transit@portlumen.example", "library@portlumen.example")
        client.send(LETTER + b"\r\n.\r\n")
        assert [client.answer()[:3], client.answer()[:3]] == ["250", "250"]
        assert len(door.kept) == 1
        client.close()


def test_mail_being_kept_when_the_door_closes_is_answered() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def keep(*_: object) -> None:
        begun.set()
        go_on.wait(120)

    with RunningDoor(keep=keep) as door:
        client = door.client()
        client.begin()
        client.send(LETTER + b"\r\n.\r\n")
        assert begun.wait(120)
        threading.Timer(0.2, go_on.set).start()
    assert client.answer().startswith("250")
    client.close()
