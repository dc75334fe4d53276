"""How every command reads its arguments: a sentence on what it does, and an example."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path


def command_parser(name: str, does: str, example: str) -> argparse.ArgumentParser:
    """Return a parser for `presszero <name>` whose help ends with `example`."""
    return argparse.ArgumentParser(
        prog=f"presszero {name}",
        description=does,
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_outputs(parser: argparse.ArgumentParser, line: str) -> None:
    """Add the options that say what comes out. line: what one line of the table holds."""
    out = parser.add_argument_group("what comes out")
    out.add_argument("--json", action="store_true", help="everything as JSON on standard output")
    out.add_argument("--csv", type=Path, metavar="FILE", help=f"one line for each {line}")
    out.add_argument("--html", type=Path, metavar="FILE", help="a report with charts and their tables")
    out.add_argument(
        "--explain", action="store_true", help="say which formulas were used and where they come from"
    )


def above_zero(written: str) -> float:
    """Return a number above 0, for `type=`; argparse turns the refusal into a sentence and an exit of 2."""
    return _number(written, lambda value: 0 < value < float("inf"), "a number above 0")


def not_negative(written: str) -> float:
    """Return a number of 0 or more, for `type=`."""
    return _number(written, lambda value: 0 <= value < float("inf"), "a number of 0 or more")


def share(written: str) -> float:
    """Return a share from 0 to 1, for `type=`."""
    return _number(written, lambda value: 0 <= value <= 1, "a share from 0 to 1, such as 0.3 for 30 %")


def count(written: str) -> int:
    """Return a whole number of 1 or more, for `type=`."""
    return int(
        _number(
            written,
            lambda value: 1 <= value < float("inf") and value == int(value),
            "a whole number of 1 or more",
        )
    )


def two_or_more(written: str) -> int:
    """Return a whole number of 2 or more, for `type=`: of one alone nobody knows how far it is off."""
    return int(
        _number(
            written,
            lambda value: 2 <= value < float("inf") and value == int(value),
            "a whole number of 2 or more",
        )
    )


def not_negative_count(written: str) -> int:
    """Return a whole number of 0 or more, for `type=`."""
    return int(
        _number(
            written,
            lambda value: 0 <= value < float("inf") and value == int(value),
            "a whole number of 0 or more",
        )
    )


def mail_address(written: str) -> str:
    """Return an address such as plan@example.org, for `type=`."""
    if not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", written, re.ASCII):
        raise argparse.ArgumentTypeError(f"{written!r} is not a mail address such as plan@example.org")
    return written


def _number(written: str, fits: Callable[[float], bool], wanted: str) -> float:
    try:
        value = float(written)
    except ValueError:
        value = float("nan")
    if not fits(value):
        raise argparse.ArgumentTypeError(f"{written!r} is not {wanted}")
    return value
