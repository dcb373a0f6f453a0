"""Files are opened in a child process with limits on time, memory, file size and network; its parent only waits.

The child is a fork of a parent that has all rules loaded, so it starts in milliseconds.
"""

from __future__ import annotations

import ctypes
import math
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

GIB = 1 << 30
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_BATCH, _BATCH_OF_PART = 200, 5_000  # of a long work its parts go as they are, so that children need not wait
_LOOKS = 5.0  # seconds between two looks at what a silent child has used
_IDLE = 60.0  # seconds without any use of the processor after which a child is stuck, not slow
_WALL = 40  # times the limit of processor time, at last, on a machine however busy


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds of processor time, bytes of memory beyond what its parent has.

    >>> Limits.of("list.pdf").seconds
    60
    """

    seconds: int = 15  # with the time that it takes to begin, a file ends within 20
    memory: int = GIB

    @classmethod
    def of(cls, name: str) -> Limits:
        """The limits for a file by the ending of its name; what is slow to open gets a minute.

        >>> Limits.of("page.html").seconds
        15
        """
        return cls(60) if Path(name).suffix.lower() in (".pdf", ".xlsx") else cls()


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a child could not finish: a stage and a reason for the visible record.

    >>> Failed("time", "took more than 20 s").stage
    'time'
    """

    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """The end of one part of a long work, `done` of `whole` bytes; the next part has a budget of its own.

    >>> Part(1, 20, 80).number
    1
    """

    number: int
    done: int
    whole: int


def limited(work: Callable[[], Iterator[object]], limits: Limits) -> Iterator[object | Failed]:
    """What `work` yields, made in a child process; a `Failed` last where it ran past its limits.

    Args:
        work: called in the child; what it yields must be picklable.
        limits: of the whole work, or of each part where it yields `Part`.

    >>> list(limited(lambda: iter([1, 2]), Limits()))
    [1, 2]
    >>> [failed.stage for failed in limited(lambda: iter([bytearray(3 << 30)]), Limits())]
    ['memory']
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(work, limits, sender), daemon=True)
    child.start()
    sender.close()
    try:
        yield from _received(receiver, limits, child.pid or 0)
    finally:
        receiver.close()
        child.join(timeout=1)
        if child.is_alive():
            child.kill()
            child.join()


def _received(receiver: Connection, limits: Limits, pid: int) -> Iterator[object | Failed]:
    while True:
        if stuck := _waited(receiver, limits, pid):
            yield Failed("time", stuck)
            return
        try:
            batch = receiver.recv()
        except (EOFError, OSError):
            # The kernel ended it: of both limits, only that of time kills.
            yield Failed(
                "time", f"took more than {limits.seconds} s of processor time, or was ended from outside"
            )
            return
        if batch is None:
            return
        yield from batch


def _waited(receiver: Connection, limits: Limits, pid: int) -> str:
    """Wait for the child; "" once it has something to say, else why to give it up.

    The limit is processor time, and the kernel keeps it: on a busy machine a healthy child may need ten times as
    long by the clock. By the clock only a child ends that does nothing at all, or has had forty times its limit.
    """
    began = moved = time.monotonic()
    used = processor_seconds(pid)
    while not receiver.poll(_LOOKS):
        now, uses = time.monotonic(), processor_seconds(pid)
        if uses > used or uses < 0:
            moved, used = now, uses
        if now - moved >= _IDLE:
            return f"did nothing for {_IDLE:.0f} s, after {used:.0f} s of processor time"
        if now - began >= limits.seconds * _WALL:
            return f"took more than {limits.seconds * _WALL:,} s by the clock, {used:.0f} s of processor time"
    return ""


def processor_seconds(pid: int) -> float:
    """What a process has used of the processor; -1 where the system does not tell, or the process is gone.

    >>> import os
    >>> processor_seconds(os.getpid()) != 0
    True
    """
    try:
        behind_name = (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
        )
        user, system = behind_name.split()[11:13]
    except (OSError, ValueError):
        return -1.0
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _work(work: Callable[[], Iterator[object]], limits: Limits, sender: Connection) -> None:
    _grant(limits.seconds)
    # A parent that holds a register in memory must not starve its child; where its own limit is lower, that holds.
    memory = _at_most(resource.RLIMIT_AS, _in_use() + limits.memory)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    cut_off_network()
    batch: list[object] = []
    most = _BATCH
    try:
        for made in work():
            batch.append(made)
            if isinstance(made, Part):
                _grant(limits.seconds)
                most = _BATCH_OF_PART
            if isinstance(made, Part) or len(batch) >= most:
                sender.send(batch)
                batch = []
    except MemoryError:
        batch = [*batch[:_BATCH], Failed("memory", f"needs more than {limits.memory >> 20:,} MiB")]
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must be a record that somebody sees
        batch = [*batch, Failed("fault", f"the reader failed: {type(error).__name__}: {error}")]
    sender.send(batch)
    sender.send(None)
    sender.close()


def _grant(seconds: int) -> None:
    """So many seconds of processor time from now on; past them the kernel ends this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime) + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (_at_most(resource.RLIMIT_CPU, until), hard))


def _at_most(kind: int, wanted: int) -> int:
    """No more than the limit that this process itself is under."""
    hard = resource.getrlimit(kind)[1]
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)


def _in_use() -> int:
    """Bytes of address space that this process has from its parent; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * resource.getpagesize()


def cut_off_network() -> bool:
    """Put this process into a network of its own, where the system allows it; True if that was done.

    >>> isinstance(cut_off_network.__doc__, str)
    True
    """
    try:
        return int(ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NET)) == 0
    except (OSError, AttributeError):
        return False
