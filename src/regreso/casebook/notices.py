"""The kinds of notices: what each may tell, and whether it harms to send it twice.

At least once: twice is harmless, so whatever is in doubt is sent again. At most once: twice would harm (a
second place and hour of a meeting, a second call to one telephone in a house that is watched), so whatever is
in doubt lies on a desk as "unknown", and a person asks the family by another way.
"""

from __future__ import annotations

from dataclasses import dataclass

AT_LEAST_ONCE, AT_MOST_ONCE = "at_least_once", "at_most_once"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice.

    Attributes:
        mode: at least once, or at most once.
        why: what a second one would do, or why it does nothing.
        desk: the role on whose desk it lies when it did not arrive.
    """

    mode: str
    why: str
    desk: str


KINDS: dict[str, Kind] = {
    "post": Kind(AT_LEAST_ONCE, "a channel shows it twice, with one number", "coordinator"),
    "post_ended": Kind(AT_LEAST_ONCE, "that it holds no more may be said twice", "coordinator"),
    "answer": Kind(AT_MOST_ONCE, "a second one reads like a second answer", "liaison"),
    "letter": Kind(AT_LEAST_ONCE, "the letter waits, however often it is said", "liaison"),
    "card": Kind(AT_LEAST_ONCE, "the card waits, however often it is said", "liaison"),
    "question": Kind(AT_LEAST_ONCE, "the question stands, however often it is said", "liaison"),
    "call": Kind(AT_MOST_ONCE, "a second one reads like a second appointment", "liaison"),
    "call_off": Kind(AT_LEAST_ONCE, "that it does not take place may be said twice", "liaison"),
    "journey": Kind(AT_LEAST_ONCE, "who travels on a sheet that may not hold must hear it", "liaison"),
    "shelter": Kind(AT_LEAST_ONCE, "who is told twice to stay where it is safe is safe", "coordinator"),
    "reply": Kind(AT_LEAST_ONCE, "a question in a conversation may be asked twice", "liaison"),
    "take_back": Kind(AT_LEAST_ONCE, "what is gone is gone, however often it is taken away", "liaison"),
    "unheard": Kind(AT_LEAST_ONCE, "a request to write again may come twice", "liaison"),
    "post_mail": Kind(AT_LEAST_ONCE, "a letter with one number, shown once by most readers", "coordinator"),
    "post_mail_ended": Kind(AT_LEAST_ONCE, "that it holds no more may be said twice", "coordinator"),
    "list_confirm": Kind(AT_LEAST_ONCE, "a question whether they asked may come twice", "coordinator"),
    "hook": Kind(AT_LEAST_ONCE, "an event with one id: whoever has it already lets it fall", "coordinator"),
    "post_mark": Kind(AT_LEAST_ONCE, "the old post is marked as it is marked already", "coordinator"),
}
