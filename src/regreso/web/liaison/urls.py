"""Addresses of the liaison, the message reviewer, the officer and the bureau."""

from django.urls import path

from regreso.web.liaison import answers, exchanges, handovers, journeys, messages, translations
from regreso.web.liaison.letters import letter_act, letter_page, letter_print
from regreso.web.liaison.lists import LISTS, PAGES

_FAMILY = "liaison/answer/<uuid:row_id>"
urlpatterns = [
    *(listing.path() for listing in LISTS),
    path(
        f"{_FAMILY}/enquiry/<slug:move>/", answers.ANSWER.part_act(answers.ENQUIRY), name="liaison-family-act"
    ),
    path(f"{_FAMILY}/match/<slug:move>/", answers.ANSWER.part_act(answers.MATCH), name="liaison-match-act"),
    path(
        "liaison/challenges/<uuid:row_id>/<slug:move>/", answers.challenge_act, name="liaison-challenge-act"
    ),
    path(
        "officer/handover/<uuid:row_id>/enquiry/<slug:move>/",
        handovers.OFFICER.part_act(handovers.FAMILY_OF_HIM),
        name="officer-family-act",
    ),
    path("messages/<uuid:row_id>/<int:number>/", messages.page, name="message-page"),
    path("translations/<uuid:row_id>/<int:number>/", translations.page, name="translation-page"),
    path("liaison/letter/<uuid:row_id>/print/", letter_print, name="liaison-letter-print"),
    path("liaison/letter/<uuid:row_id>/<int:number>/", letter_page, name="liaison-letter-page"),
    path("liaison/letters/<uuid:letter_id>/<slug:move>/", letter_act, name="liaison-letter-act"),
    path("liaison/journey/<uuid:row_id>/sheet/", journeys.sheet, name="liaison-sheet"),
    path("handover/<slug:role>/<uuid:row_id>/paper/", handovers.sheet, name="handover-sheet"),
    path("bureau/exchange/", exchanges.lists, name="bureau-lists"),
    path("officer/exchange/", exchanges.officer_lists, name="officer-lists"),
    path("exchange/<slug:role>/<uuid:row_id>/paper/", exchanges.paper, name="exchange-paper"),
    *(one for page in (exchanges.BUREAU, exchanges.OFFICER) for one in page.paths()),
    *(one for page in PAGES for one in page.paths()),
]
