"""The public page of flows: what is proved of our machines, and who answers for each exception."""

from __future__ import annotations

from types import SimpleNamespace as Shape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from presszero.flows.models import FlowVersion, Waiver
from presszero.flows.phrases import rule_words, worse_sentence
from presszero.flows.queries import live_versions
from presszero.flows.waiving import standing_waivers
from presszero.ground import clock
from presszero.organisation.queries import the_organisation, the_zone
from presszero.ui.default_deny import public


@public
@require_GET
def machines(request: HttpRequest) -> HttpResponse:
    today = clock.now().astimezone(the_zone()).date()
    waivers = standing_waivers(on=today)
    shown = [
        _flow(version, [one for one in waivers if one.flow_id == version.flow_id])
        for version in live_versions()
    ]
    context = {"flows": shown, "person_first": the_organisation().person_first}
    return render(request, "publicsite/flows.html", context)


def _flow(version: FlowVersion, waivers: list[Waiver]) -> Shape:
    since = (version.published_at or version.made_at).astimezone(the_zone())
    seconds = version.checked.get("seconds") or {}
    holds = version.verdict == FlowVersion.Verdict.SAFE
    not_known = version.verdict == FlowVersion.Verdict.UNKNOWN and version.holds
    return Shape(
        name=version.flow.name,
        purpose=version.flow.get_purpose_display(),
        number=version.number,
        since=formats.date_format(since, "j F Y"),
        since_iso=since.date().isoformat(),
        state=_("Everybody reaches a person.")
        if holds
        else _("No trap is known, but not everything about it is.")
        if not_known
        else _("It no longer holds; we are mending it."),
        tone="good" if holds else "warn" if not_known else "bad",
        seconds=_("At worst the machine takes %(n)s s until then.") % {"n": round(max(seconds.values()))}
        if seconds and holds
        else "",
        waivers=[_waiver(one) for one in waivers],
        worse=[worse_sentence(one) for one in version.worsened],
        reason=version.reason,
        by=version.published_by.name if version.published_by else "",
    )


def _waiver(waiver: Waiver) -> Shape:
    return Shape(
        what=_("At “%(node)s” this does not hold: %(rule)s")
        % {"node": waiver.node, "rule": rule_words(waiver.rule)},
        reason=waiver.reason,
        name=waiver.by.name,
        until=formats.date_format(waiver.until, "j F Y"),
        until_iso=waiver.until.isoformat(),
    )
