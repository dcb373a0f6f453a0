"""What a telephone at a door asks and sends. It is known by its code alone; without one nothing is there."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from regreso import story
from regreso.casebook import allowance, boxes, manifests
from regreso.casebook.actor import Actor
from regreso.casebook.allowance import BY_TELEPHONE, BY_WRONG_CODE
from regreso.casebook.devices import device_by_code
from regreso.casebook.models import Device, Upload
from regreso.steps import count
from regreso.web.base.desks import TELEPHONE, opens_to
from regreso.web.base.network import address_of

P = ParamSpec("P")
MOST_ROWS = 500
LARGEST = 2**20  # bytes of a body
LONGEST_CODE = 200


def for_devices(
    view: Callable[Concatenate[HttpRequest, Device, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A view for a device. Whoever has no code that holds gets what a wrong address gives: nothing."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        kind, _, code = request.headers.get("Authorization", "").partition(" ")
        # One look-up for every code, also for none: all wrong ones take as long and say as little.
        device = device_by_code(code.strip()[:LONGEST_CODE])
        known = device if kind == "Bearer" else None
        if wait := _wait(request, known):
            # What is not taken now stays on the telephone, and is sent again.
            return JsonResponse({}, status=429, headers={"Retry-After": str(wait)})
        if known is None:
            return JsonResponse({}, status=404)
        return view(request, known, *args, **kwargs)

    # No cookie counts here, so nothing that another site could ride on.
    return opens_to(csrf_exempt(asked), TELEPHONE)


def _wait(request: HttpRequest, device: Device | None) -> int:
    """Seconds to wait; 0 if it may ask now. Strangers who guess never slow down a telephone that is known."""
    limit, key = (BY_TELEPHONE, str(device.pk)) if device else (BY_WRONG_CODE, address_of(request))
    return allowance.take(limit, key, at=timezone.now())


@require_GET
@for_devices
def trips(_request: HttpRequest, device: Device) -> HttpResponse:
    """Which trips there are, and the key with which the telephone shuts what people say of themselves."""
    found = [{"code": code, "people": people} for code, people in manifests.open_trips(device.operation_id)]
    name = count.name_of(device.pk)
    return JsonResponse({"device": name, "label": device.label, "key": boxes.public_key(), "trips": found})


@require_GET
@for_devices
def copy(_request: HttpRequest, device: Device, code: str) -> HttpResponse:
    """The pseudonymous copy of a trip: token, household, vehicle, needs and how they stand. No names."""
    found = manifests.copy_of(device.operation_id, code)
    if found is None:
        return JsonResponse({}, status=404)
    return JsonResponse({"trip": code, "people": found})


@require_POST
@for_devices
def events(request: HttpRequest, device: Device) -> HttpResponse:
    """JSON lines. Each is answered for by its id: taken, known before, or rejected with the reason.

    A last line that was cut off on the way is no whole line: it is left out, and will be sent again.
    """
    if len(request.body) > LARGEST:
        return JsonResponse({"why": f"more than {LARGEST} bytes; send fewer lines"}, status=413)
    text = request.body.decode("utf-8", "replace")
    whole = text[: text.rfind("\n") + 1]
    lines = [line for line in whole.split("\n") if line.strip()]
    if len(lines) > MOST_ROWS:
        return JsonResponse({"why": f"more than {MOST_ROWS} lines; send fewer"}, status=413)
    upload = Upload(operation_id=device.operation_id, device=device)
    by = Actor(story.DEVICE, str(device.pk))
    taken = count.take_in(upload, [_row(line) for line in lines], by=by, at=timezone.now())
    rejected = [{"id": one.id, "field": one.field, "why": one.why} for one in taken.rejected]
    return JsonResponse({"taken": taken.new, "known": taken.known, "rejected": rejected})


def _row(line: str) -> object:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError):
        return line[:4000]
    return found
