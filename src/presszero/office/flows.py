"""Flows: their list, the editor with its verdict and its phone, publishing, versions and waivers."""

from __future__ import annotations

import json
from types import SimpleNamespace as Shape
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from presszero.channels.chat.waits import queues_of
from presszero.flows.actions import make_flow, publish_version, save_version, take_up
from presszero.flows.bringing_in import LARGEST_FILE, bring_in_flow
from presszero.flows.checking import Checked, check_text, runnable
from presszero.flows.errors import FlowNotSafe, SavedInTheMeantime
from presszero.flows.mending import mended_text
from presszero.flows.models import Flow, FlowVersion
from presszero.flows.phrases import worse_sentence
from presszero.flows.queries import draft_of, live_version, seen_flow, seen_version
from presszero.flows.starting import first_text
from presszero.flows.waiving import waive_finding, withdraw_waiver
from presszero.ground import clock
from presszero.office.flow_page import shown_flow
from presszero.office.flow_pages import flow_list, flow_versions, one_version
from presszero.office.flow_queues import shown_queues
from presszero.office.places import office_nav
from presszero.office.shapes import by, day_typed, done_or_shown, number, show, typed
from presszero.organisation.actions import offer_person_first
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.pure.errors import BadInput, PressZeroError
from presszero.pure.flowgraph.rehearsing import MOST_STEPS, TOLD, TYPED, Rehearsal, rehearse

HERE = "office:flows"


@require_GET
def flows(request: HttpRequest) -> HttpResponse:
    return show(request, flow_list(cast(Worker, request.user)))


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    made: list[Flow] = []

    def act() -> None:
        made.append(
            make_flow(
                name=typed(request, "name"),
                purpose=typed(request, "purpose"),
                team_id=number(request, "team", _("Team")),
                profile=typed(request, "profile") or "presszero",
                by=by(request),
                at=clock.now(),
            )
        )

    answer = done_or_shown(
        request, act, then=reverse(HERE), page=lambda: flow_list(cast(Worker, request.user))
    )
    return HttpResponseRedirect(_url(made[0])) if made else answer


@require_POST
def person_first(request: HttpRequest) -> HttpResponse:
    offer_person_first(on=bool(typed(request, "on")), by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@require_GET
def flow(request: HttpRequest, flow_id: int) -> HttpResponse:
    one = seen_flow(flow_id)
    return _editor(request, one, _text_of(one))


def _text_of(flow: Flow) -> str:
    version = draft_of(flow) or live_version(flow)
    return version.text if version else first_text(flow)


def _editor(
    request: HttpRequest, flow: Flow, text: str, *, refused: PressZeroError | None = None, status: int = 200
) -> HttpResponse:
    checked = check_text(flow=flow, text=text, at=clock.now())
    context = _parts(request, flow, checked, text) | {
        "text": text,
        "nav": office_nav(cast(Worker, request.user), HERE),
        "reason": typed(request, "reason"),
        "queues": shown_queues(queues_of(flow=flow, graph=checked.graph, at=clock.now()))
        if checked.graph
        else [],
        "refused": Shape(sentence=_first(refused), reasons=getattr(refused, "reasons", ()))
        if refused
        else None,
    }
    return render(request, "office/flow.html", context, status=status)


def _first(error: PressZeroError) -> str:
    """Return the sentence without the reasons that stand below it as a list."""
    reasons = " ".join(getattr(error, "reasons", ()))
    return error.sentence.removesuffix(reasons).strip()


def _parts(request: HttpRequest, flow: Flow, checked: Checked, text: str) -> dict[str, Any]:
    worker = cast(Worker, request.user)
    draft, live = draft_of(flow), live_version(flow)
    version = draft or live
    return {
        "flow": Shape(
            name=flow.name,
            purpose=flow.get_purpose_display(),
            may_write=may(worker, "write flows"),
            may_publish=may(worker, "publish flows"),
            urls=_urls(flow, draft),
        ),
        "version": Shape(
            number=version.number if version else 0,
            state=version.get_state_display().lower() if version else "",
            is_draft=draft is not None,
            revision=draft.revision if draft else 0,
        ),
        "live": live,
        "worse": [worse_sentence(one) for one in draft.worsened] if draft else [],
        "shown": shown_flow(checked, text=text, chosen=_chosen(request)),
        "outline_open": typed(request, "outline") == "on",
        **_talk(checked, _steps(request)),
    }


def _urls(flow: Flow, draft: FlowVersion | None) -> Shape:
    names = ("check", "mend", "trial", "draft", "versions", "waivers")
    addresses = {name: reverse(f"office:flow_{name}", args=[flow.pk]) for name in names}
    publication = reverse("office:flow_publication", args=[draft.pk]) if draft else ""
    return Shape(**addresses, publication=publication)


def _chosen(request: HttpRequest) -> int:
    words = typed(request, "chosen")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else -1


def _steps(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the steps of the phone. Raises BadInput for what no page of ours sends."""
    try:
        given = json.loads(typed(request, "steps") or "[]")
        steps = [(str(how), str(words)) for how, words in given][:MOST_STEPS]
    except (ValueError, TypeError):
        raise BadInput(_("The steps cannot be read. Start again on the phone."), "steps") from None
    return [(how, words) for how, words in steps if how in (TYPED, TOLD)]


def _talk(checked: Checked, steps: list[tuple[str, str]]) -> dict[str, Any]:
    graph = runnable(checked)
    talk = rehearse(graph, steps) if graph else Rehearsal()
    traps = checked.verdict.traps if checked.verdict else []
    trapped = any(one.rule == "Z1" and one.node == talk.node for one in traps)
    return {"talk": talk, "trapped": trapped, "talk_steps": json.dumps(steps)}


@require_POST
def check(request: HttpRequest, flow_id: int) -> HttpResponse:
    """Say what is proved of a text that is still being typed; nothing is kept."""
    one, text = seen_flow(flow_id), typed(request, "text")
    checked = check_text(flow=one, text=text, at=clock.now())
    return render(request, "office/parts/flow_checked.html", _parts(request, one, checked, text))


@require_POST
def mend(request: HttpRequest, flow_id: int) -> JsonResponse:
    """Return a text with the mend of one of its findings written in; nothing is kept."""
    text, number = typed(request, "text"), _chosen(request)
    return JsonResponse(
        {"text": mended_text(flow=seen_flow(flow_id), text=text, number=number, at=clock.now())}
    )


@require_POST
def trial(request: HttpRequest, flow_id: int) -> HttpResponse:
    """Take the phone's steps once more from the start; nothing is kept."""
    one = seen_flow(flow_id)
    checked = check_text(flow=one, text=typed(request, "text") or _text_of(one), at=clock.now())
    steps = _steps(request)
    if "words" in request.POST:
        steps.append((TYPED, typed(request, "words")))
    return render(request, "office/parts/flow_tried.html", _talk(checked, steps))


@require_POST
def draft(request: HttpRequest, flow_id: int) -> HttpResponse:
    one, text = seen_flow(flow_id), typed(request, "text")
    try:
        save_version(
            flow_id=flow_id,
            text=text,
            seen=number(request, "seen", "seen") or None,
            by=by(request),
            at=clock.now(),
        )
    except (BadInput, SavedInTheMeantime) as error:
        return _editor(request, one, text, refused=error, status=error.status)
    return HttpResponseRedirect(_url(one))


def _url(flow: Flow) -> str:
    return reverse("office:flow", args=[flow.pk])


@require_POST
def publication(request: HttpRequest, version_id: int) -> HttpResponse:
    version = seen_version(version_id)
    try:
        publish_version(
            version_id=version_id,
            reason=typed(request, "reason"),
            by=by(request),
            at=clock.now(),
        )
    except (BadInput, FlowNotSafe) as error:
        return _editor(request, version.flow, version.text, refused=error, status=error.status)
    return HttpResponseRedirect(_url(version.flow))


@require_GET
def versions(request: HttpRequest, flow_id: int) -> HttpResponse:
    return show(request, flow_versions(seen_flow(flow_id), cast(Worker, request.user)))


@require_POST
def bring_in(request: HttpRequest, flow_id: int) -> HttpResponse:
    one, file = seen_flow(flow_id), request.FILES.get("file")
    text = file.read(LARGEST_FILE + 1).decode("utf-8", "replace") if file else ""

    def act() -> None:
        bring_in_flow(
            flow_id=flow_id,
            file=(file.name or "") if file else "",
            text=text,
            by=by(request),
            at=clock.now(),
        )

    return done_or_shown(
        request, act, then=_url(one), page=lambda: flow_versions(one, cast(Worker, request.user))
    )


@require_GET
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    return show(request, one_version(seen_version(version_id), cast(Worker, request.user)))


@require_POST
def taking_up(request: HttpRequest, version_id: int) -> HttpResponse:
    """Make a version's text the draft again."""
    one = seen_version(version_id)
    return done_or_shown(
        request,
        lambda: take_up(version_id=version_id, by=by(request), at=clock.now()),
        then=_url(one.flow),
        page=lambda: one_version(one, cast(Worker, request.user)),
    )


@require_POST
def waivers(request: HttpRequest, flow_id: int) -> HttpResponse:
    one = seen_flow(flow_id)
    try:
        waive_finding(
            flow_id=flow_id,
            rule=typed(request, "rule"),
            node=typed(request, "node"),
            reason=typed(request, "reason"),
            until=day_typed(request, "until"),
            by=by(request),
            at=clock.now(),
        )
    except BadInput as error:
        return _editor(request, one, _text_of(one), refused=error, status=error.status)
    return HttpResponseRedirect(_url(one))


@require_POST
def withdrawal(request: HttpRequest, waiver_id: int) -> HttpResponse:
    waiver = withdraw_waiver(waiver_id=waiver_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse("office:flow_versions", args=[waiver.flow_id]))
