"""The suggested topic as desk/parts/topic.html shows it."""

from __future__ import annotations

from types import SimpleNamespace as Shape

from django.utils.translation import gettext as _

from presszero.cases.models import Case
from presszero.organisation.models import Topic
from presszero.pure.words.looking import name_key
from presszero.reading.models import Suggestion
from presszero.reading.phrases import because, how_sure


def topic_shape(case: Case, suggestion: Suggestion | None, *, may_say: bool) -> Shape | None:
    """Return what desk/parts/topic.html shows; None where nothing was suggested, or a person has answered."""
    if suggestion is None or suggestion.answer or case.is_closed:
        return None
    topic = suggestion.topic
    is_of_other_team = topic is not None and topic.team_id != case.team_id
    return Shape(
        name=topic.name if topic else _("None of your topics"),
        value=topic.pk if topic else "",
        other_team=topic.team.name if topic and is_of_other_team else "",
        sure=how_sure(suggestion),
        because=because(suggestion),
        may_say=may_say,
        others=_others(case, topic) if may_say else [],
    )


def _others(case: Case, suggested: Topic | None) -> list[Shape]:
    theirs = sorted(case.team.topics.all(), key=lambda topic: name_key(topic.name))
    return [Shape(id=one.pk, name=one.name) for one in theirs if one != suggested]
