"""Reply check: what people said of its findings, and the threshold of the house's own that they teach it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from presszero.ground import clock
from presszero.office.shapes import Field, Form, OfficePage, Row, Section, Wrong, by, number_or_none, show
from presszero.organisation.queries import the_organisation
from presszero.organisation.shaping import all_teams
from presszero.pure.errors import BadInput
from presszero.reading.labels import rules_hash
from presszero.reading.models import Threshold
from presszero.reading.thresholds import (
    TooFewLabels,
    all_thresholds,
    learn_threshold,
    rest_thresholds,
    said_by_team,
    still_missing,
    work_threshold,
)
from presszero.ui import times

HERE = "office:reply_check"


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    return show(request, _page())


@require_POST
def learn(request: HttpRequest) -> HttpResponse:
    try:
        team_id = number_or_none(request, "team", _("For"))
        learn_threshold(team_id=team_id, by=by(request), at=clock.now())
    except (BadInput, TooFewLabels) as refusal:
        wrong = Wrong(reverse("office:reply_check_learn"), refusal.sentence, "team", request, refusal.status)
        return show(request, _page(), wrong)
    return HttpResponseRedirect(reverse(HERE))


@require_POST
def work(request: HttpRequest, threshold_id: int) -> HttpResponse:
    work_threshold(threshold_id=threshold_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@require_POST
def rest(request: HttpRequest) -> HttpResponse:
    rest_thresholds(by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


def _page() -> OfficePage:
    kept = all_thresholds()
    return OfficePage(
        title=_("Reply check"),
        lead=_(
            "Learns from what people mark where the line lies between answered and open. It changes what is proposed; it stops no reply and releases none."
        ),
        here=HERE,
        sections=[
            _working([one for one in kept if one.is_live]),
            _learning(),
            Section(
                _("Team by team"),
                _(
                    "What was said of points in replies that went out. Teams of which fewer than three people said something are not told apart."
                ),
                rows=[
                    Row(one.team, _said_words(one.answered, one.open, one.as_proposed))
                    for one in said_by_team()
                ],
                empty=_("Nothing to tell yet."),
            ),
            Section(
                _("Thresholds"),
                rows=[_row(one) for one in kept],
                empty=_("None was learned yet: points are proposed as PressZero was shipped."),
            ),
        ],
    )


def _working(live: list[Threshold]) -> Section:
    if not live:
        return Section(
            _("The shipped threshold works"), _("It was chosen on letters of our own, not on yours.")
        )
    return Section(
        _("Your own threshold works"),
        lines=[line for one in live for line in (_scope(one), *_done_lines(one), _old_words(one)) if line],
        form=Form(reverse("office:reply_check_rest"), _("Back to the shipped threshold"), grave=True),
    )


def _learning() -> Section:
    teams = [("", _("The whole house")), *((str(team.pk), team.name) for team in all_teams())]
    missing = still_missing(None)
    lead = _(
        "Of the points that a reply leaves open, at most one in ten is then proposed as answered: on average, whatever the check thinks, as long as letters, replies and marks stay like those it learned from."
    )
    more = ngettext(
        "%(n)s more point of the house must be said to be open: marked as promised, or missed by a customer. Until then the shipped threshold stays.",
        "%(n)s more points of the house must be said to be open: marked as promised, or missed by a customer. Until then the shipped threshold stays.",
        missing,
    ) % {"n": missing}
    form = Form(
        reverse("office:reply_check_learn"),
        _("Learn from our marks now"),
        [Field("team", _("For"), "choice", choices=teams)],
        waits=more if missing else "",
    )
    return Section(_("Learn"), lead, form=form)


def _said_words(answered: int, open: int, as_proposed: int) -> str:
    return _("%(answered)s answered, %(open)s open; the check had said so of %(same)s.") % {
        "answered": answered,
        "open": open,
        "same": as_proposed,
    }


def _scope(one: Threshold) -> str:
    where = one.team.name if one.team else _("The whole house")
    return _("%(where)s: answered above %(value)s.") % {"where": where, "value": f"{one.value:.2f}"}


def _done_lines(one: Threshold) -> list[str]:
    card = one.card
    if not card:
        return []
    counts = _("Chosen on %(n)s points; these figures are of %(left)s others, %(open)s of them open.") % {
        "n": card["chosen_on"],
        "left": card["left_out"],
        "open": card["open_left_out"],
    }
    return [counts, _did(_("Shipped"), card["before"]), _did(_("Your own"), card["after"])]


def _did(which: str, did: dict[str, Any]) -> str:
    return _(
        "%(which)s: of 100 it proposes as answered %(right)s are; it finds %(found)s of 100 answers; of 100 open points it takes %(missed)s for answered."
    ) % {"which": which, **{name: _hundred(did[name]) for name in ("right", "found", "missed")}}


def _hundred(share: float | None) -> str:
    return "–" if share is None else str(round(100 * share))


def _old_words(one: Threshold) -> str:
    if one.rules == rules_hash():
        return ""
    return _("It was learned with the rules of an earlier release and rests until you learn again.")


def _row(one: Threshold) -> Row:
    made = times.clock_words(one.made_at, clock.now(), the_organisation().time_zone)
    acts = [] if one.is_live else [Form(reverse("office:reply_check_work", args=[one.pk]), _("Let it work"))]
    return Row(
        _scope(one),
        "\n".join(
            line
            for line in (_("Learned %(when)s") % {"when": made}, *_done_lines(one), _old_words(one))
            if line
        ),
        state=_("works") if one.is_live else one.rules[:8],
        tone="good" if one.is_live else "",
        acts=acts,
    )
