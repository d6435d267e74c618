"""Children are ended in order, with what they started, and by nothing but their own ids."""

import os
import sys
import time

import pytest

from tools.children import Child, stop

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF_WITH_A_CHILD = (
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True); time.sleep(60)"
)


def test_stop_ends_a_child(tmp_path):
    child = Child("web", SLEEPER, tmp_path / "log", dict(os.environ))
    assert not child.has_ended
    stop([child])
    assert child.has_ended


def test_stop_ends_a_deaf_child_and_its_own_children(tmp_path, monkeypatch):
    monkeypatch.setattr("tools.children.PATIENCE", 0.2)
    child = Child("worker", [sys.executable, "-c", DEAF_WITH_A_CHILD], tmp_path / "log", dict(os.environ))
    while not (text := (tmp_path / "log").read_text()).endswith("\n"):
        time.sleep(0.02)
    stop([child])
    with pytest.raises(ProcessLookupError):
        wait_until_reaped(int(text))


def wait_until_reaped(pid: int) -> None:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        os.kill(pid, 0)
        time.sleep(0.02)


def test_the_log_keeps_what_was_said(tmp_path):
    child = Child(
        "web",
        [sys.executable, "-c", "print('hello'); raise SystemExit(3)"],
        tmp_path / "log",
        dict(os.environ),
    )
    assert child.process.wait(10) == 3
    assert (tmp_path / "log").read_text() == "hello\n"
