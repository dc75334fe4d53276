"""What stands around every page for customers."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from presszero.organisation.models import Organisation
from presszero.organisation.queries import the_organisation
from presszero.ui.away import is_away

OWN_NAMES = {"en": "English", "fr": "Français"}
_last_heard = Organisation(name="PressZero")


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `site` for publicsite/frame.html; nothing is read until a template asks."""
    site = SimpleLazyObject(lambda: _site(_organisation(request), _here(request)))
    return {"site": site, "is_demo": settings.PRESSZERO.purpose == "demo"}


def _organisation(request: HttpRequest) -> Organisation:
    """Return who we are, or were when the database last said it; a front that never heard names the program."""
    global _last_heard
    if not is_away(request):
        _last_heard = the_organisation()
    return _last_heard


def _here(request: HttpRequest) -> str:
    """Return the page one can come back to by looking at it again."""
    return request.path if request.method == "GET" else "/"


def _site(organisation: Organisation, here: str) -> Shape:
    person = None
    if organisation.phone:
        person = Shape(
            words=_("A person answers while our lines are open."),
            phone=organisation.phone.replace(" ", ""),
            phone_words=organisation.phone,
            call_back_url="",
            write_url=reverse("write"),
        )
    return Shape(
        organisation=Shape(
            name=organisation.name,
            mark="lake" if settings.PRESSZERO.purpose != "production" else "",
            home_url=reverse("home"),
        ),
        languages=[
            Shape(code=code, name=name, current=code == (get_language() or "en")[:2])
            for code, name in OWN_NAMES.items()
        ],
        urls=Shape(
            language=reverse("set_language"), reading=f"{reverse('reading')}?{urlencode({'next': here})}"
        ),
        person=person
        or Shape(
            words=_("Write to us; a person answers."),
            phone="",
            phone_words="",
            call_back_url="",
            write_url=reverse("write"),
        ),
    )
