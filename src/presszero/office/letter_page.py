"""A letter as its customer meets it on their own page: the true page, with a made-up case."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace as Shape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.channels.email.wordings import Sample, read_as, sample, wording
from presszero.ground import clock
from presszero.office.shapes import typed
from presszero.office.shaping import BOTH
from presszero.organisation.queries import the_organisation
from presszero.ui import times

ON_THEIR_PAGE = ("acknowledgement",)  # the foot of a reply stands in the mail alone
LINK_DAYS = 90


@BOTH
def page(request: HttpRequest, letter: str, language: str) -> HttpResponse:
    """Show the page with the words that are kept, or with those that are sent to be looked at."""
    if letter not in ON_THEIR_PAGE or language not in dict(settings.LANGUAGES):
        raise Http404
    text = typed(request, "text") or wording(letter, language)
    said = read_as(text, language, public_url=settings.PRESSZERO.public_url)
    with translation.override(language):
        shown = _page(sample(settings.PRESSZERO.public_url), said, clock.now())
        return render(request, "publicsite/case.html", {"page": shown})


def _page(made_up: Sample, said: str, now: datetime) -> Shape:
    """Return what publicsite/case.html shows an hour after a letter came; nothing on it can be sent."""
    house = the_organisation()
    zone, wrote_at = house.time_zone, now - timedelta(hours=1)
    asked = ngettext("You asked one thing.", "You asked %(n)s things.", len(made_up.asks)) % {
        "n": len(made_up.asks)
    }
    return Shape(
        reference=made_up.words["reference"],
        organisation=house.name,
        now_words=times.full_words(now, zone),
        letter_date_words=_("Your letter of %(day)s") % {"day": times.day_words(wrote_at, zone)},
        title=_("Two things about Sunday"),
        answerer=_answerer(made_up.words["owner"]),
        summary_words=f"{asked} " + _("%(n)s answered so far.") % {"n": 0},
        points=[_open_point(number, words) for number, words in made_up.asks],
        promises=[],
        contacts=[
            _contact(_("You"), " ".join(words for _number, words in made_up.asks), wrote_at, zone),
            _contact(house.name, said, now, zone, ours=True),
        ],
        files=[],
        own_url="#main",
        download_url="#main",
        expiry_words=_("This page is for you alone and closes on %(day)s.")
        % {"day": formats.date_format(times.local(now + timedelta(days=LINK_DAYS), zone), "j F Y")},
        notice=_("This is a preview with a made-up letter. Nobody is written to, and nothing here is sent."),
        **dict.fromkeys(("write_back", "confirm", "settled", "not_fixed", "revoke_url", "mails")),
        closed_words="",
    )


def _answerer(name: str) -> Shape:
    initials = "".join(word[0] for word in name.split())
    return Shape(name=name, first_name=name.split()[0], initials=initials)


def _open_point(number: int, words: str) -> Shape:
    return Shape(
        number=number,
        state="open",
        owed=False,
        text=words,
        answer="",
        state_words=_("Not yet answered."),
        owed_words="",
        missed_url=None,
    )


def _contact(name: str, body: str, at: datetime, zone: str, *, ours: bool = False) -> Shape:
    return Shape(
        ours=ours,
        folded=False,
        from_words=name,
        copied_words="",
        when=times.full_words(at, zone),
        when_iso=at.isoformat(),
        body=body,
        attachments=[],
    )
