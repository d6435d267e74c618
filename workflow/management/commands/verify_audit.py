"""`manage.py verify_audit`: recompute every hash chain, compare it with where each dossier stands, say what does not hold."""

from django.core.management.base import BaseCommand, CommandError

from workflow.audit import anchor_faults, faults, head_digest, state_faults


class Command(BaseCommand):
    """Exit 0 and the head digest when every chain holds; exit 1 and one line per fault otherwise."""

    help = (
        "Recompute the audit trail's hash chains and anchors, and compare each dossier's state with its last step; "
        "exit 1 and name each fault when one does not hold."
    )

    def handle(self, *args, **options) -> None:
        found = [*faults(), *state_faults(), *anchor_faults()]
        for fault in found:
            self.stderr.write(str(fault))
        if found:
            raise CommandError(f"The audit trail does not hold: {len(found)} fault(s).")
        digest, dossiers, last = head_digest()
        self.stdout.write(f"The audit trail holds: {dossiers} dossiers, last event {last}, head {digest}")
