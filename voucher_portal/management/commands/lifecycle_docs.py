"""`manage.py lifecycle_docs`: write docs/lifecycle.md, or check that it is current."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from voucher_portal.lifecycle import PAGE, lifecycle


class Command(BaseCommand):
    """Exit 0 when the page is written or current; exit 1 when --check finds it stale."""

    help = "Write docs/lifecycle.md from the transition tables; --check only compares."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when the page is stale, write nothing")

    def handle(self, *args, **options) -> None:
        with translation.override("en"):
            text = lifecycle()
        if not options["check"]:
            PAGE.write_text(text, "utf-8")
            self.stdout.write(f"{PAGE.name} is written.")
        elif not PAGE.exists() or PAGE.read_text("utf-8") != text:
            raise CommandError("docs/lifecycle.md is stale; run: bin/manage lifecycle_docs")
