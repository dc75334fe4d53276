"""A web server in front ends TLS: our own forms still count as ours, and nobody else's do."""

from __future__ import annotations

import os
import subprocess
import sys

PROBE = """
import django; django.setup()
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
from_origin = lambda origin: RequestFactory().post("/write/", HTTP_HOST="service.example.org", HTTP_ORIGIN=origin)
ours = CsrfViewMiddleware(lambda request: None)._origin_verified
print(ours(from_origin("https://service.example.org")), ours(from_origin("https://elsewhere.example.org")))
"""


def test_form_of_the_public_address_is_ours_and_one_from_elsewhere_is_not() -> None:
    settings = {
        "PRESSZERO_PUBLIC_URL": "https://service.example.org",
        "DJANGO_SETTINGS_MODULE": "presszero.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROBE], env=os.environ | settings, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["True", "False"], done.stderr
