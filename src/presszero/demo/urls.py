"""The demo town's own pages: the doors and the post office."""

from __future__ import annotations

from django.urls import path

from presszero.demo import views

urlpatterns = [
    path("", views.doors, name="doors"),
    path("sign-in/<int:worker_id>/", views.sign_in, name="demo_sign_in"),
    path("post-office/", views.post_office, name="post_office"),
]
