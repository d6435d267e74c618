"""Fills the database: the demonstration's projects and their events again and again, written by PostgreSQL itself."""

import os

from django.db import connection

from applications.models import Project
from workflow.models import Event


def size(count: int) -> int:
    """The number of rows to measure with; a tenth of it for `bin/bench --small`."""
    return count // 10 if os.environ.get("PORTAL_BENCH_SMALL") else count


def fill(count: int) -> None:
    """Copies projects, with references and voucher numbers of their own, until there are `count`.

    Copies have the states, parties, amounts and events of their patterns, moved into the past by an hour each, but no
    voucher, contract, documents or ledger entries: they fill lists and counts. Their chains of digests do not verify.
    """
    patterns = Project.objects.exclude(reference__contains="~").count()
    rounds = -(-(count - Project.objects.count()) // patterns)
    first = Project.objects.count() // patterns
    if rounds < 1:
        return
    numbers = f"generate_series({first}, {first + rounds - 1}) AS n"
    reference = "p.reference || '~' || to_hex(n)"
    copied = _copied(
        Project,
        {"reference": reference, "state_since": "p.state_since - n * interval '1 hour'"},
        {
            "voucher_number": "CASE WHEN p.voucher_number = '' THEN '' ELSE p.voucher_number || '~' || to_hex(n) END"
        },
    )
    told = _copied(
        Event,
        {"subject_pk": "c.id", "reference": "c.reference", "at": "p.at - n * interval '1 hour'"},
        {"digest": "md5(p.digest || n) || md5(n || p.digest)"},
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Project._meta.db_table} ({copied[0]}) SELECT {copied[1]}"
            f" FROM {Project._meta.db_table} p, {numbers} WHERE p.reference NOT LIKE '%~%'"
        )
        cursor.execute(
            f"INSERT INTO {Event._meta.db_table} ({told[0]}) SELECT {told[1]} FROM {Event._meta.db_table} p"
            f" CROSS JOIN {numbers} JOIN {Project._meta.db_table} c ON c.reference = p.reference || '~' || to_hex(n)"
            f" WHERE p.subject_label = '{Project.subject_label()}' AND p.reference NOT LIKE '%~%'"
        )
        cursor.execute("ANALYZE")


def _copied(model, *changes: dict[str, str]) -> tuple[str, str]:
    """The columns of a table but its key, and what a copy has in each."""
    changed = {name: value for change in changes for name, value in change.items()}
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{column}"' for column in columns)
    return names, ", ".join(changed.get(column, f'p."{column}"') for column in columns)
