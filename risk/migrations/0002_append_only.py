"""The database itself refuses to change or delete what officers said about a signal."""

from django.db import migrations

from workflow.engine import append_only


class Migration(migrations.Migration):
    dependencies = [("risk", "0001_initial")]
    operations = [append_only("risk.Look")]
