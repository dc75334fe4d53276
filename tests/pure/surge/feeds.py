"""A small feed, and ways to bend it."""

from __future__ import annotations

import io
import zipfile

FILES = {
    "agency.txt": "agency_id,agency_name\n1,Lakeside\n",
    "stops.txt": (
        "stop_id,stop_name,stop_lat,stop_lon\n"
        "gate,Gate,47.0000,8.0000\nlake,Lake Street,47.0060,8.0000\nmid,Middle,47.0300,8.0000\nend,Terminus,47.0600,8.0\n"
    ),
    "routes.txt": "route_id,route_short_name,route_long_name\nr7,7,Gate to Terminus\nr3,,Lake Line\n",
    "trips.txt": (
        "route_id,service_id,trip_id,trip_headsign\n"
        "r7,sat,a,Terminus\nr7,sat,b,Terminus\nr7,fri,c,Terminus\nr3,sat,d,Terminus\nr3,sun,e,Terminus\n"
    ),
    "stop_times.txt": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "a,22:00:00,22:00:00,gate,1\na,,,mid,2\na,22:20:00,22:20:00,end,3\n"
        "b,24:10:00,24:10:00,gate,1\nb,24:30:00,24:30:00,end,9\n"
        "c,24:40:00,24:40:00,gate,1\nc,25:00:00,25:00:00,end,2\n"
        "d,22:00:00,22:00:00,lake,1\nd,22:20:00,22:20:00,end,2\n"
        "e,01:00:00,01:00:00,lake,1\ne,01:20:00,01:20:00,end,2\n"
    ),
    "calendar.txt": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "sat,0,0,0,0,0,1,0,20260101,20261231\nfri,0,0,0,0,1,0,0,20260101,20261231\n"
    ),
    "calendar_dates.txt": "service_id,date,exception_type\nsun,20260705,1\nsat,20260711,2\n",
    "frequencies.txt": "trip_id,start_time,end_time,headway_secs\nd,22:00:00,23:00:00,1200\n",
    "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\ngate,lake,2,900\n",
}


def packed(**changes: str | None) -> bytes:
    """Return the feed as a zip; a change names a table (stops for stops.txt), None leaves it out."""
    files = FILES | {f"{name}.txt": text for name, text in changes.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(name, text)
    return out.getvalue()


def bent(table: str, old: str, new: str) -> bytes:
    """Return the feed with one piece of a table replaced."""
    assert old in FILES[f"{table}.txt"]
    return packed(**{table: FILES[f"{table}.txt"].replace(old, new, 1)})
