"""The process in which a file is read: bounded in memory, time, files and size, and without the portal's secrets.

Run as `python -m contracts.reading.child FILE SECONDS MEGABYTES`; says a line of JSON per page and one at the end.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from pathlib import Path

MEGABYTE = 1024 * 1024
MOST_WRITTEN = 1 * MEGABYTE
MOST_OPEN = 256


def confine(seconds: int, megabytes: int) -> None:
    """Limits that the kernel keeps: the process dies, nobody else."""
    for limit, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes * MEGABYTE),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_NOFILE, MOST_OPEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def say(**words: object) -> None:
    sys.stdout.write(json.dumps(words, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    path, seconds, megabytes = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    confine(seconds, megabytes)
    warnings.simplefilter("ignore")
    # Only now: whatever the libraries do at import is confined as well.
    from contracts.reading.model import Trouble, Unreadable  # noqa: PLC0415
    from contracts.reading.reader import read  # noqa: PLC0415

    try:
        paper = read(path, lambda page, of: say(page=page, of=of))
    except Unreadable as error:
        say(trouble=error.trouble.value, detail=error.detail[:300])
    except MemoryError:
        say(trouble=Trouble.MEMORY.value, detail="")
    except RecursionError:
        say(trouble=Trouble.HOSTILE.value, detail="nested too deeply")
    except Exception as error:  # noqa: BLE001 - the process exists to survive whatever a library throws at a bad file
        say(trouble=Trouble.BROKEN.value, detail=f"{type(error).__name__}: {error}"[:300])
    else:
        say(paper=paper.as_json())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
