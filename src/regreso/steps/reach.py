"""A family says how, and between which hours, a machine may tell them of something new; or no more."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from regreso.casebook.asking import refuse_another_family
from regreso.casebook.models import append_move
from regreso.casebook.reach import WAYS
from regreso.facts import zones
from regreso.facts.errors import FactError
from regreso.steps.errors import StepError
from regreso.wire import webpush
from regreso.wire.errors import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regreso.casebook.actor import Actor
    from regreso.casebook.models import Enquiry, Move

_NUMBER = re.compile(r"\+[1-9]\d{6,14}\Z")
_PLACES = {"sms": "phone", "email": "email"}


def plan_contact(enquiry: Enquiry, plan: Mapping[str, str], *, by: Actor, at: datetime) -> Move:
    """From now on, and until they say otherwise, notices go this way and at these hours. {} ends them all."""
    refuse_another_family(enquiry, "plan_contact", by)
    enquirer = enquiry.enquirer
    kept = {name: plan.get(name, "").strip() for name in ("way", "from", "until", "zone")} if plan else {}
    place = re.sub(r"[ ()-]", "", plan.get("place", "")) if plan else ""
    browser: dict[str, str] = {}
    if kept:
        _refuse_bad_plan(kept, place)
        browser = _browser(plan["place"]) if kept["way"] == "push" else {}
    with transaction.atomic():
        move = append_move(enquiry, "plan_contact", by=by, at=at)
        enquirer.refresh_from_db()
        columns = ["safe_contact"]
        contact = {**enquirer.safe_contact, "plan": kept}
        contact.pop("push", None)  # a browser that shows nothing any more is forgotten
        enquirer.safe_contact = contact
        if kept.get("way") == "telegram":
            enquirer.safe_contact = {**contact, "chat": place}
        elif kept.get("way") == "push":
            enquirer.safe_contact = {**contact, "push": browser}
        elif kept:
            name = _PLACES[kept["way"]]
            setattr(enquirer, name, place)
            columns.append(name)
        enquirer.save(update_fields=columns)
    return move


def _browser(told: str) -> dict[str, str]:
    try:
        return asdict(webpush.subscription(told, settings.REGRESO_PUSH_CARRIERS))
    except WireError as error:
        raise StepError("not_a_browser", given="", expected=str(error)) from error


def _refuse_bad_plan(plan: Mapping[str, str], place: str) -> None:
    if plan["way"] not in WAYS:
        raise StepError("unknown_way", given=plan["way"], expected=" or ".join(WAYS))
    if plan["way"] == "sms" and not _NUMBER.match(place):
        raise StepError("not_a_number", given=place, expected="a number with its country: +380 44 …")
    if plan["way"] == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", place):
        raise StepError("not_an_address", given=place, expected="name@example.org")
    if plan["way"] == "telegram" and not place.isdecimal():
        raise StepError("not_a_chat", given="", expected="a chat that wrote to the bot itself")
    hours = [plan["from"], plan["until"]]
    if any(hours):
        try:
            first, last = (time.fromisoformat(hour) for hour in hours)
        except ValueError:
            raise StepError("bad_hours", given=" – ".join(hours), expected="two hours and a zone") from None
        try:
            zones.zone(plan["zone"])
        except FactError as error:
            raise StepError("unknown_zone", given=plan["zone"], expected=str(error)) from error
        # An hour with an offset of its own cannot be held against the clock of the zone.
        if first == last or first.tzinfo or last.tzinfo:
            raise StepError("bad_hours", given=" – ".join(hours), expected="two hours that differ")
