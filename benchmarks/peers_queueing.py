"""pyworkforce's Erlang C on the intervals it is handed; runs among the peers."""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    from pyworkforce.queuing import ErlangC

    asked = json.load(sys.stdin)
    began = time.process_time()
    people = [
        ErlangC(
            transactions=volume, aht=seconds / 60, asa=20 / 60, interval=30, shrinkage=0.0
        ).required_positions(service_level=0.8, max_occupancy=asked["cap"])["raw_positions"]
        for volume, seconds in zip(asked["volumes"], asked["seconds"], strict=True)
    ]
    json.dump({"people": people, "milliseconds": 1e3 * (time.process_time() - began)}, sys.stdout)


if __name__ == "__main__":
    main()
