"""What steps refuse at a desk, by words of the refusal, and how a page says it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = (
    ("arrival was recognised as", _("This arrival was recognised as somebody else already.")),
    ("recognised in another", _("This person was recognised in another arrival already.")),
    ("says nothing new", _("The register says nothing new that the family's page may tell.")),
    (
        "was not told of the mistake yet",
        _("Somebody who had learnt of it was not told of the mistake yet. See “Mistakes to set right”."),
    ),
    ("he was not asked yet", _("He was not asked yet, alone, whether his family may be told.")),
    ("he does not want his family", _("He does not want his family to be told. That holds.")),
    ("kinship is at level", _("First the family's papers must be seen: raise their level of kinship to 2.")),
    ("papers were not seen", _("First the family's papers must be seen: raise their level of kinship to 2.")),
    ("the match is “", _("The match behind it is no longer confirmed.")),
    ("the custody is “", _("Something has changed for him since. Hold the answer back and look again.")),
    (
        "confirmed match; that one",
        _("This enquiry has another confirmed match. That one must be revoked first."),
    ),
    ("has its answer already", _("This match has its answer already.")),
    ("another reviewer has it", _("A colleague has taken this match.")),
    ("no answer about this person", _("No answer about him was released to this family yet.")),
    ("no answer was released", _("No answer was released to this family yet.")),
    ("no death notice was confirmed", _("No notice of death was confirmed to this family.")),
    ("a notice of death was signed", _("A notice of death was signed. A liaison speaks with the family.")),
    ("there is a notice about", _("There is a notice about this person already.")),
    ("a witness alone", _("A witness alone certifies nothing. Another source is needed.")),
    ("a person has read it and asked", _("A person has read it and asked to put it otherwise.")),
    ("both sides must be asked", _("First both sides must be asked how they are.")),
    ("only the two who were named", _("Only the two who were named tell the family.")),
    (
        "he said that he wants no calls",
        _("He said that he wants no calls. Ask him alone, and write it down first."),
    ),
    ("it is not the time of the call", _("It is not the time of the call.")),
    ("not met both parties", _("First the officer meets each of the two alone.")),
    ("the postponement yet", _("First the family must be told of the delay.")),
    ("has named no meeting yet", _("The holding side has named no meeting yet. A registrar writes it down.")),
    ("names another meeting now", _("The holding side names another meeting now. Plan a new sheet.")),
    (
        "there is an alarm on this sheet",
        _("This sheet may no longer hold. Stay where you are safe, and call us before you go on."),
    ),
    ("something stands in leg", _("By what we know now, this way cannot be gone. A new sheet is needed.")),
    ("no alarm runs", _("No alarm runs on this journey.")),
    ("book of borders still says", _("The book of borders still says that this way cannot be gone.")),
    ("sheet has expired", _("The sheet has expired. Plan a new one before anybody leaves.")),
    ("that it stands on no longer", _("The answer behind this journey no longer holds.")),
    (
        "it is handed over by a",
        _("Messages to him are handed over by the registrar, messages home by a liaison."),
    ),
    (
        "this takes two people",
        _("Somebody is said to have been killed: that takes two people. Accept it as the first of two."),
    ),
    ("still stands on it", _("Something still stands on this claim.")),
    ("has this card already", _("This family has this card already.")),
    ("warns of this contact", _("A source warns of this contact. It is offered to nobody.")),
    ("this claim takes one person", _("This claim takes one person only. Accept it.")),
    ("you wrote these words", _("You wrote this language yourself. A colleague must read it.")),
    ("has its own", _("It has a newer version already, or is no longer in force.")),
    ("this was handed in before", _("This was handed in before; nothing was done twice.")),
    ("all three contacts were made", _("All three contacts were made already.")),
    (
        "another plan of it is being made",
        _("Another plan of this corridor is being made. Wait for it, or stop it."),
    ),
    ("no plan that could be made again", _("There is no plan yet that could be made again.")),
    ("not made from the one that holds", _("That plan was not made from the one that holds now.")),
    ("there is no plan yet", _("There is no plan yet.")),
    ("nothing new is to be forwarded", _("Everything about this person was forwarded already.")),
    ("this list was taken in", _("This list was taken in before; nothing was done twice.")),
)
