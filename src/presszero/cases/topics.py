"""Saying what a case is about, where the rules that read letters heard something else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.locking import locked_case
from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Topic
from presszero.pure.errors import BadInput
from presszero.reading.keeping import answer_suggestion


def set_topic(*, case_id: int, topic_id: int, by: Actor, at: datetime) -> Case:
    """Give a case a topic of its own team. Setting the same again changes nothing.

    It answers an open suggestion too, confirmed or corrected: that is what is learned from.

    Raises NoSuchCase, CaseMerged, BadInput for a topic of another team: such a case is theirs to answer.
    Records case.topic_set.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        topic = Topic.objects.select_related("team").filter(pk=topic_id).first()
        if topic is None:
            raise BadInput(_("There is no such topic any more. Load the page again."), "topic")
        if topic.team_id != case.team_id:
            raise BadInput(
                _("%(topic)s is a topic of the team %(team)s, and %(case)s is not theirs.")
                % {"topic": topic.name, "team": topic.team.name, "case": case.reference},
                "topic",
            )
        said = answer_suggestion(case_id=case.pk, topic_id=topic.pk, by=by, at=at)
        if case.topic_id != topic.pk or said:
            was, case.topic, case.topic_words = case.topic_id, topic, []
            case.save(update_fields=["topic", "topic_words"])
            record(
                "case.topic_set",
                about=case,
                by=by,
                at=at,
                case_id=case.pk,
                team_id=case.team_id,
                topic=topic.pk,
                was=was or 0,
                said=said,
            )
    return case
