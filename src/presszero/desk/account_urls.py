"""Sign-in, second factors and sign-out: allauth's own views behind our guard."""

from __future__ import annotations

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as provided
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path

from presszero.desk import factors
from presszero.desk.invitations import invitation
from presszero.ui.default_deny import OWN_SIGN_IN, View, needs, public

HOUSE = "single-sign-on/<str:provider_id>/"


def own(view: View) -> View:
    return needs(OWN_SIGN_IN, factors.told(view))


urlpatterns = [
    path("invitation/<str:token>/", public(invitation), name="invitation"),
    path("login/", public(views.login), name="account_login"),
    path("logout/", public(views.logout), name="account_logout"),
    path("inactive/", public(views.account_inactive), name="account_inactive"),
    path("signup/", public(views.signup), name="account_signup"),
    path("password/reset/", public(views.password_reset), name="account_reset_password"),
    path("login/factor/", public(mfa.authenticate), name="mfa_authenticate"),
    path("login/passkey/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("reauthenticate/", public(views.reauthenticate), name="account_reauthenticate"),
    path("reauthenticate/code/", public(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "reauthenticate/passkey/",
        public(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("factors/", own(factors.to_sign_in), name="mfa_index"),
    path("factors/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("factors/app/removal/", own(factors.to_sign_in), name="mfa_deactivate_totp"),
    path("factors/passkey/", own(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("factors/codes/", own(factors.recovery_codes), name="mfa_view_recovery_codes"),
    path("factors/codes/new/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(HOUSE, public(openid.login), name="openid_connect_login"),
    path(HOUSE + "back/", public(openid.callback), name="openid_connect_callback"),
    path("single-sign-on-left/", public(provided.login_cancelled), name="socialaccount_login_cancelled"),
    path("single-sign-on-failed/", public(provided.login_error), name="socialaccount_login_error"),
]
