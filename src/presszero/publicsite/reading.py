"""Text and colours: how somebody likes to read these pages, kept in their browser."""

from __future__ import annotations

from types import SimpleNamespace as Shape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from presszero.ui.default_deny import public
from presszero.ui.reading import (
    COOKIE,
    LIVES_SECONDS,
    SETTINGS,
    THEME_COOKIE,
    THEMES,
    chosen,
    read_reading,
    write_reading,
)


@public
def reading(request: HttpRequest) -> HttpResponse:
    """The page, and what is chosen on it; neither asks for a name."""
    if request.method == "POST":
        return _keep(request)
    now = read_reading(request.COOKIES.get(COOKIE, ""))
    theme = request.COOKIES.get(THEME_COOKIE, "")
    groups = [_group(name, choices, now[name]) for name, choices in SETTINGS.items()]
    groups.append(_group("theme", THEMES, theme if theme in THEMES else "system"))
    shape = Shape(
        url=reverse("reading"),
        groups=groups,
        next=_own_path(request, request.GET.get("next", "")),
        kept=request.GET.get("kept") == "yes",
    )
    return render(request, "publicsite/reading.html", {"reading": shape})


def _keep(request: HttpRequest) -> HttpResponse:
    wanted = chosen({name: request.POST.get(name, "") for name in SETTINGS})
    theme = request.POST.get("theme", "")
    back = _own_path(request, request.POST.get("next", "")) or f"{reverse('reading')}?kept=yes"
    answer = HttpResponseRedirect(back)
    _remember(answer, COOKIE, write_reading(wanted))
    _remember(answer, THEME_COOKIE, theme if theme in THEMES and theme != "system" else "")
    return answer


def _remember(answer: HttpResponse, name: str, value: str) -> None:
    if value:
        answer.set_cookie(
            name, value, max_age=LIVES_SECONDS, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        answer.delete_cookie(name, samesite="Lax")


def _own_path(request: HttpRequest, path: str) -> str:
    """Return a path of this site to go back to; anything else leads nowhere."""
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else ""


def _group(name: str, choices: tuple[str, ...], now: str) -> Shape:
    words = _words()
    return Shape(
        name=name,
        title=words[name],
        choices=[Shape(value=one, words=words[f"{name} {one}"], checked=one == now) for one in choices],
    )


def _words() -> dict[str, str]:
    usual = _("As usual")
    return {
        "size": _("Size of the text"),
        "size usual": usual,
        "size large": _("Large"),
        "size larger": _("Very large"),
        "contrast": _("Contrast"),
        "contrast usual": usual,
        "contrast more": _("Stronger"),
        "spacing": _("Spacing"),
        "spacing usual": usual,
        "spacing wide": _("Wide: more room between letters, words and lines, which helps with dyslexia"),
        "motion": _("Motion"),
        "motion usual": _("As my device says"),
        "motion still": _("Nothing moves"),
        "theme": _("Colours"),
        "theme system": _("As my device says"),
        "theme light": _("Light"),
        "theme dark": _("Dark"),
    }
