"""What a new flow begins with: the smallest text that leads everybody to a person."""

from __future__ import annotations

from presszero.flows.models import Flow

FIRST = """\
presszero: 1
flow: {name}
languages: [en]
start: hello
person: desk
nodes:
  hello:
    kind: menu
    prompt: "This is a machine. For our opening hours, press 1. For a person, press 0."
    keys: {{"1": opening}}
  opening:
    kind: say
    prompt: "We are here from eight to six."
    next: anything-else
  anything-else:
    kind: menu
    prompt: "If that is all, press 1. For a person, press 0."
    keys: {{"1": goodbye}}
  goodbye:
    kind: resolved
    prompt: "Have a good day."
  desk:
    kind: queue
    prompt: "A person is next."
    team: {team}
"""


def first_text(flow: Flow) -> str:
    """Return a text to begin with, in the flow's own name and for its team."""
    return FIRST.format(name=flow.name, team=flow.team.mail_name)
