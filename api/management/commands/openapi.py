"""Writes the OpenAPI document of the API, or checks that the written one is up to date."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

PLACE = settings.ROOT / "docs" / "openapi.json"


def document() -> str:
    """The document as JSON text, always in English."""
    with override("en"):
        found = SchemaGenerator().get_schema(request=None, public=True)
        validate_schema(found)
        return json.dumps(found, ensure_ascii=False, indent=1, default=str) + "\n"


class Command(BaseCommand):
    help = "Write docs/openapi.json; with --check exit 1 when it is stale."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail when the document is stale"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare; every gap in the description of an endpoint is a failure."""
        text = document()
        if GENERATOR_STATS:
            GENERATOR_STATS.emit_summary()
            raise CommandError("Some endpoints are not described; see above.")
        if not options["check"]:
            PLACE.write_text(text, encoding="utf-8")
            self.stdout.write(f"Written: {PLACE.name}")
        elif not PLACE.exists() or PLACE.read_text(encoding="utf-8") != text:
            raise CommandError("docs/openapi.json is stale: run manage.py openapi")
