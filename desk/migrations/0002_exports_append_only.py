"""The record of exports is append-only: the database refuses to change or delete a row."""

from django.db import migrations

from workflow.engine import append_only


class Migration(migrations.Migration):

    dependencies = [("desk", "0001_initial")]

    operations = [append_only("desk.Export")]
