"""Other people's packages that a measurement compares with, in an environment of their own: `.venv-peers`.

A section names a module of ours that runs there, such as benchmarks/peers_forecast.py; what it is asked and what
it answers is JSON. Where the packages cannot be installed, the section says so and measures without them.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / ".venv-peers"
WANTED = ROOT / "requirements" / "peers.txt"


def ask_peer(module: str, asked: Any) -> Any | None:
    """Run `python -m benchmarks.<module>` among the peers with `asked` as JSON on its input; return its answer.

    None, after a sentence saying why, when the peers cannot be installed or the module fails.
    """
    if not _installed():
        return None
    command = [str(PLACE / "bin" / "python"), "-m", f"benchmarks.{module}"]
    done = subprocess.run(
        command, cwd=ROOT, input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        print(f"The peers' module {module} failed ({done.returncode}); measured without it.")
        return None
    return json.loads(done.stdout)


def _installed() -> bool:
    stamp = PLACE / "installed"
    wanted = hashlib.sha256(WANTED.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return True
    print("Installing the peers into .venv-peers, once ...", file=sys.stderr)
    pip = [str(PLACE / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PLACE)], check=True)
        subprocess.run([*pip, "--require-hashes", "-r", str(WANTED)], check=True)
    except subprocess.CalledProcessError as failed:
        print(f"The peers could not be installed ({failed}); measured without them.")
        return False
    stamp.write_text(wanted)
    return True
