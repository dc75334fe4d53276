"""The API: every act that has a screen has its operation here."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="PressZero", version="1", urls_namespace="api", docs_url=None, openapi_url="openapi.json")
