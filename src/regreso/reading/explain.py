"""A lead for the eye: what is claimed, and the words around it with the claim marked."""

from __future__ import annotations

import re

from regreso.reading.document import Taken

_AROUND = 160


def explained(taken: Taken) -> str:
    """Two lines: the claim, and its words in the source between ⟦ and ⟧; signs that steer a terminal are left out.

    >>> from regreso.reading.document import Handed, read_document
    >>> data = "Llame a la línea 1648 si su hijo está entre los militares cautivos.".encode()
    >>> print(explained(next(read_document(data, Handed("a.txt")))))
    contact · story · 0.974 · 1648
      Llame a la línea ⟦1648⟧ si su hijo está entre los militares cautivos.
    """
    lead = taken.lead
    fields = lead.fields
    shown = fields.get("value") or fields.get("as_written") or fields.get("reason") or lead.kind
    status = f" · {fields['status']} ({lead.polarity})" if "status" in fields else ""
    line = f"{lead.kind} · {lead.section} · {lead.conf} · {shown}{status}"
    if not lead.spans or not taken.text:
        return _plain(line)
    first, last = lead.spans[0].start, lead.spans[-1].end
    last = min(last, first + 2 * _AROUND) if last > first else lead.spans[0].end
    before = taken.text[max(first - _AROUND, 0) : first].rpartition("\n")[2]
    behind = taken.text[last : last + _AROUND].partition("\n")[0]
    return f"{_plain(line)}\n  {_plain(before)}⟦{_plain(taken.text[first:last])}⟧{_plain(behind)}"


def _plain(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in re.sub(r"<[^<>]{0,500}>", "", text))
