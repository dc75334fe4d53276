"""A flow file of another platform taken in as a draft."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from presszero.flows.actions import save_version
from presszero.flows.models import FlowVersion
from presszero.flows.queries import seen_flow
from presszero.ground.actors import Actor
from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.building import OURS
from presszero.pure.flowgraph.importers.making import NotImported
from presszero.pure.flowgraph.opening import open_flow
from presszero.pure.flowgraph.reading import FlowMistaken
from presszero.pure.flowgraph.writing import written_in_our_language

LARGEST_FILE = 2_000_000


def bring_in_flow(*, flow_id: int, file: str, text: str, by: Actor, at: datetime) -> FlowVersion:
    """Save a flow file as the flow's draft; one of another platform is written in our language first.

    The draft that is there is set aside: nobody's words are lost by it. file: its name, which stands in the draft.
    Raises NotFoundHere, BadInput when it cannot be read.
    Records flow_version.saved.
    """
    flow = seen_flow(flow_id)
    if not text.strip():
        raise BadInput(_("Choose a file with a flow."), "file")
    if len(text) > LARGEST_FILE:
        raise BadInput(_("The file is larger than 2 MB. Split it."), "file")
    try:
        graph = open_flow(file, text)
    except (NotImported, FlowMistaken) as error:
        raise BadInput(error.sentence, "file") from error
    if graph.source != OURS:
        text = written_in_our_language(graph, name=flow.name, team=flow.team.mail_name)
    return save_version(flow_id=flow_id, text=text, by=by, at=at, beside=True)
