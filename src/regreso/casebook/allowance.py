"""How often a thing may be tried: a bucket that empties with each try and fills again with time.

The buckets are rows, so that all processes count together (a cache in each process would be no limit at
all), and their keys are digests: the table tells neither names nor addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import IntegrityError, transaction

from regreso.casebook.keys import keyring
from regreso.casebook.models import Allowance

KEPT = timedelta(days=1)  # by then every bucket is full again: the row says nothing


@dataclass(frozen=True, slots=True)
class Limit:
    """`tries` at once, and one more after each `every` seconds."""

    kind: str
    tries: int
    every: float


# The name counts with its address and without: a stranger who guesses at a name from one address locks out
# that address first; many addresses that guess at one name are slowed down all the same.
BY_NAME_AND_ADDRESS = Limit("name+address", tries=6, every=60)
BY_NAME = Limit("name", tries=30, every=60)
BY_ADDRESS = Limit("address", tries=60, every=5)  # a whole camp may come from one address
BY_ACCOUNT = Limit("second factor", tries=6, every=60)
# At the web page where families ask. A shelter or a whole prison's town may come from one network; what a
# nominal roll of hundreds needs is far more than this, and ends on the desk's queue one by one.
ASKED_BY_NETWORK = Limit("enquiries of a network", tries=60, every=60)
ASKED_BY_BROWSER = Limit("enquiries of a browser", tries=6, every=1800)
PHRASES_BY_NETWORK = Limit("phrases of a network", tries=60, every=5)
BY_TOKEN = Limit("api", tries=120, every=0.5)
BY_TELEPHONE = Limit("telephone", tries=120, every=0.5)  # an outbox of a day sends a hundred events a call
BY_WRONG_CODE = Limit("telephone's code", tries=60, every=5)  # by address: a hall may share one


def take(limit: Limit, key: str, *, at: datetime) -> int:
    """Take one try out of the bucket; 0 when there was one, otherwise the seconds until there is."""
    digest = _digest(limit, key)
    with transaction.atomic():
        row = _row(limit, digest, at)
        left = _filled(limit, row, at)
        if left < 1:
            return ceil((1 - left) * limit.every)
        Allowance.objects.filter(pk=row.pk).update(left=left - 1, counted_at=at)
    return 0


def give_back(limit: Limit, key: str) -> None:
    """The try was a good one: it does not count."""
    with transaction.atomic():
        row = Allowance.objects.select_for_update().filter(digest=_digest(limit, key)).first()
        if row:
            Allowance.objects.filter(pk=row.pk).update(left=min(row.left + 1, limit.tries))


def sweep(at: datetime) -> int:
    """Forget the buckets that are full again; how many there were."""
    return Allowance.objects.filter(counted_at__lt=at - KEPT).delete()[0]


def _row(limit: Limit, digest: bytes, at: datetime) -> Allowance:
    """The bucket, ours until the transaction ends."""
    locked = Allowance.objects.select_for_update()
    if (row := locked.filter(digest=digest).first()) is not None:
        return row
    try:
        with transaction.atomic():
            return Allowance.objects.create(digest=digest, left=limit.tries, counted_at=at)
    except IntegrityError:  # another process made it a moment before
        return locked.get(digest=digest)


def _filled(limit: Limit, row: Allowance, at: datetime) -> float:
    passed = max((at - row.counted_at).total_seconds(), 0.0)
    return min(row.left + passed / limit.every, float(limit.tries))


def _digest(limit: Limit, key: str) -> bytes:
    return keyring().index(f"{limit.kind}\0{key}", purpose="allowance")
