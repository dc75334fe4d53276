"""`presszero reference`: the reference pages of the docs, written from the code."""

from __future__ import annotations

import os
from pathlib import Path

from presszero.commands.parsing import command_parser
from presszero.pure.errors import PressZeroError

EXAMPLE = "presszero reference --write docs/reference"


class NoSuchFolder(PressZeroError):
    """The folder for the pages is not there."""


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; return 1 when a page that stands differs from the code.

    Raises NoSuchFolder.
    """
    parser = command_parser(
        "reference",
        "Write the reference of settings, events, errors, addresses, API and commands from the code, "
        "or say which pages have fallen behind it.",
        EXAMPLE,
    )
    does = parser.add_mutually_exclusive_group(required=True)
    does.add_argument("--write", type=Path, metavar="FOLDER", help="write every page there")
    does.add_argument("--compare", type=Path, metavar="FOLDER", help="name the pages that differ")
    given = parser.parse_args(arguments)
    folder = given.write or given.compare
    if not folder.is_dir():
        raise NoSuchFolder(f"There is no folder {folder}. Make it, or name the docs/reference of a checkout.")
    pages = _pages()
    behind = [name for name, page in pages.items() if _standing(folder, name) != page]
    if given.write:
        for name in behind:
            (folder / f"{name}.md").write_text(pages[name])
        print(f"{len(behind)} of {len(pages)} pages written in {folder}.")
        return 0
    for name in behind:
        print(f"{folder}/{name}.md has fallen behind the code. Run: {EXAMPLE}")
    return 1 if behind else 0


def _standing(folder: Path, name: str) -> str:
    page = folder / f"{name}.md"
    return page.read_text() if page.is_file() else ""


def _pages() -> dict[str, str]:
    """Make every page. The demo's addresses exist in a demo only, so this reads the code as one."""
    # Nothing is stored and nothing is signed here, so no secret needs to be kept.
    os.environ |= {
        "PRESSZERO_PURPOSE": "demo",
        "PRESSZERO_SECRET_KEY": "only to read the code, never to sign",
    }
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "presszero.config.settings")
    import django

    django.setup()
    from presszero.commands.reference_pages import PAGES

    return {name: page() for name, page in PAGES.items()}
