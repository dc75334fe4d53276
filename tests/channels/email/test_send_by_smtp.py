"""One letter to a relay: taken, refused for now, refused for good; and nothing smuggled along."""

import re
import socket
import ssl
import threading

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from tests.certificates import make_certificate

from presszero.channels.email.sending import Delivered, RefusedForGood, RefusedForNow, Seal, send_by_smtp

PATIENCE_SECONDS = 60
LETTER = b"From: bus@portlumen.example\r\nMessage-ID: <a@portlumen.example>\r\n\r\nDear Rosa\r\n.\r\nbye\r\n"


class Relay:
    """A relay that answers as it is told, and keeps what it took."""

    def __init__(self):
        self.taken, self.answers = [], {}

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        answer = self.answers.get("DATA", "250 OK")
        if answer.startswith("250"):
            self.taken.append(
                (envelope.mail_from, list(envelope.rcpt_tos), envelope.content, session.ssl is not None)
            )
        return answer


class AtAPortOfTheSystem(Controller):
    """Opens at a port that the system gives as it opens: nobody can take it in between."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def relay_with():
    running = []

    def start(**options):
        relay = Relay()
        control = AtAPortOfTheSystem(
            relay, hostname="127.0.0.1", port=0, ready_timeout=PATIENCE_SECONDS, **options
        )
        control.start()
        running.append(control)
        return relay, ("127.0.0.1", control.port)

    yield start
    for control in running:
        control.stop()


@pytest.fixture
def relay(relay_with):
    return relay_with()


def send(at, recipients=("rosa@lake.example",), **options):
    return send_by_smtp(
        LETTER, "bounce@portlumen.example", list(recipients), at, timeout_seconds=PATIENCE_SECONDS, **options
    )


def test_letter_is_taken_with_its_bytes(relay):
    kept, at = relay
    assert send(at) == Delivered()
    sender, recipients, content, _ = kept.taken[0]
    assert (sender, recipients) == ("bounce@portlumen.example", ["rosa@lake.example"])
    assert content == LETTER


@pytest.mark.parametrize("step", ["MAIL", "rosa@lake.example", "DATA"])
@pytest.mark.parametrize(
    ("answer", "kind"), [("451 later please", RefusedForNow), ("550 no such person", RefusedForGood)]
)
def test_refusal_is_told_apart_at_every_step(relay, step, answer, kind):
    kept, at = relay
    kept.answers[step] = answer
    refused = send(at)
    assert isinstance(refused, kind)
    assert answer in refused.reason
    assert kept.taken == []


def test_relay_that_wants_a_sign_in_is_no_fault_of_the_letter(relay):
    kept, at = relay
    kept.answers["MAIL"] = "530 authentication required"
    assert isinstance(send(at), RefusedForNow)


def test_one_refused_recipient_of_two_is_named(relay):
    kept, at = relay
    kept.answers["gone@lake.example"] = "550 gone"
    assert send(at, ["rosa@lake.example", "gone@lake.example"]) == Delivered(
        {"gone@lake.example": "550 gone"}
    )


def test_one_for_now_among_refused_recipients_is_tried_again(relay):
    kept, at = relay
    kept.answers.update({"gone@lake.example": "550 gone", "full@lake.example": "452 full"})
    assert isinstance(send(at, ["gone@lake.example", "full@lake.example"]), RefusedForNow)


def test_relay_that_is_away_refuses_for_now():
    with socket.socket() as held:  # a port that is taken, and where nobody answers
        held.bind(("127.0.0.1", 0))
        refused = send(held.getsockname())
    assert isinstance(refused, RefusedForNow)
    assert "could not be reached" in refused.reason


def test_relay_whose_name_is_unknown_refuses_for_now():
    assert isinstance(send(("relay.invalid", 25)), RefusedForNow)


@pytest.mark.parametrize(
    "said", [b"", b"554 go away\r\n", b"220 hi\r\n", b"hello, I am a web server\r\n", b"\xff\xfe\r\n"]
)
def test_relay_that_does_not_keep_to_the_talk_refuses_for_now(said):
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer():
            peer, _ = door.accept()
            with peer:
                peer.sendall(said)

        threading.Thread(target=answer, daemon=True).start()
        assert isinstance(send(("127.0.0.1", door.getsockname()[1])), RefusedForNow)


def test_relay_that_breaks_off_after_the_letter_refuses_for_now():
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer():
            peer, _ = door.accept()
            with peer, peer.makefile("rb") as lines:
                peer.sendall(b"220 hi\r\n")
                for line in lines:
                    if line == b".\r\n":
                        return
                    if line[:4].upper() in (b"EHLO", b"MAIL", b"RCPT"):
                        peer.sendall(b"250 ok\r\n")
                    elif line[:4].upper() == b"DATA":
                        peer.sendall(b"354 go\r\n")

        threading.Thread(target=answer, daemon=True).start()
        assert isinstance(send(("127.0.0.1", door.getsockname()[1])), RefusedForNow)


def test_fail_point_is_reached_only_after_the_relay_took_the_letter(relay):
    kept, at = relay
    reached = []
    send(at, fail_point=lambda name: reached.append((name, len(kept.taken))))
    assert reached == [("after-peer-accepted", 1)]
    kept.answers["DATA"] = "550 no"
    send(at, fail_point=reached.append)
    assert len(reached) == 1


def test_fail_point_that_raises_is_let_through(relay):
    _, at = relay

    def die(name):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(at, fail_point=die)


@pytest.mark.parametrize("end", [b"\n.\n", b"\r.\r", b"\n.\r\n", b"\r\n.\n", b"\r\n.\r\n", b"\r.\r\n"])
def test_second_mail_hidden_in_the_letter_stays_inside_it(relay, end):
    kept, at = relay
    hidden = b"MAIL FROM:<mayor@x.example>\r\nRCPT TO:<rosa@lake.example>\r\nDATA\r\nPay.\r\n.\r\n"
    raw = LETTER + b"words" + end + hidden
    assert send_by_smtp(raw, "bounce@portlumen.example", ["rosa@lake.example"], at) == Delivered()
    assert len(kept.taken) == 1
    assert b"Pay." in kept.taken[0][2]
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", kept.taken[0][2]), "a lone line end went over the wire"


@pytest.mark.parametrize(
    "address", ["a@b.example>\r\nRCPT TO:<x@y.example", "a b@c.example", "<a@b.example>", "a@b\n"]
)
def test_address_that_is_none_is_refused_before_the_relay_hears_it(relay, address):
    kept, at = relay
    assert isinstance(send(at, [address]), RefusedForGood)
    assert isinstance(send_by_smtp(LETTER, address, ["rosa@lake.example"], at), RefusedForGood)
    assert isinstance(send(at, []), RefusedForGood)
    assert kept.taken == []


def server_side(file):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture
def certificate(tmp_path):
    return make_certificate(tmp_path / "relay.pem")


@pytest.fixture
def sealed_relay(relay_with, certificate):
    return relay_with(tls_context=server_side(certificate))


def test_offered_seal_is_used(sealed_relay):
    kept, at = sealed_relay
    assert send(at) == Delivered()
    assert kept.taken[0][3]


def test_seal_that_nobody_asked_for_is_not_used(sealed_relay):
    kept, at = sealed_relay
    assert send(at, seal=Seal("never")) == Delivered()
    assert not kept.taken[0][3]


def test_relay_known_by_its_certificate_is_trusted(sealed_relay, certificate):
    kept, at = sealed_relay
    assert send(at, seal=Seal("starttls", authority=certificate)) == Delivered()
    assert kept.taken[0][3]


def test_unknown_seal_is_not_enough_where_a_checked_one_is_asked_for(sealed_relay):
    kept, at = sealed_relay
    refused = send(at, seal=Seal("starttls"))
    assert isinstance(refused, RefusedForNow) and refused.of_relay
    assert "certificate" in refused.reason
    assert kept.taken == []


def test_right_authority_for_another_name_is_not_enough(relay_with, tmp_path):
    elsewhere = make_certificate(tmp_path / "elsewhere.pem", "192.0.2.7")
    kept, at = relay_with(tls_context=server_side(elsewhere))
    assert isinstance(send(at, seal=Seal("starttls", authority=elsewhere)), RefusedForNow)
    assert send(at, seal=Seal("starttls", checked=False)) == Delivered()


def test_relay_without_a_seal_is_not_enough_where_one_is_asked_for(relay):
    kept, at = relay
    assert isinstance(send(at, seal=Seal("starttls")), RefusedForNow)
    assert isinstance(send(at, seal=Seal("tls")), RefusedForNow)
    assert kept.taken == []


def test_relay_that_is_sealed_from_the_first_byte(relay_with, certificate):
    kept, at = relay_with(ssl_context=server_side(certificate))
    assert send(at, seal=Seal("tls", authority=certificate)) == Delivered()
    assert isinstance(send(at, seal=Seal("tls")), RefusedForNow)
    assert len(kept.taken) == 1


SIGN_IN = ("presszero", "a key to the relay")


@pytest.fixture
def guarded_relay(relay_with, certificate):
    """A relay that takes mail from one name and password only, and hears them only sealed."""
    asked = []

    def knows(server, session, envelope, mechanism, data):
        asked.append((mechanism, session.ssl is not None))
        known = (data.login, data.password) == tuple(one.encode() for one in SIGN_IN)
        return AuthResult(success=known, handled=False)

    options = {"tls_context": server_side(certificate), "auth_required": True, "authenticator": knows}
    return *relay_with(**options), asked


def test_relay_that_knows_us_takes_the_letter(guarded_relay, certificate):
    kept, at, asked = guarded_relay
    assert send(at, seal=Seal("starttls", authority=certificate), sign_in=SIGN_IN) == Delivered()
    assert len(kept.taken) == 1
    assert [sealed for _, sealed in asked] == [True]


def test_wrong_password_is_the_relays_matter_and_is_told_to_nobody(guarded_relay, certificate):
    kept, at, _ = guarded_relay
    wrong = ("presszero", "not-the-password")
    refused = send(at, seal=Seal("starttls", authority=certificate), sign_in=wrong)
    assert isinstance(refused, RefusedForNow) and refused.of_relay
    assert "535" in refused.reason
    assert wrong[1] not in refused.reason
    assert kept.taken == []


def test_relay_that_wants_a_sign_in_we_have_not_refuses_for_now(guarded_relay, certificate):
    _, at, _ = guarded_relay
    refused = send(at, seal=Seal("starttls", authority=certificate))
    assert isinstance(refused, RefusedForNow) and refused.of_relay


def test_password_is_never_said_in_the_open(relay_with):
    heard = []

    def note(server, session, envelope, mechanism, data):
        heard.append(data)
        return AuthResult(success=True)

    kept, at = relay_with(auth_require_tls=False, authenticator=note)
    for seal in (Seal("when-offered"), Seal("never")):
        assert isinstance(send(at, seal=seal, sign_in=SIGN_IN), RefusedForNow)
    assert (heard, kept.taken) == ([], [])
