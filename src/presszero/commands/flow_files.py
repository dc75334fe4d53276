"""What the parts of `presszero flow` share: their files, read with a bound."""

from __future__ import annotations

import argparse
from pathlib import Path

from presszero.pure.flowgraph.importers.making import NotImported
from presszero.pure.flowgraph.opening import FORMATS
from presszero.pure.flowgraph.reading import LARGEST_BYTES


def add_format_in(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format-in", choices=FORMATS, default="", help="what the files are; by default seen by itself"
    )


def texts_of(parser: argparse.ArgumentParser, paths: list[Path]) -> dict[str, str]:
    """Return the text of each file by its name as given.

    Ends with usage when one cannot be opened. Raises NotImported when one is too large.
    """
    texts = {}
    for path in paths:
        try:
            if path.stat().st_size > 4 * LARGEST_BYTES:
                raise NotImported(
                    f"{path} has {path.stat().st_size:,} bytes; {4 * LARGEST_BYTES:,} are the limit."
                )
            texts[str(path)] = path.read_text(encoding="utf-8-sig", errors="replace")
        except OSError as error:
            parser.error(f"{path} cannot be read: {error.strerror or error}.")
    return texts
