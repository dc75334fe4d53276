"""Flows for the tests: a small one that leads everybody to a person, and ways to break it."""

from __future__ import annotations

SAFE_FLOW = """\
presszero: 1
flow: harbour
languages: [en]
start: hello
person: desk
nodes:
  hello:
    kind: menu
    prompt: "This is a machine. For the ferries, press 1. For a person, press 0."
    keys: {"1": ferries}
  ferries:
    kind: say
    prompt: "The ferry leaves at nine."
    next: hello_again
  hello_again:
    kind: menu
    prompt: "If that is all, press 1. For a person, press 0."
    keys: {"1": settled}
  settled:
    kind: resolved
    prompt: "Have a good day."
  desk:
    kind: queue
    prompt: "A person is next."
    team: Transit
"""


def trapped_flow() -> str:
    """Return the same flow, where whoever stays silent at the menu hears about ferries for ever."""
    return SAFE_FLOW.replace('keys: {"1": ferries}', 'keys: {"1": ferries}\n    no_input: ferries').replace(
        'keys: {"1": settled}', 'keys: {"1": settled}\n    no_input: hello'
    )
