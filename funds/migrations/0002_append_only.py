"""The database itself refuses to change or delete what was booked, issued or paid."""

from django.db import migrations

from workflow.engine import append_only


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]
    operations = [
        append_only("funds.Entry"),
        append_only("funds.Voucher"),
        append_only("funds.Payment"),
    ]
