"""Where the embedded server listens, and the passwords it asks for. Kept beside its data, for every process."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path
from urllib.parse import quote, urlencode

from presszero.processes.ready import write_privately

KEEPER = "keeper"  # the superuser, used only to set things up
ROLE = "presszero"  # what the application signs in as: no superuser
# A socket's address has 108 bytes on Linux, 104 elsewhere, the closing zero included.
SOCKET_PATH_BYTES = 100


class ServerAddress:
    """The address of the server in `folder`, as its last start left it.

    transport: "unix" (a socket in a folder) or "tcp" (127.0.0.1); None takes the socket unless its path
    would be too long.
    """

    def __init__(self, folder: Path, transport: str | None = None) -> None:
        self.folder = folder
        self.socket_folder = folder / "socket"
        self.transport = transport or _fitting_transport(self.socket_folder)

    def choose(self) -> dict[str, str]:
        """Settle where the next start listens, leave word of it, and return it as settings of the server."""
        port = 5432 if self.transport == "unix" else _free_port()
        write_privately(self.folder / "port", f"{self.transport} {port}")
        if self.transport == "unix":
            # Quoted, since a comma would begin a second folder.
            return {
                "listen_addresses": "",
                "unix_socket_directories": f'"{self.socket_folder}"',
                "port": str(port),
            }
        return {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "port": str(port)}

    def is_chosen(self) -> bool:
        """Whether the server has been started here before."""
        return (self.folder / "port").exists()

    def host_and_port(self) -> tuple[str, str]:
        """Return what a client connects to; the host is a folder where the server listens on a socket."""
        transport, port = (self.folder / "port").read_text().split()
        return (str(self.socket_folder) if transport == "unix" else "127.0.0.1"), port

    def arguments(self) -> list[str]:
        """Return the address as PostgreSQL's own programs take it."""
        host, port = self.host_and_port()
        return ["-h", host, "-p", port]

    def url(self, database: str, role: str) -> str:
        """Return the address with role and password as a DATABASE_URL."""
        host, port = self.host_and_port()
        query = urlencode({"host": host, "port": port})
        return f"postgresql://{role}:{self.password(role)}@/{quote(database)}?{query}"

    def make_passwords(self) -> None:
        """Make new passwords, in files that only their owner may read."""
        for role in (KEEPER, ROLE):
            write_privately(self.folder / f"{role}.password", secrets.token_urlsafe(32))

    def password(self, role: str) -> str:
        """Return the password of KEEPER or ROLE: letters, digits, - and _ only."""
        return (self.folder / f"{role}.password").read_text()


def _fitting_transport(socket_folder: Path) -> str:
    return "unix" if len(bytes(socket_folder / ".s.PGSQL.5432.lock")) < SOCKET_PATH_BYTES else "tcp"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
