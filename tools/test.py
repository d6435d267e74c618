"""Run the tests on PostgreSQL, with Redis and Chromium where they can be had, and say what could not be tested.

`DB=sqlite` asks for SQLite, `DATABASE_URL` for a server that runs already.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import fetch_npm, pg, redis_server, translations
from tools.speak import say

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
IN_PARALLEL = ["-n", "2", "--dist", "loadgroup", "--inline-snapshot=disable"]


def main(arguments: list[str]) -> int:
    """Run pytest with `arguments`; without any, the whole suite and then the engine-sensitive part on SQLite."""
    with contextlib.ExitStack() as servers:
        environment, missing = prepare(servers)
        if missing and os.environ.get("CI") == "true":
            say("This is CI, where all of it has to be tested.")
            return 1
        status = pytest(arguments or IN_PARALLEL, environment)
        if not arguments and environment["DATABASE_URL"].startswith("postgres"):
            say("Once more on SQLite, what depends on the engine …")
            again = pytest([*IN_PARALLEL, "-m", "both"], environment | {"DATABASE_URL": sqlite(environment)})
            status = status or (0 if again == NO_TESTS else again)
        for text in missing:
            say(text)
        return status


def prepare(servers: contextlib.ExitStack) -> tuple[dict[str, str], list[str]]:
    """Start what the tests need; return their environment and, in plain words, what could not be had."""
    place = servers.enter_context(tempfile.TemporaryDirectory(prefix="portal-test-"))
    environment = os.environ | {"PORTAL_VAR": place}
    missing: list[str] = []
    for need in (files, database, broker, browser):
        need(environment, servers, missing)
    return environment, missing


def files(_: dict[str, str], __: contextlib.ExitStack, missing: list[str]) -> None:
    translations.compile_changed()
    if problem := fetch_npm.fetch_missing():
        missing.append(f"NOT TESTED with the pages' real look: {problem}")
        say(missing[-1])


def database(environment: dict[str, str], servers: contextlib.ExitStack, missing: list[str]) -> None:
    if environment.get("DB") == "sqlite":
        environment["DATABASE_URL"] = sqlite(environment)
        say("Database: SQLite, as asked.")
        return
    if environment.get("DATABASE_URL"):
        say("Database: the one of DATABASE_URL.")
        return
    try:
        environment["DATABASE_URL"], version = servers.enter_context(pg.server())
        say(f"Database: PostgreSQL {version}, started for the tests.")
    except pg.UnavailableError as problem:
        environment["DATABASE_URL"] = sqlite(environment)
        missing.append(
            f"NOT TESTED on PostgreSQL: {problem}. The tests run on SQLite. On Debian: apt-get install postgresql"
        )
        say(missing[-1])


def broker(environment: dict[str, str], servers: contextlib.ExitStack, missing: list[str]) -> None:
    environment["TEST_REDIS_URL"], kind = servers.enter_context(redis_server.server())
    say(f"Redis: {kind}.")
    if kind == "fakeredis":
        missing.append(
            "NOT TESTED with a real Redis: fakeredis took its place. On Debian: apt-get install redis-server"
        )
        say(missing[-1])


def browser(environment: dict[str, str], _: contextlib.ExitStack, missing: list[str]) -> None:
    found = environment.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        environment["CHROMIUM"] = found
        say(f"Browser: {found}.")
    else:
        missing.append("NOT TESTED in a browser: no Chromium here. On Debian: apt-get install chromium")
        say(missing[-1])


def sqlite(environment: dict[str, str]) -> str:
    return f"sqlite:///{environment['PORTAL_VAR']}/portal.sqlite3"


def pytest(arguments: list[str], environment: dict[str, str]) -> int:
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], env=environment, cwd=ROOT)


if __name__ == "__main__":
    # Being asked to stop must stop the servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
