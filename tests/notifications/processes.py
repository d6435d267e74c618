"""Real processes around the test database: a worker that can be killed, and a web that takes steps."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

PATIENCE = 60


def database_url() -> str:
    """The address of the test database for other processes; empty when it lives in this process's memory."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return "" if "memory" in name else f"sqlite:///{name}"
    head, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    return f"{head}/{name}"


def environment(place: Path, database: str, broker: str) -> dict[str, str]:
    """What such a process is told: everything it writes stays in `place`."""
    (place / "broker").mkdir(exist_ok=True)
    (place / "broker-control").mkdir(exist_ok=True)
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "voucher_portal.settings",
        "PORTAL_VAR": str(place),
        "DATABASE_URL": database,
        "CELERY_BROKER_URL": broker,
        "EMAIL_URL": "filemail://",
    }


class Worker:
    """One Celery worker with its children; killing it kills them all at once."""

    def __init__(self, place: Path, env: dict[str, str]):
        self.log = place / "worker.log"
        self._place, self._env = place, env
        self._process: subprocess.Popen | None = None

    def start(self, *options: str) -> None:
        command = [sys.executable, "-m", "celery", "-A", "tests.notifications.worker_app", "worker"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=INFO"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *quiet, *options],
                env=self._env,
                cwd=settings.ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to the worker, its children and its timetable."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
        self._process.wait(PATIENCE)
        self._process = None


class Web:
    """A process that takes steps of one dossier through the services, as a page does."""

    def __init__(self, env: dict[str, str], dossier: int, membership: int):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.notifications.stepper", str(dossier), str(membership)],
            env=env,
            cwd=settings.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._expect("ready")

    def take(self, steps: int) -> None:
        """Returns when the last of the steps is committed."""
        self.begin(steps)
        self._expect("done")

    def begin(self, steps: int) -> None:
        """Returns at once."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{steps}\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)

    def _expect(self, word: str) -> None:
        assert self._process.stdout is not None
        said = self._process.stdout.readline().strip()
        assert said == word, f"the web said {said!r}"

    def close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait(PATIENCE)


@contextlib.contextmanager
def running(worker: Worker, *webs: Web) -> Iterator[None]:
    """Whatever happens, no process is left behind."""
    try:
        yield
    finally:
        worker.kill()
        for web in webs:
            web.close()


def wait_until(is_true: Callable[[], bool], what: str, log: Path, patience: float = PATIENCE) -> None:
    """Waits; tells the end of the worker's log when it was in vain."""
    end = time.monotonic() + patience
    while not is_true():
        if time.monotonic() > end:
            said = log.read_text()[-4000:] if log.exists() else ""
            raise AssertionError(f"{what}, but not within {patience} s:\n{said}")
        time.sleep(0.02)


def message_ids(place: Path) -> list[str]:
    """The Message-ID of every letter that left the house, copies included."""
    letters = [line for file in (place / "mail").glob("*.log") for line in file.read_text().splitlines()]
    return [line.removeprefix("Message-ID: ") for line in letters if line.startswith("Message-ID: ")]
