"""Addresses of the reviewers' desk."""

from django.urls import path

from regreso.web.review import alive, possible, views

urlpatterns = [
    path("", views.queue, {"part": "waiting"}, name="review"),
    path("mine/", views.queue, {"part": "mine"}, name="review-mine"),
    path("second/", views.queue, {"part": "second"}, name="review-second"),
    path("open/", views.queue, {"part": "open"}, name="review-open"),
    path("confirmed/", views.queue, {"part": "confirmed"}, name="review-confirmed"),
    path("possible/", possible.possibles, name="review-possibles"),
    path("possible/<uuid:possible_id>/", possible.possible, name="review-possible"),
    path("possible/<uuid:possible_id>/<slug:move>/", possible.possible_act, name="review-possible-act"),
    path("alive/", alive.reports, name="review-alive-list"),
    path("alive/<uuid:report_id>/", alive.report, name="review-alive"),
    path("alive/<uuid:report_id>/<slug:move>/", alive.report_act, name="review-alive-act"),
    path("<uuid:match_id>/", views.match, name="review-match"),
    path("<uuid:match_id>/begin/", views.begin, name="review-begin"),
    path("<uuid:match_id>/verdict/", views.verdict, name="review-verdict"),
    path("<uuid:match_id>/family/<slug:move>/", views.family_act, name="review-family-act"),
    path("questions/<uuid:row_id>/<slug:move>/", views.question_act, name="review-question-act"),
    path("<uuid:match_id>/<slug:move>/", views.match_act, name="review-match-act"),
]
