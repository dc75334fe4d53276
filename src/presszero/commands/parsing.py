"""How every command reads its arguments: a sentence on what it does, and an example."""

from __future__ import annotations

import argparse


def command_parser(name: str, does: str, example: str) -> argparse.ArgumentParser:
    """Return a parser for `presszero <name>` whose help ends with `example`."""
    return argparse.ArgumentParser(
        prog=f"presszero {name}",
        description=does,
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
