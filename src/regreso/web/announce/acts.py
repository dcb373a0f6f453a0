"""What may be done with an announcement, and with a notice that did not arrive."""

from __future__ import annotations

from functools import cache, partial

from django.utils.translation import gettext_lazy as _

from regreso import story
from regreso.steps import announce, notify
from regreso.web.announce.forms import How, Language, Why
from regreso.web.base.acts import Act, WithReason


@cache
def acts_of(role: str) -> tuple[Act, ...]:
    """Those of a role."""
    act = partial(Act, "announcement", role=role)
    acts = (
        act(
            "check",
            step=announce.check,
            form=Language,
            warning=_("It says what the other languages say, in words that everybody understands."),
        ),
        act("sign", step=announce.sign),
        act("return", step=announce.return_, form=WithReason),
        act(
            "release",
            step=announce.release,
            warning=_("At once it stands on the page and in the feeds, and goes to the channels."),
        ),
        act(
            "withdraw",
            step=announce.withdraw,
            form=Why,
            warning=_("At once it is shown as withdrawn everywhere. Nobody else needs to agree."),
        ),
        act("strike", step=announce.strike, form=WithReason),
    )
    return tuple(one for one in acts if role in story.rule_for("announcement", one.move).by)


@cache
def notice_acts(role: str) -> tuple[Act, ...]:
    """Those of a role with a notice."""
    act = partial(Act, "notice", role=role)
    return (
        act(
            "send_again",
            step=notify.send_again,
            warning=_("It surely did not arrive. Mend first what kept it."),
        ),
        act("settle", step=notify.settle, form=How),
    )
