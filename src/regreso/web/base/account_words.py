"""What happens to an account, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regreso.web.base.words import Word

EVENTS: dict[str, Word] = {
    "invited": _("Invited"),
    "withdrawn": _("Invitation withdrawn"),
    "accepted": _("Invitation accepted, password chosen"),
    "password_changed": _("Password changed"),
    "closed": _("Account closed"),
    "passkey_added": _("Key added"),
    "passkey_dropped": _("Key removed"),
    "codes_set": _("App set up"),
    "codes_dropped": _("App removed"),
    "recovery_printed": _("New codes on paper"),
    "token_made": _("Token for a machine made"),
    "token_revoked": _("Token for a machine revoked"),
    "sessions_ended": _("Signed out everywhere"),
    "in_by_passkey": _("Signed in with a key"),
    "in_by_code": _("Signed in with a code of the app"),
    "in_by_recovery": _("Signed in with a code on paper"),
    "in_by_password": _("Signed in with the password alone"),
}
