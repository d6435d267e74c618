"""The portal behind its real web server, and people who ask for pages as fast as they are answered."""

import contextlib
import http.client
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client

from accounts.models import User
from tools.children import Child, stop

SECONDS = 4.0
WORKERS, ASKERS = 2, 4


@contextlib.contextmanager
def served() -> Iterator[int]:
    """gunicorn as in production, two workers; yields its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "voucher_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS),
        "--no-control-socket",
    ]  # fmt: skip
    log = Path(os.environ["PORTAL_VAR"]) / f"web-{port}.log"
    child = Child("web", command, log, dict(os.environ))
    try:
        _wait_for(port)
        yield port
    finally:
        stop([child])


def _wait_for(port: int) -> None:
    for _try in range(200):
        with contextlib.suppress(OSError):
            ask(port, "/_empty/")
            return
        time.sleep(0.1)
    raise TimeoutError("The web server did not start.")


def cookie_of(email: str) -> str:
    """The session of somebody who has signed in."""
    client = Client()
    client.force_login(User.objects.get(email=email))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def ask(port: int, path: str, cookie: str = "") -> int:
    """One request on a connection of its own, as sync workers want it; returns the length of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise AssertionError(f"{path}: {answer.status}")
        return len(body)
    finally:
        connection.close()


def per_second(port: int, path: str, cookie: str = "", seconds: float = SECONDS) -> float:
    """How many requests are answered in a second while four people ask at once."""
    for _warm in range(WORKERS * 3):
        ask(port, path, cookie)
    counts, problems = [0] * ASKERS, []
    begun = time.perf_counter()

    def go(number: int) -> None:
        try:
            while time.perf_counter() < begun + seconds:
                ask(port, path, cookie)
                counts[number] += 1
        except (AssertionError, OSError) as problem:
            problems.append(problem)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(ASKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return sum(counts) / (time.perf_counter() - begun)
