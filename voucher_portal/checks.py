"""What production must not run without: `manage.py check --deploy` names it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def production_is_configured(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The embedded defaults are for trying the portal out, not for public money."""
    found: list[CheckMessage] = []
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        hint = "Set DATABASE_URL to a PostgreSQL database."
        found.append(
            Error("SQLite is the embedded default, not a production database.", hint=hint, id="portal.E001")
        )
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        hint = "Set CELERY_BROKER_URL to a Redis server."
        found.append(Error("The folder broker serves one machine only.", hint=hint, id="portal.E002"))
    if (
        "locmem" in settings.CACHES["default"]["BACKEND"].lower()
        or "filebased" in settings.CACHES["default"]["BACKEND"].lower()
    ):
        hint = "Set CACHE_URL to a Redis server: limits on sign-in attempts are counted there."
        found.append(Error("The cache is not shared by all processes.", hint=hint, id="portal.E003"))
    if settings.ACCOUNT_EMAIL_VERIFICATION != "mandatory":
        hint = (
            "Set PORTAL_EMAIL_VERIFICATION=mandatory: otherwise signing up tells which addresses are known."
        )
        found.append(Warning("E-mail addresses are not verified.", hint=hint, id="portal.W001"))
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        found.append(
            Error("Letters are written to files.", hint="Set EMAIL_URL to a mail server.", id="portal.E004")
        )
    if not settings.SECRET_KEY_GIVEN and not settings.SECRET_KEY_FILE.exists():
        hint = "Set PORTAL_SECRET_KEY to 50 random characters, the same for all processes."
        found.append(
            Error(
                "Each process makes up a key of its own: nobody stays signed in.", hint=hint, id="portal.E005"
            )
        )
    return found
