"""Teams, topics and skills: the screens."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from presszero.ground import clock
from presszero.office.shapes import (
    Choice,
    Field,
    Form,
    OfficePage,
    Row,
    Section,
    by,
    done_or_shown,
    number,
    number_or_none,
    show,
    typed,
)
from presszero.organisation.actions import make_team
from presszero.organisation.models import Skill, Team, Topic
from presszero.organisation.shaping import (
    TeamFacts,
    all_skills,
    all_teams,
    all_topics,
    change_team,
    keep_topic,
    make_skill,
    remove_skill,
    remove_topic,
    seen_team,
    seen_topic,
)

TEAMS, TOPICS = "office:teams", "office:topics"
BOTH = require_http_methods(["GET", "HEAD", "POST"])


@BOTH
def teams(request: HttpRequest) -> HttpResponse:
    def act() -> None:
        make_team(
            name=typed(request, "name"),
            mail_name=typed(request, "mail_name"),
            by=by(request),
            at=clock.now(),
        )

    if request.method != "POST":
        return show(request, _teams())
    return done_or_shown(request, act, then=reverse(TEAMS), page=_teams)


def _teams() -> OfficePage:
    rows = [
        Row(
            team.name,
            _("%(name)s@; %(turns)s") % {"name": team.mail_name, "turns": _turn_words(team)},
            reverse("office:team_page", args=[team.pk]),
        )
        for team in all_teams()
    ]
    fields = [
        Field("name", _("Name"), required=True),
        Field("mail_name", _("Before @ in its address"), required=True, short=True),
    ]
    return OfficePage(
        title=_("Teams"),
        lead=_("People who answer for the same topics, with a lead and an address."),
        here=TEAMS,
        sections=[
            Section(rows=rows, empty=_("There is no team yet.")),
            Section(_("Make a team"), form=Form(reverse(TEAMS), _("Make it"), fields), folded=bool(rows)),
        ],
    )


def _turn_words(team: Team) -> str:
    return _("given out by turn") if team.gives_turns else _("taken by hand")


@BOTH
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    here = reverse("office:team_page", args=[team_id])

    def act() -> None:
        facts = TeamFacts(
            name=typed(request, "name"),
            mail_name=typed(request, "mail_name"),
            gives_turns=bool(typed(request, "gives_turns")),
            open_limit=number(request, "open_limit", _("Open cases for each person, at most")),
            act_within_hours=number_or_none(request, "act_within_hours", _("Back to the line after")),
        )
        change_team(team_id=team_id, facts=facts, by=by(request), at=clock.now())

    if request.method != "POST":
        return show(request, _team(team_id))
    return done_or_shown(request, act, then=here, page=lambda: _team(team_id))


def _team(team_id: int) -> OfficePage:
    team = seen_team(team_id)
    fields = [
        Field("name", _("Name"), value=team.name, required=True),
        Field("mail_name", _("Before @ in its address"), value=team.mail_name, required=True, short=True),
        Field(
            "gives_turns",
            _("Give cases out by turn"),
            "yes",
            "on" if team.gives_turns else "",
            hint=_(
                "By language and skill, to those who are here and have room; first to who knows the customer. "
                "Without it cases wait until somebody takes them."
            ),
        ),
        Field(
            "open_limit",
            _("Open cases for each person, at most"),
            "number",
            str(team.open_limit),
            short=True,
        ),
        Field(
            "act_within_hours",
            _("Back to the line after"),
            "number",
            str(team.act_within_hours or ""),
            hint=_("Open hours in which its owner did nothing. Empty: never."),
            short=True,
        ),
    ]
    action = reverse("office:team_page", args=[team.pk])
    hours = reverse("office:hours_of", args=[f"team-{team.pk}"])
    return OfficePage(
        title=team.name,
        above=(_("Teams"), reverse(TEAMS)),
        here=TEAMS,
        sections=[
            Section(form=Form(action, _("Keep"), fields, primary=True)),
            Section(_("Hours and targets"), links=[(_("Hours of this team"), hours)]),
        ],
    )


@BOTH
def topics(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request, _topics())
    return _keep_topic(request, None, _topics)


def _keep_topic(request: HttpRequest, topic_id: int | None, page: object) -> HttpResponse:
    def act() -> None:
        keep_topic(
            topic_id=topic_id,
            name=typed(request, "name"),
            team_id=number(request, "team", _("Team")),
            words=typed(request, "words").split("\n"),
            skill_id=number_or_none(request, "skill", _("Skill")),
            by=by(request),
            at=clock.now(),
        )

    return done_or_shown(request, act, then=reverse(TOPICS), page=page)  # type: ignore[arg-type]


def _topics() -> OfficePage:
    rows = [
        Row(
            topic.name,
            _("%(team)s; %(words)s") % {"team": topic.team.name, "words": _first(topic.words)},
            reverse("office:topic", args=[topic.pk]),
            state=topic.skill.name if topic.skill else "",
        )
        for topic in all_topics()
    ]
    make = Form(reverse(TOPICS), _("Make it"), _topic_fields(None))
    return OfficePage(
        title=_("Topics"),
        lead=_("What letters are about. The topic with the most of its words in a letter decides the team."),
        here=TOPICS,
        sections=[
            Section(rows=rows, empty=_("Without topics, the address written to decides the team.")),
            Section(_("Make a topic"), form=make, folded=bool(rows)),
        ],
    )


def _first(words: list[str], most: int = 8) -> str:
    left = len(words) - most
    more = ngettext("%(n)s more", "%(n)s more", left) % {"n": left} if left > 0 else ""
    return ", ".join([*words[:most], *([more] if more else [])])


def _topic_fields(topic: Topic | None) -> list[Field]:
    team_choices = [(str(team.pk), team.name) for team in all_teams()]
    skills: list[Choice] = [("", _("None")), *((str(one.pk), one.name) for one in all_skills())]
    return [
        Field("name", _("Name"), value=topic.name if topic else "", required=True),
        Field("team", _("Team"), "choice", str(topic.team_id) if topic else "", team_choices),
        Field(
            "words",
            _("Words"),
            "lines",
            "\n".join(topic.words) if topic else "",
            hint=_("One a line, in any language; a word or words as they stand in letters."),
        ),
        Field(
            "skill",
            _("Skill it asks for"),
            "choice",
            str(topic.skill_id or "") if topic else "",
            skills,
        ),
    ]


@BOTH
def topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    if request.method != "POST":
        return show(request, _topic(topic_id))
    return _keep_topic(request, topic_id, lambda: _topic(topic_id))


def _topic(topic_id: int) -> OfficePage:
    topic = seen_topic(topic_id)
    action = reverse("office:topic", args=[topic.pk])
    remove = Form(reverse("office:topic_remove", args=[topic.pk]), _("Take it out"), grave=True)
    return OfficePage(
        title=topic.name,
        above=(_("Topics"), reverse(TOPICS)),
        here=TOPICS,
        sections=[
            Section(form=Form(action, _("Keep"), _topic_fields(topic), primary=True)),
            Section(
                _("Take it out"), _("Its cases stay with their team, without it."), form=remove, folded=True
            ),
        ],
    )


@require_POST
def topic_remove(request: HttpRequest, topic_id: int) -> HttpResponse:
    remove_topic(topic_id=topic_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(TOPICS))


@BOTH
def skills(request: HttpRequest) -> HttpResponse:
    def act() -> None:
        make_skill(name=typed(request, "name"), by=by(request), at=clock.now())

    if request.method != "POST":
        return show(request, _skills())
    return done_or_shown(request, act, then=reverse("office:skills"), page=_skills)


def _skills() -> OfficePage:
    make = Form(reverse("office:skills"), _("Name it"), [Field("name", _("Name"), required=True)])
    return OfficePage(
        title=_("Skills"),
        lead=_("What topics ask for and people have: breadth over many, depth in some."),
        here="office:skills",
        sections=[
            Section(rows=[_skill_row(one) for one in all_skills()], empty=_("No skill is named yet.")),
            Section(_("Name a skill"), form=make),
        ],
    )


def _skill_row(skill: Skill) -> Row:
    deep = [one.worker.name for one in skill.proficiencies.all() if one.depth == 2]
    can = [one.worker.name for one in skill.proficiencies.all() if one.depth == 1]
    words = [
        _("deep: %(names)s") % {"names": ", ".join(deep)} if deep else "",
        _("can answer: %(names)s") % {"names": ", ".join(can)} if can else "",
        _("asked for by: %(names)s") % {"names": ", ".join(one.name for one in skill.topics.all())}
        if skill.topics.all()
        else "",
    ]
    remove = Form(reverse("office:skill_remove", args=[skill.pk]), _("Take out"), grave=True)
    return Row(skill.name, "; ".join(filter(None, words)) or _("nobody has it yet"), acts=[remove])


@require_POST
def skill_remove(request: HttpRequest, skill_id: int) -> HttpResponse:
    remove_skill(skill_id=skill_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse("office:skills"))
