"""Reads a file in a process of its own and waits for it no longer than it deserves."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from contracts.reading import scan
from contracts.reading.model import Paper, Trouble, Unreadable

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 60
SECONDS_FOR_SCANS = 200
MEGABYTES = 1536
MEGABYTES_FOR_SCANS = 4096
MOST_ANSWER = 12 * 1024 * 1024
PATIENCE = 1.0
# A browser of files needs no database address, no key and no mail password.
KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "HOME")
Tell = Callable[[int, int], None]


def read_safely(path: Path, tell: Tell = lambda _page, _of: None, *, seconds: int | None = None) -> Paper:
    """What is on the paper. Raises Unreadable, whatever the file does; takes at most `seconds` (default by what is installed)."""
    scans = scan.is_installed()
    seconds = seconds or (SECONDS_FOR_SCANS if scans else SECONDS)
    megabytes = MEGABYTES_FOR_SCANS if scans else MEGABYTES
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
    child = subprocess.Popen(
        [sys.executable, "-m", "contracts.reading.child", str(path.absolute()), str(seconds), str(megabytes)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _listen(child, tell, time.monotonic() + seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        if child.stdout:
            child.stdout.close()


def _listen(child: subprocess.Popen[bytes], tell: Tell, deadline: float) -> Paper:
    """Hears the child out. Raises Unreadable when it says so, dies, or talks too long."""
    lines: queue.Queue[bytes | None] = queue.Queue()
    assert child.stdout is not None  # noqa: S101  # nosec B101 - asked for above
    threading.Thread(target=_hear, args=(child.stdout, lines), daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=max(deadline - time.monotonic(), 0.01))
        except queue.Empty:
            raise Unreadable(Trouble.SLOW) from None
        if line is None:
            raise Unreadable(_death(child))
        said = _said(line)
        if "paper" in said:
            return Paper.from_json(said["paper"])
        if "trouble" in said:
            raise Unreadable(Trouble(said["trouble"]), str(said.get("detail", "")))
        if "page" in said:
            tell(int(said["page"]), int(said["of"]))


def _said(line: bytes) -> dict:
    try:
        said = json.loads(line)
    except ValueError:
        return {}  # a library that prints
    return said if isinstance(said, dict) else {}


def _hear(stream: IO[bytes], lines: queue.Queue[bytes | None]) -> None:
    heard = 0
    with contextlib.suppress(ValueError, OSError):
        for line in stream:
            heard += len(line)
            if heard > MOST_ANSWER:
                break
            lines.put(line)
    lines.put(None)


def _death(child: subprocess.Popen[bytes]) -> Trouble:
    """Why a child that said nothing is dead: its time was up, or its memory, or the file broke a library."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(PATIENCE)
    if child.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Trouble.SLOW
    return Trouble.MEMORY if child.returncode in {-signal.SIGABRT, -signal.SIGBUS} else Trouble.BROKEN
