"""Signs of life of our processes: who was last heard of, and when."""

from __future__ import annotations

from django.db import models

from regreso.casebook.data_class import clear


class Pulse(models.Model):
    """One process (worker, outbox …) and when it last said that it lives."""

    name = clear(
        models.CharField(max_length=96, primary_key=True)
    )  # machine, number of the process, a random part
    part = clear(models.CharField(max_length=16))
    beat_at = clear(models.DateTimeField())

    def __str__(self) -> str:
        return f"{self.part}: {self.beat_at}"
