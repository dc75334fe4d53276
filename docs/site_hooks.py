"""What the site adds to the pages: the source files that they point at, so that each link opens something."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[1]
# ../src/presszero/cases/actions.py#take_case, from any depth of the docs.
SOURCE_LINK = re.compile(r"\]\((?P<up>(?:\.\./)+)(?P<path>src/presszero/[\w/]+\.py)(?:#\w+)?\)")


def on_files(files: Any, config: Any, **_: Any) -> Any:
    """Put every source file that a page names beside the pages."""
    pages = [page for page in files.documentation_pages() if page.abs_src_path]
    named = {
        link["path"]
        for page in pages
        for link in SOURCE_LINK.finditer(Path(page.abs_src_path).read_text(encoding="utf-8"))
    }
    for path in sorted(named):
        # Shown as text: a browser offers a .py for download.
        files.append(File.generated(config, f"{path}.txt", abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Point at the copy beside the pages instead of the checkout around them."""
    return SOURCE_LINK.sub(lambda link: f"]({link['up'][3:]}{link['path']}.txt)", markdown)
