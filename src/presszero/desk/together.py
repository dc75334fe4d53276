"""The acts behind “More”: putting aside, following, tags, fields, steps, links, merging, splitting, and the story so far."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.asking import ask_outside
from presszero.cases.asking_inside import ask_team
from presszero.cases.fields import set_field
from presszero.cases.following import follow_case, unfollow_case
from presszero.cases.linking import case_named, link_cases, unlink_cases
from presszero.cases.merging import merge_case
from presszero.cases.news import news_of, seen_note_file, unseen_count
from presszero.cases.notes import see_news
from presszero.cases.queries import case_page, seen_case
from presszero.cases.snoozing import snooze_case, wake_case
from presszero.cases.sorting import say_no_topic
from presszero.cases.splitting import split_case
from presszero.cases.steps import add_steps, remove_step, tick_step
from presszero.cases.tags import tag_case, untag_case
from presszero.cases.topics import set_topic
from presszero.channels.email.addressing import new_message_id
from presszero.desk.more_shape import history_shape, more_shape, news_page_shape, news_shape
from presszero.desk.requests import actor_of, moment, number, optional_number, parts, ticked, typed, worker_of
from presszero.ground import clock
from presszero.ui.case_stories import story_of_case
from presszero.ui.file_responses import file_response

KEPT_TOGETHER = ("head", "beside", "notes", "steps")


@require_GET
def more(request: HttpRequest, case_id: int) -> HttpResponse:
    """All acts of a case in one list: as a page, or as what the dialog shows."""
    worker = worker_of(request)
    shape = more_shape(case_page(case_id=case_id, by=worker.actor), worker, clock.now())
    template = "desk/parts/more.html" if request.headers.get("HX-Request") else "desk/more.html"
    return render(request, template, {"more": shape})


@require_GET
def history(request: HttpRequest, case_id: int) -> HttpResponse:
    case = seen_case(case_id=case_id, by=actor_of(request))
    return render(
        request,
        "desk/history.html",
        {"story": history_shape(case, story_of_case(case))},
    )


@require_POST
def follow(request: HttpRequest, case_id: int) -> HttpResponse:
    follow_case(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def unfollow(request: HttpRequest, case_id: int) -> HttpResponse:
    unfollow_case(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def news_seen(request: HttpRequest, case_id: int) -> HttpResponse:
    """Who opened the case has read what they were told of it."""
    by = actor_of(request)
    seen_case(case_id=case_id, by=by)
    see_news(by=by, at=clock.now(), case_id=case_id)
    return parts(request, case_id, ())


@require_GET
def unseen(request: HttpRequest) -> HttpResponse:
    """What a colleague was told: as a page, or the newest of it for the line that says so."""
    by = actor_of(request)
    if not request.headers.get("HX-Request"):
        mentions_only = request.GET.get("mentions") == "1"
        told = news_page_shape(news_of(by=by, mentions_only=mentions_only), mentions_only, clock.now())
        return render(request, "desk/news.html", {"told": told})
    newest = next((one for one in news_of(by=by) if one.seen_at is None), None)
    return render(request, "desk/parts/news.html", {"news": news_shape(newest, unseen_count(by=by))})


@require_POST
def all_seen(request: HttpRequest) -> HttpResponse:
    """A colleague has read everything they were told."""
    see_news(by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("desk:news_unseen"))


@require_POST
def snooze(request: HttpRequest, case_id: int) -> HttpResponse:
    snooze_case(
        case_id=case_id,
        until=moment(request, "until"),
        why=typed(request, "why"),
        by=actor_of(request),
        at=clock.now(),
    )
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def wake(request: HttpRequest, case_id: int) -> HttpResponse:
    wake_case(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def tag(request: HttpRequest, case_id: int) -> HttpResponse:
    tag_case(case_id=case_id, tag=typed(request, "tag"), by=actor_of(request), at=clock.now())
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def topic(request: HttpRequest, case_id: int) -> HttpResponse:
    """The field topic holds a topic's number; empty says that the case is about none of them."""
    chosen = optional_number(request, "topic")
    if chosen is None:
        say_no_topic(case_id=case_id, by=actor_of(request), at=clock.now())
    else:
        set_topic(case_id=case_id, topic_id=chosen, by=actor_of(request), at=clock.now())
    return parts(request, case_id, (*KEPT_TOGETHER, "topic"))


@require_POST
def untag(request: HttpRequest, case_id: int) -> HttpResponse:
    untag_case(case_id=case_id, tag=typed(request, "tag"), by=actor_of(request), at=clock.now())
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def field(request: HttpRequest, case_id: int) -> HttpResponse:
    set_field(
        case_id=case_id,
        field_id=number(request, "field"),
        value=typed(request, "value"),
        by=actor_of(request),
        at=clock.now(),
    )
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def steps(request: HttpRequest, case_id: int) -> HttpResponse:
    add_steps(case_id=case_id, words=typed(request, "words"), by=actor_of(request), at=clock.now())
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def tick(request: HttpRequest, step_id: int) -> HttpResponse:
    done = request.POST.get("as", "done") == "done"
    step = tick_step(step_id=step_id, done=done, by=actor_of(request), at=clock.now())
    return parts(request, step.case_id, KEPT_TOGETHER)


@require_POST
def step_off(request: HttpRequest, step_id: int) -> HttpResponse:
    case = remove_step(step_id=step_id, by=actor_of(request), at=clock.now())
    return parts(request, case.pk, KEPT_TOGETHER)


@require_POST
def link(request: HttpRequest, case_id: int) -> HttpResponse:
    link_cases(
        case_id=case_id,
        reference=typed(request, "reference"),
        words=typed(request, "words"),
        by=actor_of(request),
        at=clock.now(),
    )
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def unlink(request: HttpRequest, case_id: int) -> HttpResponse:
    other = number(request, "other")
    unlink_cases(case_id=case_id, other_id=other, by=actor_of(request), at=clock.now())
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def ask(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask somebody outside by mail; the answer comes back as a note."""
    domain = settings.PRESSZERO.mail_domain
    ask_outside(
        case_id=case_id,
        address=typed(request, "address"),
        name=typed(request, "name"),
        subject=typed(request, "subject"),
        text=typed(request, "words"),
        by=actor_of(request),
        at=clock.now(),
        message_id=new_message_id(domain),
        our_domain=domain,
    )
    return parts(request, case_id, KEPT_TOGETHER)


@require_POST
def ask_a_team(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask another team of the house; the answer comes back as a note."""
    ask_team(
        case_id=case_id,
        team_id=number(request, "team"),
        text=typed(request, "words"),
        by=actor_of(request),
        at=clock.now(),
        message_id=new_message_id(settings.PRESSZERO.mail_domain),
    )
    return parts(request, case_id, KEPT_TOGETHER)


@require_GET
def note_file(request: HttpRequest, note_file_id: int) -> HttpResponse:
    return file_response(seen_note_file(note_file_id=note_file_id, by=actor_of(request)))


@require_POST
def merge(request: HttpRequest, case_id: int) -> HttpResponse:
    """Merge this case into the one named, and go on there."""
    by = actor_of(request)
    seen_case(case_id=case_id, by=by)
    kept = case_named(reference=typed(request, "reference"), by=by)
    merge_case(case_id=case_id, into=kept.pk, by=by, at=clock.now())
    return _go_to(request, kept.pk)


@require_POST
def split(request: HttpRequest, case_id: int) -> HttpResponse:
    """Make a case of the points and letters that were ticked, and go on there."""
    new = split_case(
        case_id=case_id,
        title=typed(request, "title"),
        point_ids=ticked(request, "point-"),
        contact_ids=ticked(request, "letter-"),
        by=actor_of(request),
        at=clock.now(),
    )
    return _go_to(request, new.pk)


def _go_to(request: HttpRequest, case_id: int) -> HttpResponse:
    address = reverse("desk:case", args=[case_id])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
