"""What Send waits for is told in the order of the points, whichever the check names first."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any

from presszero.desk.send_shape import SendShape


def test_open_points_are_named_in_their_order() -> None:
    stops = [Shape(rule="point-open", number=number) for number in (2, 3, 1)]
    checked: Any = Shape(draft=None, body="Dear you", check=Shape(stops=stops))
    case: Any = Shape(is_closed=False)
    shape = SendShape(case, checked, may_answer=False, now=None, zone="UTC").all()
    assert shape.why_not == "Sending opens when points 1, 2, 3 are settled."
