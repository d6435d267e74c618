"""Run every check besides the tests, all of them even when one fails; `bin/check lint types` runs two."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools import translations

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
APPS = [
    "accounts",
    "api",
    "applications",
    "contracts",
    "desk",
    "funds",
    "institutions",
    "labs",
    "matching",
    "notifications",
    "papers",
    "policy",
    "review",
    "risk",
    "voucher_portal",
    "workflow",
]
CHECKS: dict[str, list[str]] = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "imports": ["lint-imports"],
    "types": ["mypy", *APPS, "tools"],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "spelling": ["codespell"],
    "dependencies": ["deptry", "."],
    "security": ["bandit", "-q", "-r", "-c", "pyproject.toml", *APPS],
    "dead-code": ["vulture"],
}
# What production sets (deploy/), so that `check --deploy` judges production and not the demonstration.
PRODUCTION = {
    "PORTAL_DEBUG": "0",
    "PORTAL_SECRET_KEY": "a-key-for-the-check-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "PORTAL_HTTPS": "1",
    "PORTAL_HOSTS": "portal.example",
    "PORTAL_ORIGIN": "https://portal.example",
    "PORTAL_TRUSTED_ORIGINS": "https://portal.example",
}

# Services that `check --deploy` asks for by name only; nothing is connected to.
SERVICES = {
    "DATABASE_URL": "postgres://portal@127.0.0.1:5432/portal",
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/0",
    "CACHE_URL": "redis://127.0.0.1:6379/1",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "PORTAL_EMAIL_VERIFICATION": "mandatory",
}


def main(names: list[str]) -> int:
    """Run the named checks, or all; the status is 1 when any failed."""
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        print(f"✗ No such check: {', '.join(unknown)}. There are: {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    translations.compile_changed()
    with tempfile.TemporaryDirectory(prefix="portal-check-") as place:
        environment = os.environ | PRODUCTION | {"PORTAL_VAR": place, "NO_COLOR": "1"}
        environment.pop("DATABASE_URL", None)
        (Path(place) / "static").mkdir()
        failed = [
            name
            for name in names or CHECKS
            if not passes(name, environment | (SERVICES if name == "deployment" else {}))
        ]
    print(f"✗ Failed: {', '.join(failed)}" if failed else "✓ All checks passed.", flush=True)
    return 1 if failed else 0


def passes(name: str, environment: dict[str, str]) -> bool:
    """Run one check, quietly unless it fails."""
    program, *arguments = CHECKS[name]
    command = [program if Path(program).is_absolute() else str(PROGRAMS / program), *arguments]
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    print(f"{'✓' if good else '✗'} {name:<13}{time.monotonic() - begun:5.1f} s", flush=True)
    if not good:
        print(done.stdout, flush=True)
    return good


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
