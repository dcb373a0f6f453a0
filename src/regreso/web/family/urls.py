"""Addresses of the family's pages. None holds a name, a phrase or a code."""

from django.urls import path

from regreso.web.family import alive, challenge, follow, letters, meeting, notices, proofs, screens, views

urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("ask/questions/<int:number>/", screens.question, name="question"),
    path("ask/keep/", screens.keep, name="keep-draft"),
    path("ask/kept/", views.kept_draft, name="kept-draft"),
    path("ask/forget/", screens.forget, name="forget-draft"),
    path("ask/receipt/", views.receipt, name="receipt"),
    path("alive/", alive.alive, name="alive"),
    path("alive/mine/", alive.mine, name="alive-mine"),
    path("alive/mine/take-back/", alive.take_back, name="alive-take-back"),
    path("my-enquiry/", views.status, name="status"),
    path("my-enquiry/<uuid:enquiry>/tell/", follow.tell, name="tell"),
    path("my-enquiry/<uuid:enquiry>/notices/", notices.notices, name="my-notices"),
    path("my-enquiry/<uuid:enquiry>/withdraw/", follow.withdraw, name="withdraw"),
    path("my-enquiry/<uuid:enquiry>/reopen/", follow.reopen, name="reopen"),
    path("my-enquiry/<uuid:enquiry>/read/", follow.acknowledge, name="acknowledge"),
    path("my-enquiry/<uuid:enquiry>/certificate/", follow.certificate, name="certificate"),
    path("my-enquiry/<uuid:enquiry>/confirmation/", follow.confirmation, name="confirmation"),
    path("my-enquiry/<uuid:enquiry>/papers/", proofs.proofs, name="proofs"),
    path("my-enquiry/<uuid:enquiry>/papers/<uuid:proof>/delete/", proofs.shred, name="shred-proof"),
    path("my-enquiry/<uuid:enquiry>/question/", challenge.challenge, name="challenge"),
    path(
        "my-enquiry/<uuid:enquiry>/question/<uuid:challenge>/take-back/",
        challenge.take_back,
        name="challenge-take-back",
    ),
    path(
        "my-enquiry/<uuid:enquiry>/question/<uuid:challenge>/answer/",
        challenge.answer,
        name="challenge-answer",
    ),
    path("my-enquiry/<uuid:enquiry>/letters/", letters.letters, name="letters"),
    path("my-enquiry/<uuid:enquiry>/letters/<uuid:letter>/", letters.open_letter, name="open-letter"),
    path(
        "my-enquiry/<uuid:enquiry>/letters/<uuid:letter>/translation/",
        letters.ask_translation,
        name="ask-translation",
    ),
    path("my-enquiry/<uuid:enquiry>/letters/<uuid:letter>/print/", letters.letter_print, name="letter-print"),
    path(
        "my-enquiry/<uuid:enquiry>/letters/<uuid:letter>/<int:number>/",
        letters.letter_page,
        name="letter-page",
    ),
    path("my-enquiry/<uuid:enquiry>/call/", meeting.ask_call, name="ask-call"),
    path("my-enquiry/<uuid:enquiry>/call/<uuid:call>/cancel/", meeting.cancel_call, name="cancel-call"),
    path("my-enquiry/<uuid:enquiry>/journey/<uuid:journey>/", meeting.journey, name="journey"),
    path("my-enquiry/<uuid:enquiry>/journey/<uuid:journey>/sheet/", meeting.sheet, name="journey-sheet"),
    path(
        "my-enquiry/<uuid:enquiry>/journey/<uuid:journey>/<slug:move>/",
        meeting.journey_act,
        name="journey-act",
    ),
]
