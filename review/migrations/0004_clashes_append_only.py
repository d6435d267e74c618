"""The database itself refuses to change or delete what was kept of an invoice that two projects were to use."""

from django.db import migrations

from workflow.engine import append_only


class Migration(migrations.Migration):
    dependencies = [("review", "0003_invoice_clash")]
    operations = [append_only("review.InvoiceClash")]
