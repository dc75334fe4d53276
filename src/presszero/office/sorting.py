"""Sorting: the models that suggest topics, how well they do, and which of them works."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.sorting import cases_of_no_topic, sorted_so_far, start_learning
from presszero.ground import clock
from presszero.office.shapes import Form, OfficePage, Row, Section, by, show
from presszero.organisation.queries import the_organisation
from presszero.organisation.shaping import all_topics
from presszero.pure.triage.gathering import refusals_gather
from presszero.pure.triage.least import LEAST_MESSAGES, LEAST_OF_A_TOPIC, LEAST_TOPICS
from presszero.reading.keeping import all_models, put_to_work, refused_lately, stop_sorting
from presszero.reading.models import TextModel
from presszero.reading.phrases import judged_words, meaning_words, verdict_words
from presszero.ui import times

HERE = "office:sorting"
LATELY = timedelta(days=7)
MOST_SHOWN = 10
WEAK = 0.6  # a topic found less often than this is worth a look


@require_GET
def sorting(request: HttpRequest) -> HttpResponse:
    told = (
        _("A worker learns from your cases now. Load the page again in a minute.")
        if "asked" in request.GET
        else ""
    )
    return show(request, _page(request, told))


@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    start_learning(by=by(request), at=clock.now())
    return HttpResponseRedirect(f"{reverse(HERE)}?asked=1")


@require_POST
def work(request: HttpRequest, model_id: int) -> HttpResponse:
    put_to_work(model_id=model_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@require_POST
def rest(request: HttpRequest) -> HttpResponse:
    stop_sorting(by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


def _page(request: HttpRequest, told: str) -> OfficePage:
    models = all_models()
    live = next((model for model in models if model.is_live), None)
    learn_form = Form(
        reverse("office:sorting_learn"),
        _("Learn from our cases now"),
        primary=live is None,
        waits="" if models else _missing(),
    )
    return OfficePage(
        title=_("Sorting"),
        lead=_(
            "Suggests a topic for each new letter, and says why. It learns from your cases alone, on this machine; people decide."
        ),
        here=HERE,
        told=told,
        sections=[
            *_gathering(request),
            *_working(live),
            Section(
                _("Learn"),
                _(
                    "From cases whose topic somebody set or confirmed, and from closed ones. A new model works only if it is better."
                ),
                form=learn_form,
            ),
            Section(
                _("Models"),
                rows=[_row(model) for model in models],
                empty=_(
                    "Nothing was learned yet. It takes 20 sorted cases in two topics, and helps from a few hundred on."
                ),
            ),
        ],
    )


def _missing() -> str:
    """Return what is missing before anything can be learned, "" when there is enough."""
    cases, topics = sorted_so_far()
    if cases >= LEAST_MESSAGES and topics >= LEAST_TOPICS:
        return ""
    return _(
        "It takes %(least)s sorted cases in %(in_topics)s topics of %(each)s or more; so far there are %(n)s in %(topics)s."
    ) % {
        "least": LEAST_MESSAGES,
        "in_topics": LEAST_TOPICS,
        "each": LEAST_OF_A_TOPIC,
        "n": cases,
        "topics": topics,
    }


def _gathering(request: HttpRequest) -> list[Section]:
    since = clock.now() - LATELY
    refused, said = refused_lately(since)
    if not refusals_gather(refused, said):
        return []
    rows = [
        Row(case.title, case.reference, reverse("desk:case", args=[case.pk]))
        for case in cases_of_no_topic(since=since, by=by(request))[:MOST_SHOWN]
    ]
    return [
        Section(
            _("A new topic may be starting"),
            _(
                "In seven days %(refused)s of %(said)s letters were unlike every topic: more than chance. Read some of them."
            )
            % {"refused": refused, "said": said},
            rows=rows,
            empty=_("They belong to other teams."),
            links=[(_("Topics"), reverse("office:topics"))],
        )
    ]


def _working(live: TextModel | None) -> list[Section]:
    if live is None:
        return [Section(_("No model is at work"), _("Topics are found by their words alone."))]
    card, names = live.card, {str(topic.pk): topic.name for topic in all_topics()}
    refused, said = refused_lately(clock.now() - LATELY)
    lines = [
        _("Learned from %(n)s cases.") % {"n": card["messages"]},
        _("On %(n)s cases it had not seen, its first topic was right in %(share)s of 100.")
        % {"n": card["held_out"], "share": round(100 * card["accuracy"])},
        _("What it states as a probability is off by %(points)s points on average.")
        % {"points": round(100 * card["ece"], 1)},
        ngettext(
            "In the last seven days it said “none of these” to %(refused)s of %(said)s letter.",
            "In the last seven days it said “none of these” to %(refused)s of %(said)s letters.",
            said,
        )
        % {"refused": refused, "said": said},
    ]
    return [
        Section(
            _("The model that works"),
            lines=[line for line in (*lines, meaning_words(live)) if line],
            form=Form(reverse("office:sorting_rest"), _("Stop suggesting"), grave=True),
        ),
        Section(_("Topic by topic"), rows=[_topic_row(one, names) for one in card["topics"]], folded=True),
    ]


def _topic_row(one: dict[str, Any], names: dict[str, str]) -> Row:
    words = ngettext("learned from %(n)s case", "learned from %(n)s cases", one["messages"]) % {
        "n": one["messages"]
    }
    recall = one["recall"]
    state = _("not tried") if recall is None else _("finds %(n)s of 100") % {"n": round(100 * recall)}
    tone = "" if recall is None else "warn" if recall < WEAK else "good"
    return Row(names.get(one["topic"], _("A topic that is gone")), words, state=state, tone=tone)


def _row(model: TextModel) -> Row:
    made = times.clock_words(model.made_at, clock.now(), the_organisation().time_zone)
    words = [line for line in (judged_words(model), verdict_words(model), meaning_words(model)) if line]
    acts = [] if model.is_live else [Form(reverse("office:sorting_work", args=[model.pk]), _("Let it work"))]
    return Row(
        _("Learned %(when)s") % {"when": made},
        "\n".join(words),
        state=_("works") if model.is_live else model.hash[:8],
        tone="good" if model.is_live else "",
        acts=acts,
    )
