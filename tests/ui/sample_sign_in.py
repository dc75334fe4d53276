"""Pages of second factors, fresh and refused, made of what allauth's views hand over."""

from __future__ import annotations

from typing import Any

from django import forms
from tests.ui.sample_pages import made

PIXEL = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
OTHER_WAYS = [{"url": "/", "description": "Use your password"}]


class CodeForm(forms.Form):
    code = forms.CharField()
    name = forms.CharField(required=False, initial="Passkey 1")
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_page(refused: bool = False) -> dict[str, Any]:
    return {
        "form": CodeForm(data={}) if refused else CodeForm(),
        "webauthn_form": True,
        "js_data": {"request_options": {}},
        "totp_svg_data_uri": PIXEL,
        "reauthentication_alternatives": OTHER_WAYS,
        "redirect_field_name": "next",
        "redirect_field_value": "/office/sign-in/",
        "single_sign_on": made({"name": "Lumen ID"}),
    }


def codes_page() -> dict[str, Any]:
    return {"codes": [f"{number:08}" for number in range(10)]}
