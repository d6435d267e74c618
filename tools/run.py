"""Start the portal with a demonstration programme on SQLite: one web server, one background worker, data under var/."""

import argparse
import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tools import fetch_npm, translations
from tools.children import Child, stop
from tools.speak import say, step, tail

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("PORTAL_VAR") or ROOT / "var").resolve()
DATABASE = VAR / "portal.sqlite3"
LOGINS = VAR / "demo-logins.tsv"
UNFINISHED = VAR / "demo-unfinished"  # there from the first migration to the last line of the demonstration
OF_THE_DEMONSTRATION = (
    "portal.sqlite3",
    "portal.sqlite3-wal",
    "portal.sqlite3-shm",
    "demo-logins.tsv",
    "demo-unfinished",
    "uploads",
    "broker",
    "broker-control",
)
PATIENCE = 60
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StepFailedError(Exception):
    """A step of the start went wrong; the text says which and how it ended."""


def main(arguments: list[str]) -> int:
    """Set up, start, print the way in, wait."""
    options = read(arguments)
    for number in ENDINGS:
        signal.signal(number, interrupt)
    try:
        with only_one_portal(options.port):
            refuse_a_taken_port(options.host, options.port)
            prepare(fresh=options.fresh)
            serve(options.host, options.port)
    except StepFailedError as problem:
        print(f"✗ {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
    return 0


def read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (127.0.0.1: this machine only)"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="start over: delete the demonstration's data under var/"
    )
    options = parser.parse_args(arguments)
    if options.fresh and os.environ.get("DATABASE_URL"):
        parser.error("--fresh deletes the demonstration's own database; DATABASE_URL names another one.")
    return options


def interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


@contextlib.contextmanager
def only_one_portal(port: int) -> Iterator[None]:
    """Two portals on one database would send everything twice."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            give_up(
                f"The portal is already running, on port {lock.read().strip()}. Stop that one first (Ctrl-C)."
            )
        lock.truncate(0)
        lock.write(str(port))
        lock.flush()
        yield


def refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            give_up(
                f"Port {port} on {host} cannot be used ({problem.strerror}). Try: bin/run --port {port + 1}"
            )


def give_up(text: str) -> NoReturn:
    print(f"✗ {text}", file=sys.stderr)
    raise SystemExit(2)


def prepare(*, fresh: bool) -> None:
    """Bring files, database and demonstration up to date; a second time there is little to do."""
    if fresh or UNFINISHED.exists():
        with step("Starting over" if fresh else "Clearing away a start that was broken off"):
            forget_the_demonstration()
    for folder in ("log", "uploads", "mail", "broker", "broker-control", "static"):
        (VAR / folder).mkdir(exist_ok=True)
    make_secret_key()
    with step("Translations"):
        translations.compile_changed()
    with step("Browser files"):
        problem = fetch_npm.fetch_missing()
    if problem:
        say(f"Pages will work but look plain: {problem}")
    collect_static_files()
    new = not DATABASE.exists() and not os.environ.get("DATABASE_URL")
    if new:
        UNFINISHED.touch()
    with step("Database: migrations"):
        manage("migrate", "--noinput")
    if new:
        load_the_demonstration()
    elif not LOGINS.exists():
        say("The demonstration programme is loaded into a new database only, and this one was here before.")


def forget_the_demonstration() -> None:
    for name in OF_THE_DEMONSTRATION:
        place = VAR / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def make_secret_key() -> None:
    place = VAR / "secret_key"
    if not place.exists():
        place.touch(mode=0o600)
        place.write_text(secrets.token_urlsafe(50))


def collect_static_files() -> None:
    """Collect only when a file of ours or a package changed."""
    files = [
        path for folder in [ROOT / "static", *ROOT.glob("*/static")] for path in sorted(folder.rglob("*"))
    ]
    seen = "\n".join(
        f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in files if path.is_file()
    )
    seen += (ROOT / "requirements" / "base.txt").read_text()
    digest = hashlib.sha256(seen.encode()).hexdigest()
    stamp = VAR / "static-stamp"
    if stamp.exists() and stamp.read_text() == digest:
        return
    with step("Static files"):
        manage("collectstatic", "--noinput")
    stamp.write_text(digest)


def load_the_demonstration() -> None:
    with step("Reference data and a demonstration programme (only the first time)"):
        manage("demo", "--stage", "all")
        logins = manage("demo", "--logins")
    LOGINS.touch(mode=0o600)
    LOGINS.write_text(logins)
    UNFINISHED.unlink()


def manage(*arguments: str) -> str:
    """Run one Django command and return what it printed; raises StepFailedError."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        log = VAR / "log" / "setup.log"
        log.write_text(done.stdout + done.stderr)
        raise StepFailedError(f"manage.py {' '.join(arguments)} failed:\n{tail(log)}\n  All of it: {log}")
    return done.stdout


def environment(host: str = "127.0.0.1", port: int = 8000) -> dict[str, str]:
    """The settings of the demonstration, unless the environment says otherwise."""
    hosts = ["localhost", "127.0.0.1", "[::1]"] if host == "127.0.0.1" else ["*"]
    ours = {
        "PYTHONUNBUFFERED": "1",
        "PORTAL_DEBUG": "0",
        "PORTAL_VAR": str(VAR),
        "PORTAL_HOSTS": ",".join(hosts),
        "PORTAL_ORIGIN": f"http://{host}:{port}",
    }
    return ours | os.environ


def serve(host: str, port: int) -> None:
    """Run web server and worker until a signal comes or one of them ends."""
    children: list[Child] = []
    try:
        with step("Web server and background worker"):
            children = start(host, port)
            wait_until_answering(host, port, children)
        print(way_in(host, port), flush=True)
        while True:
            time.sleep(0.5)
            refuse_the_dead(children)
    finally:
        for number in ENDINGS:
            signal.signal(number, signal.SIG_IGN)  # impatience must not leave a child behind
        if children:
            print(flush=True)
            say("Stopping web server and worker …")
            stop(children)


def start(host: str, port: int) -> list[Child]:
    web = [
        "gunicorn", "voucher_portal.wsgi", "--bind", f"{host}:{port}", "--workers", "2", "--no-control-socket",
        "--access-logfile", "-",
    ]  # fmt: skip
    worker = [
        "celery", "-A", "voucher_portal", "worker", "-P", "solo", "-B", "-s", str(VAR / "beat-schedule"),
        "--loglevel", "INFO",
    ]  # fmt: skip
    settings = environment(host, port)
    os.chdir(ROOT)
    return [
        Child(name, [sys.executable, "-m", *command], VAR / "log" / f"{name}.log", settings)
        for name, command in (("web", web), ("worker", worker))
    ]


def wait_until_answering(host: str, port: int, children: list[Child]) -> None:
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/healthz"
    deadline = time.monotonic() + PATIENCE
    problem = ""
    while time.monotonic() < deadline:
        refuse_the_dead(children)
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError as error:  # also a time-out while the answer is being read, which urllib does not wrap
            problem = str(error)
            time.sleep(0.2)
    raise StepFailedError(
        f"{address} does not answer ({problem}); see {children[0].log}:\n{tail(children[0].log)}"
    )


def refuse_the_dead(children: list[Child]) -> None:
    for child in children:
        if child.has_ended:
            raise StepFailedError(
                f"The {child.name} process ended by itself. The end of {child.log}:\n{tail(child.log)}"
            )


def way_in(host: str, port: int) -> str:
    """The address and one log-in per role."""
    lines = ["", f"  The portal is running:  http://{host}:{port}/", ""]
    if LOGINS.exists() and not os.environ.get("DATABASE_URL"):
        rows = [line.split("\t") for line in LOGINS.read_text().splitlines() if line.count("\t") == 2]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
        lines += ["  Log in as (role, e-mail, password):"]
        lines += ["    " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines += ["", f"  Logs: {VAR / 'log'}   Stop: Ctrl-C   Start over: bin/run --fresh"]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
