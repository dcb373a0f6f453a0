"""Notes are sealed as RFC 8291 seals its own example, and go to carriers that we know and nowhere else."""

from __future__ import annotations

import json

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from push_service import BrowserKeys, PushService, pack, unpack
from regreso.wire import webpush
from regreso.wire.errors import WireError
from regreso.wire.webpush import Subscription

# RFC 8291, section 5 and appendix A.
UA_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
OFF_CURVE = pack(b"\4" * 65)
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
AS_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8w"
    "EqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_rfc_comes_out_letter_by_letter() -> None:
    key = ec.derive_private_key(int.from_bytes(unpack(AS_PRIVATE), "big"), ec.SECP256R1())
    to = Subscription("https://push.example.net/push/x", UA_PUBLIC, AUTH)
    body = webpush.sealed(b"When I grow up, I want to be a watermelon", to, key=key, salt=unpack(SALT))
    assert pack(body) == SEALED


def test_only_this_browser_opens_it_and_no_two_are_alike() -> None:
    mine, other = BrowserKeys(), BrowserKeys()
    to = Subscription("https://fcm.googleapis.com/x", pack(mine.public), pack(mine.auth))
    first, second = (webpush.sealed("Новина".encode(), to) for _ in range(2))
    assert mine.opened(first).decode() == "Новина"
    assert first != second
    with pytest.raises(InvalidTag):
        other.opened(first)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/a",
        "https://updates.push.services.mozilla.com/wpush/v2/a",
        "https://web.push.apple.com/QGuh",
        "https://wns2-am3p.notify.windows.com/w/?token=a",
    ],
)
def test_the_carriers_of_the_browsers_in_use_are_known(endpoint: str) -> None:
    told = json.dumps({"endpoint": endpoint, "keys": {"p256dh": UA_PUBLIC, "auth": AUTH}})
    assert webpush.subscription(told).endpoint == endpoint


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/a", "https://fcm.googleapis.com:8443/a", "https://127.0.0.1/a",
        "https://fcm.googleapis.com.evil.example/a", "https://a@fcm.googleapis.com/a", "https://[::1]/a",
        "https://evil.example/?fcm.googleapis.com", "https://notify.windows.com/a", "ftp://fcm.googleapis.com/",
        "https://fcm.googleapis.com:99999/a", "", "https://fcm.googleapis.com/" + "a" * 2000,
    ],
)  # fmt: skip
def test_no_other_address_is_knocked_at(endpoint: str) -> None:
    told = json.dumps({"endpoint": endpoint, "keys": {"p256dh": UA_PUBLIC, "auth": AUTH}})
    with pytest.raises(WireError):
        webpush.subscription(told)


@pytest.mark.parametrize(
    "told",
    [
        "", "null", "[]", "7", '{"endpoint": 7}',
        '{"endpoint": "https://fcm.googleapis.com/a", "keys": null}',
        json.dumps({"endpoint": "https://fcm.googleapis.com/a", "keys": {"p256dh": "AAAA", "auth": AUTH}}),
        json.dumps({"endpoint": "https://fcm.googleapis.com/a", "keys": {"p256dh": UA_PUBLIC, "auth": "AA"}}),
        json.dumps({"endpoint": "https://fcm.googleapis.com/a", "keys": {"p256dh": OFF_CURVE, "auth": AUTH}}),
        json.dumps({"endpoint": "https://fcm.googleapis.com/a", "keys": {"p256dh": "%%%", "auth": AUTH}}),
    ],
)  # fmt: skip
def test_what_no_browser_says_is_refused(told: str) -> None:
    with pytest.raises(WireError):
        webpush.subscription(told)


def test_what_is_too_long_for_a_note_is_refused() -> None:
    to = Subscription("https://fcm.googleapis.com/x", UA_PUBLIC, AUTH)
    with pytest.raises(WireError, match="3001 bytes"):
        webpush.sealed(b"a" * 3001, to)


def test_what_the_double_says_is_what_a_browser_says() -> None:
    service = PushService(address="http://127.0.0.1:1")
    assert webpush.subscription(service.subscription(), ("http://127.0.0.1:1",)).endpoint == service.endpoint
