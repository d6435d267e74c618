"""`manage.py demo`: the demonstration programme, played through the services."""

from django.core.management.base import BaseCommand, CommandError

from applications.models import Project
from voucher_portal.demo.programme import STAGES, logins, stage


class Command(BaseCommand):
    """Plays the demonstration into an empty database, or prints one log-in per role."""

    help = "Play the demonstration programme through the services, up to a stage of the voucher's life."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--stage", choices=list(STAGES), default="all", help="which projects to play")
        parser.add_argument(
            "--logins", action="store_true", help="print role, e-mail and password, and do nothing else"
        )

    def handle(self, *args, **options) -> None:
        if options["logins"]:
            for row in logins():
                self.stdout.write("\t".join(row))
            return
        if Project.objects.exists():
            raise CommandError(
                "There are projects in this database already; the demonstration needs an empty one."
            )
        stage(options["stage"], self.stdout.write)
