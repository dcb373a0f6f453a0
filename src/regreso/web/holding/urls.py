"""Addresses of the registrar's desk."""

from django.urls import path

from regreso.web.holding import cards, heads, letters, lists, questions, views

urlpatterns = [
    path("", views.custodies, name="holding"),
    path("heads/", heads.heads, name="holding-heads"),
    path("heads/seen/", heads.seen, name="holding-seen"),
    path("heads/counts/<uuid:count_id>/", heads.explain, name="holding-count-explain"),
    path("new/", views.new, name="holding-new"),
    path("messages/<uuid:row_id>/<slug:move>/", views.message_act, name="holding-message-act"),
    path("letters/<uuid:row_id>/print/", letters.letter_print, name="holding-letter-print"),
    path("letters/<uuid:row_id>/<int:number>/", letters.letter_page, name="holding-letter-page"),
    path("<uuid:custody_id>/forms/print/", letters.forms_print, name="holding-forms-print"),
    path("calls/<uuid:row_id>/<slug:move>/", views.call_act, name="holding-call-act"),
    path("questions/", questions.questions, name="holding-questions"),
    path("questions/<uuid:row_id>/<slug:move>/", views.question_act, name="holding-question-act"),
    path("challenges/<uuid:row_id>/<slug:move>/", views.challenge_act, name="holding-challenge-act"),
    path("handovers/<uuid:row_id>/<slug:move>/", views.handover_act, name="holding-handover-act"),
    path("cards/", cards.cards, name="holding-cards"),
    path("cards/print/", cards.card_print, name="holding-card-print"),
    path("lists/", lists.lists, name="holding-lists"),
    path("lists/<uuid:list_id>/", lists.one_list, name="holding-list"),
    path("lists/<uuid:list_id>/columns/", lists.list_map, name="holding-list-map"),
    path("lists/<uuid:list_id>/faults.csv", lists.list_faults, name="holding-list-faults"),
    path("lists/<uuid:list_id>/<slug:move>/", lists.list_act, name="holding-list-act"),
    path("<uuid:custody_id>/", views.custody, name="holding-custody"),
    path("<uuid:custody_id>/<slug:move>/", views.custody_act, name="holding-custody-act"),
]
