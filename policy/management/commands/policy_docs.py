"""Writes docs/policy.md, or checks that it is current."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from policy.manual import PAGE, manual


class Command(BaseCommand):
    help = "Write docs/policy.md from rules, parameters and shipped editions; --check only compares."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --check."""
        parser.add_argument("--check", action="store_true", help="fail when the page is stale, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare; the page is English whatever the language of the site."""
        with translation.override("en"):
            text = manual()
        if not options["check"]:
            PAGE.write_text(text, "utf-8")
            self.stdout.write(f"{PAGE.name} is written.")
        elif not PAGE.exists() or PAGE.read_text("utf-8") != text:
            raise CommandError("docs/policy.md is stale; run: python manage.py policy_docs")
