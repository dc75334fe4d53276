"""`presszero demo`: the demo town."""

from __future__ import annotations

import os
import sys

from presszero.commands.parsing import command_parser
from presszero.commands.up import say
from presszero.config.addresses import from_environment
from presszero.processes.children import Plan
from presszero.processes.ports import free_port
from presszero.processes.supervisor import Supervisor

REPLAY = Plan("replay", (sys.executable, "-m", "presszero.demo.replay"), marks_ready=False, may_finish=True)


def main(arguments: list[str]) -> int:
    """Run the demo until SIGTERM or Ctrl-C; the evening is replayed once everything is ready."""
    command_parser(
        "demo",
        "Run Port Lumen: an invented town, its evening replayed through the real doors. "
        "No mail leaves this machine.",
        "presszero demo",
    ).parse_args(arguments)
    os.environ |= {
        "PRESSZERO_PURPOSE": "demo",
        "PRESSZERO_POST_OFFICE": "yes",
        "PRESSZERO_RELAY": f"127.0.0.1:{free_port('127.0.0.1')}",
        "PRESSZERO_MAIL_DOMAIN": "portlumen.example",
        "PRESSZERO_RESOLVER": "none",
    }
    return Supervisor(from_environment(), afterwards=(REPLAY,), say=say).run()
