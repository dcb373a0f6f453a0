"""All addresses: each web room brings its own table. The first part of an address is the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from regreso.web.base.trouble import healthz, metrics
from regreso.web.desk.hotline import event
from regreso.web.public.mailing import leave

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = i18n_patterns(
    path("", include("regreso.web.public.urls")),
    path("", include("regreso.web.base.urls")),
    path("", include("regreso.web.account.urls")),
    path("", include("regreso.web.family.urls")),
    path("desk/", include("regreso.web.desk.urls")),
    path("admin/", include("regreso.web.admin.urls")),
    path("holding/", include("regreso.web.holding.urls")),
    path("review/", include("regreso.web.review.urls")),
    path("deadlines/", include("regreso.web.deadlines.urls")),
    path("sources/", include("regreso.web.sources.urls")),
    path("", include("regreso.web.liaison.urls")),
    path("", include("regreso.web.escort.urls")),
    path("disaster/", include("regreso.web.disaster.urls")),
    path("", include("regreso.web.announce.urls")),
    path("corridors/", include("regreso.web.corridors.urls")),
    path("", include("regreso.web.live.urls")),
    path("manifest/", include("regreso.web.manifest.urls")),
)
# One worker keeps the page at a door in all languages: its addresses have no language in front.
urlpatterns += [path("board/", include("regreso.web.manifest.board_urls"))]
urlpatterns += [path("register/", include("regreso.web.holding.offline_urls"))]
# Machines speak to us without a language in front: what they read are codes.
urlpatterns += [path("in/leave/<uuid:row_id>/<slug:seal>", leave, name="in-leave")]
urlpatterns += [path("in/calls", event, name="in-calls")]
urlpatterns += [path("in/", include("regreso.web.family.talk.urls"))]
urlpatterns += [path("healthz", healthz, name="healthz"), path("metrics", metrics, name="metrics")]
handler500 = "regreso.web.base.trouble.server_error"
urlpatterns += [path("api/", include("regreso.web.api.urls"))]
