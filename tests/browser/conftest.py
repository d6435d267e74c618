"""Chromium, a server with committed data, and people at their screens."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.window import DESK, Window
from tests.journeys.conftest import World, build
from voucher_portal.demo.cast import DOMAIN

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
USUAL = Path("/usr/bin/chromium")


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """Here the mark `django_db` only asks for tables: the town, and not each test, commits its rows and removes them."""


@dataclass
class Town:
    """The world behind a real server, with a session for everybody; no test asks the database beside the pages."""

    world: World
    origin: str
    uploads: Path
    sessions: dict[str, str]


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker) -> Iterator[Town]:
    """Committed data, so that the server's threads see them; everything is removed afterwards."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        TemporaryDirectory(prefix="portal-town-") as place,
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=place, PASSWORD_HASHERS=hashers),
        translation.override("en"),
    ):
        try:
            uploads = Path(place)
            world = build(uploads)
            server = LiveServer("127.0.0.1")
            yield Town(world, server.url, uploads, {user.email: session(user) for user in User.objects.all()})
            server.stop()
        finally:
            call_command("flush", verbosity=0, interactive=False)


def session(user: User) -> str:
    """What the cookie of a signed-in person says."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def scenery(town: Town) -> dict[str, str]:
    """What a module adds to the town before the curtain rises: the references of its projects."""
    return {}


@pytest.fixture(scope="module")
def browser(town: Town, scenery: dict[str, str]) -> Iterator[Browser]:
    """Chromium of the system; without one these tests are skipped loudly, and fail where CI runs.

    It starts after the scenery is built: Playwright keeps a loop running in this thread, and there Django refuses the
    database.
    """
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or (str(USUAL) if USUAL.exists() else "")
    if not program:
        words = "No Chromium here (apt-get install chromium): what only a browser can tell was NOT tested."
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def screen(town: Town, browser: Browser, settings) -> Iterator[Callable[..., Window]]:
    """Opens windows; at the end nobody may have complained."""
    settings.MEDIA_ROOT = town.uploads
    windows: list[Window] = []

    def show(name: str = "", *, width: int = DESK, language: str = "en", scripts: bool = True) -> Window:
        window = Window(browser, town.origin, width=width, language=language, scripts=scripts)
        windows.append(window)
        if name:
            window.enter(town.sessions[f"{name}@{DOMAIN}"])
        return window

    yield show
    complaints = [text for window in windows for text in window.complaints]
    for window in windows:
        window.close()
    assert complaints == []
