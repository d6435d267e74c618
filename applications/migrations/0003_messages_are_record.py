"""The database itself refuses to change or delete what people wrote to each other."""

from django.db import migrations

from workflow.engine import append_only


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_conversation")]
    operations = [
        append_only(
            "applications.ProjectMessage", mutable=("answered_at", "answered_by_id", "office_read_at")
        ),
    ]
