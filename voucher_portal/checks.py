"""What production must not run without: `manage.py check --deploy` names it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from papers import typefaces

PAPERS_HINT = "Fetch the browser files once with npm (bin/run), install fonts-noto-cjk, or set PORTAL_FONTS to a folder."
LOCAL_CACHES = ("locmem", "filebased", "dummy")


@register(Tags.security, deploy=True)
def production_is_configured(app_configs: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """The embedded defaults are for trying the portal out, not for public money."""
    return [Error(words, hint=hint, id=f"portal.E{number:03d}") for number, words, hint in _missing()]


def _missing() -> Iterator[tuple[int, str, str]]:
    """Number, what is wrong, and which variable of the environment mends it."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield (
            1,
            "SQLite is the embedded default, not a production database.",
            "Set DATABASE_URL to PostgreSQL.",
        )
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        yield 2, "The folder broker serves one machine only.", "Set CELERY_BROKER_URL to a Redis server."
    if any(name in settings.CACHES["default"]["BACKEND"].lower() for name in LOCAL_CACHES):
        hint = "Set CACHE_URL to a Redis server: limits on sign-in attempts are counted there."
        yield 3, "The cache is not shared by all processes.", hint
    if settings.EMAIL_BACKEND.endswith(("filebased.EmailBackend", "FolderBackend")):
        yield 4, "Letters are written to files.", "Set EMAIL_URL to a mail server."
    if not settings.SECRET_KEY_GIVEN and not settings.SECRET_KEY_FILE.exists():
        hint = "Set PORTAL_SECRET_KEY to 50 random characters, the same for all processes."
        yield 5, "Each process makes up a key of its own: nobody stays signed in.", hint
    if not settings.OFFICE_NEEDS_SECOND_FACTOR:
        yield (
            7,
            "The office signs in with a password alone.",
            "Leave PORTAL_OFFICE_SECOND_FACTOR at its default.",
        )
    if settings.ACCOUNT_EMAIL_VERIFICATION != "mandatory":
        hint = (
            "Set PORTAL_EMAIL_VERIFICATION=mandatory: otherwise signing up tells which addresses are known."
        )
        yield 6, "E-mail addresses are not verified.", hint
    try:
        typefaces.files()
    except typefaces.NoTypeface:
        yield 8, "No Chinese typeface is found: papers cannot be issued.", PAPERS_HINT
