"""Which ports this start uses: the usual one if it is free, else one from the system."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import replace

from presszero.config.addresses import Addresses, BadSetting, page_address


def choose_ports(addresses: Addresses, environ: Mapping[str, str]) -> Addresses:
    """Return the addresses with real ports, so that every process agrees on them before one of them serves.

    A port named in the environment is used as it is.

    Raises BadSetting: a port named there is taken.
    """
    port = _choose(addresses.host, addresses.port, "PRESSZERO_PORT", environ)
    smtp_port = _choose(addresses.host, addresses.smtp_port, "PRESSZERO_SMTP_PORT", environ)
    public_url = (
        addresses.public_url if environ.get("PRESSZERO_PUBLIC_URL") else page_address(addresses.host, port)
    )
    return replace(addresses, port=port, smtp_port=smtp_port, public_url=public_url)


def _choose(host: str, port: int, name: str, environ: Mapping[str, str]) -> int:
    if found := _bindable(host, port):
        return found
    if environ.get(name):
        raise BadSetting(
            f"Port {port} on {host} is taken; end what listens there, or set {name} to another port."
        )
    return _bindable(host, 0) or port


def _bindable(host: str, port: int) -> int | None:
    """Return the port that can be had (a number from the system for 0), or None."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            # Only listening finds out about another listener that shares addresses.
            probe.listen()
        except OSError:
            return None
        found: int = probe.getsockname()[1]
    return found


def free_port(host: str) -> int:
    """Return a port of the system that nobody listens on now."""
    return _bindable(host, 0) or 0
