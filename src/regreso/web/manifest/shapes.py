"""How the lists of the manifest can be narrowed and ordered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.listing import Shape, Sort, due, newest, oldest, since, states, until, usual

TRIPS = Shape(
    (usual("state", "-look_at", "code"), Sort("code", _("By code"), ("code", "pk")), oldest("look_at")),
    (states("trip"), due("look_at")),
)
DEVICES = Shape((usual("state", "label", "pk"), newest("seen_at"), oldest("seen_at")), (states("device"),))
UPLOADS = Shape(
    (usual("-received_at", "pk"), oldest("received_at")), (since("received_at"), until("received_at"))
)
