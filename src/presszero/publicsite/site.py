"""What stands around every page for customers."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from presszero.organisation.queries import the_organisation

OWN_NAMES = {"en": "English", "fr": "Français"}


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `site` for publicsite/frame.html; nothing is read until a template asks."""
    return {"site": SimpleLazyObject(_site), "is_demo": settings.PRESSZERO.purpose == "demo"}


def _site() -> Shape:
    organisation = the_organisation()
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
        urls=Shape(language=reverse("set_language")),
        person=person
        or Shape(
            words=_("Write to us; a person answers."),
            phone="",
            phone_words="",
            call_back_url="",
            write_url=reverse("write"),
        ),
    )
