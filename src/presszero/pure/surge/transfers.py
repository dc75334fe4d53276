"""How long it takes to change between stops, by transfers.txt of a GTFS feed."""

from __future__ import annotations

from typing import Final

from presszero.pure.surge.archive import Archive, Table

IMPOSSIBLE: Final = "3"


def walks_of(archive: Archive, stops: dict[str, int]) -> dict[tuple[int, int], int]:
    """Read the transfers that say how long they take; those that are not possible have -1 and are kept.

    One between stations holds between all their platforms, unless two platforms have their own.
    """
    if not archive.has("transfers.txt"):
        return {}
    table = archive.table("transfers.txt")
    walks: dict[tuple[int, int], int] = {}
    one, other = table.place_if_any("from_stop_id"), table.place_if_any("to_stop_id")
    kind, least = table.place_if_any("transfer_type"), table.place_if_any("min_transfer_time")
    if one is None or other is None:
        return {}
    between_stations: dict[tuple[int, int], int] = {}
    platforms = _platforms(archive.table("stops.txt"), stops)
    for line, row in table.rows:
        seconds = _walk_seconds(table, line, row, kind, least)
        if seconds is None or row[one] not in stops or row[other] not in stops:
            continue
        ends = (platforms.get(row[one], [stops[row[one]]]), platforms.get(row[other], [stops[row[other]]]))
        whole = row[one] in platforms or row[other] in platforms
        (between_stations if whole else walks).update(
            {(begin, end): seconds for begin in ends[0] for end in ends[1]}
        )
    return between_stations | walks


def _walk_seconds(table: Table, line: int, row: list[str], kind: int | None, least: int | None) -> int | None:
    """Return how long a transfer takes, -1 where it is not possible, None where it does not say."""
    if kind is not None and row[kind].strip() == IMPOSSIBLE:
        return -1
    if least is None or not row[least].strip():
        return None
    if not row[least].strip().isdecimal():
        raise table.bad(line, "min_transfer_time", row[least], "seconds from 0 on")
    return int(row[least])


def _platforms(table: Table, stops: dict[str, int]) -> dict[str, list[int]]:
    """Return the stops of each station, by its stop_id."""
    at, parent = table.place("stop_id"), table.place_if_any("parent_station")
    found: dict[str, list[int]] = {}
    for _, row in table.rows:
        if parent is not None and row[parent].strip() in stops:
            found.setdefault(row[parent].strip(), []).append(stops[row[at]])
    return found
