"""What we say in a conversation: short, and never a word of what was told us."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

WELCOME = _(
    "This service looks for people who are missing or held because of the war. It is free. We never ask for "
    "money. Who holds your telephone can read this: delete it when you are done."
)
TEST = _("This is a test: use no real names. Everything is deleted after a day.")
MENU = _("1 look for somebody. 2 how my enquiry stands. 3 check a code.")
SAFER = _("Safer than here: %(site)s")
KEYS = _("0 skip, * back, # send now")
NOTED = _("Noted.")
NOTED_ELSEWHERE = _("Noted, it helps another question.")
MORE = _("In one message or in several, in any order.")
SPEAKS = _("Languages: EN, UK, RU, ES.")
YES_OR_NO = _("1 yes, 2 no")
NOT_NOW = _("No enquiries are taken at the moment. Please come again later.")
ASK_PHRASE = _("Send your phrase: eight words.")
RECEIPT = _(
    "Your enquiry is open. The search begins within minutes, a person looks within 72 hours. Write these "
    "eight words down on paper, then delete this message. They bring you back, here or at %(site)s"
)
FADES = _("This message disappears from here in half an hour.")
TAKEN_AWAY = _("Your message with the phrase is taken out of this chat.")
DELETE_YOURS = _("What stands in your telephone only you can delete: please do.")
OFFER_NEWS = _("To be told here when there is something new, send: %(news)s")
FORGOTTEN = _("What you had written here is deleted.")
STOPPED = _("You are sent nothing more here. To begin again, send: START")
STARTED = _("You can be written to here again.")
NO_CONSENT = _("Then we keep nothing: what you wrote is deleted.")
SOMETHING = _(
    "There is something for you. Read it when you are alone, at %(site)s with your phrase, or ask a person "
    "to tell you."
)
AT_REST = _("This enquiry is at rest. To take it up again, send: %(again)s")
CHANGE_WHAT = _("What is to be put right? Send its number.")
CHANGE_TO = _("Write it as it should be.")
WHICH_ONE = _("Which of your enquiries? Send its number, as “Status” tells them.")
WITHDRAW_SURE = _("Shall we stop searching? You can take it up again at any time.")
WITHDRAWN = _("We search no longer. Your phrase stays yours.")
AGAIN_SURE = _("Shall we search again?")
AGAIN_DONE = _("We are searching again.")
AS_IT_WAS = _("Then all stays as it was.")
SEARCHING = _("We are searching, and we go on searching. Last: %(on)s.")
SOON = _("The first search begins within minutes.")
NEITHER = _("That you read no more is neither good news nor bad.")
NEEDED = _("You can help us with one more thing. Please answer: %(question)s")
ADD = _("Write what you would like to add.")
CODE = _("Send the code. It begins with RGS.")
GENUINE = _("Yes, this is from us.")
NOT_GENUINE = _(
    "No, this is not from us, or it no longer holds. If somebody asks you for money, it is a swindle."
)
HOTLINE = _("A person answers: %(number)s")
HELP = _("Send one of these words: %(words)s")
CHOOSE = _("Because of which events are you asking?")
TOO_MANY = _(
    "Several enquiries came from here today. This one is kept. Send # again in %(minutes)s minutes, or ask "
    "at %(site)s"
)
NEWS_HOURS = _("At which hours may we write here? For example 20:00-21:30. Or 0 for any hour.")
NEWS_ZONE = _("Hours of which place? %(places)s")
NEWS_SET = _(
    "We write here only within these hours, and only that there is something new. To end it, send: STOP"
)
TEXT_ONLY = _("Please write in words: pictures and voices are not kept here.")
OTHERWISE = _("We cannot take this as it is. Please write it in other words.")
NO_ANSWER = _("That is no answer to this question. If you do not know, skip it.")
ONE_PERSON = _(
    "One person at a time, please: tell us of one now. When that is sent, send “%(ask)s” for the next."
)
WHY = _("It helps to tell people of the same name apart. You can skip it.")
STARTED_OVER = _("What you told is deleted. We begin again.")
NO_NAME = _("Without a name we cannot search. Write it as well as you know it.")
WRITE_AGAIN = _("We could not read your last message. Please write it again, in other words.")
NO_HOURS = _("We cannot read these hours. Write them like 20:00-21:30, or 0.")

QUESTIONS: dict[str, Word] = {
    "as_written": _("Whom are you looking for? Surname, first name, patronymic."),
    "sex": _("A man or a woman? 1 a man, 2 a woman"),
    "birth": _("Date or year of birth, or age?"),
    "settlement": _("Where did they live?"),
    "father": _("First name of their father?"),
    "mother": _("First name and maiden name of their mother?"),
    "marks": _("What would one know them by? Scars, tattoos, glasses."),
    "unit": _("Their unit, if you know it and it is safe to say?"),
    "last_date": _("When was the last word from them?"),
    "last_place": _("Where were they then?"),
    "last_circumstances": _("What happened, as far as you know?"),
    "relationship": _("Who are you to them? Mother, wife, brother …"),
    "store": _("May we keep what you wrote, to search?"),
    "share_with_holding_side": _("If they are found in captivity: may we tell them that you are looking?"),
    "share_with_agency": _("May we pass it on to the Central Tracing Agency of the Red Cross?"),
}
