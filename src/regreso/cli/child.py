"""One of the processes of `regreso serve`: `python -m regreso.cli.child PART`, a name of the table below.

Its standard input is a pipe that its parent holds open. When the parent ends, however it ends, the pipe
closes and the child stops: nothing is left behind.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

PATIENCE = 8.0  # seconds between asking a process to stop and stopping it


def main(part: str) -> None:
    """Run this part until it is told to stop or its parent is gone."""
    # The parent leads its own group: a Ctrl-C reaches it alone, and it tells each child.
    threading.Thread(target=_stop_with_parent, name="parent", daemon=True).start()
    {
        "web": _web, "realtime": _realtime, "worker": _worker, "fetcher": _fetcher, "outbox": _outbox,
        "listener": _listener, "compile": _compile,
    }[part]()  # fmt: skip


def _stop_with_parent() -> None:
    # A thread that waits in sys.stdin would hold its lock when the process ends; the bare pipe has none.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _web() -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from regreso.project import settings

    Granian(
        "regreso.project.wsgi:application",
        address=settings.REGRESO_BIND,
        port=settings.REGRESO_PORT,
        interface=Interfaces.WSGI,
        workers=settings.REGRESO_WEB_PROCESSES,
        blocking_threads=1,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    ).serve()


def _realtime() -> None:
    import uvicorn

    from regreso.project import settings

    uvicorn.run(
        "regreso.project.asgi:application",
        host=settings.REGRESO_BIND,
        port=settings.REGRESO_REALTIME_PORT,
        log_level="warning",
        lifespan="off",
        # A page sends some twenty short messages in all: packing them would cost more than it saves, and
        # memory for as long as its socket is open.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=5,
    )


def _worker() -> None:
    from regreso.project.ready import ready

    ready()
    from regreso.jobs.worker import Worker

    worker = Worker()
    worker.stop_on_signals()
    worker.run()


def _fetcher() -> None:
    from regreso.project.ready import ready

    ready()
    from regreso.jobs.fetcher import Fetcher

    fetcher = Fetcher()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: fetcher.stop())
    fetcher.run()


def _outbox() -> None:
    from regreso.project.ready import ready

    ready()
    from regreso.jobs.outbox import Outbox

    outbox = Outbox()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: outbox.stop())
    outbox.run()


def _listener() -> None:
    from regreso.project.ready import ready

    ready()
    from regreso.cli.listen import made

    listener = made()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: listener.stop())
    listener.run()


def _compile() -> None:
    from regreso.tracing.compiling import compile_all

    compile_all()


if __name__ == "__main__":
    main(sys.argv[1])
