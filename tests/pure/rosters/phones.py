"""A calendar on somebody's phone, as RFC 5546 has it: reads .ics files one after the other, and knows nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field

Event = dict[str, str]


@dataclass
class Phone:
    """What stands in the calendar, by UID, and the latest number of each UID that was ever read."""

    events: dict[str, Event] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)

    def read(self, text: str) -> None:
        """Take a file in. An event of the same or an older number changes nothing; a cancelled one goes."""
        method, events = parsed(text)
        for event in events:
            uid, sequence = event["UID"], int(event.get("SEQUENCE", "0"))
            if sequence <= self.sequences.get(uid, -1):
                continue
            self.sequences[uid] = sequence
            if method == "CANCEL":
                assert event["STATUS"] == "CANCELLED"
                self.events.pop(uid, None)
            else:
                assert (method, event["STATUS"]) == ("PUBLISH", "CONFIRMED")
                self.events[uid] = event

    def begins(self) -> list[str]:
        """Return when each shift begins, in order."""
        return sorted(event["DTSTART"] for event in self.events.values())


def parsed(text: str) -> tuple[str, list[Event]]:
    """Return (method, events) of an iCalendar file."""
    lines = text.replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    method, events, event = "", [], None
    for line in lines[1:-2]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT" and event is not None:
            events.append(event)
            event = None
        elif event is not None:
            assert name not in event
            event[name] = value
        elif name == "METHOD":
            method = value
    return method, events
