"""The Celery application of the portal with one more notice and a quicker timetable, for workers under test."""

import django

from voucher_portal.celery import app

django.setup()

from accounts.models import User, table_import  # noqa: E402 - models can be imported only now
from accounts.spreadsheets import jobs  # noqa: E402
from notifications import registry  # noqa: E402
from tests.notifications.conftest import LABEL  # noqa: E402

WATCHERS = "watch."
SOON = (
    "announce-what-the-broker-lost",
    "deliver-mail",
    "go-on-with-work-on-many-files",
    "take-up-waiting-tables",
)
for task in SOON:
    app.conf.beat_schedule[task]["schedule"] = 1.0
# A worker that has not been heard of for so long is gone.
table_import.PATIENCE_SECONDS = jobs.PATIENCE_SECONDS = 5


@registry.announces(LABEL, "suspend", "resume")
class Watched(registry.Notice):
    """Everybody whose address begins with `watch.` is told of every step."""

    audience = "watcher"
    subject_text = "Step of %(reference)s"
    body_text = "Reason: %(note)s"

    def recipients(self, event, subject):
        return User.objects.filter(email__startswith=WATCHERS)
