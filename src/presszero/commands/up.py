"""`presszero up`: everything under one supervisor."""

from __future__ import annotations

import sys

from presszero.commands.parsing import command_parser
from presszero.config.addresses import from_environment
from presszero.processes.supervisor import Supervisor

EXAMPLE = "PRESSZERO_PORT=8080 presszero up"


def main(arguments: list[str]) -> int:
    """Run until SIGTERM or Ctrl-C."""
    command_parser(
        "up", "Start the database, the pages, the worker and the mail door, and keep them running.", EXAMPLE
    ).parse_args(arguments)
    begin_link = (sys.executable, "-m", "presszero", "begin", "--link")
    return Supervisor(from_environment(), begin_link=begin_link, say=say).run()


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    print(line, flush=True)
