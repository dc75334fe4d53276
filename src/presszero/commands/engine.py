"""`presszero engine`: the process that holds text models; started by whoever first asks it."""

from __future__ import annotations

from presszero.commands.parsing import above_zero, command_parser

DOES = "Hold text models for everybody on this host. It is started when first needed, and ends when nobody asks any more."
EXAMPLE = "presszero engine --idle-seconds 600"


def main(arguments: list[str]) -> int:
    """Serve until idle and return 0."""
    parser = command_parser("engine", DOES, EXAMPLE)
    parser.add_argument(
        "--idle-seconds",
        type=above_zero,
        default=600.0,
        metavar="SECONDS",
        help="until it ends; 600 if not given",
    )
    given = parser.parse_args(arguments)

    from presszero.config.addresses import from_environment, make_home
    from presszero.processes import engine

    return engine.main(make_home(from_environment().home), given.idle_seconds)
