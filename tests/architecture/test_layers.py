"""The tree is the rule: imports point down, and what is heavy is not loaded by the front."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("numba", "ortools", "sklearn", "numpy", "scipy", "onnxruntime")


def test_imports_point_down() -> None:
    contracts = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([contracts, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_fresh_front_has_loaded_no_science() -> None:
    # 90 to 155 MB each: they belong to a process of their own that starts when it is asked.
    asked = f"import sys, presszero.config.wsgi; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stdout + done.stderr


def test_test_files_have_names_of_their_own() -> None:
    # They are read by name, without packages: two of one name cannot be collected in one run.
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
