"""Which language a page speaks: the one chosen by the switch, else the reader's own, else the browser's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from presszero.organisation.models import Worker


class WorkerLanguageMiddleware:
    """Speak the language of whoever is signed in; stands after Django's own, which reads switch and browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if isinstance(request.user, Worker):
            speak(request, request.user.language)
        return self.get_response(request)


def speak(request: HttpRequest, language: str) -> None:
    """Speak this language for the rest of the request, unless the reader used the switch or we do not serve it."""
    served = dict(settings.LANGUAGES)
    if language in served and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) not in served:
        translation.activate(language)
        request.LANGUAGE_CODE = language


def spoken() -> str:
    """Return the language spoken now, of two letters."""
    return (translation.get_language() or settings.LANGUAGE_CODE)[:2]
