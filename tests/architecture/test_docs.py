"""The docs say what the code does: links, the walk, the reference, the acceptance pages and the README."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from presszero.commands import COMMANDS
from presszero.commands.reference_errors import told_errors
from presszero.commands.reference_events import UnreadableKind, recorded_events
from presszero.config.addresses import SETTINGS
from presszero.organisation.permissions import MAY
from presszero.wiring import CONSEQUENCES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "presszero"
REFERENCE = DOCS / "reference"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<part>[\w-]+))?\)")
HOP = re.compile(
    r"^- \[`(?P<shown>[\w.]+)`\]\(\.\./(?P<path>src/[\w/]+\.py)#(?P<function>\w+)\)", re.MULTILINE
)
PATH = re.compile(
    r"`((?:tests|benchmarks|docs|changes|src)/[\w./-]+|README\.md|CONTRIBUTING\.md|dev|\.ci/run)`"
)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# Links


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


@cache
def functions(path: Path) -> dict[str, ast.AST]:
    """Return every function of a file by its name, methods too."""
    tree = ast.parse(path.read_text())
    return {
        node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_page_is_in_the_navigation() -> None:
    told = (ROOT / "mkdocs.yml").read_text()
    lost = [name for page in DOCS.rglob("*.md") if (name := page.relative_to(DOCS).as_posix()) not in told]
    assert not lost, f"mkdocs.yml does not name {lost}; nobody would find them."


# The walk


class Hop(NamedTuple):
    """One function on the letter's way."""

    path: str
    function: str


class Step(NamedTuple):
    """One part of the walk. event: what it follows from, "" where the outside or a person begins it.

    runs: the functions, in runs that each begin with one that nobody in the walk calls.
    """

    title: str
    event: str
    runs: list[list[Hop]]


def steps() -> list[Step]:
    parts = re.split(r"^## ", (DOCS / "walk.md").read_text(), flags=re.MULTILINE)[1:]
    return [_step(part) for part in parts]


def _step(part: str) -> Step:
    event = re.search(r"^Follows from `([a-z_.]+)`", part, re.MULTILINE)
    runs = [
        [Hop(found["path"], found["function"]) for found in HOP.finditer(block)]
        for block in re.split(r"\n\n", part)
        if HOP.search(block)
    ]
    return Step(part.splitlines()[0], event[1] if event else "", runs)


def called_by(hop: Hop) -> set[str]:
    """Return every name that a function uses, itself or through the functions of its own file."""
    known, waiting, names = functions(ROOT / hop.path), [hop.function], set()
    while waiting:
        for node in ast.walk(known[waiting.pop()]):
            name = getattr(node, "id", getattr(node, "attr", ""))
            if name and name not in names:
                names.add(name)
                waiting += [name] if name in known else []
    return names


def test_the_walk_names_each_function_by_its_own_name() -> None:
    for found in HOP.finditer((DOCS / "walk.md").read_text()):
        assert found["function"] in functions(ROOT / found["path"]), f"The walk's {found['shown']} is gone."
        assert found["shown"].rpartition(".")[2] == found["function"]


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.title)
def test_each_hop_of_the_walk_is_called_by_one_before_it(step: Step) -> None:
    assert step.runs, f"The walk's step {step.title!r} names no function."
    told: list[Hop] = []
    for run in step.runs:
        for place, hop in enumerate(run):
            assert place == 0 or any(hop.function in called_by(earlier) for earlier in told), (
                f"{step.title}: none of {[earlier.function for earlier in told]} calls {hop.function} any more. "
                "Tell the walk as it goes now."
            )
            told.append(hop)


def test_what_a_step_follows_from_was_recorded_in_a_step_before_it() -> None:
    seen: set[str] = set()
    recorded = {(f"src/{one.path}", one.function, one.kind) for one in recorded_events(SOURCE)}
    for step in steps():
        if step.event:
            assert step.event in seen, f"{step.title}: {step.event} is recorded by no step before it."
            first = step.runs[0][0]
            assert first.function in {follows.__name__ for follows in CONSEQUENCES[step.event]}, (
                f"{step.title}: wiring.py does not do {first.function} after {step.event}."
            )
        hops = {hop for run in step.runs for hop in run}
        seen |= {kind for path, function, kind in recorded if Hop(path, function) in hops}


# The reference


@pytest.fixture(scope="module")
def compared() -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "presszero", "reference", "--compare", str(REFERENCE)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_reference_is_what_the_code_says(compared: subprocess.CompletedProcess[str]) -> None:
    assert compared.returncode == 0, compared.stdout + compared.stderr


def test_page_that_fell_behind_is_named_and_written_again(tmp_path: Path) -> None:
    for page in REFERENCE.glob("*.md"):
        (tmp_path / page.name).write_text(page.read_text())
    lines = (tmp_path / "settings.md").read_text().splitlines(keepends=True)
    (tmp_path / "settings.md").write_text("".join(line for line in lines if "`DATABASE_URL`" not in line))
    command = [sys.executable, "-m", "presszero", "reference"]
    told = subprocess.run([*command, "--compare", tmp_path], capture_output=True, text=True, check=False)
    assert (told.returncode, "settings.md has fallen behind" in told.stdout) == (1, True)
    subprocess.run([*command, "--write", tmp_path], capture_output=True, check=True)
    assert "| `DATABASE_URL` |" in (tmp_path / "settings.md").read_text()


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("settings", {one.name for one in SETTINGS}),
        ("errors", {one.name for one in told_errors(SOURCE)}),
        ("events", {one.kind for one in recorded_events(SOURCE)} | set(CONSEQUENCES)),
        ("commands", {f"## presszero {name}" for name in COMMANDS}),
        ("routes", set(MAY)),
    ],
)
def test_reference_names_each_of_them(page: str, names: set[str]) -> None:
    words = (REFERENCE / f"{page}.md").read_text()
    missing = sorted(name for name in names if name not in words)
    assert not missing, (
        f"docs/reference/{page}.md lacks {missing}; run: presszero reference --write docs/reference"
    )


def test_reference_names_each_address_and_operation() -> None:
    from presszero.commands.reference_routes import api_operations, page_addresses

    routes, operations = (REFERENCE / "routes.md").read_text(), (REFERENCE / "api.md").read_text()
    missing = [
        one.path for one in page_addresses() if f"`{one.path}` | `{one.name}` | {one.act}" not in routes
    ]
    missing += [
        one.name for one in api_operations() if f"`{one.method} {one.path}` | `{one.name}`" not in operations
    ]
    assert not missing, f"The reference lacks {missing}; run: presszero reference --write docs/reference"


def test_every_error_says_what_it_means() -> None:
    silent = [error.name for error in told_errors(SOURCE) if not error.meaning]
    assert not silent, f"{silent} have no docstring; the reference could not say what they mean."


def test_docstrings_name_events_that_are_recorded() -> None:
    known = {one.kind for one in recorded_events(SOURCE)}
    for path in SOURCE.rglob("*.py"):
        for name, node in functions(path).items():
            said = re.search(r"Records\s+([^\n]*(?:\n[^\n]+)*)", ast.get_docstring(node) or "")
            kinds = set(re.findall(r"\b[a-z]+\.[a-z_]+\b", said[1])) if said else set()
            assert kinds <= known, (
                f"{path.name}#{name} says it records {sorted(kinds - known)}, which nothing does."
            )


def test_kind_that_cannot_be_looked_up_is_refused_with_what_to_do(tmp_path: Path) -> None:
    ground = tmp_path / "presszero" / "ground"
    ground.mkdir(parents=True)
    (ground / "record.py").write_text("def record(kind, /, **facts): ...\n")
    (ground / "acts.py").write_text(
        "from presszero.ground.record import record\ndef act(row):\n    record(row.kind, about=row)\n"
    )
    with pytest.raises(UnreadableKind, match=r"ground.acts.act records .* Pass the kind as a literal"):
        recorded_events(tmp_path / "presszero")


# The rest


@pytest.mark.parametrize("page", sorted((DOCS / "acceptance").glob("*.md")), ids=name_of)
def test_acceptance_names_what_exists_and_leaves_no_point_without_a_word(page: Path) -> None:
    words = page.read_text()
    gone = [path for path in PATH.findall(words) if not (ROOT / path).exists()]
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
    from presszero.organisation.models import Team, Topic

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
    assert Team.objects.get().open_weekdays == "01234"
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
