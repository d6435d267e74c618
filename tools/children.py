"""Child processes with a log each: started together, watched, and stopped by their own process ids."""

import contextlib
import os
import signal
import subprocess
from pathlib import Path

PATIENCE = 10


class Child:
    """One running program; it has a session of its own, so that Ctrl-C reaches only the one who stops it in order."""

    def __init__(self, name: str, command: list[str], log: Path, environment: dict[str, str]) -> None:
        self.name = name
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def has_ended(self) -> bool:
        """Tell whether the program is no longer running."""
        return self.process.poll() is not None


def stop(children: list[Child]) -> None:
    """Ask every child to end, wait, then end what is left of its session."""
    for child in children:
        child.process.terminate()
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(PATIENCE)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
