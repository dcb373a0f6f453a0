"""A namesake died, or somebody says so: no family hears it from one hand, a witness or a machine."""

from __future__ import annotations

import pytest

from pair import Pair
from regreso.casebook import certificates
from regreso.casebook.actor import SYSTEM
from regreso.casebook.models import DeathNotice
from regreso.jobs.worker import drain
from regreso.steps import mourn
from regreso.steps.errors import StepError
from regreso.story import MoveRefused


def drafted(pair: Pair, source_class: str) -> DeathNotice:
    pair.enquiry.enquirer.level = 2
    pair.enquiry.enquirer.save(update_fields=["level"])
    notice = DeathNotice(
        operation=pair.cast.operation, custody=pair.custody, enquiry=pair.enquiry, source_class=source_class,
        facts={"date": "2022-03-01", "place": "invented", "cause": "unknown"},
        source={"what": "invented certificate 12/4", "issuer": "invented hospital"},
    )  # fmt: skip
    mourn.draft(notice, by=pair.cast.by("registrar"), at=pair.at)
    return notice


def test_hearsay_certifies_nothing_and_no_machine_does(pair: Pair) -> None:
    notice = drafted(pair, "witness")
    for by in (pair.cast.by("officer_a"), SYSTEM, pair.cast.by("liaison_a")):
        with pytest.raises(MoveRefused):
            mourn.certify(notice, by=by, at=pair.at)
    drain()
    assert DeathNotice.objects.get().state == "drafted"


def test_two_sign_two_go_and_it_can_be_put_right_for_ever(pair: Pair) -> None:
    notice, cast = drafted(pair, "certificate"), pair.cast
    mourn.certify(notice, by=cast.by("officer_a"), at=pair.at)
    with pytest.raises(MoveRefused, match="another person"):
        mourn.sign(notice, by=cast.by("officer_a"), at=pair.at)
    mourn.sign(notice, by=cast.by("officer_b"), at=pair.at)
    with pytest.raises(StepError, match="same_person"):
        mourn.name_pair(notice, (cast.liaison_a, cast.liaison_a), by=cast.by("liaison_a"), at=pair.at)
    mourn.name_pair(notice, (cast.liaison_a, cast.officer_a), by=cast.by("liaison_a"), at=pair.at)
    for how in ("sms", "email", "bot"):
        with pytest.raises((StepError, MoveRefused)):
            mourn.tell(notice, how, by=cast.by("liaison_a"), at=pair.at)
    mourn.tell(notice, "in_person", by=cast.by("liaison_a"), at=pair.at)
    mourn.confirm_writing(notice, by=cast.by("liaison_a"), at=pair.at)
    assert notice.certificate is not None
    code = notice.certificate.code
    assert certificates.check(code, at=pair.at)
    years = pair.cast.later(days=9 * 365)
    with pytest.raises(MoveRefused, match="another person"):
        mourn.correct(notice, reason="he called", by=cast.by("officer_a"), at=years)
    mourn.correct(notice, reason="he called", by=cast.by("officer_b"), at=years)
    assert not certificates.check(code, at=years)
