"""A refused move or a bad value, as a sentence for the person who reads the page."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy

from regreso import story
from regreso.steps.errors import StepError
from regreso.web.base import desk_refusals

# What a refusal says inside, and how a page says it.
SENTENCES = (
    (
        "two-person rule",
        gettext_lazy("You did the step before this one: it takes another person. Please ask a colleague."),
    ),
    ("proofs lie here already", gettext_lazy("There are many papers here already. Delete one first.")),
    (
        "someone was faster",
        gettext_lazy("Somebody did this a moment before you. This is how it stands now."),
    ),
    ("already there", gettext_lazy("This has already been done; nothing was done twice.")),
    ("role “", gettext_lazy("This is not for your role. Please ask a colleague who holds it.")),
    (
        "it is “",
        gettext_lazy("It is not at the point where this can be done. This is how it stands now."),
    ),
)


# Bad values that a form did not catch, by the code of the step.
VALUES = {
    "not_a_date": gettext_lazy(
        "We cannot read this as a date. Write it like 21.04.1999, or only 04.1999, or only 1999."
    ),
    "not_an_age": gettext_lazy("We need the age as a number of years, for example 24."),
    "no_name": gettext_lazy("Without a name we cannot search. Write it as well as you know it."),
    "no_consent": gettext_lazy("Without this we may not keep what you wrote, and cannot search."),
    "not_a_scan": gettext_lazy(
        "This file cannot be taken. We need a photograph (JPEG, PNG or WebP) or a PDF of at most 10 pages; "
        "at most 20 MB."
    ),
    "not_later": gettext_lazy("This time is over already. Choose a later one."),
    "to_oneself": gettext_lazy("Choose a colleague: it is yours already."),
    "no_operator": gettext_lazy("They are no operator of this operation any more. Choose somebody else."),
    "nobody_chosen": gettext_lazy("Choose at least one family."),
    "no_question": gettext_lazy("Write a question of at most 120 letters."),
    "weak_answer": gettext_lazy(
        "This is guessed too easily, or too long. Write three letters or more, in a few words."
    ),
    "answer_in_question": gettext_lazy("The question tells its own answer. Ask it otherwise."),
    "no_role": gettext_lazy("%(given)s does not hold the role that this purpose needs."),
    "not_https": gettext_lazy("We need an address that begins with https://, without a name before it."),
    "not_higher": gettext_lazy("The level of kinship is already that high."),
    "not_another_site": gettext_lazy("That is not another site of this operation."),
    "not_agreed": gettext_lazy("He did not agree to share this. Leave it out, or ask him alone."),
    "code_taken": gettext_lazy("Another trip has this code already. Choose one of its own."),
    "people_open": gettext_lazy(
        "People are open on this trip whom no enquiry looks for yet. First say when it should have arrived."
    ),
    "household_split": gettext_lazy(
        "A household on this list is allotted to another trip already. Keep households together."
    ),
    "token_taken": gettext_lazy(
        "A token on this list belongs to somebody already. Each person needs their own."
    ),
    "faulty_rows": gettext_lazy("Some rows are faulty. Correct them, or say that you have seen them."),
    "not_a_list": gettext_lazy(
        "This file cannot be read as a table. Save it as XLSX or as CSV (UTF-8) and choose it again."
    ),
    "list_too_long": gettext_lazy("This file is larger than 20 MB. Please hand it in in parts."),
    "no_name_column": gettext_lazy("Say which column holds the names: without a name nobody can be found."),
    "column_twice": gettext_lazy("Two columns are said to hold the same. Choose one of them."),
    "nobody_to_take": gettext_lazy("No row can be taken in like this. Change the columns, or mend the file."),
    "not_a_scenario": gettext_lazy(
        "This is no scenario of a corridor: a part that everything rests on is missing or of another kind."
    ),
    "changed_meanwhile": gettext_lazy(
        "Somebody changed this corridor while you were writing. Look at it as it stands now, and write again."
    ),
    "nothing_changed": gettext_lazy("This changes nothing: the corridor says so already."),
    "too_many_channels": gettext_lazy("These are too many channels for one corridor."),
    "unknown_place": gettext_lazy("This is no place of the corridor. Choose one of those that it has."),
    "bad_channel": gettext_lazy("A channel needs a way, an address and a language."),
    "not_agreed_by_all": gettext_lazy(
        "It is not agreed: all five fields and the word of every party must be written down first."
    ),
    "bad_release": gettext_lazy("Choose for each kind of fact who may be shown it."),
    "no_public_from": gettext_lazy("What is public is public from a time on: say which."),
    "notice_too_long": gettext_lazy("The shelter notice is too long: at most 1,000 letters."),
    "plan_is_old": gettext_lazy(
        "The plan was made of another version of this corridor. Make a new one first."
    ),
    "plan_is_empty": gettext_lazy("Nobody leaves in this plan: there is nothing to approve."),
    "window_passed": gettext_lazy("The last window of this corridor has passed."),
    "plan_is_broken": gettext_lazy(
        "The plan does not keep what it must when it is driven again. Make a new one."
    ),
    "no_channel": gettext_lazy(
        "A collection point is reached by no channel: nobody there would hear that it is aborted."
    ),
    "no_notice": gettext_lazy("The shelter notice is missing in a language that a channel needs."),
    "bad_outcome": gettext_lazy("Choose how it came out."),
    "bad_seconds": gettext_lazy("A search may take 1 to 600 seconds."),
    "bad_event": gettext_lazy(
        "This event does not fit the plan. Check its time, its zone and what it names."
    ),
    "no_recipient": gettext_lazy("Say who is to have the names, and why."),
    "not_a_count": gettext_lazy("We need the number of heads, for example 120."),
    "nothing_new": gettext_lazy("This changes nothing: the book says so already."),
    "no_such_line": gettext_lazy("This line does not hold any more. Please look at the list again."),
    "letter_too_long": gettext_lazy("About thirty lines fit on the form. Please make two letters of it."),
    "not_asked_alone": gettext_lazy("Ask him when nobody else can hear."),
    "no_note": gettext_lazy("Write down in a few words how they are."),
    "too_soon_to_shred": gettext_lazy(
        "Families may still come back. From %(given)s on, thirty days after the closing, it can be destroyed."
    ),
    "below_the_floor": gettext_lazy(
        "Two letters and four cards a month are the least. No one can promise less."
    ),
    "too_few_forms": gettext_lazy("These are fewer forms than everybody here is promised each month."),
    "not_a_language": gettext_lazy("Choose another language than that of the message."),
    "wrong_languages": gettext_lazy(
        "A translator needs two languages or more; nobody else has any. Given: %(given)s."
    ),
    "no_text": gettext_lazy("There are no words in it yet."),
    "too_long": gettext_lazy("This is too long for one import. Please hand it in in parts."),
    "last_way": gettext_lazy("This is your last way in. Add another way in first."),
    "own_account": gettext_lazy("This is your own account. Ask another administrator."),
    "name_taken": gettext_lazy("Somebody has this user name already. Choose another."),
    "bad_name": gettext_lazy("A user name has letters, digits and @ . + - _, and no spaces."),
    "no_invitation": gettext_lazy("This invitation is not open any more."),
    "language_missing": gettext_lazy("All four languages must be written first. Missing: %(given)s."),
    "language_unread": gettext_lazy(
        "Each language must first be read by somebody who did not write it. Not read: %(given)s."
    ),
    "not_fit": gettext_lazy("This may not stand in public: %(given)s. Please put it otherwise."),
    "figures_differ": gettext_lazy("The languages do not say the same figures: %(given)s."),
    "ends_before": gettext_lazy("It would be over before it begins. Please look at the two times."),
    "unknown_way": gettext_lazy("Choose one of these ways."),
    "not_a_number": gettext_lazy("We need the number with its country, for example +380 44 123 45 67."),
    "not_an_address": gettext_lazy("This does not look like an e-mail address: name@example.org."),
    "not_a_browser": gettext_lazy(
        "This browser cannot be reached by notes of ours. Please choose another way."
    ),
    "bad_hours": gettext_lazy(
        "We need two different hours, for example 20:00 and 21:30, and your time zone."
    ),
    "unknown_zone": gettext_lazy("“%(given)s” is no time zone. Choose a place whose clock you go by."),
    "view_name": gettext_lazy("Give the view a name of at most 40 letters."),
    "too_many_views": gettext_lazy("You have %(given)s views of this list already. Delete one first."),
    "meeting_passed": gettext_lazy("This time has passed. Choose one that is still to come."),
}


def friendly(refused: story.MoveRefused | StepError) -> str:
    """The sentence, in the reader's language."""
    if isinstance(refused, StepError):
        words = str(VALUES.get(refused.code) or _value(refused))
        return words.replace("%(given)s", refused.given)
    for mark, sentence in (*SENTENCES, *desk_refusals.SENTENCES):
        if mark in refused.why:
            return str(sentence)
    return gettext("This cannot be done now. Please look at how it stands, and try again.")


def _value(refused: StepError) -> str:
    if not refused.given:
        return gettext("Something is missing. Please fill in what is empty.")
    return gettext("One of the values cannot be taken: %(given)s") % {"given": refused.given}
