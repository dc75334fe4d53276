"""Where the keys of mail signatures come from, with an end to how long we wait."""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

TOTAL_SECONDS = 2.0
MOST_KEY_BYTES = 2_000


class Resolver(Protocol):
    """Anything that can say which TXT records a name has."""

    def txt(self, name: str) -> list[bytes]:
        """Return the TXT records of a name, each joined to one value; [] for none. May raise when nobody answers."""


class NoResolver:
    """Asks nobody: nothing is ever proved by a signature."""

    def txt(self, name: str) -> list[bytes]:
        """Return no records."""
        return []


class KnownKeys:
    """Answers from a table of names (without final dot) and records."""

    def __init__(self, records: Mapping[str, list[bytes]]) -> None:
        self.records = records

    def txt(self, name: str) -> list[bytes]:
        """Return the records the table holds."""
        return list(self.records.get(name, []))


class DnsResolver:
    """Asks a name server.

    address: its IP address, or None for the machine's own name servers. seconds: for one question.
    """

    def __init__(self, address: str | None = None, *, port: int = 53, seconds: float = 1.5) -> None:
        import dns.resolver  # imported late: only a process that asks needs it

        self._resolver = dns.resolver.Resolver(configure=address is None)
        if address is not None:
            self._resolver.nameservers = [address]
            self._resolver.port = port
        self._resolver.lifetime = seconds
        self._resolver.timeout = seconds

    def txt(self, name: str) -> list[bytes]:
        """Return the TXT records of a name. Raises dns.exception.DNSException when nobody answers in time."""
        import dns.resolver

        try:
            found = self._resolver.resolve(name.rstrip(".") + ".", "TXT", search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        return [b"".join(record.strings) for record in found]


def keys_within(
    resolver: Resolver, names: Iterable[str], *, seconds: float = TOTAL_SECONDS
) -> Iterator[tuple[str, list[bytes]]]:
    """Yield each name with its records; all names together get `seconds`. No answer in time = no records."""
    ends_at = time.monotonic() + seconds
    for name in names:
        yield name, _answer(resolver, name, ends_at - time.monotonic())


def _answer(resolver: Resolver, name: str, seconds: float) -> list[bytes]:
    found: list[bytes] = []

    def ask() -> None:
        try:
            answer = resolver.txt(name)
        except Exception:
            return
        found.extend(record for record in answer[:10] if len(record) <= MOST_KEY_BYTES)

    if seconds <= 0:
        return []
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    return [] if asking.is_alive() else found
