"""The docs hold together: links, commands, settings, examples, the acceptance pages and the README."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tests.architecture.pages import DOCS, PAGES, ROOT, functions, name_of

from presszero.commands import COMMANDS
from presszero.config.addresses import SETTINGS

LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<part>[\w-]+))?\)")
PATH = re.compile(
    r"`((?:tests|benchmarks|docs|changes|src)/[\w./-]+|README\.md|CONTRIBUTING\.md|dev|\.ci/run)`"
)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = [
        f"{link['path']}#{link['part'] or ''}"
        for link in LINK.finditer(page.read_text())
        if not _leads(page, link)
    ]
    assert not dead, f"{name_of(page)} links to {dead}; mend the link or write the page."


def _leads(page: Path, link: re.Match[str]) -> bool:
    target = (page.parent / link["path"]).resolve() if link["path"] else page
    if not target.exists() or not link["part"]:
        return target.exists()
    if target.suffix == ".py":
        return link["part"] in functions(target)
    return link["part"] in headings(target)


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as the site makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", title).strip().lower()) for title in titles}


def test_every_page_is_in_the_navigation() -> None:
    told = (ROOT / "mkdocs.yml").read_text()
    lost = [name for page in DOCS.rglob("*.md") if (name := page.relative_to(DOCS).as_posix()) not in told]
    assert not lost, f"mkdocs.yml does not name {lost}; nobody would find them."


@pytest.mark.parametrize("page", sorted((DOCS / "acceptance").glob("*.md")), ids=name_of)
def test_acceptance_names_what_exists_and_leaves_no_point_without_a_word(page: Path) -> None:
    words = page.read_text()
    ours = "\n".join(line for line in words.splitlines() if not line.startswith(">"))
    gone = [path for path in PATH.findall(ours) if not (ROOT / path).exists()]
    assert not gone, f"{name_of(page)} names {gone}, which are not there."
    for part in re.split(r"^### ", words, flags=re.MULTILINE)[1:]:
        assert PATH.search(part.partition("Shown by:")[2]) or "**Not yet**" in part, part.splitlines()[0]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_shown_exist(page: Path) -> None:
    shell = (ROOT / "dev").read_text()
    known = set(re.findall(r"^([a-z]+)(?: \| [-a-z |]+)?\)$", shell, re.MULTILINE))
    shown = {
        word for block in _shell_blocks(page) for word in re.findall(r"^\s*\./dev (\w+)", block, re.MULTILINE)
    }
    assert shown <= known, f"{name_of(page)}: ./dev has no {sorted(shown - known)}."
    asked = {
        word
        for block in _shell_blocks(page)
        for word in re.findall(r"^\s*presszero (\w+)", block, re.MULTILINE)
    }
    assert asked <= set(COMMANDS), f"{name_of(page)}: presszero has no {sorted(asked - set(COMMANDS))}."


def _shell_blocks(page: Path) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)


def test_readme_begins_with_the_two_commands() -> None:
    blocks = _shell_blocks(ROOT / "README.md")
    assert [block.strip() for block in blocks[:2]] == ["./dev demo", "./dev test"]


def test_settings_named_in_the_pages_exist() -> None:
    known = {one.name for one in SETTINGS}
    for page in PAGES:
        named = set(re.findall(r"\bPRESSZERO_[A-Z_]+\b", page.read_text()))
        assert named <= known, f"{name_of(page)} names {sorted(named - known)}, which is no setting."


@pytest.mark.django_db
def test_example_of_the_organisation_works() -> None:
    from presszero.ground import clock
    from presszero.ground.actors import SYSTEM
    from presszero.ground.installation import hold_to_purpose
    from presszero.organisation.actions import add_worker, begin_organisation, make_team
    from presszero.organisation.models import Topic

    hold_to_purpose("test")
    at = clock.now()
    begin_organisation(name="Lakeside Transit", reference_prefix="LT", time_zone="Europe/Zurich", at=at)
    team = make_team(name="Buses", mail_name="buses", by=SYSTEM, at=at)
    add_worker(
        name="Ada Brunner",
        email="ada@service.example.org",
        role="lead",
        password="a long word by a lake",
        teams=[team],
        leads=True,
        by=SYSTEM,
        at=at,
    )
    [example] = re.findall(
        r"^```python\n(.*?)^```", (DOCS / "guides/organisation.md").read_text(), re.M | re.S
    )
    exec(example, {})
    assert Topic.objects.get().team == team


def test_every_package_we_run_on_has_its_reason_and_licence() -> None:
    names = re.findall(r"^([A-Za-z0-9_.-]+)", (ROOT / "requirements" / "run.in").read_text(), re.MULTILINE)
    told = (DOCS / "decisions" / "parts.md").read_text()
    missing = [name for name in names if f"| `{name}` |" not in told]
    assert not missing, (
        f"docs/decisions/parts.md says nothing of {missing}; give each its reason and licence."
    )


def test_licence_is_the_one_that_the_package_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == "Apache-2.0"
    assert (
        "Apache License" in (ROOT / "LICENSE").read_text()
        and "Apache-2.0" in (ROOT / "README.md").read_text()
    )


def test_site_takes_nothing_from_outside() -> None:
    config = (ROOT / "mkdocs.yml").read_text()
    assert "font: false" in config and not re.search(r"https?://", config)


def test_picture_of_the_readme_is_small() -> None:
    assert (DOCS / "pictures" / "case.png").stat().st_size < 250_000
