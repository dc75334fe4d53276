"""How colleagues work on a case together: aside, followed, tagged, linked, merged, split; its story; their news."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from presszero.api.calling import actor_of
from presszero.api.cases import CASE, show_case
from presszero.api.routes import Routes
from presszero.api.schemas.cases import CaseWhole
from presszero.api.schemas.together import (
    CaseMergingGiven,
    CaseSplittingGiven,
    CaseTopicGiven,
    FieldValueGiven,
    HappenedShape,
    InquiryGiven,
    LinkGiven,
    NewsPage,
    Seen,
    SnoozeGiven,
    StepsGiven,
    Story,
    TagGiven,
    TeamAnswerGiven,
    TeamInquiryGiven,
    TeamQuestions,
    TickGiven,
    UnlinkGiven,
)
from presszero.api.schemas.words import Id
from presszero.api.topics import CaseTopicShape, topic_of_case
from presszero.cases.asking import ask_outside
from presszero.cases.asking_inside import answer_for_team, ask_team, team_questions
from presszero.cases.fields import set_field
from presszero.cases.following import follow_case, unfollow_case
from presszero.cases.linking import case_named, link_cases, unlink_cases
from presszero.cases.merging import merge_case
from presszero.cases.news import news_of, seen_note_file, unseen_count
from presszero.cases.notes import see_news
from presszero.cases.queries import seen_case
from presszero.cases.snoozing import snooze_case, wake_case
from presszero.cases.sorting import say_no_topic
from presszero.cases.splitting import split_case
from presszero.cases.steps import add_steps, remove_step, tick_step
from presszero.cases.tags import tag_case, untag_case
from presszero.cases.topics import set_topic
from presszero.channels.email.addressing import new_message_id
from presszero.ground import clock
from presszero.ui.case_stories import story_of_case
from presszero.ui.file_responses import file_response

routes = Routes(tags=["together"])
ARRANGE, FOLLOW = "arrange cases", "follow cases"


@routes.reads("/news/", act=FOLLOW, answers=NewsPage, name="list_news")
def list_news(request: HttpRequest, mentions: bool = False, after: Id | None = None) -> NewsPage:
    """What the caller was told, the newest first, 50 at a time; mentions=true leaves only notes that name them."""
    by = actor_of(request)
    told = news_of(by=by, mentions_only=mentions, after=after)
    return NewsPage.model_validate({"news": told, "unseen": unseen_count(by=by)})


@routes.changes("/news/seen/", act=FOLLOW, answers=Seen, name="see_news")
def seen(request: HttpRequest) -> Seen:
    """The caller has read everything they were told."""
    return Seen(seen=see_news(by=actor_of(request), at=clock.now()))


@routes.changes(CASE + "news/seen/", act=FOLLOW, answers=Seen, name="see_news_of_case")
def seen_of_case(request: HttpRequest, case_id: int) -> Seen:
    """The caller has read what they were told of this case."""
    by = actor_of(request)
    seen_case(case_id=case_id, by=by)
    return Seen(seen=see_news(by=by, at=clock.now(), case_id=case_id))


@routes.reads(CASE + "history/", act="see cases", answers=Story, name="read_history")
def history(request: HttpRequest, case_id: int) -> Story:
    """What happened to a case, in plain words, the newest first."""
    case = seen_case(case_id=case_id, by=actor_of(request))
    return Story(lines=[HappenedShape.from_orm(one) for one in story_of_case(case)])


@routes.changes(CASE + "following/", act=FOLLOW, answers=CaseWhole, name="follow_case")
def follow(request: HttpRequest, case_id: int) -> CaseWhole:
    """Hear what happens to a case."""
    follow_case(case_id=case_id, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "following/end/", act=FOLLOW, answers=CaseWhole, name="unfollow_case")
def unfollow(request: HttpRequest, case_id: int) -> CaseWhole:
    """Hear no more of it."""
    unfollow_case(case_id=case_id, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "snooze/", act=ARRANGE, answers=CaseWhole, name="snooze_case")
def snooze(request: HttpRequest, case_id: int, given: SnoozeGiven) -> CaseWhole:
    """Put a case aside until a time; never past what the customer was told."""
    snooze_case(case_id=case_id, until=given.until, why=given.why, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "snooze/end/", act=ARRANGE, answers=CaseWhole, name="wake_case")
def wake(request: HttpRequest, case_id: int) -> CaseWhole:
    """Bring a case back before its time."""
    wake_case(case_id=case_id, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "tags/", act=ARRANGE, answers=CaseWhole, name="tag_case")
def tag(request: HttpRequest, case_id: int, given: TagGiven) -> CaseWhole:
    """Put a tag on a case; one that no case has yet is made."""
    tag_case(case_id=case_id, tag=given.tag, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "tags/removal/", act=ARRANGE, answers=CaseWhole, name="untag_case")
def untag(request: HttpRequest, case_id: int, given: TagGiven) -> CaseWhole:
    """Take a tag off."""
    untag_case(case_id=case_id, tag=given.tag, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.reads(CASE + "topic/", act="see cases", answers=CaseTopicShape, name="show_case_topic")
def show_topic(request: HttpRequest, case_id: int) -> CaseTopicShape:
    """What a case is about, and what the model that works suggests, with why."""
    return topic_of_case(case_id=case_id, by=actor_of(request))


@routes.changes(CASE + "topic/", act=ARRANGE, answers=CaseWhole, name="set_topic")
def topic(request: HttpRequest, case_id: int, given: CaseTopicGiven) -> CaseWhole:
    """Say what a case is about: a topic of its own team, or null for none. This answers what was suggested."""
    if given.topic is None:
        say_no_topic(case_id=case_id, by=actor_of(request), at=clock.now())
    else:
        set_topic(case_id=case_id, topic_id=given.topic, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "fields/", act=ARRANGE, answers=CaseWhole, name="set_field")
def field(request: HttpRequest, case_id: int, given: FieldValueGiven) -> CaseWhole:
    """Write a fact of a case down."""
    set_field(case_id=case_id, field_id=given.field, value=given.value, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "steps/", act=ARRANGE, answers=CaseWhole, name="add_steps")
def steps(request: HttpRequest, case_id: int, given: StepsGiven) -> CaseWhole:
    """Add steps to a case's checklist."""
    add_steps(case_id=case_id, words=given.words, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes("/steps/{int:step_id}/tick/", act=ARRANGE, answers=CaseWhole, name="tick_step")
def tick(request: HttpRequest, step_id: int, given: TickGiven) -> CaseWhole:
    """Say that a step is done, or is not after all."""
    step = tick_step(step_id=step_id, done=given.done, by=actor_of(request), at=clock.now())
    return show_case(request, step.case_id)


@routes.changes("/steps/{int:step_id}/removal/", act=ARRANGE, answers=CaseWhole, name="remove_step")
def step_off(request: HttpRequest, step_id: int) -> CaseWhole:
    """Take a step off the list."""
    case = remove_step(step_id=step_id, by=actor_of(request), at=clock.now())
    return show_case(request, case.pk)


@routes.changes(CASE + "links/", act=ARRANGE, answers=CaseWhole, name="link_cases")
def link(request: HttpRequest, case_id: int, given: LinkGiven) -> CaseWhole:
    """Put two cases side by side."""
    link_cases(
        case_id=case_id,
        reference=given.reference,
        words=given.words,
        by=actor_of(request),
        at=clock.now(),
    )
    return show_case(request, case_id)


@routes.changes(CASE + "links/removal/", act=ARRANGE, answers=CaseWhole, name="unlink_cases")
def unlink(request: HttpRequest, case_id: int, given: UnlinkGiven) -> CaseWhole:
    """Part them again."""
    unlink_cases(case_id=case_id, other_id=given.other, by=actor_of(request), at=clock.now())
    return show_case(request, case_id)


@routes.changes(CASE + "merging/", act=ARRANGE, answers=CaseWhole, name="merge_case")
def merge(request: HttpRequest, case_id: int, given: CaseMergingGiven) -> CaseWhole:
    """Move all of a case into another of the same customer; answers with the one that is kept."""
    by = actor_of(request)
    seen_case(case_id=case_id, by=by)
    kept = case_named(reference=given.into, by=by)
    merge_case(case_id=case_id, into=kept.pk, by=by, at=clock.now())
    return show_case(request, kept.pk)


@routes.changes(CASE + "splitting/", act=ARRANGE, answers=CaseWhole, name="split_case", status=201)
def split(request: HttpRequest, case_id: int, given: CaseSplittingGiven) -> CaseWhole:
    """Make points, or whole letters, a case of their own; answers with the new one."""
    new = split_case(
        case_id=case_id,
        title=given.title,
        point_ids=given.points,
        contact_ids=given.letters,
        by=actor_of(request),
        at=clock.now(),
    )
    return show_case(request, new.pk)


@routes.changes(CASE + "inquiries/", act="answer cases", answers=CaseWhole, name="ask_outside", status=201)
def ask(request: HttpRequest, case_id: int, given: InquiryGiven) -> CaseWhole:
    """Ask somebody outside by mail. Their answer comes back as a note; the customer sees neither."""
    domain = settings.PRESSZERO.mail_domain
    ask_outside(
        case_id=case_id,
        address=given.address,
        name=given.name,
        subject=given.subject,
        text=given.words,
        by=actor_of(request),
        at=clock.now(),
        message_id=new_message_id(domain),
        our_domain=domain,
    )
    return show_case(request, case_id)


@routes.changes(CASE + "team-inquiries/", act="answer cases", answers=CaseWhole, name="ask_team", status=201)
def ask_a_team(request: HttpRequest, case_id: int, given: TeamInquiryGiven) -> CaseWhole:
    """Ask another team of the house. Their answer comes back as a note; the customer sees neither."""
    message_id, by, at = new_message_id(settings.PRESSZERO.mail_domain), actor_of(request), clock.now()
    ask_team(case_id=case_id, team_id=given.team, text=given.words, by=by, at=at, message_id=message_id)
    return show_case(request, case_id)


@routes.reads("/team-asks/", act="use the desk", answers=TeamQuestions, name="list_team_questions")
def team_asks(request: HttpRequest) -> TeamQuestions:
    """What other teams asked yours and nobody has answered."""
    return TeamQuestions.of(team_questions(by=actor_of(request)))


@routes.changes(
    "/team-asks/{int:inquiry_id}/answer/", act="use the desk", answers=TeamQuestions, name="answer_for_team"
)
def team_answer(request: HttpRequest, inquiry_id: int, given: TeamAnswerGiven) -> TeamQuestions:
    """Answer for your team; answers what still waits."""
    answer_for_team(inquiry_id=inquiry_id, words=given.words, by=actor_of(request), at=clock.now())
    return team_asks(request)


@routes.reads_file("/note-files/{int:note_file_id}/", act="see cases", name="read_note_file")
def note_file(request: HttpRequest, note_file_id: int) -> HttpResponse:
    """A file that came with an answer from outside."""
    return file_response(seen_note_file(note_file_id=note_file_id, by=actor_of(request)))
