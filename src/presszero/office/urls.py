"""The office's addresses."""

from __future__ import annotations

from django.urls import path

from presszero.office import views
from presszero.ui.default_deny import needs

app_name = "office"
urlpatterns = [
    path("team/", needs("see the team", views.team), name="team"),
    path("parked/", needs("see parked work", views.parked), name="parked"),
    path("parked/<int:duty_id>/retry/", needs("settle parked work", views.parked_retry), name="parked_retry"),
    path(
        "parked/<int:duty_id>/dismissal/",
        needs("settle parked work", views.parked_dismiss),
        name="parked_dismiss",
    ),
]
