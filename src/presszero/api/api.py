"""The API: every act that has a screen has its operation here."""

from __future__ import annotations

from presszero.api import (
    cases,
    chats,
    cover,
    day,
    enclosing,
    fields,
    figures,
    flows,
    hours,
    inbox,
    incidents,
    intake,
    machines,
    macros,
    office,
    on_behalf,
    pages,
    points,
    promises,
    record,
    replies,
    rules,
    shaping,
    together,
    turns,
)
from presszero.api.routes import PressZeroAPI

api = PressZeroAPI(
    title="PressZero",
    version="1",
    description="Each act that has a screen has its operation here. Every refusal is one envelope with a sentence. "
    "A change may carry an Idempotency-Key: sent again within 24 hours it does nothing twice.",
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
)
for part in (
    inbox,
    cases,
    cover,
    on_behalf,
    together,
    incidents,
    points,
    replies,
    enclosing,
    promises,
    office,
    figures,
    flows,
    hours,
    record,
    intake,
    machines,
    pages,
    turns,
    shaping,
    rules,
    macros,
    fields,
    day,
    chats,
):
    api.add_router("", part.routes)
