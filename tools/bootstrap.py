"""Set up .venv from the locked requirements, then hand over to one of the tools: needs nothing but Python and pip."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
STRICT = ["--require-hashes", "--only-binary", ":all:"]

# Which requirements a command needs; what cannot be had of the second list is done without.
NEEDS = {
    "run": (["base"], []),
    "manage": (["base"], []),
    "test": (["base", "test"], ["postgres"]),
    "check": (["base", "test", "dev"], []),
    "bench": (["base", "test"], ["postgres"]),
    "tour": (["base", "test"], []),
}


def say(text: str) -> None:
    print(f"· {text}", file=sys.stderr, flush=True)


def fail(text: str) -> NoReturn:
    sys.exit(f"✗ {text}")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="tools/bootstrap.py", add_help=False)
    parser.add_argument("command", choices=NEEDS)
    command = parser.parse_args(arguments[:1]).command
    use_a_new_enough_python(arguments)
    with only_one_at_a_time():
        make_venv()
        required, wished = NEEDS[command]
        for name in required:
            if not install(name):
                fail("The packages could not be installed; the lines above say why.")
        for name in wished:
            if not install(name):
                say(f"requirements/{name}.txt could not be installed here; going on without it.")
    module = "manage.py" if command == "manage" else f"tools.{command}"
    start = [module] if command == "manage" else ["-m", module]
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *start, *arguments[1:]])


def use_a_new_enough_python(arguments: list[str]) -> None:
    """Go on with a newer Python of this machine when `python3` is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in (13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found, __file__, *arguments])
    fail("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info))


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Two starts at once must not install into one another; the name is ours, .venv/.lock is uv's."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is setting up; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    if (
        PYTHON.exists()
        and subprocess.call([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]) == 0
    ):
        return
    say("Making a Python environment in .venv …")
    made = subprocess.call([sys.executable, "-m", "venv", "--without-pip", "--clear", VENV])
    if made != 0:
        fail("The environment could not be made. On Debian and Ubuntu: apt-get install python3-venv")


def install(name: str) -> bool:
    """Install one locked requirements file unless it is in place; True when it is."""
    requirements = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / f"installed-{name}"
    version = subprocess.check_output([PYTHON, "-VV"])
    wanted = hashlib.sha256(requirements.read_bytes() + version).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return True
    count = requirements.read_text().count("==")
    say(f"Installing the packages of requirements/{name}.txt ({count}); this takes a moment the first time …")
    uv = find_uv()
    done = (uv is not None and install_with_uv(uv, requirements)) or install_with_pip(requirements)
    if done:
        stamp.write_text(wanted)
    return done


def find_uv() -> Path | None:
    """Fetch uv with pip into .venv/uv, or nothing: pip alone does the same work, only slower."""
    uv = VENV / "uv" / "bin" / "uv"
    if os.environ.get("PORTAL_NO_UV"):
        return None
    if not uv.exists():
        locked = ROOT / "requirements" / "uv.txt"
        pip(
            "install",
            "--quiet",
            "--target",
            VENV / "uv",
            "--require-hashes",
            "--only-binary",
            ":all:",
            "-r",
            locked,
        )
    return uv if uv.exists() else None


def install_with_uv(uv: Path, requirements: Path) -> bool:
    command: list[str | Path] = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        PYTHON,
        *STRICT,
        "-r",
        requirements,
    ]
    return subprocess.call(command, env=uv_environment()) == 0


def install_with_pip(requirements: Path) -> bool:
    say("Installing with pip, which takes longer …")
    return pip("--python", PYTHON, "install", "--quiet", *STRICT, "-r", requirements) == 0


def pip(*arguments: str | Path) -> int:
    """Run this Python's pip; its own configuration (mirror, certificates) is in force."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    if not home_is_writable():
        quiet["PIP_NO_CACHE_DIR"] = "1"
    status = subprocess.call([sys.executable, "-m", "pip", *arguments], env={**os.environ, **quiet})
    if status != 0 and subprocess.call([sys.executable, "-c", "import pip"], stderr=subprocess.DEVNULL) != 0:
        fail("Python's pip is missing. On Debian and Ubuntu: apt-get install python3-pip")
    return status


def uv_environment() -> dict[str, str]:
    """uv does not read pip's configuration: hand it the mirror and the certificates, and the system's roots."""
    environment = {"UV_SYSTEM_CERTS": "1", "UV_NO_PROGRESS": "1", **os.environ}
    settings = pip_settings()
    if "index-url" in settings and not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & set(environment):
        environment["UV_DEFAULT_INDEX"] = settings["index-url"]
    if "cert" in settings:
        environment.setdefault("SSL_CERT_FILE", settings["cert"])
    if not home_is_writable():
        environment.setdefault("UV_CACHE_DIR", str(VENV / "uv-cache"))
    return environment


def home_is_writable() -> bool:
    return os.access(os.environ.get("HOME", ""), os.W_OK)


def pip_settings() -> dict[str, str]:
    """pip's settings as it would apply them itself: the environment before `install` before `global`."""
    python = getattr(sys, "_base_executable", sys.executable)  # .venv itself has no pip
    listed = subprocess.run(
        [python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    return read_pip_settings(listed)


def read_pip_settings(listed: str) -> dict[str, str]:
    """Read the lines of `pip config list`."""
    settings: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed.splitlines():
            key, equals, value = line.partition("=")
            if equals and key.startswith(section):
                settings[key[len(section) :]] = "".join(shlex.split(value))
    return settings


if __name__ == "__main__":
    main(sys.argv[1:])
