"""`check --deploy` refuses the embedded defaults one by one, and takes what deploy/ proposes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def production(place: Path) -> dict[str, str]:
    """The example of the environment, with a key of its own and an empty folder."""
    lines = [
        line for line in (ROOT / "deploy/env.example").read_text().splitlines() if line and line[0] != "#"
    ]
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    (place / "static").mkdir()
    ours = {"PORTAL_SECRET_KEY": "abcdefghij" * 5 + "!KLMNOP2", "PORTAL_VAR": str(place)}
    return kept | dict(line.split("=", 1) for line in lines) | ours


def check(environment: dict[str, str]) -> tuple[int, str]:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_example_of_the_environment_passes(tmp_path):
    assert check(production(tmp_path)) == (0, "")


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("DATABASE_URL", "portal.E001"),
        ("CELERY_BROKER_URL", "portal.E002"),
        ("CACHE_URL", "portal.E003"),
        ("EMAIL_URL", "portal.E004"),
        ("PORTAL_SECRET_KEY", "portal.E005"),
        ("PORTAL_EMAIL_VERIFICATION", "portal.E006"),
        ("PORTAL_HTTPS", "security.W008"),
    ],
)
def test_default_that_production_must_not_keep_is_named(name, complaint, tmp_path):
    environment = production(tmp_path)
    del environment[name]

    status, said = check(environment)

    assert (status, f"({complaint})" in said) == (1, True)
