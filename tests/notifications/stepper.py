"""A process that takes steps, as the web does: `python -m tests.notifications.stepper <dossier> <membership>`.

It reads numbers from its input, takes as many steps, and answers each with a line.
"""

import sys

import django

django.setup()

from accounts.actor import Actor  # noqa: E402 - models can be imported only now
from accounts.models import Membership  # noqa: E402
from institutions import services  # noqa: E402
from institutions.models import ServiceInstitution  # noqa: E402


def main(dossier: int, membership: int) -> None:
    actor = Actor.of(Membership.objects.select_related("user", "organisation").get(pk=membership))
    answer("ready")
    for line in sys.stdin:
        for _number in range(int(line)):
            subject = ServiceInstitution.objects.get(pk=dossier)
            step = services.suspend if subject.state == "active" else services.resume
            step(subject, actor=actor, note="Checked.")
        answer("done")


def answer(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
