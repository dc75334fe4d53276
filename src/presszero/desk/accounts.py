"""Sign-in: colleagues are invited; nobody signs themselves up, by a password or by a provider."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from presszero.ground import clock
from presszero.ground.record import record
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation


class InvitedOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SealedFactors(DefaultMFAAdapter):
    """Second factors whose secrets a copy of the database alone does not open."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return the_organisation().name

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(n)s") % {"n": count + 1}


def _seal() -> Fernet:
    digest = hashlib.sha256(b"second factors " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


class OnlyColleagues(DefaultSocialAccountAdapter):
    """Single sign-on for who has a place here already. The first time an address that the provider proved joins them."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        proved = [one.email.lower() for one in sociallogin.email_addresses if one.verified is True]
        worker = Worker.objects.filter(email__in=proved, is_active=True, kind=Worker.Kind.PERSON).first()
        if worker is None:
            return
        with transaction.atomic():
            sociallogin.connect(request, worker)
            record("single_sign_on.joined", about=worker, by=worker.actor, at=clock.now())

    def get_requests_session(self) -> Any:
        session = super().get_requests_session()
        session.max_redirects = 0  # a provider's own pages stand where it says they stand
        return session
