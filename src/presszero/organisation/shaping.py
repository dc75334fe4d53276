"""Shaping the organisation: teams, topics and skills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.addresses import refuse_mail_name
from presszero.organisation.models import Skill, Team, Topic, Worker
from presszero.organisation.queries import by_name
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.words import name_key

MOST_WORDS = 200


@dataclass(frozen=True)
class TeamFacts:
    """What a team's page changes.

    gives_turns: cases are given out by turn; else they wait until somebody takes them.
    open_limit: open cases for each person at most. act_within_hours: open hours after
    which a case nobody acted on goes back to the line; None: never.
    """

    name: str
    mail_name: str
    gives_turns: bool
    open_limit: int
    act_within_hours: int | None


def seen_team(team_id: int) -> Team:
    """Return a team. Raises NotFoundHere."""
    team = Team.objects.filter(pk=team_id).first()
    if team is None:
        raise NotFoundHere(_("There is no such team. Open the list of teams again."))
    return team


def all_teams() -> list[Team]:
    return by_name(Team.objects.all())


def change_team(*, team_id: int, facts: TeamFacts, by: Actor, at: datetime) -> Team:
    """Change a team's name, address and how its work is given out. Raises BadInput, NotFoundHere. Records team.changed."""
    name, mail_name = facts.name.strip(), facts.mail_name.strip().lower()
    if not name:
        raise BadInput(_("Give the team a name, as its customers know it."), "name")
    refuse_mail_name(mail_name, team_id=team_id)
    if not 1 <= facts.open_limit <= 500:
        raise BadInput(_("Give each person a limit of 1 to 500 open cases."), "open_limit")
    if facts.act_within_hours is not None and not 1 <= facts.act_within_hours <= 500:
        raise BadInput(_("Give 1 to 500 open hours, or none."), "act_within_hours")
    with transaction.atomic():
        team = Team.objects.select_for_update().filter(pk=team_id).first()
        if team is None:
            raise NotFoundHere(_("There is no such team. Open the list of teams again."))
        if Team.objects.exclude(pk=team.pk).filter(name=name).exists():
            raise BadInput(_("There is a team %(name)s already.") % {"name": name}, "name")
        team.name, team.mail_name, team.gives_turns = name[:80], mail_name[:80], facts.gives_turns
        team.open_limit, team.act_within_hours = facts.open_limit, facts.act_within_hours
        team.save(update_fields=["name", "mail_name", "gives_turns", "open_limit", "act_within_hours"])
        record("team.changed", about=team, by=by, at=at, team_id=team.pk, turns=team.gives_turns)
    return team


def all_topics() -> list[Topic]:
    return list(Topic.objects.select_related("team", "skill"))


def seen_topic(topic_id: int) -> Topic:
    """Return a topic. Raises NotFoundHere."""
    topic = Topic.objects.select_related("team", "skill").filter(pk=topic_id).first()
    if topic is None:
        raise NotFoundHere(_("There is no such topic; somebody took it out. Open the list again."))
    return topic


def keep_topic(
    *,
    topic_id: int | None,
    name: str,
    team_id: int,
    words: Sequence[str],
    skill_id: int | None,
    by: Actor,
    at: datetime,
) -> Topic:
    """Make a topic (topic_id None) or change one. words: those that decide it, in any language.

    Raises BadInput, NotFoundHere. Records topic.kept.
    """
    kept = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    if not name.strip():
        raise BadInput(_("Give the topic a name."), "name")
    if Topic.objects.exclude(pk=topic_id or 0).filter(name=name.strip()).exists():
        raise BadInput(_("There is a topic %(name)s already.") % {"name": name.strip()}, "name")
    if len(kept) > MOST_WORDS:
        raise BadInput(
            _("These are %(n)s words; at most %(most)s decide a topic.")
            % {"n": len(kept), "most": MOST_WORDS},
            "words",
        )
    if not Team.objects.filter(pk=team_id).exists():
        raise BadInput(_("Choose the team that answers for this topic."), "team")
    if skill_id is not None and not Skill.objects.filter(pk=skill_id).exists():
        raise BadInput(_("There is no such skill. Choose another, or none."), "skill")
    with transaction.atomic():
        topic = seen_topic(topic_id) if topic_id else Topic(order=Topic.objects.count() + 1)
        topic.name, topic.words = name.strip()[:80], kept
        topic.team_id, topic.skill_id = team_id, skill_id
        topic.save()
        record("topic.kept", about=topic, by=by, at=at, team_id=team_id, words=len(kept))
    return topic


def remove_topic(*, topic_id: int, by: Actor, at: datetime) -> None:
    """Take a topic out; its cases stay with their team, without it. Raises NotFoundHere. Records topic.removed."""
    with transaction.atomic():
        topic = seen_topic(topic_id)
        record("topic.removed", about=topic, by=by, at=at, team_id=topic.team_id)
        topic.delete()


def all_skills() -> list[Skill]:
    skills = Skill.objects.prefetch_related("proficiencies__worker", "topics")
    return sorted(skills, key=lambda skill: name_key(skill.name))


def make_skill(*, name: str, by: Actor, at: datetime) -> Skill:
    """Name a skill that topics can ask for and people can have. Raises BadInput. Records skill.made."""
    if not name.strip():
        raise BadInput(_("Give the skill a name, such as “Timetables”."), "name")
    if Skill.objects.filter(name=name.strip()).exists():
        raise BadInput(_("There is a skill %(name)s already.") % {"name": name.strip()}, "name")
    with transaction.atomic():
        skill = Skill.objects.create(name=name.strip()[:80])
        record("skill.made", about=skill, by=by, at=at)
    return skill


def remove_skill(*, skill_id: int, by: Actor, at: datetime) -> None:
    """Take a skill out, from topics and people too. Raises NotFoundHere. Records skill.removed."""
    with transaction.atomic():
        skill = Skill.objects.filter(pk=skill_id).first()
        if skill is None:
            raise NotFoundHere(_("There is no such skill; somebody took it out. Open the list again."))
        record("skill.removed", about=skill, by=by, at=at)
        skill.delete()


def people() -> list[Worker]:
    """Return everybody who has or had a place here, by name; those whose access ended last."""
    workers = Worker.objects.prefetch_related("memberships__team", "proficiencies__skill")
    return sorted(workers, key=lambda worker: (not worker.is_active, name_key(worker.name), worker.pk))
