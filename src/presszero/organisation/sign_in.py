"""How people sign in: who needs a second factor, what each has, where they are signed in, and a factor that was lost.

The factors and sessions themselves are allauth's rows; what is done to them here has its line in the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Organisation, Role, Worker
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import BadInput, NotFoundHere

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def settle_factors(worker_id: int | None = None) -> None:
    """Note who still owes a second factor: one colleague, or everybody. Part of whatever changed it."""
    roles = Organisation.objects.values_list("second_factor_roles", flat=True).first() or []
    has = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS))
    workers = Worker.objects.filter(pk=worker_id) if worker_id else Worker.objects.all()
    owes = Q(role__in=roles) & ~Q(has)
    workers.filter(owes, factor_due=False).update(factor_due=True)
    workers.filter(~owes, factor_due=True).update(factor_due=False)


def require_factors(*, roles: Sequence[str], by: Actor, at: datetime) -> Organisation:
    """Say which roles need a second factor. Who has none sets one up before anything else.

    Raises BadInput, also when the caller would lock themselves out of this page. Records sign_in.required.
    """
    if strange := [role for role in roles if role not in Role.values]:
        raise BadInput(_("There is no role “%(role)s”.") % {"role": strange[0][:20]}, "roles")
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=the_organisation().pk)
        organisation.second_factor_roles = [role for role in Role.values if role in roles]
        organisation.save(update_fields=["second_factor_roles"])
        settle_factors()
        record(
            "sign_in.required",
            about=organisation,
            by=by,
            at=at,
            roles=".".join(organisation.second_factor_roles),
        )
    return organisation


def factors_of(worker_id: int) -> list[Authenticator]:
    """Return what somebody signs in with beside their password, the oldest first."""
    return list(Authenticator.objects.filter(user_id=worker_id).order_by("created_at", "id"))


def factor_marks(worker_id: int) -> dict[int, str]:
    """Return the kinds of somebody's factors by id, to tell what an act changed."""
    return dict(Authenticator.objects.filter(user_id=worker_id).values_list("id", "type"))


def note_factors(*, worker_id: int, before: dict[int, str], by: Actor, at: datetime) -> None:
    """Write down which factors came and went, in the transaction that did it. Records factor.added, factor.removed."""
    after, worker = factor_marks(worker_id), Worker.objects.get(pk=worker_id)
    for key in after.keys() - before.keys():
        record("factor.added", about=worker, by=by, at=at, factor=after[key])
    for key in before.keys() - after.keys():
        record("factor.removed", about=worker, by=by, at=at, factor=before[key])
    if after != before:
        settle_factors(worker_id)


def remove_factor(*, factor_id: int, by: Actor, at: datetime) -> None:
    """Take one of the caller's own factors away; with the last one go the recovery codes. Raises NotFoundHere.

    Records factor.removed.
    """
    with transaction.atomic():
        factor = Authenticator.objects.select_for_update().filter(pk=factor_id, user_id=by.known_id).first()
        if factor is None:
            raise NotFoundHere(_("You have no such factor. Load the page again."))
        before = factor_marks(by.known_id)
        factor.delete()
        if not Authenticator.objects.filter(user_id=by.known_id, type__in=FACTORS).exists():
            Authenticator.objects.filter(user_id=by.known_id).delete()
        note_factors(worker_id=by.known_id, before=before, by=by, at=at)


def reset_factors(*, worker_id: int, by: Actor, at: datetime) -> Worker:
    """Take every factor from somebody who lost theirs, and sign them out everywhere. Their password stays.

    Raises NotFoundHere, BadInput for one's own. Records factors.reset.
    """
    if worker_id == by.known_id:
        raise BadInput(_("Nobody resets their own factors. Ask another operator."), "factors")
    with transaction.atomic():
        worker = Worker.objects.select_for_update().filter(pk=worker_id).first()
        if worker is None:
            raise NotFoundHere(_("Nobody of that number works here. Open the list of people again."))
        removed, _kinds = Authenticator.objects.filter(user_id=worker_id).delete()
        end_sessions(worker_id)
        settle_factors(worker_id)
        record("factors.reset", about=worker, by=by, at=at, factors=removed)
    return worker


def change_password(*, old: str, new: str, but_key: str | None, by: Actor, at: datetime) -> Worker:
    """Change the caller's own password and sign them out in every other place. but_key: the session that stays.

    Raises BadInput naming the field. Records password.changed.
    """
    with transaction.atomic():
        worker = Worker.objects.select_for_update().get(pk=by.known_id)
        if not worker.check_password(old):
            raise BadInput(_("That is not the password you have now. Try again."), "old")
        if new == old:
            raise BadInput(_("Choose another password than the one you have."), "new")
        try:
            validate_password(new, worker)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages), "new") from None
        worker.set_password(new)
        worker.save(update_fields=["password"])
        _end(UserSession.objects.filter(user_id=worker.pk).exclude(session_key=but_key or ""))
        record("password.changed", about=worker, by=by, at=at)
    return worker


def sessions_of(worker_id: int) -> list[UserSession]:
    """Return where somebody is signed in, the newest first."""
    return list(UserSession.objects.filter(user_id=worker_id).order_by("-created_at", "-id")[:50])


def end_session(*, session_id: int, by: Actor, at: datetime) -> None:
    """Sign the caller out in one other place. Raises NotFoundHere. Records session.ended."""
    with transaction.atomic():
        session = UserSession.objects.select_for_update().filter(pk=session_id, user_id=by.known_id).first()
        if session is None:
            raise NotFoundHere(_("You are not signed in there any more. Load the page again."))
        record("session.ended", about=Worker.objects.get(pk=by.known_id), by=by, at=at, sessions=1)
        _end(UserSession.objects.filter(pk=session_id))


def end_other_sessions(*, but_key: str | None, by: Actor, at: datetime) -> int:
    """Sign the caller out everywhere but here; return in how many places. Records session.ended when there were any."""
    with transaction.atomic():
        others = UserSession.objects.filter(user_id=by.known_id).exclude(session_key=but_key or "")
        count = others.count()
        if count:
            record("session.ended", about=Worker.objects.get(pk=by.known_id), by=by, at=at, sessions=count)
            _end(others)
    return count


def end_sessions(worker_id: int) -> None:
    """Sign somebody out everywhere. Part of what ended their access or reset their factors."""
    _end(UserSession.objects.filter(user_id=worker_id))


def _end(sessions: Any) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in sessions:
        store().delete(session.session_key)
        session.delete()
