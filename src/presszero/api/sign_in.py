"""How people sign in. Factors themselves are made and removed in the browser, where the password is asked for again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from presszero.api.calling import actor_of, worker_of
from presszero.api.routes import Routes
from presszero.api.schemas.codes import WorkerRole
from presszero.ground import clock
from presszero.organisation.models import Role
from presszero.organisation.queries import the_organisation
from presszero.organisation.sign_in import (
    change_password,
    end_other_sessions,
    end_session,
    factors_of,
    require_factors,
    reset_factors,
    sessions_of,
)
from presszero.ui.signing_in import refuse_many_tries, stay_signed_in

routes = Routes(tags=["sign-in"])
OWN, POLICY = "look after their own sign-in", "set how people sign in"


class FactorShape(Schema):
    id: int
    kind: str = Field(description="totp, webauthn (a passkey) or recovery_codes.")
    since: datetime


class SessionShape(Schema):
    id: int
    address: str
    browser: str
    since: datetime


class OwnSignIn(Schema):
    factor_due: bool = Field(description="The caller's role needs a second factor, and they have none.")
    factors: list[FactorShape]
    sessions: list[SessionShape]


class PasswordChanged(Schema):
    old: Annotated[str, Field(max_length=1000, description="The one they have.")]
    new: Annotated[str, Field(max_length=1000, description="12 signs or more.")]


class PolicyShape(Schema):
    roles: list[WorkerRole] = Field(description="Roles that need a second factor.", max_length=10)


class FactorsReset(Schema):
    worker: int


@routes.reads("/sign-in/", act=OWN, answers=OwnSignIn, name="show_sign_in")
def own(request: HttpRequest) -> OwnSignIn:
    """The caller's second factors and where they are signed in."""
    worker_id = actor_of(request).known_id
    factors, sessions = factors_of(worker_id), sessions_of(worker_id)
    return OwnSignIn(
        factor_due=request.auth.factor_due,  # type: ignore[attr-defined]
        factors=[FactorShape(id=one.pk, kind=one.type, since=one.created_at) for one in factors],
        sessions=[
            SessionShape(id=one.pk, address=one.ip, browser=one.user_agent, since=one.created_at)
            for one in sessions
        ],
    )


@routes.changes("/sign-in/sessions/{int:session_id}/end/", act=OWN, answers=OwnSignIn, name="end_session")
def session_end(request: HttpRequest, session_id: int) -> OwnSignIn:
    """Sign the caller out in one place."""
    end_session(session_id=session_id, by=actor_of(request), at=clock.now())
    return own(request)


@routes.changes("/sign-in/sessions/end/", act=OWN, answers=OwnSignIn, name="end_other_sessions")
def sessions_end(request: HttpRequest) -> OwnSignIn:
    """Sign the caller out everywhere but in the session that asks; everywhere, when a key asks."""
    end_other_sessions(but_key=request.session.session_key, by=actor_of(request), at=clock.now())
    return own(request)


@routes.changes("/sign-in/password/", act=OWN, answers=OwnSignIn, name="change_password")
def password(request: HttpRequest, given: PasswordChanged) -> OwnSignIn:
    """Change the caller's password and sign them out everywhere, but in the session that asks."""
    worker = worker_of(request)
    refuse_many_tries(request, worker)
    key = request.session.session_key
    changed = change_password(old=given.old, new=given.new, but_key=key, by=actor_of(request), at=clock.now())
    if key:
        stay_signed_in(request, changed)
    return own(request)


@routes.reads("/sign-in/policy/", act=POLICY, answers=PolicyShape, name="show_sign_in_policy")
def policy(request: HttpRequest) -> PolicyShape:
    """Which roles need a second factor."""
    return PolicyShape(roles=[Role(one) for one in the_organisation().second_factor_roles])


@routes.changes("/sign-in/policy/", act=POLICY, answers=PolicyShape, name="require_factors")
def set_policy(request: HttpRequest, given: PolicyShape) -> PolicyShape:
    """Say which roles need a second factor; who has none sets one up first."""
    require_factors(roles=given.roles, by=actor_of(request), at=clock.now())
    return policy(request)


@routes.changes(
    "/people/{int:worker_id}/factors/reset/",
    act="reset lost factors",
    answers=FactorsReset,
    name="reset_factors",
)
def reset(request: HttpRequest, worker_id: int) -> FactorsReset:
    """Take every factor from somebody who lost theirs, and sign them out everywhere."""
    reset_factors(worker_id=worker_id, by=actor_of(request), at=clock.now())
    return FactorsReset(worker=worker_id)
