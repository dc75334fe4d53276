"""Letters the house writes by itself: the screens. Worded, read as they arrive, and back to the shipped words."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_POST

from presszero.channels.email.wordings import read_as, shipped_wording, wording
from presszero.ground import clock
from presszero.office.letter_page import ON_THEIR_PAGE
from presszero.office.shapes import Field, Form, OfficePage, Row, Section, by, done_or_shown, show, typed
from presszero.office.shaping import BOTH
from presszero.organisation.wordings import (
    LETTERS,
    braced,
    keep_wording,
    own_wordings,
    refuse_wording,
    ship_wording_again,
)

HERE = "office:letters"
NAMES = {
    "acknowledgement": (
        noop("The acknowledgement"),
        noop("Who wrote to us hears it at once: who answers, by when, and where to follow it."),
    ),
    "reply_foot": (noop("Under every reply"), noop("Stands at the foot of each letter a colleague sends.")),
    "invitation": (noop("An invitation"), noop("What a colleague-to-be reads, around their link.")),
}


@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    own = own_wordings()
    rows = [
        Row(
            _("%(letter)s: %(language)s") % {"letter": _(NAMES[letter][0]), "language": _language(code)},
            _(NAMES[letter][1]),
            reverse("office:letter", args=[letter, code]),
            state=_("your words") if (letter, code) in own else "",
            tone="good",
        )
        for letter in LETTERS
        for code, _name in settings.LANGUAGES
    ]
    page = OfficePage(
        title=_("Letters"),
        lead=_("What is written without a person. Everything else a colleague writes."),
        here=HERE,
        sections=[Section(rows=rows)],
    )
    return show(request, page)


def _language(code: str) -> str:
    return str(dict(settings.LANGUAGES)[code])


@BOTH
def letter(request: HttpRequest, letter: str, language: str) -> HttpResponse:
    if letter not in LETTERS or language not in dict(settings.LANGUAGES):
        raise Http404
    here = reverse("office:letter", args=[letter, language])
    text = typed(request, "text")

    def act() -> None:
        if not typed(request, "look"):
            keep_wording(letter=letter, language=language, text=text, by=by(request), at=clock.now())
        refuse_wording(letter, text)

    if request.method != "POST":
        return show(request, _letter(letter, language))
    answer = done_or_shown(request, act, then=here, page=lambda: _letter(letter, language))
    looks = typed(request, "look") and answer.status_code == 302
    return show(request, _letter(letter, language, looked_at=text)) if looks else answer


def _letter(letter: str, language: str, looked_at: str = "") -> OfficePage:
    here = reverse("office:letter", args=[letter, language])
    text = looked_at or wording(letter, language)
    places = LETTERS[letter]
    hint = _(
        "It must hold %(needed)s, and may hold %(more)s. A line with nothing to fill in is left out."
    ) % {
        "needed": braced(places.needed),
        "more": braced(places.more),
    }
    form = Form(
        here,
        _("Keep"),
        [Field("text", _("Words"), "lines", text, hint=hint, required=True, rows=14)],
        primary=True,
        look=_("Look at it first"),
    )
    return OfficePage(
        title=_(NAMES[letter][0]),
        lead=_language(language),
        above=(_("Letters"), reverse(HERE)),
        here=HERE,
        told=_("Nothing is kept yet: this is how it would read.") if looked_at else "",
        sections=[Section(form=form), *_previews(letter, text, language), *_back(letter, language)],
    )


def _previews(letter: str, text: str, language: str) -> list[Section]:
    said = read_as(text, language, public_url=settings.PRESSZERO.public_url)
    if letter == "reply_foot":
        with translation.override(language):
            reply = _(
                "Dear Robin,\n\nThe first bus leaves at 05:40, and the taxi is refunded today.\n\nAda Brunner"
            )
        said = f"{reply}\n\n{said}"
    return [
        Section(_("As it arrives"), letter=said, language=language),
        Section(_("On a phone"), letter=said, language=language, narrow=True),
        *_their_page(letter, text, language),
    ]


def _their_page(letter: str, text: str, language: str) -> list[Section]:
    if letter not in ON_THEIR_PAGE:
        return []
    page = reverse("office:letter_page", args=[letter, language])
    form = Form(page, _("See their page"), [Field("text", "", "hidden", text)])
    lead = _("The page behind the link in it, as the customer opens it on their phone or at a desk.")
    return [Section(_("On the customer’s own page"), lead, form=form)]


def _back(letter: str, language: str) -> list[Section]:
    if (letter, language) not in own_wordings():
        return []
    form = Form(reverse("office:letter_shipped", args=[letter, language]), _("Back to the shipped words"))
    return [
        Section(
            _("The shipped words"), letter=shipped_wording(letter, language), language=language, form=form
        )
    ]


@require_POST
def shipped(request: HttpRequest, letter: str, language: str) -> HttpResponse:
    ship_wording_again(letter=letter, language=language, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse("office:letter", args=[letter, language]))
