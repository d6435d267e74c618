"""The database itself refuses to change or delete who shared a voucher; only the end of a link is written later."""

from django.db import migrations

from workflow.engine import append_only


class Migration(migrations.Migration):
    dependencies = [("funds", "0003_voucher_share")]
    operations = [append_only("funds.VoucherShare", mutable=("ended_by_id", "ended_at"))]
