"""How the commands talk: one line a step, with its time, and the end of a log when something went wrong."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    print(f"· {text}", flush=True)


@contextlib.contextmanager
def step(text: str) -> Iterator[None]:
    """Name what is being done now and how long it took."""
    print(f"· {text} …", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - begun:.1f} s", flush=True)


def tail(log: Path, lines: int = 20) -> str:
    """Read the last lines of a log for a message."""
    text = log.read_text(errors="replace") if log.exists() else ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])
