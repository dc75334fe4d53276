"""Every address of the house, a face at a time."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from presszero.api.api import api
from presszero.office.beginning import begin
from presszero.publicsite.views import home
from presszero.ui.default_deny import public

urlpatterns = [
    path("", home, name="home"),
    path("desk/", include("presszero.desk.urls")),
    path("office/", include("presszero.office.urls")),
    path("begin/<str:token>/", public(begin), name="begin"),
    path("account/", include("presszero.desk.account_urls")),
    path("", include("presszero.publicsite.urls")),
    path("api/v1/", api.urls),
]
if settings.PRESSZERO.purpose != "production":
    urlpatterns.append(path("demo/", include("presszero.demo.urls")))

handler400 = "presszero.ui.sentences.bad_request"
handler403 = "presszero.ui.sentences.not_allowed"
handler404 = "presszero.ui.sentences.not_found"
handler500 = "presszero.ui.away.failed"
