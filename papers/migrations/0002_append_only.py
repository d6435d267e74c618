"""The database itself refuses to change or delete what was issued, and in which words."""

from django.db import migrations

from workflow.engine import append_only


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [
        append_only("papers.IssuedPaper"),
        append_only("papers.PaperPrint"),
        append_only("papers.PaperTemplate"),
    ]
