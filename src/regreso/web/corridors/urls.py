"""Addresses of the desk of corridors."""

from django.urls import path

from regreso.web.corridors import edit, lists, papers, plans, views

_ONE = "<uuid:corridor_id>"
urlpatterns = [
    path("", lists.corridors, name="corridors"),
    path("new/", lists.new, name="corridors-new"),
    path("import/", lists.bring, name="corridors-bring"),
    path("draft/<uuid:draft_id>/", lists.from_draft, name="corridors-draft"),
    path(f"{_ONE}/", views.corridor, name="corridor"),
    path(f"{_ONE}/import/", lists.bring, name="corridor-bring"),
    path(f"{_ONE}/edit/<slug:section>/", edit.edit, name="corridor-edit"),
    path(f"{_ONE}/plan/", plans.ask, name="corridor-ask"),
    path(f"{_ONE}/event/", plans.again, name="corridor-again"),
    path(f"{_ONE}/papers/", papers.papers, name="corridors-papers"),
    path(f"{_ONE}/papers/bulletin/", papers.bulletin, name="corridors-bulletin"),
    path(f"{_ONE}/papers/<str:name>", papers.paper, name="corridors-paper"),
    path(f"{_ONE}/do/<slug:move>/", views.corridor_act, name="corridor-act"),
    path("plans/<uuid:plan_id>/making/", views.making, name="corridor-making"),
    path("plans/<uuid:plan_id>/adopt/", plans.adopt, name="corridor-adopt"),
    path("plans/<uuid:plan_id>/<slug:move>/", views.plan_act, name="corridor-plan-act"),
    path("notices/<uuid:broadcast_id>/<slug:move>/", views.broadcast_act, name="corridor-broadcast-act"),
    path("names/<uuid:copy_id>/manifest.pdf", papers.named, name="corridors-named"),
    path("names/<uuid:copy_id>/<slug:move>/", papers.copy_act, name="corridors-copy-act"),
]
