"""Starts a front and speaks to it plainly, as good clients and bad ones do."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections import deque
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 120


class RunningFront:
    """A front process. port: where it listens."""

    def __init__(self, **wanted: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.front_app.serve", json.dumps(wanted)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self._line())
        self.held: list[socket.socket] = []

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def log_line(self, **wanted: Any) -> dict[str, Any]:
        """Return the next log line that carries all these facts."""
        while line := self._line():
            facts: dict[str, Any] = json.loads(line)
            if wanted.items() <= facts.items():
                return facts
        raise AssertionError(f"The front ended without logging {wanted}.")

    def forget_log(self) -> None:
        """Read the log to nowhere from now on: a full pipe would stop the front."""
        assert self.process.stdout is not None
        threading.Thread(target=deque, args=(self.process.stdout, 0), daemon=True).start()

    def get(
        self, path: str, method: str = "GET", body: Any = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response, content

    def told(self, path: str, **options: Any) -> dict[str, Any]:
        """Return what the page says reached it."""
        answer: dict[str, Any] = json.loads(self.get(path, **options)[1])
        return answer

    def raw(self, sent: bytes, receive_buffer: int | None = None) -> socket.socket:
        """Open a connection, send these bytes and keep it open until the end of the test."""
        connection = socket.socket()
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.settimeout(PATIENCE_SECONDS)
        connection.connect(("127.0.0.1", self.port))
        connection.sendall(sent)
        self.held.append(connection)
        return connection

    def answers_within(self, seconds: float, path: str = "/empty") -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == 200
        except TimeoutError:
            return False
        finally:
            connection.close()

    def end(self) -> int:
        for connection in self.held:
            connection.close()
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            assert self.process.stdout is not None
            self.process.stdout.close()


def all_of(connection: socket.socket) -> bytes:
    """Return everything until the front closes the connection."""
    content = b""
    try:
        while part := connection.recv(65536):
            content += part
    except ConnectionResetError:
        pass
    return content
