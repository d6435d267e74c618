"""Measure: `bin/bench` runs every benchmark, `bin/bench pages` one, `bin/bench --write` keeps the table in docs/benchmarks.md.

Each benchmark has a process and a database of its own, a copy of one with the demonstration in it. Single figures belong to
the machine they were measured on; what lasts are the ratios to a floor that was measured in the same run.
"""

import argparse
import contextlib
import datetime as dt
import importlib
import json
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psycopg2

from benchmarks import Row
from tools import pg, redis_server, translations
from tools.speak import say, step

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "benchmarks"
PAGE = ROOT / "docs" / "benchmarks.md"
TEMPLATE = "portal_pattern"
SECTION = "<!-- {name} -->"


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, or all; the status is 1 when one of them failed."""
    options = read(arguments)
    if options.child:
        return measure(options.child, Path(options.to))
    unknown = sorted(set(options.names) - set(known()))
    if unknown:
        print(f"✗ No such benchmark: {', '.join(unknown)}. There are: {', '.join(known())}", file=sys.stderr)
        return 2
    translations.compile_changed()
    with contextlib.ExitStack() as servers:
        place = Path(servers.enter_context(tempfile.TemporaryDirectory(prefix="portal-bench-")))
        environment = prepare(servers, place)
        failed = [name for name in options.names or known() if not run(name, environment, place, options)]
    if failed:
        print(f"✗ Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"which ones: {', '.join(known())}")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/benchmarks.md")
    parser.add_argument("--small", action="store_true", help="a tenth of the size: does it run at all?")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--to", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def known() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))


def prepare(servers: contextlib.ExitStack, place: Path) -> dict[str, str]:
    """Start PostgreSQL and Redis, and fill the pattern of all databases with the demonstration."""
    address, version = servers.enter_context(pg.server())
    redis, kind = servers.enter_context(redis_server.server())
    say(f"PostgreSQL {version}, Redis: {kind}.")
    for folder in ("broker", "broker-control", "static"):
        (place / folder).mkdir()
    environment = os.environ | {
        "PORTAL_VAR": str(place),
        "PORTAL_SECRET_KEY": "for-measuring-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
        "PORTAL_DEBUG": "0",
        "PORTAL_LOG_LEVEL": "ERROR",
        "PORTAL_SERVER": address.rpartition("/")[0],
        "CACHE_URL": f"{redis}/1" if redis else "locmemcache://",
        "DJANGO_SETTINGS_MODULE": "benchmarks.world.settings",
        "DATABASE_URL": database(address, TEMPLATE),
    }
    with step("Tables and the demonstration"):
        for command in (["migrate", "--noinput"], ["demo", "--stage", "all"], ["collectstatic", "--noinput"]):
            manage(command, environment)
    return environment


def manage(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"✗ manage.py {' '.join(command)} failed:\n{done.stderr[-3000:]}")


def database(address: str, name: str, pattern: str = "template1") -> str:
    """Make a database like another one and return its address."""
    host = address.rpartition("/")[0].partition("@/")[2]
    connection = psycopg2.connect(host=host, user="portal", dbname="postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{pattern}"')
    connection.close()
    return f"{address.rpartition('/')[0]}/{name}"


def run(name: str, environment: dict[str, str], place: Path, options: argparse.Namespace) -> bool:
    """One benchmark in a process of its own; its table is printed, and written when asked for."""
    say(f"── {name}")
    target = place / f"{name}.json"
    address = database(environment["DATABASE_URL"], f"bench_{name}", TEMPLATE)
    own = environment | {"DATABASE_URL": address, "PORTAL_BENCH_SMALL": "1" if options.small else ""}
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench", "--child", name, "--to", str(target)],
        cwd=ROOT,
        env=own,
        check=False,
    )
    if done.returncode or not target.exists():
        return False
    result = json.loads(target.read_text())
    rows = [Row(**row) for row in result["rows"]]
    print(table(rows), flush=True)
    if options.write and not options.small:
        write(name, result["title"], rows)
    return True


def measure(name: str, target: Path) -> int:
    """The child: set Django up, run the module, leave the rows behind."""
    importlib.import_module("django").setup()
    module = importlib.import_module(f"benchmarks.{name}")
    rows = [asdict(row) for row in module.run(say)]
    target.write_text(json.dumps({"title": (module.__doc__ or name).strip(), "rows": rows}))
    return 0


# --- the page ---------------------------------------------------------------------------------------------------------


def table(rows: list[Row]) -> str:
    """The rows as a table that reads well as text and as Markdown."""
    head = ["What", "Figure", "Ratio", "to", "Note"]
    lines = [
        [row.what, f"{number(row.figure)} {row.unit}", ratio(row), row.base_of, row.note] for row in rows
    ]
    kept = [index for index, _word in enumerate(head) if index < 2 or any(line[index] for line in lines)]
    cells = [[line[index] for index in kept] for line in [head, *lines]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    text = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in cells]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([text[0], rule, *text[1:]])


def number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"


def ratio(row: Row) -> str:
    return "" if row.ratio is None else f"{row.ratio:.3g}"


def write(name: str, title: str, rows: list[Row]) -> None:
    """Replace the section of one benchmark, or add it at the end; the sections of others stay as they are."""
    heading, _, words = title.partition("\n")
    parts = [SECTION.format(name=name), f"## {heading.rstrip('.')}", words.strip(), table(rows), machine()]
    section = "\n\n".join(part for part in parts if part) + "\n"
    page = PAGE.read_text("utf-8")
    found = re.compile(rf"{re.escape(SECTION.format(name=name))}.*?(?=^<!-- |\Z)", re.DOTALL | re.MULTILINE)
    before = page if found.search(page) else f"{page.rstrip()}\n\n{SECTION.format(name=name)}\n"
    PAGE.write_text(found.sub(lambda _match: section + "\n", before).rstrip("\n") + "\n", "utf-8")


def machine() -> str:
    today = dt.datetime.now(tz=dt.UTC).date()
    facts: list[Any] = [f"{os.cpu_count()} cores", f"Python {platform.python_version()}", platform.system()]
    return f"Measured on {today}: {', '.join(facts)}."


if __name__ == "__main__":
    # Being asked to stop must stop the servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:]))
