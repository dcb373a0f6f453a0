"""Once a day: anchor the chains, and let a foreign clock stamp the line where one is set up."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from regreso.casebook import anchors
from regreso.channels.stamps import Stamper
from regreso.wire.notice import NotSent

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)


def anchor(*, at: datetime) -> Path | None:
    """Anchor all chains now; the file of the stamp, or None where no clock is set up or it gave none.

    A line without a stamp is an anchor all the same, and the next day's stamp holds it, too.

    Raises:
        OSError: the folder of anchors cannot be written.
    """
    folder = Path(settings.REGRESO_ANCHORS)
    digest = anchors.add_anchors(folder, at=at)
    line = anchors.last_line(folder)
    if not settings.REGRESO_STAMP_URL or not line:
        return None
    try:
        stamp = Stamper(settings.REGRESO_STAMP_URL).stamp(line)
    except NotSent as error:
        log.warning("The anchors of the day have no foreign stamp (%s).", error)
        return None
    path = folder / f"{digest[:16]}.tsr"
    path.write_bytes(stamp)
    return path


def anchor_daily(*, at: datetime) -> bool:
    """Anchor unless this day has its lines already; whether it did."""
    if not anchors.due(Path(settings.REGRESO_ANCHORS), at=at):
        return False
    anchor(at=at)
    return True
