"""Cards from the liaison's desk to the family's page."""

from __future__ import annotations

from cast import Cast
from desks import do, look, send, sit, there, wrong
from gathered import gathered, lead
from regreso.casebook.models import Answer, Card, Sending
from regreso.steps import guide, read


def made(cast: Cast) -> Card:
    gathered(cast)
    one = lead(cast, "contact", value="+380445550118")
    read.accept(one, by=cast.by("reader_a"), at=cast.at)
    guide.make(one, at=cast.at)
    return Card.objects.get()


def test_a_card_is_sent_to_a_family_of_ours_and_offered_to_them_no_more(cast: Cast, answer: Answer) -> None:
    card, client = made(cast), sit(cast.liaison_a)
    assert "+380445550118" in look(client, "liaison-cards")
    page = look(client, "liaison-card", card.pk)
    assert str(answer.enquiry_id) in page
    do(client, "liaison-card-act", card.pk, "send", family=answer.enquiry_id)
    assert Sending.objects.get().enquiry_id == answer.enquiry_id
    assert str(answer.enquiry_id) not in look(client, "liaison-card", card.pk)


def test_a_family_that_is_not_ours_cannot_be_chosen(cast: Cast, answer: Answer) -> None:
    card, other = made(cast), cast.asked()
    sent = send(sit(cast.liaison_a), "liaison-card-act", card.pk, "send", family=other.pk)
    assert sent.status_code == 422
    assert wrong(sent)
    assert not Sending.objects.exists()
    assert answer.enquiry_id != other.pk


def test_the_family_reads_it_and_is_told_when_it_is_withdrawn(cast: Cast, answer: Answer) -> None:
    from regreso.web.family.ladder import standings  # noqa: PLC0415 - the family's page, without its phrase

    card, client = made(cast), sit(cast.liaison_a)
    do(client, "liaison-card-act", card.pk, "send", family=answer.enquiry_id)
    (one,) = standings(answer.enquiry.enquirer)
    assert [(c.content["value"], c.withdrawn) for c in one.cards] == [("+380445550118", False)]
    do(client, "liaison-card-act", card.pk, "withdraw", reason="nobody answers")
    (one,) = standings(answer.enquiry.enquirer)
    assert [c.withdrawn for c in one.cards] == [True]


def test_a_card_that_is_withdrawn_stands_on_no_list(cast: Cast) -> None:
    card, client = made(cast), sit(cast.liaison_a)
    do(client, "liaison-card-act", card.pk, "withdraw", reason="a fraud")
    assert "+380445550118" not in look(client, "liaison-cards")
    assert client.get(there("liaison-card", card.pk)).status_code == 200
