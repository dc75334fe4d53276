"""Sign-in and sign-out, by allauth's own views."""

from __future__ import annotations

from allauth.account import views
from django.urls import path

from presszero.desk.invitations import invitation
from presszero.ui.default_deny import public

urlpatterns = [
    path("invitation/<str:token>/", public(invitation), name="invitation"),
    path("login/", public(views.login), name="account_login"),
    path("logout/", public(views.logout), name="account_logout"),
    path("inactive/", public(views.account_inactive), name="account_inactive"),
    path("signup/", public(views.signup), name="account_signup"),
    path("reauthenticate/", public(views.reauthenticate), name="account_reauthenticate"),
    path("password/reset/", public(views.password_reset), name="account_reset_password"),
]
