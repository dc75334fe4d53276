"""Runs: a customer's way through a live version, kept whole after each thing they write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from presszero.flows.lookups import look_up
from presszero.flows.models import FlowVersion, Run, RunStep
from presszero.flows.queries import running_graph
from presszero.lines.closing import is_closed
from presszero.organisation.hours import Keeper, calendar_of
from presszero.organisation.models import Membership, Place, Presence, Team
from presszero.pure.flowgraph.conversing import Line, Looked, Talk, World
from presszero.pure.flowgraph.graph import Node
from presszero.pure.flowgraph.stepping import State, begin


@dataclass(frozen=True)
class Organised:
    """The world as this organisation is at an instant. language: what lookups answer in."""

    at: datetime
    team: Team
    language: str = "en"

    def hours(self, name: str) -> str:
        keeper = keeper_meant(name, self.team)
        return "open" if calendar_of(keeper).is_open(self.at) else "closed"

    def lookup(self, name: str, facts: Mapping[str, str]) -> Looked:
        return look_up(name=name, facts=facts, language=self.language, at=self.at)

    def line(self, team: str) -> str:
        meant = team_meant(team, self.team)
        return "" if somebody_is_here(meant) and not is_closed(team=meant, at=self.at) else "full"


def team_meant(name: str, otherwise: Team) -> Team:
    """Return the team that a flow names by its name or by what stands before @ in its address."""
    return _team_named(name) or otherwise


def keeper_meant(name: str, otherwise: Team) -> Keeper:
    """Return whose hours a flow names: a team's, else a place's, as they were proved."""
    place = Place.objects.filter(name=name).first()
    return (
        Keeper(place=place) if place and not _team_named(name) else Keeper(team=team_meant(name, otherwise))
    )


def _team_named(name: str) -> Team | None:
    teams, meant = list(Team.objects.all()), name.casefold()
    by_address = next((team for team in teams if team.mail_name.casefold() == meant), None)
    return by_address or next((team for team in teams if team.name.casefold() == meant), None)


def somebody_is_here(team: Team) -> bool:
    """Return whether somebody of a team has said that they are available now."""
    return Membership.objects.filter(
        team=team, worker__is_active=True, worker__presence=Presence.HERE
    ).exists()


def begin_run(
    *, version: FlowVersion, language: str, world: World | None, at: datetime, rehearsal: bool = False
) -> tuple[Run, list[Line]]:
    """Let a customer into a version; return the run and what the machine says first."""
    talk = Talk.begun(running_graph(version), language=language)
    lines = talk.opening(world)
    run = Run.objects.create(version=version, language=talk.language, rehearsal=rehearsal, began_at=at)
    _keep(run, talk, at)
    return run, lines


def hear(*, run: Run, typed: str, world: World | None, at: datetime) -> list[Line]:
    """Let the flow hear what the customer wrote ("" is silence); return what the machine says.

    The caller holds the lock of the conversation.
    """
    talk = talk_of(run)
    lines = talk.hear(typed, world)
    _keep(run, talk, at)
    return lines


def person_came(*, run: Run, at: datetime) -> None:
    """Somebody of ours has taken the conversation over: the flow ends at a person."""
    talk = talk_of(run)
    talk.joined()
    _keep(run, talk, at)


def talk_of(run: Run) -> Talk:
    """Return the conversation as it stands.

    What a flow leads to may change under a run (another flow, whether a person may be chosen first). Who then stands
    where nothing is any more begins anew with what they have told us: from every beginning a person can be reached.
    """
    graph, state = running_graph(run.version), state_from(run.state)
    if not {state.node, *state.stack} <= graph.nodes.keys():
        state = begin(graph)._replace(end=state.end)
    return Talk(graph, run.language, state, dict(run.facts))


def node_of(run: Run) -> Node | None:
    """Return where the run stands."""
    return running_graph(run.version).nodes.get(state_from(run.state).node)


def state_from(kept: Mapping[str, Any]) -> State:
    """Return the state that a run keeps as JSON, whose lists were tuples."""
    facts = tuple((fact, value) for fact, value in kept["facts"])
    return State(**{**kept, "facts": facts, "stack": tuple(kept["stack"])})


def _keep(run: Run, talk: Talk, at: datetime) -> None:
    run.state, run.facts, run.language = talk.state._asdict(), talk.collected, talk.language
    run.end = talk.state.end
    run.ended_at = at if run.end else None
    run.save(update_fields=["state", "facts", "language", "end", "ended_at"])
    number = run.steps.count()
    RunStep.objects.bulk_create(
        RunStep(
            run=run,
            number=number + place,
            kind=one.event.kind,
            value=one.event.value,
            before=one.before[:200],
            after=one.after[:200],
            at=at,
        )
        for place, one in enumerate(talk.taken, 1)
    )
