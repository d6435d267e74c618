"""Proves every issued paper: record, kept file and a new setting agree."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from papers.models import IssuedPaper
from papers.services import verify


class Command(BaseCommand):
    help = "Sets every issued paper anew from its record and compares record, file and setting."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--number", default="", help="only the paper with this number")

    def handle(self, *args: Any, number: str, **options: Any) -> None:
        rows = IssuedPaper.objects.order_by("pk")
        rows = rows.filter(number=number) if number else rows
        counted, alarming = 0, 0
        for row in rows.iterator(chunk_size=50):
            verdict = verify(row)
            counted += 1
            alarming += verdict.is_alarming
            if verdict.is_alarming or options["verbosity"] > 1:
                self.stdout.write(f"{row.number} {row.language}: {verdict.label}")
        if alarming:
            raise CommandError(f"{alarming} of {counted} papers are not what was issued.")
        self.stdout.write(f"{counted} papers agree with their records.")
