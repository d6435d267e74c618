"""Rebuilds the index of the catalogue from laboratories, instruments and services."""

from django.core.management.base import BaseCommand

from labs.search import index


class Command(BaseCommand):
    help = "Rebuild the index that the catalogue of laboratories searches."

    def handle(self, **options) -> None:
        self.stdout.write(f"{index.rebuild()} laboratories are indexed.")
