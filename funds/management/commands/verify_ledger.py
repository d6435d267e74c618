"""`manage.py verify_ledger`: recompute every balance from the ledger and say what does not hold."""

from django.core.management.base import BaseCommand, CommandError

from funds.models import Budget, Entry
from funds.services import differences


class Command(BaseCommand):
    """Exit 0 when balances, entries and states agree; exit 1 and one line per difference otherwise."""

    help = "Recompute balances from ledger entries and project states; exit 1 and name each difference."

    def handle(self, *args, **options) -> None:
        found = list(differences())
        for difference in found:
            self.stderr.write(difference)
        if found:
            raise CommandError(f"The ledger does not hold: {len(found)} difference(s).")
        budgets, entries = Budget.objects.count(), Entry.objects.count()
        self.stdout.write(f"The ledger holds: {budgets} budgets, {entries} entries.")
