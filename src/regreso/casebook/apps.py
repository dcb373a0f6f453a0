"""Registers the one Django app."""

from django.apps import AppConfig


class CasebookConfig(AppConfig):
    """The casebook."""

    name = "regreso.casebook"
    label = "casebook"
    default_auto_field = "django.db.models.BigAutoField"
