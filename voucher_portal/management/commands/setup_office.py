"""`manage.py setup_office`: make an empty portal usable, or let another officer in."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from voucher_portal.opening import open_office, send_way_in, way_in


class Command(BaseCommand):
    """Exit 0 when the office has this officer; what was there before stays as it is."""

    help = "Load editions and field centres, open the voucher office and let an officer in; safe to repeat."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--name", required=True, help="full name of the voucher office, used when it is new"
        )
        parser.add_argument(
            "--officer", required=True, metavar="E-MAIL", help="address the officer signs in with"
        )
        parser.add_argument(
            "--person", default="", help="the officer's own name, used when the person is new"
        )
        parser.add_argument(
            "--mail", action="store_true", help="send the link for the password instead of printing it"
        )

    def handle(self, *args, **options) -> None:
        try:
            opened = open_office(name=options["name"], email=options["officer"], person=options["person"])
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{opened.office.name}: {opened.officer.email} is an officer.")
        if opened.officer.has_usable_password():
            self.stdout.write(
                "This person signs in with the password they have, or asks for a new one there."
            )
        elif options["mail"]:
            send_way_in(opened.officer)
            self.stdout.write("The link for choosing a password is in the mail.")
        else:
            self.stdout.write(f"Choose a password here; the link works once:\n{way_in(opened.officer)}")
