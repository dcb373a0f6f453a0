"""Finding a device by the code that it sends; the code itself is kept nowhere."""

from __future__ import annotations

from regreso.casebook.keys import keyring
from regreso.casebook.models import Device

CODE_LENGTH = 20  # of 31 signs: 99 bits
_LATIN = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")  # letters of another keyboard that look the same


def index_of(code: str) -> bytes:
    """The keyed digest by which a device's code is found, however it was typed."""
    signs = code[:200].upper().translate(_LATIN)
    return keyring().index("".join(sign for sign in signs if sign.isalnum()), purpose="device")


def device_by_code(code: str) -> Device | None:
    """The device, if it may still write. One digest and one look-up for hit and miss alike."""
    found = Device.objects.select_related("operation").filter(code_index=index_of(code), state="active")
    return found.filter(operation__state="open").first()
