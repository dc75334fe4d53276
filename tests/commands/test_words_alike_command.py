"""`presszero words similar` and `presszero words themes` as their user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.pure.alike.test_themes import WHERE, messages

from presszero.commands import main


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "letters.tsv"
    path.write_text("text\n" + "\n".join(messages(WHERE).values()) + "\n")
    return str(path)


def test_most_like_come_first_with_their_numbers(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", "similar", table, "--to", "a dark lamp", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["similar"]
    assert len(told) == 5 and all("lamp" in one["text"] for one in told)
    assert Path(table).read_text().splitlines()[told[0]["number"]] == told[0]["text"]
    assert main(["words", "similar", table, "--to", "zzz"]) == 1


def test_themes_are_told_and_kept_in_a_later_run(
    table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", "themes", table, "--most", "3", "--json"]) == 0
    said = capsys.readouterr().out
    earlier = tmp_path / "earlier.json"
    earlier.write_text(said)
    assert main(["words", "themes", table, "--before", str(earlier), "--json"]) == 0
    names = [
        {one["id"]: one["name"] for one in json.loads(told)["themes"]}
        for told in (said, capsys.readouterr().out)
    ]
    assert names[0] == names[1] and len(names[0]) == 3
