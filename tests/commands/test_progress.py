"""The bar of a long command: one line at a terminal, nothing into a pipe."""

from __future__ import annotations

from io import StringIO

from presszero.commands.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_sees_one_line_that_grows_and_what_is_said_above_it() -> None:
    out = Terminal()
    progress = Progress(2, "mails", out)
    progress.step()
    progress.say("failed: one.eml")
    progress.step()
    progress.end()
    assert "1 of 2 mails" in out.getvalue()
    assert "failed: one.eml\n" in out.getvalue()
    assert out.getvalue().endswith("[##############################] 2 of 2 mails\n")


def test_pipe_gets_only_what_is_said() -> None:
    out = StringIO()
    progress = Progress(2, "mails", out)
    progress.step()
    progress.say("failed: one.eml")
    progress.end()
    assert out.getvalue() == "failed: one.eml\n"
