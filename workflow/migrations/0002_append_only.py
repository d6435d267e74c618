"""The database itself refuses to change or delete what the audit trail says."""

from django.db import migrations

from workflow.engine import append_only


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [
        append_only("workflow.Event", mutable=("announced_at",)),
        append_only("workflow.Anchor"),
    ]
