"""Who calls: a worker by key, a worker by session, or anyone where an operation says so.

Each operation names its act where it is declared; the role is asked before
anything of the request is read.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from presszero.organisation.models import Worker
from presszero.organisation.permissions import MAY, may
from presszero.organisation.tokens import worker_of_token
from presszero.pure.errors import NotAllowed
from presszero.ui.default_deny import OWN_SIGN_IN

ANYONE = "anyone"


class StaleSession(NotAllowed):
    """A session came without the cross-site token that our own pages send along."""


class FactorDue(NotAllowed):
    """A session of somebody whose role needs a second factor, and who has none yet."""


class ByKey(HttpBearer):
    """`Authorization: Bearer KEY`, a key made by `presszero token make`."""

    def __init__(self, act: str) -> None:
        self.act = act
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Worker | None:
        worker = worker_of_token(token)
        return _refused_unless_allowed(worker, self.act) if worker else None


class BySession(AuthBase):
    """The session of a signed-in colleague; a change needs the cross-site token too."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __init__(self, act: str) -> None:
        self.act = act
        super().__init__()

    def __call__(self, request: HttpRequest) -> Worker | None:
        worker = request.user
        if not isinstance(worker, Worker):
            return None
        if check_csrf(request):
            raise StaleSession(_("Send the X-CSRFToken of the session with a change, or use a key."))
        if worker.factor_due and self.act != OWN_SIGN_IN:
            raise FactorDue(_("Your role signs in with a second factor. Set one up in the browser first."))
        return _refused_unless_allowed(worker, self.act)


class Anyone:
    """An operation for the public: opened by its own secret, or by none."""

    act = ANYONE

    def __call__(self, request: HttpRequest) -> str:
        return ANYONE


def needs(act: str) -> list[Any]:
    """Return the ways in to an operation. Raises KeyError at start for an act that is not in the table."""
    if act == ANYONE:
        return [Anyone()]
    MAY[act]
    return [ByKey(act), BySession(act)]


def _refused_unless_allowed(worker: Worker, act: str) -> Worker:
    if not may(worker, act):
        raise NotAllowed(
            _("Your role (%(role)s) may not %(act)s. Ask a lead or an operator of your organisation.")
            % {"role": worker.get_role_display(), "act": _(act)}
        )
    return worker
