"""Teams, topics, skills, people and invitations."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.codes import WorkerRole
from presszero.api.schemas.words import Id, Words
from presszero.channels.email.house import mail_invitation
from presszero.ground import clock
from presszero.organisation.actions import make_team
from presszero.organisation.inviting import (
    PersonFacts,
    change_person,
    invite,
    open_invitations,
    seen_person,
    set_access,
    withdraw_invitation,
)
from presszero.organisation.models import Role, Skill, Team, Topic, Worker
from presszero.organisation.shaping import (
    TeamFacts,
    all_skills,
    all_teams,
    all_topics,
    change_team,
    keep_topic,
    make_skill,
    people,
    remove_skill,
    remove_topic,
    seen_team,
    seen_topic,
)

routes = Routes(tags=["office"])
SHAPE, INVITE = "shape the office", "invite people"
Limit = Annotated[int, Field(ge=1, le=500)]
Name = Annotated[Words, Field(max_length=80)]


class TeamMade(Schema):
    name: Name
    mail_name: Name = Field(description="What stands before @ in its address.")


class TeamGiven(TeamMade):
    gives_turns: bool = Field(default=False, description="Cases are given out by turn.")
    open_limit: Limit = Field(default=12, description="Open cases for each person, at most.")
    act_within_hours: Limit | None = Field(
        default=None, description="Open hours after which an untouched case goes back to the line."
    )


class TeamRow(TeamGiven):
    id: int

    @classmethod
    def of(cls, team: Team) -> TeamRow:
        return cls(
            id=team.pk,
            name=team.name,
            mail_name=team.mail_name,
            gives_turns=team.gives_turns,
            open_limit=max(1, team.open_limit),
            act_within_hours=team.act_within_hours,
        )


class TeamList(Schema):
    teams: list[TeamRow]


class TopicGiven(Schema):
    name: Name
    team: Id
    words: list[Name] = Field(default=[], max_length=200)
    skill: Id | None = None


class TopicShape(TopicGiven):
    id: int

    @classmethod
    def of(cls, topic: Topic) -> TopicShape:
        return cls(id=topic.pk, name=topic.name, team=topic.team_id, words=topic.words, skill=topic.skill_id)


class TopicList(Schema):
    topics: list[TopicShape]

    @classmethod
    def all(cls) -> TopicList:
        return cls(topics=[TopicShape.of(one) for one in all_topics()])


class SkillGiven(Schema):
    name: Name


class SkillShape(Schema):
    id: int
    name: str
    people: list[int]

    @classmethod
    def of(cls, skill: Skill) -> SkillShape:
        return cls(id=skill.pk, name=skill.name, people=[one.worker_id for one in skill.proficiencies.all()])


class SkillList(Schema):
    skills: list[SkillShape]

    @classmethod
    def all(cls) -> SkillList:
        return cls(skills=[SkillShape.of(one) for one in all_skills()])


class PersonGiven(Schema):
    name: Annotated[Words, Field(max_length=120)]
    role: WorkerRole
    title: Name = ""
    language: str = Field(default="en", pattern="^(en|fr)$")
    languages: list[str] = Field(default=[], max_length=20)
    open_limit: Limit | None = None
    teams: list[Id] = Field(default=[], max_length=200)
    leads: list[Id] = Field(default=[], max_length=200, description="Teams they lead.")
    skills: dict[str, Annotated[int, Field(ge=0, le=2)]] = Field(
        default={}, description="Depth by skill id: 1 can answer, 2 knows it deeply."
    )


class PersonShape(PersonGiven):
    id: int
    email: str
    has_access: bool

    @classmethod
    def of(cls, worker: Worker) -> PersonShape:
        memberships = list(worker.memberships.all())
        return cls(
            id=worker.pk,
            email=worker.email,
            has_access=worker.is_active,
            name=worker.name,
            role=Role(worker.role),
            title=worker.title,
            language=worker.language,
            languages=worker.languages,
            open_limit=worker.open_limit,
            teams=[one.team_id for one in memberships],
            leads=[one.team_id for one in memberships if one.leads],
            skills={str(one.skill_id): one.depth for one in worker.proficiencies.all()},
        )


class InvitationShape(Schema):
    id: int
    email: str
    name: str
    role: WorkerRole


class PeopleList(Schema):
    people: list[PersonShape]
    invited: list[InvitationShape]

    @classmethod
    def all(cls) -> PeopleList:
        invited = [
            InvitationShape(id=one.pk, email=one.email, name=one.name, role=Role(one.role))
            for one in open_invitations(clock.now())
        ]
        return cls(people=[PersonShape.of(one) for one in people()], invited=invited)


class InvitationGiven(Schema):
    email: Annotated[Words, Field(max_length=254)]
    name: Annotated[Words, Field(max_length=120)]
    role: WorkerRole = Role.AGENT
    teams: list[Id] = Field(default=[], max_length=200)
    mail: bool = Field(default=False, description="Mail the link to them.")
    language: str = Field(default="en", pattern="^(en|fr)$", description="Of the mail.")


class InvitationMade(Schema):
    link: str = Field(description="Works once, for 24 hours; kept nowhere.")


class AccessGiven(Schema):
    open: bool


@routes.reads("/teams/", act=SHAPE, answers=TeamList, name="list_teams")
def teams(request: HttpRequest) -> TeamList:
    """Every team and how its work is given out."""
    return TeamList(teams=[TeamRow.of(one) for one in all_teams()])


@routes.changes("/teams/", act=SHAPE, answers=TeamRow, name="make_team", status=201)
def team_make(request: HttpRequest, given: TeamMade) -> TeamRow:
    """Make a team with an address of its own."""
    return TeamRow.of(make_team(**given.dict(), by=actor_of(request), at=clock.now()))


@routes.reads("/teams/{int:team_id}/", act=SHAPE, answers=TeamRow, name="show_team_settings")
def team(request: HttpRequest, team_id: int) -> TeamRow:
    """One team and how its work is given out."""
    return TeamRow.of(seen_team(team_id))


@routes.changes("/teams/{int:team_id}/", act=SHAPE, answers=TeamRow, name="change_team")
def team_change(request: HttpRequest, team_id: int, given: TeamGiven) -> TeamRow:
    """Change a team's name, address and how its work is given out."""
    facts = TeamFacts(**given.dict())
    return TeamRow.of(change_team(team_id=team_id, facts=facts, by=actor_of(request), at=clock.now()))


@routes.reads("/topics/", act=SHAPE, answers=TopicList, name="list_topics")
def topics(request: HttpRequest) -> TopicList:
    """What letters are about, with the words that decide it."""
    return TopicList.all()


@routes.changes("/topics/", act=SHAPE, answers=TopicShape, name="make_topic", status=201)
def topic_make(request: HttpRequest, given: TopicGiven) -> TopicShape:
    """Make a topic."""
    return _keep_topic(request, None, given)


@routes.reads("/topics/{int:topic_id}/", act=SHAPE, answers=TopicShape, name="show_topic")
def topic(request: HttpRequest, topic_id: int) -> TopicShape:
    """One topic with its words."""
    return TopicShape.of(seen_topic(topic_id))


@routes.changes("/topics/{int:topic_id}/", act=SHAPE, answers=TopicShape, name="change_topic")
def topic_change(request: HttpRequest, topic_id: int, given: TopicGiven) -> TopicShape:
    """Change a topic's name, words, team and skill."""
    return _keep_topic(request, topic_id, given)


def _keep_topic(request: HttpRequest, topic_id: int | None, given: TopicGiven) -> TopicShape:
    kept = keep_topic(
        topic_id=topic_id,
        name=given.name,
        team_id=given.team,
        words=given.words,
        skill_id=given.skill,
        by=actor_of(request),
        at=clock.now(),
    )
    return TopicShape.of(kept)


@routes.changes("/topics/{int:topic_id}/removal/", act=SHAPE, answers=TopicList, name="remove_topic")
def topic_remove(request: HttpRequest, topic_id: int) -> TopicList:
    """Take a topic out; its cases stay with their team."""
    remove_topic(topic_id=topic_id, by=actor_of(request), at=clock.now())
    return TopicList.all()


@routes.reads("/skills/", act=SHAPE, answers=SkillList, name="list_skills")
def skills(request: HttpRequest) -> SkillList:
    """What topics ask for and people have."""
    return SkillList.all()


@routes.changes("/skills/", act=SHAPE, answers=SkillList, name="make_skill", status=201)
def skill_make(request: HttpRequest, given: SkillGiven) -> SkillList:
    """Name a skill."""
    make_skill(name=given.name, by=actor_of(request), at=clock.now())
    return SkillList.all()


@routes.changes("/skills/{int:skill_id}/removal/", act=SHAPE, answers=SkillList, name="remove_skill")
def skill_remove(request: HttpRequest, skill_id: int) -> SkillList:
    """Take a skill out, from topics and people too."""
    remove_skill(skill_id=skill_id, by=actor_of(request), at=clock.now())
    return SkillList.all()


@routes.reads("/people/", act=INVITE, answers=PeopleList, name="list_people")
def everyone(request: HttpRequest) -> PeopleList:
    """Everybody who has or had a place here, and who is invited."""
    return PeopleList.all()


@routes.changes("/people/", act=INVITE, answers=InvitationMade, name="invite_person", status=201)
def invite_person(request: HttpRequest, given: InvitationGiven) -> InvitationMade:
    """Invite a colleague; the link is told once, here, and mailed to them when asked."""
    by, at = actor_of(request), clock.now()
    with transaction.atomic():
        secret = invite(**given.dict(exclude={"mail", "language"}), by=by, at=at)
        link = settings.PRESSZERO.public_url + reverse("invitation", args=[secret])
        if given.mail:
            address = given.email.strip().lower()
            mail_invitation(
                address=address, name=given.name, link=link, language=given.language, by=by, at=at
            )
    return InvitationMade(link=link)


@routes.reads("/people/{int:worker_id}/", act=INVITE, answers=PersonShape, name="show_person")
def person(request: HttpRequest, worker_id: int) -> PersonShape:
    """One colleague: role, teams, languages, skills and limit."""
    return PersonShape.of(seen_person(worker_id))


@routes.changes("/people/{int:worker_id}/", act=INVITE, answers=PersonShape, name="change_person")
def person_change(request: HttpRequest, worker_id: int, given: PersonGiven) -> PersonShape:
    """Change a colleague's role, teams, languages, skills and limit."""
    told = given.dict()
    told["skills"] = {
        int(one): depth
        for one, depth in told["skills"].items()
        if one.isascii() and one.isdigit() and len(one) < 18
    }
    facts = PersonFacts(**told)
    return PersonShape.of(
        change_person(worker_id=worker_id, facts=facts, by=actor_of(request), at=clock.now())
    )


@routes.changes("/people/{int:worker_id}/access/", act=INVITE, answers=PersonShape, name="set_access")
def access(request: HttpRequest, worker_id: int, given: AccessGiven) -> PersonShape:
    """End a colleague's access, or open it again."""
    worker = set_access(worker_id=worker_id, is_open=given.open, by=actor_of(request), at=clock.now())
    return PersonShape.of(worker)


@routes.changes(
    "/invitations/{int:invitation_id}/withdrawal/", act=INVITE, answers=PeopleList, name="withdraw_invitation"
)
def withdraw(request: HttpRequest, invitation_id: int) -> PeopleList:
    """Close an invitation before it is taken up."""
    withdraw_invitation(invitation_id=invitation_id, by=actor_of(request), at=clock.now())
    return PeopleList.all()
