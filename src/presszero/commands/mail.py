"""`presszero mail`: the mail door alone, for several hosts; `presszero mail import`: one's own archive."""

from __future__ import annotations

from presszero.commands import mail_import
from presszero.commands.database_in_reach import need_database
from presszero.commands.parsing import command_parser

DOES = """\
Run the mail door alone: mail arrives by SMTP or LMTP.
`presszero mail import PATH` takes in an archive instead; it has a --help of its own."""
EXAMPLE = "PRESSZERO_SMTP_PORT=25 presszero mail"


def main(arguments: list[str]) -> int:
    """Receive mail until SIGTERM, or import an archive."""
    if arguments[:1] == ["import"]:
        return mail_import.main(arguments[1:])
    command_parser("mail", DOES, EXAMPLE).parse_args(arguments)
    need_database()
    from presszero.processes import mail

    return mail.main()
