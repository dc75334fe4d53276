"""A mail door of a test's own, and a client that may say anything at any byte."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from presszero.processes.mail import Door, DoorSeal, LocalTalk, Talk

PATIENCE_SECONDS = 120
Kept = tuple[bytes, str, list[str], str]


@dataclass
class RunningDoor:
    """The real door on a port from the system, its loop in a thread. keep: what becomes of a mail."""

    keep: Callable[[bytes, str, list[str], str], None] | None = None
    protocol: type[Talk] = Talk
    idle_seconds: float = 30.0
    seal: DoorSeal | None = None
    kept: list[Kept] = field(default_factory=list)
    port: int = 0
    ahead_seconds: float = 0.0
    heard_bytes: int = 0

    def __enter__(self) -> RunningDoor:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._loop.time = lambda: time.monotonic() + self.ahead_seconds  # type: ignore[method-assign]

        async def open_door() -> None:
            self.door = Door(self.keep or self._note, "portlumen.example")
            server = await _listening(self)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()

        def run() -> None:
            self._loop.run_until_complete(open_door())
            self._loop.run_forever()

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        assert ready.wait(PATIENCE_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self.door.finish(), self._loop).result(PATIENCE_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_SECONDS)

    def let_pass(self, seconds: float) -> None:
        """Let time pass at the door, whatever the machine's own clock says."""

        async def go_on() -> None:
            self.ahead_seconds += seconds

        asyncio.run_coroutine_threadsafe(go_on(), self._loop).result(PATIENCE_SECONDS)

    def _note(self, raw: bytes, envelope_from: str, envelope_to: list[str], peer: str) -> None:
        self.kept.append((raw, envelope_from, envelope_to, peer))

    def client(self, hello: str = "EHLO client") -> Client:
        client = Client(self.port)
        client.answer()
        client.say(hello)
        return client


async def _listening(running: RunningDoor) -> asyncio.Server:
    from presszero.processes.mail import listen

    class Heard(running.protocol):  # type: ignore[name-defined,misc]
        """Counts what has come in, so that a test knows that the door has heard its words."""

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            running.heard_bytes += len(data)

    return await listen(Heard, running.door, "127.0.0.1", 0, running.idle_seconds, running.seal)


class Client:
    """Speaks SMTP a line at a time, or raw."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.lines = self.socket.makefile("rb")
        self.sent_bytes = 0

    def send(self, raw: bytes) -> None:
        self.socket.sendall(raw)
        self.sent_bytes += len(raw)

    def answer(self) -> str:
        """Return the next whole answer, "" when the other side has hung up."""
        said = b""
        while line := self.lines.readline():
            said += line
            if line[3:4] != b"-":
                break
        return said.decode()

    def is_hung_up_on(self) -> bool:
        """Whether the other side has hung up; whatever else it said by now is not looked at."""
        try:
            return self.socket.recv(65536, socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True

    def say(self, line: str) -> str:
        self.send(line.encode() + b"\r\n")
        return self.answer()

    def begin(self, *recipients: str, sender: str = "rider@lakemail.example") -> None:
        """Say everything up to DATA."""
        assert self.say(f"MAIL FROM:<{sender}>").startswith("250")
        for recipient in recipients or ("transit@portlumen.example",):
            assert self.say(f"RCPT TO:<{recipient}>").startswith("250")
        assert self.say("DATA").startswith("354")

    def hand_in(self, raw: bytes, *recipients: str) -> str:
        self.begin(*recipients)
        self.send(raw + b"\r\n.\r\n")
        return self.answer()

    def close(self) -> None:
        self.lines.close()
        self.socket.close()


__all__ = ["Client", "LocalTalk", "RunningDoor", "Talk"]
